package io.unrealcloud.ddc.identity.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A policy document, of version 2012-10-17. */
public record PolicyDocument(List<Statement> statements) {

    /** All inline policies of a role together, white space not counted (IAM user guide: IAM and STS quotas). */
    public static final int MAX_INLINE = 10_240;

    private static final ObjectMapper JSON = new ObjectMapper();

    public PolicyDocument {
        statements = List.copyOf(statements);
    }

    /** Compact JSON; equal documents give equal text. */
    public String json() {
        ObjectNode document = JSON.createObjectNode().put("Version", "2012-10-17");
        ArrayNode array = document.putArray("Statement");
        statements.forEach(statement -> write(statement, array.addObject()));
        return text(document);
    }

    /** JSON of the one statement, to be put among others. */
    public String statementJson() {
        if (statements.size() != 1) {
            throw new IllegalStateException("Not one statement but " + statements.size());
        }
        ObjectNode statement = JSON.createObjectNode();
        write(statements.getFirst(), statement);
        return text(statement);
    }

    private static String text(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree of text cannot be written as JSON", impossible);
        }
    }

    private static void write(Statement statement, ObjectNode to) {
        to.put("Sid", statement.sid()).put("Effect", "Allow");
        statement.federated().ifPresent(provider -> to.putObject("Principal").put("Federated", provider));
        statement.actions().forEach(to.putArray("Action")::add);
        if (!statement.resources().isEmpty()) {
            statement.resources().forEach(to.putArray("Resource")::add);
        }
        if (!statement.equal().isEmpty()) {
            statement.equal().forEach(to.putObject("Condition").putObject("StringEquals")::put);
        }
    }
}
