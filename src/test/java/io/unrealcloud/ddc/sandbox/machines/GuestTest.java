package io.unrealcloud.ddc.sandbox.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts really run, see a machine of their own, and leave nothing behind. */
class GuestTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    static Path directory;

    private static Guest guest;

    @BeforeAll
    static void open() {
        guest = Guest.open(directory, "ip-127-0-0-1");
    }

    @AfterAll
    static void close() {
        guest.close();
    }

    @Test
    void aScriptRunsAndSaysHowItEnded() throws Exception {
        CommandResult result = guest.run("echo out; echo err >&2; exit 7", LONG);
        assertThat(result).isEqualTo(new CommandResult(7, "out\n", "err\n", false));
        assertThat(run("#!/usr/bin/env bash\necho ${BASH_VERSION:+bash}; id -u; hostname"))
                .isEqualTo("bash\n0\nip-127-0-0-1\n");
    }

    @Test
    void itsFilesAreItsOwn() throws Exception {
        run("mkdir -p /etc/scylla /var/lib/scylla; echo one > /etc/scylla/scylla.yaml; : > /var/lib/scylla/data");
        assertThat(Path.of("/etc/scylla/scylla.yaml")).doesNotExist();
        assertThat(Path.of("/var/lib/scylla")).doesNotExist();
        assertThat(guest.etc().resolve("scylla/scylla.yaml")).hasContent("one");
        assertThat(guest.varLib().resolve("scylla/data")).exists();
        assertThat(run("test -s /etc/passwd && echo yes; ls /var/lib/dpkg 2>&1 | wc -l"))
                .isEqualTo("yes\n1\n");
    }

    @Test
    void itsProcessesAreItsOwn() throws Exception {
        assertThat(run("tr '\\0' ' ' < /proc/1/cmdline")).isEqualTo("cat ");
        assertThat(run("kill -0 " + ProcessHandle.current().pid() + " 2>/dev/null || echo gone"))
                .isEqualTo("gone\n");
    }

    @Test
    void programsOfTheMachineComeFirst() throws Exception {
        Path nodetool = guest.programs().resolve("nodetool");
        Files.writeString(nodetool, "#!/bin/sh\necho \"nodetool $*\"\n");
        assertThat(nodetool.toFile().setExecutable(true)).isTrue();
        assertThat(run("nodetool status")).isEqualTo("nodetool status\n");
    }

    @Test
    void whatTakesTooLongIsKilledWithWhatItStarted() throws Exception {
        CommandResult result =
                guest.run("echo begun; sleep 1234 & echo $! > /var/lib/pid; wait", Duration.ofSeconds(1));
        assertThat(result).isEqualTo(new CommandResult(137, "begun\n", "", true));
        assertThat(run("kill -0 $(cat /var/lib/pid) 2>/dev/null && cat /proc/$(cat /var/lib/pid)/stat | grep"
                        + " -v ' Z ' || echo gone"))
                .isEqualTo("gone\n");
    }

    @Test
    void aUnitOutlivesTheScriptThatStartedIt() throws Exception {
        run("systemd-run --unit=long --collect sh -c 'echo working; while [ ! -e /var/lib/go ]; do sleep 0.02; done'");
        assertThat(run("systemctl is-active long; systemctl show -p ActiveState,SubState long"))
                .isEqualTo("active\nActiveState=active\nSubState=running\n");
        assertThat(guest.run("systemd-run --unit=long true", LONG).exitCode()).isEqualTo(1);
        run(": > /var/lib/go");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> run("systemctl is-active long || :")
                .equals("inactive\n"));
        assertThat(run("systemctl show -p LoadState --value long")).isEqualTo("not-found\n");
        assertThat(run("journalctl -u long -o cat")).isEqualTo("working\n");
        run("systemd-run --unit=long true");
    }

    @Test
    void aFailedUnitStaysUntilItIsReset() throws Exception {
        run("systemd-run --unit=bad sh -c 'echo why >&2; exit 3'");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> run("systemctl is-failed bad || :")
                .equals("failed\n"));
        assertThat(run("systemctl show -p Result,ExecMainStatus bad"))
                .isEqualTo("Result=exit-code\nExecMainStatus=3\n");
        assertThat(guest.run("systemd-run --unit=bad true", LONG).exitCode()).isEqualTo(1);
        run("systemctl reset-failed bad; systemd-run --unit=bad --remain-after-exit true");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> run("systemctl show -p SubState --value bad")
                .equals("exited\n"));
        run("systemctl stop bad");
        assertThat(run("systemctl show -p LoadState --value bad")).isEqualTo("not-found\n");
    }

    @Test
    void whatSystemdIsNotKnownToTakeIsRefused() throws Exception {
        assertThat(guest.run("systemd-run --on-calendar=daily true", LONG).exitCode())
                .isEqualTo(1);
        assertThat(guest.run("systemctl start nothing", LONG).exitCode()).isEqualTo(5);
        assertThat(guest.run("systemctl show -p Nothing bad", LONG).exitCode()).isEqualTo(1);
    }

    @Test
    void aServiceFromOutsideIsAUnit() throws Exception {
        guest.service(
                "server",
                "#!/bin/sh\n: > /var/lib/on\n",
                "#!/bin/sh\nrm -f /var/lib/on\n",
                "#!/bin/sh\ntest -e /var/lib/on\n");
        assertThat(run("systemctl is-active server || :")).isEqualTo("inactive\n");
        assertThat(run("systemctl restart server; systemctl is-active server.service"))
                .isEqualTo("active\n");
    }

    @Test
    void closingEndsEveryProcess(@TempDir Path other) throws Exception {
        Guest closing = Guest.open(other, "closing");
        closing.run("systemd-run --unit=forever sleep 987654; setsid sleep 987654 > /dev/null &", LONG);
        assertThat(sleepers("987654")).hasSizeGreaterThanOrEqualTo(2);
        closing.close();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> sleepers("987654")
                .isEmpty());
    }

    @Test
    void aFolderItCouldNotSeeIsRefused() {
        assertThatThrownBy(() -> Guest.open(Path.of("/var/lib/x"), "x")).hasMessageContaining("choose another");
    }

    private static List<Long> sleepers(String word) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(
                            process -> process.info().arguments().map(List::of).equals(Optional.of(List.of(word))))
                    .map(ProcessHandle::pid)
                    .toList();
        }
    }

    private static String run(String script) throws InterruptedException {
        CommandResult result = guest.run(script, LONG);
        assertThat(result.exitCode()).as(result.toString()).isZero();
        return result.output();
    }
}
