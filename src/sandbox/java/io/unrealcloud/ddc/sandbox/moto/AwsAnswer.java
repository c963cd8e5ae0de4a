package io.unrealcloud.ddc.sandbox.moto;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An answer of an AWS service. */
public record AwsAnswer(int status, Map<String, List<String>> headers, byte[] body) {

    public static AwsAnswer xml(String text) {
        return of("text/xml", text);
    }

    /** As the JSON 1.1 services answer. */
    public static AwsAnswer json(String text) {
        return of("application/x-amz-json-1.1", text);
    }

    public boolean fine() {
        return status < 300;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The same answer with another body. */
    public AwsAnswer withBody(String text) {
        return new AwsAnswer(status, headers, text.getBytes(StandardCharsets.UTF_8));
    }

    private static AwsAnswer of(String type, String text) {
        return new AwsAnswer(200, Map.of("Content-Type", List.of(type)), text.getBytes(StandardCharsets.UTF_8));
    }
}
