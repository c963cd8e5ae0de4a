package io.unrealcloud.ddc.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.internal.core.util.concurrent.CompletableFutures;
import io.unrealcloud.ddc.cql.CqlEndpoint;
import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.cql.CqlSessions;
import io.unrealcloud.ddc.sandbox.cqlfront.FrontSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Random statements over random schemas, at once through the gateway and directly at Apache Cassandra, on tables of
 * their own: the rows are the same, {@code count(*)} and {@code SELECT DISTINCT} included, which Keyspaces does not
 * have; and so is the kind of every error.
 */
class SameAsDirectTest {
    private static final int STATEMENTS = 60;

    private static Path directory;
    private static GatewayFixture fixture;
    private static CqlSession through;
    private static CqlSession direct;
    private static String keyspace;
    private static int tables;

    @BeforeContainer
    static void start() throws IOException {
        directory = Files.createTempDirectory("same-as-direct");
        fixture = new GatewayFixture(directory, settings -> settings.withPaging(new FrontSettings.Paging(300, 0.2)));
        through = fixture.through(fixture.gateway());
        keyspace = fixture.keyspace();
        direct = CqlSessions.open(
                new CqlEndpoint(
                        fixture.cassandra.contactPoint().getHostString(),
                        fixture.cassandra.contactPoint().getPort(),
                        false,
                        Optional.empty(),
                        fixture.cassandra.dataCenter()),
                new CqlLogin.None(),
                Clock.systemUTC());
    }

    @AfterContainer
    static void stop() throws IOException {
        direct.close();
        fixture.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A table with one or two partition key columns, up to two clustering columns, and perhaps a static one. */
    private record Schema(List<String> partition, List<String> clustering, boolean hasStatic) {
        static Schema random(Random random) {
            List<String> clustering = List.of("c1", "c2").subList(0, random.nextInt(3));
            return new Schema(
                    List.of("p1", "p2").subList(0, 1 + random.nextInt(2)),
                    clustering,
                    !clustering.isEmpty() && random.nextBoolean());
        }

        String definition() {
            List<String> columns = new ArrayList<>();
            partition.forEach(column -> columns.add(column + " int"));
            clustering.forEach(column -> columns.add(column + " int"));
            if (hasStatic) {
                columns.add("s text static");
            }
            return "(" + String.join(", ", columns) + ", v text, PRIMARY KEY ((" + String.join(", ", partition) + ")"
                    + (clustering.isEmpty() ? "" : ", " + String.join(", ", clustering)) + "))";
        }

        String pinned(List<String> columns, Random random) {
            return String.join(
                    " AND ",
                    columns.stream()
                            .map(column -> column + " = " + random.nextInt(4))
                            .toList());
        }
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void rowsAndErrorsAreTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        Schema schema = Schema.random(random);
        String table = "t" + ++tables;
        fixture.create("TABLE", keyspace, table, schema.definition());
        fixture.create("TABLE", keyspace, table + "_direct", schema.definition());
        for (int i = 0; i < STATEMENTS; i++) {
            String statement = i < STATEMENTS / 3 ? write(schema, random) : any(schema, random);
            int pageSize = List.of(1, 2, 7, 5000).get(random.nextInt(4));
            assertThat(run(through, statement.replace("$T", keyspace + "." + table), pageSize))
                    .as("%s over %s in pages of %d", statement, schema, pageSize)
                    .isEqualTo(run(direct, statement.replace("$T", keyspace + "." + table + "_direct"), pageSize));
        }
    }

    private static String any(Schema schema, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> write(schema, random);
            case 1 -> emulated(schema, random);
            default -> read(schema, random);
        };
    }

    private static String write(Schema schema, Random random) {
        List<String> key = new ArrayList<>(schema.partition());
        key.addAll(schema.clustering());
        String values =
                String.join(", ", key.stream().map(c -> "" + random.nextInt(4)).toList());
        return switch (random.nextInt(7)) {
            case 0 -> "DELETE FROM $T WHERE " + schema.pinned(schema.partition(), random);
            case 1 -> "DELETE FROM $T WHERE " + schema.pinned(key, random);
            case 2 -> "UPDATE $T SET v = 'u' WHERE " + schema.pinned(key, random);
            case 3 ->
                schema.hasStatic()
                        ? "UPDATE $T SET s = 'x' WHERE " + schema.pinned(schema.partition(), random)
                        : "INSERT INTO $T (" + String.join(", ", key) + ") VALUES (" + values + ")";
            default -> "insert INTO $T (" + String.join(", ", key) + ", v) /* c */ VALUES (" + values + ", 'it''s')";
        };
    }

    private static String read(Schema schema, Random random) {
        String pinned = schema.pinned(schema.partition(), random);
        String clustering = schema.clustering().isEmpty() ? "" : " AND c1 >= " + random.nextInt(4);
        return switch (random.nextInt(7)) {
            case 0 -> "SELECT * FROM $T";
            case 1 -> "SELECT v FROM $T WHERE " + pinned + clustering;
            case 2 -> "SELECT * FROM $T WHERE " + pinned + " LIMIT " + (1 + random.nextInt(3));
            case 3 ->
                "SELECT * FROM $T WHERE token(" + String.join(", ", schema.partition()) + ") > " + random.nextLong();
            case 4 -> "SELECT nothing FROM $T";
            case 5 -> "SELECT FROM $T -- nothing";
            default -> "SELECT * FROM $T WHERE v = 'u' ALLOW FILTERING";
        };
    }

    private static String emulated(Schema schema, Random random) {
        String key = String.join(", ", schema.partition());
        return switch (random.nextInt(6)) {
            case 0 -> "SELECT DISTINCT " + key + " FROM $T";
            case 1 -> "SELECT DISTINCT " + key + " FROM $T LIMIT " + (1 + random.nextInt(5));
            case 2 -> "SELECT DISTINCT " + key + " FROM $T WHERE token(" + key + ") <= " + random.nextLong();
            case 3 ->
                "SELECT count(*) FROM $T WHERE " + schema.pinned(schema.partition(), random)
                        + (schema.clustering().isEmpty() ? "" : " AND c1 < 3");
            case 4 -> "SELECT count(*) AS rows FROM $T WHERE " + schema.pinned(schema.partition(), random) + " LIMIT 1";
            default -> "SELECT COUNT(1) FROM $T WHERE " + schema.pinned(schema.partition(), random);
        };
    }

    /** Page by page, since the driver's own iteration ends at an empty page, which Keyspaces may give. */
    private static List<String> run(CqlSession session, String statement, int pageSize) {
        List<String> seen = new ArrayList<>();
        try {
            AsyncResultSet page = CompletableFutures.getUninterruptibly(
                    session.executeAsync(SimpleStatement.newInstance(statement).setPageSize(pageSize)));
            page.currentPage().forEach(row -> seen.add(text(row)));
            while (page.hasMorePages()) {
                page = CompletableFutures.getUninterruptibly(page.fetchNextPage());
                page.currentPage().forEach(row -> seen.add(text(row)));
            }
        } catch (DriverException e) {
            seen.add(e.getClass().getSimpleName());
        }
        return seen;
    }

    private static String text(Row row) {
        StringBuilder text = new StringBuilder();
        for (ColumnDefinition column : row.getColumnDefinitions()) {
            text.append(column.getName()).append(' ').append(column.getType()).append('=');
            text.append(row.getObject(column.getName())).append(' ');
        }
        return text.toString();
    }
}
