package io.unrealcloud.ddc.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unrealcloud.ddc.model.OperatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator's configuration file: what is wrong with it is said in one line. */
class SettingsLoaderTest {

    @TempDir
    private Path folder;

    @Test
    void aWholeFile() throws IOException {
        OperatorSettings settings = load("""
            tenancy:
              namespaces:
                - namespace: games
                  regions: [us-east-1]
                  keyspaces: ["jupiter*"]
            identity: {rolePath: /ddc/, permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary"}
            cql: {endpoints: {us-east-1: {host: vpce.example.com, port: 9142}}, trustStore: /etc/ca.pem}
            """);
        assertThat(settings.tenancy().namespaces()).singleElement().satisfies(limits -> {
            assertThat(limits.keyspaces()).containsExactly("jupiter*");
            assertThat(limits.buckets()).isEmpty();
        });
        assertThat(settings.identity().rolePath()).isEqualTo("/ddc/");
        assertThat(settings.cql().keyspaces("us-east-1").host()).isEqualTo("vpce.example.com");
        assertThat(settings.cql().keyspaces("eu-west-1").host()).isEqualTo("cassandra.eu-west-1.amazonaws.com");
    }

    @Test
    void anEmptyMapAllowsNobody() throws IOException {
        assertThat(load("{}").tenancy().namespaces()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tenancy: {namespace: []}                                   | tenancy.namespace",
                "tenancy: {namespaces: [{namespace: a, keyspace: [x]}]}     | tenancy.namespaces[0].keyspace",
                "tenancy: {namespaces: [{namespace: a, keyspaces: x}]}      | tenancy.namespaces[0].keyspaces",
                "tenancy: {namespaces: [{namespace: a}, {namespace: a}]}    | two entries for a",
                "tenancy: {namespaces: [{regions: [x]}]}                    | has no namespace",
                "tenancy: {namespaces: [{namespace: '  '}]}                 | has no namespace",
                "tenancy: {namespaces: [null]}                              | an entry without a value",
                "identity: {rolePath: ddc}                                  | begin and end with a slash",
                "identity: {rolePath: /a/, rolePath: /b/}                   | rolePath",
                "tenancy: {}, tenancy: {}                                   | tenancy",
                "tenancy: {namespaces: [{namespace: a, regions: [null]}]}   | an entry without a value",
                "@x: 1                                                      | not YAML, line 1",
                "cql: {endpoints: {us-east-1: {host: x, port: many}}}       | cql.endpoints.us-east-1.port",
                "[]                                                         | top level",
                "just words                                                 | top level",
            })
    void whatIsWrongIsNamed(String yaml, String words) {
        String text = yaml.startsWith("tenancy: {}, ") ? "tenancy: {}\ntenancy: {}\n" : yaml + "\n";
        StartupException refused = catchThrowableOfType(StartupException.class, () -> load(text));
        assertThat(refused).as("accepted: %s", text).isNotNull();
        assertThat(refused.getMessage()).contains(words.strip()).contains("config.yaml");
        assertThat(refused.getMessage().lines()).hasSize(1);
    }

    @Test
    void anEmptyFileIsSaidToBeEmpty() {
        assertThat(catchThrowableOfType(StartupException.class, () -> load("")).getMessage())
                .contains("empty");
    }

    @Test
    void noFileNamesTheVariable() {
        StartupException refused =
                catchThrowableOfType(StartupException.class, () -> SettingsLoader.load(folder.resolve("nowhere.yaml")));
        assertThat(refused.getMessage()).contains("nowhere.yaml").contains("DDC_OPERATOR_CONFIG");
    }

    @Test
    void aFolderCannotBeRead() {
        assertThat(catchThrowableOfType(StartupException.class, () -> SettingsLoader.load(folder))
                        .getMessage())
                .contains("cannot be read");
    }

    private OperatorSettings load(String yaml) throws IOException {
        return SettingsLoader.load(Files.writeString(folder.resolve("config.yaml"), yaml));
    }
}
