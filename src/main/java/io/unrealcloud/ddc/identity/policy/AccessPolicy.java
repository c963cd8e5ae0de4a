package io.unrealcloud.ddc.identity.policy;

import io.unrealcloud.ddc.model.Account;
import io.unrealcloud.ddc.model.DdcIdentity;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.KeyspacesBackend;
import io.unrealcloud.ddc.model.ScyllaBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What DDC's pods, the gateway in them included, may do in AWS: exactly what this resource needs. */
public final class AccessPolicy {

    private final Arns arns;

    private AccessPolicy(Arns arns) {
        this.arns = arns;
    }

    /** @param vpcEndpoint whether the pods reach Keyspaces through an interface VPC endpoint */
    public static PolicyDocument of(DdcModel model, Account account, boolean vpcEndpoint) {
        AccessPolicy policy = new AccessPolicy(new Arns(account));
        Stream<Statement> database =
                switch (model.database()) {
                    case KeyspacesBackend backend -> policy.keyspaces(backend, vpcEndpoint);
                    case ScyllaBackend scylla -> Stream.empty();
                };
        return new PolicyDocument(
                Stream.concat(database, policy.others(model.identity())).toList());
    }

    /**
     * Reading and writing rows; nothing that makes, changes or drops a table. For keyspaces that Regions share, each
     * Region and the MultiRegion twins of the actions (Amazon Keyspaces developer guide: IAM permissions for
     * multi-Region keyspaces).
     */
    private Stream<Statement> keyspaces(KeyspacesBackend backend, boolean vpcEndpoint) {
        List<String> own = new ArrayList<>();
        List<String> shared = new ArrayList<>();
        add(own, backend.region(), backend.names().local());
        if (backend.multiRegion()) {
            backend.sharedKeyspaces().forEach(name -> backend.regions().forEach(region -> add(shared, region, name)));
        } else {
            add(own, backend.region(), backend.names().replicated());
        }
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.allow("Data", List.of("cassandra:Select", "cassandra:Modify"), own));
        if (!shared.isEmpty()) {
            statements.add(Statement.allow(
                    "SharedData",
                    List.of(
                            "cassandra:Select",
                            "cassandra:SelectMultiRegionResource",
                            "cassandra:Modify",
                            "cassandra:ModifyMultiRegionResource"),
                    shared));
        }
        statements.add(Statement.allow(
                "System",
                backend.multiRegion()
                        ? List.of("cassandra:Select", "cassandra:SelectMultiRegionResource")
                        : List.of("cassandra:Select"),
                List.of(arns.systemKeyspaces(backend.region()))));
        if (vpcEndpoint) {
            statements.add(Statement.allow(
                    "Peers", List.of("ec2:DescribeNetworkInterfaces", "ec2:DescribeVpcEndpoints"), List.of("*")));
        }
        return statements.stream();
    }

    private void add(List<String> to, String region, String keyspace) {
        to.add(arns.keyspace(region, keyspace));
        to.add(arns.tables(region, keyspace));
    }

    private Stream<Statement> others(DdcIdentity identity) {
        List<Statement> statements = new ArrayList<>();
        if (!identity.buckets().isEmpty()) {
            statements.add(Statement.allow(
                    "Blobs",
                    List.of(
                            "s3:GetObject",
                            "s3:GetObjectAttributes",
                            "s3:PutObject",
                            "s3:DeleteObject",
                            "s3:AbortMultipartUpload",
                            "s3:ListMultipartUploadParts"),
                    identity.buckets().stream().map(arns::objects).toList()));
            statements.add(Statement.allow(
                    "Buckets",
                    List.of("s3:ListBucket", "s3:GetBucketLocation"),
                    identity.buckets().stream().map(arns::bucket).toList()));
        }
        if (!identity.secretArns().isEmpty()) {
            statements.add(Statement.allow(
                    "Secrets",
                    List.of("secretsmanager:GetSecretValue"),
                    identity.secretArns().stream().map(Arns::literal).toList()));
        }
        return statements.stream();
    }
}
