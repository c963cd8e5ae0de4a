package io.unrealcloud.ddc.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unrealcloud.ddc.aws.keyspaces.AutoScaling;
import io.unrealcloud.ddc.aws.keyspaces.Capacity;
import io.unrealcloud.ddc.aws.keyspaces.ClusteringKey;
import io.unrealcloud.ddc.aws.keyspaces.Column;
import io.unrealcloud.ddc.aws.keyspaces.Encryption;
import io.unrealcloud.ddc.aws.keyspaces.KeyspaceDescription;
import io.unrealcloud.ddc.aws.keyspaces.KeyspaceReplica;
import io.unrealcloud.ddc.aws.keyspaces.KeyspaceStatus;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import io.unrealcloud.ddc.aws.keyspaces.NewKeyspace;
import io.unrealcloud.ddc.aws.keyspaces.NewTable;
import io.unrealcloud.ddc.aws.keyspaces.NewType;
import io.unrealcloud.ddc.aws.keyspaces.ReplicaSettings;
import io.unrealcloud.ddc.aws.keyspaces.ReplicationStrategy;
import io.unrealcloud.ddc.aws.keyspaces.TableAutoScaling;
import io.unrealcloud.ddc.aws.keyspaces.TableChange;
import io.unrealcloud.ddc.aws.keyspaces.TableDescription;
import io.unrealcloud.ddc.aws.keyspaces.TableReplica;
import io.unrealcloud.ddc.aws.keyspaces.TableSchema;
import io.unrealcloud.ddc.aws.keyspaces.TableSettings;
import io.unrealcloud.ddc.aws.keyspaces.TableStatus;
import io.unrealcloud.ddc.aws.keyspaces.TypeDescription;
import io.unrealcloud.ddc.aws.keyspaces.TypeStatus;
import io.unrealcloud.ddc.aws.keyspaces.UnitScaling;
import io.unrealcloud.ddc.aws.keyspaces.WarmThroughput;
import io.unrealcloud.ddc.aws.keyspaces.WarmThroughputState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each method of the port sends, member by member, and what it makes of the reply. */
class KeyspacesAdapterTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TableSchema SCHEMA = new TableSchema(
            List.of(new Column("ns", "text"), new Column("id", "blob"), new Column("owner", "text")),
            List.of("ns"),
            List.of(new ClusteringKey("id", ClusteringKey.Order.DESC)),
            List.of("owner"));
    private static final String SCHEMA_JSON = """
        {"allColumns":[{"name":"ns","type":"text"},{"name":"id","type":"blob"},{"name":"owner","type":"text"}],
         "partitionKeys":[{"name":"ns"}],"clusteringKeys":[{"name":"id","orderBy":"DESC"}],
         "staticColumns":[{"name":"owner"}]}\
        """;
    private static final UnitScaling.TargetTracking SCALING =
            new UnitScaling.TargetTracking(5, 50, 70, true, Duration.ofSeconds(60), Duration.ofSeconds(30));
    private static final String SCALING_JSON = """
        {"autoScalingDisabled":false,"minimumUnits":5,"maximumUnits":50,"scalingPolicy":
         {"targetTrackingScalingPolicyConfiguration":
          {"disableScaleIn":true,"scaleInCooldown":60,"scaleOutCooldown":30,"targetValue":70.0}}}\
        """;

    private final ScriptedAws aws = new ScriptedAws();
    private final AwsClients clients = aws.clients();
    private final KeyspacesPort port = clients.keyspaces("us-east-1");

    @AfterEach
    void end() {
        clients.close();
        aws.close();
    }

    @Test
    void namesAreReadOverAllPagesAnEmptyOneIncluded() {
        aws.ok("{\"keyspaces\":[%s],\"nextToken\":\"t1\"}".formatted(summary("jupiter")))
                .ok("{\"keyspaces\":[],\"nextToken\":\"t2\"}")
                .ok("{\"keyspaces\":[%s]}".formatted(summary("system")));
        assertThat(port.keyspaceNames()).containsExactly("jupiter", "system");
        assertThat(aws.requests().stream().map(ScriptedAws.Request::body))
                .containsExactly(
                        "{\"maxResults\":1000}",
                        "{\"nextToken\":\"t1\",\"maxResults\":1000}",
                        "{\"nextToken\":\"t2\",\"maxResults\":1000}");
    }

    @Test
    void aSingleRegionKeyspace() {
        aws.ok("""
            {"keyspaceName":"jupiter","resourceArn":"arn:ks","replicationStrategy":"SINGLE_REGION"}\
            """);
        assertThat(port.keyspace("jupiter"))
                .contains(new KeyspaceDescription(
                        "jupiter", "arn:ks", ReplicationStrategy.SINGLE_REGION, List.of(), List.of()));
        sent("GetKeyspace", "{\"keyspaceName\":\"jupiter\"}");
    }

    @Test
    void aMultiRegionKeyspaceWithAStatusNewerThanTheSdk() {
        aws.ok("""
            {"keyspaceName":"jupiter","resourceArn":"arn:ks","replicationStrategy":"MULTI_REGION",
             "replicationRegions":["us-east-1","eu-west-1"],"replicationGroupStatuses":[
              {"region":"us-east-1","keyspaceStatus":"ACTIVE"},
              {"region":"eu-west-1","keyspaceStatus":"UPDATING","tablesReplicationProgress":"42.50%"},
              {"region":"eu-west-2","keyspaceStatus":"HIBERNATING"}]}\
            """);
        KeyspaceDescription keyspace = port.keyspace("jupiter").orElseThrow();
        assertThat(keyspace.strategy()).isEqualTo(ReplicationStrategy.MULTI_REGION);
        assertThat(keyspace.regions()).containsExactly("us-east-1", "eu-west-1");
        assertThat(keyspace.replicas())
                .containsExactly(
                        new KeyspaceReplica("us-east-1", KeyspaceStatus.ACTIVE, "ACTIVE", Optional.empty()),
                        new KeyspaceReplica("eu-west-1", KeyspaceStatus.UPDATING, "UPDATING", Optional.of("42.50%")),
                        new KeyspaceReplica("eu-west-2", KeyspaceStatus.UNKNOWN, "HIBERNATING", Optional.empty()));
        assertThat(keyspace.active()).isFalse();
    }

    @Test
    void whatIsMissingReadsAsEmpty() {
        for (int i = 0; i < 7; i++) {
            aws.error(404, "ResourceNotFoundException", "not there");
        }
        assertThat(port.keyspace("k")).isEmpty();
        assertThat(port.tableNames("k")).isEmpty();
        assertThat(port.table("k", "t")).isEmpty();
        assertThat(port.autoScaling("k", "t")).isEmpty();
        assertThat(port.typeNames("k")).isEmpty();
        assertThat(port.type("k", "t")).isEmpty();
        assertThat(port.tags("arn:ks")).isEmpty();
        assertThat(aws.requests()).hasSize(7);
    }

    @Test
    void createASingleRegionKeyspace() {
        aws.ok("{\"resourceArn\":\"arn:ks\"}");
        assertThat(port.createKeyspace(new NewKeyspace("jupiter", List.of(), Map.of())))
                .isEqualTo("arn:ks");
        sent("CreateKeyspace", "{\"keyspaceName\":\"jupiter\"}");
    }

    @Test
    void createAMultiRegionKeyspaceWithTags() {
        aws.ok("{\"resourceArn\":\"arn:ks\"}");
        port.createKeyspace(new NewKeyspace("jupiter", List.of("us-east-1", "eu-west-1"), Map.of("owner", "games")));
        sent("CreateKeyspace", """
            {"keyspaceName":"jupiter","tags":[{"key":"owner","value":"games"}],"replicationSpecification":
             {"replicationStrategy":"MULTI_REGION","regionList":["us-east-1","eu-west-1"]}}\
            """);
    }

    @Test
    void oneRegionIsNoList() {
        assertThatThrownBy(() -> new NewKeyspace("jupiter", List.of("us-east-1"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least two");
    }

    @Test
    void addRegions() {
        aws.ok("{\"resourceArn\":\"arn:ks\"}");
        port.addRegions("jupiter", List.of("us-east-1", "eu-west-1"));
        sent("UpdateKeyspace", """
            {"keyspaceName":"jupiter","clientSideTimestamps":{"status":"ENABLED"},"replicationSpecification":
             {"replicationStrategy":"MULTI_REGION","regionList":["us-east-1","eu-west-1"]}}\
            """);
    }

    @Test
    void deletes() {
        aws.ok("{}").ok("{}").ok("{\"keyspaceArn\":\"arn:ks\",\"typeName\":\"ref\"}");
        port.deleteKeyspace("jupiter");
        port.deleteTable("jupiter", "objects");
        port.deleteType("jupiter", "ref");
        assertThat(aws.requests().stream().map(ScriptedAws.Request::operation))
                .containsExactly(
                        "KeyspacesService.DeleteKeyspace",
                        "KeyspacesService.DeleteTable",
                        "KeyspacesService.DeleteType");
        assertThat(aws.requests().stream().map(ScriptedAws.Request::body))
                .containsExactly(
                        "{\"keyspaceName\":\"jupiter\"}",
                        "{\"keyspaceName\":\"jupiter\",\"tableName\":\"objects\"}",
                        "{\"keyspaceName\":\"jupiter\",\"typeName\":\"ref\"}");
    }

    @Test
    void tableNames() {
        aws.ok(
                        "{\"tables\":[{\"keyspaceName\":\"k\",\"tableName\":\"a\",\"resourceArn\":\"arn:a\"}],\"nextToken\":\"t\"}")
                .ok("{\"tables\":[{\"keyspaceName\":\"k\",\"tableName\":\"b\",\"resourceArn\":\"arn:b\"}]}");
        assertThat(port.tableNames("k")).containsExactly("a", "b");
    }

    @Test
    void aTableThatSaysLittleHasTheDefaults() {
        aws.ok("""
            {"keyspaceName":"jupiter","tableName":"objects","resourceArn":"arn:t","status":"CREATING",
             "schemaDefinition":%s}\
            """.formatted(SCHEMA_JSON));
        assertThat(port.table("jupiter", "objects"))
                .contains(new TableDescription(
                        "jupiter",
                        "objects",
                        "arn:t",
                        TableStatus.CREATING,
                        "CREATING",
                        SCHEMA,
                        TableSettings.DEFAULT,
                        List.of(),
                        Optional.empty()));
        sent("GetTable", "{\"keyspaceName\":\"jupiter\",\"tableName\":\"objects\"}");
    }

    @Test
    void aTableThatSaysEverything() {
        aws.ok("""
            {"keyspaceName":"jupiter","tableName":"objects","resourceArn":"arn:t","status":"ACTIVE",
             "creationTimestamp":1.7e9,"schemaDefinition":%s,"comment":{"message":"x"},
             "capacitySpecification":{"throughputMode":"PROVISIONED","readCapacityUnits":7,"writeCapacityUnits":8},
             "encryptionSpecification":{"type":"CUSTOMER_MANAGED_KMS_KEY","kmsKeyIdentifier":"arn:key"},
             "pointInTimeRecovery":{"status":"ENABLED"},"ttl":{"status":"ENABLED"},"defaultTimeToLive":60,
             "clientSideTimestamps":{"status":"ENABLED"},
             "warmThroughputSpecification":
              {"readUnitsPerSecond":12000,"writeUnitsPerSecond":4000,"status":"AVAILABLE"},
             "replicaSpecifications":[
              {"region":"us-east-1","status":"ACTIVE","capacitySpecification":
               {"throughputMode":"PROVISIONED","readCapacityUnits":7,"writeCapacityUnits":8},
               "warmThroughputSpecification":
                {"readUnitsPerSecond":1,"writeUnitsPerSecond":2,"status":"UPDATING"}},
              {"region":"eu-west-1","status":"CREATING"}]}\
            """.formatted(SCHEMA_JSON));
        TableDescription table = port.table("jupiter", "objects").orElseThrow();
        Capacity provisioned = new Capacity.Provisioned(7, 8);
        assertThat(table.settings())
                .isEqualTo(new TableSettings(
                        provisioned, new Encryption.CustomerManaged("arn:key"), true, true, 60, true));
        assertThat(table.warmThroughput())
                .contains(new WarmThroughputState(new WarmThroughput(12000, 4000), "AVAILABLE"));
        assertThat(table.replicas())
                .containsExactly(
                        new TableReplica(
                                "us-east-1",
                                TableStatus.ACTIVE,
                                "ACTIVE",
                                provisioned,
                                Optional.of(new WarmThroughputState(new WarmThroughput(1, 2), "UPDATING"))),
                        new TableReplica(
                                "eu-west-1",
                                TableStatus.CREATING,
                                "CREATING",
                                new Capacity.OnDemand(),
                                Optional.empty()));
        assertThat(table.active()).isFalse();
    }

    @Test
    void valuesNewerThanTheSdkKeepTheServicesWords() {
        aws.ok("""
            {"keyspaceName":"jupiter","tableName":"objects","resourceArn":"arn:t","status":"ARCHIVED",
             "schemaDefinition":%s,"capacitySpecification":{"throughputMode":"FLAT_RATE"},
             "encryptionSpecification":{"type":"QUANTUM"},
             "warmThroughputSpecification":{"status":"MELTING","somethingElse":[1]}}\
            """.formatted(SCHEMA_JSON));
        TableDescription table = port.table("jupiter", "objects").orElseThrow();
        assertThat(table.status()).isEqualTo(TableStatus.UNKNOWN);
        assertThat(table.statusText()).isEqualTo("ARCHIVED");
        assertThat(table.settings().capacity()).isEqualTo(new Capacity.Other("FLAT_RATE"));
        assertThat(table.settings().encryption()).isEqualTo(new Encryption.Other("QUANTUM"));
        assertThat(table.warmThroughput().orElseThrow().available()).isFalse();
        assertThat(table.warmThroughput().orElseThrow().statusText()).isEqualTo("MELTING");
    }

    @Test
    void aDeletedTableThatIsStillAnsweredIsNotThere() {
        aws.ok("{\"keyspaceName\":\"k\",\"tableName\":\"t\",\"resourceArn\":\"arn:t\",\"status\":\"DELETED\"}");
        assertThat(port.table("k", "t")).isEmpty();
    }

    @Test
    void autoScalingOfATable() {
        aws.ok("""
            {"keyspaceName":"k","tableName":"t","resourceArn":"arn:t",
             "autoScalingSpecification":
              {"readCapacityAutoScaling":%1$s,"writeCapacityAutoScaling":{"autoScalingDisabled":true}},
             "replicaSpecifications":[{"region":"eu-west-1","autoScalingSpecification":
              {"readCapacityAutoScaling":%1$s}}]}\
            """.formatted(SCALING_JSON)).ok("""
                      {"keyspaceName":"k","tableName":"t","resourceArn":"arn:t"}\
                      """);
        AutoScaling readOnly = new AutoScaling(SCALING, new UnitScaling.Off());
        assertThat(port.autoScaling("k", "t")).contains(new TableAutoScaling(readOnly, Map.of("eu-west-1", readOnly)));
        assertThat(port.autoScaling("k", "t")).contains(new TableAutoScaling(AutoScaling.OFF, Map.of()));
    }

    @Test
    void createATableThatAsksForNothing() {
        aws.ok("{\"resourceArn\":\"arn:t\"}");
        NewTable table = new NewTable(
                "jupiter",
                "objects",
                new TableSchema(List.of(new Column("id", "blob")), List.of("id"), List.of(), List.of()),
                TableSettings.DEFAULT,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Map.of());
        assertThat(port.createTable(table)).isEqualTo("arn:t");
        sent("CreateTable", """
            {"keyspaceName":"jupiter","tableName":"objects","schemaDefinition":
              {"allColumns":[{"name":"id","type":"blob"}],"partitionKeys":[{"name":"id"}]},
             "capacitySpecification":{"throughputMode":"PAY_PER_REQUEST"}}\
            """);
    }

    @Test
    void createATableWithEverything() {
        aws.ok("{\"resourceArn\":\"arn:t\"}");
        port.createTable(new NewTable(
                "jupiter",
                "objects",
                SCHEMA,
                new TableSettings(
                        new Capacity.Provisioned(7, 8),
                        new Encryption.CustomerManaged("arn:key"),
                        true,
                        true,
                        60,
                        true),
                Optional.of(new AutoScaling(SCALING, new UnitScaling.Off())),
                List.of(new ReplicaSettings("eu-west-1", OptionalLong.of(9), Optional.of(SCALING))),
                Optional.of(new WarmThroughput(20000, 10000)),
                Map.of("a", "1", "b", "ü \"}{")));
        sent("CreateTable", """
            {"keyspaceName":"jupiter","tableName":"objects","schemaDefinition":%1$s,
             "capacitySpecification":{"throughputMode":"PROVISIONED","readCapacityUnits":7,"writeCapacityUnits":8},
             "encryptionSpecification":{"type":"CUSTOMER_MANAGED_KMS_KEY","kmsKeyIdentifier":"arn:key"},
             "pointInTimeRecovery":{"status":"ENABLED"},"ttl":{"status":"ENABLED"},"defaultTimeToLive":60,
             "clientSideTimestamps":{"status":"ENABLED"},
             "tags":[{"key":"a","value":"1"},{"key":"b","value":"ü \\"}{"}],
             "autoScalingSpecification":
              {"readCapacityAutoScaling":%2$s,"writeCapacityAutoScaling":{"autoScalingDisabled":true}},
             "replicaSpecifications":
              [{"region":"eu-west-1","readCapacityUnits":9,"readCapacityAutoScaling":%2$s}],
             "warmThroughputSpecification":
              {"readUnitsPerSecond":20000,"writeUnitsPerSecond":10000}}\
            """.formatted(SCHEMA_JSON, SCALING_JSON));
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of(
                        new TableChange.AddColumns(List.of(new Column("x", "int"))),
                        "\"addColumns\":[{\"name\":\"x\",\"type\":\"int\"}]"),
                Arguments.of(
                        TableChange.SetThroughput.capacity(new Capacity.OnDemand()),
                        "\"capacitySpecification\":{\"throughputMode\":\"PAY_PER_REQUEST\"}"),
                Arguments.of(
                        TableChange.SetThroughput.autoScaling(AutoScaling.OFF),
                        "\"autoScalingSpecification\":{\"readCapacityAutoScaling\":{\"autoScalingDisabled\":true},"
                                + "\"writeCapacityAutoScaling\":{\"autoScalingDisabled\":true}}"),
                Arguments.of(
                        new TableChange.SetThroughput(
                                Optional.of(new Capacity.Provisioned(1, 2)),
                                Optional.empty(),
                                List.of(new ReplicaSettings("eu-west-1", OptionalLong.of(3), Optional.empty()))),
                        "\"capacitySpecification\":{\"throughputMode\":\"PROVISIONED\",\"readCapacityUnits\":1,"
                                + "\"writeCapacityUnits\":2},\"replicaSpecifications\":"
                                + "[{\"region\":\"eu-west-1\",\"readCapacityUnits\":3}]"),
                Arguments.of(
                        new TableChange.SetEncryption(new Encryption.AwsOwned()),
                        "\"encryptionSpecification\":{\"type\":\"AWS_OWNED_KMS_KEY\"}"),
                Arguments.of(
                        new TableChange.SetPointInTimeRecovery(false),
                        "\"pointInTimeRecovery\":{\"status\":\"DISABLED\"}"),
                Arguments.of(
                        new TableChange.SetPointInTimeRecovery(true),
                        "\"pointInTimeRecovery\":{\"status\":\"ENABLED\"}"),
                Arguments.of(new TableChange.EnableTimeToLive(), "\"ttl\":{\"status\":\"ENABLED\"}"),
                Arguments.of(new TableChange.SetDefaultTimeToLive(0), "\"defaultTimeToLive\":0"),
                Arguments.of(
                        new TableChange.EnableClientSideTimestamps(),
                        "\"clientSideTimestamps\":{\"status\":\"ENABLED\"}"),
                Arguments.of(
                        new TableChange.SetWarmThroughput(new WarmThroughput(3, 4)),
                        "\"warmThroughputSpecification\":{\"readUnitsPerSecond\":3,\"writeUnitsPerSecond\":4}"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void oneKindOfChangeACall(TableChange change, String member) {
        aws.ok("{\"resourceArn\":\"arn:t\"}");
        port.updateTable("jupiter", "objects", change);
        sent("UpdateTable", "{\"keyspaceName\":\"jupiter\",\"tableName\":\"objects\"," + member + "}");
    }

    @Test
    void everyKindOfChangeIsTried() {
        assertThat(changes().map(arguments -> (Object) arguments.get()[0].getClass()))
                .contains((Object[]) TableChange.class.getPermittedSubclasses());
    }

    @Test
    void whatThisOperatorDoesNotKnowIsNotSent() {
        assertThatThrownBy(() ->
                        port.updateTable("k", "t", TableChange.SetThroughput.capacity(new Capacity.Other("FLAT_RATE"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FLAT_RATE");
        assertThat(aws.requests()).isEmpty();
    }

    @Test
    void types() {
        aws.ok("{\"types\":[\"a\"],\"nextToken\":\"t\"}")
                .ok("{\"types\":[\"b\"]}")
                .ok("""
                    {"keyspaceName":"jupiter","typeName":"ref","status":"RESTORING","keyspaceArn":"arn:ks",
                     "fieldDefinitions":[{"name":"bucket","type":"text"},{"name":"key","type":"text"}],
                     "directReferringTables":["objects"],"directParentTypes":["outer"],"maxNestingDepth":1}\
                    """);
        assertThat(port.typeNames("jupiter")).containsExactly("a", "b");
        assertThat(port.type("jupiter", "ref"))
                .contains(new TypeDescription(
                        "jupiter",
                        "ref",
                        TypeStatus.RESTORING,
                        "RESTORING",
                        List.of(new Column("bucket", "text"), new Column("key", "text")),
                        List.of("objects"),
                        List.of("outer")));
    }

    @Test
    void createType() {
        aws.ok("{\"keyspaceArn\":\"arn:ks\",\"typeName\":\"ref\"}");
        port.createType(new NewType("jupiter", "ref", List.of(new Column("bucket", "text"))));
        sent("CreateType", """
            {"keyspaceName":"jupiter","typeName":"ref","fieldDefinitions":[{"name":"bucket","type":"text"}]}\
            """);
    }

    @Test
    void tagsAreReadSetAndRemovedWithTheirValues() {
        aws.ok("{\"tags\":[{\"key\":\"a\",\"value\":\"1\"}],\"nextToken\":\"t\"}")
                .ok("{\"tags\":[{\"key\":\"b\",\"value\":\"2\"}]}")
                .ok("{}")
                .ok("{}");
        assertThat(port.tags("arn:ks")).isEqualTo(Map.of("a", "1", "b", "2"));
        port.tag("arn:ks", Map.of("c", "3"));
        port.untag("arn:ks", Map.of("a", "1"));
        assertThat(aws.requests().get(2).body())
                .isEqualTo("{\"resourceArn\":\"arn:ks\",\"tags\":[{\"key\":\"c\",\"value\":\"3\"}]}");
        assertThat(aws.requests().get(3).operation()).isEqualTo("KeyspacesService.UntagResource");
        assertThat(aws.requests().get(3).body())
                .isEqualTo("{\"resourceArn\":\"arn:ks\",\"tags\":[{\"key\":\"a\",\"value\":\"1\"}]}");
    }

    @Test
    void noTagsNoCall() {
        port.tag("arn:ks", Map.of());
        port.untag("arn:ks", Map.of());
        assertThat(aws.requests()).isEmpty();
    }

    private void sent(String operation, String json) {
        ScriptedAws.Request request = aws.only();
        assertThat(request.operation()).isEqualTo("KeyspacesService." + operation);
        assertThat(request.headers().get("Content-Type")).isEqualTo("application/x-amz-json-1.0");
        try {
            assertThat(JSON.readTree(request.body())).isEqualTo(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + request.body(), e);
        }
    }

    private static String summary(String name) {
        return "{\"keyspaceName\":\"%s\",\"resourceArn\":\"arn:%s\",\"replicationStrategy\":\"SINGLE_REGION\"}"
                .formatted(name, name);
    }
}
