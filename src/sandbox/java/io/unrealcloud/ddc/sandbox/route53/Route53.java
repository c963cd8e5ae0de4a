package io.unrealcloud.ddc.sandbox.route53;

import io.unrealcloud.ddc.sandbox.iam.IamError;
import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import io.unrealcloud.ddc.sandbox.moto.AwsAnswer;
import io.unrealcloud.ddc.sandbox.moto.AwsRequest;
import io.unrealcloud.ddc.sandbox.moto.AwsService;
import io.unrealcloud.ddc.sandbox.moto.Xml;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Route 53's REST API (Route 53 API reference, 2013-04-01). Changes are compared with the records as they are: moto
 * compares them with everything that ever was.
 */
public final class Route53 implements AwsService {

    private static final Pattern ZONES = Pattern.compile("/2013-04-01/hostedzone/?");
    private static final Pattern RECORDS = Pattern.compile("/2013-04-01/hostedzone/(?<zone>[A-Z0-9]+)/rrset/?");
    private static final Pattern FINE = Pattern.compile("/2013-04-01/(hostedzone/[A-Z0-9]+|change/[A-Z0-9]+)");
    private static final int TTL_MAX = 2_147_483_647;

    /** A record set without an identifier: name without its last dot, and type. */
    private record Key(String name, String type) {}

    private record Records(String ttl, List<String> values) {}

    private final AwsService moto;
    private final Consumer<String> changed;

    /** @param changed is told an account's id after each change of its zones, before the caller has the answer */
    public Route53(AwsService moto, Consumer<String> changed) {
        this.moto = moto;
        this.changed = changed;
    }

    @Override
    public AwsAnswer answer(AwsRequest request) {
        AwsAnswer answer = checked(request);
        if (answer.fine() && !request.method().equals("GET")) {
            changed.accept(request.account());
        }
        return answer;
    }

    private AwsAnswer checked(AwsRequest request) {
        String path = request.uri().getPath();
        Matcher records = RECORDS.matcher(path);
        if (ZONES.matcher(path).matches()) {
            if (request.method().equals("POST")) {
                requireNewReference(request);
            }
            return moto.answer(request);
        }
        if (records.matches()) {
            if (request.method().equals("POST")) {
                requirePossible(request, records.group("zone"));
            }
            return moto.answer(request);
        }
        if (FINE.matcher(path).matches() && !request.method().equals("POST")) {
            return moto.answer(request);
        }
        throw new NotEmulated("Route 53's " + request.method() + " " + path);
    }

    /** The same reference again is refused, whatever the zone (API reference: CreateHostedZone). */
    private void requireNewReference(AwsRequest request) {
        String reference = Xml.text(Xml.parse(request.text()).getDocumentElement(), "CallerReference")
                .orElseThrow(() -> new IamError(400, "InvalidInput", "CallerReference is missing"));
        Element zones = ask(request, "/2013-04-01/hostedzone");
        if (Xml.all(zones, "HostedZones", "HostedZone", "CallerReference").stream()
                .anyMatch(zone -> zone.getTextContent().equals(reference))) {
            throw new IamError(
                    409,
                    "HostedZoneAlreadyExists",
                    "A hosted zone has already been created with the specified caller reference.");
        }
    }

    private void requirePossible(AwsRequest request, String zone) {
        Map<Key, Records> present = new HashMap<>();
        for (Element set : Xml.all(
                ask(request, "/2013-04-01/hostedzone/" + zone + "/rrset?maxitems=1000"),
                "ResourceRecordSets",
                "ResourceRecordSet")) {
            present.put(key(set), records(set));
        }
        for (Element change :
                Xml.all(Xml.parse(request.text()).getDocumentElement(), "ChangeBatch", "Changes", "Change")) {
            String action = Xml.text(change, "Action").orElse("");
            Element set = Xml.all(change, "ResourceRecordSet").get(0);
            if (!Xml.all(set, "SetIdentifier").isEmpty()
                    || !Xml.all(set, "AliasTarget").isEmpty()) {
                throw new NotEmulated("records with an identifier, and aliases");
            }
            Key key = key(set);
            Records records = records(set);
            requireValid(key, records);
            String named = "[name='%s.', type='%s']".formatted(key.name(), key.type());
            switch (action) {
                case "CREATE" -> {
                    require(
                            !present.containsKey(key),
                            "Tried to create resource record set " + named + " but it already exists");
                    present.put(key, records);
                }
                case "UPSERT" -> present.put(key, records);
                case "DELETE" -> {
                    require(
                            present.containsKey(key),
                            "Tried to delete resource record set " + named + " but it was not found");
                    require(
                            present.get(key).equals(records),
                            "Tried to delete resource record set " + named
                                    + " but the values provided do not match the current values");
                    present.remove(key);
                }
                default -> throw new IamError(400, "InvalidInput", "Unknown action: " + action);
            }
        }
    }

    private static void requireValid(Key key, Records records) {
        require(
                records.ttl().matches("[0-9]{1,10}") && Long.parseLong(records.ttl()) <= TTL_MAX,
                "Invalid TTL: " + records.ttl());
        require(!records.values().isEmpty(), "A record set needs values");
        require(
                records.values().stream().distinct().count() == records.values().size(),
                "Duplicate Resource Record in " + key.name());
        for (String value : records.values()) {
            switch (key.type()) {
                case "A" ->
                    require(
                            value.matches("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}"),
                            "Invalid Resource Record: not an IPv4 address: " + value);
                case "TXT" ->
                    require(
                            value.matches("\"([^\"\\\\]|\\\\.){0,255}\"( \"([^\"\\\\]|\\\\.){0,255}\")*"),
                            "Invalid Resource Record: 'InvalidCharacterString', the value should be enclosed in"
                                    + " quotation marks: " + value);
                default -> throw new NotEmulated("records of type " + key.type());
            }
        }
    }

    private static Key key(Element set) {
        return new Key(
                Xml.text(set, "Name").orElse("").toLowerCase(Locale.ROOT).replaceAll("\\.$", ""),
                Xml.text(set, "Type").orElse(""));
    }

    private static Records records(Element set) {
        return new Records(
                Xml.text(set, "TTL").orElse(""),
                Xml.all(set, "ResourceRecords", "ResourceRecord", "Value").stream()
                        .map(Node::getTextContent)
                        .sorted()
                        .toList());
    }

    private Element ask(AwsRequest like, String path) {
        AwsAnswer answer = moto.answer(AwsRequest.own("GET", path, "route53", like.region(), like.account()));
        if (!answer.fine()) {
            Element error = Xml.parse(answer.text()).getDocumentElement();
            throw new IamError(
                    answer.status(),
                    Xml.text(error, "Error", "Code").orElse("InvalidInput"),
                    Xml.text(error, "Error", "Message").orElse(answer.text()));
        }
        return Xml.parse(answer.text()).getDocumentElement();
    }

    private static void require(boolean fine, String otherwise) {
        if (!fine) {
            throw new IamError(400, "InvalidChangeBatch", otherwise);
        }
    }
}
