"""Image archives: one layer, any number of names, readable as OCI layout and as 'docker save' output."""

import hashlib
import io
import json
import os
import tarfile


def write(path, layer, images):
    """Writes the archive ``path`` from the tar file ``layer``; ``images``: name → image config (OCI image-spec 1.0).

    The layer stays uncompressed, so its digest is also its diff id, and nothing of it is held in memory.
    """
    digest = sha256(layer)
    blobs = {}

    def blob(document, media_type):
        data = encode(document)
        name = hashlib.sha256(data).hexdigest()
        blobs[name] = data
        return {"mediaType": media_type, "digest": f"sha256:{name}", "size": len(data)}

    descriptor = {"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": f"sha256:{digest}",
                  "size": os.path.getsize(layer)}
    index, saved = [], []
    for name, config in sorted(images.items()):
        document = {"architecture": architecture(), "os": "linux", "config": config,
                    "rootfs": {"type": "layers", "diff_ids": [f"sha256:{digest}"]}}
        described = blob(document, "application/vnd.oci.image.config.v1+json")
        manifest = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
                    "config": described, "layers": [descriptor]}
        entry = blob(manifest, manifest["mediaType"])
        entry["annotations"] = {"io.containerd.image.name": name, "org.opencontainers.image.ref.name": name}
        index.append(entry)
        saved.append({"Config": blob_path(described["digest"]), "RepoTags": [name],
                      "Layers": [blob_path(f"sha256:{digest}")]})
    with tarfile.open(path, mode="w") as tar:
        add(tar, "oci-layout", encode({"imageLayoutVersion": "1.0.0"}))
        add(tar, "index.json", encode({"schemaVersion": 2, "manifests": index}))
        add(tar, "manifest.json", encode(saved))
        for name in sorted(blobs):
            add(tar, f"blobs/sha256/{name}", blobs[name])
        with open(layer, "rb") as source:
            tar.addfile(header(f"blobs/sha256/{digest}", descriptor["size"]), source)


def blob_path(digest):
    return "blobs/" + digest.replace(":", "/")


def add(tar, name, data):
    tar.addfile(header(name, len(data)), io.BytesIO(data))


def header(name, size):
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o644
    return entry


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as source:
        for chunk in iter(lambda: source.read(1 << 20), b""):
            digest.update(chunk)
    return digest.hexdigest()


def encode(document):
    return json.dumps(document, sort_keys=True).encode()


def architecture():
    machine = os.uname().machine
    return {"x86_64": "amd64", "aarch64": "arm64"}.get(machine, machine)
