"""Python programs in virtual environments of their own."""

import json
import shutil
import sys

from . import cache as store
from .. import files, shell
from ..problem import Problem

HINT = "Is a Python package registry reachable ('python3 -m pip config list')? Then run the same command again."

# directory under <cache>/venv → what pip installs, and the versions that must be there afterwards
ENVIRONMENTS = {
    "moto-5.2.5": {"moto[server]": "5.2.5"},
    "awscli": {"awscli": "1.46.3"},
    "cql": {"cqlsh": "6.2.2", "cassandra-driver": "3.30.1"},
}


def directory(cache, name):
    return cache / "venv" / name


def complete(cache, name):
    """A virtual environment cannot be built elsewhere and moved: a note written last says that it is whole."""
    note = directory(cache, name) / "complete.json"
    try:
        return json.loads(note.read_text()) == ENVIRONMENTS[name]
    except (FileNotFoundError, ValueError):
        return False


def environment(cache, name):
    target = directory(cache, name)
    if not has_versions(target, ENVIRONMENTS[name]):
        shutil.rmtree(target, ignore_errors=True)
        if not shell.works(sys.executable, "-c", "import ensurepip, venv"):
            raise Problem("this Python cannot make virtual environments: apt-get install python3-venv")
        shell.run(sys.executable, "-m", "venv", target, timeout=300)
        wanted = [f"{package}=={version}" for package, version in ENVIRONMENTS[name].items()]
        store.logged(cache, name, [target / "bin" / "pip", "install", "--disable-pip-version-check", *wanted], HINT)
        if not has_versions(target, ENVIRONMENTS[name]):
            raise Problem(f"{target} does not hold {', '.join(wanted)} after installing them",
                          log=cache / "log" / f"{name}.log")
    files.write(target / "complete.json", json.dumps(ENVIRONMENTS[name]))


def has_versions(target, wanted):
    names = {package.partition("[")[0]: version for package, version in wanted.items()}
    check = f"import importlib.metadata as m; assert all(m.version(n) == v for n, v in {names!r}.items())"
    return shell.works(target / "bin" / "python", "-c", check)
