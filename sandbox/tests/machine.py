"""What a sandbox could leave behind on this machine, as comparable sets."""

import json
import os
from pathlib import Path

from sandbox import shell
from sandbox.node import cgroups, namespace

COVERED = namespace.COVERED
SETTINGS = [Path("/proc/sys") / name for name in namespace.TUNABLES] + [
    Path("/proc/sys/net/ipv4/ip_forward"), Path("/proc/sys/net/netfilter/nf_conntrack_max")]


def sandboxes():
    """The cables of all sandboxes that are up, as paths; a name ends in the sandbox's id."""
    return list(Path("/sys/class/net").glob("ddc-*"))


def snapshot():
    return {
        "mounts": {row.split()[4] for row in Path("/proc/self/mountinfo").read_text().splitlines()},
        "interfaces": {link["ifname"] for link in json.loads(shell.run("ip", "-json", "link"))},
        "addresses": {f"{link['ifname']} {entry['local']}" for link in json.loads(shell.run("ip", "-json", "address"))
                      for entry in link.get("addr_info", [])},
        "routes": {f"{row['dst']} {row.get('dev')}" for row in json.loads(shell.run("ip", "-json", "route"))},
        "firewall": {row for tables in ("iptables-save", "ip6tables-save") for row in shell.run(tables).splitlines()
                     if row.startswith(("-A", ":KUBE", ":CNI"))},
        "cgroups": {directory for mount, _ in cgroups.hierarchies() for directory in os.listdir(mount)
                    if (mount / directory).is_dir()},
        "directories": {path for path in COVERED if Path(path).exists()},
        "settings": {f"{path}={path.read_text().strip()}" for path in SETTINGS if path.exists()},
    }


def added(before, after, other_sandboxes):
    """What is there now and was not, as 'kind: thing'; things of ``other_sandboxes`` (texts) do not count."""
    return [f"{kind}: {thing}" for kind in before for thing in sorted(after[kind] - before[kind])
            if not any(text in thing for text in other_sandboxes)]
