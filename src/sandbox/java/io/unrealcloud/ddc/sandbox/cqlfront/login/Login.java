package io.unrealcloud.ddc.sandbox.cqlfront.login;

import io.unrealcloud.ddc.sandbox.cqlfront.login.LoginStep.Accepted;
import io.unrealcloud.ddc.sandbox.cqlfront.login.LoginStep.Challenge;
import io.unrealcloud.ddc.sandbox.cqlfront.login.LoginStep.Refused;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.identity.ServiceUser;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The login of one connection. The client's first token decides the way: the word SigV4 asks for a nonce to sign;
 * anything else has to be a user name and password (SASL PLAIN, RFC 4616). A nonce belongs to one connection and
 * serves once, so a recorded answer is worth nothing.
 */
public final class Login {
    private static final byte[] SIGV4_GREETING = "SigV4\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String region;
    private final KnownPrincipals principals;
    private final Clock clock;
    private Optional<String> nonce = Optional.empty();
    private boolean over;

    public Login(String region, KnownPrincipals principals, Clock clock) {
        this.region = region;
        this.principals = principals;
        this.clock = clock;
    }

    /** Takes the client's next token, which may be null as the protocol allows. */
    public LoginStep next(ByteBuffer token) {
        if (over) {
            return new Refused("The login is already over");
        }
        byte[] bytes = bytes(token);
        LoginStep step = step(bytes);
        over = !(step instanceof Challenge);
        return step;
    }

    private LoginStep step(byte[] token) {
        if (nonce.isPresent()) {
            String used = nonce.get();
            nonce = Optional.empty();
            return text(token)
                    .map(answer -> new SigV4Verifier(region, principals, clock).verify(used, answer))
                    .orElse(new Refused("The signed answer is not UTF-8 text"));
        }
        if (Arrays.equals(token, SIGV4_GREETING)) {
            byte[] random = new byte[16];
            RANDOM.nextBytes(random);
            String fresh = HexFormat.of().formatHex(random);
            nonce = Optional.of(fresh);
            return new Challenge(("nonce=" + fresh).getBytes(StandardCharsets.US_ASCII));
        }
        return text(token).map(this::password).orElse(new Refused("The login token is not UTF-8 text"));
    }

    private LoginStep password(String token) {
        String[] parts = token.split("\0", -1);
        if (parts.length != 3 || parts[1].isEmpty() || parts[2].isEmpty()) {
            return new Refused("The login token is neither SigV4 nor a user name and password");
        }
        Optional<ServiceUser> user = principals.serviceUser(parts[1]);
        if (user.isEmpty() || !sameSecret(user.get().password(), parts[2])) {
            return new Refused("Provided username " + parts[1] + " and/or password are incorrect");
        }
        return new Accepted(new Caller(user.get().principalArn(), user.get().accountId()));
    }

    static boolean sameSecret(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(ByteBuffer token) {
        if (token == null) {
            return new byte[0];
        }
        byte[] bytes = new byte[token.remaining()];
        token.duplicate().get(bytes);
        return bytes;
    }
}
