package io.unrealcloud.ddc.sandbox.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.unrealcloud.ddc.sandbox.moto.AwsAnswer;
import io.unrealcloud.ddc.sandbox.moto.AwsRequest;
import io.unrealcloud.ddc.sandbox.moto.AwsService;
import io.unrealcloud.ddc.sandbox.moto.Xml;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/** Tags of objects at this moment: what {@code aws:ResourceTag/…} in a policy is compared with. */
public final class Tags {

    private static final JsonMapper JSON = new JsonMapper();

    private final AwsService services;

    /** @param services answers for every service, without asking who calls */
    public Tags(AwsService services) {
        this.services = services;
    }

    /** Tags of an EC2 object; empty if it has none or is not there. */
    Map<String, String> ec2(AwsRequest like, String id) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("Action", "DescribeTags");
        form.put("Version", "2016-11-15");
        form.put("Filter.1.Name", "resource-id");
        form.put("Filter.1.Value.1", id);
        AwsAnswer answer = services.answer(own(like, "ec2").withForm(form));
        if (!answer.fine()) {
            throw new IllegalStateException("moto does not say the tags of " + id + ": " + answer.text());
        }
        Map<String, String> tags = new HashMap<>();
        for (Element tag : Xml.all(Xml.parse(answer.text()).getDocumentElement(), "tagSet", "item")) {
            tags.put(Xml.text(tag, "key").orElse(""), Xml.text(tag, "value").orElse(""));
        }
        return tags;
    }

    /** The secret of that name or ARN: its ARN, and its tags; empty if there is none. */
    Optional<Secret> secret(AwsRequest like, String id) {
        AwsAnswer answer = json(
                like,
                "secretsmanager",
                "secretsmanager.DescribeSecret",
                JSON.createObjectNode().put("SecretId", id));
        if (!answer.fine()) {
            return Optional.empty();
        }
        JsonNode found = read(answer.text());
        return Optional.of(
                new Secret(found.path("ARN").asText(), found.path("Name").asText(), of(found.path("Tags"))));
    }

    /** @param arn with its random end */
    record Secret(String arn, String name, Map<String, String> tags) {}

    /** Tags of a Run Command document; empty if it has none or is not there. */
    Map<String, String> document(AwsRequest like, String name) {
        AwsAnswer answer = json(
                like,
                "ssm",
                "AmazonSSM.ListTagsForResource",
                JSON.createObjectNode().put("ResourceType", "Document").put("ResourceId", name));
        return answer.fine() ? of(read(answer.text()).path("TagList")) : Map.of();
    }

    /** A list of objects with Key and Value. */
    static Map<String, String> of(JsonNode list) {
        Map<String, String> tags = new HashMap<>();
        list.forEach(tag -> tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        return tags;
    }

    static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IamError(400, "SerializationException", "The body is not JSON");
        }
    }

    private AwsAnswer json(AwsRequest like, String service, String target, JsonNode body) {
        try {
            return services.answer(own(like, service)
                    .withHeader("X-Amz-Target", target)
                    .withHeader("Content-Type", "application/x-amz-json-1.1")
                    .withBody(body.toString()));
        } catch (IamError refused) {
            return refused.answer(like);
        }
    }

    /** A request of our own, for another service than the one that was asked. */
    private static AwsRequest own(AwsRequest like, String service) {
        return AwsRequest.own("POST", "/", service, like.region(), like.account());
    }
}
