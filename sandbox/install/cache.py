"""The cache: where tools live, one builder at a time, and nothing half built ever in place."""

import contextlib
import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from .. import report
from ..problem import Problem


def root():
    """``$DDC_CACHE``, else ``$XDG_CACHE_HOME/unreal-cloud-ddc-operator``, else under ``~/.cache``."""
    if os.environ.get("DDC_CACHE"):
        return Path(os.environ["DDC_CACHE"]).resolve()
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base, "unreal-cloud-ddc-operator")


@contextlib.contextmanager
def lock(cache, name):
    """Held by one run at a time on this machine; the kernel lets go of it when its holder dies."""
    path = cache / "locks" / f"{name}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            report.say(f"another run is installing {name}: waiting for it")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def building(target):
    """A scratch directory beside ``target`` on the same file system, removed in any case.

    The block builds into it and renames the result into place as its last act.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    for old in target.parent.glob(f".building-{target.name}-*"):  # of a killed run: the lock says nobody builds now
        shutil.rmtree(old, ignore_errors=True)
    work = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".building-{target.name}-"))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def logged(cache, name, argv, hint, env=None, cwd=None):
    """Runs an installer with its output in ``<cache>/log/<name>.log``; a failure is a Problem with ``hint``."""
    log = cache / "log" / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    argv = [str(word) for word in argv]
    with open(log, "wb") as out:
        out.write(f"$ {' '.join(argv)}\n".encode())
        out.flush()
        try:
            code = subprocess.call(argv, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                                   env={**os.environ, **(env or {})}, cwd=cwd)
        except FileNotFoundError as missing:
            raise Problem(f"'{argv[0]}' is missing, needed to install {name}. {hint}") from missing
    if code != 0:
        raise Problem(f"installing {name} failed ('{argv[0]}' ended with {code}). {hint}", log=log)
