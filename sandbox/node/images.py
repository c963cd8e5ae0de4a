"""The two small images every node has, made from Debian's static busybox: no registry is needed.

``PAUSE`` holds a pod's namespaces. ``BUSYBOX`` is a shell for tests and for a look around.
"""

import gzip
import hashlib
import io
import json
import shutil
import tarfile

from .. import files, shell
from ..problem import Problem

PAUSE = "localhost/ddc-sandbox/pause:1"
BUSYBOX = "localhost/ddc-sandbox/busybox:1"

# Ends at once when asked, and reaps the orphans of a pod that shares its process namespace.
PAUSE_SCRIPT = "trap 'exit 0' TERM INT; while :; do sleep 86400 & wait $!; done"


def ensure(cache):
    """Returns the path of the OCI archive with both images."""
    archive = cache / "images" / "busybox-1.tar"
    if not archive.exists():
        busybox = shutil.which("busybox", path="/usr/local/bin:/usr/bin:/bin")
        if busybox is None:
            raise Problem("busybox is missing: apt-get install busybox-static")
        files.write(archive, oci_archive(layer(busybox), {
            PAUSE: {"Entrypoint": ["/bin/sh", "-c", PAUSE_SCRIPT], "User": "65535:65535"},
            BUSYBOX: {"Entrypoint": ["/bin/sh"]},
        }))
    return archive


def layer(busybox):
    """An uncompressed layer: /bin/busybox with a link for each applet, and /tmp."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, mode in (("bin", 0o755), ("etc", 0o755), ("proc", 0o755), ("sys", 0o755), ("tmp", 0o1777)):
            entry = tarfile.TarInfo(name)
            entry.type, entry.mode = tarfile.DIRTYPE, mode
            tar.addfile(entry)
        with open(busybox, "rb") as program:
            data = program.read()
        entry = tarfile.TarInfo("bin/busybox")
        entry.size, entry.mode = len(data), 0o755
        tar.addfile(entry, io.BytesIO(data))
        for applet in sorted(set(shell.run(busybox, "--list").split()) - {"busybox"}):
            entry = tarfile.TarInfo(f"bin/{applet}")
            entry.type, entry.linkname, entry.mode = tarfile.SYMTYPE, "busybox", 0o777
            tar.addfile(entry)
    return out.getvalue()


def oci_archive(layer_tar, images):
    """An OCI image layout (image-spec 1.0) as a tar: one layer, one image for each name → config."""
    blobs = {}

    def blob(data, media_type):
        digest = hashlib.sha256(data).hexdigest()
        blobs[f"blobs/sha256/{digest}"] = data
        return {"mediaType": media_type, "digest": f"sha256:{digest}", "size": len(data)}

    packed = blob(gzip.compress(layer_tar, mtime=0), "application/vnd.oci.image.layer.v1.tar+gzip")
    manifests = []
    for name, config in sorted(images.items()):
        config = {"Env": ["PATH=/bin"], **config}
        document = {"architecture": architecture(), "os": "linux", "config": config,
                    "rootfs": {"type": "layers", "diff_ids": ["sha256:" + hashlib.sha256(layer_tar).hexdigest()]}}
        manifest = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
                    "config": blob(encode(document), "application/vnd.oci.image.config.v1+json"), "layers": [packed]}
        entry = blob(encode(manifest), manifest["mediaType"])
        entry["annotations"] = {"io.containerd.image.name": name, "org.opencontainers.image.ref.name": name}
        manifests.append(entry)
    blobs["oci-layout"] = encode({"imageLayoutVersion": "1.0.0"})
    blobs["index.json"] = encode({"schemaVersion": 2, "manifests": manifests})
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name in sorted(blobs):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(blobs[name]), 0o644
            tar.addfile(entry, io.BytesIO(blobs[name]))
    return out.getvalue()


def architecture():
    machine = shell.run("uname", "-m").strip()
    return {"x86_64": "amd64", "aarch64": "arm64"}.get(machine, machine)


def encode(document):
    return json.dumps(document, sort_keys=True).encode()
