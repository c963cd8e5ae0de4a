package io.unrealcloud.ddc.schema;

import static io.unrealcloud.ddc.schema.KeyspaceRole.GLOBAL;
import static io.unrealcloud.ddc.schema.KeyspaceRole.LOCAL;
import static io.unrealcloud.ddc.schema.KeyspaceRole.REPLICATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaCatalogueTest {

    private final SchemaCatalogue catalogue = SchemaCatalogue.current();

    @ParameterizedTest
    @EnumSource(KeyspaceLayout.class)
    void jupiterIsFifteenAndFiveTablesWithTwoTypesInEveryLayout(KeyspaceLayout layout) {
        for (ColumnMode mode : ColumnMode.values()) {
            Map<KeyspaceRole, KeyspaceSchema> keyspaces =
                    catalogue.profile("Jupiter").keyspaces(layout, mode);
            assertThat(keyspaces).containsOnlyKeys(REPLICATED, LOCAL);
            assertThat(keyspaces.get(REPLICATED).tables()).hasSize(15);
            assertThat(names(keyspaces.get(REPLICATED).types())).containsExactly("blob_identifier", "object_reference");
            assertThat(keyspaces.get(LOCAL).tables()).hasSize(5);
            assertThat(names(keyspaces.get(LOCAL).types())).containsExactly("blob_identifier");
        }
    }

    @Test
    void terraformModuleAddsFourTablesToTheLocalKeyspace() {
        var keyspaces = catalogue.profile("TerraformModule").keyspaces(KeyspaceLayout.STANDARD, ColumnMode.CASSANDRA);
        assertThat(keyspaces).containsOnlyKeys(REPLICATED, LOCAL);
        assertThat(keyspaces.get(LOCAL).tables().stream().skip(5).map(t -> t.name()
                        .internal()))
                .containsExactly("cache_entries", "s3_objects", "namespace_config", "cleanup_tracking");
    }

    @Test
    void terraformModuleKeepsThemInAThirdKeyspaceAcrossRegions() {
        var keyspaces =
                catalogue.profile("TerraformModule").keyspaces(KeyspaceLayout.CROSS_REGION, ColumnMode.CASSANDRA);
        assertThat(keyspaces).containsOnlyKeys(REPLICATED, LOCAL, GLOBAL);
        assertThat(keyspaces.get(LOCAL).tables()).hasSize(5);
        assertThat(keyspaces.get(GLOBAL).types()).isEmpty();
        assertThat(keyspaces.get(GLOBAL).tables()).hasSize(4);
    }

    @Test
    void timeToLiveIsOnExactlyWhereDdcMayWriteOne() {
        assertThat(jupiter(ColumnMode.CASSANDRA).filter(TableDefinition::ttl).map(t -> t.name()
                        .internal()))
                .containsExactlyInAnyOrder(
                        "objects",
                        "bucket_referenced_ref",
                        "bucket_referenced_blobs",
                        "builds",
                        "build_parts",
                        "build_appendixes",
                        "replication_log",
                        "blob_replication_log");
        assertThat(jupiter(ColumnMode.CASSANDRA)).allMatch(TableDefinition::clientSideTimestamps);
    }

    @Test
    void onlyTheTwoDocumentedTablesDifferBetweenTheModes() {
        Map<CqlIdentifier, List<ColumnDefinition>> cassandra = jupiter(ColumnMode.CASSANDRA)
                .collect(java.util.stream.Collectors.toMap(TableDefinition::name, TableDefinition::columns));
        assertThat(jupiter(ColumnMode.NATIVE)
                        .filter(table -> !table.columns().equals(cassandra.get(table.name())))
                        .map(table -> table.name().internal()))
                .containsExactlyInAnyOrder("blob_index", "content_id");
    }

    @Test
    void aVersionOrProfileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> SchemaCatalogue.load(99))
                .isInstanceOf(CatalogueException.class)
                .hasMessage("This build has no schema catalogue version 99; it has versions 1 to 1.");
        assertThatThrownBy(() -> catalogue.profile("Juptier"))
                .hasMessage("There is no schema profile 'Juptier'; there are [Jupiter, TerraformModule].");
    }

    private java.util.stream.Stream<TableDefinition> jupiter(ColumnMode mode) {
        return catalogue.profile("Jupiter").keyspaces(KeyspaceLayout.STANDARD, mode).values().stream()
                .flatMap(schema -> schema.tables().stream());
    }

    private static List<String> names(List<TypeDefinition> types) {
        return types.stream().map(type -> type.name().internal()).toList();
    }
}
