package io.unrealcloud.ddc.sandbox.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import io.unrealcloud.ddc.sandbox.moto.AwsRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a request to Secrets Manager needs (Service Authorization Reference: AWS Secrets Manager). */
final class SecretOperations {

    private static final Set<String> KEYS =
            Set.of("aws:RequestTag/*", "aws:ResourceTag/*", "secretsmanager:ResourceTag/*", "secretsmanager:Name");
    private static final Set<String> KNOWN = Set.of(
            "DescribeSecret",
            "GetSecretValue",
            "PutSecretValue",
            "UpdateSecret",
            "DeleteSecret",
            "RestoreSecret",
            "TagResource",
            "UntagResource");

    private SecretOperations() {}

    static List<Operation> of(AwsRequest request, Tags tags) {
        String target = request.header("X-Amz-Target");
        String action = target.substring(target.indexOf('.') + 1);
        JsonNode body = Tags.read(request.text());
        Map<String, String> context = new HashMap<>(Map.of("aws:RequestedRegion", request.region()));
        Tags.of(body.path("Tags")).forEach((key, value) -> context.put("aws:RequestTag/" + key, value));
        if (action.equals("ListSecrets")) {
            return List.of(new Operation("secretsmanager:ListSecrets", "*", context, KEYS));
        }
        if (action.equals("CreateSecret")) {
            String name = body.path("Name").asText();
            context.put("secretsmanager:Name", name);
            List<Operation> all = new ArrayList<>();
            all.add(new Operation("secretsmanager:CreateSecret", arn(request, name), context, KEYS));
            if (!body.path("Tags").isEmpty()) {
                all.add(new Operation("secretsmanager:TagResource", arn(request, name), context, KEYS));
            }
            return all;
        }
        if (!KNOWN.contains(action)) {
            throw new NotEmulated("the permission for secretsmanager:" + action);
        }
        String id = body.path("SecretId").asText();
        Optional<Tags.Secret> secret = tags.secret(request, id);
        secret.ifPresent(found -> found.tags().forEach((key, value) -> {
            context.put("aws:ResourceTag/" + key, value);
            context.put("secretsmanager:ResourceTag/" + key, value);
        }));
        String arn = secret.map(Tags.Secret::arn).orElseGet(() -> id.startsWith("arn:") ? id : arn(request, id));
        return List.of(new Operation("secretsmanager:" + action, arn, context, KEYS));
    }

    /** Of a secret that is not there: the random end of its ARN is not known yet. */
    private static String arn(AwsRequest request, String name) {
        return "arn:aws:secretsmanager:" + request.region() + ":" + request.account() + ":secret:" + name + "-??????";
    }
}
