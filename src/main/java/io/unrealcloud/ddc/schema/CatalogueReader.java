package io.unrealcloud.ddc.schema;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.unrealcloud.ddc.schema.SchemaProfile.Section;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From YAML to a catalogue whose every name is resolved and every rule checked. */
final class CatalogueReader {

    private static final Set<String> COLUMN_KEYS = Set.of("native", "cassandra", "type", "static");

    private static final ObjectReader YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build()
            .readerFor(CatalogueFile.class);

    private final CatalogueFile file;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Map<ColumnMode, TableDefinition>> tables = new LinkedHashMap<>();
    private final Map<String, TypeDefinition> types = new LinkedHashMap<>();
    private final Map<String, SchemaProfile> profiles = new LinkedHashMap<>();

    private CatalogueReader(CatalogueFile file) {
        this.file = file;
    }

    /** Reads and checks a catalogue. Throws CatalogueException with every fault found. */
    static SchemaCatalogue read(InputStream yaml) throws IOException {
        CatalogueFile file;
        try {
            file = YAML.readValue(yaml);
        } catch (JsonProcessingException e) {
            throw new CatalogueException(List.of("The schema catalogue is not well formed: " + e.getMessage()));
        }
        return new CatalogueReader(file).resolve();
    }

    private SchemaCatalogue resolve() {
        file.types().forEach((name, fields) -> types.put(name, type(name, fields)));
        file.tables().forEach((name, table) -> tables.put(name, table(name, table)));
        file.profiles().forEach((name, profile) -> profiles.put(name, profile(name, profile)));
        SchemaCatalogue catalogue = new SchemaCatalogue(file.version(), List.copyOf(profiles.values()));
        if (problems.isEmpty()) {
            problems.addAll(CatalogueRules.problems(catalogue));
        }
        if (!problems.isEmpty()) {
            throw new CatalogueException(problems);
        }
        return catalogue;
    }

    private TypeDefinition type(String name, Map<String, String> fields) {
        List<FieldDefinition> definitions = new ArrayList<>();
        fields.forEach((field, type) -> definitions.add(
                FieldDefinition.of(field, cqlType("Type '" + name + "', field '" + field + "'", type))));
        return new TypeDefinition(CqlIdentifier.of(name), definitions);
    }

    private Map<ColumnMode, TableDefinition> table(String name, CatalogueFile.Table table) {
        Set<TableFeature> features = EnumSet.noneOf(TableFeature.class);
        if (table.ttlBecause() != null) {
            features.add(TableFeature.TTL);
        }
        if (file.clientSideTimestamps()) {
            features.add(TableFeature.CLIENT_SIDE_TIMESTAMPS);
        }
        Map<ColumnMode, TableDefinition> modes = new EnumMap<>(ColumnMode.class);
        for (ColumnMode mode : ColumnMode.values()) {
            List<ColumnDefinition> columns = new ArrayList<>();
            table.columns().forEach((column, node) -> columns.add(column(name, column, node, mode)));
            modes.put(
                    mode,
                    new TableDefinition(
                            CqlIdentifier.of(name),
                            columns,
                            table.partitionKey().stream().map(CqlIdentifier::of).toList(),
                            table.clustering().stream()
                                    .map(key -> ClusteringColumn.of(key.column(), key.order()))
                                    .toList(),
                            features,
                            table.notes(),
                            mode == ColumnMode.NATIVE ? indexes(table) : List.of()));
        }
        return modes;
    }

    private static List<IndexDefinition> indexes(CatalogueFile.Table table) {
        List<CqlIdentifier> partition =
                table.partitionKey().stream().map(CqlIdentifier::of).toList();
        return table.nativeIndexes().stream()
                .map(index -> new IndexDefinition(
                        CqlIdentifier.of(index.name()),
                        index.local() ? partition : List.of(),
                        CqlIdentifier.of(index.column())))
                .toList();
    }

    private ColumnDefinition column(String table, String column, JsonNode node, ColumnMode mode) {
        String where = "Table '" + table + "', column '" + column + "'";
        String modeKey =
                switch (mode) {
                    case NATIVE -> "native";
                    case CASSANDRA -> "cassandra";
                };
        if (node.isObject()) {
            node.fieldNames().forEachRemaining(key -> {
                if (!COLUMN_KEYS.contains(key)) {
                    problem(where + ": '" + key + "' is not one of native, cassandra, type, static.");
                }
            });
        }
        if (node.has("type") && (node.has("native") || node.has("cassandra"))) {
            problem(where + " has a type of both modes and one of its own.");
        }
        JsonNode type = node.isObject() ? (node.has("type") ? node.path("type") : node.path(modeKey)) : node;
        return new ColumnDefinition(
                CqlIdentifier.of(column),
                cqlType(where, type.isTextual() ? type.textValue() : ""),
                node.path("static").asBoolean(false));
    }

    private CqlType cqlType(String where, String text) {
        try {
            return CqlType.parse(text);
        } catch (IllegalArgumentException e) {
            problem(where + ": " + e.getMessage());
            return CqlType.Native.BLOB;
        }
    }

    private SchemaProfile profile(String name, CatalogueFile.Profile profile) {
        List<Section> sections = new ArrayList<>();
        if (profile.parent() != null) {
            if (profiles.containsKey(profile.parent())) {
                sections.addAll(profiles.get(profile.parent()).sections());
            } else {
                problem("Profile '" + name + "' extends '" + profile.parent() + "', which is not a profile above it.");
            }
        }
        profile.sections().forEach(section -> sections.add(section(name, section)));
        return new SchemaProfile(name, sections);
    }

    private Section section(String profile, CatalogueFile.Section section) {
        Map<KeyspaceLayout, KeyspaceRole> roles = new EnumMap<>(KeyspaceLayout.class);
        roles.put(KeyspaceLayout.STANDARD, section.role());
        roles.put(KeyspaceLayout.CROSS_REGION, section.crossRegionRole());
        List<String> typeNames = known(profile, "type", section.types(), types.keySet());
        List<String> tableNames = known(profile, "table", section.tables(), tables.keySet());
        Map<ColumnMode, KeyspaceSchema> schemas = new EnumMap<>(ColumnMode.class);
        for (ColumnMode mode : ColumnMode.values()) {
            schemas.put(
                    mode,
                    new KeyspaceSchema(
                            typeNames.stream().map(types::get).toList(),
                            tableNames.stream()
                                    .map(name -> tables.get(name).get(mode))
                                    .toList()));
        }
        return new Section(roles, schemas);
    }

    private List<String> known(String profile, String what, List<String> names, Set<String> defined) {
        return names.stream()
                .filter(name -> {
                    if (!defined.contains(name)) {
                        problem("Profile '" + profile + "' names " + what + " '" + name + "', which is not defined.");
                    }
                    return defined.contains(name);
                })
                .toList();
    }

    private void problem(String problem) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }
}
