"""What the way from 'kubectl apply' to Ready took in a sandbox that is up: time by step, AWS calls, Kubernetes calls.

Times are those that the conditions tell, to the second, so a condition that has changed since has its last change. The
boots of ScyllaDB's nodes are taken from their own logs: from the launch until the node serves.
"""

import datetime
import re
import urllib.request

from . import example, incluster, report

CONDITIONS = ("IdentityReady", "DatabaseReady", "SchemaValid", "WorkloadAvailable", "Verified", "Ready")
AWS_CALL = re.compile(r'^ddc_aws_call_seconds_count\{operation="(\w+)",outcome="(\w+)",.*service="(\w+)"\} ([\d.]+)$',
                      re.MULTILINE)
# Requests of pods: the operator's, and those of DDC's pods for their leader election.
OF_PODS = re.compile(r'^apiserver_flowcontrol_dispatched_requests_total\{flow_schema="service-accounts",.*\} (\d+)$',
                     re.MULTILINE)


def run(instance, cluster):
    """Prints the tables and returns them as what JSON can hold."""
    found = {"resources": {"/".join(example.key(one)): steps(one) for one in cluster.get(example.RESOURCE, "-A")["items"]},
             "nodes": boots(instance), "awsCalls": aws_calls(cluster), "kubernetesCallsOfPods": kubernetes_calls(cluster)}
    for name, seen in found["resources"].items():
        report.plain(f"  {name}: seconds after apply  " + "  ".join(f"{kind} {took}" for kind, took in seen.items()))
    if found["nodes"]:
        whole = sum(found["nodes"].values())
        slowest = max(seen.get("DatabaseReady", 0) for seen in found["resources"].values())
        report.plain(f"  boots of {len(found['nodes'])} nodes: {whole:.0f} s together; the last DatabaseReady came after "
                     f"{slowest / whole:.2f} times that")
    calls = found["awsCalls"]
    report.plain(f"  AWS calls so far: {sum(calls.values())}: " + ", ".join(f"{name} {count}" for name, count in calls.items()))
    report.plain(f"  Kubernetes calls of all pods so far: {found['kubernetesCallsOfPods']}")
    return found


def moment(text):
    """Seconds of a time as Kubernetes, EC2 and the nodes write it."""
    return datetime.datetime.fromisoformat(re.sub(r"(?:(\.\d{1,6})\d*)?Z$", r"\1+00:00", text)).timestamp()


def steps(resource):
    applied = moment(resource["metadata"]["creationTimestamp"])
    conditions = {one["type"]: one for one in resource["status"]["conditions"]}
    return {kind: round(moment(conditions[kind]["lastTransitionTime"]) - applied) for kind in CONDITIONS
            if conditions.get(kind, {}).get("status") == "True"}


def boots(instance):
    """Seconds from power-on to serving, by instance."""
    found = {}
    for log in sorted((instance.state / "services" / "machines").glob("*/scylla-server.log")):
        serving = re.search(r"^(\S+) serving$", log.read_text(), re.MULTILINE)
        if serving:
            found[log.parent.name] = round(moment(serving.group(1)) - powered_on(log.parent), 1)
    return found


def powered_on(machine):
    return min(path.stat().st_mtime for path in machine.iterdir())


def aws_calls(cluster):
    """'Service Operation' → count, of all outcomes, the most frequent first."""
    pods = cluster.get("pods", "-n", incluster.NAMESPACE)["items"]
    counts = {}
    for pod in pods:
        with urllib.request.urlopen(f"http://{pod['status']['podIP']}:8080/metrics", timeout=10) as answer:
            for operation, _, service, count in AWS_CALL.findall(answer.read().decode()):
                name = f"{service} {operation}"
                counts[name] = counts.get(name, 0) + int(float(count))
    return dict(sorted(counts.items(), key=lambda one: -one[1]))


def kubernetes_calls(cluster):
    return sum(map(int, OF_PODS.findall(cluster.run("get", "--raw", "/metrics"))))
