package io.unrealcloud.ddc.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.unrealcloud.ddc.aws.CallListener;
import io.unrealcloud.ddc.aws.sdk.AwsClients;
import io.unrealcloud.ddc.identity.DesiredIdentity.Managed;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.KeyspacesBackend;
import io.unrealcloud.ddc.model.OperatorSettings;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlFront;
import io.unrealcloud.ddc.sandbox.cqlfront.FrontFixture;
import io.unrealcloud.ddc.sandbox.iam.Account;
import io.unrealcloud.ddc.sandbox.iam.Issuer;
import io.unrealcloud.ddc.sandbox.iam.PolicyAuthorizer;
import io.unrealcloud.ddc.sandbox.iam.sts.Jwks;
import io.unrealcloud.ddc.schema.KeyspaceNames;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * The whole way: the operator's role, a pod's token for it, and a signed login to the database, where what the
 * operator wrote decides.
 */
class PodOpensDatabaseTest {

    @TempDir
    Path directory;

    @Test
    void whatTheOperatorWroteIsWhatAPodMay() throws Exception {
        FrontFixture database = new FrontFixture(directory);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Account account = new Account(Clock.systemUTC());
                AwsClients aws = account.operator(CallListener.NONE);
                StsClient sts = account.pod()) {
            String ours = database.newName();
            String others = database.newName();
            CqlFront front = database.front(
                    "us-east-1",
                    settings -> settings.withAuthorizer(
                            new PolicyAuthorizer(account.roles::role, Set.of(FrontFixture.USER_ARN))));
            prepare(database, front, ours, others);
            Issuer issuer = new Issuer(account.cluster("us-east-1", "games"));
            account.issuers.put(issuer.url(), Jwks.of(issuer.publish(directory.resolve("jwks.json"))));
            account.provider(issuer.url(), "sts.amazonaws.com");
            Managed role = role(ours);
            new IdentityProvisioner(aws, threads, Clock.systemUTC()).pass(role, false, false, () -> {});

            Credentials credentials = sts.assumeRoleWithWebIdentity(
                            request -> request.roleArn("arn:aws:iam::123456789012:role/ddc/" + role.roleName())
                                    .roleSessionName("pod")
                                    .webIdentityToken(issuer.token(
                                            Instant.now(), "system:serviceaccount:studio:games-ddc", claims -> {})))
                    .credentials();
            account.principals.accessKey(credentials.accessKeyId()).ifPresent(database.principals::add);
            CqlSession pod = database.signedSession(
                    front,
                    AwsSessionCredentials.create(
                            credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken()),
                    "us-east-1");
            pod.execute("INSERT INTO " + ours + ".t (k, v) VALUES ('a', 'b')");
            assertThat(pod.execute("SELECT v FROM " + ours + ".t WHERE k = 'a'")
                            .one()
                            .getString("v"))
                    .isEqualTo("b");
            pod.execute("DELETE FROM " + ours + ".t WHERE k = 'a'");
            for (String refused : new String[] {
                "SELECT v FROM " + others + ".t WHERE k = 'a'",
                "INSERT INTO " + others + ".t (k, v) VALUES ('a', 'b')",
                "DROP TABLE " + ours + ".t",
                "CREATE KEYSPACE another WITH replication = {'class': 'SingleRegionStrategy'}"
            }) {
                assertThatThrownBy(() -> pod.execute(refused)).as(refused).isInstanceOf(UnauthorizedException.class);
            }

            account.iam.deleteRolePolicy(
                    request -> request.roleName(role.roleName()).policyName("ddc"));
            assertThatThrownBy(() -> pod.execute("SELECT v FROM " + ours + ".t WHERE k = 'a'"))
                    .as("without the policy nothing is allowed")
                    .isInstanceOf(UnauthorizedException.class);
        } finally {
            threads.shutdownNow();
            database.close();
        }
    }

    private static void prepare(FrontFixture database, CqlFront front, String... keyspaces) {
        CqlSession person = database.session(front);
        for (String keyspace : keyspaces) {
            person.execute("CREATE KEYSPACE " + keyspace + " WITH replication = {'class': 'SingleRegionStrategy'}");
            database.timeline.advance(Duration.ofMinutes(2));
            person.execute("CREATE TABLE " + keyspace + ".t (k text PRIMARY KEY, v text)");
            database.timeline.advance(Duration.ofMinutes(2));
        }
    }

    private static Managed role(String keyspace) {
        DdcModel base = Models.single();
        KeyspacesBackend backend = (KeyspacesBackend) base.database();
        DdcModel model = new DdcModel(
                base.owner(),
                base.region(),
                base.siteName(),
                false,
                new KeyspacesBackend(
                        backend.region(),
                        new KeyspaceNames(keyspace, "ddc_us_east_1"),
                        backend.profile(),
                        backend.regions(),
                        backend.primaryRegion(),
                        backend.tables(),
                        backend.endpoint(),
                        backend.adopt(),
                        backend.acknowledgedLosses()),
                base.identity(),
                base.deletion());
        return (Managed) DesiredIdentity.of(
                model, Models.ACCOUNT, new OperatorSettings.Identity("/ddc/", Account.BOUNDARY, false, false));
    }
}
