package io.unrealcloud.ddc.gateway;

import io.unrealcloud.ddc.cql.SigV4Credentials;
import io.unrealcloud.ddc.gateway.GatewayConfig.Login.WebIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Credentials of a role, by the token Kubernetes projects (AWS STS API reference: AssumeRoleWithWebIdentity). They
 * are kept and asked for anew some minutes before they expire; if that fails they serve to their end. The SDK's own
 * provider does the same, for a quarter of the sidecar's memory.
 */
final class WebIdentityCredentials implements Supplier<SigV4Credentials> {
    /** Sessions last an hour unless asked otherwise. */
    private static final Duration EARLY = Duration.ofMinutes(5);

    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Sends a form and gives the answer, whatever its status. */
    interface Exchange {
        /** @throws IOException if no whole answer comes */
        StsAnswer post(Map<String, String> form) throws IOException;
    }

    private final WebIdentity identity;
    private final Exchange sts;
    private final InstantSource clock;
    private StsAnswer.Session session;

    WebIdentityCredentials(WebIdentity identity, Exchange sts, InstantSource clock) {
        this.identity = identity;
        this.sts = sts;
        this.clock = clock;
    }

    /**
     * Blocks while STS is asked.
     *
     * @throws UpstreamException if there are no credentials, with what STS says
     */
    @Override
    public synchronized SigV4Credentials get() {
        Instant now = clock.instant();
        if (session == null || !now.isBefore(session.expiration().minus(EARLY))) {
            try {
                session = assume();
            } catch (UpstreamException e) {
                if (session == null || !now.isBefore(session.expiration())) {
                    throw e;
                }
            }
        }
        return session.credentials();
    }

    private StsAnswer.Session assume() {
        String problem = "";
        boolean again = true;
        for (int attempt = 0; again && attempt < TRIES; attempt++) {
            if (attempt > 0) {
                pause(PAUSE.multipliedBy(1L << attempt));
            }
            try {
                switch (sts.post(form())) {
                    case StsAnswer.Session given -> {
                        return given;
                    }
                    case StsAnswer.Refusal refusal -> {
                        problem = refusal.code() + ": " + refusal.message();
                        again = refusal.passing();
                    }
                }
            } catch (IOException e) {
                problem = e.getMessage();
            }
        }
        throw UpstreamException.refused("STS gives no credentials for " + identity.roleArn() + ": " + problem);
    }

    /** The token is read each time: Kubernetes replaces it long before it expires. */
    private Map<String, String> form() throws IOException {
        String token;
        try {
            token = Files.readString(identity.tokenFile()).strip();
        } catch (IOException e) {
            throw new IOException("the token file " + identity.tokenFile() + " cannot be read: " + e.getMessage(), e);
        }
        return Map.of(
                "Action",
                "AssumeRoleWithWebIdentity",
                "Version",
                "2011-06-15",
                "RoleArn",
                identity.roleArn(),
                "RoleSessionName",
                identity.sessionName(),
                "WebIdentityToken",
                token);
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UpstreamException.unreachable("the gateway ends");
        }
    }
}
