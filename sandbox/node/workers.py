"""kubelet and kube-proxy."""

import json

from .. import files
from .controlplane import inside
from .containerd import SOCKET
from .pki import NODE_NAME

PROXY_HEALTH_PORT = 10256


def specs(instance, binaries):
    return [kubelet(instance, binaries), proxy(instance, binaries)]


def kubelet(instance, binaries):
    pki = instance.pki
    resolver = instance.node / "resolv.conf"
    files.write(resolver, "# the machine's resolvers cannot be reached from the node\n")
    config = instance.node / "kubelet.json"
    files.write(config, json.dumps({
        "apiVersion": "kubelet.config.k8s.io/v1beta1", "kind": "KubeletConfiguration",
        "address": instance.node_address,
        "healthzBindAddress": "127.0.0.1",
        "authentication": {"anonymous": {"enabled": False}, "webhook": {"enabled": True},
                           "x509": {"clientCAFile": str(pki / "ca.crt")}},
        "authorization": {"mode": "Webhook"},
        "tlsCertFile": str(pki / "kubelet-server.crt"),
        "tlsPrivateKeyFile": str(pki / "kubelet-server.key"),
        "containerRuntimeEndpoint": f"unix://{SOCKET}",
        "cgroupDriver": "cgroupfs",
        "cgroupRoot": f"/{instance.cgroup}",
        "failCgroupV1": False,
        "failSwapOn": False,
        "clusterDomain": "cluster.local",
        "clusterDNS": [instance.dns_address],
        "resolvConf": str(resolver),
        "volumePluginDir": str(instance.node / "volume-plugins"),
        # A developer's disk is often nearly full, and evicting pods there would only puzzle people.
        "evictionHard": {"memory.available": "50Mi", "nodefs.available": "1%", "nodefs.inodesFree": "1%",
                         "imagefs.available": "1%"},
        "imageGCHighThresholdPercent": 100,
        "imageGCLowThresholdPercent": 99,
        # Faster than the defaults: one node, and tests wait for it.
        "syncFrequency": "10s",
        "nodeStatusUpdateFrequency": "5s",
        "configMapAndSecretChangeDetectionStrategy": "Watch",
    }, indent=1) + "\n")
    return inside(instance, "kubelet", binaries / "kubelet", {
        "config": config,
        "kubeconfig": instance.node / "kubelet.kubeconfig",
        "hostname-override": NODE_NAME,
        "node-ip": instance.node_address,
    }, listens=[(instance.node_address, 10250)], inputs=[config, instance.node / "kubelet.kubeconfig"])


def proxy(instance, binaries):
    config = instance.node / "proxy.json"
    files.write(config, json.dumps({
        "apiVersion": "kubeproxy.config.k8s.io/v1alpha1", "kind": "KubeProxyConfiguration",
        "mode": "iptables",
        "clientConnection": {"kubeconfig": str(instance.node / "proxy.kubeconfig")},
        "clusterCIDR": str(instance.pods),
        "hostnameOverride": NODE_NAME,
        "healthzBindAddress": f"{instance.node_address}:{PROXY_HEALTH_PORT}",
        "metricsBindAddress": "127.0.0.1:10249",
        # The connection table's size is the whole machine's; the node must not change it.
        "conntrack": {"maxPerCore": 0, "min": 0},
        "iptables": {"minSyncPeriod": "100ms"},
    }, indent=1) + "\n")
    return inside(instance, "kube-proxy", binaries / "kube-proxy", {"config": config},
                  listens=[(instance.node_address, PROXY_HEALTH_PORT)],
                  inputs=[config, instance.node / "proxy.kubeconfig"])
