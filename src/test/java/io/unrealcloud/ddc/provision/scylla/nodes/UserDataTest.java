package io.unrealcloud.ddc.provision.scylla.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** User data is JSON that says what was put in, whatever that was. */
class UserDataTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Property(tries = 300)
    void whatGoesInComesOut(
            @ForAll("texts") String cluster, @ForAll("texts") String datacenter, @ForAll("texts") String rack)
            throws Exception {
        String text = new UserData(
                        cluster,
                        List.of("10.0.0.1", "10.0.0.2"),
                        datacenter,
                        rack,
                        Optional.of("h"),
                        List.of("x"),
                        true)
                .text();
        JsonNode data = JSON.readTree(text);
        assertThat(data.path("scylla_yaml").path("cluster_name").asText()).isEqualTo(cluster);
        assertThat(data.path("scylla_yaml")
                        .path("seed_provider")
                        .path(0)
                        .path("parameters")
                        .path(0)
                        .path("seeds")
                        .asText())
                .isEqualTo("10.0.0.1,10.0.0.2");
        String script = new String(
                Base64.getDecoder()
                        .decode(data.path("post_configuration_script").asText()),
                StandardCharsets.UTF_8);
        assertThat(script)
                .contains(ShellScript.quote(datacenter) + " " + ShellScript.quote(rack))
                .contains("/etc/scylla/cassandra-rackdc.properties");
        assertThat(data.properties()).hasSize(3);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .ofMaxLength(40)
                .filter(word -> word.indexOf('\0') < 0
                        && StandardCharsets.UTF_8.newEncoder().canEncode(word));
    }

    @Example
    void theFirstNodeNamesNoSeedAndTheSameWordsAreTheSameBytes() throws Exception {
        UserData first = new UserData("main", List.of(), "us-east-1", "us-east-1a", Optional.empty(), List.of(), false);
        assertThat(JSON.readTree(first.text()).path("scylla_yaml").has("seed_provider"))
                .isFalse();
        assertThat(first.text()).isEqualTo(first.text()).hasSizeLessThan(16 << 10);
        assertThat(first.text()).doesNotContain("replace_node", "maintenance_socket");
    }
}
