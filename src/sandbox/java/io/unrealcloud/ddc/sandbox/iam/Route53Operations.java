package io.unrealcloud.ddc.sandbox.iam;

import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import io.unrealcloud.ddc.sandbox.moto.AwsRequest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request to Route 53 needs (Service Authorization Reference: Amazon Route 53). */
final class Route53Operations {

    private static final Pattern ZONE = Pattern.compile("/2013-04-01/hostedzone/(?<id>[A-Z0-9]+)(?<rest>/rrset/?)?");
    private static final Pattern CHANGE = Pattern.compile("/2013-04-01/change/(?<id>[A-Z0-9]+)");

    private Route53Operations() {}

    static Operation of(AwsRequest request) {
        String path = request.uri().getPath();
        Matcher zone = ZONE.matcher(path);
        if (zone.matches()) {
            String arn = "arn:aws:route53:::hostedzone/" + zone.group("id");
            boolean records = zone.group("rest") != null;
            return switch (request.method()) {
                case "GET" -> operation(records ? "ListResourceRecordSets" : "GetHostedZone", arn);
                case "POST" -> operation(records ? "ChangeResourceRecordSets" : unknown(request), arn);
                case "DELETE" -> operation(records ? unknown(request) : "DeleteHostedZone", arn);
                default -> throw new NotEmulated("the permission for " + request.method() + " " + path);
            };
        }
        Matcher change = CHANGE.matcher(path);
        if (change.matches() && request.method().equals("GET")) {
            return operation("GetChange", "arn:aws:route53:::change/" + change.group("id"));
        }
        if (path.matches("/2013-04-01/hostedzone/?")) {
            return operation(request.method().equals("GET") ? "ListHostedZones" : "CreateHostedZone", "*");
        }
        return operation(unknown(request), "*");
    }

    private static Operation operation(String action, String arn) {
        return new Operation("route53:" + action, arn, Map.of());
    }

    private static String unknown(AwsRequest request) {
        throw new NotEmulated("the permission for " + request.method() + " " + request.uri());
    }
}
