package io.unrealcloud.ddc.sandbox.keyspaces;

import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.keyspace;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.keyspaces.model.ConflictException;
import software.amazon.awssdk.services.keyspaces.model.GetTableResponse;
import software.amazon.awssdk.services.keyspaces.model.ResourceNotFoundException;
import software.amazon.awssdk.services.keyspaces.model.RestoreTableRequest;
import software.amazon.awssdk.services.keyspaces.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.keyspaces.model.Tag;
import software.amazon.awssdk.services.keyspaces.model.ValidationException;

/** Tables brought back under another name. */
class RestoresTest {

    private final Emulated emulated = new Emulated();
    private final KeyspacesClient client = emulated.client();

    @BeforeEach
    void sourceThere() {
        client.createKeyspace(keyspace("jupiter"));
        client.createTable(table("jupiter", "source", "c int")
                .pointInTimeRecovery(p -> p.status("ENABLED"))
                .clientSideTimestamps(t -> t.status("ENABLED"))
                .tags(Tag.builder().key("k").value("v").build())
                .build());
        emulated.tenSecondsLater();
    }

    @AfterEach
    void stop() {
        emulated.close();
    }

    private String restore(String target, Consumer<RestoreTableRequest.Builder> more) {
        return client.restoreTable(r -> more.accept(r.sourceKeyspaceName("jupiter")
                        .sourceTableName("source")
                        .targetKeyspaceName("jupiter")
                        .targetTableName(target)))
                .restoredTableARN();
    }

    @Test
    void bringsBackSchemaAndSettings() {
        emulated.slow(Delay.RESTORE_TABLE);
        String arn = restore(
                "copy",
                r -> r.capacitySpecificationOverride(c ->
                        c.throughputMode("PROVISIONED").readCapacityUnits(1L).writeCapacityUnits(2L)));
        assertThat(shown("copy").statusAsString()).isEqualTo("RESTORING");
        assertThatThrownBy(
                        () -> client.deleteTable(r -> r.keyspaceName("jupiter").tableName("copy")))
                .isInstanceOf(ConflictException.class);
        emulated.tenSecondsLater();
        GetTableResponse copy = shown("copy");
        assertThat(copy.resourceArn()).isEqualTo(arn);
        assertThat(copy.statusAsString()).isEqualTo("ACTIVE");
        assertThat(copy.schemaDefinition()).isEqualTo(shown("source").schemaDefinition());
        assertThat(copy.clientSideTimestamps().statusAsString()).isEqualTo("ENABLED");
        assertThat(copy.pointInTimeRecovery().statusAsString()).isEqualTo("ENABLED");
        assertThat(copy.capacitySpecification().writeCapacityUnits()).isEqualTo(2);
        assertThat(client.listTagsForResource(r -> r.resourceArn(arn)).tags()).isEmpty();
    }

    @Test
    void reachesBackAsFarAsRecoveryWasOn() {
        Instant now = emulated.time.now();
        restore("now", r -> {});
        restore("before", r -> r.restoreTimestamp(now.minusSeconds(5)));
        assertThatThrownBy(() -> restore("tooEarly", r -> r.restoreTimestamp(now.minusSeconds(60))))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> restore("tooLate", r -> r.restoreTimestamp(now.plusSeconds(60))))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void needsRecoveryAndAFreeName() {
        client.createTable(table("jupiter", "plain").build());
        assertThatThrownBy(() -> restore("copy", r -> r.sourceTableName("plain")))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> restore("plain", r -> {})).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> restore("copy", r -> r.sourceTableName("none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> restore("copy", r -> r.targetKeyspaceName("none")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void fourAtATime() {
        emulated.slow(Delay.RESTORE_TABLE);
        for (int i = 0; i < 4; i++) {
            restore("copy" + i, r -> {});
        }
        assertThatThrownBy(() -> restore("copy4", r -> {})).isInstanceOf(ServiceQuotaExceededException.class);
        emulated.tenSecondsLater();
        restore("copy4", r -> {});
    }

    private GetTableResponse shown(String name) {
        return client.getTable(r -> r.keyspaceName("jupiter").tableName(name));
    }
}
