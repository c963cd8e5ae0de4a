"""kubeconfig files: JSON, which is YAML, with the certificates inside so that one file can be moved about."""

import base64
import json

from .. import files

API_PORT = 6443


def server(instance):
    return f"https://{instance.node_address}:{API_PORT}"


def write(instance, path, certificate):
    def inline(name):
        return base64.b64encode((instance.pki / name).read_bytes()).decode()

    name = f"sandbox-{instance.name}"
    document = {
        "apiVersion": "v1", "kind": "Config", "current-context": name,
        "clusters": [{"name": name, "cluster": {
            "server": server(instance), "certificate-authority-data": inline("ca.crt")}}],
        "users": [{"name": name, "user": {
            "client-certificate-data": inline(f"{certificate}.crt"),
            "client-key-data": inline(f"{certificate}.key")}}],
        "contexts": [{"name": name, "context": {"cluster": name, "user": name}}],
    }
    files.write(path, json.dumps(document, indent=1) + "\n", mode=0o600)
    return path


def write_all(instance):
    for name in ("controller-manager", "scheduler", "kubelet", "proxy", "dns"):
        write(instance, instance.node / f"{name}.kubeconfig", name)
    write(instance, instance.kubeconfig, "admin")
