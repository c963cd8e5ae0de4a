"""One sandbox: its name, its state directory, and everything that must differ from another sandbox's.

The name ``default`` keeps its state in ``.sandbox``; any other name (``SANDBOX=ci``) in ``.sandbox/instances/<name>``.
Network addresses come from a slot: one of 256 /20 networks in 10.208.0.0/12, chosen by the state
directory and moved on if the machine already routes that network. The choice is written down, so it stays.
"""

import hashlib
import ipaddress
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from . import files
from .problem import Problem

DEFAULT_NAME = "default"
POOL = ipaddress.ip_network("10.208.0.0/12")
SLOTS = list(POOL.subnets(new_prefix=20))


@dataclass(frozen=True)
class Instance:
    """``slot`` is the index of this sandbox's network in the pool."""

    name: str
    checkout: Path
    state: Path
    slot: int

    @property
    def id(self):
        """Eight hex digits that no other state directory on this machine shares."""
        return identity(self.state)

    @property
    def network(self):
        return SLOTS[self.slot]

    @property
    def link(self):
        """The /24 between the machine (first address) and the node (second)."""
        return next(self.network.subnets(new_prefix=24))

    @property
    def host_address(self):
        """This machine as the node and its pods see it; the emulated AWS services listen here."""
        return str(self.link[1])

    @property
    def node_address(self):
        return str(self.link[2])

    @property
    def services(self):
        """Cluster IPs of Services."""
        return list(self.network.subnets(new_prefix=23))[1]

    @property
    def dns_address(self):
        return str(self.services[10])

    @property
    def kubernetes_address(self):
        """Cluster IP of the Service ``kubernetes``: always the first one of the range."""
        return str(self.services[1])

    @property
    def pods(self):
        return list(self.network.subnets(new_prefix=21))[1]

    @property
    def machines(self):
        """Private addresses of emulated EC2 instances, a /24 for each Region: all of them this machine's own."""
        return list(self.network.subnets(new_prefix=22))[1]

    def loopback(self, number):
        """An address of this machine's loopback that no other sandbox uses: ports on it are free."""
        return f"127.9.{self.slot}.{number}"

    @property
    def interface(self):
        """The host's end of the link; Linux allows 15 characters."""
        return f"ddc-{self.id}"

    @property
    def cgroup(self):
        """Parent of every pod's cgroup, relative to each cgroup mount."""
        return f"ddc-sandbox-{self.id}"

    @property
    def run(self):
        return self.state / "run"

    @property
    def logs(self):
        return self.state / "log"

    @property
    def pki(self):
        return self.state / "pki"

    @property
    def node(self):
        return self.state / "node"

    @property
    def zones(self):
        """Private zones of the emulated Route 53, as files for cluster DNS."""
        return self.state / "services" / "zones"

    @property
    def kubeconfig(self):
        return self.state / "kubeconfig"


def identity(state):
    return hashlib.sha256(str(state).encode()).hexdigest()[:8]


def state_directory(checkout, name, directory=None):
    if directory:
        return Path(directory).resolve()
    top = checkout.resolve() / ".sandbox"
    return top if name == DEFAULT_NAME else top / "instances" / name


def load(checkout, name=None, directory=None, routed=None):
    """The instance by this name, as written down earlier, or a new one on a free network.

    ``routed``: callable that lists the networks this machine already routes; called for a new instance only.
    """
    name = name or os.environ.get("SANDBOX") or DEFAULT_NAME
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,30}", name):
        raise Problem(f"'{name}' cannot name a sandbox: use up to 31 of a-z, 0-9 and '-', e.g. SANDBOX=ci")
    state = state_directory(checkout, name, directory)
    note = state / "instance.json"
    try:
        slot = json.loads(note.read_text())["slot"]
    except FileNotFoundError:
        slot = free_slot(identity(state), routed() if routed else [])
    except (ValueError, KeyError) as broken:
        raise Problem(f"{note} is damaged ({broken}): delete that file and run 'make sandbox-down'") from broken
    return Instance(name, checkout.resolve(), state, slot)


def write_down(instance):
    files.write(instance.state / "instance.json", json.dumps({"name": instance.name, "slot": instance.slot}) + "\n")


def free_slot(seed, routed):
    """The first slot from the seed's own on that overlaps no network already routed."""
    first = int(seed, 16) % len(SLOTS)
    for step in range(len(SLOTS)):
        slot = (first + step) % len(SLOTS)
        if not any(SLOTS[slot].overlaps(other) for other in routed):
            return slot
    raise Problem(f"every network in {POOL} is already routed on this machine ('ip route'): the node needs a free /20")
