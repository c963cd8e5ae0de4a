package io.unrealcloud.ddc.aws.sdk;

import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.route53.HostedZone;
import io.unrealcloud.ddc.aws.route53.RecordSet;
import io.unrealcloud.ddc.aws.route53.Route53Port;
import java.util.Optional;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Route 53 over the SDK. Names leave without the dot at their end, texts without their quotes. */
final class Route53Adapter implements Route53Port {
    private final Route53Client client;
    private final Calls calls;

    Route53Adapter(Route53Client client, Calls calls) {
        this.client = client;
        this.calls = calls;
    }

    @Override
    public Optional<HostedZone> zone(String id) {
        return calls.find(
                        "GetHostedZone",
                        id,
                        config -> client.getHostedZone(request -> request.id(id).overrideConfiguration(config.build())))
                .map(GetHostedZoneResponse::hostedZone)
                .map(zone -> new HostedZone(
                        id,
                        withoutDot(zone.name()),
                        zone.config() != null && zone.config().privateZone()));
    }

    @Override
    public Optional<RecordSet> record(String zone, String name, String type) {
        // The list begins at what is asked for, or at what comes after it.
        return calls.find(
                        "ListResourceRecordSets",
                        zone + " " + type + " " + name,
                        config -> client.listResourceRecordSets(request -> request.hostedZoneId(zone)
                                .startRecordName(name)
                                .startRecordType(type)
                                .maxItems("1")
                                .overrideConfiguration(config.build())))
                .flatMap(reply -> reply.resourceRecordSets().stream().findFirst())
                .filter(found -> withoutDot(found.name()).equalsIgnoreCase(name) && type.equals(found.typeAsString()))
                .map(found -> new RecordSet(
                        name,
                        type,
                        found.ttl() == null ? 0 : found.ttl(),
                        found.resourceRecords().stream()
                                .map(ResourceRecord::value)
                                .map(value -> type.equals("TXT") ? DnsText.read(value) : value)
                                .toList()));
    }

    @Override
    public void put(String zone, RecordSet record) {
        change(zone, record, ChangeAction.UPSERT);
    }

    @Override
    public void delete(String zone, RecordSet record) {
        try {
            change(zone, record, ChangeAction.DELETE);
        } catch (AwsException e) {
            // Amazon Route 53 API reference: ChangeResourceRecordSets; the code is that of every other bad change.
            if (!(e.code().equals("InvalidChangeBatch") && e.detail().contains("but it was not found"))) {
                throw e;
            }
        }
    }

    private void change(String zone, RecordSet record, ChangeAction action) {
        ResourceRecordSet set = ResourceRecordSet.builder()
                .name(record.name())
                .type(record.type())
                .ttl(record.ttlSeconds())
                .resourceRecords(record.values().stream()
                        .map(value -> record.type().equals("TXT") ? DnsText.write(value) : value)
                        .map(value -> ResourceRecord.builder().value(value).build())
                        .toList())
                .build();
        Change change = Change.builder().action(action).resourceRecordSet(set).build();
        calls.run(
                "ChangeResourceRecordSets",
                zone + " " + action + " " + record.type() + " " + record.name(),
                config -> client.changeResourceRecordSets(request -> request.hostedZoneId(zone)
                        .changeBatch(batch -> batch.changes(change))
                        .overrideConfiguration(config.build())));
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
