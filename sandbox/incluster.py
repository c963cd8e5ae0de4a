"""The operator as it runs in production: a Deployment in the cluster, with the rights of deploy/ and no others.

What a studio changes for its own cluster is a kustomization here: image, configuration, Region, AWS endpoints, and
the role of its service account. The role's token is mounted as the EKS webhook would do it.
"""

import json
import os
from pathlib import Path

from . import files, waiting
from .operator import configuration
from .services import account

NAME = NAMESPACE = "unreal-cloud-ddc-operator"
TOKEN_DIRECTORY = "/var/run/secrets/eks.amazonaws.com/serviceaccount"
TRUST_DIRECTORY = "/etc/unreal-cloud-ddc-operator/trust"


def install(checkout, instance, cluster, image, environment, cql, authority, namespaces):
    """Applies everything and waits until the operator is ready. Idempotent; returns whether a new pod was started.

    ``environment``: AWS endpoints and Region. ``cql``, ``authority``, ``namespaces``: see operator.configuration.
    """
    folder = write(checkout, instance, image, environment, cql, authority, namespaces)
    before = generation(cluster)
    cluster.run("apply", "--server-side", "--force-conflicts", "-k", folder)
    waiting.until(lambda: available(cluster), 180, lambda: f"the operator did not get ready ({trouble(cluster)})",
                  alive=lambda: not hopeless(cluster), pause=0.5)
    return generation(cluster) != before


def write(checkout, instance, image, environment, cql, authority, namespaces):
    """Writes the kustomization and what it refers to; returns its folder."""
    folder = instance.state / "operator"
    settings = configuration(cql, f"{TRUST_DIRECTORY}/ca.pem", namespaces)
    files.write(folder / "config.yaml", json.dumps(settings, indent=1) + "\n")
    files.write(folder / "ca.pem", Path(authority).read_text())
    files.write(folder / "kustomization.yaml",
                json.dumps(kustomization(checkout, folder, image, environment), indent=1) + "\n")
    return folder


def kustomization(checkout, folder, image, environment):
    name, _, tag = image.name.rpartition(":")
    return {
        "apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization",
        "resources": [os.path.relpath(checkout / "deploy/overlays/cluster-wide", folder)],
        "images": [{"name": NAME, "newName": name, "newTag": tag}],
        "configMapGenerator": [
            {"name": f"{NAME}-config", "namespace": NAMESPACE, "behavior": "replace", "files": ["config.yaml"]},
            {"name": f"{NAME}-trust", "namespace": NAMESPACE, "files": ["ca.pem"]}],
        "patches": [{"target": {"kind": "Deployment", "name": NAME},
                     "patch": json.dumps(deployment(image, environment))}],
    }


def deployment(image, environment):
    """A strategic merge patch: lists merge by name."""
    variables = {**environment, "DDC_OPERATOR_IMAGE": image.name, "AWS_ROLE_ARN": account.OPERATOR_ROLE,
                 "AWS_WEB_IDENTITY_TOKEN_FILE": f"{TOKEN_DIRECTORY}/token"}
    token = {"serviceAccountToken": {"audience": "sts.amazonaws.com", "expirationSeconds": 86400, "path": "token"}}
    return {
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": NAME},
        "spec": {"template": {"spec": {
            "containers": [{
                "name": "operator",
                "env": [{"name": key, "value": value} for key, value in sorted(variables.items())],
                "volumeMounts": [{"name": "aws-iam-token", "mountPath": TOKEN_DIRECTORY, "readOnly": True},
                                 {"name": "trust", "mountPath": TRUST_DIRECTORY, "readOnly": True}]}],
            "volumes": [{"name": "aws-iam-token", "projected": {"sources": [token]}},
                        {"name": "trust", "configMap": {"name": f"{NAME}-trust"}}]}}}}


def generation(cluster):
    found = cluster.get("deployment", NAME, "-n", NAMESPACE)
    return found["metadata"]["generation"] if found else None


def available(cluster):
    """Whether the pods of the newest template serve, and no others run."""
    found = cluster.get("deployment", NAME, "-n", NAMESPACE)
    if not found:
        return False
    wanted, status = found["spec"]["replicas"], found.get("status", {})
    return (status.get("observedGeneration") == found["metadata"]["generation"]
            and status.get("updatedReplicas") == wanted == status.get("readyReplicas") == status.get("replicas"))


def pods(cluster):
    found = cluster.get("pods", "-n", NAMESPACE, "-l", f"app.kubernetes.io/name={NAME}")
    return found["items"] if found else []


def containers(cluster):
    return [one for pod in pods(cluster) for one in pod["status"].get("containerStatuses", [])]


def hopeless(cluster):
    """The operator ends by itself only when something is wrong that it names; three times is enough to believe it."""
    return any(one["restartCount"] >= 3 and not one["ready"] for one in containers(cluster))


def trouble(cluster):
    """The operator's last words, or why Kubernetes does not start it."""
    last = cluster.run("logs", "-n", NAMESPACE, f"deployment/{NAME}", "--tail=3", check=False).strip()
    waits = [f"{one['state']['waiting'].get('reason')}: {one['state']['waiting'].get('message', '')}"
             for one in containers(cluster) if "waiting" in one["state"]]
    return "; ".join([*waits, *last.splitlines()]) or "no pod yet"

