"""Amazon Keyspaces: the control plane and the TLS CQL fronts over one real Cassandra, one Java process.

The program is io.unrealcloud.ddc.sandbox.SandboxServices; it prints one JSON line when it is ready.
"""

import json

from .. import build as builds, files, ports, process, waiting
from ..install import java

NAME = "keyspaces"
MAIN = "io.unrealcloud.ddc.sandbox.SandboxServices"


def start(instance, paths, build, cluster, wanted):
    """``wanted``: a ServicePorts. Returns what the program said when it was ready, as a dict."""
    said = instance.state / "services.json"
    spec = process.Spec(
        NAME, builds.java_command(build, MAIN, *arguments(instance, cluster, wanted), heap="256m"),
        env={"DDC_CACHE": str(paths.cache), "JAVA_HOME": str(java.jdk())},
        listens=((cluster.host, wanted.keyspaces), *((cluster.host, port) for port in wanted.cql.values())))
    if process.running(instance.run, NAME) is None:
        ports.require(cluster.host, wanted.keyspaces, "the emulated Keyspaces control plane")
        for region, port in wanted.cql.items():
            ports.require(cluster.host, port, f"the CQL endpoint of {region}")
    log = instance.logs / f"{NAME}.log"
    begins = log.stat().st_size if log.exists() else 0
    record, new = process.start(instance, spec)
    if new or not said.exists():
        line = waiting.until(lambda: ready_line(log, begins if new else 0), 120,
                             "the Keyspaces emulator did not get ready", record.alive, record.log, pause=0.2)
        files.write(said, json.dumps(line, indent=1) + "\n")
    return json.loads(said.read_text())


def arguments(instance, cluster, wanted):
    words = ["--directory", str(instance.state / "services"), "--address", cluster.host,
             "--control-port", str(wanted.keyspaces)]
    for region, port in wanted.cql.items():
        words += ["--cql", f"{region}={port}"]
    return words


def ready_line(log, begins):
    """The first line after ``begins`` that is a JSON object with the key "ready"."""
    with open(log, "rb") as source:
        source.seek(begins)
        for line in source.read().splitlines():
            if line.startswith(b"{"):
                try:
                    found = json.loads(line)
                except ValueError:
                    continue
                if isinstance(found, dict) and "ready" in found:
                    return found
    return None
