package io.unrealcloud.ddc.schema;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The YAML file as it is written, names not yet resolved; maps keep the file's order. */
record CatalogueFile(
        @JsonProperty(required = true) int version,
        @JsonProperty(required = true) boolean clientSideTimestamps,
        LinkedHashMap<String, LinkedHashMap<String, String>> types,
        LinkedHashMap<String, Table> tables,
        LinkedHashMap<String, Profile> profiles) {

    CatalogueFile {
        types = types == null ? new LinkedHashMap<>() : types;
        requireNonNull(tables, "tables are missing");
        requireNonNull(profiles, "profiles are missing");
    }

    /**
     * {@code columns} maps a name to a type, or to an object of either type or native and cassandra, and static.
     * {@code nativeIndexes} are those of the mode {@code NATIVE}; the other has none.
     */
    record Table(
            String purpose,
            String introducedIn,
            String ttlBecause,
            LinkedHashMap<String, JsonNode> columns,
            List<String> partitionKey,
            List<Clustering> clustering,
            List<Index> nativeIndexes) {

        Table {
            requireNonNull(purpose, "purpose is missing");
            requireNonNull(introducedIn, "introducedIn is missing");
            requireNonNull(columns, "columns are missing");
            requireNonNull(partitionKey, "partitionKey is missing");
            clustering = clustering == null ? List.of() : clustering;
            nativeIndexes = nativeIndexes == null ? List.of() : nativeIndexes;
        }

        TableNotes notes() {
            return new TableNotes(purpose, introducedIn, Optional.ofNullable(ttlBecause));
        }
    }

    record Clustering(String column, SortOrder order) {
        Clustering {
            requireNonNull(column, "column is missing");
            order = order == null ? SortOrder.ASC : order;
        }
    }

    /** @param local whether it is local to the table's partition key */
    record Index(String name, String column, boolean local) {
        Index {
            requireNonNull(name, "name is missing");
            requireNonNull(column, "column is missing");
        }
    }

    record Profile(@JsonProperty("extends") String parent, List<Section> sections) {
        Profile {
            requireNonNull(sections, "sections are missing");
        }
    }

    record Section(KeyspaceRole role, KeyspaceRole crossRegionRole, List<String> types, List<String> tables) {
        Section {
            requireNonNull(role, "role is missing");
            crossRegionRole = crossRegionRole == null ? role : crossRegionRole;
            types = types == null ? List.of() : types;
            requireNonNull(tables, "tables are missing");
        }
    }
}
