package io.unrealcloud.ddc.provision.scylla;

/** Runs commands on nodes the operator runs. A call never waits: it starts, or says how far things are. */
public interface NodeCommands {

    /**
     * Starts the command if it was not started yet, and tells how it stands. Asked again after it ended, it tells the
     * same end and starts nothing.
     */
    Progress run(ScyllaCluster.Node node, NodeCommand command);

    /** How a command stands. */
    sealed interface Progress {
        /** Under way; {@code message} for people. */
        record Running(String message) implements Progress {}

        record Done(String output) implements Progress {}

        /** Ended badly, or cannot be run; {@code message} says what to do next. */
        record Failed(String message) implements Progress {}
    }
}
