"""Brings the node up: whatever of it does not run yet."""

import concurrent.futures
import json
import os

from .. import process, report, shell, waiting
from ..install.busybox import BUSYBOX, PAUSE
from ..problem import Problem
from . import cgroups, containerd, controlplane, dns, kubeconfig, namespace, pki, workers


def prepare(instance):
    """The node's namespaces, network, certificates and cgroups: from here on this machine has the link's address."""
    if os.geteuid() != 0:
        raise Problem("the sandbox's Kubernetes node needs root: run it with sudo, or use a cluster you have: "
                      "SANDBOX_CLUSTER=external KUBECONFIG=… make sandbox")
    with report.step("network, certificates and cgroups of the node"):
        pki.ensure(instance)
        kubeconfig.write_all(instance)
        cgroups.make(instance)
        namespace.up(instance)


def up(instance, tools, issuer):
    """Starts whatever of a prepared node does not run yet. ``tools``: paths of binaries, see install. Idempotent."""
    with concurrent.futures.ThreadPoolExecutor() as pool:
        runtime = pool.submit(start_containerd, instance, tools)
        with report.step("etcd and the API server"):
            start_api(instance, tools, issuer)
        rest = [pool.submit(process.start, instance, spec) for spec in controlplane.specs(
            instance, tools.kubernetes, issuer)[2:]]
        runtime.result()
        with report.step("kubelet, kube-proxy and cluster DNS"):
            rest += [pool.submit(process.start, instance, spec)
                     for spec in workers.specs(instance, tools.kubernetes)]
            # CoreDNS after its rights: refused once, it would wait before it asks again.
            kubectl(instance, tools, "apply", "--server-side", "--force-conflicts", "-f", "-",
                    stdin=dns.manifest(instance))
            rest.append(pool.submit(process.start, instance, dns.spec(instance, tools.coredns)))
            started = [one.result()[0] for one in rest]
            await_node(instance, tools)
            waiting.until(lambda: waiting.answers(f"http://{instance.node_address}:{dns.READY_PORT}/ready"), 30,
                          "cluster DNS did not get ready", log=instance.logs / "coredns.log")
            for record in started:
                if not record.alive():
                    raise Problem(f"{record.name} ended right after its start", log=record.log)


def start_containerd(instance, tools):
    record, _ = process.start(instance, containerd.spec(instance))
    containerd.await_ready(instance, record)
    containerd.load(instance, tools.busybox_image, (PAUSE, BUSYBOX))


def start_api(instance, tools, issuer):
    etcd, apiserver = controlplane.specs(instance, tools.kubernetes, issuer)[:2]
    record, _ = process.start(instance, etcd)
    health = f"http://{instance.node_address}:{controlplane.ETCD_HEALTH_PORT}/health"
    waiting.until(lambda: waiting.answers(health), 30, "etcd did not get healthy", record.alive, record.log)
    record, _ = process.start(instance, apiserver)
    waiting.until(lambda: waiting.answers(kubeconfig.server(instance) + "/readyz", instance.pki / "ca.crt"), 60,
                  "the API server did not get ready", record.alive, record.log)


def kubectl(instance, tools, *words, stdin=None, check=True):
    return shell.run(tools.kubectl, "--kubeconfig", instance.kubeconfig, *words, stdin=stdin,
                     check=check)


def await_node(instance, tools):
    def ready():
        found = kubectl(instance, tools, "get", "node", pki.NODE_NAME, "-o", "json", check=False)
        conditions = json.loads(found)["status"].get("conditions", []) if found else []
        # Without its service account a pod of the namespace would be refused.
        return any(one["type"] == "Ready" and one["status"] == "True" for one in conditions) and kubectl(
            instance, tools, "get", "serviceaccount", "default", "--ignore-not-found", "-o", "name")

    record = process.record_of(instance.run, "kubelet")
    waiting.until(ready, 60, "the node did not get Ready", record.alive, record.log, pause=0.3)
