package io.unrealcloud.ddc.sandbox.keyspaces;

import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.keyspace;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.keyspaces.model.InternalServerException;

/** The emulator's controls over HTTP. */
class AdminTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Emulated emulated = new Emulated();
    private final KeyspacesClient client = emulated.client();

    @AfterEach
    void stop() {
        emulated.close();
    }

    private JsonNode call(int status, String method, String path, String body) throws Exception {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(emulated.emulator.uri().resolve("/_admin/" + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return new ObjectMapper().readTree(response.body());
    }

    @Test
    void callsAreShownAndForgotten() throws Exception {
        client.createKeyspace(keyspace("a"));
        client.getKeyspace(r -> r.keyspaceName("a"));
        JsonNode calls = call(200, "GET", "calls", "");
        assertThat(calls.get("writes").asInt()).isEqualTo(1);
        assertThat(calls.get("counts").get("GetKeyspace").asInt()).isEqualTo(1);
        assertThat(calls.get("calls").get(0).get("operation").asText()).isEqualTo("CreateKeyspace");
        call(200, "DELETE", "calls", "");
        assertThat(call(200, "GET", "calls", "").get("total").asInt()).isZero();
    }

    @Test
    void faultsAreInjected() throws Exception {
        call(200, "POST", "faults", "{'kind': 'SERVER_ERROR', 'operation': 'ListKeyspaces', 'times': 2}");
        assertThatThrownBy(() -> client.listKeyspaces(r -> {})).isInstanceOf(InternalServerException.class);
        assertThat(call(200, "GET", "faults", "").get(0).get("times").asInt()).isEqualTo(1);
        call(200, "DELETE", "faults", "");
        client.listKeyspaces(r -> {});
    }

    @Test
    void knobsAreTurned() throws Exception {
        call(
                200,
                "PUT",
                "knobs",
                "{'delays': {'CREATE_TABLE': 2000}, 'quotas': {'tables': 3}, 'parallelDdlRefused': true,"
                        + " 'partitioner': 'com.amazonaws.cassandra.DefaultPartitioner'}");
        Knobs knobs = emulated.emulator.knobs();
        assertThat(knobs.delay(Delay.CREATE_TABLE)).isEqualTo(Duration.ofSeconds(2));
        assertThat(knobs.quotas()).isEqualTo(new Knobs.Quotas(256, 3, 50, 4, 1000));
        assertThat(knobs.parallelDdlRefused()).isTrue();
        assertThat(knobs.partitioner(Emulated.HERE)).isEqualTo(Knobs.DEFAULT_PARTITIONER);
        knobs.partitioner(Emulated.HERE, Knobs.MURMUR3);
        assertThat(knobs.partitioner(Emulated.HERE)).isEqualTo(Knobs.MURMUR3);
        assertThat(knobs.partitioner(new Scope(Emulated.ACCOUNT, "eu-west-1"))).isEqualTo(Knobs.DEFAULT_PARTITIONER);
    }

    @Test
    void stateIsDumped() throws Exception {
        client.createKeyspace(keyspace("a"));
        client.createTable(table("a", "t").build());
        JsonNode scope = call(200, "GET", "state", "").get("scopes").get(0);
        assertThat(scope.get("region").asText()).isEqualTo("us-east-1");
        JsonNode keyspace = scope.get("keyspaces").get(0);
        assertThat(keyspace.get("name").asText()).isEqualTo("a");
        assertThat(keyspace.get("tables").get(0).get("status").asText()).isEqualTo("ACTIVE");
    }

    @Test
    void principalsComeAndGoAndKeepTheirSecrets() throws Exception {
        String body = "{'accessKeyId': 'AKIDNEW', 'secretAccessKey': 'very-secret', 'principalArn':"
                + " 'arn:aws:iam::111122223333:user/new', 'accountId': '111122223333'}";
        assertThat(call(200, "POST", "principals", body).toString())
                .contains("AKIDNEW")
                .doesNotContain("very-secret");
        assertThat(emulated.emulator.principals().accessKey("AKIDNEW")).isPresent();
        call(
                200,
                "POST",
                "principals",
                "{'userName': 'ddc-at-111122223333', 'password': 'very-secret', 'principalArn':"
                        + " 'arn:aws:iam::111122223333:user/ddc', 'accountId': '111122223333'}");
        assertThat(call(200, "GET", "principals", "").toString())
                .contains("ddc-at-111122223333")
                .doesNotContain("very-secret");
        call(200, "DELETE", "principals/AKIDNEW", "");
        assertThat(emulated.emulator.principals().accessKey("AKIDNEW")).isEmpty();
        call(400, "DELETE", "principals/AKIDNEW", "");
    }

    @Test
    void whatIsNotUnderstoodIsRefused() throws Exception {
        call(400, "GET", "nothing", "");
        call(400, "POST", "faults", "{'kind': 'EARTHQUAKE'}");
        call(400, "POST", "faults", "{'kind': 'SLOW'}");
        call(400, "POST", "faults", "{'kind': 'THROTTLE', 'tabel': 'x'}");
        call(400, "PUT", "knobs", "{'delays': {'CREATE_TABEL': 1}}");
        call(400, "PUT", "knobs", "{'delays': {'CREATE_TABLE': -1}}");
        call(400, "PUT", "knobs", "{'colour': 1}");
        call(400, "PUT", "knobs", "{");
        call(400, "POST", "principals", "{'accessKeyId': 'A'}");
        assertThat(emulated.emulator.faults().waiting()).isEmpty();
    }
}
