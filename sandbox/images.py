"""Container images of what this checkout builds: the operator's, which is also the gateway's, and DDC's stand-in.

They are made without a container engine by io.unrealcloud.ddc.sandbox.image.ImageMain, on the base image of the cache,
and kept in the cache, named by the content they were made from.
"""

import hashlib
import platform
import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from . import build as builds, report, shell
from .install import cache as store, image as base
from .node import containerd

PREFIX = "localhost/ddc-sandbox/"
MAIN = "io.unrealcloud.ddc.sandbox.image.ImageMain"
STAND_IN = "io.unrealcloud.ddc.sandbox.ddc.DdcMain"
CLASSES = "io/unrealcloud/ddc"
SETTINGS = "src/main/resources/workload/settings-1.yaml"
KEPT = 3  # per program: other checkouts and the build before this one use the same cache


@dataclass(frozen=True)
class Image:
    """``name``: what the node is to know it by. ``archive``: what 'ctr images import' takes."""

    name: str
    archive: Path


def ensure(checkout, paths, build):
    """Returns the images (operator, DDC's stand-in), making what is not in the cache."""
    names = {"operator": f"{PREFIX}operator:{digest(checkout, build.operator)}",
             "ddc": f"{PREFIX}ddc:{digest(checkout, build.operator, build.services)}"}
    found = {program: Image(name, archive(paths, program, name)) for program, name in names.items()}
    with store.lock(paths.cache, "images"):
        for program, image in found.items():
            if not image.archive.exists():
                with report.step(f"the container image {image.name}"):
                    {"operator": operator, "ddc": stand_in}[program](checkout, paths, build, image)
                drop_old(image.archive.parent, program)
            image.archive.touch()
    return found["operator"], found["ddc"]


def archive(paths, program, name):
    return paths.cache / "images" / f"{program}-{name.rpartition(':')[2]}.tar"


def digest(checkout, *parts):
    """Of the builds that go into an image, the way it is made, and what it is made on."""
    made = [path.read_bytes() for path in sorted((checkout / "src/sandbox/java" / CLASSES / "sandbox/image").iterdir())]
    whole = hashlib.sha256()
    for piece in (*(part.name.encode() for part in parts), *made, base.NAME.encode(), Path(__file__).read_bytes()):
        whole.update(hashlib.sha256(piece).digest())
    return whole.hexdigest()[:16]


def operator(checkout, paths, build, image, on=None):
    """``on``: reference of a registry's image to build upon; without one, the base image of the cache."""
    app = build.operator / "quarkus-app"
    with store.building(image.archive) as work:
        home = work / "ddc"
        for part in ("lib", "app", "quarkus"):
            shutil.copytree(app / part, home / part)
        (home / "bin").mkdir()
        for part in ("entrypoint", "gateway.options"):
            shutil.copy(checkout / "src/main/container" / part, home / "bin")
        native_libraries(app / "lib" / "main", home / "native")
        shutil.copy(app / "quarkus-run.jar", home)
        make(paths, build, image, [(part, f"/opt/ddc/{part.name}") for part in sorted(home.iterdir())],
             ["/opt/ddc/bin/entrypoint"], on, ["--class-archive", home])


def native_libraries(jars, folder):
    """Netty's, of this machine's architecture: a container without a writable folder cannot unpack them itself."""
    folder.mkdir()
    architecture = {"x86_64": "x86_64", "aarch64": "aarch_64"}[platform.machine()]
    for jar in jars.glob(f"io.netty.*-linux-{architecture}.jar"):
        with zipfile.ZipFile(jar) as content:
            for name in content.namelist():
                if name.startswith("META-INF/native/") and name.endswith(".so"):
                    (folder / Path(name).name).write_bytes(content.read(name))


def stand_in(checkout, paths, build, image):
    """The operator's libraries, those it has not, and the sandbox's own classes."""
    libraries = build.operator / "quarkus-app" / "lib"
    there = [jar.name for jar in libraries.glob("*/*.jar")]
    with store.building(image.archive) as work:
        (work / "more").mkdir()
        for jar in map(Path, build.libraries()):
            if "/software/amazon/awssdk/" in str(jar) and not any(name.endswith(f".{jar.name}") for name in there):
                shutil.copy(jar, work / "more")
        for source in ("classes", "test-classes"):
            shutil.copytree(build.services / source, work / "classes", dirs_exist_ok=True)
        make(paths, build, image, [(libraries, "/opt/ddc/lib"), (work / "more", "/opt/stand-in/lib"),
                                   (work / "classes", "/opt/stand-in/classes")],
             ["/opt/java/bin/java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx160m", "-cp",
              "/opt/stand-in/classes:/opt/stand-in/lib/*:/opt/ddc/lib/main/*:/opt/ddc/lib/boot/*", STAND_IN,
              release(checkout)])


def make(paths, build, image, layers, entrypoint, on=None, more=()):
    words = ["--base", on or f"tar:{base.archive(paths.cache)}", "--name", image.name, "--out", image.archive,
             "--work", paths.cache / "images" / "work", *more]
    for source, target in layers:
        words += ["--add", f"{source}={target}"]
    for word in entrypoint:
        words += ["--entrypoint", word]
    shell.run(*builds.java_command(build, MAIN, *words, heap="512m"), timeout=600)


def drop_old(folder, program):
    made = sorted(folder.glob(f"{program}-*.tar"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in made[KEPT:]:
        path.unlink(missing_ok=True)


def setting(checkout, name):
    return re.search(rf"^{name}: (\S+)$", (checkout / SETTINGS).read_text(), re.MULTILINE).group(1)


def release(checkout):
    """The release of DDC that a resource gets that names none, as 'major.minor'."""
    return ".".join(setting(checkout, "release").split(".")[:2])


def ddc_name(checkout):
    """The image that a resource gets that names none: the stand-in is there by this name as well."""
    return f"{setting(checkout, 'repository')}:{setting(checkout, 'release')}"


def load(instance, checkout, operator_image, ddc_image):
    """Gives the node what it does not have yet."""
    containerd.load(instance, operator_image.archive, (operator_image.name,))
    containerd.load(instance, ddc_image.archive, (ddc_image.name,))
    containerd.alias(instance, ddc_image.name, ddc_name(checkout))
