package io.unrealcloud.ddc.sandbox.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node of a ring is told. That rings hold is shown where machines make them, {@code ScyllaMachineTest}. */
class CassandraRingTest {
    @TempDir
    Path directory;

    private CassandraSettings node(String clusterName, Optional<String> replaces) {
        return CassandraSettings.ofRing(
                directory,
                "127.0.0.9",
                19043,
                clusterName,
                "us-east-1",
                new CassandraRing(List.of("127.0.0.7", "127.0.0.8"), "us-east-1a", replaces));
    }

    @Test
    void itsFilesNameTheOthers() throws Exception {
        CassandraSettings node = node("studio's one", Optional.empty());
        CassandraFiles.write(node);
        JsonNode yaml = new YAMLMapper()
                .readTree(directory.resolve("conf/cassandra.yaml").toFile());
        assertThat(yaml.path("cluster_name").asText()).isEqualTo("studio's one");
        assertThat(yaml.at("/seed_provider/0/parameters/0/seeds").asText()).isEqualTo("127.0.0.7:7000,127.0.0.8:7000");
        assertThat(yaml.path("storage_port").asInt()).isEqualTo(7000);
        assertThat(yaml.has("initial_token")).isFalse();
        assertThat(directory.resolve("conf/cassandra-rackdc.properties"))
                .content()
                .isEqualTo("dc=us-east-1\nrack=us-east-1a\n");
    }

    @Test
    void onlyAReplacementIsToldWhomItReplaces() {
        CassandraInstall install = new CassandraInstall(directory, directory.resolve("java"));
        assertThat(CassandraCommand.of(install, node("x", Optional.of("127.0.0.6")), 7199))
                .contains("-Dcassandra.replace_address_first_boot=127.0.0.6");
        assertThat(CassandraCommand.of(install, node("x", Optional.empty()), 7199))
                .noneMatch(word -> word.contains("replace_address"));
    }

    @Test
    void refusesWhatItCouldNotWriteDown() {
        assertThatThrownBy(() -> new CassandraRing(List.of(), "a", Optional.empty()))
                .hasMessageContaining("at least one seed");
        assertThatThrownBy(() -> new CassandraRing(List.of("127.0.0.1"), "a\nb", Optional.empty()))
                .hasMessageContaining("plain name");
        assertThatThrownBy(() -> node("a\"b", Optional.empty())).hasMessageContaining("name of a cluster");
    }
}
