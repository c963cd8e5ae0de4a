package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.keyspaces.KeyspaceDescription;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import io.unrealcloud.ddc.model.Tags;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** Reads what deletion needs: everything with its owner once, then only what is still listed. */
final class DeletionObserver {

    private final AwsPorts aws;
    private final KeyspacesPort port;
    private final DesiredState desired;
    private final Workbench bench;
    private final Executor executor;
    private final Clock clock;

    DeletionObserver(AwsPorts aws, DesiredState desired, Workbench bench, Executor executor, Clock clock) {
        this.aws = aws;
        this.port = aws.keyspaces(desired.backend().region());
        this.desired = desired;
        this.bench = bench;
        this.executor = executor;
        this.clock = clock;
    }

    /** @param delete whether data goes; a release only needs the keyspaces */
    void look(boolean delete) {
        boolean known = bench.evidence().get().isPresent()
                && desired.keyspaceNames().stream().allMatch(this::relist);
        if (!known) {
            KeyspacesFacts read = new KeyspacesObserver(port, desired, executor, clock)
                    .full(bench.memory().facts());
            bench.memory().update(before -> read);
        }
        if (delete) {
            Map<String, Map<String, String>> tags =
                    known ? bench.evidence().get().get().tableTags() : tableTags();
            bench.evidence().set(Optional.of(new DeletionEvidence(tags, claims())));
        }
    }

    /** @return false if a keyspace or table has come up since everything was read: then whose it is must be read too */
    private boolean relist(String keyspace) {
        Optional<KeyspaceDescription> description = port.keyspace(keyspace);
        Instant now = clock.instant();
        if (description.isEmpty()) {
            bench.memory().update(facts -> facts.with(keyspace, before -> KeyspaceFacts.absent(now)));
            return true;
        }
        Set<String> tables = Set.copyOf(port.tableNames(keyspace));
        Set<String> types = Set.copyOf(port.typeNames(keyspace));
        KeyspaceFacts before = bench.memory().facts().keyspace(keyspace);
        if (!before.exists()) {
            return false;
        }
        bench.memory()
                .update(facts -> facts.with(keyspace, known -> known.withDescription(description.get(), now)
                        .withOnly(types, tables)));
        return tables.stream()
                .allMatch(table -> before.tables().containsKey(table)
                        || before.otherTables().contains(table));
    }

    private Map<String, Map<String, String>> tableTags() {
        Map<String, Map<String, String>> tags = new HashMap<>();
        desired.keyspaces().stream().filter(DesiredKeyspace::managed).forEach(keyspace -> {
            KeyspaceFacts known = bench.memory().facts().keyspace(keyspace.name());
            known.description().ifPresent(description -> Stream.concat(
                            known.tables().keySet().stream(), known.otherTables().stream())
                    .forEach(table ->
                            tags.put(keyspace.name() + "." + table, port.tags(description.arn() + "table/" + table))));
        });
        return tags;
    }

    /** A keyspace that Regions share goes in all of them at once, so each Region is asked who uses it there. */
    private Map<String, List<String>> claims() {
        Map<String, List<String>> claims = new HashMap<>();
        desired.keyspaces().stream()
                .filter(keyspace -> keyspace.shared() && keyspace.managed())
                .forEach(keyspace -> bench.memory()
                        .facts()
                        .keyspace(keyspace.name())
                        .description()
                        .ifPresent(description -> claims.put(keyspace.name(), claims(description))));
        return claims;
    }

    private List<String> claims(KeyspaceDescription shared) {
        List<String> claims = new ArrayList<>();
        shared.regions().stream()
                .filter(region -> !region.equals(desired.backend().region()))
                .forEach(region -> {
                    KeyspacesPort there = aws.keyspaces(region);
                    there.keyspace(shared.name())
                            .map(description -> there.tags(description.arn()).get(Tags.CLAIMED_BY))
                            .ifPresent(claim -> claims.add(region + ": " + claim));
                });
        return claims;
    }
}
