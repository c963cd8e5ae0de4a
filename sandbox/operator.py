"""The operator as a process on this machine, for a cluster whose pods do not reach the emulated services.

It reaches the cluster by its kubeconfig and AWS by the SDK's own variables; nothing in it knows of the sandbox.
"""

import json

from . import build as builds, files, ports, process, waiting
from .services import account

NAME = "operator"


def start(instance, build, cluster, environment, cql, authority, namespaces, port):
    """Starts the operator and waits until it is ready.

    ``environment``: AWS endpoints, Region and credentials, as in .sandbox/env. ``cql``: Region → (host, port).
    ``authority``: PEM file of the CA to trust there. ``namespaces``: which may use the operator.
    ``port``: for health and metrics, on loopback.
    """
    config = instance.state / "operator.json"
    files.write(config, json.dumps(configuration(cql, authority, namespaces), indent=1) + "\n")
    spec = process.Spec(NAME, builds.operator_command(build), inputs=(config,), listens=(("127.0.0.1", port),),
                        env={**environment, **settings(cluster, config, port)})
    if process.running(instance.run, NAME) is None:
        ports.require("127.0.0.1", port, "the operator's health endpoint")
    record, new = process.start(instance, spec)
    waiting.until(lambda: waiting.answers(f"http://127.0.0.1:{port}/q/health/ready"), 60,
                  "the operator did not get ready", record.alive, record.log)
    return record, new


def settings(cluster, config, port):
    return {
        "KUBECONFIG": str(cluster.kubeconfig),
        "DDC_OPERATOR_CONFIG": str(config),
        "QUARKUS_HTTP_HOST": "127.0.0.1",
        "QUARKUS_HTTP_PORT": str(port),
    }


def configuration(cql, authority, namespaces):
    """The operator's configuration file, as JSON, which is YAML: limits for each namespace, and CQL endpoints."""
    return {
        "tenancy": {"namespaces": [
            {"namespace": namespace, "regions": sorted(cql), "keyspaces": ["jupiter*"], "buckets": ["*"],
             "subnets": ["*"], "amiOwners": ["797456418907"], "zones": ["*"],
             "roles": [f"arn:aws:iam::{account.ACCOUNT}:role/studio/*"]} for namespace in namespaces]},
        "cql": {"endpoints": {region: {"host": host, "port": number} for region, (host, number) in cql.items()},
                "trustStore": str(authority)},
        "identity": {"permissionsBoundary": account.BOUNDARY},
    }
