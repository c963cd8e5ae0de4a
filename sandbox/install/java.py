"""JDKs on this machine, Maven, and the jars of Apache Cassandra."""

import os
import re
import shutil
from pathlib import Path

from . import cache as store, debian
from ..problem import Problem

BUILD_RELEASE = 21
CASSANDRA_JAVA = 17  # Cassandra 5 does not start on the newest Java (system-wide security policies are gone)
CASSANDRA_VERSION = re.compile(r"<artifactId>cassandra-all</artifactId>\s*<version>([^<]+)<")
PARENTS = ("/usr/lib/jvm", "/opt", "/opt/java", "/usr/java", "~/.sdkman/candidates/java", "~/.jdks")
HINT = "Is a Maven repository reachable? Then run the same command again."


def release(home):
    """Feature release of the Java at ``home``, from its 'release' file; None if there is no Java."""
    try:
        text = (Path(home) / "release").read_text()
    except OSError:
        return None
    found = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', text, re.MULTILINE)
    return int(found.group(1)) if found and (Path(home) / "bin" / "java").exists() else None


def homes():
    """Java homes on this machine, the user's own choice first."""
    found = [os.environ["JAVA_HOME"]] if os.environ.get("JAVA_HOME") else []
    command = shutil.which("java")
    if command:
        found.append(str(Path(command).resolve().parent.parent))
    for parent in PARENTS:
        folder = Path(parent).expanduser()
        found += sorted((str(path) for path in folder.glob("*") if path.is_dir()), reverse=True)
    return list(dict.fromkeys(found))


def jdk():
    """Home of a JDK that can build the operator: JAVA_HOME if it is new enough, else the newest one found."""
    able = [home for home in homes() if (release(home) or 0) >= BUILD_RELEASE and Path(home, "bin", "javac").exists()]
    if not able:
        raise Problem(f"no JDK {BUILD_RELEASE} or newer found: install one (for example 'apt-get install "
                      "openjdk-21-jdk-headless', or a Temurin JDK) or point JAVA_HOME to it")
    own = os.environ.get("JAVA_HOME")
    return Path(own if own in able else max(able, key=release))


def maven():
    found = shutil.which("mvn")
    if found is None:
        raise Problem("Maven is missing: install it ('apt-get install maven') and have 'mvn' on the PATH")
    return found


def maven_environment():
    return {"JAVA_HOME": str(jdk()),
            "MAVEN_OPTS": os.environ.get("MAVEN_OPTS") or "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"}


def jdk17_link(cache):
    return cache / "jdk17"


def jdk17(cache):
    """Links a Java 17 into the cache; installs Debian's if the machine has none."""
    home = find17()
    if home is None:
        debian.install(cache, ["openjdk-17-jre-headless"])
        home = find17()
    if home is None:
        raise Problem("Apache Cassandra needs a Java 17 and none is found: install one and set DDC_JDK17 to its home")
    with store.building(jdk17_link(cache)) as work:
        (work / "link").symlink_to(home)
        os.replace(work / "link", jdk17_link(cache))


def find17():
    own = os.environ.get("DDC_JDK17")
    return next((home for home in ([own] if own else []) + homes() if release(home) == CASSANDRA_JAVA), None)


def cassandra_pom():
    return Path(__file__).resolve().parent.parent / "tools" / "cassandra" / "pom.xml"


def cassandra_directory(cache):
    found = CASSANDRA_VERSION.search(cassandra_pom().read_text())
    if found is None:
        raise Problem(f"{cassandra_pom()} does not name a version of cassandra-all: restore that file from git")
    return cache / "cassandra" / found.group(1) / "lib"


def cassandra(cache):
    target = cassandra_directory(cache)
    with store.building(target) as work:
        store.logged(cache, "cassandra", [
            maven(), "--batch-mode", "-f", cassandra_pom(), "dependency:copy-dependencies",
            f"-DoutputDirectory={work}/lib"], HINT, env=maven_environment())
        os.replace(work / "lib", target)
