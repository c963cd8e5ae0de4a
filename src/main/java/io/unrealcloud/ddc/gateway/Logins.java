package io.unrealcloud.ddc.gateway;

import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.gateway.GatewayConfig.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;

/** Makes what to log in with, on demand: asking may block. */
final class Logins {
    private Logins() {}

    static Supplier<CqlLogin> of(Login login, String region) {
        return switch (login) {
            case Login.PasswordFiles files -> () -> new CqlLogin.Password(read(files.user()), read(files.password()));
            case Login.AccessKey key -> {
                CqlLogin iam = CqlLogin.Iam.of(EnvironmentVariableCredentialsProvider.create());
                yield () -> iam;
            }
            case Login.WebIdentity web ->
                new Supplier<>() {
                    private CqlLogin iam;

                    /** The SDK's client takes a while to load, so it is made off the main thread. */
                    @Override
                    public synchronized CqlLogin get() {
                        if (iam == null) {
                            iam = CqlLogin.Iam.of(webIdentity(web, region));
                        }
                        return iam;
                    }
                };
        };
    }

    private static StsWebIdentityTokenFileCredentialsProvider webIdentity(Login.WebIdentity web, String region) {
        StsClient sts = StsClient.builder()
                .region(Region.of(region))
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider.create())
                .build();
        return StsWebIdentityTokenFileCredentialsProvider.builder()
                .stsClient(sts)
                .roleArn(web.roleArn())
                .roleSessionName(web.sessionName())
                .webIdentityTokenFile(web.tokenFile())
                .build();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw UpstreamException.refused("the file " + file + " with the login cannot be read: " + e.getMessage());
        }
    }
}
