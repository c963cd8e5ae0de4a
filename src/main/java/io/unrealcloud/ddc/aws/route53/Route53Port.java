package io.unrealcloud.ddc.aws.route53;

import io.unrealcloud.ddc.aws.AwsException;
import java.util.Optional;

/** Route 53 of one partition; it has no Regions. Every method throws {@link AwsException} for AWS's part. */
public interface Route53Port {
    /** @param id without the prefix {@code /hostedzone/} */
    Optional<HostedZone> zone(String id);

    /** @param name without the dot at its end */
    Optional<RecordSet> record(String zone, String name, String type);

    /** Makes or replaces a record; {@code NOT_FOUND} if there is no such zone. */
    void put(String zone, RecordSet record);

    /** Deletes a record that is exactly so, with {@code CONFLICT} if it is not so; that there is none is no error. */
    void delete(String zone, RecordSet record);
}
