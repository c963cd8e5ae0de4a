"""Applying an example and waiting until its resources say that they are done."""

import json
import time

from . import files, report, shell, waiting
from .problem import Problem
from .services import network

KIND = "UnrealCloudDdc"
RESOURCE = "unrealcloudddcs.ddc.unrealcloud.io"
AWAITED = ("DatabaseReady", "SchemaValid", "IdentityReady", "Ready")
SHOWN = ("DatabaseReady", "SchemaValid", "IdentityReady", "WorkloadAvailable", "Verified", "Ready", "Degraded")
QUIET = (("Degraded", "False"), ("Ready", "False"))  # nothing, and what another condition says already
PATIENCE_SECONDS = 600  # three nodes of ScyllaDB start one after the other


def find(checkout, name):
    path = checkout / "examples" / f"{name}.yaml"
    if not path.exists():
        there = sorted(one.stem for one in (checkout / "examples").glob("*.yaml"))
        raise Problem(f"there is no example '{name}'; there are: {', '.join(there) or 'none'} "
                      "(make sandbox EXAMPLE=<name>)")
    return path


def read(paths, path):
    """The UnrealCloudDdc resources of a file, as dicts. Read by the YAML parser that moto brings along."""
    program = "import json, sys, yaml; print(json.dumps(list(yaml.safe_load_all(open(sys.argv[1])))))"
    documents = json.loads(shell.run(paths.moto / "bin" / "python", "-c", program, path))
    return [one for one in documents if one and one.get("kind") == KIND]


def localised(instance, path, ranges):
    """The file itself, or a copy with this sandbox's addresses where it names addresses. ``ranges``: by Region."""
    written = path.read_text()
    text = network.localise(written, ranges)
    if text == written:
        return path
    copy = instance.state / "example.yaml"
    files.write(copy, text)
    return copy


def install_types(cluster, checkout):
    folder = checkout / "crds"
    if not list(folder.glob("*.yaml")):
        raise Problem(f"{folder} holds no resource definition: restore it from git")
    cluster.run("apply", "--server-side", "--force-conflicts", "-f", folder)
    # Not 'kubectl wait': it fails on a definition that has no status yet.
    waiting.until(lambda: established(cluster), 30, f"the resource definition {RESOURCE} was not established")


def established(cluster):
    found = cluster.get("crd", RESOURCE) or {}
    return any(one["type"] == "Established" and one["status"] == "True"
               for one in found.get("status", {}).get("conditions") or [])


def apply(cluster, path):
    cluster.run("apply", "--server-side", "-f", path)


def regions(resources):
    """Every Region the resources name, peers included."""
    found = set()
    for resource in resources:
        spec = resource["spec"]
        found.add(spec["region"])
        database = spec.get("database", {})
        found.update((database.get("amazonKeyspaces") or {}).get("peerRegions") or [])
        found.update((database.get("scylla") or {}).get("peerRegions") or {})
    return found


def key(resource):
    return resource["metadata"].get("namespace", "default"), resource["metadata"]["name"]


def wait(cluster, resource, operator_alive, log, patience=PATIENCE_SECONDS):
    """Shows each change of a condition and of the number of tables until all AWAITED conditions are True, or until the
    plan is there for a resource that asks for nothing else."""
    planned = resource["spec"].get("managementPolicy") == "Plan"
    awaited = () if planned else AWAITED
    namespace, name = key(resource)
    begun, shown = time.monotonic(), {}
    while True:
        found = cluster.get(RESOURCE, name, "-n", namespace)
        status = (found or {}).get("status") or {}
        conditions = {one["type"]: one for one in status.get("conditions", [])}
        for line in news(shown, conditions, status):
            report.say(f"{name}: {line}")
        done = all(conditions.get(one, {}).get("status") == "True" for one in awaited)
        if done and (status.get("plan") if planned else True):
            return found
        missing = [f"{one} is {conditions[one]['status']} ({conditions[one].get('reason')}): "
                   f"{conditions[one].get('message')}" if one in conditions else f"{one} is not reported"
                   for one in awaited if conditions.get(one, {}).get("status") != "True"]
        hint = f"Look: kubectl describe ucddc {name} -n {namespace}"
        if not operator_alive():
            raise Problem(f"the operator has ended while {'; '.join(missing)}. {hint}", log=log)
        if time.monotonic() - begun > patience:
            raise Problem(f"after {patience} s {'; '.join(missing)}. {hint}", log=log)
        time.sleep(0.5)


def news(shown, conditions, status):
    """Lines for what has changed since ``shown``, which is updated."""
    lines = []
    for kind in SHOWN:
        one = conditions.get(kind, {"status": "Unknown"})
        if one["status"] == "Unknown" or (kind, one["status"]) in QUIET or one.get("reason") == "WaitingForBinding":
            continue
        text = f"{one['status']} ({one.get('reason')}) {one.get('message', '')}".strip()
        if shown.get(kind) != text:
            shown[kind] = text
            lines.append(f"{kind} {text}")
    for backend in (status.get("database") or {}).get("backends") or []:
        tables = backend.get("tables") or {}
        text = f"{tables.get('ready', 0)} of {tables.get('total', '?')} tables"
        if tables and shown.get(backend.get("type")) != text:
            shown[backend.get("type")] = text
            lines.append(f"{backend.get('type')}: {text}")
    return lines
