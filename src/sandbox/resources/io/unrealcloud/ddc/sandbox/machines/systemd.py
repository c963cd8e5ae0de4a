#!/usr/bin/python3 -IB
"""systemd-run, systemctl and journalctl of a machine in the sandbox: what is asked of transient services, really done.

A unit is a folder in $MACHINE/units: its command, its log, its supervisor's pid while it runs, its exit code once it
has ended. What is not known here is refused, with exit code 1 as an unknown option is.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

MACHINE = Path(os.environ["MACHINE"])
UNITS, SERVICES = MACHINE / "units", MACHINE / "services"


def refuse(text):
    print(text, file=sys.stderr)
    sys.exit(1)


class Unit:
    def __init__(self, name):
        self.name = name if "." in name else f"{name}.service"
        self.folder = UNITS / self.name
        outer = SERVICES / self.name.removesuffix(".service")
        self.outer = outer if outer.exists() else None

    def read(self, what, otherwise=""):
        try:
            return (self.folder / what).read_text().strip()
        except FileNotFoundError:
            return otherwise

    def options(self):
        return json.loads(self.read("options", "{}"))

    def supervisor(self):
        """Its pid, if it still runs: the start time tells it from somebody else with that pid."""
        pid, _, ticks = self.read("pid").partition(" ")
        return int(pid) if pid and ticks_of(pid) == ticks else None

    def loaded(self):
        """A transient unit that has ended well is gone, unless it was to remain."""
        return bool(self.outer) or self.folder.exists() and (
            self.read("code") != "0" or bool(self.options().get("remain")))

    def properties(self):
        if self.outer:
            on = subprocess.run([self.outer / "active"], check=False, stdout=subprocess.DEVNULL).returncode == 0
            active, sub, result, code = ("active", "running", "success", 0) if on else (
                "inactive", "dead", "success", 0)
        elif not self.loaded():
            active, sub, result, code = "inactive", "dead", "success", 0
        elif not (self.folder / "pid").exists():
            active, sub, result, code = "activating", "start", "success", 0
        elif self.supervisor() is not None:
            active, sub, result, code = "active", "running", "success", 0
        else:
            code = int(self.read("code", "-9"))  # without one the supervisor itself was killed
            if code == 0:
                active, sub, result = "active", "exited", "success"
            else:
                active, sub, result = "failed", "failed", "signal" if code < 0 else "exit-code"
        return {"Id": self.name, "LoadState": "loaded" if self.loaded() else "not-found", "ActiveState": active,
                "SubState": sub, "Result": result, "ExecMainStatus": str(abs(code)),
                "ExecMainCode": "2" if code < 0 else "1" if self.read("code") else "0",
                "MainPID": str(self.supervisor() or 0)}

    def stop(self):
        if self.outer:
            subprocess.run([self.outer / "stop"], check=True)
            return
        pid = self.supervisor()
        if pid is not None:
            os.killpg(pid, signal.SIGTERM)
            wait(lambda: self.supervisor() is None, 90)
            if self.supervisor() is not None:
                os.killpg(pid, signal.SIGKILL)
                wait(lambda: self.supervisor() is None, 10)
        self.forget()

    def forget(self):
        if self.folder.exists() and self.supervisor() is None:
            keep = self.folder.with_name(f".{self.folder.name}.{time.time_ns()}")
            self.folder.rename(keep)  # the journal outlives the unit


def ticks_of(pid):
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] in "ZX" else fields[19]


def wait(done, seconds):
    deadline = time.monotonic() + seconds
    while not done() and time.monotonic() < deadline:
        time.sleep(0.02)


def systemd_run(words):
    unit, options, command = None, {"remain": False, "collect": False, "environment": {}, "directory": "/"}, []
    waiting = False
    while words:
        word = words.pop(0)
        name, has, value = word.partition("=")
        if word == "--":
            command = words
            break
        if not word.startswith("-"):
            command = [word, *words]
            break
        if name in ("--unit", "-u", "--description", "--property", "-p", "--setenv", "-E", "--working-directory") \
                and not has:
            value = words.pop(0) if words else refuse(f"{name} needs a value")
        if name in ("--unit", "-u"):
            unit = Unit(value)
        elif word in ("--remain-after-exit", "-r"):
            options["remain"] = True
        elif word in ("--collect", "-G"):
            options["collect"] = True
        elif name in ("--setenv", "-E"):
            key, _, text = value.partition("=")
            options["environment"][key] = text
        elif name == "--working-directory":
            options["directory"] = value
        elif word == "--wait":
            waiting = True
        elif name in ("--property", "-p"):
            set_property(options, value)
        elif word in ("--no-block", "--quiet", "-q", "--no-ask-password", "--system") or name == "--description":
            pass
        else:
            refuse(f"systemd-run: unrecognized option '{word}'")
    if not command:
        refuse("Command line to execute required.")
    unit = unit or Unit(f"run-u{os.getpid()}")
    if not unit.loaded():
        unit.forget()
    elif unit.outer:
        refuse(f"Failed to start transient service unit: Unit {unit.name} already exists.")
    try:
        unit.folder.mkdir()
    except FileExistsError:
        refuse(f"Failed to start transient service unit: Unit {unit.name} was already loaded or has a fragment file.")
    (unit.folder / "options").write_text(json.dumps({**options, "command": command}))
    if os.fork() == 0:
        supervise(unit, command, options)
    wait(lambda: (unit.folder / "pid").exists(), 10)
    print(f"Running as unit: {unit.name}", file=sys.stderr)
    if waiting:
        while unit.supervisor() is not None:
            time.sleep(0.05)
        sys.exit(abs(int(unit.read("code", "-9"))))


def set_property(options, text):
    key, _, value = text.partition("=")
    if key == "RemainAfterExit":
        options["remain"] = value in ("yes", "true", "1")
    elif key == "WorkingDirectory":
        options["directory"] = value
    elif key == "Environment":
        name, _, inner = value.partition("=")
        options["environment"][name] = inner
    elif key == "CollectMode":
        options["collect"] = value == "inactive-or-failed"
    elif key == "RuntimeMaxSec":
        options["seconds"] = float(value.removesuffix("s"))
    elif key not in ("Type", "User", "TimeoutStartSec", "TimeoutStopSec", "KillMode", "Restart") \
            or (key, value) in (("User", value), ("Restart", value)) and value not in ("root", "no"):
        refuse(f"Unknown assignment: {text}")


def supervise(unit, command, options):
    """The unit itself: a process group of its own that outlives whoever started it. Never returns."""
    os.setsid()
    signal.signal(signal.SIGTERM, lambda *_: None)  # it ends with its command
    log = os.open(unit.folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    nothing = os.open("/dev/null", os.O_RDONLY)
    for number, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(number, target)
    os.closerange(3, 256)
    new = unit.folder / ".pid"
    new.write_text(f"{os.getpid()} {ticks_of(os.getpid())}")
    new.rename(unit.folder / "pid")
    try:
        child = subprocess.Popen(command, cwd=options["directory"], env={**os.environ, **options["environment"]},
                                 start_new_session=False)
        try:
            code = child.wait(options.get("seconds"))
        except subprocess.TimeoutExpired:
            child.kill()
            code = child.wait()
    except OSError as failed:
        print(f"{unit.name}: {failed}", flush=True)
        code = 203  # EXIT_EXEC
    (unit.folder / "code").write_text(str(code))
    if options["collect"]:
        unit.folder.rename(unit.folder.with_name(f".{unit.folder.name}.{time.time_ns()}"))
    os._exit(0)


def systemctl(words):
    wanted, quiet, value, rest = [], False, False, []
    while words:
        word = words.pop(0)
        name, has, text = word.partition("=")
        if name in ("--property", "-p", "-P"):
            wanted += (text if has else words.pop(0)).split(",")
            value = value or name == "-P"
        elif word in ("--quiet", "-q"):
            quiet = True
        elif word == "--value":
            value = True
        elif word in ("--no-pager", "--no-block", "--system", "--now", "-l", "--full"):
            pass
        elif word.startswith("-"):
            refuse(f"systemctl: unrecognized option '{word}'")
        else:
            rest.append(word)
    if not rest:
        refuse("systemctl: a command is needed")
    verb, units = rest[0], [Unit(name) for name in rest[1:]]
    if verb == "daemon-reload":
        return
    if not units:
        refuse("systemctl: the name of a unit is needed")
    if verb in ("is-active", "is-failed"):
        states = [unit.properties()["ActiveState"] for unit in units]
        if not quiet:
            print("\n".join(states))
        sys.exit(0 if (verb == "is-active") == ("active" in states) and (
            verb == "is-active" or "failed" in states) else 3 if verb == "is-active" else 1)
    for unit in units:
        act(verb, unit, wanted, value)


def act(verb, unit, wanted, value):
    if verb == "show":
        found = unit.properties()
        for key in wanted or found:
            if key not in found:
                refuse(f"systemctl: the property {key} is not known here")
            print(found[key] if value else f"{key}={found[key]}")
    elif verb == "status":
        found = unit.properties()
        print(f"{unit.name}\n   Loaded: {found['LoadState']}\n   Active: {found['ActiveState']} ({found['SubState']})")
        sys.exit(0 if found["ActiveState"] == "active" else 4 if found["LoadState"] == "not-found" else 3)
    elif not unit.loaded():
        print(f"Failed to {verb} {unit.name}: Unit {unit.name} not loaded.", file=sys.stderr)
        sys.exit(5)
    elif verb == "reset-failed":
        if unit.properties()["ActiveState"] == "failed":
            unit.forget()
    elif verb == "stop":
        unit.stop()
    elif verb in ("start", "restart") and unit.outer:
        if verb == "restart":
            unit.stop()
        subprocess.run([unit.outer / "start"], check=True)
    else:
        refuse(f"systemctl: '{verb}' is not known here for {unit.name}")


def journalctl(words):
    unit, lines = None, None
    while words:
        word = words.pop(0)
        name, has, text = word.partition("=")
        if name in ("--unit", "-u", "--lines", "-n", "--output", "-o") and not has:
            text = words.pop(0) if words else refuse(f"{name} needs a value")
        if name in ("--unit", "-u"):
            unit = Unit(text)
        elif name in ("--lines", "-n"):
            lines = int(text)
        elif name in ("--output", "-o"):
            if text != "cat":
                refuse(f"journalctl: only the output format 'cat' is known here, not {text}")
        elif word not in ("--no-pager", "--quiet", "-q"):
            refuse(f"journalctl: unrecognized option '{word}'")
    if unit is None:
        refuse("journalctl: the name of a unit is needed")
    earlier = sorted(UNITS.glob(f".{unit.name}.*"), key=lambda path: path.name)
    said = "".join((folder / "log").read_text(errors="replace")
                   for folder in (*earlier, unit.folder) if (folder / "log").exists()).splitlines()
    print("\n".join(said[-lines:] if lines else said))


if __name__ == "__main__":
    {"systemd-run": systemd_run, "systemctl": systemctl, "journalctl": journalctl}[Path(sys.argv[0]).name](sys.argv[1:])
