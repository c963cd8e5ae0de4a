package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.schema.KeyspaceSchema;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import io.unrealcloud.ddc.schema.SchemaProfile;
import io.unrealcloud.ddc.schema.SchemaProfile.Section;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The real catalogue with three tables: enough for every kind of statement. */
final class SmallCatalogue {

    private static final Set<String> TABLES = Set.of("objects", "block_context", "replication_log");

    private SmallCatalogue() {}

    static SchemaCatalogue get() {
        SchemaProfile whole = SchemaCatalogue.current().profile("Jupiter");
        List<Section> sections = whole.sections().stream()
                .map(section -> new Section(
                        section.roles(),
                        section.schemas().entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, entry -> fewer(entry.getValue())))))
                .toList();
        return new SchemaCatalogue(SchemaCatalogue.CURRENT_VERSION, List.of(new SchemaProfile("Jupiter", sections)));
    }

    private static KeyspaceSchema fewer(KeyspaceSchema schema) {
        return new KeyspaceSchema(
                schema.types(),
                schema.tables().stream()
                        .filter(table -> TABLES.contains(table.name().internal()))
                        .toList());
    }
}
