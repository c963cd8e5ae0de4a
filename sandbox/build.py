"""The operator and the sandbox's Java services, built by Maven only when their sources have changed.

What runs is a copy under ``.sandbox/build/<fingerprint>``: a later build does not pull classes away from running
processes, and a changed fingerprint changes their command line, which restarts them.
"""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from . import report
from .install import cache as store, java
from .problem import Problem

SOURCES = ("pom.xml", "src/main", "src/sandbox")
HINT = "The compiler's message is above; 'mvn -DskipTests package' shows all of it."


@dataclass(frozen=True)
class Build:
    home: Path

    @property
    def operator(self):
        return self.home / "operator" / "quarkus-run.jar"

    @property
    def classpath(self):
        """Class path of the main classes that are compiled with the tests."""
        return f"{self.home}/test-classes:{self.home}/classes:{(self.home / 'dependencies').read_text().strip()}"

    def complete(self):
        return (self.home / "complete").exists() and all(
            Path(jar).exists() for jar in (self.home / "dependencies").read_text().strip().split(":"))


def fingerprint(checkout):
    """Changes with the name or content of any source file."""
    digest = hashlib.sha256()
    for source in SOURCES:
        top = checkout / source
        for path in sorted([top] if top.is_file() else (one for one in top.rglob("*") if one.is_file())):
            digest.update(f"{path.relative_to(checkout)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def ensure(checkout, state):
    """Returns a build of the present sources, calling Maven only if there is none."""
    build = Build(state / "build" / fingerprint(checkout))
    if build.complete():
        return build
    with store.lock(state, "build"), report.step("building the operator and the sandbox's services with Maven"):
        with store.building(build.home) as work:
            maven(checkout, work / "dependencies")
            target = checkout / "target"
            for source, name in (("classes", "classes"), ("test-classes", "test-classes"),
                                 ("quarkus-app", "operator")):
                if not (target / source).is_dir():
                    raise Problem(f"Maven made no target/{source}: run 'mvn -DskipTests package' and look why")
                shutil.copytree(target / source, work / name)
            (work / "complete").touch()
            shutil.rmtree(build.home, ignore_errors=True)
            work.rename(build.home)
    return build


def maven(checkout, dependencies):
    store.logged(checkout / ".sandbox", "maven", [
        java.maven(), "--batch-mode", "--quiet", "-f", checkout / "pom.xml", "-DskipTests", "package",
        "dependency:build-classpath", "-Dmdep.includeScope=test", f"-Dmdep.outputFile={dependencies}"],
        HINT, env=java.maven_environment())


def drop_others(build):
    """Removes builds that nothing runs from any more."""
    for other in build.home.parent.iterdir():
        if other != build.home and other.name != "locks":
            shutil.rmtree(other, ignore_errors=True)


def java_command(build, main, *arguments, heap="256m"):
    """Command line of a main class of the build, for a small JVM that starts fast."""
    return (str(java.jdk() / "bin" / "java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", f"-Xmx{heap}",
            "-cp", build.classpath, main, *arguments)


def operator_command(build, heap="128m"):
    return (str(java.jdk() / "bin" / "java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", f"-Xmx{heap}",
            "-jar", str(build.operator))
