package io.unrealcloud.ddc.verification.counters;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What of the gateways' counters somebody has to know. Names only and no numbers, so that it changes when something
 * new is found and not with every statement.
 *
 * @param refused kinds of statements that were refused
 * @param signs what gave away that DDC is in another mode; empty if it is in the right one
 */
public record Findings(SortedSet<String> refused, SortedSet<String> signs) {

    public static final Findings NONE = new Findings(new TreeSet<>(), new TreeSet<>());

    private static final String REFUSED = "ddc_gateway_refused_total";
    private static final String MISMATCH = "ddc_gateway_mode_mismatch";
    private static final String EVIDENCE = "ddc_gateway_mode_evidence_total";

    /** Every driver of some age asks for it first and goes on with another; nothing is missing for that. */
    private static final String HANDSHAKE = "peers_v2";

    /** What DDC shows to be in when its gateway is there: the gateway stands only before Amazon Keyspaces. */
    private static final String RIGHT_MODE = "keyspaces";

    public Findings {
        refused = new TreeSet<>(refused);
        signs = new TreeSet<>(signs);
    }

    /** What one gateway's series say. */
    static Findings in(List<Sample> samples) {
        boolean mismatch = samples.stream().anyMatch(sample -> sample.name().equals(MISMATCH) && sample.value() > 0);
        return new Findings(
                samples.stream()
                        .filter(sample -> sample.name().equals(REFUSED) && sample.value() > 0)
                        .map(sample -> sample.label("statement"))
                        .filter(kind -> !kind.equals(HANDSHAKE))
                        .collect(Collectors.toCollection(TreeSet::new)),
                samples.stream()
                        .filter(sample -> mismatch
                                && sample.name().equals(EVIDENCE)
                                && sample.value() > 0
                                && !sample.label("mode").equals(RIGHT_MODE))
                        .map(sample -> sample.label("evidence"))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    static Findings all(Collection<Findings> several) {
        SortedSet<String> refused = new TreeSet<>();
        SortedSet<String> signs = new TreeSet<>();
        several.forEach(one -> {
            refused.addAll(one.refused());
            signs.addAll(one.signs());
        });
        return new Findings(refused, signs);
    }

    /** Against {@code SchemaValid}: DDC asks for what Amazon Keyspaces does not have. */
    public Optional<Verdict> schema() {
        return refused.isEmpty()
                ? Optional.empty()
                : Optional.of(Verdict.no(
                        Reason.StatementsRefused,
                        "The CQL gateway had to refuse what Amazon Keyspaces does not have: %s. What needs it does not work. %s The pods' gateways count anew once they are restarted."
                                .formatted(
                                        String.join(", ", refused),
                                        refused.stream()
                                                .map(Findings::advice)
                                                .distinct()
                                                .collect(Collectors.joining(" ")))));
    }

    /** For {@code Degraded}: DDC does not run in the mode its settings ask for. */
    public Optional<Verdict> mode() {
        return signs.isEmpty()
                ? Optional.empty()
                : Optional.of(Verdict.yes(
                        Reason.WrongMode,
                        "DDC is configured for Amazon Keyspaces, but its statements are those of ScyllaDB mode (%s): it does not know the setting. Choose a release that does in spec.application.version, and take back what overrides Scylla__UseAWSKeyspace and Scylla__UseAzureCosmosDB."
                                .formatted(String.join(", ", signs))));
    }

    private static String advice(String kind) {
        if (kind.endsWith(" INDEX")) {
            return "Leave UnrealCloudDDC__BuildStoreImplementation at Memory.";
        }
        if (kind.startsWith("CREATE ") || kind.startsWith("ALTER ") || kind.startsWith("DROP ")) {
            return "The operator owns the schema: if DDC sent it, choose another release in spec.application.version.";
        }
        return "Look for it in the log of the container gateway, and turn the feature off in"
                + " spec.application.settings.";
    }
}
