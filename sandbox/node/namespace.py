"""The node's network and mount namespaces, and the virtual cable to the machine."""

import ipaddress
import json
from pathlib import Path

from .. import files, process, shell, waiting
from ..problem import Problem

HOLDER = "node"

# What the kubelet insists on and would otherwise change for the whole machine (kubelet, kernel tunables). Inside the
# namespace it reads these values from plain files and so has nothing to change.
TUNABLES = {
    "vm/overcommit_memory": "1",
    "vm/panic_on_oom": "0",
    "kernel/panic": "10",
    "kernel/panic_on_oops": "1",
    "kernel/keys/root_maxkeys": "1000000",
    "kernel/keys/root_maxbytes": "25000000",
}

# Directories whose names are compiled into the kubelet, containerd or the CNI library, each covered by one of ours.
COVERED = ("/var/lib/kubelet", "/var/lib/cni", "/var/log/pods", "/var/log/containers")

# $1: table of bind mounts, "source target" a line; $2: file made when all is done.
# 'shadow' gives a directory the same children, each bound to the real one, but lets us add names that the machine
# itself does not have: the machine gets no directory that another sandbox might be using when this one goes.
SCRIPT = """
set -eu
mount -t tmpfs -o mode=755 tmpfs /run

shadow() {
  copy=/run/shadow$1
  mkdir -p "$copy"
  for child in "$1"/* "$1"/.[!.]*; do
    name=${child##*/}
    if [ -L "$child" ]; then cp -P "$child" "$copy/$name"
    elif [ -d "$child" ]; then mkdir "$copy/$name"; mount --rbind "$child" "$copy/$name"
    elif [ -e "$child" ]; then : > "$copy/$name"; mount --bind "$child" "$copy/$name"
    fi
  done
  mount --rbind "$copy" "$1"
}

while read -r source target; do
  if [ ! -e "$target" ]; then
    [ -e "/run/shadow${target%/*}" ] || shadow "${target%/*}"
    mkdir -p "$target"
  fi
  mount --bind "$source" "$target"
done < "$1"
mount --make-rshared /
echo 1 > /proc/sys/net/ipv4/ip_forward
if [ -e /proc/sys/net/bridge/bridge-nf-call-iptables ]; then
  echo 1 > /proc/sys/net/bridge/bridge-nf-call-iptables
fi
ip link set lo up
: > "$2"
exec sleep infinity
"""


def routed():
    """Networks this machine already has an address or a route in, the default route excepted."""
    found = []
    for row in json.loads(shell.run("ip", "-json", "-4", "route", "show", "table", "all") or "[]"):
        target = row.get("dst", "default")
        if target != "default" and row.get("type") not in ("broadcast",):
            found.append(ipaddress.ip_network(target, strict=False))
    return found


def enter(instance):
    """The words before a command that make it run inside the node's namespaces."""
    holder = process.running(instance.run, HOLDER)
    if holder is None:
        raise Problem("the node is not up: run 'make sandbox'")
    return ["nsenter", "--target", str(holder.pid), "--mount", "--net", "--"]


def up(instance):
    """Opens the namespaces and lays the cable. Returns whether they are new."""
    # Whatever comes for one of these addresses is for this machine, and its processes may listen on any of them.
    shell.run("ip", "route", "replace", "local", instance.machines, "dev", "lo")
    if process.running(instance.run, HOLDER) is not None:
        return False
    for module in ("overlay", "br_netfilter", "nf_conntrack"):
        shell.works("modprobe", module)  # built in on many kernels: what is really missing shows in the node's logs
    ready = instance.node / "namespace-ready"
    ready.unlink(missing_ok=True)
    script = ["unshare", "--mount", "--net", "--propagation", "private", "--",
              "/bin/sh", "-c", SCRIPT, "node", str(mounts(instance)), str(ready)]
    record, _ = process.start(instance, process.Spec(HOLDER, tuple(script)))
    waiting.until(ready.exists, 10, "the node's namespaces did not open", record.alive, record.log, pause=0.02)
    cable(instance, record.pid)
    return True


def mounts(instance):
    """Writes the list of bind mounts and makes their sources."""
    rows = []
    for name, value in TUNABLES.items():
        target = Path("/proc/sys") / name
        if target.exists():
            source = instance.node / "sysctl" / name.replace("/", ".")
            files.write(source, value + "\n")
            rows.append((source, target))
    for target in map(Path, COVERED):
        source = instance.node / target.relative_to("/")
        source.mkdir(parents=True, exist_ok=True)
        rows.append((source, target))
    if instance.state.parts[1] == "run" or " " in str(instance.state):
        raise Problem(f"the node cannot keep its state in {instance.state}: choose a directory outside /run and "
                      "without blanks (--dir)")
    table = instance.node / "mounts"
    files.write(table, "".join(f"{source} {target}\n" for source, target in rows))
    return table


def cable(instance, pid):
    inside = ["nsenter", "--target", str(pid), "--net", "--", "ip"]
    prefix = instance.link.prefixlen
    shell.works("ip", "link", "delete", instance.interface)
    shell.run("ip", "link", "add", instance.interface, "type", "veth", "peer", "name", "eth0", "netns", pid)
    shell.run("ip", "address", "add", f"{instance.host_address}/{prefix}", "dev", instance.interface)
    shell.run("ip", "link", "set", instance.interface, "up")
    shell.run(*inside, "address", "add", f"{instance.node_address}/{prefix}", "dev", "eth0")
    shell.run(*inside, "link", "set", "eth0", "up")
    shell.run(*inside, "route", "add", "default", "via", instance.host_address)
    for network in (instance.services, instance.pods):
        shell.run("ip", "route", "replace", network, "via", instance.node_address, "dev", instance.interface)


def clean(instance):
    """Removes the machines' addresses, and the cable, if the kernel has not yet done so after the last process of the
    namespace."""
    if instance.machines in routed():
        shell.run("ip", "route", "delete", "local", instance.machines, "dev", "lo")
    if Path("/sys/class/net", instance.interface).exists():
        shell.works("ip", "link", "delete", instance.interface)
