package io.unrealcloud.ddc.sandbox.keyspaces;

import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.column;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.keyspace;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.multiRegion;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.table;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.keyspaces.model.AccessDeniedException;
import software.amazon.awssdk.services.keyspaces.model.Tag;

/** Which IAM actions each call asks for, and that a refusal stops it. */
class AuthorizationTest {

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final Emulated emulated = new Emulated(config -> config.authorizer((principal, action, resource) -> {
        asked.add(action + " " + resource.replace("arn:aws:cassandra:", "").replace(":111122223333:", ""));
        return !denied.contains(action);
    }));
    private final KeyspacesClient client = emulated.client();

    @AfterEach
    void stop() {
        emulated.close();
    }

    private void asks(Runnable call, String... actions) {
        asked.clear();
        call.run();
        assertThat(asked).containsExactly(actions);
    }

    @Test
    void eachCallAsksForItsActions() {
        asks(() -> client.createKeyspace(keyspace("a")), "cassandra:Create us-east-1/keyspace/a/");
        asks(
                () -> client.getKeyspace(r -> r.keyspaceName("a")),
                "cassandra:Select us-east-1/keyspace/a/",
                "cassandra:Select us-east-1/keyspace/system*");
        asks(
                () -> client.createTable(table("a", "t")
                        .tags(Tag.builder().key("k").value("v").build())
                        .build()),
                "cassandra:Create us-east-1/keyspace/a/table/t",
                "cassandra:TagResource us-east-1/keyspace/a/table/t");
        asks(() -> client.createType(type("a", "u", "x int").build()), "cassandra:Create us-east-1/keyspace/a/");
        asks(
                () -> client.updateTable(r -> r.keyspaceName("a").tableName("t").addColumns(column("c int"))),
                "cassandra:Alter us-east-1/keyspace/a/table/t");
        asks(
                () -> client.getTableAutoScalingSettings(
                        r -> r.keyspaceName("a").tableName("t")),
                "application-autoscaling:DescribeScalableTargets *",
                "application-autoscaling:DescribeScalingPolicies *");
        asks(
                () -> client.deleteTable(r -> r.keyspaceName("a").tableName("t")),
                "cassandra:Drop us-east-1/keyspace/a/table/t");
        asks(() -> client.deleteType(r -> r.keyspaceName("a").typeName("u")), "cassandra:Drop us-east-1/keyspace/a/");
    }

    @Test
    void severalRegionsNeedTheTwinActionsInEach() {
        asks(
                () -> client.createKeyspace(multiRegion("a", "us-east-1", "eu-west-1")),
                "cassandra:Create us-east-1/keyspace/a/",
                "cassandra:CreateMultiRegionResource us-east-1/keyspace/a/",
                "cassandra:Create eu-west-1/keyspace/a/",
                "cassandra:CreateMultiRegionResource eu-west-1/keyspace/a/");
        String arn = client.getKeyspace(r -> r.keyspaceName("a")).resourceArn();
        asks(
                () -> client.untagResource(r -> r.resourceArn(arn)
                        .tags(Tag.builder().key("k").value("v").build())),
                "cassandra:Alter us-east-1/keyspace/a/",
                "cassandra:AlterMultiRegionResource us-east-1/keyspace/a/",
                "cassandra:Alter eu-west-1/keyspace/a/",
                "cassandra:AlterMultiRegionResource eu-west-1/keyspace/a/",
                "cassandra:UntagResource us-east-1/keyspace/a/",
                "cassandra:UnTagMultiRegionResource us-east-1/keyspace/a/",
                "cassandra:UntagResource eu-west-1/keyspace/a/",
                "cassandra:UnTagMultiRegionResource eu-west-1/keyspace/a/");
    }

    @Test
    void refusalStopsTheCall() {
        denied.add("cassandra:Create");
        assertThatThrownBy(() -> client.createKeyspace(keyspace("a")))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("user/studio is not authorized to perform: cassandra:Create on resource: arn:");
        assertThat(emulated.emulator.catalog().keyspaces(Emulated.HERE)).isEmpty();
        denied.clear();
        denied.add("cassandra:TagResource");
        assertThatThrownBy(() -> client.createKeyspace(r -> r.keyspaceName("a")
                        .tags(Tag.builder().key("k").value("v").build())))
                .isInstanceOf(AccessDeniedException.class);
    }
}
