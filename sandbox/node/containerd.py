"""containerd for the node: its configuration, the network plugin's, and loading images.

Its state and socket are under /run, which inside the node's mount namespace is the node's own.
"""

import json
from pathlib import Path

from .. import files, process, shell, waiting
from ..install.busybox import PAUSE
from ..problem import Problem
from . import namespace

NAME = "containerd"
SOCKET = "/run/containerd/containerd.sock"
PLUGIN_DIRECTORIES = ("/usr/lib/cni", "/opt/cni/bin")  # Debian; upstream and most others


def spec(instance):
    config = instance.node / "containerd.toml"
    files.write(config, configuration(instance))
    files.write(instance.node / "cni" / "10-sandbox.conflist", network(instance))
    return process.Spec(NAME, tuple(namespace.enter(instance) + ["containerd", "--config", str(config)]),
                        env={"TMPDIR": "/run"}, inputs=(config,))


def plugins():
    for directory in PLUGIN_DIRECTORIES:
        if Path(directory, "bridge").exists():
            return directory
    raise Problem("the CNI network plugins are missing: apt-get install containernetworking-plugins")


def configuration(instance):
    cri = 'plugins."io.containerd.grpc.v1.cri"'
    return f"""version = 2
root = "{instance.node}/containerd"
state = "/run/containerd/state"

[grpc]
address = "{SOCKET}"

[plugins."io.containerd.internal.v1.opt"]
path = "{instance.node}/containerd/opt"

[{cri}]
sandbox_image = "{PAUSE}"
disable_apparmor = true
# Without this, runc fails where a process may not lower its own OOM score.
restrict_oom_score_adj = true

[{cri}.containerd]
snapshotter = "{snapshotter(instance)}"

[{cri}.containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"

[{cri}.containerd.runtimes.runc.options]
SystemdCgroup = false

[{cri}.cni]
bin_dir = "{plugins()}"
conf_dir = "{instance.node}/cni"
"""


def snapshotter(instance):
    """overlayfs where the state directory's file system can carry one; plain copies where it cannot."""
    work = instance.node / "overlay-probe"
    for name in ("lower", "upper", "work", "merged"):
        (work / name).mkdir(parents=True, exist_ok=True)
    options = f"lowerdir={work}/lower,upperdir={work}/upper,workdir={work}/work"
    command = ["mount", "-t", "overlay", "overlay", "-o", options, str(work / "merged")]
    # In a mount namespace of its own, which ends with the command and takes the mount along.
    return "overlayfs" if shell.works("unshare", "--mount", *command) else "native"


def network(instance):
    return json.dumps({
        "cniVersion": "0.4.0", "name": "sandbox",
        "plugins": [
            {"type": "bridge", "bridge": "cni0", "isGateway": True, "ipMasq": True, "hairpinMode": True,
             "ipam": {"type": "host-local", "dataDir": "/run/cni", "routes": [{"dst": "0.0.0.0/0"}],
                      "ranges": [[{"subnet": str(instance.pods)}]]}},
            {"type": "portmap", "capabilities": {"portMappings": True}},
        ],
    }, indent=1) + "\n"


def ctr(instance, *words, check=True, timeout=300):
    return shell.run(*namespace.enter(instance), "ctr", "--address", SOCKET, "--namespace", "k8s.io", *words,
                     check=check, timeout=timeout)


def await_ready(instance, record):
    waiting.until(lambda: shell.works(*namespace.enter(instance), "ctr", "--address", SOCKET, "version"),
                  30, "containerd did not answer", record.alive, record.log)


def load(instance, archive, names):
    """Imports an OCI archive unless all its image names are there."""
    there = ctr(instance, "images", "ls", "--quiet").split()
    if not all(name in there for name in names):
        ctr(instance, "images", "import", archive)


def alias(instance, name, other):
    """Makes the image ``name`` known as ``other`` too."""
    ctr(instance, "images", "tag", "--force", name, other)
