package io.unrealcloud.ddc.sandbox.ssm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.sandbox.ec2.Fleet;
import io.unrealcloud.ddc.sandbox.iam.IamError;
import io.unrealcloud.ddc.sandbox.iam.MotoRoles;
import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import io.unrealcloud.ddc.sandbox.moto.AwsAnswer;
import io.unrealcloud.ddc.sandbox.moto.AwsRequest;
import io.unrealcloud.ddc.sandbox.moto.AwsService;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Systems Manager's JSON 1.1 API, as far as the operator uses it. moto's is not asked: its commands run nowhere. */
public final class Ssm implements AwsService, AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Fleet fleet;
    private final Agents agents;
    private final Commands commands;
    private final SsmSettings settings;
    private final Clock clock;
    private final Map<String, Documents> documents = new ConcurrentHashMap<>();

    public Ssm(Fleet fleet, MotoRoles roles, SsmSettings settings, Clock clock) {
        this.fleet = fleet;
        this.agents = new Agents(fleet, roles, settings, clock);
        this.commands = new Commands(fleet, agents, settings, clock);
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public AwsAnswer answer(AwsRequest request) {
        JsonNode body = read(request.text());
        String account = request.account();
        String region = request.region();
        Documents own =
                documents.computeIfAbsent(account + " " + region, key -> new Documents(account, settings, clock));
        String target = request.header("X-Amz-Target");
        ObjectNode answer =
                switch (target.startsWith("AmazonSSM.") ? target.substring("AmazonSSM.".length()) : "") {
                    case "DescribeInstanceInformation" -> instances(account, region, body);
                    case "SendCommand" -> commands.send(account, region, body, own);
                    case "GetCommandInvocation" -> commands.get(account, region, body);
                    case "ListCommandInvocations" -> commands.list(account, region, body);
                    case "CancelCommand" -> commands.cancel(account, region, body);
                    case "CreateDocument" -> own.create(body);
                    case "UpdateDocument" -> own.update(body);
                    case "UpdateDocumentDefaultVersion" -> own.updateDefault(body);
                    case "DescribeDocument" -> own.describe(body);
                    case "GetDocument" -> own.get(body);
                    case "DeleteDocument" -> own.delete(body);
                    case "ListTagsForResource" -> own.tags(body);
                    case "AddTagsToResource" -> own.addTags(body);
                    case "RemoveTagsFromResource" -> own.removeTags(body);
                    default -> throw new NotEmulated("the operation " + target + " of Systems Manager");
                };
        return AwsAnswer.json(answer.toString());
    }

    /** Instances with an agent. */
    private ObjectNode instances(String account, String region, JsonNode request) {
        Documents.only(request, "Filters", "InstanceInformationFilterList", "MaxResults");
        Optional<List<String>> wanted = wanted(request);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("InstanceInformationList");
        for (String id : new TreeSet<>(fleet.instances(region))) {
            if (wanted.map(ids -> !ids.contains(id)).orElse(false)) {
                continue;
            }
            agents.ping(account, region, id).ifPresent(ping -> answer.withArray("InstanceInformationList")
                    .addObject()
                    .put("InstanceId", id)
                    .put("PingStatus", ping.text)
                    .put("LastPingDateTime", clock.instant().toEpochMilli() / 1000.0)
                    .put(
                            "RegistrationDate",
                            agents.registeredAt(id).orElseThrow().toEpochMilli() / 1000.0)
                    .put("ResourceType", "EC2Instance")
                    .put("PlatformType", "Linux")
                    .put("PlatformName", "Ubuntu")
                    .put("AgentVersion", "3.3.2299.0")
                    .put("IPAddress", fleet.address(id).orElse("")));
        }
        return answer;
    }

    /** The ids the request is about, if it names any. */
    private static Optional<List<String>> wanted(JsonNode request) {
        Optional<List<String>> wanted = Optional.empty();
        for (JsonNode filter : request.path("Filters")) {
            if (!filter.path("Key").asText().equals("InstanceIds")) {
                throw new NotEmulated("the filter " + filter.path("Key").asText() + " of instances");
            }
            wanted = Optional.of(JSON.convertValue(
                    filter.path("Values"), JSON.getTypeFactory().constructCollectionType(List.class, String.class)));
        }
        for (JsonNode filter : request.path("InstanceInformationFilterList")) {
            if (!filter.path("key").asText().equals("InstanceIds")) {
                throw new NotEmulated("the filter " + filter.path("key").asText() + " of instances");
            }
            wanted = Optional.of(JSON.convertValue(
                    filter.path("valueSet"), JSON.getTypeFactory().constructCollectionType(List.class, String.class)));
        }
        return wanted;
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text.isEmpty() ? "{}" : text);
        } catch (JsonProcessingException e) {
            throw new IamError(400, "SerializationException", "The body is not JSON");
        }
    }

    @Override
    public void close() {
        commands.close();
    }
}
