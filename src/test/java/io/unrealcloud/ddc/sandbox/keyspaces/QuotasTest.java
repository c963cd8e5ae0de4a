package io.unrealcloud.ddc.sandbox.keyspaces;

import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.keyspace;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.multiRegion;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.table;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.keyspaces.model.ConflictException;
import software.amazon.awssdk.services.keyspaces.model.ServiceQuotaExceededException;

/** How much there may be, and how much may be changing. */
class QuotasTest {

    private final Emulated emulated = new Emulated();
    private final KeyspacesClient client = emulated.client();

    @AfterEach
    void stop() {
        emulated.close();
    }

    @Test
    void areThoseOfTheService() {
        assertThat(emulated.emulator.knobs().quotas()).isEqualTo(new Knobs.Quotas(256, 256, 50, 4, 1000));
    }

    @Test
    void keyspacesPerRegion() {
        emulated.emulator.knobs().quotas(new Knobs.Quotas(2, 256, 50, 4, 1000));
        client.createKeyspace(keyspace("a"));
        client.createKeyspace(keyspace("b"));
        assertThatThrownBy(() -> client.createKeyspace(keyspace("c")))
                .isInstanceOf(ServiceQuotaExceededException.class);
        assertThatThrownBy(
                        () -> emulated.client("us-west-2").createKeyspace(multiRegion("c", "us-west-2", "us-east-1")))
                .isInstanceOf(ServiceQuotaExceededException.class);
        emulated.client("us-west-2").createKeyspace(keyspace("c"));
        emulated.otherAccount().createKeyspace(keyspace("c"));
    }

    @Test
    void tablesPerRegionOverAllKeyspaces() {
        emulated.emulator.knobs().quotas(new Knobs.Quotas(256, 2, 50, 4, 1000));
        client.createKeyspace(keyspace("a"));
        client.createKeyspace(keyspace("b"));
        client.createTable(table("a", "t").build());
        client.createTable(table("b", "t").build());
        assertThatThrownBy(() -> client.createTable(table("a", "u").build()))
                .isInstanceOf(ServiceQuotaExceededException.class);
        client.deleteTable(r -> r.keyspaceName("b").tableName("t"));
        client.createTable(table("a", "u").build());
    }

    @Test
    void fiftyChangesAtATimePerRegion() {
        emulated.slow(Delay.CREATE_TABLE, Delay.CREATE_TYPE);
        client.createKeyspace(keyspace("a"));
        for (int i = 0; i < 49; i++) {
            client.createTable(table("a", "t" + i).build());
        }
        client.createType(type("a", "u", "x int").build());
        assertThatThrownBy(() -> client.createTable(table("a", "t50").build()))
                .isInstanceOf(ServiceQuotaExceededException.class);
        emulated.client("us-west-2").createKeyspace(keyspace("a"));
        emulated.tenSecondsLater();
        client.createTable(table("a", "t50").build());
    }

    @Test
    void oneChangePerKeyspaceWhereTheServiceIsSetSo() {
        emulated.emulator.knobs().parallelDdlRefused(true);
        client.createKeyspace(keyspace("a"));
        client.createKeyspace(keyspace("b"));
        emulated.slow(Delay.CREATE_TABLE);
        client.createTable(table("a", "t").build());
        assertThatThrownBy(() -> client.createTable(table("a", "u").build())).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> client.createType(type("a", "u", "x int").build()))
                .isInstanceOf(ConflictException.class);
        client.createTable(table("b", "t").build());
        emulated.tenSecondsLater();
        client.createTable(table("a", "u").build());
    }
}
