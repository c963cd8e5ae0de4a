"""Programs built from Go modules that sandbox/tools pins by go.mod and go.sum."""

import os
import re
import shutil
from pathlib import Path

from . import cache as store
from .. import shell
from ..problem import Problem

MODULES = Path(__file__).resolve().parent.parent / "tools"
HINT = "Is a package registry for Go modules reachable ('go env GOPROXY')? Then run the same command again."

# binary name → package
KUBERNETES = {
    "kube-apiserver": "k8s.io/kubernetes/cmd/kube-apiserver",
    "kube-controller-manager": "k8s.io/kubernetes/cmd/kube-controller-manager",
    "kube-scheduler": "k8s.io/kubernetes/cmd/kube-scheduler",
    "kubelet": "k8s.io/kubernetes/cmd/kubelet",
    "kube-proxy": "k8s.io/kubernetes/cmd/kube-proxy",
    "kubectl": "k8s.io/kubernetes/cmd/kubectl",
    "etcd": "go.etcd.io/etcd/server/v3",
}


def pinned(module, requirement):
    """The version that sandbox/tools/<module>/go.mod requires, such as v1.34.4."""
    text = (MODULES / module / "go.mod").read_text()
    found = re.search(rf"^\s*(?:require )?{re.escape(requirement)} (v\S+)", text, re.MULTILINE)
    if found is None:
        raise Problem(f"sandbox/tools/{module}/go.mod does not require {requirement}: restore that file from git")
    return found.group(1)


def kubernetes_directory(cache, module="kubernetes"):
    return cache / "kubernetes" / pinned(module, "k8s.io/kubernetes")


def older_releases():
    """Of Kubernetes beside the newest, for the API server alone: 1.31.14 → the folder of sandbox/tools that pins it."""
    return {pinned(folder.name, "k8s.io/kubernetes")[1:]: folder.name for folder in sorted(MODULES.glob("kubernetes-*"))}


def coredns_program(cache):
    return cache / "coredns" / pinned("coredns", "github.com/coredns/coredns") / "coredns"


def helm_program(cache):
    return cache / "helm" / pinned("helm", "helm.sh/helm/v3") / "helm"


def glua_program(cache):
    return cache / "glua" / pinned("glua", "github.com/yuin/gopher-lua") / "glua"


def kubernetes(cache, name, module="kubernetes"):
    """``module``: the folder of sandbox/tools that pins the release."""
    version = pinned(module, "k8s.io/kubernetes")
    major, minor = version.lstrip("v").split(".")[:2]
    stamp = {"gitVersion": version, "gitMajor": major, "gitMinor": minor, "gitTreeState": "clean"}
    # Without a stamp the version reads v0.0.0-master+$Format:%H$, which clients fail to parse.
    flags = " ".join(f"-X k8s.io/component-base/version.{key}={value}" for key, value in stamp.items())
    build(cache, module, KUBERNETES[name], kubernetes_directory(cache, module) / name, flags)


def coredns(cache):
    build(cache, "coredns", "github.com/coredns/coredns", coredns_program(cache), "")


def helm(cache):
    # Unstamped, it takes itself for another release, and the clusters it knows for Kubernetes 1.20.
    major, minor = "1", pinned("helm", "k8s.io/client-go").split(".")[1]
    stamp = {"internal/version.version": pinned("helm", "helm.sh/helm/v3"),
             **{f"pkg/{package}.k8sVersion{part}": value for package in ("chartutil", "lint/rules")
                for part, value in (("Major", major), ("Minor", minor))}}
    build(cache, "helm", "helm.sh/helm/v3/cmd/helm", helm_program(cache),
          " ".join(f"-X helm.sh/helm/v3/{key}={value}" for key, value in stamp.items()))


def glua(cache):
    """The Lua interpreter that Argo CD embeds, as a program."""
    build(cache, "glua", "github.com/yuin/gopher-lua/cmd/glua", glua_program(cache), "")


def build(cache, module, package, target, flags):
    require_go()
    with store.building(target) as work:
        result = work / target.name
        store.logged(cache, target.name, ["go", "build", "-trimpath", "-ldflags", f"-s -w {flags}".strip(),
                                          "-o", result, package],
                     HINT, env={"CGO_ENABLED": "0", "GOFLAGS": "", "GOWORK": "off"}, cwd=MODULES / module)
        os.replace(result, target)


def require_go():
    """Go from 1.21 on fetches by itself the release that a go.mod asks for."""
    get = "install Go 1.26 (https://go.dev/dl), or any from 1.21 on, and have 'go' on the PATH"
    if shutil.which("go") is None:
        raise Problem(f"Go is missing: {get}")
    version = shell.run("go", "env", "GOVERSION", cwd="/").strip()
    found = re.match(r"go(\d+)\.(\d+)", version)
    if found and (int(found.group(1)), int(found.group(2))) < (1, 21):
        raise Problem(f"{version} is too old: {get}")
