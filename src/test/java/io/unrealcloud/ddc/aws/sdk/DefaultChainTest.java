package io.unrealcloud.ddc.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.CallListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the environment of a process decides: endpoints by variable, and the credentials of a pod's role. */
class DefaultChainTest {
    private static final String ASSUMED = """
        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIAPOD</AccessKeyId>
        <SecretAccessKey>s</SecretAccessKey><SessionToken>pod-session</SessionToken>
        <Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult>
        <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AssumeRoleWithWebIdentityResponse>\
        """;
    private static final String DENIED = """
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
        <Code>AccessDenied</Code><Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message></Error>
        <RequestId>r</RequestId></ErrorResponse>\
        """;

    private final ScriptedAws aws = new ScriptedAws();

    @TempDir
    Path directory;

    @AfterEach
    void end() {
        aws.close();
    }

    /** The process under test: lists the keyspaces with all defaults. */
    static final class Probe {
        public static void main(String[] arguments) {
            try (AwsClients clients = new AwsClients(AwsSettings.DEFAULT.withAttempts(1), CallListener.NONE)) {
                System.out.println(clients.keyspaces("eu-west-1").keyspaceNames());
            } catch (AwsException e) {
                System.out.println(e.error() + " " + e.getMessage());
            }
        }
    }

    @Test
    void aPodUsesItsRoleAtTheEndpointsOfItsVariables() throws Exception {
        aws.then(ScriptedAws.reply(200, "text/xml", ASSUMED)).ok("{\"keyspaces\":[]}");
        assertThat(probe(webIdentity())).isEqualTo("[]");
        assertThat(aws.requests().get(0).body())
                .contains("Action=AssumeRoleWithWebIdentity", "WebIdentityToken=the-projected-token");
        assertThat(aws.requests().get(1).operation()).isEqualTo("KeyspacesService.ListKeyspaces");
        assertThat(aws.requests().get(1).headers().get("X-Amz-Security-Token")).isEqualTo("pod-session");
        assertThat(aws.requests().get(1).region()).isEqualTo("eu-west-1");
    }

    @Test
    void aRoleThatIsDeniedIsNotTheServiceDenying() throws Exception {
        aws.then(ScriptedAws.reply(403, "text/xml", DENIED));
        assertThat(probe(webIdentity()))
                .startsWith("CREDENTIALS Keyspaces ListKeyspaces in eu-west-1 could not be signed in")
                .contains("Not authorized to perform sts:AssumeRoleWithWebIdentity");
        assertThat(aws.requests()).hasSize(1);
    }

    @Test
    void noCredentialsAtAll() throws Exception {
        assertThat(probe(Map.of())).startsWith("CREDENTIALS ");
        assertThat(aws.requests()).isEmpty();
    }

    private Map<String, String> webIdentity() throws IOException {
        Path token = directory.resolve("token");
        Files.writeString(token, "the-projected-token");
        return Map.of(
                "AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/operator", "AWS_WEB_IDENTITY_TOKEN_FILE", "" + token);
    }

    private String probe(Map<String, String> variables) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Probe.class.getName())
                .redirectError(directory.resolve("stderr").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.put("AWS_ENDPOINT_URL_KEYSPACES", aws.uri().toString());
        environment.put("AWS_ENDPOINT_URL_STS", aws.uri().toString());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_CONFIG_FILE", directory.resolve("none").toString());
        environment.put("AWS_SHARED_CREDENTIALS_FILE", directory.resolve("none").toString());
        environment.put("AWS_REGION", "eu-west-1");
        environment.putAll(variables);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor())
                .as(() -> said + "\n" + read(directory.resolve("stderr")))
                .isZero();
        return said;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
