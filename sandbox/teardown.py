"""Ends everything of one sandbox and removes its traces, whatever state a killed run left it in."""

import shutil

from . import process
from .node import cgroups, namespace

# What a sandbox keeps when it is down: logs, the Maven build, its network's choice, and lock files.
RUNTIME = ("run", "node", "pki", "services", "bin", "kubeconfig", "env", "cqlshrc", "cqlsh-credentials",
           "cqlshrc-gateway", "cqlsh-no-credentials", "services.json", "operator.json", "operator", "example.yaml")


def everything(instance):
    """Returns what would not go, as texts; then its files stay too, so that the next try knows of it."""
    for record in reversed(process.records(instance.run)):
        if record.alive():
            process.end([(record.pid, record.ticks)])
    # Container shims, children of killed parents, processes that were started but never recorded, and what runs in
    # pods. One of them may start another while it is being ended, so look until nobody is left.
    for _ in range(20):
        left = remaining(instance)
        if not left:
            break
        process.end(left, grace=2.0)
    namespace.clean(instance)
    stuck = [f"process {pid}" for pid, _ in sorted(remaining(instance))]
    stuck += [f"cgroup {path}" for path in cgroups.remove(instance)]
    if not stuck:
        for name in RUNTIME:
            remove(instance.state / name)
    return stuck


def remaining(instance):
    return set(process.marked(instance.state)) | cgroups.members(instance)


def leftovers(instance):
    """Whether a node of this sandbox was up whose namespaces have gone: killed, or the machine was restarted."""
    if process.running(instance.run, namespace.HOLDER) is not None:
        return False
    return bool(process.records(instance.run) or remaining(instance) or cgroups.tops(instance)
                or (instance.state / "node").exists())


def remove(path):
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
