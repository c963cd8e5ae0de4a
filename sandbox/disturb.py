"""What a DDC client notices of a rollout, and of a gateway that is killed: failed requests and added time.

Works on the first UnrealCloudDdc with an application of a sandbox that is up.
"""

import time

from . import example, report, traffic, waiting
from .node import containerd
from .problem import Problem

QUIET_SECONDS = 20
ROLLOUT_SECONDS = 300


def run(instance, cluster):
    """Prints a table and returns it as what JSON can hold."""
    found = [one for one in (cluster.get(example.RESOURCE, "-A") or {"items": []})["items"]
             if one["spec"].get("application") is not None]
    if not found:
        raise Problem("no resource with an application is there: run 'make sandbox' first")
    namespace, name = example.key(found[0])
    phases = {}
    with traffic.against(cluster, namespace, name) as clients:
        if not clients.served(200, 60):
            raise Problem("DDC does not serve: " + "; ".join(clients.tally.failures[-3:]))
        clients.phase()
        phases["quiet"] = measured(clients, lambda: time.sleep(QUIET_SECONDS))
        phases["rollout"] = measured(clients, lambda: rollout(cluster, namespace, name))
        if gateway_of(pods(cluster, namespace, name)[0]):
            time.sleep(QUIET_SECONDS / 4)
            clients.phase()
            phases["gateway killed"] = measured(clients, lambda: kill_gateway(instance, cluster, namespace, name))
    for kind, seen in phases.items():
        report.plain(f"  {kind:16}" + "  ".join(f"{key} {value}" for key, value in seen.items() if key != "failures"))
        for line in seen["failures"]:
            report.plain(f"    {line}")
    return phases


def measured(clients, disturbance):
    begun = time.monotonic()
    disturbance()
    took = time.monotonic() - begun
    tally = clients.phase()
    return {"seconds": round(took, 1), **tally.summary(), "failures": tally.failures[:10]}


def rollout(cluster, namespace, name):
    cluster.run("rollout", "restart", f"deployment/{name}-ddc", "-n", namespace)
    cluster.run("rollout", "status", f"deployment/{name}-ddc", "-n", namespace, f"--timeout={ROLLOUT_SECONDS}s",
                timeout=ROLLOUT_SECONDS + 20)
    waiting.until(lambda: len(pods(cluster, namespace, name)) == 2, 90, "the old pods did not end", pause=0.5)


def pods(cluster, namespace, name):
    return cluster.get("pods", "-n", namespace, "-l", f"app.kubernetes.io/instance={name}")["items"]


def gateway_of(pod):
    """None with a database that needs none."""
    return next((one for one in pod["status"].get("initContainerStatuses", ()) if one["name"] == "gateway"), None)


def kill_gateway(instance, cluster, namespace, name):
    """As a node short of memory would do it. Returns once it serves again."""
    pod = pods(cluster, namespace, name)[0]
    before = gateway_of(pod)
    containerd.ctr(instance, "tasks", "kill", "--signal", "SIGKILL", before["containerID"].rpartition("/")[2])

    def again():
        now = cluster.get("pod", pod["metadata"]["name"], "-n", namespace)
        return (gateway_of(now)["restartCount"] > before["restartCount"]
                and all(one["ready"] for one in now["status"]["containerStatuses"]) and gateway_of(now)["ready"])

    waiting.until(again, 120, "the gateway did not come back", pause=0.2)
