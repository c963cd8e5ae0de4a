"""Amazon Keyspaces, and what guards moto: signatures, policies and STS. One Java process over one real Cassandra.

The program is io.unrealcloud.ddc.sandbox.SandboxServices; it prints one JSON line when it is ready.
"""

import json
from pathlib import Path

from .. import build as builds, files, ports, process, waiting
from ..install import java
from . import moto

NAME = "keyspaces"
# Short, but long enough to see what the service's own asynchronous work looks like.
DELAYS = {"create-keyspace": "1s", "create-type": "0.5s", "create-table": "2s"}
MAIN = "io.unrealcloud.ddc.sandbox.SandboxServices"


def start(instance, paths, build, cluster, wanted):
    """``wanted``: the flow's ServicePorts. Returns what the program said when it was ready, as a dict."""
    said = instance.state / "services.json"
    spec = process.Spec(
        NAME, builds.java_command(build, MAIN, *arguments(instance, cluster, wanted), heap="512m"),
        env={"DDC_CACHE": str(paths.cache), "JAVA_HOME": str(java.jdk())},
        listens=((cluster.host, wanted.aws), (cluster.host, wanted.keyspaces), *((cluster.host, port) for port in wanted.cql.values())))
    if process.running(instance.run, NAME) is None:
        ports.require(cluster.host, wanted.aws, "the emulated AWS services")
        ports.require(cluster.host, wanted.keyspaces, "the emulated Keyspaces control plane")
        for region, port in wanted.cql.items():
            ports.require(cluster.host, port, f"the CQL endpoint of {region}")
    record, new = process.start(instance, spec)
    if new or not said.exists():
        line = waiting.until(lambda: ready_line(record.log), 120, "the Keyspaces emulator did not get ready",
                             record.alive, record.log, pause=0.2)
        files.write(said, json.dumps(line, indent=1) + "\n")
    return json.loads(said.read_text())


def arguments(instance, cluster, wanted):
    words = ["--directory", str(instance.state / "services"), "--address", cluster.host,
             "--control-port", str(wanted.keyspaces), "--aws-port", str(wanted.aws),
             "--moto", moto.url_of(instance), "--issuer", f"{cluster.issuer}={keys(instance)}"]
    for region, port in wanted.cql.items():
        words += ["--cql", f"{region}={port}"]
    for change, duration in DELAYS.items():
        words += ["--delay", f"{change}={duration}"]
    return words


def keys(instance):
    return instance.state / "services" / "issuer-keys.json"


def write_keys(instance, cluster):
    """What STS checks tokens with: the public keys of the cluster's service accounts."""
    files.write(keys(instance), cluster.run("get", "--raw", "/openid/v1/jwks"))


def ready_line(log):
    """The first line of the log that is a JSON object with the key "ready", as a dict."""
    for line in Path(log).read_text(errors="replace").splitlines():
        if line.startswith("{"):
            try:
                found = json.loads(line)
            except ValueError:
                continue  # written only in part so far, or not for us
            if "ready" in found:
                return found
    return None
