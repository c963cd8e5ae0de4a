package io.unrealcloud.ddc.sandbox.ddc.blobs;

import io.unrealcloud.ddc.sandbox.ddc.config.S3Settings;
import io.unrealcloud.ddc.sandbox.ddc.config.StartupException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;

/**
 * The S3 client as DDC's settings ask for it. The environment gives what every AWS SDK reads there: Region,
 * endpoints, and for web identities the role and the file with the pod's token.
 */
public final class S3Clients {
    private final S3Settings settings;
    private final Map<String, String> environment;

    public S3Clients(S3Settings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = environment;
    }

    public S3Client open() {
        S3ClientBuilder builder = S3Client.builder()
                .region(region())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(credentials())
                .forcePathStyle(settings.pathStyle());
        if (settings.connection().equalsIgnoreCase("AWS")) {
            variable("AWS_ENDPOINT_URL_S3")
                    .or(() -> variable("AWS_ENDPOINT_URL"))
                    .ifPresent(url -> builder.endpointOverride(URI.create(url)));
        } else {
            builder.endpointOverride(URI.create(settings.connection()));
        }
        return builder.build();
    }

    private AwsCredentialsProvider credentials() {
        return switch (settings.credentials()) {
            case Basic -> StaticCredentialsProvider.create(keys());
            case AssumeRole ->
                StsAssumeRoleCredentialsProvider.builder()
                        .stsClient(sts(StaticCredentialsProvider.create(keys())))
                        .refreshRequest(request -> request.roleArn(
                                        required(settings.assumedRole(), "AWSCredentials:AssumeRoleArn"))
                                .roleSessionName("ddc"))
                        .build();
            case AssumeRoleWebIdentity ->
                StsWebIdentityTokenFileCredentialsProvider.builder()
                        .stsClient(sts(AnonymousCredentialsProvider.create()))
                        .roleArn(required(variable("AWS_ROLE_ARN"), "AWS_ROLE_ARN in the environment"))
                        .webIdentityTokenFile(Path.of(required(
                                variable("AWS_WEB_IDENTITY_TOKEN_FILE"),
                                "AWS_WEB_IDENTITY_TOKEN_FILE in the" + " environment")))
                        .roleSessionName(variable("AWS_ROLE_SESSION_NAME").orElse("ddc"))
                        .build();
        };
    }

    private AwsBasicCredentials keys() {
        return AwsBasicCredentials.create(
                required(settings.accessKey(), "AWSCredentials:AwsAccessKey"),
                required(settings.secretKey(), "AWSCredentials:AwsSecretKey"));
    }

    private StsClient sts(AwsCredentialsProvider credentials) {
        StsClientBuilder builder = StsClient.builder()
                .region(region())
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder());
        variable("AWS_ENDPOINT_URL_STS")
                .or(() -> variable("AWS_ENDPOINT_URL"))
                .ifPresent(url -> builder.endpointOverride(URI.create(url)));
        return builder.build();
    }

    private Region region() {
        return Region.of(required(
                settings.region().or(() -> variable("AWS_REGION")).or(() -> variable("AWS_DEFAULT_REGION")),
                "AWS:Region or AWS_REGION"));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static String required(Optional<String> value, String name) {
        return value.orElseThrow(() -> new StartupException("S3 cannot be used: " + name + " is missing."));
    }
}
