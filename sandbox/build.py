"""The operator and the sandbox's Java services, built by Maven only when their sources have changed.

What runs is a copy under ``.sandbox/build``, named by the content of its sources: a later build does not pull classes
away from running processes, and changed sources change the command line, which restarts them. The services have a copy
of their own, so that a change of the operator leaves them, and the databases they hold, alone.
"""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from . import report
from .install import cache as store, java
from .problem import Problem

OPERATOR_SOURCES = ("pom.xml", "src/main")
SERVICE_SOURCES = ("pom.xml", "src/sandbox")
HINT = "The compiler's message is above; 'mvn -DskipTests package' shows all of it."


@dataclass(frozen=True)
class Build:
    """``operator``: a Quarkus application. ``services``: classes, test-classes and the list of library jars."""

    operator: Path
    services: Path

    @property
    def classpath(self):
        """Class path of the main classes that are compiled with the tests."""
        return f"{self.services}/test-classes:{self.services}/classes:{':'.join(self.libraries())}"

    def classpath_part(self):
        """What a command line contains if and only if it runs this build's services."""
        return f"{self.services}/classes"

    def libraries(self):
        return (self.services / "dependencies").read_text().strip().split(":")

    def missing(self):
        lost = not self.services.is_dir() or not all(Path(jar).exists() for jar in self.libraries())
        return [path for path, absent in ((self.operator, not self.operator.is_dir()), (self.services, lost)) if absent]


def fingerprint(checkout, sources):
    """Changes with the name or content of any source file."""
    digest = hashlib.sha256()
    for source in sources:
        top = checkout / source
        for path in sorted([top] if top.is_file() else (one for one in top.rglob("*") if one.is_file())):
            digest.update(f"{path.relative_to(checkout)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def of(checkout, state):
    """The build of the present sources, made or not."""
    return Build(state / "build" / f"operator-{fingerprint(checkout, OPERATOR_SOURCES)}",
                 state / "build" / f"services-{fingerprint(checkout, SERVICE_SOURCES)}")


def ensure(checkout, state):
    """Returns a build of the present sources, calling Maven only if there is none."""
    build = of(checkout, state)
    # One build at a time for all sandboxes of this checkout: they share Maven's target directory.
    with store.lock(checkout / ".sandbox", "build"):
        missing = build.missing()
        if missing:
            with report.step("building the operator and the sandbox's services with Maven"):
                make(checkout, state, build, missing)
    return build


def make(checkout, state, build, missing):
    with store.building(build.operator.parent / "any") as work:
        maven(checkout, state, work / "dependencies")
        target = checkout / "target"
        parts = {build.operator: {"quarkus-app": "quarkus-app"},
                 build.services: {"classes": "classes", "test-classes": "test-classes"}}
        for home in missing:
            copy = work / home.name
            copy.mkdir()
            for source in parts[home]:
                if not (target / source).is_dir():
                    raise Problem(f"Maven made no target/{source}: run 'mvn -DskipTests package' and look why")
                shutil.copytree(target / source, copy / source)
            if home == build.services:
                shutil.copy(work / "dependencies", copy / "dependencies")
            shutil.rmtree(home, ignore_errors=True)
            copy.rename(home)


def maven(checkout, state, dependencies):
    store.logged(state, "maven", [
        java.maven(), "--batch-mode", "--quiet", "-f", checkout / "pom.xml", "-DskipTests", "package",
        "dependency:build-classpath", "-Dmdep.includeScope=test", f"-Dmdep.outputFile={dependencies}"],
        HINT, env=java.maven_environment())


def drop_others(build):
    """Removes builds that nothing runs from any more."""
    for other in build.operator.parent.iterdir():
        if other not in (build.operator, build.services):
            shutil.rmtree(other, ignore_errors=True)


def java_command(build, main, *arguments, heap="256m"):
    """Command line of a main class of the services, for a small JVM that starts fast."""
    return (str(java.jdk() / "bin" / "java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", f"-Xmx{heap}",
            "-cp", build.classpath, main, *arguments)


def product_command(build, main, *arguments, heap):
    """Command line of one of the product's plain main classes."""
    folders = ("app", "lib/main")
    return (str(java.jdk() / "bin" / "java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", f"-Xmx{heap}",
            "-cp", ":".join(f"{build.operator}/quarkus-app/{folder}/*" for folder in folders), main, *arguments)


def operator_command(build, heap="128m"):
    return (str(java.jdk() / "bin" / "java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", f"-Xmx{heap}",
            "-jar", str(build.operator / "quarkus-app" / "quarkus-run.jar"))
