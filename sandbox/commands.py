"""What each command of the command line does."""

import datetime
import json
import os
from pathlib import Path

from . import (clusters, disturb, dist as releases, files, flow, instance as instances, journey, process, report,
               teardown)
from .install import cache, java, sets
from .node import containerd, namespace
from .problem import Problem

DEFAULT_EXAMPLE = "single-region-keyspaces"


def run(checkout, arguments):
    return COMMANDS[arguments.command](checkout, arguments)


def load(checkout, arguments):
    instance = instances.load(checkout, arguments.name, arguments.dir)
    archive = Path(arguments.archive).resolve()
    if not archive.is_file():
        raise Problem(f"there is no file {archive}")
    report.plain(containerd.ctr(instance, "images", "import", archive).rstrip())
    return 0


def tools(_, arguments):
    if arguments.list:
        root = cache.root()
        report.plain(f"cache: {root}")
        for tool in sets.TOOLS.values():
            report.plain(f"  {tool.name:24} {'installed' if tool.there(root) else 'missing, takes ' + tool.cost}")
        for name, members in sets.SETS.items():
            report.plain(f"set {name}: {' '.join(members)}")
        return 0
    sets.ensure(arguments.names)
    return 0


def up(checkout, arguments):
    instance = instances.load(checkout, arguments.name, arguments.dir, routed=namespace.routed)
    instances.write_down(instance)
    name = arguments.example or os.environ.get("EXAMPLE") or DEFAULT_EXAMPLE
    with cache.lock(instance.state, "up-or-down"):
        flow.up(checkout, instance, arguments.only, name)
    return 0


def down(checkout, arguments):
    instance = instances.load(checkout, arguments.name, arguments.dir)
    with cache.lock(instance.state, "up-or-down"):
        stuck = teardown.everything(instance)
    if stuck:
        raise Problem(f"these would not go: {', '.join(stuck)}. Look at them, then run 'make sandbox-down' again")
    report.say(f"nothing of the sandbox '{instance.name}' runs any more; logs are in {instance.logs}")
    return 0


def status(checkout, arguments):
    instance = instances.load(checkout, arguments.name, arguments.dir)
    records = process.records(instance.run)
    if not records:
        report.plain(f"the sandbox '{instance.name}' is not up; start it with 'make sandbox'")
        return 3
    report.plain(f"{'PROCESS':26}{'STATE':9}{'PID':>8}  {'SINCE':21}LISTENS ON")
    for record in records:
        since = datetime.datetime.fromtimestamp(record.since).strftime("%Y-%m-%d %H:%M:%S")
        where = ", ".join(f"{address}:{port}" for address, port in record.listens) or "-"
        state = "running" if record.alive() else "ENDED"
        report.plain(f"{record.name:26}{state:9}{record.pid:>8}  {since:21}{where}")
    ended = [record for record in records if not record.alive()]
    for record in ended:
        report.plain(f"{record.name} has ended; its last words are in {record.log}. 'make sandbox' starts it again.")
    return 1 if ended else 0


def env(checkout, arguments):
    instance = instances.load(checkout, arguments.name, arguments.dir)
    try:
        report.plain((instance.state / "env").read_text().rstrip())
    except FileNotFoundError:
        raise Problem(f"{instance.state / 'env'} is not there: run 'make sandbox' first") from None
    return 0


def dist(checkout, arguments):
    state = instances.state_directory(checkout, instances.DEFAULT_NAME)
    made = releases.make(checkout, state, arguments.base)
    report.plain((made / releases.SUMS).read_text().rstrip())
    report.say(f"the release {releases.version(checkout)} is in {os.path.relpath(made)}")
    return 0


def bench(checkout, arguments):
    instance = instances.load(checkout, arguments.name, arguments.dir)
    cluster = clusters.own(instance, sets.ensure(["kubectl"]))
    found = {"journey": journey.run(instance, cluster), "disturbances": disturb.run(instance, cluster)}
    files.write(Path(arguments.out), json.dumps(found, indent=1) + "\n")
    return 0


def jdk(_, __):
    report.plain(str(java.jdk()))
    return 0


COMMANDS = {"tools": tools, "load": load, "up": up, "down": down, "status": status, "env": env, "jdk": jdk,
            "dist": dist, "bench": bench}
