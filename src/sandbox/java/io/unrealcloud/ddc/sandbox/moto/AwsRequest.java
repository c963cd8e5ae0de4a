package io.unrealcloud.ddc.sandbox.moto;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A request to an AWS service.
 *
 * @param headers names ignore case
 * @param service as the signature names it, such as {@code ec2}
 * @param account of the caller
 */
public record AwsRequest(
        String method,
        URI uri,
        Map<String, List<String>> headers,
        byte[] body,
        String service,
        String region,
        String account) {

    public AwsRequest {
        TreeMap<String, List<String>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        headers = sorted;
    }

    /** A request without a body that only moto takes, which looks at no signature. */
    public static AwsRequest own(String method, String path, String service, String region, String account) {
        String scope = "AWS4-HMAC-SHA256 Credential=sandbox/20200101/" + region + "/" + service
                + "/aws4_request, SignedHeaders=host, Signature=none";
        return new AwsRequest(
                method,
                URI.create(path),
                Map.of("Authorization", List.of(scope)),
                new byte[0],
                service,
                region,
                account);
    }

    /** The first value of a header; empty text if there is none. */
    public String header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(0);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The parameters of a query API's request, in their order; empty for other bodies. */
    public Map<String, String> form() {
        Map<String, String> form = new LinkedHashMap<>();
        if (!header("Content-Type").startsWith("application/x-www-form-urlencoded")) {
            return form;
        }
        for (String pair : text().split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    /** The same request with other parameters. */
    public AwsRequest withForm(Map<String, String> form) {
        return withHeader("Content-Type", "application/x-www-form-urlencoded")
                .withBody(form.entrySet().stream()
                        .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue()))
                        .collect(Collectors.joining("&")));
    }

    public AwsRequest withHeader(String name, String value) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        all.put(name, List.of(value));
        return new AwsRequest(method, uri, all, body, service, region, account);
    }

    public AwsRequest withBody(String text) {
        return new AwsRequest(method, uri, headers, text.getBytes(StandardCharsets.UTF_8), service, region, account);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
