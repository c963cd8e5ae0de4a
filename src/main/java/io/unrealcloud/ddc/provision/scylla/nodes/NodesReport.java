package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.AwsOutcomes;
import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.provision.Outcome;
import io.unrealcloud.ddc.provision.Outcomes;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pass over nodes, judged. Pure.
 *
 * @param ready whether the nodes serve: all of them the first time, a majority from then on
 * @param progressing whether something is under way
 * @param degraded whether something needs attention
 * @param nodes how many answer, of those there shall be
 */
public record NodesReport(Verdict ready, Verdict progressing, Verdict degraded, BackendReport.Nodes nodes) {

    /** @param served whether everything has once been there in full */
    public static NodesReport of(DesiredNodes desired, NodesPass pass, boolean served) {
        int wanted = desired.nodes().count();
        return new NodesReport(
                ready(pass, wanted, served),
                progressing(pass),
                degraded(pass),
                new BackendReport.Nodes(pass.ready(), wanted));
    }

    private static Verdict ready(NodesPass pass, int wanted, boolean served) {
        if (pass.ready() >= wanted || served && pass.ready() * 2 > wanted) {
            return Verdict.yes(Reason.Available, "%d of %d nodes answer.".formatted(pass.ready(), wanted));
        }
        if (pass.failure().isPresent()) {
            Reason reason = AwsOutcomes.reason(pass.failure().get());
            String message = pass.failure().get().getMessage();
            return pass.known() ? Verdict.no(reason, message) : Verdict.unknown(reason, message);
        }
        return blocked(pass)
                .map(stop -> Verdict.no(stop.reason(), stop.message()))
                .findFirst()
                .or(() -> failed(pass).findFirst().map(failed -> Verdict.no(failed.reason(), failed.message())))
                .or(() -> waiting(pass).map(wait -> Verdict.no(wait.reason(), counted(pass, wanted, wait.message()))))
                .orElseGet(() -> Verdict.no(
                        Reason.Planned,
                        counted(pass, wanted, "What is still to do is planned; nothing of it has been begun.")));
    }

    private static Verdict progressing(NodesPass pass) {
        return waiting(pass)
                .map(wait -> Verdict.yes(wait.reason(), wait.message()))
                .or(() -> failed(pass).findFirst().map(failed -> Verdict.yes(failed.reason(), failed.message())))
                .orElseGet(() -> Verdict.no(Reason.Reconciled, "Nothing is under way."));
    }

    private static Verdict degraded(NodesPass pass) {
        if (pass.failure().isPresent()) {
            return Verdict.yes(
                    AwsOutcomes.reason(pass.failure().get()),
                    "The nodes in AWS could not be read, and what is known of them grows old: "
                            + pass.failure().get().getMessage());
        }
        return Stream.concat(
                        blocked(pass).map(stop -> Verdict.yes(stop.reason(), stop.message())),
                        failed(pass).map(failed -> Verdict.yes(failed.reason(), failed.message())))
                .findFirst()
                .orElseGet(() -> Verdict.no(Reason.Reconciled, "Nothing needs attention."));
    }

    /** Of everything awaited, the earliest stage. */
    private static Optional<Waiting> waiting(NodesPass pass) {
        return Outcomes.waiting(pass.outcomes().values());
    }

    private static Stream<Outcome.Failed> failed(NodesPass pass) {
        return Outcomes.failed(pass.outcomes().values());
    }

    /** Also of steps that no pass has run: what is planned to stop is stopped. */
    private static Stream<Outcome.Blocked> blocked(NodesPass pass) {
        Stream<Outcome.Blocked> planned = pass.plan().steps().stream()
                .map(step -> step.operation())
                .filter(NodesOperation.Stop.class::isInstance)
                .map(NodesOperation.Stop.class::cast)
                .map(stop -> new Outcome.Blocked(stop.reason(), stop.message()));
        Stream<Outcome.Blocked> met = pass.outcomes().values().stream()
                .filter(Outcome.Blocked.class::isInstance)
                .map(Outcome.Blocked.class::cast);
        return Stream.concat(planned, met).distinct();
    }

    private static String counted(NodesPass pass, int wanted, String message) {
        return "%d of %d nodes answer. %s".formatted(pass.ready(), wanted, message);
    }
}
