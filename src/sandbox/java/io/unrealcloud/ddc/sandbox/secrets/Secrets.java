package io.unrealcloud.ddc.sandbox.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.unrealcloud.ddc.sandbox.iam.IamError;
import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import io.unrealcloud.ddc.sandbox.moto.AwsAnswer;
import io.unrealcloud.ddc.sandbox.moto.AwsRequest;
import io.unrealcloud.ddc.sandbox.moto.AwsService;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Secrets Manager's JSON 1.1 API (Secrets Manager API reference), as far as the operator and DDC use it. */
public final class Secrets implements AwsService {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> FINE =
            Set.of("DescribeSecret", "GetSecretValue", "DeleteSecret", "RestoreSecret", "ListSecrets");

    /** Not possible while a secret waits for its deletion. */
    private static final Set<String> ON_LIVING =
            Set.of("PutSecretValue", "UpdateSecret", "TagResource", "UntagResource");

    private static final String NAME = "[A-Za-z0-9/_+=.@-]{1,512}";
    private static final int VALUE_MAX = 65_536;

    private final AwsService moto;

    public Secrets(AwsService moto) {
        this.moto = moto;
    }

    @Override
    public AwsAnswer answer(AwsRequest request) {
        String target = request.header("X-Amz-Target");
        String action = target.substring(target.indexOf('.') + 1);
        JsonNode body = read(request.text());
        if (action.equals("CreateSecret")) {
            create(request, body);
        } else if (ON_LIVING.contains(action)) {
            if (deleted(request, body.path("SecretId").asText())) {
                throw new IamError(
                        400,
                        "InvalidRequestException",
                        "You can't perform this operation on the secret because it was marked for deletion.");
            }
        } else if (!FINE.contains(action)) {
            throw new NotEmulated("the operation " + action + " of Secrets Manager");
        }
        value(body);
        return moto.answer(request);
    }

    private void create(AwsRequest request, JsonNode body) {
        String name = body.path("Name").asText();
        if (!name.matches(NAME)) {
            throw new IamError(
                    400,
                    "ValidationException",
                    "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following:"
                            + " -/_+=.@!");
        }
        if (deleted(request, name)) {
            throw new IamError(
                    400,
                    "InvalidRequestException",
                    "You can't create this secret because a secret with this name is already scheduled for deletion.");
        }
    }

    private static void value(JsonNode body) {
        String text = body.path("SecretString").asText();
        if (text.getBytes(StandardCharsets.UTF_8).length > VALUE_MAX) {
            throw new IamError(400, "ValidationException", "'secretString' has more than " + VALUE_MAX + " bytes");
        }
    }

    private boolean deleted(AwsRequest like, String secret) {
        AwsAnswer answer = moto.answer(like.withHeader("X-Amz-Target", "secretsmanager.DescribeSecret")
                .withBody(JSON.createObjectNode().put("SecretId", secret).toString()));
        return answer.fine()
                && Optional.ofNullable(read(answer.text()).get("DeletedDate"))
                        .map(date -> !date.isNull())
                        .orElse(false);
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IamError(400, "SerializationException", "The body is not JSON");
        }
    }
}
