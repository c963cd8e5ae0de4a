package io.unrealcloud.ddc.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unrealcloud.ddc.reconcile.EventLog;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogFormatTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    @Test
    void aLineIsOneJsonObject() throws IOException {
        ExtLogRecord line = line(EventLog.INFRASTRUCTURE, "%s says \"%s\"\nand more");
        line.setParameters(new Object[] {"studio/games", "no"});
        line.setMdc(Map.of("resource.name", "games", "resource.namespace", "studio"));
        JsonNode json = read(line);
        assertThat(json.path("timestamp").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(json.path("level").asText()).isEqualTo("WARN");
        assertThat(json.path("category").asText()).isEqualTo("infrastructure");
        assertThat(json.path("logger").asText()).isEqualTo(EventLog.INFRASTRUCTURE);
        assertThat(json.path("message").asText()).isEqualTo("studio/games says \"no\"\nand more");
        assertThat(json.at("/context/resource.name").asText()).isEqualTo("games");
        assertThat(json.has("error")).isFalse();
    }

    @Test
    void aFailureIsInTheSameLine() throws IOException {
        ExtLogRecord line = line("any", "It broke");
        line.setThrown(new IllegalStateException("outside", new IOException("inside")));
        JsonNode json = read(line);
        assertThat(json.path("error").asText()).isEqualTo(IllegalStateException.class.getName());
        assertThat(json.path("stackTrace").asText()).contains("outside", "Caused by: java.io.IOException: inside");
        assertThat(json.has("context")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "io.unrealcloud.ddc.provision.keyspaces.KeyspacesProvisioner, INFRASTRUCTURE",
        "io.unrealcloud.ddc.identity.IdentityProvisioner, INFRASTRUCTURE",
        "software.amazon.awssdk.request, INFRASTRUCTURE",
        "com.datastax.oss.driver, INFRASTRUCTURE",
        "io.unrealcloud.ddc.infrastructure, INFRASTRUCTURE",
        "io.unrealcloud.ddc.infrastructures, SERVICE",
        "io.unrealcloud.ddc.service, SERVICE",
        "io.unrealcloud.ddc.provision.scylla.Nodes, SERVICE",
        "io.unrealcloud.ddc.verification.Verifications, SERVICE",
        ", SERVICE"
    })
    void whatAwsRunsIsInfrastructure(String logger, LogCategory category) {
        assertThat(LogCategory.of(logger)).isEqualTo(category);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "JSON"})
    void aFormatIsFoundByItsWord(String word) {
        assertThat(LogFormat.of(word)).isNotNull();
    }

    @Test
    void anotherWordIsRefusedByName() {
        assertThatThrownBy(() -> LogFormat.of("xml"))
                .isInstanceOf(StartupException.class)
                .hasMessage("DDC_OPERATOR_LOG_FORMAT is 'xml'. Set it to one of: text, json.");
    }

    private static ExtLogRecord line(String logger, String message) {
        ExtLogRecord line =
                new ExtLogRecord(Level.WARN, message, ExtLogRecord.FormatStyle.PRINTF, LogFormatTest.class.getName());
        line.setLoggerName(logger);
        line.setInstant(NOW);
        line.setMdc(Map.of());
        return line;
    }

    private static JsonNode read(ExtLogRecord line) throws IOException {
        String text = new JsonLogFormatter().format(line);
        assertThat(text).endsWith("}\n").hasLineCount(1);
        return new ObjectMapper().readTree(text);
    }
}
