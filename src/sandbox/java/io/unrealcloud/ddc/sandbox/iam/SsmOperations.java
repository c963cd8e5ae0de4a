package io.unrealcloud.ddc.sandbox.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import io.unrealcloud.ddc.sandbox.moto.AwsRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a request to Systems Manager needs (Service Authorization Reference: AWS Systems Manager). A command needs a
 * permission on its document and one on each instance.
 */
final class SsmOperations {

    private static final Set<String> KEYS = Set.of("aws:RequestTag/*", "aws:ResourceTag/*", "ssm:resourceTag/*");

    private final AwsRequest request;
    private final JsonNode body;
    private final Tags tags;

    private SsmOperations(AwsRequest request, Tags tags) {
        this.request = request;
        this.body = Tags.read(request.text());
        this.tags = tags;
    }

    static List<Operation> of(AwsRequest request, Tags tags) {
        return new SsmOperations(request, tags).all();
    }

    private List<Operation> all() {
        String target = request.header("X-Amz-Target");
        String action = target.substring(target.indexOf('.') + 1);
        return switch (action) {
            case "DescribeInstanceInformation",
                    "GetCommandInvocation",
                    "ListCommandInvocations",
                    "ListCommands",
                    "CancelCommand" -> List.of(new Operation("ssm:" + action, "*", region(), KEYS));
            case "SendCommand" -> sending();
            case "CreateDocument" -> creation();
            case "UpdateDocument",
                    "UpdateDocumentDefaultVersion",
                    "GetDocument",
                    "DescribeDocument",
                    "DeleteDocument" ->
                List.of(onDocument(action, body.path("Name").asText(), Map.of()));
            case "ListTagsForResource", "AddTagsToResource", "RemoveTagsFromResource" ->
                List.of(onDocument(action, body.path("ResourceId").asText(), given()));
            default -> throw new NotEmulated("the permission for ssm:" + action);
        };
    }

    private List<Operation> sending() {
        List<Operation> all = new ArrayList<>();
        all.add(onDocument("SendCommand", body.path("DocumentName").asText(), Map.of()));
        body.path("InstanceIds").forEach(id -> {
            Map<String, String> context = region();
            tags.ec2(request, id.asText()).forEach((key, value) -> {
                context.put("aws:ResourceTag/" + key, value);
                context.put("ssm:resourceTag/" + key, value);
            });
            String arn = "arn:aws:ec2:" + request.region() + ":" + request.account() + ":instance/" + id.asText();
            all.add(new Operation("ssm:SendCommand", arn, context, KEYS));
        });
        return all;
    }

    private List<Operation> creation() {
        Map<String, String> given = given();
        List<Operation> all = new ArrayList<>();
        all.add(onDocument("CreateDocument", body.path("Name").asText(), given));
        if (!given.isEmpty()) {
            all.add(onDocument("AddTagsToResource", body.path("Name").asText(), given));
        }
        return all;
    }

    /** Documents of AWS's own belong to no account. */
    private Operation onDocument(String action, String name, Map<String, String> given) {
        Map<String, String> context = region();
        context.putAll(given);
        tags.document(request, name).forEach((key, value) -> {
            context.put("aws:ResourceTag/" + key, value);
            context.put("ssm:resourceTag/" + key, value);
        });
        String account = name.startsWith("AWS-") ? "" : request.account();
        String arn = "arn:aws:ssm:" + request.region() + ":" + account + ":document/" + name;
        return new Operation("ssm:" + action, arn, context, KEYS);
    }

    private Map<String, String> given() {
        Map<String, String> given = new HashMap<>();
        Tags.of(body.path("Tags")).forEach((key, value) -> given.put("aws:RequestTag/" + key, value));
        return given;
    }

    private Map<String, String> region() {
        return new HashMap<>(Map.of("aws:RequestedRegion", request.region()));
    }
}
