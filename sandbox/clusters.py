"""The Kubernetes the sandbox works with: its own node, or one the user names."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from . import shell
from .problem import Problem

# What an IRSA issuer looks like: the EKS cluster of the sandbox reports the issuer of the Kubernetes it stands for.
ISSUER = "https://oidc.eks.us-east-1.amazonaws.com/id/{id}"


@dataclass(frozen=True)
class Cluster:
    """``host``: this machine's address as pods see it; the emulated services listen there."""

    kubectl: Path
    kubeconfig: Path
    issuer: str
    host: str

    def run(self, *words, stdin=None, check=True, timeout=120):
        return shell.run(self.kubectl, "--kubeconfig", self.kubeconfig, *words, stdin=stdin, check=check,
                         timeout=timeout)

    def get(self, *words):
        """The object as a dict, or None if there is none or the server does not answer."""
        found = self.run("get", *words, "-o", "json", "--ignore-not-found", check=False)
        return json.loads(found) if found.strip() else None


def is_external():
    choice = os.environ.get("SANDBOX_CLUSTER", "own")
    if choice not in ("own", "external"):
        raise Problem(f"SANDBOX_CLUSTER={choice} is unknown: 'external' uses the cluster of KUBECONFIG, "
                      "'own' (the default) starts one")
    return choice == "external"


def own(instance, paths):
    return Cluster(paths.kubectl, instance.kubeconfig,
                   ISSUER.format(id=instance.id.upper() * 4), instance.host_address)


def external(paths):
    """The cluster of the user's KUBECONFIG. Its issuer is read from it, so that IRSA's trust can be checked."""
    kubeconfig = os.environ.get("KUBECONFIG")
    if not kubeconfig or not Path(kubeconfig).is_file():
        raise Problem("SANDBOX_CLUSTER=external needs KUBECONFIG to name one existing file"
                      + (f"; it is '{kubeconfig}'" if kubeconfig else ""))
    found = shell.run(paths.kubectl, "--kubeconfig", kubeconfig, "get", "--raw", "/.well-known/openid-configuration",
                      timeout=30)
    return Cluster(paths.kubectl, Path(kubeconfig).resolve(), json.loads(found)["issuer"], "127.0.0.1")
