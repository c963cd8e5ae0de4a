package io.unrealcloud.ddc.provision;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Results of asynchronous work with the exceptions the work itself threw. */
public final class Futures {

    private Futures() {}

    /** Waits for the future; throws the unchecked exception its work threw, without wrappers. */
    public static <T> T result(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException wrapped) {
            Throwable cause = wrapped;
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw wrapped;
        }
    }
}
