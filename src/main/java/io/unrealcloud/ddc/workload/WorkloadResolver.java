package io.unrealcloud.ddc.workload;

import io.unrealcloud.ddc.api.v1alpha1.AmazonKeyspacesSpec;
import io.unrealcloud.ddc.api.v1alpha1.ApplicationSpec;
import io.unrealcloud.ddc.api.v1alpha1.AutoscalingSpec;
import io.unrealcloud.ddc.api.v1alpha1.GcSpec;
import io.unrealcloud.ddc.api.v1alpha1.KeyspacesCredentialsSpec;
import io.unrealcloud.ddc.api.v1alpha1.SecretRef;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcSpec;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.KeyspacesBackend;
import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.workload.WorkloadModel.Database;
import io.unrealcloud.ddc.workload.WorkloadModel.Gc;
import io.unrealcloud.ddc.workload.WorkloadModel.Hold;
import io.unrealcloud.ddc.workload.WorkloadModel.Replicas;
import io.unrealcloud.ddc.workload.WorkloadModel.Secrets;
import io.unrealcloud.ddc.workload.WorkloadModel.Storage;
import io.unrealcloud.ddc.workload.settings.Backend;
import io.unrealcloud.ddc.workload.settings.Release;
import io.unrealcloud.ddc.workload.settings.SettingsTable;
import java.util.Optional;

/** From a spec that was found valid to the model of DDC's objects, with every default filled in. */
public final class WorkloadResolver {

    private static final int DEFAULT_REPLICAS = 2;
    private static final int DEFAULT_CPU_PERCENT = 75;
    private static final int DEFAULT_LAST_ACCESS_DAYS = 14;

    private final DdcModel model;
    private final UnrealCloudDdcSpec spec;
    private final ApplicationSpec application;

    /** @param spec has an application */
    public WorkloadResolver(DdcModel model, UnrealCloudDdcSpec spec) {
        this.model = model;
        this.spec = spec;
        this.application = spec.application();
    }

    /**
     * @param secretsDigest of the contents of the Secrets the pods use
     * @param hold whether garbage collection is held
     * @param reached how the database is reached
     */
    public WorkloadModel model(
            String roleArn, Revision revision, Platform platform, String secretsDigest, Hold hold, Reached reached) {
        SettingsTable table = SettingsTable.load(revision.settings());
        String version = Optional.ofNullable(application.version()).orElse(table.release());
        return new WorkloadModel(
                model.owner(),
                model.region(),
                model.siteName(),
                roleArn,
                database(model, spec, reached),
                new Storage(
                        spec.storage().s3().bucketName(),
                        Optional.ofNullable(spec.storage().cache())),
                application,
                Release.of(version),
                Optional.ofNullable(application.image()).orElse(table.repository() + ":" + version),
                replicas(),
                gc(hold),
                revision,
                platform,
                new Secrets(tokenSecret(model, application), secretsDigest));
    }

    /** What a resource without an application binds others to. */
    public static BindingModel binding(
            DdcModel model, UnrealCloudDdcSpec spec, Reached reached, String roleArn, Revision revision) {
        return new BindingModel(
                model.owner(), model.region(), model.siteName(), roleArn, database(model, spec, reached), revision);
    }

    /** Name of the Secret with the token clients send. */
    static String tokenSecret(DdcModel model, ApplicationSpec application) {
        return Optional.ofNullable(application.auth())
                .map(auth -> auth.tokenSecretRef())
                .map(SecretRef::name)
                .orElseGet(() -> Names.of(model.owner()).token());
    }

    /** Name of the Secret the gateway logs in with; empty where the pod's role does. */
    static Optional<String> loginSecret(UnrealCloudDdcSpec spec) {
        return Optional.ofNullable(spec.database().amazonKeyspaces())
                .map(AmazonKeyspacesSpec::credentials)
                .map(KeyspacesCredentialsSpec::secretRef)
                .map(SecretRef::name);
    }

    private static Database database(DdcModel model, UnrealCloudDdcSpec spec, Reached reached) {
        return switch (model.database()) {
            case KeyspacesBackend keyspaces ->
                new Database(
                        Backend.KEYSPACES,
                        reached.binding(),
                        keyspaces.names(),
                        keyspaces.region(),
                        1,
                        loginSecret(spec));
            case ScyllaBackend scylla ->
                new Database(
                        Backend.SCYLLA,
                        reached.binding(),
                        scylla.names(),
                        reached.datacenter().or(scylla::datacenter).orElse(scylla.region()),
                        scylla.replicationFactor(),
                        Optional.of(Names.of(model.owner()).scylla()));
        };
    }

    private Replicas replicas() {
        AutoscalingSpec scaling = application.autoscaling();
        if (scaling == null) {
            return new Replicas.Fixed(
                    Optional.ofNullable(application.replicas()).orElse(DEFAULT_REPLICAS));
        }
        return new Replicas.Scaled(
                scaling.minReplicas(),
                scaling.maxReplicas(),
                Optional.ofNullable(scaling.targetCpuPercent()).orElse(DEFAULT_CPU_PERCENT));
    }

    private Gc gc(Hold hold) {
        Optional<GcSpec> gc = Optional.ofNullable(application.gc());
        boolean primary =
                switch (model.database()) {
                    case KeyspacesBackend keyspaces -> keyspaces.primary();
                    case ScyllaBackend scylla -> scylla.primary();
                };
        return new Gc(
                primary && gc.map(GcSpec::refs).orElse(true),
                gc.map(GcSpec::blobs).orElse(true),
                gc.map(GcSpec::lastAccessDays).orElse(DEFAULT_LAST_ACCESS_DAYS),
                hold);
    }
}
