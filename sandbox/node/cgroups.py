"""The cgroup tree that holds every pod of one sandbox, in each cgroup hierarchy of the machine (v1, v2 or both)."""

import os
import time
from pathlib import Path

from .. import process


def hierarchies():
    """Mount points of all cgroup hierarchies."""
    found = []
    for row in Path("/proc/self/mountinfo").read_text().splitlines():
        columns = row.split()
        kind = columns[columns.index("-") + 1]
        if kind in ("cgroup", "cgroup2"):
            found.append((Path(columns[4]), kind))
    return found


def make(instance):
    """Makes the tree's top: the kubelet refuses a cgroup root that does not exist."""
    for mount, kind in hierarchies():
        top = mount / instance.cgroup
        top.mkdir(exist_ok=True)
        # In v1 a cpuset without cores and memory takes no process, and children start with their parent's.
        for name in ("cpuset.cpus", "cpuset.mems"):
            if kind == "cgroup" and (top / name).exists() and not (top / name).read_text().strip():
                (top / name).write_text((mount / name).read_text())


def tops(instance):
    return [mount / instance.cgroup for mount, _ in hierarchies() if (mount / instance.cgroup).is_dir()]


def members(instance):
    """(pid, start ticks) of every process in the tree."""
    found = set()
    for top in tops(instance):
        for directory, _, names in os.walk(top):
            if "cgroup.procs" in names:
                for pid in Path(directory, "cgroup.procs").read_text().split():
                    ticks = process.ticks_of(int(pid))
                    if ticks is not None:
                        found.add((int(pid), ticks))
    return found


def remove(instance, seconds=10):
    """Removes the empty tree. Returns the directories that would not go."""
    deadline = time.monotonic() + seconds
    while True:
        left = [directory for top in tops(instance) for directory in bottom_up(top) if not removed(directory)]
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(0.05)  # the kernel frees a cgroup shortly after its last process


def bottom_up(top):
    return [directory for directory, _, _ in os.walk(top, topdown=False)]


def removed(directory):
    try:
        os.rmdir(directory)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True
