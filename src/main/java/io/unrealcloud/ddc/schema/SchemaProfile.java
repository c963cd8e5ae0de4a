package io.unrealcloud.ddc.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One answer to "which tables does this DDC need": {@code Jupiter} is what DDC itself creates,
 * {@code TerraformModule} adds four tables DDC never reads.
 */
public record SchemaProfile(String name, List<Section> sections) {

    public SchemaProfile {
        sections = List.copyOf(sections);
    }

    /** Tables and types that stay together, and the keyspace they go to under each layout. */
    public record Section(Map<KeyspaceLayout, KeyspaceRole> roles, Map<ColumnMode, KeyspaceSchema> schemas) {
        public Section {
            roles = Collections.unmodifiableMap(new EnumMap<>(roles));
            schemas = Collections.unmodifiableMap(new EnumMap<>(schemas));
        }
    }

    /** What each keyspace must hold, in the order of {@link KeyspaceRole}; a role without tables is absent. */
    public Map<KeyspaceRole, KeyspaceSchema> keyspaces(KeyspaceLayout layout, ColumnMode mode) {
        Map<KeyspaceRole, KeyspaceSchema> keyspaces = new EnumMap<>(KeyspaceRole.class);
        for (Section section : sections) {
            keyspaces.merge(section.roles().get(layout), section.schemas().get(mode), SchemaProfile::join);
        }
        return Collections.unmodifiableMap(keyspaces);
    }

    private static KeyspaceSchema join(KeyspaceSchema first, KeyspaceSchema second) {
        List<TypeDefinition> types = new ArrayList<>(first.types());
        second.types().stream()
                .filter(type -> first.type(type.name()).isEmpty())
                .forEach(types::add);
        List<TableDefinition> tables = new ArrayList<>(first.tables());
        tables.addAll(second.tables());
        return new KeyspaceSchema(types, tables);
    }
}
