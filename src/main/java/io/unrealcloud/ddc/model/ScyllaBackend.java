package io.unrealcloud.ddc.model;

import io.unrealcloud.ddc.schema.KeyspaceNames;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * ScyllaDB, with every default filled in.
 *
 * @param region the Region of this resource
 * @param names names of the keyspaces
 * @param profile name of the schema profile
 * @param datacenter name of the data centre in this Region, as its nodes report it; empty only for an existing
 *     cluster whose resource does not name it, then it is what its nodes say
 * @param replicationFactor copies of each row in this data centre
 * @param peers data centres in other Regions, by Region; empty with one Region
 * @param clusterName equal in all Regions
 * @param primaryRegion the Region where refs are collected
 * @param replicationFix how replication is corrected
 * @param source where the nodes come from
 * @param host what DDC and status call the cluster where no DNS zone is given
 * @param acknowledgedLoss the cluster's name where its author consents to an empty database in place of a lost one
 */
public record ScyllaBackend(
        String region,
        KeyspaceNames names,
        String profile,
        Optional<String> datacenter,
        int replicationFactor,
        SortedMap<String, Peer> peers,
        String clusterName,
        String primaryRegion,
        ReplicationFix replicationFix,
        Source source,
        String host,
        Optional<String> acknowledgedLoss)
        implements DatabaseBackend {

    /** Scylla serves plain CQL on this port (ScyllaDB documentation: networking). */
    public static final int PORT = 9042;

    public ScyllaBackend {
        peers = Collections.unmodifiableSortedMap(new TreeMap<>(peers));
    }

    public boolean multiRegion() {
        return !peers.isEmpty();
    }

    /** Whether refs are collected here. */
    public boolean primary() {
        return primaryRegion.equals(region);
    }

    @Override
    public Binding binding() {
        return new Binding(Binding.Type.SCYLLA, host, PORT, Binding.Auth.CREDENTIALS, names.local(), multiRegion());
    }

    /** The same, with other seeds in the primary Region, which is one of the peers. */
    public ScyllaBackend withPrimarySeeds(List<String> seeds) {
        TreeMap<String, Peer> changed = new TreeMap<>(peers);
        changed.computeIfPresent(
                primaryRegion,
                (name, peer) -> new Peer(name, peer.datacenter(), peer.replicationFactor(), seeds, peer.cidrBlocks()));
        return new ScyllaBackend(
                region,
                names,
                profile,
                datacenter,
                replicationFactor,
                changed,
                clusterName,
                primaryRegion,
                replicationFix,
                source,
                host,
                acknowledgedLoss);
    }

    /** How replication is corrected. */
    public enum ReplicationFix {
        CQL,
        SSM
    }

    /** The data centre in another Region. */
    public record Peer(
            String region, String datacenter, int replicationFactor, List<String> seeds, List<String> cidrBlocks) {
        public Peer {
            seeds = List.copyOf(seeds);
            cidrBlocks = List.copyOf(cidrBlocks);
        }
    }

    /** Where the nodes come from. */
    public sealed interface Source {}

    /**
     * EC2 instances the operator runs.
     *
     * @param count how many nodes there shall be
     * @param image what they run
     * @param subnets ids, in the order of the resource; ordinal modulo their number is a node's subnet
     * @param clientGroups security groups whose members may speak CQL; empty for the EKS cluster's own
     * @param clientCidrs address ranges that may speak CQL
     * @param zoneId Route 53 private zone that gets the record {@code scylla.<zone>}
     * @param rolling whether nodes whose instance type or image differs from the resource are replaced one by one
     */
    public record Nodes(
            int count,
            String instanceType,
            NodeImage image,
            List<String> subnets,
            RootVolume rootVolume,
            List<String> clientGroups,
            List<String> clientCidrs,
            Optional<String> zoneId,
            boolean rolling)
            implements Source {
        public Nodes {
            subnets = List.copyOf(subnets);
            clientGroups = List.copyOf(clientGroups);
            clientCidrs = List.copyOf(clientCidrs);
        }
    }

    /**
     * A cluster the operator does not own.
     *
     * @param credentialsSecret name of a labelled Secret with the keys {@code username} and {@code password}; empty
     *     where there is no login
     */
    public record Existing(List<String> contactPoints, Optional<String> credentialsSecret) implements Source {
        public Existing {
            contactPoints = List.copyOf(contactPoints);
        }
    }

    /** What nodes run. */
    public sealed interface NodeImage {
        /** ScyllaDB's own image of a version. */
        record Version(String version) implements NodeImage {
            /** ScyllaDB publishes its machine images from this account (ScyllaDB documentation: launch on AWS). */
            public static final String OWNER = "797456418907";
        }

        /**
         * An image by its id.
         *
         * @param owners account ids whose images the resource's namespace may run; {@code *} stands for any characters
         */
        record Ami(String id, List<String> owners) implements NodeImage {
            public Ami {
                owners = List.copyOf(owners);
            }

            /** @param owner account id, as EC2 names it */
            public boolean mayBeOf(String owner) {
                return owners.stream().anyMatch(pattern -> Tenancy.matches(pattern, owner));
            }
        }
    }

    /** @param type such as {@code gp3} */
    public record RootVolume(String type, int sizeGib) {}

    /** Factors of the replicated keyspace, by data centre. */
    public SortedMap<String, Integer> replicatedFactors(String localDatacenter) {
        TreeMap<String, Integer> factors = new TreeMap<>(Map.of(localDatacenter, replicationFactor));
        peers.values().forEach(peer -> factors.put(peer.datacenter(), peer.replicationFactor()));
        return factors;
    }

    /** Factors of the local keyspace: none in other data centres, so they are not named. */
    public SortedMap<String, Integer> localFactors(String localDatacenter) {
        return new TreeMap<>(Map.of(localDatacenter, replicationFactor));
    }
}
