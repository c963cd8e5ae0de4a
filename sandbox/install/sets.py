"""Which tools there are, which sets name them, and installing a set in order."""

from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from . import busybox, cache as store, debian, golang, image, java, python
from .. import report
from ..problem import Problem


@dataclass(frozen=True)
class Tool:
    """``there``: whether it is complete. ``make``: installs it. ``cost``: what the first time takes on two cores."""

    name: str
    there: Callable[[Path], bool]
    make: Callable[[Path], None]
    cost: str


@dataclass(frozen=True)
class Paths:
    """Where installed tools are."""

    cache: Path

    @property
    def kubernetes(self):
        return golang.kubernetes_directory(self.cache)

    @property
    def kubectl(self):
        return self.kubernetes / "kubectl"

    @property
    def coredns(self):
        return golang.coredns_program(self.cache)

    @property
    def helm(self):
        return golang.helm_program(self.cache)

    @property
    def busybox_image(self):
        return busybox.archive(self.cache)

    @property
    def moto(self):
        return python.directory(self.cache, "moto-5.2.5")

    @property
    def aws(self):
        return python.directory(self.cache, "awscli") / "bin" / "aws"

    @property
    def cql(self):
        return python.directory(self.cache, "cql")


def kubernetes(name, cost):
    return Tool(name, lambda cache: (golang.kubernetes_directory(cache) / name).exists(),
                lambda cache: golang.kubernetes(cache, name), cost)


def older_api_server(module):
    program = "kube-apiserver"
    return Tool(f"{program}-{module.partition('-')[2]}",
                lambda cache: (golang.kubernetes_directory(cache, module) / program).exists(),
                lambda cache: golang.kubernetes(cache, program, module), "3 min")


def venv(name, cost):
    return Tool(name, lambda cache: python.complete(cache, name),
                lambda cache: python.environment(cache, name), cost)


def packages(name, wanted, cost):
    return Tool(name, lambda cache: not debian.missing(wanted),
                lambda cache: debian.install(cache, debian.missing(wanted)), cost)


TOOLS = {tool.name: tool for tool in (
    Tool("jdk", lambda cache: bool(java.jdk()), lambda cache: None, "nothing"),
    Tool("maven", lambda cache: bool(java.maven()), lambda cache: None, "nothing"),
    packages("node-packages", debian.NODE, "10 s"),
    Tool("busybox-image", lambda cache: busybox.archive(cache).exists(), busybox.make, "1 s"),
    Tool("jdk17", lambda cache: java.release(java.jdk17_link(cache)) == java.CASSANDRA_JAVA, java.jdk17, "10 s"),
    Tool("cassandra", lambda cache: java.cassandra_directory(cache).is_dir(), java.cassandra, "30 s"),
    venv("moto-5.2.5", "30 s"),
    venv("cql", "10 s"),
    venv("awscli", "30 s"),
    kubernetes("etcd", "10 s"),
    kubernetes("kube-apiserver", "3 min"),
    *(older_api_server(module) for module in golang.older_releases().values()),
    kubernetes("kube-controller-manager", "45 s"),
    kubernetes("kube-scheduler", "5 s"),
    kubernetes("kubelet", "15 s"),
    kubernetes("kube-proxy", "5 s"),
    kubernetes("kubectl", "15 s"),
    Tool("coredns", lambda cache: golang.coredns_program(cache).exists(), golang.coredns, "2 min"),
    Tool("helm", lambda cache: golang.helm_program(cache).exists(), golang.helm, "90 s"),
    Tool("glua", lambda cache: golang.glua_program(cache).exists(), golang.glua, "10 s"),
    packages("image-packages", debian.IMAGE, "5 s"),
    Tool("base-image", lambda cache: image.archive(cache).exists(), image.make, "1 min"),
    packages("bench-packages", debian.BENCH, "5 s"),
)}

API_SERVER = ("etcd", "kube-apiserver", "kubectl")
INSTALL = ("helm", "glua", "awscli")
DATABASE = ("jdk17", "cassandra")
NODE = ("node-packages", "busybox-image", *API_SERVER, "kube-controller-manager", "kube-scheduler", "kubelet", "kube-proxy", "coredns")
IMAGES = ("image-packages", "base-image")
SERVICES = ("jdk", "maven", *DATABASE, "moto-5.2.5", "cql")

SETS = {
    "build": ("jdk", "maven"),
    "node": NODE,
    "services": SERVICES,
    "images": IMAGES,
    "sandbox": (*NODE, *SERVICES, *IMAGES),
    "install": INSTALL,
    "test": (*NODE, *SERVICES, *IMAGES, *INSTALL),
    "bench": (*NODE, *SERVICES, *IMAGES, *INSTALL, "bench-packages"),
    # For each older release of Kubernetes that the API server's tests can run on.
    **{f"test-{release}": ("jdk", "maven", *API_SERVER, f"kube-apiserver-{module.partition('-')[2]}", *INSTALL)
       for release, module in golang.older_releases().items()},
    "all": tuple(TOOLS),
}


def names_of(words):
    """Tool names for a mixture of set and tool names, in the order of TOOLS."""
    wanted = set()
    for word in words:
        if word not in SETS and word not in TOOLS:
            raise Problem(f"'{word}' is no tool and no set of tools. Sets: {', '.join(SETS)}. "
                          f"Tools: {', '.join(TOOLS)}")
        wanted.update(SETS.get(word, (word,)))
    return [name for name in TOOLS if name in wanted]


def ensure(words, cache=None):
    """Installs what is missing of these sets and tools; returns where things are."""
    cache = cache or store.root()
    names = names_of(words)
    absent = [name for name in names if not TOOLS[name].there(cache)]
    for number, name in enumerate(absent, 1):
        tool = TOOLS[name]
        with store.lock(cache, name):
            if tool.there(cache):  # another run has installed it meanwhile
                continue
            with report.step(f"tool {number} of {len(absent)}: {name} (the first time takes about {tool.cost})"):
                tool.make(cache)
    return Paths(cache)
