package io.unrealcloud.ddc.sandbox.keyspaces.rules;

import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replication;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/** Where keyspaces may be. */
public final class Regions {

    /** Commercial Regions: the only ones a multi-Region keyspace can span. */
    public static final List<String> COMMERCIAL = List.of("""
        af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 \
        ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 \
        ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 \
        eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-west-1 \
        us-west-2\
        """.split(" "));

    private static final List<String> OTHERS =
            List.of("cn-north-1", "cn-northwest-1", "us-gov-east-1", "us-gov-west-1");

    private Regions() {}

    /** Whether the service has an endpoint there. */
    public static boolean served(String region) {
        return COMMERCIAL.contains(region) || OTHERS.contains(region);
    }

    /** A new keyspace's Regions: the called one and at least one other, each a commercial one, each once. */
    public static void checkNew(Scope at, Replication replication) {
        if (!replication.multiRegion()) {
            if (!replication.regions().isEmpty()) {
                throw ServiceError.validation("A regionList is only for the MULTI_REGION replication strategy");
            }
            return;
        }
        checkList(at, replication.regions());
    }

    /**
     * The Regions of a keyspace after UpdateKeyspace, which only ever adds (Amazon Keyspaces API reference).
     *
     * @param present where the keyspace is now
     */
    public static void checkUpdate(Scope at, Collection<String> present, Replication replication) {
        if (!replication.multiRegion()) {
            throw ServiceError.validation("UpdateKeyspace adds Regions: the replication strategy must be MULTI_REGION");
        }
        checkList(at, replication.regions());
        for (String region : present) {
            if (!replication.regions().contains(region)) {
                throw ServiceError.validation("Region " + region + " cannot be removed from the keyspace");
            }
        }
        if (replication.regions().size() == present.size()) {
            throw ServiceError.validation("The regionList adds no Region to the keyspace");
        }
    }

    private static void checkList(Scope at, List<String> regions) {
        if (!regions.contains(at.region())) {
            throw ServiceError.validation("The regionList must contain the current Region, " + at.region());
        }
        if (regions.size() < 2) {
            throw ServiceError.validation("A multi-Region keyspace needs at least two Regions");
        }
        if (new HashSet<>(regions).size() < regions.size()) {
            throw ServiceError.validation("The regionList names a Region twice");
        }
        for (String region : regions) {
            if (!COMMERCIAL.contains(region)) {
                throw ServiceError.validation("Region " + region + " is not supported, only " + COMMERCIAL);
            }
        }
    }
}
