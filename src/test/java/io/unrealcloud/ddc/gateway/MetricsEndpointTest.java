package io.unrealcloud.ddc.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator reads from a gateway: the names and labels here are a promise. */
class MetricsEndpointTest {
    @TempDir
    Path directory;

    @Test
    void refusalsAndTheModeAreReadOverHttp() throws Exception {
        try (GatewayFixture fixture = new GatewayFixture(directory)) {
            Gateway gateway = fixture.gateway();
            CqlSession session = fixture.through(gateway);
            assertThatThrownBy(() -> session.execute("SELECT * FROM system.peers_v2"))
                    .isInstanceOf(InvalidQueryException.class);
            Map<String, String> before = series(gateway);
            assertThat(before)
                    .containsEntry("ddc_gateway_mode_mismatch", "0")
                    .as("peers_v2 is asked for by every driver and is not a refusal")
                    .doesNotContainKey("ddc_gateway_refused_total{statement=\"peers_v2\"}")
                    .allSatisfy((name, value) -> assertThat(name).doesNotStartWith("ddc_gateway_refused_total"));

            for (String statement : List.of(
                    "TRUNCATE ks.t",
                    "CREATE INDEX ON ks.t (v)",
                    "create index on ks.u (v)",
                    "SELECT max(a) FROM ks.t",
                    "DROP TABLE ks.t")) {
                assertThatThrownBy(() -> session.execute(statement)).isInstanceOf(InvalidQueryException.class);
            }
            session.execute("SELECT keyspace_name FROM system_schema.keyspaces BYPASS CACHE");

            assertThat(series(gateway))
                    .containsEntry("ddc_gateway_refused_total{statement=\"TRUNCATE\"}", "1")
                    .containsEntry("ddc_gateway_refused_total{statement=\"CREATE INDEX\"}", "2")
                    .containsEntry("ddc_gateway_refused_total{statement=\"aggregate\"}", "1")
                    .containsEntry("ddc_gateway_refused_total{statement=\"DROP TABLE\"}", "1")
                    .containsEntry("ddc_gateway_mode_evidence_total{evidence=\"bypass_cache\",mode=\"scylla\"}", "1")
                    .containsEntry("ddc_gateway_mode_mismatch", "1");
        }
    }

    /** All series by name and labels; every line must be one of the text format. */
    private static Map<String, String> series(Gateway gateway) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.httpPort() + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        List<String> lines = response.body().lines().toList();
        assertThat(lines)
                .allMatch(line -> line.matches("# TYPE [a-z_]+ (counter|gauge|histogram)")
                        || line.matches("[a-z_]+(\\{[a-z]+=\"[^\"\\\\]+\"(,[a-z]+=\"[^\"\\\\]+\")*})? [0-9.]+"));
        return lines.stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> line.substring(line.lastIndexOf(' ') + 1)));
    }
}
