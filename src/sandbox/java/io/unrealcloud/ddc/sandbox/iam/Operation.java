package io.unrealcloud.ddc.sandbox.iam;

import com.sun.net.httpserver.HttpExchange;
import io.unrealcloud.ddc.sandbox.iam.MotoRoles.Named;
import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a request asks for, in the terms of policies (Service Authorization Reference: S3, IAM, EKS).
 *
 * @param context condition keys of this service, beside the global ones
 * @param known keys the service brings along where a request has them, so that they are absent where it has not; one
 *     ending in {@code /*} stands for all that begin so
 */
record Operation(String action, String resource, Map<String, String> context, Set<String> known) {

    Operation {
        context = Map.copyOf(context);
        known = Set.copyOf(known);
    }

    /** Of a service without keys of its own. */
    Operation(String action, String resource, Map<String, String> context) {
        this(action, resource, context, Set.of());
    }

    /** What a listing may be narrowed by. */
    private static final Set<String> LISTING = Set.of(
            "list-type",
            "prefix",
            "delimiter",
            "max-keys",
            "start-after",
            "continuation-token",
            "encoding-type",
            "marker",
            "fetch-owner",
            "x-id");

    private static final Set<String> MULTIPART = Set.of("uploads", "uploadId", "partNumber");

    /** An S3 request in path style. */
    static Operation ofS3(HttpExchange exchange) {
        String[] path = exchange.getRequestURI().getRawPath().substring(1).split("/", 2);
        Set<String> query = queryNames(exchange.getRequestURI().getRawQuery());
        String bucket = "arn:aws:s3:::" + path[0];
        String method = exchange.getRequestMethod();
        if (path[0].isEmpty()) {
            return of(method.equals("GET") ? "s3:ListAllMyBuckets" : unknown(exchange), "*");
        }
        if (path.length == 1 || path[1].isEmpty()) {
            return switch (method) {
                case "HEAD" -> of("s3:ListBucket", bucket);
                case "GET" ->
                    of(query.contains("location") ? "s3:GetBucketLocation" : listing(exchange, query), bucket);
                case "PUT" -> of(query.isEmpty() ? "s3:CreateBucket" : unknown(exchange), bucket);
                case "POST" -> of(query.contains("delete") ? "s3:DeleteObject" : unknown(exchange), bucket + "/*");
                default -> of(unknown(exchange), bucket);
            };
        }
        String object = bucket + "/" + URLDecoder.decode(path[1].replace("+", "%2B"), StandardCharsets.UTF_8);
        return switch (method) {
            case "GET" -> of(query.contains("uploadId") ? "s3:ListMultipartUploadParts" : object(query), object);
            case "HEAD" -> of("s3:GetObject", object);
            case "PUT" -> of("s3:PutObject", object);
            case "POST" ->
                of(MULTIPART.stream().anyMatch(query::contains) ? "s3:PutObject" : unknown(exchange), object);
            case "DELETE" -> of(query.contains("uploadId") ? "s3:AbortMultipartUpload" : "s3:DeleteObject", object);
            default -> of(unknown(exchange), object);
        };
    }

    private static String object(Set<String> query) {
        return query.contains("attributes") ? "s3:GetObjectAttributes" : "s3:GetObject";
    }

    /** Listing, and none of the bucket's many properties. */
    private static String listing(HttpExchange exchange, Set<String> query) {
        return LISTING.containsAll(query) ? "s3:ListBucket" : unknown(exchange);
    }

    /**
     * A request to IAM. The boundary a condition asks for is the one a request sets, else the role's own (Service
     * Authorization Reference: IAM).
     *
     * @param form the request's parameters
     * @param roles finds a role by its name
     * @param profiles finds the ARN of an instance profile by its name
     * @return one, or two where a role is passed on
     */
    static List<Operation> ofIam(
            Map<String, String> form,
            String account,
            Function<String, Optional<Named>> roles,
            Function<String, Optional<String>> profiles) {
        Map<String, String> context = new HashMap<>();
        Optional<Named> role = Optional.ofNullable(form.get("RoleName")).flatMap(roles);
        Optional.ofNullable(form.get("PermissionsBoundary"))
                .or(() -> role.flatMap(Named::boundary))
                .ifPresent(boundary -> context.put("iam:PermissionsBoundary", boundary));
        Optional.ofNullable(form.get("PolicyArn")).ifPresent(policy -> context.put("iam:PolicyARN", policy));
        String ofRole = role.map(Named::arn)
                .orElseGet(() ->
                        "arn:aws:iam::" + account + ":role" + form.getOrDefault("Path", "/") + form.get("RoleName"));
        String resource;
        if (form.containsKey("InstanceProfileName")) {
            resource = profiles.apply(form.get("InstanceProfileName"))
                    .orElseGet(() -> "arn:aws:iam::" + account + ":instance-profile" + form.getOrDefault("Path", "/")
                            + form.get("InstanceProfileName"));
            if (form.get("Action").equals("AddRoleToInstanceProfile")) {
                return List.of(new Operation("iam:AddRoleToInstanceProfile", resource, Map.of()), passing(ofRole));
            }
        } else if (form.containsKey("RoleName")) {
            resource = ofRole;
        } else if (form.containsKey("OpenIDConnectProviderArn")) {
            resource = form.get("OpenIDConnectProviderArn");
        } else {
            resource = form.getOrDefault("PolicyArn", "*");
        }
        return List.of(new Operation("iam:" + form.get("Action"), resource, context));
    }

    /** Who gives a role to instances needs this besides (IAM user guide: passing a role). */
    static Operation passing(String role) {
        return new Operation("iam:PassRole", role, Map.of("iam:PassedToService", "ec2.amazonaws.com"));
    }

    static Operation ofEks(HttpExchange exchange, String region, String account) {
        String[] path = exchange.getRequestURI().getPath().split("/");
        if (exchange.getRequestMethod().equals("GET") && path.length == 3 && path[1].equals("clusters")) {
            return of("eks:DescribeCluster", "arn:aws:eks:" + region + ":" + account + ":cluster/" + path[2]);
        }
        return of(unknown(exchange), "*");
    }

    private static Operation of(String action, String resource) {
        return new Operation(action, resource, Map.of());
    }

    private static Set<String> queryNames(String query) {
        return query == null
                ? Set.of()
                : Stream.of(query.split("&")).map(pair -> pair.split("=", 2)[0]).collect(Collectors.toSet());
    }

    private static String unknown(HttpExchange exchange) {
        throw new NotEmulated("the permission for " + exchange.getRequestMethod() + " " + exchange.getRequestURI());
    }
}
