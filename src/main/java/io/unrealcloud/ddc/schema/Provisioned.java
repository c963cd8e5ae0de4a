package io.unrealcloud.ddc.schema;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words in which it is recorded that everything a catalogue asks for has once existed, such as
 * {@code Jupiter/1/STANDARD}. What of it is missing later was lost.
 */
public final class Provisioned {

    private static final Pattern EVIDENCE = Pattern.compile("(\\w+)/(\\d+)/(\\w+)");

    private Provisioned() {}

    /** @param catalogue profile and catalogue version, such as {@code Jupiter/1} */
    public static String evidence(String catalogue, KeyspaceLayout layout) {
        return catalogue + "/" + layout;
    }

    /** Whether the catalogue that is named has the role, and in it the table if one is given. */
    public static boolean holds(String evidence, KeyspaceRole role, Optional<CqlIdentifier> table) {
        Matcher catalogue = EVIDENCE.matcher(evidence);
        if (!catalogue.matches()) {
            return false;
        }
        try {
            KeyspaceLayout layout = KeyspaceLayout.valueOf(catalogue.group(3));
            return SchemaCatalogue.load(Integer.parseInt(catalogue.group(2)))
                    .profile(catalogue.group(1))
                    .sections()
                    .stream()
                    .filter(section -> section.roles().get(layout) == role)
                    .flatMap(section -> section.schemas().values().stream())
                    .anyMatch(schema ->
                            table.map(name -> schema.table(name).isPresent()).orElse(true));
        } catch (CatalogueException | IllegalArgumentException newer) {
            // Recorded by a newer operator: everything this one knows of has existed.
            return true;
        }
    }
}
