package io.unrealcloud.ddc.provision.scylla.nodes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.model.Account;
import java.util.List;
import java.util.Optional;

/** What nodes may do in AWS: be reached by Systems Manager, and read one secret where they need it. */
final class NodePolicy {

    /** Name of the one inline policy the operator writes. */
    static final String NAME = "ddc";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What the agent needs for Run Command (the managed policy AmazonSSMManagedInstanceCore, without parameters,
     * inventory and patches).
     */
    private static final List<String> AGENT = List.of(
            "ec2messages:AcknowledgeMessage",
            "ec2messages:DeleteMessage",
            "ec2messages:FailMessage",
            "ec2messages:GetEndpoint",
            "ec2messages:GetMessages",
            "ec2messages:SendReply",
            "ssm:DescribeAssociation",
            "ssm:DescribeDocument",
            "ssm:GetDocument",
            "ssm:ListAssociations",
            "ssm:ListInstanceAssociations",
            "ssm:UpdateAssociationStatus",
            "ssm:UpdateInstanceAssociationStatus",
            "ssm:UpdateInstanceInformation",
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel");

    private NodePolicy() {}

    /** @param secret name of the secret nodes may read */
    static String access(Account account, String region, Optional<String> secret) {
        ObjectNode root = document();
        ArrayNode statements = root.putArray("Statement");
        allow(statements, "Agent", AGENT, "*");
        // Secrets Manager ends a secret's ARN with a hyphen and six characters of its own.
        secret.ifPresent(name -> allow(
                statements,
                "Logins",
                List.of("secretsmanager:GetSecretValue"),
                "arn:%s:secretsmanager:%s:%s:secret:%s-??????"
                        .formatted(account.partition(), region, account.id(), name)));
        return text(root);
    }

    static String trust(Account account) {
        ObjectNode root = document();
        ObjectNode statement = root.putArray("Statement").addObject();
        statement.put("Effect", "Allow");
        statement
                .putObject("Principal")
                .put("Service", account.partition().equals("aws-cn") ? "ec2.amazonaws.com.cn" : "ec2.amazonaws.com");
        statement.put("Action", "sts:AssumeRole");
        return text(root);
    }

    /** Whether two documents are the same JSON. */
    static boolean same(String one, String other) {
        try {
            JsonNode left = JSON.readTree(one);
            return left.equals(JSON.readTree(other));
        } catch (JsonProcessingException unreadable) {
            return false;
        }
    }

    private static ObjectNode document() {
        return JSON.createObjectNode().put("Version", "2012-10-17");
    }

    private static void allow(ArrayNode statements, String id, List<String> actions, String resource) {
        ObjectNode statement = statements.addObject();
        statement.put("Sid", id).put("Effect", "Allow");
        ArrayNode list = statement.putArray("Action");
        actions.forEach(list::add);
        statement.put("Resource", resource);
    }

    private static String text(ObjectNode root) {
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
