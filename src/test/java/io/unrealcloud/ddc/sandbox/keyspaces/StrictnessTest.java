package io.unrealcloud.ddc.sandbox.keyspaces;

import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.keyspace;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;

/** What the wire takes and refuses, below the SDK. */
class StrictnessTest {

    private final Emulated emulated = new Emulated();

    @AfterEach
    void stop() {
        emulated.close();
    }

    private RawRequest request(String operation, String body) {
        return new RawRequest(emulated.emulator.uri()).operation(operation).body(body.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "5", "null", "{'keyspaceName': 'a', 'keyspaceName': 'b'}", "{} {}", "{'a'}"})
    void bodyIsOneJsonObject(String body) {
        RawRequest.Answer answer = request("GetKeyspace", body).send();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("SerializationException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'keyspaceName': 5}",
                "{'keyspaceName': ['a']}",
                "{'keyspaceName': 'a', 'colour': 'red'}",
                "{'keyspaceName': 'a', 'KeyspaceName': 'a'}",
                "{'keyspaceName': 'a', 'tags': {'k': 'v'}}",
                "{'keyspaceName': 'a', 'tags': [{'key': 'k', 'value': 'v', 'more': 1}]}",
                "{'keyspaceName': 'a', 'replicationSpecification': 'SINGLE_REGION'}"
            })
    void membersAreOfTheRightKindAndKnown(String body) {
        assertThat(request("CreateKeyspace", body).send().type()).isEqualTo("SerializationException");
        assertThat(emulated.emulator.catalog().keyspaces(Emulated.HERE)).isEmpty();
    }

    @Test
    void brokenLimitsAreToldAllAtOnce() {
        RawRequest.Answer answer = request(
                        "CreateTable",
                        "{'keyspaceName': 'a-b', 'schemaDefinition': {'allColumns': [], 'partitionKeys': [{}]},"
                                + " 'defaultTimeToLive': -1}")
                .send();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("ValidationException");
        assertThat(answer.message())
                .startsWith("5 validation errors detected: ")
                .contains("'a-b' at 'keyspaceName'")
                .contains("'null' at 'tableName'")
                .contains("'schemaDefinition.allColumns'")
                .contains("'schemaDefinition.partitionKeys.1.member.name'")
                .contains("'-1' at 'defaultTimeToLive'");
    }

    @Test
    void nullCountsAsNotGiven() {
        assertThat(request("CreateKeyspace", "{'keyspaceName': 'a', 'tags': null}")
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void unknownOperations() {
        assertThat(request("DropEverything", "{}").send().type()).isEqualTo("UnknownOperationException");
        assertThat(request("x", "{}").target("DynamoDB.ListTables").send().type())
                .isEqualTo("UnknownOperationException");
        assertThat(request("ListKeyspaces", "{}")
                        .contentType("application/json")
                        .send()
                        .type())
                .isEqualTo("UnknownOperationException");
        assertThat(request("ListKeyspaces", "{}")
                        .method(SdkHttpMethod.PUT)
                        .send()
                        .type())
                .isEqualTo("UnknownOperationException");
    }

    @Test
    void answersAreAwsJson() {
        RawRequest.Answer answer = request("ListKeyspaces", "{}").send();
        assertThat(answer.headers()).containsKey("x-amzn-requestid");
        assertThat(answer.headers().get("content-type")).containsExactly("application/x-amz-json-1.0");
        RawRequest.Answer missing =
                request("GetKeyspace", "{'keyspaceName': 'a'}").send();
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.body().get("resourceArn").asText()).endsWith(":/keyspace/a/");
    }

    @Test
    void warmThroughputIsTakenAndShown() {
        emulated.client().createKeyspace(keyspace("a"));
        emulated.client().createTable(table("a", "cold").build());
        assertThat(warm("cold")).isEqualTo("12000/4000/AVAILABLE");
        String schema = "'schemaDefinition': {'allColumns': [{'name': 'k', 'type': 'int'}],"
                + " 'partitionKeys': [{'name': 'k'}]}";
        request(
                        "CreateTable",
                        "{'keyspaceName': 'a', 'tableName': 'warm', " + schema
                                + ", 'warmThroughputSpecification': {'readUnitsPerSecond': 20000}}")
                .send();
        assertThat(warm("warm")).isEqualTo("20000/4000/AVAILABLE");
        emulated.slow(Delay.UPDATE_TABLE);
        assertThat(request(
                                "UpdateTable",
                                "{'keyspaceName': 'a', 'tableName': 'warm', 'warmThroughputSpecification':"
                                        + " {'writeUnitsPerSecond': 9000}}")
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(warm("warm")).isEqualTo("20000/4000/UPDATING");
        emulated.tenSecondsLater();
        assertThat(warm("warm")).isEqualTo("20000/9000/AVAILABLE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                          | ValidationException",
                "{'readUnitsPerSecond': 0}                                   | ValidationException",
                "{'readUnitsPerSecond': 1.5}                                 | SerializationException"
            })
    void warmThroughputHasLimits(String warm, String type) {
        emulated.client().createKeyspace(keyspace("a"));
        emulated.client().createTable(table("a", "t").build());
        assertThat(request(
                                "UpdateTable",
                                "{'keyspaceName': 'a', 'tableName': 't', 'warmThroughputSpecification': " + warm + "}")
                        .send()
                        .type())
                .isEqualTo(type);
    }

    private String warm(String table) {
        JsonNode warm = request("GetTable", "{'keyspaceName': 'a', 'tableName': '" + table + "'}")
                .send()
                .body()
                .get("warmThroughputSpecification");
        return warm.get("readUnitsPerSecond").asText() + "/"
                + warm.get("writeUnitsPerSecond").asText() + "/"
                + warm.get("status").asText();
    }
}
