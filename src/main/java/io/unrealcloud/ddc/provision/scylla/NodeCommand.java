package io.unrealcloud.ddc.provision.scylla;

/** What is done on a node itself, because CQL cannot do it. Each may run twice without harm. */
public sealed interface NodeCommand {

    /** Name of the unit the command runs as: the same command has the same name, so it is never started beside itself. */
    String unit();

    /**
     * {@code nodetool repair -pr} of one keyspace.
     *
     * @param round tells one repair from the next of the same keyspace, such as the replication it follows
     */
    record Repair(String keyspace, String round) implements NodeCommand {
        @Override
        public String unit() {
            return "ddc-repair-" + keyspace + "-" + round;
        }
    }

    /** {@code nodetool rebuild}: data streams from another data centre. */
    record Rebuild(String sourceDatacenter, String round) implements NodeCommand {
        @Override
        public String unit() {
            return "ddc-rebuild-" + round;
        }
    }

    /** {@code nodetool cleanup}: data the node no longer owns goes. */
    record Cleanup(String round) implements NodeCommand {
        @Override
        public String unit() {
            return "ddc-cleanup-" + round;
        }
    }

    /** {@code nodetool decommission}: the node hands its data over and leaves. */
    record Decommission() implements NodeCommand {
        @Override
        public String unit() {
            return "ddc-decommission";
        }
    }

    /** {@code nodetool removenode} of a node that is dead for good, run on a live one. */
    record RemoveNode(String hostId) implements NodeCommand {
        @Override
        public String unit() {
            return "ddc-removenode-" + hostId;
        }
    }

    /**
     * Makes a superuser through the node's maintenance socket, on versions that have no default one. The script reads
     * the password hash, never the password: {@code HASHED PASSWORD} of CREATE ROLE, which came with 2025.1. A role that
     * is there gets that hash. The socket is there where scylla.yaml says {@code maintenance_socket: workdir}.
     *
     * @param saltedHash as crypt(3) writes it: {@code $6$salt$hash}
     */
    record CreateSuperuser(String role, String saltedHash) implements NodeCommand {
        @Override
        public String unit() {
            // Another password is another command: the end of the first says nothing about it.
            return "ddc-create-superuser-" + Integer.toHexString(saltedHash.hashCode());
        }
    }
}
