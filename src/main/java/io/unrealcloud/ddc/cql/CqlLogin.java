package io.unrealcloud.ddc.cql;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** How to log in to a CQL endpoint. */
public sealed interface CqlLogin {
    /** With AWS credentials, asked for anew for every connection. */
    record Iam(Supplier<SigV4Credentials> credentials) implements CqlLogin {
        public static Iam of(AwsCredentialsProvider provider) {
            return new Iam(() -> {
                AwsCredentials credentials = provider.resolveCredentials();
                return new SigV4Credentials(
                        credentials.accessKeyId(),
                        credentials.secretAccessKey(),
                        credentials instanceof AwsSessionCredentials session
                                ? Optional.of(session.sessionToken())
                                : Optional.empty());
            });
        }
    }

    /** With user name and password: service-specific credentials of Keyspaces, or a Cassandra role. */
    record Password(String user, String password) implements CqlLogin {
        @Override
        public String toString() {
            return "Password[" + user + "]";
        }
    }

    /** Without login. */
    record None() implements CqlLogin {}
}
