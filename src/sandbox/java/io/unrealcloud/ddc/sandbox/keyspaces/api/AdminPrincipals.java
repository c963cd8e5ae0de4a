package io.unrealcloud.ddc.sandbox.keyspaces.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.identity.ServiceUser;
import java.time.Instant;

/** Known keys and users as the admin endpoint shows and takes them; secrets go in, never out. */
final class AdminPrincipals {

    private final KnownPrincipals principals;

    AdminPrincipals(KnownPrincipals principals) {
        this.principals = principals;
    }

    JsonNode show() {
        ObjectNode node = Render.object();
        ArrayNode keys = node.putArray("accessKeys");
        principals.accessKeys().forEach(k -> keys.addObject()
                .put("accessKeyId", k.accessKeyId())
                .put("principalArn", k.principalArn())
                .put("accountId", k.accountId())
                .put("expires", k.expires() == null ? null : k.expires().toString()));
        ArrayNode users = node.putArray("serviceUsers");
        principals.serviceUsers().forEach(u -> users.addObject()
                .put("userName", u.userName())
                .put("principalArn", u.principalArn())
                .put("accountId", u.accountId()));
        return node;
    }

    JsonNode add(JsonNode body) {
        if (body.has("accessKeyId")) {
            AdminKnobs.onlyMembers(
                    body, "accessKeyId", "secretAccessKey", "sessionToken", "principalArn", "accountId", "expires");
            principals.add(new AccessKey(
                    required(body, "accessKeyId"),
                    required(body, "secretAccessKey"),
                    body.hasNonNull("sessionToken") ? body.get("sessionToken").asText() : null,
                    required(body, "principalArn"),
                    required(body, "accountId"),
                    body.hasNonNull("expires")
                            ? Instant.parse(body.get("expires").asText())
                            : null));
        } else {
            AdminKnobs.onlyMembers(body, "userName", "password", "principalArn", "accountId");
            principals.add(new ServiceUser(
                    required(body, "userName"),
                    required(body, "password"),
                    required(body, "principalArn"),
                    required(body, "accountId")));
        }
        return show();
    }

    JsonNode remove(String name) {
        boolean key = principals.removeAccessKey(name);
        boolean user = principals.removeServiceUser(name);
        if (!key && !user) {
            throw new IllegalArgumentException("There is no access key and no service user " + name);
        }
        return show();
    }

    private static String required(JsonNode body, String member) {
        if (!body.hasNonNull(member)) {
            throw new IllegalArgumentException(member + " is missing");
        }
        return body.get(member).asText();
    }
}
