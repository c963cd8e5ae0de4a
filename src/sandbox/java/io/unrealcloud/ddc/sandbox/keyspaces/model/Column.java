package io.unrealcloud.ddc.sandbox.keyspaces.model;

/** A column of a table or a field of a type, with its CQL type as text, for example {@code set<frozen<point>>}. */
public record Column(String name, String type) {}
