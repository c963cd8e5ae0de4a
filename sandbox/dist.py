"""What a release consists of, made from this checkout: 'make dist'.

image.tar (as 'docker load' and 'ctr images import' take it), the chart as a package, the manifests of deploy/ rendered,
the policies of deploy/aws, a CycloneDX list of what the image holds, and the checksums of all. The version is the one of
pom.xml without -SNAPSHOT. The same checkout, JDK and base image give the same bytes: nothing of it holds a time.
"""

import gzip
import hashlib
import io
import re
import shutil
import tarfile
from pathlib import Path

from . import build as builds, images, report, shell
from .install import cache as store, java, sets
from .problem import Problem

NAME = "unreal-cloud-ddc-operator"
CHART = Path("charts") / NAME
KUSTOMIZATIONS = {"crd": "deploy/crd", "cluster-wide": "deploy/overlays/cluster-wide",
                  "namespaced": "deploy/overlays/namespaced"}
SUMS = "SHA256SUMS"
HINT = "The plugin's message is above."


def make(checkout, state, base):
    """Writes everything to target/dist and returns that folder. ``base``: an image reference, or None for our own."""
    paths = sets.ensure(["build", "kubectl", "helm", *([] if base else ["images"])])
    target = checkout / "target" / "dist"
    build = builds.ensure(checkout, state)
    with store.building(target) as work:
        with report.step("chart and manifests"):
            package(checkout, paths, work)
        with report.step("the container image"):
            image(checkout, paths, build, work, base)
        with report.step("the list of what is inside (CycloneDX)"):
            components(checkout, state, work)
        sums(work)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(work, target)
    return target


def version(checkout):
    """Of pom.xml, which is the one place; the chart repeats it, and a test compares."""
    text = (checkout / "pom.xml").read_text()
    return re.search(r"<version>([0-9.]+)(?:-SNAPSHOT)?</version>", text).group(1)


def package(checkout, paths, target):
    """The chart as 'helm package' makes it, but for the times of the files, and what 'kubectl kustomize' makes."""
    release = version(checkout)
    scratch = target / "scratch"
    shell.run(paths.helm, "package", checkout / CHART, "--destination", scratch)
    made = scratch / f"{NAME}-{release}.tgz"
    if not made.exists():
        raise Problem(f"the chart's version is not {release}, which pom.xml says: correct {CHART}/Chart.yaml")
    (target / made.name).write_bytes(timeless(made))
    shutil.rmtree(scratch)
    for name, folder in KUSTOMIZATIONS.items():
        (target / f"{NAME}-{release}-{name}.yaml").write_text(
            shell.run(paths.kubectl, "kustomize", checkout / folder))
    for policy in sorted((checkout / "deploy" / "aws").glob("*.json")):
        shutil.copy(policy, target / f"{NAME}-{release}-{policy.name}")


def timeless(archive):
    """The bytes of a gzipped tar with its files in order and without times or owners."""
    out = io.BytesIO()
    with tarfile.open(archive) as source, \
            gzip.GzipFile(fileobj=out, mode="wb", mtime=0, filename="") as packed, \
            tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as target:
        for member in sorted(source.getmembers(), key=lambda one: one.name):
            plain = tarfile.TarInfo(member.name)
            plain.size, plain.mode = member.size, 0o644
            target.addfile(plain, source.extractfile(member))
    return out.getvalue()


def image(checkout, paths, build, target, base):
    release = version(checkout)
    made = images.Image(f"{NAME}:{release}", target / f"{NAME}-{release}-image.tar")
    images.operator(checkout, paths, build, made, base)


def components(checkout, state, target):
    """Of the libraries in the image, by the plugin that pom.xml pins."""
    folder = target / "scratch"
    store.logged(state, "sbom", [
        java.maven(), "--batch-mode", "--quiet", "-f", checkout / "pom.xml", "cyclonedx:makeBom",
        f"-DoutputDirectory={folder}", "-DoutputName=sbom"], HINT, env=java.maven_environment())
    shutil.move(folder / "sbom.json", target / f"{NAME}-{version(checkout)}-sbom.json")
    shutil.rmtree(folder)


def sums(target):
    """In the format of 'sha256sum --check'."""
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
             for path in sorted(target.iterdir()) if path.name != SUMS]
    (target / SUMS).write_text("".join(lines))
