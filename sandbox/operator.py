"""The operator as a process on this machine. Everything it is told is decided here.

It reaches the cluster by its kubeconfig and AWS by the SDK's own variables; nothing in it knows of the sandbox.
"""

from . import build as builds, ports, process, waiting

NAME = "operator"


def start(instance, build, cluster, environment, port):
    """``environment``: AWS endpoints, Region and credentials, as in .sandbox/env. ``port``: health and metrics."""
    spec = process.Spec(NAME, builds.operator_command(build), env={**environment, **settings(cluster, port)},
                        listens=(("127.0.0.1", port),))
    if process.running(instance.run, NAME) is None:
        ports.require("127.0.0.1", port, "the operator's health endpoint")
    record, new = process.start(instance, spec)
    waiting.until(lambda: waiting.answers(f"http://127.0.0.1:{port}/q/health/ready"), 60,
                  "the operator did not get ready", record.alive, record.log)
    return record, new


def settings(cluster, port):
    return {
        "KUBECONFIG": str(cluster.kubeconfig),
        "QUARKUS_HTTP_HOST": "127.0.0.1",
        "QUARKUS_HTTP_PORT": str(port),
    }
