package io.unrealcloud.ddc.aws.sdk;

import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * A credentials provider whose failures can be told from those of the call that wanted the credentials. The SDK
 * reports both alike: an STS that denies the operator's role would read as the called service denying the call.
 */
final class MarkedCredentials implements AwsCredentialsProvider, SdkAutoCloseable {
    private final AwsCredentialsProvider provider;

    MarkedCredentials(AwsCredentialsProvider provider) {
        this.provider = provider;
    }

    static MarkedCredentials of(AwsSettings settings) {
        return new MarkedCredentials(settings.credentials()
                .<AwsCredentialsProvider>map(given -> StaticCredentialsProvider.create(credentials(given)))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build()));
    }

    private static AwsCredentials credentials(AwsSettings.StaticCredentials given) {
        Optional<String> token = given.sessionToken();
        return token.isPresent()
                ? AwsSessionCredentials.create(given.accessKeyId(), given.secretAccessKey(), token.get())
                : AwsBasicCredentials.create(given.accessKeyId(), given.secretAccessKey());
    }

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return provider.resolveCredentials();
        } catch (RuntimeException e) {
            throw new Unavailable(e);
        }
    }

    @Override
    public void close() {
        if (provider instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }

    static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unavailable(RuntimeException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
