package io.unrealcloud.ddc.cql;

import com.datastax.oss.driver.api.core.auth.AuthProvider;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.auth.Authenticator;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Logs the Java driver in to Amazon Keyspaces with AWS credentials, fresh ones for every connection. */
public final class SigV4AuthProvider implements AuthProvider {
    private final Supplier<SigV4Credentials> credentials;
    private final String region;
    private final InstantSource clock;

    public SigV4AuthProvider(Supplier<SigV4Credentials> credentials, String region, InstantSource clock) {
        this.credentials = credentials;
        this.region = region;
        this.clock = clock;
    }

    @Override
    public Authenticator newAuthenticator(EndPoint endPoint, String serverAuthenticator) {
        return new Exchange();
    }

    @Override
    public void onMissingChallenge(EndPoint endPoint) {
        throw new AuthenticationException(
                endPoint, "The server asked for no login; Amazon Keyspaces always does. Check host and port.");
    }

    @Override
    public void close() {}

    private final class Exchange implements Authenticator {
        @Override
        public CompletionStage<ByteBuffer> initialResponse() {
            return CompletableFuture.completedFuture(ByteBuffer.wrap(SigV4Handshake.initialResponse()));
        }

        @Override
        public CompletionStage<ByteBuffer> evaluateChallenge(ByteBuffer challenge) {
            byte[] bytes = new byte[challenge.remaining()];
            challenge.duplicate().get(bytes);
            // Credentials may come from a call to STS, and this runs on an I/O thread.
            return CompletableFuture.supplyAsync(() -> ByteBuffer.wrap(
                    SigV4Handshake.response(SigV4Handshake.nonce(bytes), credentials.get(), region, clock.instant())));
        }

        @Override
        public CompletionStage<Void> onAuthenticationSuccess(ByteBuffer token) {
            return CompletableFuture.completedFuture(null);
        }
    }
}
