package io.unrealcloud.ddc.sandbox.keyspaces.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;

/** A request whose signature and shape have been checked. */
record Request(ServiceModel.Operation operation, Scope at, String principalArn, JsonNode body) {

    /** A text member, null when it is not given. */
    String text(String member) {
        JsonNode value = body.get(member);
        return value == null || value.isNull() ? null : value.asText();
    }

    String keyspace() {
        return text("keyspaceName");
    }

    String table() {
        return text("tableName");
    }

    boolean has(String member) {
        return body.hasNonNull(member);
    }
}
