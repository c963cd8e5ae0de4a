"""Cluster DNS: CoreDNS as a process of the node, behind the Service kube-system/kube-dns as on any cluster."""

import json

from .. import files
from .controlplane import inside

NAME = "coredns"
READY_PORT = 8181


def spec(instance, program):
    """Names outside the cluster do not exist for pods: the node has no way out to the machine's network.

    Private zones of the emulated Route 53 are the exception. The emulator writes each change to a file (see
    io.unrealcloud.ddc.sandbox.route53.ZoneFiles), and CoreDNS reads what is new every second.
    """
    config = instance.node / "Corefile"
    instance.zones.mkdir(parents=True, exist_ok=True)
    files.write(config, f"""cluster.local in-addr.arpa {{
    bind {instance.node_address}
    errors
    ready {instance.node_address}:{READY_PORT}
    kubernetes {{
        kubeconfig {instance.node}/dns.kubeconfig
        pods verified
        ttl 5
    }}
    cache 5
}}
internal {{
    bind {instance.node_address}
    errors
    auto {{
        directory {instance.zones} ^db\\.(.*)$ {{1}}
        reload 1s
    }}
}}
. {{
    bind {instance.node_address}
    errors
    template ANY ANY {{
        rcode NXDOMAIN
    }}
}}
""")
    return inside(instance, NAME, program, {"conf": config}, listens=[(instance.node_address, 53)],
                  inputs=[config, instance.node / "dns.kubeconfig"])


def manifest(instance):
    """The Service with its address, the slice that points to the process, and CoreDNS's right to read."""
    reader = {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole",
              "metadata": {"name": "system:coredns"},
              "rules": [{"apiGroups": [""], "resources": ["services", "pods", "namespaces"],
                         "verbs": ["list", "watch"]},
                        {"apiGroups": ["discovery.k8s.io"], "resources": ["endpointslices"],
                         "verbs": ["list", "watch"]}]}
    binding = {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding",
               "metadata": {"name": "system:coredns"},
               "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "system:coredns"},
               "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": "system:coredns"}]}
    ports = [{"name": "dns", "port": 53, "protocol": "UDP"}, {"name": "dns-tcp", "port": 53, "protocol": "TCP"}]
    service = {"apiVersion": "v1", "kind": "Service",
               "metadata": {"name": "kube-dns", "namespace": "kube-system", "labels": {"k8s-app": "kube-dns"}},
               "spec": {"clusterIP": instance.dns_address, "ports": ports}}
    slice_ = {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "addressType": "IPv4",
              "metadata": {"name": "kube-dns-node", "namespace": "kube-system",
                           "labels": {"kubernetes.io/service-name": "kube-dns"}},
              "ports": ports,
              "endpoints": [{"addresses": [instance.node_address], "conditions": {"ready": True}}]}
    return json.dumps({"apiVersion": "v1", "kind": "List", "items": [reader, binding, service, slice_]})
