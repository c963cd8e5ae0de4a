package io.unrealcloud.ddc.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.identity.policy.AccessPolicy;
import io.unrealcloud.ddc.identity.policy.PolicyDocument;
import io.unrealcloud.ddc.identity.policy.Statement;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.KeyspacesBackend;
import io.unrealcloud.ddc.provision.keyspaces.DesiredKeyspace;
import io.unrealcloud.ddc.provision.keyspaces.DesiredState;
import io.unrealcloud.ddc.sandbox.iam.RolePolicies;
import io.unrealcloud.ddc.sandbox.iam.policy.Context;
import io.unrealcloud.ddc.sandbox.iam.policy.PolicyParser;
import io.unrealcloud.ddc.sandbox.iam.policy.Request;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Promise 8: the policies are enough for everything DDC and its gateway do, and for nothing else. */
class PolicySimulationTest {

    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                    + "{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of("one Region", Models.single(), false),
                Arguments.of("behind a VPC endpoint", Models.single(), true),
                Arguments.of("two Regions, a global keyspace, a secret", Models.several(), false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void sufficient(String name, DdcModel model, boolean vpcEndpoint) {
        RolePolicies role = role(AccessPolicy.of(model, Models.ACCOUNT, vpcEndpoint));
        assertThat(needed(model, vpcEndpoint)).isNotEmpty().allMatch(role::allows);
    }

    /** Without any one of its statements something is missing, so none is there for nothing. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void noStatementToSpare(String name, DdcModel model, boolean vpcEndpoint) {
        PolicyDocument whole = AccessPolicy.of(model, Models.ACCOUNT, vpcEndpoint);
        IntStream.range(0, whole.statements().size()).forEach(removed -> {
            List<Statement> left = new ArrayList<>(whole.statements());
            left.remove(removed);
            assertThat(needed(model, vpcEndpoint))
                    .as("without " + whole.statements().get(removed).sid())
                    .anyMatch(request -> !role(new PolicyDocument(left)).allows(request));
        });
    }

    /** Likewise no action and no resource of any statement. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void noActionAndNoResourceToSpare(String name, DdcModel model, boolean vpcEndpoint) {
        PolicyDocument whole = AccessPolicy.of(model, Models.ACCOUNT, vpcEndpoint);
        for (int at = 0; at < whole.statements().size(); at++) {
            var statement = whole.statements().get(at);
            for (String action : statement.actions()) {
                List<String> actions = new ArrayList<>(statement.actions());
                actions.remove(action);
                missing(model, vpcEndpoint, whole, at, actions, statement.resources(), action);
            }
            for (String resource : statement.resources()) {
                List<String> resources = new ArrayList<>(statement.resources());
                resources.remove(resource);
                missing(model, vpcEndpoint, whole, at, statement.actions(), resources, resource);
            }
        }
    }

    private static void missing(
            DdcModel model,
            boolean vpcEndpoint,
            PolicyDocument whole,
            int at,
            List<String> actions,
            List<String> resources,
            String removed) {
        var statements = new ArrayList<>(whole.statements());
        String sid = statements.remove(at).sid();
        if (!actions.isEmpty() && !resources.isEmpty()) {
            statements.add(Statement.allow(sid, actions, resources));
        }
        RolePolicies less = role(new PolicyDocument(statements));
        assertThat(needed(model, vpcEndpoint)).as("without " + removed).anyMatch(request -> !less.allows(request));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void nothingElse(String name, DdcModel model, boolean vpcEndpoint) {
        RolePolicies role = role(AccessPolicy.of(model, Models.ACCOUNT, vpcEndpoint));
        assertThat(foreign(model)).isNotEmpty().noneMatch(role::allows);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void theBoundaryHolds(String name, DdcModel model, boolean vpcEndpoint) {
        RolePolicies bound = new RolePolicies(
                "arn:aws:iam::123456789012:role/ddc/r",
                3600,
                PolicyParser.trust(TRUST),
                List.of(PolicyParser.identity(
                        AccessPolicy.of(model, Models.ACCOUNT, vpcEndpoint).json())),
                Optional.of(PolicyParser.identity(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"cassandra:*\","
                                + "\"Resource\":\"*\"}]}")));
        assertThat(needed(model, vpcEndpoint))
                .allMatch(request -> bound.allows(request) == request.action().startsWith("cassandra:"));
        assertThat(foreign(model)).noneMatch(bound::allows);
    }

    /** Everything DDC and the gateway do. */
    private static List<Request> needed(DdcModel model, boolean vpcEndpoint) {
        List<Request> needed = new ArrayList<>();
        KeyspacesBackend backend = (KeyspacesBackend) model.database();
        DesiredState state = DesiredState.of(model.owner(), backend, SchemaCatalogue.current());
        for (DesiredKeyspace keyspace : state.keyspaces()) {
            List<String> regions = keyspace.shared() ? keyspace.regions() : List.of(backend.region());
            List<String> twins = keyspace.shared() ? List.of("", "MultiRegionResource") : List.of("");
            for (String region : regions) {
                for (String twin : twins) {
                    for (String action : List.of("Select", "Modify")) {
                        keyspace.schema()
                                .tables()
                                .forEach(table -> needed.add(cassandra(
                                        action + twin,
                                        region,
                                        keyspace.name() + "/table/"
                                                + table.name().internal())));
                        // Types have no ARN: reading and writing them is a permission on the keyspace.
                        needed.add(cassandra(action + twin, region, keyspace.name() + "/"));
                    }
                }
            }
        }
        for (String table : List.of(
                "system/table/local",
                "system/table/peers",
                "system_schema/table/keyspaces",
                "system_schema/table/tables",
                "system_schema/table/columns",
                "system_schema/table/types",
                "system_schema_mcs/table/tables")) {
            needed.add(cassandra("Select", "us-east-1", table));
            if (backend.multiRegion()) {
                needed.add(cassandra("SelectMultiRegionResource", "us-east-1", table));
            }
        }
        for (String bucket : model.identity().buckets()) {
            for (String action : List.of(
                    "GetObject",
                    "GetObjectAttributes",
                    "PutObject",
                    "DeleteObject",
                    "AbortMultipartUpload",
                    "ListMultipartUploadParts")) {
                needed.add(request("s3:" + action, "arn:aws:s3:::" + bucket + "/ab/cd/abcd.blob"));
            }
            needed.add(request("s3:ListBucket", "arn:aws:s3:::" + bucket));
            needed.add(request("s3:GetBucketLocation", "arn:aws:s3:::" + bucket));
        }
        model.identity().secretArns().forEach(arn -> needed.add(request("secretsmanager:GetSecretValue", arn)));
        if (vpcEndpoint) {
            needed.add(request("ec2:DescribeNetworkInterfaces", "*"));
            needed.add(request("ec2:DescribeVpcEndpoints", "*"));
        }
        return needed;
    }

    /** What somebody who has taken over a DDC pod may try. */
    private static List<Request> foreign(DdcModel model) {
        List<Request> foreign = new ArrayList<>();
        boolean several = ((KeyspacesBackend) model.database()).multiRegion();
        for (String action : List.of("Select", "Modify", "SelectMultiRegionResource", "ModifyMultiRegionResource")) {
            foreign.add(cassandra(action, "us-east-1", "jupiter2/table/objects"));
            foreign.add(cassandra(action, "us-east-1", "jupiter_local_ddc_us_west_2/table/objects"));
            foreign.add(cassandra(action, "us-east-1", "other/"));
            foreign.add(cassandra(action, "ap-south-1", "jupiter/table/objects"));
            foreign.add(cassandra(action, "eu-west-1", "jupiter_local_ddc_us_east_1/table/objects"));
            foreign.add(request(action, "arn:aws:cassandra:us-east-1:999999999999:/keyspace/jupiter/table/objects"));
            if (!several) {
                foreign.add(cassandra(action, "eu-west-1", "jupiter/table/objects"));
            }
        }
        for (String action : List.of("Create", "Alter", "Drop", "Restore", "TagResource", "UntagResource")) {
            foreign.add(cassandra(action, "us-east-1", "jupiter/"));
            foreign.add(cassandra(action, "us-east-1", "jupiter/table/objects"));
        }
        foreign.add(cassandra("Modify", "us-east-1", "system/table/local"));
        foreign.add(cassandra("UpdatePartitioner", "us-east-1", "system/table/local"));
        foreign.add(cassandra("Select", "eu-west-1", "system/table/local"));
        for (String bucket : List.of("games-ddc2", "games-dd", "games-ddc-persistent2", "other", "games-ddc-other")) {
            foreign.add(request("s3:GetObject", "arn:aws:s3:::" + bucket + "/key"));
            foreign.add(request("s3:PutObject", "arn:aws:s3:::" + bucket + "/key"));
            foreign.add(request("s3:ListBucket", "arn:aws:s3:::" + bucket));
        }
        for (String action : List.of("DeleteBucket", "PutBucketPolicy", "PutLifecycleConfiguration", "CreateBucket")) {
            foreign.add(request("s3:" + action, "arn:aws:s3:::games-ddc"));
        }
        foreign.add(request("s3:PutObjectAcl", "arn:aws:s3:::games-ddc/key"));
        foreign.add(request("secretsmanager:GetSecretValue", Models.SECRET + "2"));
        foreign.add(request("secretsmanager:PutSecretValue", Models.SECRET));
        foreign.add(request("iam:PassRole", "arn:aws:iam::123456789012:role/ddc/r"));
        foreign.add(request("iam:PutRolePolicy", "arn:aws:iam::123456789012:role/ddc/r"));
        foreign.add(request("sts:AssumeRole", "arn:aws:iam::123456789012:role/admin"));
        foreign.add(request("ec2:RunInstances", "*"));
        return foreign;
    }

    private static RolePolicies role(PolicyDocument document) {
        return new RolePolicies(
                "arn:aws:iam::123456789012:role/ddc/r",
                3600,
                PolicyParser.trust(TRUST),
                document.statements().isEmpty() ? List.of() : List.of(PolicyParser.identity(document.json())),
                Optional.empty());
    }

    private static Request cassandra(String action, String region, String resource) {
        return request("cassandra:" + action, "arn:aws:cassandra:" + region + ":123456789012:/keyspace/" + resource);
    }

    private static Request request(String action, String resource) {
        return Request.of(action.contains(":") ? action : "cassandra:" + action, resource, Context.of(Map.of()));
    }
}
