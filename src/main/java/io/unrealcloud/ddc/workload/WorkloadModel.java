package io.unrealcloud.ddc.workload;

import io.unrealcloud.ddc.api.v1alpha1.ApplicationSpec;
import io.unrealcloud.ddc.api.v1alpha1.CacheSpec;
import io.unrealcloud.ddc.model.Binding;
import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.schema.KeyspaceNames;
import io.unrealcloud.ddc.workload.settings.Backend;
import io.unrealcloud.ddc.workload.settings.Release;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the Kubernetes objects of one DDC follow from. Computed anew on each pass and never changed.
 *
 * @param owner the resource
 * @param region AWS Region
 * @param site DDC's unique name of this site
 * @param roleArn the role of the pods
 * @param database where metadata lives
 * @param storage where blobs live
 * @param application what the resource says about DDC, as it says it
 * @param release DDC's release
 * @param image DDC's image
 * @param replicas how many pods serve
 * @param gc what garbage collection does
 * @param revision what pods are made of beside the resource
 * @param platform what the operator hands on
 * @param secrets names of Secrets and a digest of their contents
 */
public record WorkloadModel(
        Owner owner,
        String region,
        String site,
        String roleArn,
        Database database,
        Storage storage,
        ApplicationSpec application,
        Release release,
        String image,
        Replicas replicas,
        Gc gc,
        Revision revision,
        Platform platform,
        Secrets secrets) {

    public Names names() {
        return Names.of(owner);
    }

    /** Whether background work has a pod of its own. */
    public boolean worker() {
        return application.worker() != null
                && Boolean.TRUE.equals(application.worker().enabled());
    }

    public boolean sites() {
        return application.sites() != null && !application.sites().isEmpty();
    }

    /**
     * @param datacenter the data centre drivers stay in: the Region for Amazon Keyspaces
     * @param copies of each row in this data centre
     * @param loginSecret the Secret with the login; empty where the pod's role logs in
     */
    public record Database(
            Backend backend,
            Binding binding,
            KeyspaceNames keyspaces,
            String datacenter,
            int copies,
            Optional<String> loginSecret) {

        /** The Secret the gateway logs in with; empty where there is none, or no gateway. */
        public Optional<String> gatewayLogin() {
            return loginSecret.filter(any -> backend == Backend.KEYSPACES);
        }

        /** What the settings table calls these. */
        Map<String, String> values() {
            return Map.of(
                    "keyspace", keyspaces.replicated(),
                    "localSuffix", keyspaces.localSuffix(),
                    "datacenter", datacenter,
                    "copies", Integer.toString(copies),
                    "databaseType", binding.type().name().toLowerCase(Locale.ROOT),
                    "databaseHost", binding.host(),
                    "databasePort", Integer.toString(binding.port()),
                    "databaseAuth", binding.auth().name().toLowerCase(Locale.ROOT),
                    "databaseKeyspace", binding.keyspaceName());
        }
    }

    public record Storage(String bucket, Optional<CacheSpec> cache) {}

    /** How many pods serve. */
    public sealed interface Replicas {
        record Fixed(int pods) implements Replicas {}

        /** @param cpuPercent share of DDC's requested processor to aim at */
        record Scaled(int min, int max, int cpuPercent) implements Replicas {}
    }

    /**
     * @param refs whether refs are collected here at all: in the primary Region, unless switched off
     * @param blobs whether blobs are collected at all
     * @param hold whether collecting is held for the time being
     */
    public record Gc(boolean refs, boolean blobs, int lastAccessDays, Hold hold) {}

    /** How firmly garbage collection is held. */
    public enum Hold {
        NO,
        /** The state of the database is in doubt: pods read the file with their settings again, and none restarts. */
        DOUBT,
        /** The database is not ready: pods restart as well, so that none goes on by what it read before. */
        FIRM
    }

    /**
     * @param token Secret with the token clients send
     * @param digest of the contents of every Secret the pods use, so that they restart when one changes
     */
    public record Secrets(String token, String digest) {}
}
