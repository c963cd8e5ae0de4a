package io.unrealcloud.ddc.schema.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.schema.ColumnMode;
import io.unrealcloud.ddc.schema.KeyspaceLayout;
import io.unrealcloud.ddc.schema.KeyspaceRole;
import io.unrealcloud.ddc.schema.KeyspaceSchema;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import io.unrealcloud.ddc.schema.Schemas;
import io.unrealcloud.ddc.schema.TableFeature;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SchemaDiffTest {

    private static final Map<KeyspaceRole, KeyspaceSchema> JUPITER =
            SchemaCatalogue.current().profile("Jupiter").keyspaces(KeyspaceLayout.STANDARD, ColumnMode.CASSANDRA);

    @Provide
    Arbitrary<KeyspaceSchema> random() {
        return Schemas.keyspaces();
    }

    @Provide
    Arbitrary<KeyspaceSchema> jupiter() {
        return Arbitraries.of(Stream.of(ColumnMode.values())
                .flatMap(mode ->
                        SchemaCatalogue.current()
                                .profile("Jupiter")
                                .keyspaces(KeyspaceLayout.STANDARD, mode)
                                .values()
                                .stream())
                .toList());
    }

    @Property(tries = 300)
    void theSameSchemaHasNoDifference(@ForAll("random") KeyspaceSchema schema, @ForAll boolean multiRegion) {
        assertThat(SchemaDiff.between(schema, LiveSchemas.exactly("ks", schema, multiRegion)))
                .isEmpty();
    }

    @Property(tries = 1000)
    void oneMutationOfAnySchemaIsReportedByName(
            @ForAll("random") KeyspaceSchema schema,
            @ForAll Mutation.Kind kind,
            @ForAll @IntRange(max = 1000) int pick,
            @ForAll boolean multiRegion) {
        reported(schema, kind, pick, multiRegion);
    }

    @Property(tries = 1000)
    void oneMutationOfJupiterIsReportedByName(
            @ForAll("jupiter") KeyspaceSchema schema,
            @ForAll Mutation.Kind kind,
            @ForAll @IntRange(max = 1000) int pick,
            @ForAll boolean multiRegion) {
        reported(schema, kind, pick, multiRegion);
    }

    private static void reported(KeyspaceSchema schema, Mutation.Kind kind, int pick, boolean multiRegion) {
        LiveKeyspace exact = LiveSchemas.exactly("ks", schema, multiRegion);
        Mutation mutation = Mutation.of(kind, exact, pick).orElse(null);
        Assume.that(mutation != null);
        boolean timestampsInManyRegions =
                multiRegion && kind == Mutation.Kind.DISABLE_FEATURE && mutation.severity() == Severity.MENDABLE;
        List<SchemaDifference> differences = SchemaDiff.between(schema, mutation.live());
        if (timestampsInManyRegions) {
            assertThat(differences).isEmpty();
            return;
        }
        assertThat(differences).singleElement().satisfies(difference -> {
            assertThat(difference.message())
                    .contains(mutation.mutated().internal())
                    .contains("ks.")
                    .endsWith(".");
            assertThat(difference.severity()).isEqualTo(mutation.severity());
        });
    }

    @Test
    void aKeyspaceThatIsNotThereIsOneDifference() {
        List<SchemaDifference> differences =
                SchemaDiff.between(Map.of("jupiter", JUPITER.get(KeyspaceRole.REPLICATED)), new LiveSchema(List.of()));
        assertThat(differences)
                .extracting(SchemaDifference::message)
                .containsExactly("Keyspace jupiter does not exist; expected it with 2 types and 15 tables.");
    }

    @Test
    void messagesSayWhatWasFoundAndWhatWasExpected() {
        KeyspaceSchema local = JUPITER.get(KeyspaceRole.LOCAL);
        LiveKeyspace exact = LiveSchemas.exactly("jupiter_local_x", local, true);
        assertThat(messages(local, Mutation.Kind.DISABLE_FEATURE, exact, 0))
                .containsExactly("Table jupiter_local_x.replication_log has time to live switched off; expected it on,"
                        + " which a multi-Region table can only get when it is created.");
        assertThat(messages(local, Mutation.Kind.FLIP_CLUSTERING_ORDER, exact, 2))
                .containsExactly(
                        "Table jupiter_local_x.replication_snapshot is clustered by (id ASC); expected (id DESC).");
        assertThat(messages(local, Mutation.Kind.CHANGE_COLUMN_TYPE, exact, 0))
                .containsExactly(
                        "Column namespace of table jupiter_local_x.replication_log is duration; expected text.");
        assertThat(messages(local, Mutation.Kind.ADD_FIELD, exact, 0))
                .containsExactly("Type jupiter_local_x.blob_identifier has fields (hash blob, something_new int);"
                        + " expected fields (hash blob).");
    }

    /** Native tables under a DDC in Cassandra mode, the mistake a copied schema would bring. */
    @Test
    void theTwoModesDifferInThreeColumnsThatCannotBeMended() {
        KeyspaceSchema wanted = JUPITER.get(KeyspaceRole.REPLICATED);
        KeyspaceSchema nativeSchema = SchemaCatalogue.current()
                .profile("Jupiter")
                .keyspaces(KeyspaceLayout.STANDARD, ColumnMode.NATIVE)
                .get(KeyspaceRole.REPLICATED);
        assertThat(SchemaDiff.between(wanted, LiveSchemas.exactly("jupiter", nativeSchema, false)))
                .filteredOn(difference -> !(difference instanceof SchemaDifference.ExtraIndex))
                .allMatch(difference -> difference.severity() == Severity.INCOMPATIBLE)
                .extracting(SchemaDifference::message)
                .containsExactly(
                        "Column blob_id of table jupiter.blob_index is frozen<blob_identifier>; expected blob.",
                        "Column content_id of table jupiter.content_id is frozen<blob_identifier>; expected blob.",
                        "Column chunks of table jupiter.content_id is set<frozen<blob_identifier>>; expected"
                                + " set<blob>.");
    }

    private static List<String> messages(KeyspaceSchema schema, Mutation.Kind kind, LiveKeyspace exact, int pick) {
        LiveKeyspace live = Mutation.of(kind, exact, pick).orElseThrow().live();
        return SchemaDiff.between(schema, live).stream()
                .map(SchemaDifference::message)
                .toList();
    }

    @Test
    void featuresAreInOneOrder() {
        assertThat(JUPITER.get(KeyspaceRole.LOCAL).tables().get(0).features())
                .containsExactly(TableFeature.TTL, TableFeature.CLIENT_SIDE_TIMESTAMPS);
    }
}
