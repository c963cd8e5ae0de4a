package io.unrealcloud.ddc.sandbox.keyspaces;

import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.column;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.keyspace;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.multiRegion;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.table;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.keyspaces.model.ResourceNotFoundException;
import software.amazon.awssdk.services.keyspaces.model.ValidationException;

/** What the data store is told, when, and what happens when it fails. */
class DataPlaneTest {

    private final Recorder store = new Recorder();
    private final Emulated emulated = new Emulated(config -> config.dataPlane(store));
    private final KeyspacesClient client = emulated.client();

    @AfterEach
    void stop() {
        emulated.close();
    }

    /** Writes down what it is told, and fails when asked to. */
    private static final class Recorder implements DataPlane {
        final List<String> told = new CopyOnWriteArrayList<>();
        volatile boolean broken;

        private void tell(String what) {
            if (broken) {
                throw new IllegalStateException("disk full");
            }
            told.add(what);
        }

        @Override
        public void createKeyspace(String keyspace) {
            tell("create " + keyspace);
        }

        @Override
        public void dropKeyspace(String keyspace) {
            tell("drop " + keyspace);
        }

        @Override
        public void createType(String keyspace, String type, List<Column> fields) {
            tell("create type " + type + " " + fields);
        }

        @Override
        public void dropType(String keyspace, String type) {
            tell("drop type " + type);
        }

        @Override
        public void createTable(String keyspace, String table, TableSchema schema, int defaultTimeToLive) {
            tell("create table " + table + " ttl " + defaultTimeToLive + " " + schema.partitionKeys());
        }

        @Override
        public void addColumns(String keyspace, String table, List<Column> columns) {
            tell("add " + columns);
        }

        @Override
        public void setDefaultTimeToLive(String keyspace, String table, int seconds) {
            tell("ttl " + seconds);
        }

        @Override
        public void dropTable(String keyspace, String table) {
            tell("drop table " + table);
        }
    }

    @Test
    void isToldWhatReallyHappensInOrder() {
        client.createKeyspace(multiRegion("a", "us-east-1", "eu-west-1"));
        client.createType(type("a", "u", "x INT").build());
        client.createTable(table("a", "t").defaultTimeToLive(60).build());
        client.updateTable(r -> r.keyspaceName("a").tableName("t").addColumns(column("c set<int>")));
        client.updateTable(r -> r.keyspaceName("a").tableName("t").pointInTimeRecovery(p -> p.status("ENABLED")));
        client.deleteTable(r -> r.keyspaceName("a").tableName("t"));
        client.deleteType(r -> r.keyspaceName("a").typeName("u"));
        client.deleteKeyspace(r -> r.keyspaceName("a"));
        assertThat(store.told)
                .containsExactly(
                        "create a",
                        "create type u [Column[name=x, type=int]]",
                        "create table t ttl 60 [id]",
                        "add [Column[name=c, type=set<int>]]",
                        "drop table t",
                        "drop type u",
                        "drop a");
    }

    @Test
    void isToldWhenTheDelayIsOver() {
        client.createKeyspace(keyspace("a"));
        emulated.slow(Delay.CREATE_TABLE);
        client.createTable(table("a", "t").build());
        assertThat(store.told).containsExactly("create a");
        emulated.tenSecondsLater();
        assertThat(store.told).hasSize(2);
    }

    @Test
    void failureTakesTheChangeBackAndIsShown() {
        client.createKeyspace(keyspace("a"));
        client.createTable(table("a", "t").build());
        store.broken = true;
        client.createTable(table("a", "u").build());
        assertThatThrownBy(() -> client.getTable(r -> r.keyspaceName("a").tableName("u")))
                .isInstanceOf(ResourceNotFoundException.class);
        client.updateTable(r -> r.keyspaceName("a").tableName("t").defaultTimeToLive(5));
        client.deleteTable(r -> r.keyspaceName("a").tableName("t"));
        client.deleteKeyspace(r -> r.keyspaceName("a"));
        assertThat(client.getTable(r -> r.keyspaceName("a").tableName("t")))
                .satisfies(t -> assertThat(t.statusAsString()).isEqualTo("ACTIVE"))
                .satisfies(t -> assertThat(t.defaultTimeToLive()).isZero());
        assertThat(emulated.emulator.dataPlaneFailures())
                .hasSize(4)
                .first()
                .asString()
                .contains("create table a.u", "disk full");
        store.broken = false;
        client.deleteKeyspace(r -> r.keyspaceName("a"));
    }

    @Test
    void oneStoreCannotHoldANameTwice() {
        client.createKeyspace(keyspace("a"));
        assertThatThrownBy(() -> emulated.client("eu-west-1").createKeyspace(keyspace("a")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Sandbox limitation");
        assertThatThrownBy(() -> emulated.otherAccount().createKeyspace(keyspace("a")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Sandbox limitation");
        assertThat(store.told).containsExactly("create a");
    }

    @Test
    void aStoreWithoutHistoryCannotRestore() {
        client.createKeyspace(keyspace("a"));
        client.createTable(
                table("a", "t").pointInTimeRecovery(p -> p.status("ENABLED")).build());
        assertThatThrownBy(() -> client.restoreTable(r -> r.sourceKeyspaceName("a")
                        .sourceTableName("t")
                        .targetKeyspaceName("a")
                        .targetTableName("u")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Sandbox limitation");
    }
}
