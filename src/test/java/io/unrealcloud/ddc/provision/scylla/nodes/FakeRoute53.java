package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.route53.HostedZone;
import io.unrealcloud.ddc.aws.route53.RecordSet;
import io.unrealcloud.ddc.aws.route53.Route53Port;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Route 53 in memory: one private zone. */
final class FakeRoute53 implements Route53Port {

    static final HostedZone ZONE = new HostedZone("Z123", "ddc.internal", true);

    final Map<String, RecordSet> records = new LinkedHashMap<>();

    @Override
    public Optional<HostedZone> zone(String id) {
        return Optional.of(ZONE).filter(zone -> zone.id().equals(id));
    }

    @Override
    public Optional<RecordSet> record(String zone, String name, String type) {
        return Optional.ofNullable(records.get(type + " " + name));
    }

    @Override
    public void put(String zone, RecordSet record) {
        records.put(record.type() + " " + record.name(), record);
    }

    @Override
    public void delete(String zone, RecordSet record) {
        String key = record.type() + " " + record.name();
        if (records.containsKey(key) && !records.get(key).equals(record)) {
            throw FakeEc2.refusal(AwsError.CONFLICT, "ChangeResourceRecordSets", "InvalidChangeBatch");
        }
        records.remove(key);
    }
}
