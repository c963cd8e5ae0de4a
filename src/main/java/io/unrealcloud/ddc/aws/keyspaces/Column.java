package io.unrealcloud.ddc.aws.keyspaces;

/**
 * A column of a table or a field of a type.
 *
 * @param type its CQL type as the service spells it, for example {@code frozen<set<text>>}
 */
public record Column(String name, String type) {}
