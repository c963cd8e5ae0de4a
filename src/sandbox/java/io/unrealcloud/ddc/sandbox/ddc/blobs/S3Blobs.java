package io.unrealcloud.ddc.sandbox.ddc.blobs;

import io.unrealcloud.ddc.sandbox.ddc.config.NamespacePolicy;
import io.unrealcloud.ddc.sandbox.ddc.config.S3Settings;
import io.unrealcloud.ddc.verification.IoHash;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Blobs as objects {@code <namespace>/<hash>} in the bucket of the namespace's storage pool. */
public final class S3Blobs implements BlobStore, AutoCloseable {
    private final S3Settings settings;
    private final NamespacePolicy.Policies policies;
    private final S3Client s3;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    public S3Blobs(S3Settings settings, NamespacePolicy.Policies policies, S3Client s3) {
        this.settings = settings;
        this.policies = policies;
        this.s3 = s3;
    }

    @Override
    public void put(String namespace, IoHash blob, byte[] content) {
        String bucket = bucket(namespace);
        if (settings.createBucket() && known.add(bucket)) {
            try {
                s3.createBucket(request -> request.bucket(bucket));
            } catch (BucketAlreadyOwnedByYouException e) {
                // That is what was wanted.
            }
        }
        s3.putObject(request -> request.bucket(bucket).key(key(namespace, blob)), RequestBody.fromBytes(content));
    }

    @Override
    public Optional<byte[]> get(String namespace, IoHash blob) {
        try {
            return Optional.of(s3.getObjectAsBytes(
                            request -> request.bucket(bucket(namespace)).key(key(namespace, blob)))
                    .asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /** @throws NoSuchBucketException a HEAD cannot tell a missing bucket from a missing object, so that is asked */
    @Override
    public boolean has(String namespace, IoHash blob) {
        try {
            s3.headObject(request -> request.bucket(bucket(namespace)).key(key(namespace, blob)));
            return true;
        } catch (NoSuchKeyException e) {
            s3.headBucket(request -> request.bucket(bucket(namespace)));
            return false;
        }
    }

    @Override
    public void delete(String namespace, IoHash blob) {
        s3.deleteObject(request -> request.bucket(bucket(namespace)).key(key(namespace, blob)));
    }

    @Override
    public void close() {
        s3.close();
    }

    private String bucket(String namespace) {
        return settings.bucketOf(
                policies.of(namespace).map(NamespacePolicy::storagePool).orElse(""));
    }

    private static String key(String namespace, IoHash blob) {
        return namespace + "/" + blob;
    }
}
