package io.unrealcloud.ddc.schema;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every keyspace every profile can ask for, checked by the rules of {@link KeyspaceRules}. */
final class CatalogueRules {

    private CatalogueRules() {}

    /** One sentence for each fault, each once. */
    static List<String> problems(SchemaCatalogue catalogue) {
        Set<String> problems = new LinkedHashSet<>();
        for (SchemaProfile profile : catalogue.profiles()) {
            for (KeyspaceLayout layout : KeyspaceLayout.values()) {
                for (ColumnMode mode : ColumnMode.values()) {
                    profile.keyspaces(layout, mode).forEach((role, schema) -> KeyspaceRules.problems(schema)
                            .forEach(problem ->
                                    problems.add("Profile '" + profile.name() + "', " + role + ": " + problem)));
                }
            }
        }
        return List.copyOf(problems);
    }
}
