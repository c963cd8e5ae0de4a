"""The two small images every node has, made from a static busybox: no registry is needed.

``PAUSE`` holds a pod's namespaces. ``BUSYBOX`` is a shell for tests and for a look around.
"""

import io
import os
import shutil
import tarfile

from . import cache as store, debian, oci
from .. import shell
from ..problem import Problem

PAUSE = "localhost/ddc-sandbox/pause:1"
BUSYBOX = "localhost/ddc-sandbox/busybox:1"

# Ends at once when asked, and reaps the orphans of a pod that shares its process namespace.
PAUSE_SCRIPT = "trap 'exit 0' TERM INT; while :; do sleep 86400 & wait $!; done"


def archive(cache):
    return cache / "images" / "busybox-1.tar"


def make(cache):
    busybox = shutil.which("busybox", path=debian.SYSTEM_PATH)
    if busybox is None:
        raise Problem("busybox is missing: apt-get install busybox-static")
    with store.building(archive(cache)) as work:
        layer(work / "layer", busybox)
        oci.write(work / "image.tar", work / "layer", {
            PAUSE: {"Env": ["PATH=/bin"], "Entrypoint": ["/bin/sh", "-c", PAUSE_SCRIPT], "User": "65535:65535"},
            BUSYBOX: {"Env": ["PATH=/bin"], "Entrypoint": ["/bin/sh"]},
        })
        os.replace(work / "image.tar", archive(cache))


def layer(path, busybox):
    """/bin/busybox with a link for each applet, and the directories a container expects."""
    with tarfile.open(path, mode="w") as tar:
        for name, mode in (("bin", 0o755), ("etc", 0o755), ("proc", 0o755), ("sys", 0o755), ("tmp", 0o1777)):
            entry = tarfile.TarInfo(name)
            entry.type, entry.mode = tarfile.DIRTYPE, mode
            tar.addfile(entry)
        with open(busybox, "rb") as program:
            data = program.read()
        entry = oci.header("bin/busybox", len(data))
        entry.mode = 0o755
        tar.addfile(entry, io.BytesIO(data))
        for applet in sorted(set(shell.run(busybox, "--list").split()) - {"busybox"}):
            entry = tarfile.TarInfo(f"bin/{applet}")
            entry.type, entry.linkname, entry.mode = tarfile.SYMTYPE, "busybox", 0o777
            tar.addfile(entry)
