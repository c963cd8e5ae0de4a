package io.unrealcloud.ddc.provision.scylla.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.provision.scylla.NodeCommand;
import io.unrealcloud.ddc.provision.scylla.NodeCommands.Progress;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster.Node;
import io.unrealcloud.ddc.sandbox.machines.Guest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of node commands, really run in a Linux of their own with systemd's transient units. */
class CommandsOnNodesTest {

    private static final Node NODE = new Node(1, Optional.of("i-1"), "10.0.0.1", Optional.empty(), true);

    @TempDir
    Path directory;

    private final TestClock clock = new TestClock();
    private Guest guest;
    private GuestSsm ssm;
    private SsmNodeCommands commands;

    @BeforeEach
    void open() throws IOException {
        guest = Guest.open(directory, "node");
        ssm = GuestSsm.of(script -> guest.run(script, Duration.ofMinutes(1)));
        commands = new SsmNodeCommands(ssm, clock);
    }

    @AfterEach
    void close() {
        guest.close();
        ssm.close();
    }

    @Test
    void aLongCommandRunsOnceAndItsEndIsTold() throws Exception {
        program(
                "nodetool",
                "echo \"$@\" >> /var/lib/calls; while [ ! -e /var/lib/go ]; do sleep 0.02; done; echo all done");
        NodeCommand repair = new NodeCommand.Repair("jupiter", "us-east-1-3");
        until(() -> run(repair) instanceof Progress.Running running
                && running.message().contains("runs on node 1"));
        SsmNodeCommands restarted = new SsmNodeCommands(ssm, clock);
        Awaitility.await().until(() -> Files.exists(guest.varLib().resolve("calls")));
        Files.writeString(guest.varLib().resolve("go"), "");
        until(() -> {
            clock.forward(Duration.ofSeconds(1));
            return restarted.run(NODE, repair).equals(new Progress.Done("all done"));
        });
        until(() -> run(repair).equals(new Progress.Done("all done")));
        assertThat(Files.readString(guest.varLib().resolve("calls"))).isEqualTo("repair -pr jupiter\n");
    }

    @Test
    void aFailureHasTheWordsOfTheCommandAndIsTriedAgainLater() throws Exception {
        program("nodetool", "echo 'cannot stream from 10.0.0.3' >&2; exit 3");
        NodeCommand cleanup = new NodeCommand.Cleanup("3-1");
        until(() -> run(cleanup) instanceof Progress.Failed);
        assertThat(((Progress.Failed) run(cleanup)).message())
                .contains("exit code 3", "cannot stream from 10.0.0.3", "ddc-cleanup-3-1");
        program("nodetool", "echo fine");
        until(() -> run(cleanup) instanceof Progress.Failed);
        guest.run("touch -d '-20 minutes' /var/lib/unreal-cloud-ddc/ddc-cleanup-3-1/exit", Duration.ofSeconds(10));
        until(() -> run(cleanup).equals(new Progress.Done("fine")));
    }

    @Test
    void aHashWithAllThatMeansSomethingToAShellArrivesWhole() throws Exception {
        program("cqlsh", "printf '%s|' \"$@\"");
        NodeCommand create = new NodeCommand.CreateSuperuser("ad\"min", "$6$salt$HOME`id`'%s\\n");
        until(() -> run(create) instanceof Progress.Done);
        assertThat(((Progress.Done) run(create)).output())
                .isEqualTo("/var/lib/scylla/cql.m|-e|CREATE ROLE IF NOT EXISTS \"ad\"\"min\""
                        + " WITH SUPERUSER = true AND LOGIN = true|"
                        + "/var/lib/scylla/cql.m|-e|ALTER ROLE \"ad\"\"min\" WITH HASHED PASSWORD ="
                        + " '$6$salt$HOME`id`''%s\\n' AND SUPERUSER = true AND LOGIN = true|");
    }

    @Test
    void anAgentThatNeverComesIsToldOf() {
        ssm.online = false;
        assertThat(run(new NodeCommand.Decommission())).isInstanceOf(Progress.Running.class);
        clock.forward(Duration.ofMinutes(16));
        assertThat(((Progress.Failed) run(new NodeCommand.Decommission())).message())
                .contains("Systems Manager agent", "i-1");
        assertThat(ssm.sent).isZero();
    }

    private Progress run(NodeCommand command) {
        clock.forward(Duration.ofSeconds(1));
        return commands.run(NODE, command);
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(condition);
    }

    private void program(String name, String script) throws IOException {
        Path file = guest.programs().resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
