"""etcd, the API server, the controller manager and the scheduler."""

from .. import process
from . import namespace
from .kubeconfig import API_PORT

ETCD_HEALTH_PORT = 2381


def specs(instance, binaries, issuer):
    return [etcd(instance, binaries), apiserver(instance, binaries, issuer),
            controller_manager(instance, binaries), scheduler(instance, binaries)]


def inside(instance, name, binary, flags, listens=(), inputs=()):
    argv = namespace.enter(instance) + [str(binary)] + [f"--{flag}={value}" for flag, value in flags.items()]
    return process.Spec(name, tuple(argv), listens=tuple(listens), inputs=tuple(inputs))


def etcd(instance, binaries):
    local = "http://127.0.0.1:2379"
    return inside(instance, "etcd", binaries / "etcd", {
        "name": "sandbox",
        "data-dir": instance.node / "etcd",
        "listen-client-urls": local,
        "advertise-client-urls": local,
        "listen-peer-urls": "http://127.0.0.1:2380",
        "listen-metrics-urls": f"http://{instance.node_address}:{ETCD_HEALTH_PORT}",
        "unsafe-no-fsync": "true",  # the data is worth nothing after a crash of the machine
        "log-level": "warn",
    }, listens=[("127.0.0.1", 2379)])


def apiserver(instance, binaries, issuer):
    """``issuer``: the OIDC issuer of the EKS cluster this node stands in for, as IRSA needs it."""
    pki = instance.pki
    return inside(instance, "kube-apiserver", binaries / "kube-apiserver", {
        "etcd-servers": "http://127.0.0.1:2379",
        "bind-address": "0.0.0.0",
        "advertise-address": instance.node_address,
        "secure-port": API_PORT,
        "service-cluster-ip-range": instance.services,
        "client-ca-file": pki / "ca.crt",
        "tls-cert-file": pki / "apiserver.crt",
        "tls-private-key-file": pki / "apiserver.key",
        "kubelet-certificate-authority": pki / "ca.crt",
        "kubelet-client-certificate": pki / "apiserver-to-kubelet.crt",
        "kubelet-client-key": pki / "apiserver-to-kubelet.key",
        "kubelet-preferred-address-types": "InternalIP",  # the node's name has no DNS entry: exec and logs need this
        "requestheader-client-ca-file": pki / "ca.crt",
        "requestheader-allowed-names": "aggregator",
        "requestheader-username-headers": "X-Remote-User",
        "requestheader-group-headers": "X-Remote-Group",
        "requestheader-extra-headers-prefix": "X-Remote-Extra-",
        "proxy-client-cert-file": pki / "aggregator.crt",
        "proxy-client-key-file": pki / "aggregator.key",
        "service-account-issuer": issuer,
        "service-account-key-file": pki / "service-account.pub",
        "service-account-signing-key-file": pki / "service-account.key",
        "service-account-jwks-uri": f"https://{instance.node_address}:{API_PORT}/openid/v1/jwks",
        "api-audiences": f"{issuer},https://kubernetes.default.svc",
        "authorization-mode": "Node,RBAC",
        "enable-admission-plugins": "NodeRestriction",
        "allow-privileged": "true",
        "profiling": "false",
    }, listens=[(instance.node_address, API_PORT)], inputs=[pki / "apiserver.crt", pki / "service-account.pub"])


def controller_manager(instance, binaries):
    return inside(instance, "kube-controller-manager", binaries / "kube-controller-manager", {
        "kubeconfig": instance.node / "controller-manager.kubeconfig",
        "authentication-kubeconfig": instance.node / "controller-manager.kubeconfig",
        "authorization-kubeconfig": instance.node / "controller-manager.kubeconfig",
        "service-account-private-key-file": instance.pki / "service-account.key",
        "root-ca-file": instance.pki / "ca.crt",
        "cluster-signing-cert-file": instance.pki / "ca.crt",
        "cluster-signing-key-file": instance.pki / "ca.key",
        "use-service-account-credentials": "true",
        # With the default of 20 requests a second, starting every controller takes five seconds.
        "kube-api-qps": "300",
        "kube-api-burst": "500",
        "leader-elect": "false",
        "bind-address": instance.node_address,
        "profiling": "false",
    }, listens=[(instance.node_address, 10257)], inputs=[instance.node / "controller-manager.kubeconfig"])


def scheduler(instance, binaries):
    return inside(instance, "kube-scheduler", binaries / "kube-scheduler", {
        "kubeconfig": instance.node / "scheduler.kubeconfig",
        "authentication-kubeconfig": instance.node / "scheduler.kubeconfig",
        "authorization-kubeconfig": instance.node / "scheduler.kubeconfig",
        "leader-elect": "false",
        "bind-address": instance.node_address,
        "profiling": "false",
    }, listens=[(instance.node_address, 10259)], inputs=[instance.node / "scheduler.kubeconfig"])
