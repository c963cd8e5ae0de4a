"""Processes the sandbox starts: recorded by pid, start time and boot, ended by that identity only.

A record is ``run/<name>.json``. A pid alone can belong to somebody else later; pid, start time (clock ticks since
boot, field 22 of /proc/PID/stat, see proc(5)) and boot id together cannot. Every process also gets the
environment variable ``MARK`` with the state directory; children inherit it, so what a killed parent
left behind (container shims, a database) is found too.
"""

import hashlib
import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

from . import files

MARK = "DDC_SANDBOX_PROCESS"
CHILDREN = {}  # processes of this very run, by pid, so that an ended one can be reaped


@dataclass(frozen=True)
class Spec:
    """What to run. ``inputs``: files whose change means a restart. ``listens``: (address, port) pairs, for status."""

    name: str
    argv: tuple
    env: dict = field(default_factory=dict)
    inputs: tuple = ()
    listens: tuple = ()
    cwd: Optional[str] = None

    def fingerprint(self):
        digest = hashlib.sha256(json.dumps([list(map(str, self.argv)), sorted(self.env.items())]).encode())
        for path in self.inputs:
            digest.update(Path(path).read_bytes())
        return digest.hexdigest()


@dataclass(frozen=True)
class Record:
    name: str
    pid: int
    ticks: int
    boot: str
    since: float
    argv: list
    fingerprint: str
    listens: list
    log: str

    def alive(self):
        return self.boot == boot_id() and ticks_of(self.pid) == self.ticks


def boot_id():
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()


def ticks_of(pid):
    """Start time of a running process in clock ticks since boot; None if there is none or it is a zombie."""
    child = CHILDREN.get(pid)
    if child is not None and child.poll() is not None:
        return None
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    fields = stat.rpartition(")")[2].split()  # the command name before it may hold blanks and brackets
    return None if fields[0] in "ZX" else int(fields[19])


def records(run):
    """All records, oldest first. A damaged one is skipped: its process still carries the mark."""
    found = []
    for path in Path(run).glob("*.json"):
        try:
            found.append(Record(**json.loads(path.read_text())))
        except (ValueError, TypeError):
            continue
    return sorted(found, key=lambda record: record.since)


def record_of(run, name):
    return next((record for record in records(run) if record.name == name), None)


def running(run, name):
    record = record_of(run, name)
    return record if record is not None and record.alive() else None


def start(instance, spec):
    """Starts the process unless exactly this one already runs. Returns (record, whether it is new)."""
    fingerprint = spec.fingerprint()
    old = running(instance.run, spec.name)
    if old is not None:
        if old.fingerprint == fingerprint:
            return old, False
        end([(old.pid, old.ticks)])
    instance.logs.mkdir(parents=True, exist_ok=True)
    log = instance.logs / f"{spec.name}.log"
    if log.exists():
        log.replace(log.with_suffix(".log.1"))  # what the one before it said is often the reason for looking
    environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root",
                   "LANG": "C.UTF-8", **spec.env, MARK: str(instance.state)}
    with open(log, "wb") as out:
        child = subprocess.Popen(
            [str(word) for word in spec.argv], env=environment, cwd=spec.cwd or "/", start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
    CHILDREN[child.pid] = child
    record = Record(spec.name, child.pid, ticks_of(child.pid) or 0, boot_id(), time.time(),
                    [str(word) for word in spec.argv], fingerprint, [list(pair) for pair in spec.listens], str(log))
    files.write(instance.run / f"{spec.name}.json", json.dumps(record.__dict__, indent=1) + "\n")
    return record, True


def end(identities, grace=5.0):
    """Ends processes given as (pid, ticks), all at the same time: asks, waits up to ``grace`` seconds, insists.

    Returns the identities that had to be killed.
    """
    handles = {}
    try:
        for pid, ticks in identities:
            try:
                handle = os.pidfd_open(pid)
            except ProcessLookupError:
                continue
            handles[(pid, ticks)] = handle  # from here on the handle means whoever has the pid now,
            if ticks_of(pid) != ticks:      # and this says whether that is still ours
                os.close(handles.pop((pid, ticks)))
        left = signal_and_wait(handles, signal.SIGTERM, grace)
        signal_and_wait({one: handles[one] for one in left}, signal.SIGKILL, 10.0)
        return left
    finally:
        for handle in handles.values():
            os.close(handle)


def signal_and_wait(handles, number, seconds):
    """Signals each process, then returns those that still run after at most so many seconds."""
    for handle in handles.values():
        try:
            signal.pidfd_send_signal(handle, number)
        except ProcessLookupError:
            pass
    deadline = time.monotonic() + seconds
    while True:
        left = [(pid, ticks) for pid, ticks in handles if ticks_of(pid) == ticks]
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(0.02)


def marked(state):
    """(pid, ticks) of every process on this machine that descends from one of ours and keeps the mark."""
    wanted = f"{MARK}={state}".encode()
    found = []
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            variables = Path(f"/proc/{entry}/environ").read_bytes().split(b"\0")
        except OSError:  # ended meanwhile, or another user's
            continue
        if wanted in variables:
            ticks = ticks_of(int(entry))
            if ticks is not None:
                found.append((int(entry), ticks))
    return found
