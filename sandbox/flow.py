"""The whole way from nothing to a provisioned example, and what is shown at its end."""

import concurrent.futures
import os
from dataclasses import dataclass

from . import build as builds, clusters, envfile, example, operator, report, shell, teardown
from .install import sets
from .instance import DEFAULT_NAME
from .problem import Problem
from .node import cluster as node
from .services import account, keyspaces, moto

REGIONS = ("us-east-1", "us-west-2")
TABLES = "SELECT keyspace_name, table_name, status FROM system_schema_mcs.tables"


@dataclass(frozen=True)
class ServicePorts:
    """On the sandbox's own address, which no other sandbox shares. ``cql``: Region → port."""

    moto: int
    keyspaces: int
    cql: dict
    operator: int


def service_ports(instance, regions, external):
    """The same numbers for every sandbox with an address of its own; on loopback each name has its own numbers."""
    shift = 20 * (instance.slot + 1) if external and instance.name != DEFAULT_NAME else 0
    known = [*REGIONS, *sorted(set(regions) - set(REGIONS))]  # the known ones first: their ports never change
    operator_port = 8089 + (20 * instance.slot if instance.name != DEFAULT_NAME else 0)
    return ServicePorts(5000 + shift, 5001 + shift, {name: 9142 + shift + n for n, name in enumerate(known)},
                        operator_port)


def up(checkout, instance, only, name):
    external = clusters.is_external()
    paths = sets.ensure(needed(only, external))
    path = None if only else example.find(checkout, name)
    resources = example.read(paths, path) if path else []
    region = resources[0]["spec"]["region"] if resources else REGIONS[0]
    if external:
        cluster = clusters.external(paths)
        build = builds.ensure(checkout, instance.state)
    else:
        clear_leftovers(instance)
        cluster = clusters.own(instance, paths)
        with concurrent.futures.ThreadPoolExecutor() as pool:
            building = pool.submit(builds.ensure, checkout, instance.state) if only != "node" else None
            node.up(instance, paths, cluster.issuer)
            build = building.result() if building else None
    envfile.link(instance, "kubectl", paths.kubectl)
    if only == "node":
        envfile.write(instance, {"KUBECONFIG": cluster.kubeconfig})
        return
    wanted = service_ports(instance, example.regions(resources), external)
    environment, said = services(instance, paths, build, cluster, wanted, resources, region)
    builds.drop_others(build)
    if only == "services":
        return
    run_example(checkout, instance, build, cluster, wanted, environment, said, path, resources)
    show(instance, paths, cluster, resources)


def clear_leftovers(instance):
    if teardown.leftovers(instance):
        with report.step("clearing what a killed sandbox left"):
            stuck = teardown.everything(instance)
            if stuck:
                raise Problem(f"a killed sandbox left what would not go: {', '.join(stuck)}")


def needed(only, external):
    names = {"node": [], "services": ["services"], None: ["services"]}[only]
    return names + (["kubectl"] if external else ["node"])


def services(instance, paths, build, cluster, wanted, resources, region):
    with concurrent.futures.ThreadPoolExecutor() as pool, report.step("the emulated AWS services"):
        ours = pool.submit(keyspaces.start, instance, paths, build, cluster, wanted)
        url, _ = moto.start(instance, paths, cluster, wanted.moto)
        account.prepare(url, resources)
        said = ours.result()
    environment = {
        "AWS_REGION": region, "AWS_DEFAULT_REGION": region,
        "AWS_ACCESS_KEY_ID": said["accessKeyId"], "AWS_SECRET_ACCESS_KEY": said["secretAccessKey"],
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL": url,
        "AWS_ENDPOINT_URL_KEYSPACES": f"http://{cluster.host}:{wanted.keyspaces}",
    }
    cql = {f"DDC_CQL_{name.upper().replace('-', '_')}": f"{cluster.host}:{port}" for name, port in wanted.cql.items()}
    envfile.write(instance, {"KUBECONFIG": cluster.kubeconfig, **environment, **cql,
                             "DDC_CQL_CA": said["caCertificate"]})
    envfile.write_cqlsh(instance, paths, cluster.host, wanted.cql.get(region, min(wanted.cql.values())),
                        said["caCertificate"], said["serviceUser"], said["servicePassword"])
    return environment, said


def run_example(checkout, instance, build, cluster, wanted, environment, said, path, resources):
    namespaces = sorted({example.key(one)[0] for one in resources})
    with report.step("the operator"):
        example.install_types(cluster, checkout)
        record, _ = operator.start(instance, build, cluster, environment,
                                   {name: (cluster.host, port) for name, port in wanted.cql.items()},
                                   said["caCertificate"], namespaces, wanted.operator)
    with report.step(f"the example {os.path.relpath(path)}"):
        example.apply(cluster, path)
        for resource in resources:
            example.wait(cluster, resource, record.alive, record.log)


def show(instance, paths, cluster, resources):
    for resource in resources:
        namespace, name = example.key(resource)
        report.plain()
        report.plain(cluster.run("get", example.RESOURCE, name, "-n", namespace).rstrip())
        found = cluster.get(example.RESOURCE, name, "-n", namespace)
        report.plain()
        for one in found["status"]["conditions"]:
            report.plain(f"  {one['type']:24}{one['status']:9}{one.get('reason', ''):24}{one.get('message', '')}")
    report.plain()
    report.plain("Tables, read with cqlsh through the TLS endpoint:")
    report.plain(tables(instance))
    report.plain()
    report.plain(next_commands(instance, resources))


def tables(instance):
    said = shell.run(instance.state / "bin" / "cqlsh", "-e", TABLES)
    # cqlsh wonders at the release that Keyspaces reports; nobody needs to read that here
    return "\n".join(line for line in said.splitlines() if line and not line.startswith("WARNING"))


def next_commands(instance, resources):
    namespace, name = example.key(resources[0])
    return f"""Next:
  . {os.path.relpath(instance.state / 'env')}
  kubectl get ucddc -A
  kubectl describe ucddc {name} -n {namespace}
  cqlsh -e "{TABLES}"
  make sandbox-status
  make sandbox-down"""
