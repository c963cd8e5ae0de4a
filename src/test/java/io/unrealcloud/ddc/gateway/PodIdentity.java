package io.unrealcloud.ddc.gateway;

import io.unrealcloud.ddc.sandbox.sts.StsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** What EKS gives a pod whose service account has a role. */
final class PodIdentity {
    private static final String ROLE = "arn:aws:iam::" + GatewayFixture.ACCOUNT + ":role/ddc/games";

    private PodIdentity() {}

    static Map<String, String> environment(StsServer sts, Path token) {
        return Map.of(
                "AWS_ENDPOINT_URL_STS", sts.endpoint().toString(),
                "AWS_ROLE_ARN", ROLE,
                "AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
    }

    /** A projected token, good for an hour; its signature is nobody's. */
    static Path token(Path directory) throws IOException {
        String claims =
                "{\"iss\":\"https://oidc.test\",\"sub\":\"system:serviceaccount:games:ddc\",\"aud\":[\"sts.amazonaws.com\"],\"exp\":"
                        + Instant.now().plusSeconds(3600).getEpochSecond() + "}";
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String token = encoder.encodeToString("{}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString("s".getBytes(StandardCharsets.UTF_8));
        return Files.writeString(directory.resolve("token"), token);
    }
}
