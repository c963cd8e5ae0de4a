package io.unrealcloud.ddc.sandbox.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.UUID;

/** An error as the query APIs of IAM and STS answer it. */
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

    String xml() {
        return "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>"
                .formatted(escaped(code), escaped(getMessage()), UUID.randomUUID());
    }

    /** The same as S3 answers it (S3 API reference: error responses). */
    String s3Xml() {
        String code = this.code.equals("InvalidClientTokenId") ? "InvalidAccessKeyId" : this.code;
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>%s</Message><RequestId>%s</RequestId></Error>"
                .formatted(escaped(code), escaped(getMessage()), UUID.randomUUID());
    }

    /** The same as services with JSON protocols answer it. */
    String json() {
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
