package io.unrealcloud.ddc.sandbox.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.unrealcloud.ddc.sandbox.moto.AwsAnswer;
import io.unrealcloud.ddc.sandbox.moto.AwsRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What an AWS service refuses, and how it says so in its own protocol. */
public final class IamError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    public IamError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** Each protocol has its errors: S3's, EC2's, those of the other query APIs, and JSON for all others. */
    AwsAnswer answer(AwsRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        String body =
                switch (request.service()) {
                    case "s3" -> s3Xml();
                    case "ec2" -> ec2Xml();
                    case "eks", "secretsmanager", "ssm" -> {
                        headers.put("x-amzn-ErrorType", List.of(code));
                        yield json();
                    }
                    default -> xml();
                };
        headers.put("Content-Type", List.of(body.startsWith("{") ? "application/json" : "text/xml"));
        return new AwsAnswer(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private String xml() {
        return "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>"
                .formatted(escaped(code), escaped(getMessage()), UUID.randomUUID());
    }

    /** S3 API reference: error responses. */
    private String s3Xml() {
        String code = this.code.equals("InvalidClientTokenId") ? "InvalidAccessKeyId" : this.code;
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>%s</Message><RequestId>%s</RequestId></Error>"
                .formatted(escaped(code), escaped(getMessage()), UUID.randomUUID());
    }

    /** Amazon EC2 API reference: error codes. A missing permission has a name of its own there. */
    private String ec2Xml() {
        String code =
                switch (this.code) {
                    case "AccessDenied" -> "UnauthorizedOperation";
                    case "InvalidClientTokenId" -> "AuthFailure";
                    default -> this.code;
                };
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors><RequestID>%s</RequestID></Response>"
                .formatted(escaped(code), escaped(getMessage()), UUID.randomUUID());
    }

    private String json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("__type", code)
                .put("message", getMessage())
                .toString();
    }

    /** Text as XML has it. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
