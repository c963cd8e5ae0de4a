package io.unrealcloud.ddc.model;

import io.unrealcloud.ddc.api.v1alpha1.DeletionPolicy;
import io.unrealcloud.ddc.api.v1alpha1.IdentitySpec;
import io.unrealcloud.ddc.api.v1alpha1.ManagementPolicy;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcSpec;
import io.unrealcloud.ddc.model.DdcModel.Deletion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From spec and operator configuration to the model. The API server has judged the spec by the CRD's rules
 * already; here is judged what it cannot know: the operator's limits, and what this operator can act on.
 */
public final class Resolver {

    private final OperatorSettings settings;
    private final Account account;

    public Resolver(OperatorSettings settings, Account account) {
        this.settings = settings;
        this.account = account;
    }

    /**
     * @param spec the resource's own, or the last one that was valid; what deletion does and whether anything may be
     *     touched at all is always read from the resource's own
     */
    public Resolution resolve(UnrealCloudDdc resource, UnrealCloudDdcSpec spec) {
        try {
            return judge(resource, spec);
        } catch (IllegalArgumentException wrong) {
            return new Resolution.Rejected(Reason.InvalidSpec, wrong.getMessage());
        }
    }

    /** @throws IllegalArgumentException for names that are wrong, as a sentence that says what to change */
    private Resolution judge(UnrealCloudDdc resource, UnrealCloudDdcSpec spec) {
        String namespace = resource.getMetadata().getNamespace();
        Optional<String> refusal = settings.tenancy().refusal(namespace, TenancyRequests.of(spec));
        if (refusal.isPresent()) {
            return new Resolution.Rejected(Reason.NotPermitted, refusal.get());
        }
        if (spec.database().scylla() != null && spec.database().migration() == null) {
            return new Resolution.Rejected(
                    Reason.NotImplemented,
                    "spec.database.scylla is not acted on by this version of the operator. Use"
                            + " spec.database.amazonKeyspaces, or wait for a version that provisions ScyllaDB.");
        }
        if (spec.database().migration() != null) {
            return new Resolution.Rejected(
                    Reason.NotImplemented,
                    "spec.database.migration is not acted on by this version of the operator. Remove it and the backend"
                            + " that came with it, or wait for a version that migrates.");
        }
        return new Resolution.Resolved(model(resource, spec));
    }

    private DdcModel model(UnrealCloudDdc resource, UnrealCloudDdcSpec spec) {
        Owner owner = new Owner(
                account.clusterArn(spec.region(), spec.cluster().name()),
                resource.getMetadata().getNamespace(),
                resource.getMetadata().getName(),
                resource.getMetadata().getUid());
        return new DdcModel(
                owner,
                spec.region(),
                Defaults.siteName(spec),
                resource.getSpec().managementPolicy() == ManagementPolicy.PLAN,
                spec.database().scylla() == null
                        ? KeyspacesResolver.backend(spec, settings.cql().keyspaces(spec.region()))
                        : ScyllaResolver.backend(spec, Names.of(owner)),
                identity(resource, spec),
                deletion(resource));
    }

    private static DdcIdentity identity(UnrealCloudDdc resource, UnrealCloudDdcSpec spec) {
        return new DdcIdentity(
                Optional.ofNullable(spec.identity()).map(IdentitySpec::roleArn),
                spec.cluster().name(),
                Names.serviceAccount(resource.getMetadata().getName()),
                Defaults.buckets(spec),
                Defaults.secretArns(spec));
    }

    private static Deletion deletion(UnrealCloudDdc resource) {
        UnrealCloudDdcSpec spec = resource.getSpec();
        if (spec.deletionPolicy() != DeletionPolicy.DELETE) {
            return Deletion.RETAIN;
        }
        return resource.getMetadata().getName().equals(spec.deletionConfirmation())
                ? Deletion.DELETE_CONFIRMED
                : Deletion.DELETE_UNCONFIRMED;
    }

    /** Everything a spec asks for that tenancy limits. */
    static final class TenancyRequests {

        private TenancyRequests() {}

        static List<Tenancy.Request> of(UnrealCloudDdcSpec spec) {
            List<Tenancy.Request> requests = new ArrayList<>();
            requests.add(new Tenancy.Request(Tenancy.Kind.REGION, spec.region()));
            Defaults.peers(spec).forEach(peer -> requests.add(new Tenancy.Request(Tenancy.Kind.REGION, peer)));
            Defaults.keyspaceNames(spec)
                    .forEach(name -> requests.add(new Tenancy.Request(Tenancy.Kind.KEYSPACE, name)));
            Defaults.buckets(spec).forEach(name -> requests.add(new Tenancy.Request(Tenancy.Kind.BUCKET, name)));
            Defaults.secretArns(spec).forEach(arn -> requests.add(new Tenancy.Request(Tenancy.Kind.SECRET, arn)));
            if (spec.identity() != null && spec.identity().roleArn() != null) {
                requests.add(
                        new Tenancy.Request(Tenancy.Kind.ROLE, spec.identity().roleArn()));
            }
            if (spec.database().scylla() != null && spec.database().scylla().existing() != null) {
                spec.database()
                        .scylla()
                        .existing()
                        .contactPoints()
                        .forEach(host -> requests.add(new Tenancy.Request(Tenancy.Kind.CONTACT_POINT, host)));
            }
            if (spec.database().scylla() != null
                    && spec.database().scylla().nodes() != null
                    && spec.database().scylla().nodes().subnetIds() != null) {
                spec.database()
                        .scylla()
                        .nodes()
                        .subnetIds()
                        .forEach(subnet -> requests.add(new Tenancy.Request(Tenancy.Kind.SUBNET, subnet)));
            }
            return requests;
        }
    }
}
