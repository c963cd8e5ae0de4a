package io.unrealcloud.ddc.sandbox.scylla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.sandbox.scylla.state.Index;
import io.unrealcloud.ddc.sandbox.scylla.state.PasswordHash;
import io.unrealcloud.ddc.sandbox.scylla.state.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names and files that decide how a node comes up. */
class ScyllaConfigurationTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "us-east-1a, us-east, 1a",
        "us-east-2b, us-east-2, 2b",
        "us-west-1a, us-west, 1a",
        "us-west-2c, us-west-2, 2c",
        "eu-west-1b, eu-west, 1b",
        "ap-southeast-2a, ap-southeast-2, 2a"
    })
    void theSnitchOfEc2NamesZones(String zone, String dataCenter, String rack) {
        assertThat(Placement.ofZone(zone, "")).isEqualTo(new Placement(dataCenter, rack));
    }

    @Test
    void theImageWritesTheFullNamesForTheOtherSnitch() throws Exception {
        Path file = directory.resolve("scylla/cassandra-rackdc.properties");
        Placement.writeDefault(file, "us-east-1", "us-east-1a");
        assertThat(Placement.read("GossipingPropertyFileSnitch", file, "us-east-1a"))
                .isEqualTo(new Placement("us-east-1", "us-east-1a"));
        Files.writeString(file, "dc_suffix=_x\n");
        assertThat(Placement.read("Ec2Snitch", file, "us-east-1a")).isEqualTo(new Placement("us-east_x", "1a"));
        assertThatThrownBy(() -> Placement.read("GossipingPropertyFileSnitch", file, "us-east-1a"))
                .hasMessageContaining("has no dc");
    }

    @Test
    void userDataReplacesWholeValuesOfTheImage() throws Exception {
        UserData data = UserData.of("scylla_yaml:\n  cluster_name: x\n  seed_provider:\n    - class_name: a\n"
                + "      parameters: [{seeds: '10.0.0.1, 10.0.0.2'}]\n  replace_node_first_boot: 1-2\n");
        Path file = directory.resolve("scylla.yaml");
        ScyllaYaml.write(file, "10.0.0.9", "i-1", data.scyllaYaml());
        ScyllaYaml yaml = ScyllaYaml.read(file);
        assertThat(yaml.clusterName()).isEqualTo("x");
        assertThat(yaml.seeds()).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(yaml.replaces()).contains("1-2");
        assertThat(yaml.snitch()).isEqualTo("Ec2Snitch");
        assertThat(yaml.dialect(ScyllaVersion.of("2025.1.4")).login()).isFalse();
        ScyllaYaml.write(file, "10.0.0.9", "i-1", Map.of());
        assertThat(ScyllaYaml.read(file).seeds()).containsExactly("10.0.0.9");
        ScyllaYaml.write(file, "10.0.0.9", "i-1", Map.of("authenticator", "x.SaslauthdAuthenticator"));
        assertThatThrownBy(() -> ScyllaYaml.read(file).dialect(ScyllaVersion.of("6.2")))
                .hasMessageContaining("SaslauthdAuthenticator");
    }

    @Test
    void userDataIsReadAsTheImageReadsIt() {
        assertThat(UserData.of("").start()).isTrue();
        assertThat(UserData.of("{\"post_configuration_script\": \"ZWNobyBoaQ==\"}")
                        .script())
                .contains("echo hi");
        assertThat(UserData.of("{\"post_configuration_script\": \"echo 'plain'\"}")
                        .script())
                .contains("echo 'plain'");
        assertThatThrownBy(() -> UserData.of("{\"post_configuration_script\": [\"a\", \"b\"]}"))
                .as("the toolkit gave a list")
                .hasMessageContaining("string");
        assertThatThrownBy(() -> UserData.of("{\"scylla_yml\": {}}")).hasMessageContaining("scylla_yml");
        assertThatThrownBy(() -> UserData.of("[]")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void versionsDifferAsTheirBranchesDo() {
        assertThat(ScyllaVersion.of("ScyllaDB 6.2.3").defaultSuperuser()).isTrue();
        assertThat(ScyllaVersion.of("ScyllaDB 6.2.3").hashedPassword()).isFalse();
        assertThat(ScyllaVersion.of("ScyllaDB 2025.1.4").hashedPassword()).isTrue();
        assertThat(ScyllaVersion.of("ScyllaDB 2026.1.0 x86_64").defaultSuperuser())
                .isTrue();
        assertThat(ScyllaVersion.of("ScyllaDB 2026.2.0").defaultSuperuser()).isFalse();
        assertThat(ScyllaVersion.of("ScyllaDB 2026.2.0").maintenanceSocketByDefault())
                .isTrue();
        assertThat(ScyllaVersion.of("2025.3").viewsOnTablets()).isEqualTo(ScyllaVersion.ViewsOnTablets.NEVER);
        assertThat(ScyllaVersion.of("2025.10").viewsOnTablets()).isEqualTo(ScyllaVersion.ViewsOnTablets.WITH_OPTION);
        for (String unknown : List.of("ScyllaDB 5.4.0", "ScyllaDB 2024.1.2", "Amazon Linux 2023", "ScyllaDB")) {
            assertThatThrownBy(() -> ScyllaVersion.of(unknown)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void hashesAreThoseOfCrypt() {
        // The example of the SHA-crypt specification, version 0.5.
        assertThat(PasswordHash.matches(
                        "Hello world!",
                        "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI"
                                + "68u4OTLiBFdcbYEdFCoEOfaS35inz1"))
                .isTrue();
        assertThat(PasswordHash.matches("secret", PasswordHash.of("secret"))).isTrue();
        assertThat(PasswordHash.matches("Secret", PasswordHash.of("secret"))).isFalse();
        assertThat(PasswordHash.matches("secret", "")).isFalse();
        assertThat(PasswordHash.matches("secret", "secret")).isFalse();
    }

    @Test
    void permissionsFitTheirResources() {
        assertThat(Resource.table("ks", "t").parent()).contains(Resource.keyspace("ks"));
        assertThat(Resource.keyspace("ks").parent()).contains(Resource.ALL_KEYSPACES);
        assertThat(Resource.ALL_KEYSPACES.parent()).isEmpty();
        assertThat(Resource.table("ks", "t").applicable().toString()).doesNotContain("CREATE");
        assertThat(Resource.keyspace("ks").applicable().toString()).contains("CREATE", "MODIFY");
        assertThat(Resource.ALL_ROLES.applicable().toString())
                .contains("DESCRIBE")
                .doesNotContain("SELECT");
    }

    @Test
    void anIndexTellsItsTarget() {
        Index local = new Index("ks", "t", "i", List.of("a", "b"), "c");
        assertThat(local.target()).isEqualTo("{\"pk\":[\"a\",\"b\"],\"ck\":[\"c\"]}");
        assertThat(local.view()).isEqualTo("i_index");
        assertThat(new Index("ks", "t", "i", List.of(), "c").target()).isEqualTo("c");
    }
}
