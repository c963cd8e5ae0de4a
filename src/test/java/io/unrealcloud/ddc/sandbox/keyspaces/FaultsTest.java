package io.unrealcloud.ddc.sandbox.keyspaces;

import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.keyspace;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.sandbox.keyspaces.faults.Call;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.Fault;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.Fault.Kind;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.keyspaces.model.AccessDeniedException;
import software.amazon.awssdk.services.keyspaces.model.ConflictException;
import software.amazon.awssdk.services.keyspaces.model.InternalServerException;
import software.amazon.awssdk.services.keyspaces.model.KeyspacesException;
import software.amazon.awssdk.services.keyspaces.model.ResourceNotFoundException;

/** Faults on demand, and what the call log then says. */
class FaultsTest {

    private final Emulated emulated = new Emulated();
    private final KeyspacesClient client = emulated.client();

    @AfterEach
    void stop() {
        emulated.close();
    }

    private void inject(Fault fault) {
        emulated.emulator.faults().add(fault);
    }

    @Test
    void throttling() {
        inject(Fault.next(Kind.THROTTLE, "CreateKeyspace").times(2));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> client.createKeyspace(keyspace("a")))
                    .isInstanceOfSatisfying(KeyspacesException.class, e -> assertThat(e.isThrottlingException())
                            .isTrue());
        }
        client.createKeyspace(keyspace("a"));
    }

    @Test
    void serverErrors() {
        inject(Fault.next(Kind.SERVER_ERROR, null));
        inject(Fault.next(Kind.UNAVAILABLE, null));
        assertThatThrownBy(() -> client.createKeyspace(keyspace("a")))
                .isInstanceOfSatisfying(InternalServerException.class, e -> assertThat(e.statusCode())
                        .isEqualTo(500));
        assertThatThrownBy(() -> client.createKeyspace(keyspace("a")))
                .isInstanceOfSatisfying(KeyspacesException.class, e -> assertThat(e.statusCode())
                        .isEqualTo(503));
        assertThat(emulated.emulator.catalog().keyspaces(Emulated.HERE)).isEmpty();
    }

    @Test
    void accessDenied() {
        inject(Fault.next(Kind.ACCESS_DENIED, "GetKeyspace"));
        assertThatThrownBy(() -> client.getKeyspace(r -> r.keyspaceName("system")))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("user/studio");
    }

    @Test
    void connectionDroppedAfterTheWork() {
        client.listKeyspaces(r -> {});
        emulated.emulator.calls().reset();
        inject(Fault.next(Kind.DROP_AFTER, "CreateKeyspace"));
        assertThatThrownBy(() -> client.createKeyspace(keyspace("a"))).isInstanceOf(SdkClientException.class);
        assertThatThrownBy(() -> client.createKeyspace(keyspace("a"))).isInstanceOf(ConflictException.class);
        assertThat(emulated.emulator.calls().all())
                .extracting(Call::outcome)
                .containsExactly("OK", "ConflictException");
        assertThat(emulated.emulator.calls().all()).extracting(Call::answered).containsExactly(false, true);
    }

    @Test
    void connectionDroppedBeforeTheWork() {
        inject(Fault.next(Kind.DROP_BEFORE, "CreateKeyspace"));
        assertThatThrownBy(() -> client.createKeyspace(keyspace("a"))).isInstanceOf(SdkClientException.class);
        assertThatThrownBy(() -> client.getKeyspace(r -> r.keyspaceName("a")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(emulated.emulator.calls().writes()).isZero();
    }

    @Test
    void slowAnswers() {
        inject(Fault.slow("ListKeyspaces", Duration.ofSeconds(30)));
        assertThatThrownBy(() -> client.listKeyspaces(
                        r -> r.overrideConfiguration(c -> c.apiCallAttemptTimeout(Duration.ofMillis(300)))))
                .isInstanceOf(ApiCallAttemptTimeoutException.class);
        client.listKeyspaces(r -> {});
    }

    @Test
    void meetTheNamedObjectOnly() {
        client.createKeyspace(keyspace("a"));
        client.createKeyspace(keyspace("b"));
        inject(Fault.next(Kind.SERVER_ERROR, "CreateTable").on("b", "t"));
        client.createTable(table("a", "t").build());
        client.createTable(table("b", "u").build());
        assertThatThrownBy(() -> client.createTable(table("b", "t").build()))
                .isInstanceOf(InternalServerException.class);
        assertThat(emulated.emulator.faults().waiting()).isEmpty();
    }

    @Test
    void theLogTellsReadsFromWrites() {
        client.createKeyspace(keyspace("a"));
        client.getKeyspace(r -> r.keyspaceName("a"));
        assertThatThrownBy(() -> client.createKeyspace(keyspace("a"))).isInstanceOf(ConflictException.class);
        assertThat(emulated.emulator.calls().total()).isEqualTo(3);
        assertThat(emulated.emulator.calls().mutating()).isEqualTo(2);
        assertThat(emulated.emulator.calls().writes()).isEqualTo(1);
        assertThat(emulated.emulator.calls().count("CreateKeyspace")).isEqualTo(2);
        assertThat(emulated.emulator.calls().all().getFirst()).satisfies(call -> {
            assertThat(call.region()).isEqualTo("us-east-1");
            assertThat(call.account()).isEqualTo(Emulated.ACCOUNT);
            assertThat(call.principal()).isEqualTo(Emulated.KEY.principalArn());
            assertThat(call.keyspace()).isEqualTo("a");
        });
        emulated.emulator.calls().reset();
        assertThat(emulated.emulator.calls().total()).isZero();
    }
}
