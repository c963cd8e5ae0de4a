"""A small Debian or Ubuntu base image, for pods that need a libc: made with debootstrap, no registry needed."""

import os
import re
from pathlib import Path

from . import cache as store, oci
from .. import shell
from ..problem import Problem

NAME = "localhost/ddc-sandbox/base:1"
HINT = "Is a mirror of this machine's distribution reachable? Then run the same command again."


def archive(cache):
    return cache / "images" / "base-1.tar"


def make(cache):
    if os.geteuid() != 0:
        raise Problem("making the base image needs root: run this with sudo")
    with store.building(archive(cache)) as work:
        store.logged(cache, "base-image", ["debootstrap", "--variant=minbase", "--include=ca-certificates", suite(),
                                           work / "root"], HINT)
        for drop in ("var/cache/apt/archives", "var/lib/apt/lists"):
            for path in (work / "root" / drop).rglob("*"):
                if path.is_file():
                    path.unlink()
        shell.run("tar", "--sort=name", "--mtime=@0", "--numeric-owner", "-C", work / "root", "-cf", work / "layer",
                  ".", timeout=300)
        oci.write(work / "image.tar", work / "layer", {NAME: {"Env": ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"]}})
        os.replace(work / "image.tar", archive(cache))


def suite():
    """Code name of this machine's own release: its keys are the ones that are installed."""
    found = re.search(r"^VERSION_CODENAME=(\w+)", Path("/etc/os-release").read_text(), re.MULTILINE)
    if found is None:
        raise Problem("the base image is made with debootstrap, which needs Debian or Ubuntu here")
    return found.group(1)
