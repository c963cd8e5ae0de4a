package io.unrealcloud.ddc.sandbox.keyspaces.rules;

import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.model.AutoScaling;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Capacity;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replica;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Capacity mode, auto scaling and what single Regions have of their own. */
public final class Capacities {

    /** Amazon Keyspaces developer guide: quotas, throughput of a table. */
    private static final long MAX_UNITS = 40_000;

    private Capacities() {}

    /** @param multiRegion whether the table's keyspace is; regions are then where it is */
    public static void check(
            Capacity capacity,
            AutoScaling scaling,
            List<Replica> replicas,
            boolean multiRegion,
            Collection<String> regions) {
        units(capacity);
        side("write", capacity, scaling.write());
        side("read", capacity, scaling.read());
        replicas(capacity, replicas, multiRegion, regions);
    }

    private static void units(Capacity capacity) {
        if (capacity.onDemand()) {
            if (capacity.readUnits() != null || capacity.writeUnits() != null) {
                throw ServiceError.validation("Capacity units cannot be given with PAY_PER_REQUEST");
            }
            return;
        }
        if (capacity.readUnits() == null || capacity.writeUnits() == null) {
            throw ServiceError.validation("PROVISIONED needs both readCapacityUnits and writeCapacityUnits");
        }
        within("readCapacityUnits", capacity.readUnits());
        within("writeCapacityUnits", capacity.writeUnits());
    }

    private static void side(String name, Capacity capacity, AutoScaling.Side side) {
        if (side == null) {
            return;
        }
        if (capacity.onDemand()) {
            throw ServiceError.validation("Auto scaling settings cannot be given with PAY_PER_REQUEST");
        }
        if (side.disabled()) {
            return;
        }
        if (side.minimumUnits() == null || side.maximumUnits() == null || side.policy() == null) {
            throw ServiceError.validation(
                    "Auto scaling of " + name + " capacity needs minimumUnits, maximumUnits and a scaling policy");
        }
        within("minimumUnits", side.minimumUnits());
        within("maximumUnits", side.maximumUnits());
        if (side.minimumUnits() > side.maximumUnits()) {
            throw ServiceError.validation("Auto scaling of " + name + " capacity: minimumUnits exceeds maximumUnits");
        }
        double target = side.policy().targetValue();
        if (!(target >= 20 && target <= 90)) {
            throw ServiceError.validation("Auto scaling of " + name + " capacity: targetValue must be 20 to 90");
        }
        notNegative("scaleInCooldown", side.policy().scaleInCooldown());
        notNegative("scaleOutCooldown", side.policy().scaleOutCooldown());
    }

    /** Seen on the live service: on demand, an entry that names only its Region passes, one with capacity does not. */
    private static void replicas(
            Capacity capacity, List<Replica> replicas, boolean multiRegion, Collection<String> regions) {
        if (!replicas.isEmpty() && !multiRegion) {
            throw ServiceError.validation("replicaSpecifications are only for tables of multi-Region keyspaces");
        }
        Set<String> seen = new HashSet<>();
        for (Replica replica : replicas) {
            if (!regions.contains(replica.region())) {
                throw ServiceError.validation("replicaSpecifications: the keyspace is not in " + replica.region());
            }
            if (!seen.add(replica.region())) {
                throw ServiceError.validation("replicaSpecifications: " + replica.region() + " is given twice");
            }
            if (replica.readUnits() != null) {
                if (capacity.onDemand()) {
                    throw ServiceError.validation(
                            "replicaSpecifications: readCapacityUnits cannot be given with PAY_PER_REQUEST");
                }
                within("readCapacityUnits", replica.readUnits());
            }
            side("read", capacity, replica.readAutoScaling());
        }
    }

    private static void within(String name, long units) {
        if (units < 1 || units > MAX_UNITS) {
            throw ServiceError.validation(name + " must be 1 to " + MAX_UNITS + ", not " + units);
        }
    }

    private static void notNegative(String name, Integer seconds) {
        if (seconds != null && seconds < 0) {
            throw ServiceError.validation(name + " cannot be negative");
        }
    }
}
