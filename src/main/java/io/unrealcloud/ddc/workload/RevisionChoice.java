package io.unrealcloud.ddc.workload;

import io.unrealcloud.ddc.workload.settings.SettingsTable;
import java.util.Optional;

/**
 * Which revision a resource runs.
 *
 * @param run what its pods are made of
 * @param next what could be asked for; empty when that runs already
 * @param problem why what was asked for does not run; a sentence with the next step
 */
public record RevisionChoice(Revision run, Optional<Revision> next, Optional<String> problem) {

    /**
     * @param offered what this operator would begin with
     * @param pinned what the pods began with; empty before there are any
     * @param wanted {@code spec.application.revision}
     */
    public static RevisionChoice of(Revision offered, Optional<Revision> pinned, Optional<String> wanted) {
        boolean renew = wanted.filter(offered.name()::equals).isPresent();
        Revision run = renew ? offered : pinned.orElse(offered);
        return new RevisionChoice(
                run,
                Optional.of(offered).filter(next -> !next.equals(run)),
                wanted.filter(name -> !name.equals(run.name()))
                        .map(name ->
                                "spec.application.revision is " + name + ", which this operator cannot make. Pods run "
                                        + run.name() + "; set it to " + offered.name() + " or remove it.")
                        .or(() -> carried(run, offered)));
    }

    private static Optional<String> carried(Revision run, Revision offered) {
        return SettingsTable.carries(run.settings())
                ? Optional.empty()
                : Optional.of("Pods run revision " + run.name() + ", whose settings this operator no longer knows: it"
                        + " leaves them as they are. Set spec.application.revision to " + offered.name()
                        + ", or run the operator they were made by.");
    }
}
