"""What tests of a whole sandbox share: one of its own, and the commands of somebody who has sourced .sandbox/env."""

import json
import os
import re
import secrets
import shlex
import shutil
import subprocess
import sys

from sandbox import instance as instances, process, teardown
from sandbox.install import sets
from sandbox.node import namespace
from sandbox.services import account, moto
from sandbox.tests import machine
from sandbox.tests.scratch import CHECKOUT


class Sandboxed:
    """To be mixed into a test case. ``NAMESPACE`` and ``NAME``: of the resource that ``resource`` and others are about."""

    NAMESPACE, NAME = "unreal-cloud-ddc", "games"

    def setUp(self):
        sets.ensure(["sandbox", "helm", "awscli"])
        self.before = machine.snapshot()
        self.instance = instances.load(CHECKOUT, f"test-{secrets.token_hex(4)}", routed=namespace.routed)
        instances.write_down(self.instance)
        self.addCleanup(lambda: (teardown.everything(self.instance), shutil.rmtree(self.instance.state)))

    def sandbox(self, *words, limit=600, **env):
        done = subprocess.run([sys.executable, "-m", "sandbox", "--name", self.instance.name, *words], cwd=CHECKOUT,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True, timeout=limit,
                              check=False, env={**os.environ, **env})
        self.assertEqual(0, done.returncode, done.stdout)
        return done.stdout

    def shell(self, command, timeout=240):
        """Runs a command as somebody who has sourced .sandbox/env."""
        return subprocess.run(["sh", "-euc", f". '{self.instance.state}/env'; {command}"], check=True,
                              stdout=subprocess.PIPE, universal_newlines=True, env={"PATH": "/usr/bin:/bin"},
                              cwd="/", timeout=timeout).stdout

    def aws(self, *words, region="us-east-1"):
        """What the AWS CLI answers, from JSON, as somebody whose key may do everything; None without an answer."""
        program = sets.Paths(sets.store.root()).aws
        said = self.shell(shlex.join(map(str, [program, "--region", region, "--output", "json", *words])))
        return json.loads(said) if said.strip() else None

    def refused(self, *words, region="us-east-1"):
        """What the AWS CLI says when AWS refuses."""
        program = sets.Paths(sets.store.root()).aws
        line = shlex.join(map(str, [program, "--region", region, *words]))
        return self.shell(f"if {line} 2>&1; then echo 'was not refused'; fi")

    def pids(self):
        return {record.name: record.pid for record in process.records(self.instance.run)}

    def kubectl(self, words):
        return self.shell(f"kubectl {words}")

    def resource(self):
        return json.loads(self.kubectl(f"get ucddc {self.NAME} -n {self.NAMESPACE} -o json"))

    def patch(self, spec):
        self.kubectl(f"patch ucddc {self.NAME} -n {self.NAMESPACE} --type merge -p "
                     f"{shlex.quote(json.dumps({'spec': spec}))}")

    def condition(self, kind):
        return next(one for one in self.resource()["status"]["conditions"] if one["type"] == kind)

    def ddc_pods(self):
        """(name, restarts of its containers) of each."""
        found = json.loads(self.kubectl(f"get pods -n {self.NAMESPACE} -o json"))["items"]
        return sorted((pod["metadata"]["name"], [one["restartCount"] for one in (
            *pod["status"].get("initContainerStatuses", ()), *pod["status"]["containerStatuses"])]) for pod in found)

    def ready(self):
        self.kubectl(f"wait ucddc {self.NAME} -n {self.NAMESPACE} --for=condition=Ready --timeout=180s")

    def iam(self, action, **parameters):
        return account.iam(moto.url_of(self.instance), action, parameters).decode()

    def roles(self):
        """Of DDC's pods, as IAM has them."""
        return re.findall(r"<RoleName>(ddc-[^<]+)<", self.iam("ListRoles"))

    def down(self):
        """Takes the sandbox away, and fails if it leaves anything on this machine."""
        processes = teardown.remaining(self.instance)
        self.sandbox("down")
        self.assertEqual([], [pid for pid, ticks in processes if process.ticks_of(pid) == ticks])
        others = {row.name[4:] for row in machine.sandboxes()} - {self.instance.id}
        self.assertEqual([], machine.added(self.before, machine.snapshot(), others))
