package io.unrealcloud.ddc.reconcile;

/** Keeps texts within the bounds the CRD sets. */
final class Cut {

    private Cut() {}

    /** The text, or as much of it as fits with a mark that there was more. */
    static String to(int max, String text) {
        return text.length() <= max ? text : text.substring(0, max - 1) + "…";
    }
}
