package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import java.util.stream.Stream;

/** Makes keyspaces look as if no operator had made it. */
final class Untag {

    private Untag() {}

    static void keyspaces(World world, String... names) {
        Scope at = World.HERE;
        Stream.of(names)
                .map(name -> world.catalog().keyspace(at, name).orElseThrow())
                .forEach(keyspace -> {
                    world.catalog().tables(at, keyspace.name()).stream()
                            .filter(table -> !table.tags().isEmpty())
                            .forEach(table -> world.catalog().untag(at, keyspace.name(), table.name(), table.tags()));
                    world.catalog().untag(at, keyspace.name(), null, keyspace.tags());
                });
    }
}
