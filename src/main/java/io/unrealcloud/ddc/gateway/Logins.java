package io.unrealcloud.ddc.gateway;

import io.netty.handler.ssl.SslContext;
import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.gateway.GatewayConfig.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Makes what to log in with, on demand: asking may block. */
final class Logins {
    private Logins() {}

    static Supplier<CqlLogin> of(Login login, Transport transport, SslContext tls, InstantSource clock) {
        return switch (login) {
            case Login.PasswordFiles files -> () -> new CqlLogin.Password(read(files.user()), read(files.password()));
            case Login.AccessKey key -> {
                CqlLogin iam = new CqlLogin.Iam(key::credentials);
                yield () -> iam;
            }
            case Login.WebIdentity web -> {
                CqlLogin iam = new CqlLogin.Iam(
                        new WebIdentityCredentials(web, new StsHttp(web.sts(), transport, tls), clock));
                yield () -> iam;
            }
        };
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw UpstreamException.refused("the file " + file + " with the login cannot be read: " + e.getMessage());
        }
    }
}
