"""What a newcomer does: up, look around, up again, down. Needs root; takes a minute or two."""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import unittest

from sandbox import instance as instances, process, teardown, waiting
from sandbox.install import sets
from sandbox.node import namespace
from sandbox.services import keyspaces
from sandbox.tests import machine
from sandbox.tests.scratch import CHECKOUT

TABLES = 20


class WholeTest(unittest.TestCase):
    def setUp(self):
        sets.ensure(["sandbox"])
        self.before = machine.snapshot()
        self.instance = instances.load(CHECKOUT, f"test-{secrets.token_hex(4)}", routed=namespace.routed)
        instances.write_down(self.instance)
        self.addCleanup(lambda: (teardown.everything(self.instance), shutil.rmtree(self.instance.state)))

    def sandbox(self, *words, **env):
        done = subprocess.run([sys.executable, "-m", "sandbox", "--name", self.instance.name, *words], cwd=CHECKOUT,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True, timeout=600,
                              check=False, env={**os.environ, **env})
        self.assertEqual(0, done.returncode, done.stdout)
        return done.stdout

    def shell(self, command):
        """Runs a command as somebody who has sourced .sandbox/env."""
        return subprocess.run(["sh", "-euc", f". '{self.instance.state}/env'; {command}"], check=True,
                              stdout=subprocess.PIPE, universal_newlines=True, env={"PATH": "/usr/bin:/bin"},
                              cwd="/", timeout=120).stdout

    def pids(self):
        return {record.name: record.pid for record in process.records(self.instance.run)}

    def test_up_look_around_up_again_break_up_down(self):
        said = self.sandbox("up")
        for part in (f"{TABLES} of {TABLES} tables", "blob_replication_log", "DatabaseReady", "Next:"):
            self.assertIn(part, said)

        with self.subTest("kubectl and cqlsh work after sourcing env"):
            found = json.loads(self.shell("kubectl get ucddc -A -o json"))["items"]
            conditions = {one["type"]: one["status"] for one in found[0]["status"]["conditions"]}
            self.assertEqual(("True", "True", "False"), tuple(
                conditions[kind] for kind in ("DatabaseReady", "SchemaValid", "Ready")))
            rows = self.shell("cqlsh -e 'SELECT keyspace_name, table_name FROM system_schema_mcs.tables'")
            self.assertIn(f"({TABLES} rows)", rows)

        with self.subTest("cqlsh works through the gateway without TLS and credentials, and writes at LOCAL_ONE"):
            rows = self.shell("""cqlsh-gateway -e "CONSISTENCY LOCAL_ONE;
                INSERT INTO jupiter.content_id (content_id, content_weight) VALUES (0xab, 7);
                SELECT content_id, content_weight FROM jupiter.content_id WHERE content_id = 0xab" """)
            self.assertRegex(rows, r"0xab\s*\|\s*7")
            self.assertIn("(1 rows)", rows)

        with self.subTest("a wrong password is refused"):
            credentials = self.instance.state / "wrong"
            credentials.write_text("[PlainTextAuthProvider]\nusername = nobody\npassword = wrong\n")
            credentials.chmod(0o600)
            rc = self.instance.state / "cqlshrc"
            wrong = subprocess.run(
                [sets.Paths(sets.store.root()).cql / "bin" / "cqlsh", "--cqlshrc", rc, "--credentials", credentials,
                 "-u", "nobody", "-p", "wrong", "-e", "SELECT * FROM system.local"],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True, check=False, timeout=60)
            self.assertNotEqual(0, wrong.returncode, wrong.stdout)
            self.assertRegex(wrong.stdout, "(?i)password|credentials|authenticat")

        with self.subTest("up again changes nothing and calls no Maven"):
            before, version = self.pids(), found[0]["metadata"]["resourceVersion"]
            self.assertNotIn("Maven", self.sandbox("up"))
            self.assertEqual(before, self.pids())
            again = json.loads(self.shell("kubectl get ucddc -A -o json"))["items"]
            self.assertEqual(version, again[0]["metadata"]["resourceVersion"])

        with self.subTest("a killed service is not passed off as the one before"):
            record = process.running(self.instance.run, keyspaces.NAME)
            os.kill(record.pid, signal.SIGKILL)
            waiting.until(lambda: not record.alive(), 10, "it did not die")
            said = self.sandbox("up")
            self.assertIn("keyspaces has ended, and with it what AWS held: starting afresh", said)
            self.assertIn(f"{TABLES} of {TABLES} tables", said)

        processes = teardown.remaining(self.instance)
        self.assertTrue(any(b"CassandraDaemon" in command(pid) for pid, _ in processes))
        self.sandbox("down")
        self.assertEqual([], [pid for pid, ticks in processes if process.ticks_of(pid) == ticks])
        others = {row.name[4:] for row in machine.sandboxes()} - {self.instance.id}
        self.assertEqual([], machine.added(self.before, machine.snapshot(), others))


def command(pid):
    with open(f"/proc/{pid}/cmdline", "rb") as source:
        return source.read()


if __name__ == "__main__":
    unittest.main()
