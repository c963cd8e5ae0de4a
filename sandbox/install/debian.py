"""Debian packages the node needs, installed only where the machine lacks them."""

import os
import shutil
from pathlib import Path

from . import cache as store
from ..problem import Problem

HINT = "Install the packages by hand with apt-get and run the same command again."
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

# package → what shows that it is there: a command, or one of several files
NODE = {
    "containerd": "containerd",
    "runc": "runc",
    "containernetworking-plugins": ("/usr/lib/cni/bridge", "/opt/cni/bin/bridge"),
    "iptables": "iptables",
    "conntrack": "conntrack",
    "iproute2": "ip",
    "busybox-static": "busybox",
    "openssl": "openssl",
    "util-linux": "nsenter",
}
IMAGE = {"debootstrap": "debootstrap"}
BENCH = {"haproxy": "haproxy"}  # what the gateway is compared with


def there(evidence):
    if isinstance(evidence, tuple):
        return any(Path(path).exists() for path in evidence)
    return shutil.which(evidence, path=SYSTEM_PATH) is not None


def missing(packages):
    return [package for package, evidence in packages.items() if not there(evidence)]


def install(cache, packages):
    if not packages:
        return
    names = " ".join(packages)
    if shutil.which("apt-get", path=SYSTEM_PATH) is None:
        raise Problem(f"this machine lacks what Debian packages as {names}: install it with your package manager")
    if os.geteuid() != 0:
        raise Problem(f"packages are missing: sudo apt-get install {names}")
    environment = {"DEBIAN_FRONTEND": "noninteractive", "PATH": SYSTEM_PATH}
    patience = ["-o", "DPkg::Lock::Timeout=300"]
    command = ["apt-get", *patience, "install", "--yes", "--no-install-recommends", *packages]
    try:
        store.logged(cache, "debian-packages", command, HINT, env=environment)
    except Problem:  # often only because the package lists are old or were never loaded
        store.logged(cache, "debian-update", ["apt-get", *patience, "update"], HINT, env=environment)
        store.logged(cache, "debian-packages", command, HINT, env=environment)
