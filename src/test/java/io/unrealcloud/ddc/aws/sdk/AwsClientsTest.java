package io.unrealcloud.ddc.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.CallListener;
import io.unrealcloud.ddc.aws.EksPort;
import io.unrealcloud.ddc.aws.StsPort;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import io.unrealcloud.ddc.aws.keyspaces.NewKeyspace;
import io.unrealcloud.ddc.aws.keyspaces.TableChange;
import io.unrealcloud.ddc.aws.keyspaces.WarmThroughput;
import io.unrealcloud.ddc.aws.sdk.AwsSettings.StaticCredentials;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

class AwsClientsTest {
    private static final String STS_REPLY = """
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
        <Arn>%s</Arn><UserId>AID</UserId><Account>111122223333</Account></GetCallerIdentityResult>
        <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetCallerIdentityResponse>\
        """;

    private final ScriptedAws aws = new ScriptedAws();
    private final List<CallListener.Ended> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        aws.close();
    }

    @Test
    void oneClientForAServiceAndRegion() {
        try (AwsClients clients = aws.clients()) {
            assertThat(clients.keyspaces("us-east-1")).isSameAs(clients.keyspaces("us-east-1"));
            assertThat(clients.keyspaces("us-east-1")).isNotSameAs(clients.keyspaces("eu-west-1"));
            assertThat(clients.keyspaces("eu-west-1").region()).isEqualTo("eu-west-1");
        }
    }

    @Test
    void everyCallIsSignedForItsRegionAndSaysWhoSentIt() {
        aws.ok("{\"keyspaces\":[]}").ok("{\"keyspaces\":[]}");
        try (AwsClients clients = new AwsClients(
                aws.settings().withCredentials(new StaticCredentials("AKID", "s", Optional.of("session-1"))),
                CallListener.NONE)) {
            clients.keyspaces("us-east-1").keyspaceNames();
            clients.keyspaces("eu-west-1").keyspaceNames();
        }
        assertThat(aws.requests().stream().map(ScriptedAws.Request::region)).containsExactly("us-east-1", "eu-west-1");
        assertThat(aws.requests().get(0).scope()).matches("\\d{8}/us-east-1/cassandra/aws4_request");
        assertThat(aws.requests().get(0).headers().get("User-Agent")).endsWith("unreal-cloud-ddc-operator");
        assertThat(aws.requests().get(0).headers().get("X-Amz-Security-Token")).isEqualTo("session-1");
    }

    @ParameterizedTest
    @CsvSource({
        "eu-west-1, cassandra.eu-west-1.amazonaws.com, sts.eu-west-1.amazonaws.com, eks.eu-west-1.amazonaws.com",
        "us-gov-west-1, cassandra.us-gov-west-1.amazonaws.com, sts.us-gov-west-1.amazonaws.com,"
                + " eks.us-gov-west-1.amazonaws.com",
        "cn-north-1, cassandra.cn-north-1.amazonaws.com.cn, sts.cn-north-1.amazonaws.com.cn,"
                + " eks.cn-north-1.amazonaws.com.cn",
    })
    void withoutAnOverrideTheEndpointIsTheRegions(String region, String keyspaces, String sts, String eks) {
        List<URI> asked = new CopyOnWriteArrayList<>();
        AwsSettings settings = AwsSettings.DEFAULT
                .withCredentials(new StaticCredentials("AKID", "s", Optional.empty()))
                .withAttempts(1);
        try (AwsClients clients =
                new AwsClients(settings, CallListener.NONE, new Unreachable(asked), MarkedCredentials.of(settings))) {
            for (Runnable call : List.<Runnable>of(
                    () -> clients.keyspaces(region).keyspaceNames(),
                    () -> clients.sts(region).callerIdentity(),
                    () -> clients.eks(region).cluster("games"))) {
                assertThat(catchThrowableOfType(AwsException.class, call::run).error())
                        .isEqualTo(AwsError.NETWORK);
            }
        }
        assertThat(asked.stream().map(URI::getScheme)).containsOnly("https");
        assertThat(asked.stream().map(URI::getHost)).containsExactly(keyspaces, sts, eks);
    }

    @Test
    void throttlingIsTriedAgainAndAConflictIsNot() {
        aws.error(400, "ThrottlingException", "slow down")
                .error(500, "InternalServerException", "oops")
                .ok("{\"resourceArn\":\"arn:ks\"}")
                .error(409, "ConflictException", "exists");
        try (AwsClients clients = new AwsClients(aws.settings().withAttempts(3), heard::add)) {
            KeyspacesPort port = clients.keyspaces("us-east-1");
            NewKeyspace keyspace = new NewKeyspace("jupiter", List.of(), Map.of());
            assertThat(port.createKeyspace(keyspace)).isEqualTo("arn:ks");
            assertThatThrownBy(() -> port.createKeyspace(keyspace)).isInstanceOf(AwsException.class);
        }
        assertThat(heard.stream().map(CallListener.Ended::attempts)).containsExactly(3, 1);
        assertThat(heard.stream().map(CallListener.Ended::error))
                .containsExactly(Optional.empty(), Optional.of(AwsError.CONFLICT));
    }

    @Test
    void warmThroughputIsSentOnceHoweverOftenTheCallIsTried() {
        aws.drop().error(500, "InternalServerException", "oops").ok("{\"resourceArn\":\"arn:t\"}");
        try (AwsClients clients = new AwsClients(aws.settings().withAttempts(3), heard::add)) {
            clients.keyspaces("us-east-1")
                    .updateTable("k", "t", new TableChange.SetWarmThroughput(new WarmThroughput(3, 4)));
        }
        assertThat(aws.requests().stream().map(ScriptedAws.Request::body))
                .hasSize(3)
                .containsOnly("{\"keyspaceName\":\"k\",\"tableName\":\"t\",\"warmThroughputSpecification\":"
                        + "{\"readUnitsPerSecond\":3,\"writeUnitsPerSecond\":4}}");
    }

    @Test
    void everyRequestIsHeardWithItsTargetAndOutcome() {
        aws.ok("{\"tables\":[],\"nextToken\":\"t\"}")
                .ok("{\"tables\":[]}")
                .ok("{}")
                .error(404, "ResourceNotFoundException", "gone");
        try (AwsClients clients = new AwsClients(aws.settings(), heard::add)) {
            KeyspacesPort port = clients.keyspaces("us-east-1");
            port.tableNames("jupiter");
            port.deleteTable("jupiter", "objects");
            port.type("jupiter", "ref");
        }
        assertThat(heard.stream().map(ended -> ended.call().toString()))
                .containsExactly(
                        "Keyspaces ListTables of jupiter in us-east-1",
                        "Keyspaces ListTables of jupiter in us-east-1",
                        "Keyspaces DeleteTable of jupiter.objects in us-east-1",
                        "Keyspaces GetType of jupiter.ref in us-east-1");
        assertThat(heard.stream().map(ended -> ended.call().mutating())).containsExactly(false, false, true, false);
        assertThat(heard.get(3).error()).contains(AwsError.NOT_FOUND);
        assertThat(heard).allSatisfy(ended -> assertThat(ended.duration()).isPositive());
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:sts::111122223333:assumed-role/operator/s, aws",
        "arn:aws-us-gov:iam::111122223333:user/x, aws-us-gov",
        "arn:aws-cn:iam::111122223333:root, aws-cn",
    })
    void callerIdentityWithItsPartition(String arn, String partition) {
        aws.then(ScriptedAws.reply(200, "text/xml", STS_REPLY.formatted(arn)));
        try (AwsClients clients = aws.clients()) {
            assertThat(clients.sts("us-east-1").callerIdentity())
                    .isEqualTo(new StsPort.CallerIdentity("111122223333", arn, partition));
        }
        assertThat(aws.only().scope()).endsWith("/us-east-1/sts/aws4_request");
    }

    @Test
    void aKeyAwsDoesNotKnow() {
        aws.then(ScriptedAws.reply(403, "text/xml", """
            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
            <Code>InvalidClientTokenId</Code><Message>The security token included in the request is invalid.</Message>
            </Error><RequestId>r-1</RequestId></ErrorResponse>\
            """));
        try (AwsClients clients = aws.clients()) {
            AwsException failure = catchThrowableOfType(
                    AwsException.class, () -> clients.sts("us-east-1").callerIdentity());
            assertThat(failure.error()).isEqualTo(AwsError.CREDENTIALS);
            assertThat(failure)
                    .hasMessageStartingWith(
                            "STS GetCallerIdentity in us-east-1 could not be signed in: The security token");
        }
    }

    @Test
    void clusterWithItsIssuer() {
        aws.then(ScriptedAws.reply(200, "application/json", """
            {"cluster":{"name":"games","arn":"arn:cluster","status":"ACTIVE",
             "resourcesVpcConfig":{"vpcId":"vpc-1","clusterSecurityGroupId":"sg-1"},
             "identity":{"oidc":{"issuer":"https://oidc.eks.us-east-1.amazonaws.com/id/ABC"}}}}\
            """))
                .then(ScriptedAws.reply(200, "application/json", """
                    {"cluster":{"name":"games","arn":"arn:cluster","status":"HIBERNATING"}}\
                    """))
                .then(exchange -> {
                    exchange.getResponseHeaders().add("x-amzn-ErrorType", "ResourceNotFoundException");
                    ScriptedAws.reply(404, "application/json", "{\"message\":\"No cluster found for name: games.\"}")
                            .send(exchange);
                });
        try (AwsClients clients = aws.clients()) {
            EksPort port = clients.eks("us-east-1");
            EksPort.EksCluster cluster = port.cluster("games").orElseThrow();
            assertThat(cluster.issuer()).contains("https://oidc.eks.us-east-1.amazonaws.com/id/ABC");
            assertThat(cluster.active()).isTrue();
            assertThat(cluster.vpcId()).contains("vpc-1");
            assertThat(cluster.securityGroup()).contains("sg-1");
            assertThat(port.cluster("games"))
                    .contains(new EksPort.EksCluster(
                            "games",
                            "arn:cluster",
                            Optional.empty(),
                            "HIBERNATING",
                            Optional.empty(),
                            Optional.empty()));
            assertThat(port.cluster("games")).isEmpty();
        }
        assertThat(aws.requests()).allSatisfy(request -> {
            assertThat(request.path()).isEqualTo("/clusters/games");
            assertThat(request.scope()).endsWith("/us-east-1/eks/aws4_request");
        });
    }

    @Test
    void closedMeansClosed() {
        AwsClients clients = aws.clients();
        clients.keyspaces("us-east-1");
        clients.close();
        clients.close();
        assertThatThrownBy(() -> clients.keyspaces("eu-west-1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aSecretIsNotPrinted() {
        AwsSettings settings =
                AwsSettings.DEFAULT.withCredentials(new StaticCredentials("AKID", "hush", Optional.of("hush2")));
        assertThat(settings.toString()).contains("AKID").doesNotContain("hush");
    }

    /** Remembers where a request was going, and lets none leave. */
    private record Unreachable(List<URI> asked) implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            asked.add(request.httpRequest().getUri());
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    throw new IOException("nothing leaves this test");
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }
}
