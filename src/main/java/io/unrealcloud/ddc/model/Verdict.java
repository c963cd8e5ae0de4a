package io.unrealcloud.ddc.model;

/**
 * The answer to one question about a resource, as a condition shows it.
 *
 * @param message what happened and, unless all is well, the next step; one or a few sentences
 */
public record Verdict(Answer answer, Reason reason, String message) {

    /** A condition's three values. */
    public enum Answer {
        YES,
        NO,
        UNKNOWN
    }

    public static Verdict yes(Reason reason, String message) {
        return new Verdict(Answer.YES, reason, message);
    }

    public static Verdict no(Reason reason, String message) {
        return new Verdict(Answer.NO, reason, message);
    }

    public static Verdict unknown(Reason reason, String message) {
        return new Verdict(Answer.UNKNOWN, reason, message);
    }

    public boolean isYes() {
        return answer == Answer.YES;
    }
}
