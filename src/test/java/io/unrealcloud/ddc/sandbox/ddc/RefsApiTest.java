package io.unrealcloud.ddc.sandbox.ddc;

import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.NAMESPACE;
import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.PRIVATE;
import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.READER;
import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import io.unrealcloud.ddc.sandbox.ddc.objects.ObjectWriter;
import io.unrealcloud.ddc.verification.IoHash;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every route of the stand-in over real HTTP, stored in a real Cassandra and in moto's S3. */
class RefsApiTest {
    private static final byte[] TEST = "test".getBytes(StandardCharsets.UTF_8);
    private static final String TEST_HASH = "4878CA0425C739FA427F7EDA20FE845F6B2E46BA";
    private static final String WRAPPER_HASH = "7d873dcc262f62fbaa871fe61b2b52d715a1171e";
    private static final String BYTES = "application/octet-stream";

    private static DdcFixture fixture;
    private static DdcStandIn ddc;
    private static DdcStandIn other;

    @BeforeAll
    static void start() {
        fixture = DdcFixture.prepared();
        ddc = fixture.start();
        other = fixture.start();
    }

    @AfterAll
    static void end() {
        ddc.close();
        other.close();
        fixture.close();
    }

    @Test
    void rawBytesComeBackFromAnotherPod() {
        String path = path(NAMESPACE);
        DdcCall.Got put = put(path, TEST, TEST_HASH);
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.json().path("needs").isArray()).isTrue();
        assertThat(put.json().path("needs")).isEmpty();

        DdcCall.Got raw = call(other, path + ".raw").as(TOKEN).get();
        assertThat(raw.status()).isEqualTo(200);
        assertThat(raw.body()).isEqualTo(TEST);
        assertThat(raw.header("X-Jupiter-IoHash")).isEqualToIgnoringCase(WRAPPER_HASH);
        assertThat(raw.header("Content-Type")).isEqualTo(BYTES);
        assertThat(raw.header("X-Jupiter-LastAccess")).isNotEmpty();

        DdcCall.Got json = call(other, path + ".json").as(TOKEN).get();
        assertThat(json.json().path("RawHash").asText()).isEqualToIgnoringCase(TEST_HASH);
        assertThat(json.json().path("RawSize").asInt()).isEqualTo(4);

        DdcCall.Got object = call(other, path + ".uecb").as(TOKEN).get();
        assertThat(object.body()).isEqualTo(ObjectWriter.around(IoHash.of(TEST), 4));
        assertThat(call(other, path)
                        .as(TOKEN)
                        .header("Accept", "application/json")
                        .get()
                        .json())
                .isEqualTo(json.json());
        assertThat(call(other, path).as(TOKEN).head().status()).isEqualTo(200);
        assertThat(call(other, path + "/references")
                        .as(TOKEN)
                        .get()
                        .json()
                        .path("references")
                        .get(0)
                        .asText())
                .isEqualToIgnoringCase(TEST_HASH);
    }

    @Test
    void rowsAreWhatDdcWrites() {
        String path = path(NAMESPACE);
        String name = path.substring(path.lastIndexOf('/') + 1);
        put(path, TEST, TEST_HASH);
        String keyspace = fixture.keyspaces.replicated();
        Row row = fixture.cql
                .execute(
                        "SELECT * FROM " + keyspace + ".objects WHERE namespace = ? AND bucket = 'b' AND name = ?",
                        NAMESPACE,
                        name)
                .one();
        assertThat(row).isNotNull();
        assertThat(row.getBoolean("is_finalized")).isTrue();
        assertThat(row.getByteBuffer("inline_payload").remaining()).isEqualTo(41);
        assertThat(fixture.cql
                        .execute("SELECT region FROM " + keyspace
                                + ".blob_index_v2 WHERE namespace = 'games' AND blob_id = 0x" + TEST_HASH)
                        .one()
                        .getString("region"))
                .isEqualTo("us-east-1");
        assertThat(fixture.cql
                        .execute("SELECT count(*) FROM " + fixture.keyspaces.local()
                                + ".replication_log WHERE namespace = 'games' ALLOW FILTERING")
                        .one()
                        .getLong(0))
                .isPositive();
        assertThat(fixture.cql
                        .execute("SELECT bucket FROM " + keyspace + ".buckets_v2 WHERE namespace = 'games'")
                        .one()
                        .getString("bucket"))
                .isEqualTo("b");
    }

    @Test
    void objectsAboveTheInliningLimitGoToTheBucket() {
        byte[] object = ObjectWriter.of(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("Text", "x".repeat(10_000)));
        IoHash hash = IoHash.of(object);
        String path = path(NAMESPACE);
        assertThat(call(ddc, path)
                        .as(TOKEN)
                        .header("X-Jupiter-IoHash", hash.toString())
                        .put("application/x-ue-cb", object)
                        .status())
                .isEqualTo(200);
        assertThat(call(other, path + ".uecb").as(TOKEN).get().body()).isEqualTo(object);
        Row row = fixture.cql
                .execute("SELECT inline_payload FROM " + fixture.keyspaces.replicated()
                        + ".objects WHERE namespace = 'games' AND bucket = 'b' AND name = '"
                        + path.substring(path.lastIndexOf('/') + 1) + "'")
                .one();
        assertThat(row.isNull("inline_payload")).isTrue();
        assertThat(fixture.s3
                        .headObject(request -> request.bucket(fixture.bucket).key(NAMESPACE + "/" + hash))
                        .contentLength())
                .isEqualTo(object.length);
    }

    @Test
    void jsonBecomesAnObject() {
        String body = "{\"a\":{\"b\":[1,-2,\"x\",true,null,1.5]},\"n\":" + Long.MAX_VALUE + ",\"e\":{}}";
        byte[] object;
        try {
            object = ObjectWriter.of(new com.fasterxml.jackson.databind.ObjectMapper().readTree(body));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
        String path = path(NAMESPACE);
        DdcCall.Got put = call(ddc, path)
                .as(TOKEN)
                .header("X-Jupiter-IoHash", IoHash.of(object).toString())
                .put("application/json", body.getBytes(StandardCharsets.UTF_8));
        assertThat(put.status()).isEqualTo(200);
        assertThat(call(other, path + ".json").as(TOKEN).get().text()).isEqualTo(body);
    }

    @Test
    void missingBlobsAreNamedAndTheRefServedOnceTheyAreThere() {
        byte[] blob = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
        byte[] object = ObjectWriter.around(IoHash.of(blob), blob.length);
        String hash = IoHash.of(object).toString();
        String path = path(NAMESPACE);
        DdcCall.Got put =
                call(ddc, path).as(TOKEN).header("X-Jupiter-IoHash", hash).put("application/x-ue-cb", object);
        assertThat(put.json().path("needs").get(0).asText())
                .isEqualTo(IoHash.of(blob).toString());
        assertThat(call(ddc, path + ".uecb").as(TOKEN).get().status()).isEqualTo(404);

        String blobPath = "/api/v1/blobs/" + NAMESPACE + "/" + IoHash.of(blob);
        assertThat(call(ddc, blobPath).as(TOKEN).head().status()).isEqualTo(404);
        assertThat(call(ddc, blobPath).as(TOKEN).put(BYTES, blob).status()).isEqualTo(200);
        assertThat(call(ddc, blobPath).as(TOKEN).head().status()).isEqualTo(200);
        assertThat(call(ddc, path + "/blobs/" + IoHash.of(blob)).as(TOKEN).get().body())
                .isEqualTo(blob);
        DdcCall.Got finish = call(ddc, path + "/finalize/" + hash).as(TOKEN).post();
        assertThat(finish.json().path("needs")).isEmpty();
        assertThat(call(ddc, path + ".raw").as(TOKEN).get().body()).isEqualTo(blob);
    }

    @Test
    void wrongRequestsAreRefused() {
        String path = path(NAMESPACE);
        assertThat(put(path, TEST, WRAPPER_HASH).status()).isEqualTo(400);
        assertThat(put(path, TEST, WRAPPER_HASH).text()).contains("Incorrect hash");
        assertThat(call(ddc, path).as(TOKEN).put(BYTES, TEST).status()).isEqualTo(400);
        assertThat(put(path, TEST, "4878").status()).isEqualTo(400);
        assertThat(put("/api/v1/refs/" + NAMESPACE + "/b/short", TEST, TEST_HASH)
                        .status())
                .isEqualTo(400);
        assertThat(call(ddc, path)
                        .as(TOKEN)
                        .header("X-Jupiter-IoHash", TEST_HASH)
                        .put("text/plain", TEST)
                        .status())
                .isEqualTo(415);
        assertThat(call(ddc, path)
                        .as(TOKEN)
                        .header("X-Jupiter-IoHash", TEST_HASH)
                        .put("application/x-ue-cb", TEST)
                        .status())
                .isEqualTo(400);
        assertThat(put(path("no-such-namespace"), TEST, TEST_HASH).status()).isEqualTo(404);
        assertThat(call(ddc, path).as(TOKEN).get().status()).isEqualTo(404);
        assertThat(call(ddc, path).as(TOKEN).delete().status()).isEqualTo(404);
        assertThat(call(ddc, path).as(TOKEN).post().status()).isEqualTo(405);
        assertThat(call(ddc, "/api/v1/nothing").as(TOKEN).get().status()).isEqualTo(404);
    }

    @Test
    void callersAreToldApart() {
        String path = path(NAMESPACE);
        put(path, TEST, TEST_HASH);
        assertThat(call(ddc, path).get().status()).isEqualTo(401);
        assertThat(call(ddc, path).as("wrong").get().status()).isEqualTo(401);
        assertThat(call(ddc, path)
                        .header("Authorization", "Bearer " + TOKEN)
                        .get()
                        .status())
                .isEqualTo(401);
        assertThat(call(ddc, path).as(READER).get().status()).isEqualTo(200);
        assertThat(call(ddc, path)
                        .as(READER)
                        .header("X-Jupiter-IoHash", TEST_HASH)
                        .put(BYTES, TEST)
                        .status())
                .isEqualTo(403);
        assertThat(call(ddc, path(PRIVATE)).as(READER).get().status()).isEqualTo(403);
        assertThat(call(ddc, "/api/v1/auth/" + NAMESPACE).as(READER).get().status())
                .isEqualTo(200);
        assertThat(call(ddc, "/api/v1/auth/" + NAMESPACE + "/actions")
                        .as(READER)
                        .get()
                        .text())
                .isEqualTo("{\"actions\":[\"ReadObject\"]}");
    }

    @Test
    void namespacesThatAreNotPublicNeedAnotherPort() {
        String path = path(PRIVATE);
        assertThat(put(path, TEST, TEST_HASH).status()).isEqualTo(403);
        URI internal = ddc.internalUri();
        assertThat(DdcCall.to(internal, path)
                        .as(TOKEN)
                        .header("X-Jupiter-IoHash", TEST_HASH)
                        .put(BYTES, TEST)
                        .status())
                .isEqualTo(200);
        assertThat(call(ddc, path).as(TOKEN).get().status()).isEqualTo(403);
        assertThat(DdcCall.to(internal, path + ".raw").as(TOKEN).get().body()).isEqualTo(TEST);
        assertThat(call(ddc, "/api/v1/refs").as(TOKEN).get().text()).doesNotContain(PRIVATE);
        assertThat(DdcCall.to(internal, "/api/v1/refs").as(TOKEN).get().text()).contains(PRIVATE);
    }

    @Test
    void deletedRefsAreGoneEverywhere() {
        String path = path(NAMESPACE);
        put(path, TEST, TEST_HASH);
        String name = "b." + path.substring(path.lastIndexOf('/') + 1);
        String exists = "/api/v1/refs/" + NAMESPACE + "/exists?names=" + name;
        assertThat(call(ddc, exists).as(TOKEN).get().json().path("needs")).isEmpty();
        assertThat(call(ddc, path).as(TOKEN).delete().status()).isEqualTo(200);
        assertThat(call(other, path).as(TOKEN).get().status()).isEqualTo(404);
        assertThat(call(ddc, exists).as(TOKEN).get().json().path("needs").get(0).asText())
                .isEqualTo(name);
    }

    @Test
    void healthIsStaticAndStatusIsNot() {
        for (String path : List.of("/health/live", "/health/ready", "/health/liveness", "/health/readiness")) {
            assertThat(call(ddc, path).get().text()).isEqualTo("Healthy");
        }
        assertThat(call(ddc, "/api/v1/status").get().status()).isEqualTo(401);
        assertThat(call(ddc, "/api/v1/status")
                        .as(READER)
                        .get()
                        .json()
                        .path("siteIdentifier")
                        .asText())
                .isEqualTo("us-east-1");
    }

    private static DdcCall.Got put(String path, byte[] body, String hash) {
        return call(ddc, path).as(TOKEN).header("X-Jupiter-IoHash", hash).put(BYTES, body);
    }

    private static DdcCall call(DdcStandIn pod, String path) {
        return DdcCall.to(pod.publicUri(), path);
    }

    private static String path(String namespace) {
        return "/api/v1/refs/" + namespace + "/b/"
                + IoHash.of(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
    }
}
