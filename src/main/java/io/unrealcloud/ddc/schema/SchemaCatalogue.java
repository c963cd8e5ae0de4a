package io.unrealcloud.ddc.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All profiles of one catalogue version. A version is never edited once released: a resource pins the one it
 * runs, so that a newer operator changes no tables by itself.
 */
public record SchemaCatalogue(int version, List<SchemaProfile> profiles) {

    /** The newest version this build carries. */
    public static final int CURRENT_VERSION = 1;

    private static final Map<Integer, SchemaCatalogue> LOADED = new ConcurrentHashMap<>();

    public SchemaCatalogue {
        profiles = List.copyOf(profiles);
    }

    /** The newest catalogue. */
    public static SchemaCatalogue current() {
        return load(CURRENT_VERSION);
    }

    /** The catalogue of that version. Throws CatalogueException if this build has none, or it is not valid. */
    public static SchemaCatalogue load(int version) {
        return LOADED.computeIfAbsent(version, SchemaCatalogue::read);
    }

    private static SchemaCatalogue read(int version) {
        String resource = "/schema/catalogue-" + version + ".yaml";
        try (InputStream yaml = SchemaCatalogue.class.getResourceAsStream(resource)) {
            if (yaml == null) {
                throw new CatalogueException(List.of("This build has no schema catalogue version " + version
                        + "; it has versions 1 to " + CURRENT_VERSION + "."));
            }
            SchemaCatalogue catalogue = CatalogueReader.read(yaml);
            if (catalogue.version() != version) {
                throw new CatalogueException(List.of(resource + " says it is version " + catalogue.version() + "."));
            }
            return catalogue;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource + " from the class path", e);
        }
    }

    /** The profile of that name. Throws CatalogueException, naming the profiles there are. */
    public SchemaProfile profile(String name) {
        return profiles.stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new CatalogueException(List.of("There is no schema profile '" + name + "'; there are "
                                + profiles.stream().map(SchemaProfile::name).toList() + ".")));
    }
}
