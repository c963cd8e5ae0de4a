"""What every check may ask, and the words of verdicts."""

import datetime
import functools
import json
import os
import subprocess
import time

PASS, FAIL, OPEN, EMULATED = "PASS", "FAIL", "OPEN", "EMULATED"
PATIENCE_SECONDS = 180
PAUSE_SECONDS = float(os.environ.get("LIVE_CHECKS_PAUSE", "3"))
TAGS = "ddc.unrealcloud.io/"


class Unanswered(Exception):
    """A program that was asked did not answer; the text is its own."""


class Asked:
    """What every check may ask: the resource, its pods, and AWS in its Region.

    ``node_commands``: whether one node may be sent a command that only reads.
    """

    def __init__(self, namespace, name, node_commands=False):
        self.namespace, self.name, self.node_commands = namespace, name, node_commands
        self.resource = self.kubectl("get", "unrealcloudddcs.ddc.unrealcloud.io", name)
        self.spec, self.status = self.resource["spec"], self.resource.get("status", {})
        self.region = self.spec["region"]
        self.once = {}

    def kubectl(self, *words):
        return json.loads(run("kubectl", *words, "-n", self.namespace, "-o", "json"))

    def aws(self, *words):
        said = run("aws", *words, "--region", self.region, "--output", "json", "--no-cli-pager" if v2() else "--color",
                   *([] if v2() else ["off"]))
        return json.loads(said) if said.strip() else {}

    def condition(self, kind):
        found = next((one for one in self.status.get("conditions", []) if one["type"] == kind), None)
        return found or {"status": "Unknown", "reason": "Absent", "message": f"there is no condition {kind}"}

    def pods(self):
        return self.kubectl("get", "pods", "-l", f"app.kubernetes.io/instance={self.name}")["items"]

    @property
    def keyspaces(self):
        return self.spec["database"].get("amazonKeyspaces")

    @property
    def scylla(self):
        return self.spec["database"].get("scylla")

    def names(self, backend="AmazonKeyspaces"):
        """Of the keyspaces the resource has in this backend, as its status has them."""
        return [keyspace["name"] for one in self.status.get("database", {}).get("backends", [])
                if one["type"] == backend for keyspace in one.get("keyspaces", [])]

    def instances(self):
        """Of ScyllaDB's nodes, those that run, as DescribeInstances shows them."""
        return self.remembered("instances", lambda: [
            one for reservation in self.aws(
                "ec2", "describe-instances", "--filters", "Name=instance-state-name,Values=running",
                f"Name=tag:{TAGS}managed-by,Values=unreal-cloud-ddc-operator",
                f"Name=tag:{TAGS}cluster,Values=*:cluster/{self.spec['cluster']['name']}",
                f"Name=tag:{TAGS}namespace,Values={self.namespace}",
                f"Name=tag:{TAGS}name,Values={self.name}")["Reservations"]
            for one in reservation["Instances"]])

    def on_a_node(self, script):
        """Output of a script on one node, by Systems Manager. It must change nothing."""
        if not self.instances():
            raise Unanswered("no node runs yet")
        node = self.instances()[0]["InstanceId"]
        sent = self.aws("ssm", "send-command", "--document-name", "AWS-RunShellScript", "--instance-ids", node,
                        "--comment", "live-checks", "--parameters", json.dumps({"commands": script.splitlines()}))
        ended = {}

        def told():
            ended.update(self.aws("ssm", "get-command-invocation", "--instance-id", node,
                                  "--command-id", sent["Command"]["CommandId"]))
            return ended["Status"] not in ("Pending", "InProgress", "Delayed", "Cancelling")
        wait(told)
        if ended["Status"] != "Success":
            raise Unanswered(f"on {node}: {ended['Status']}: {' '.join(ended['StandardErrorContent'].split())[:300]}")
        return ended["StandardOutputContent"]

    def remembered(self, what, ask):
        """Asked once; that there was no answer is remembered too."""
        if what not in self.once:
            try:
                self.once[what] = ask()
            except Unanswered as said:
                self.once[what] = said
        if isinstance(self.once[what], Unanswered):
            raise self.once[what]
        return self.once[what]


def run(*words):
    try:
        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True,
                              stdin=subprocess.DEVNULL, timeout=PATIENCE_SECONDS, check=False)
    except FileNotFoundError as missing:
        raise Unanswered(f"the program '{words[0]}' is missing") from missing
    except subprocess.TimeoutExpired as late:
        raise Unanswered(f"'{' '.join(words[:3])}' did not end") from late
    if done.returncode != 0:
        said = " ".join((done.stderr.strip() or done.stdout.strip()).split())
        raise Unanswered(f"'{' '.join(words[:3])}' said: {said[:300]}")
    return done.stdout


def v2(known={}):  # noqa: B006, asked once
    if "answer" not in known:
        known["answer"] = run("aws", "--version").startswith("aws-cli/2")
    return known["answer"]


def open_unless(applies, why):
    """Decorates a check: where ``applies(asked)`` is not true, its verdict is OPEN for this reason."""
    def decorate(check):
        @functools.wraps(check)
        def guarded(asked):
            return check(asked) if applies(asked) else (OPEN, why)
        return guarded
    return decorate


def wait(ready):
    """Until it is true; what does not answer yet is asked again."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    last = "it did not get so far"
    while time.monotonic() < deadline:
        try:
            if ready():
                return
        except Unanswered as said:
            last = str(said)
        time.sleep(PAUSE_SECONDS)
    raise Unanswered(f"after {PATIENCE_SECONDS} s: {last}")


def moment(text):
    """A time of the AWS CLI, with its zone."""
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
