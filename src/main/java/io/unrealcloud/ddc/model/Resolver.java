package io.unrealcloud.ddc.model;

import io.unrealcloud.ddc.api.v1alpha1.DeletionPolicy;
import io.unrealcloud.ddc.api.v1alpha1.IdentitySpec;
import io.unrealcloud.ddc.api.v1alpha1.ManagementPolicy;
import io.unrealcloud.ddc.api.v1alpha1.ScyllaNodesSpec;
import io.unrealcloud.ddc.api.v1alpha1.ScyllaSpec;
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
                        : ScyllaResolver.backend(
                                spec,
                                Names.of(owner),
                                settings.tenancy().allowed(owner.namespace(), Tenancy.Kind.AMI_OWNER)),
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
            if (spec.database().amazonKeyspaces() != null
                    && spec.database().amazonKeyspaces().encryption() != null
                    && spec.database().amazonKeyspaces().encryption().kmsKeyArn() != null) {
                requests.add(new Tenancy.Request(
                        Tenancy.Kind.KMS_KEY,
                        spec.database().amazonKeyspaces().encryption().kmsKeyArn()));
            }
            if (spec.database().scylla() != null) {
                scylla(spec.database().scylla(), requests);
            }
            return requests;
        }

        private static void scylla(ScyllaSpec scylla, List<Tenancy.Request> requests) {
            if (scylla.existing() != null) {
                add(requests, Tenancy.Kind.CONTACT_POINT, scylla.existing().contactPoints());
            }
            if (scylla.dns() != null) {
                add(requests, Tenancy.Kind.ZONE, List.of(scylla.dns().privateZoneId()));
            }
            if (scylla.nodes() != null) {
                ScyllaNodesSpec nodes = scylla.nodes();
                add(requests, Tenancy.Kind.SUBNET, nodes.subnetIds());
                add(requests, Tenancy.Kind.SECURITY_GROUP, nodes.clientSecurityGroupIds());
                if (nodes.scyllaVersion() != null) {
                    // Whose an image given by id is, only EC2 can say.
                    add(requests, Tenancy.Kind.AMI_OWNER, List.of(ScyllaBackend.NodeImage.Version.OWNER));
                }
            }
        }

        private static void add(List<Tenancy.Request> requests, Tenancy.Kind kind, List<String> values) {
            if (values != null) {
                values.forEach(value -> requests.add(new Tenancy.Request(kind, value)));
            }
        }
    }
}
