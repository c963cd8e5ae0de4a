"""The whole way from nothing to a provisioned example, and what is shown at its end."""

import concurrent.futures
import os
from dataclasses import dataclass

from . import (build as builds, clusters, envfile, example, images, incluster, operator, process, refs, report,
               shell, teardown)
from .install import sets
from .instance import DEFAULT_NAME
from .problem import Problem
from .node import cluster as node
from .services import account, gateway, keyspaces, moto, network

REGIONS = ("us-east-1", "us-west-2")
SECRETS = ("_ACCESS_KEY_ID", "_SECRET_ACCESS_KEY")  # the sandbox's own key: the operator has its role
TABLES = "SELECT keyspace_name, table_name, status FROM system_schema_mcs.tables"


@dataclass(frozen=True)
class ServicePorts:
    """On the sandbox's own address, which no other sandbox shares. ``cql``: Region → port."""

    aws: int
    keyspaces: int
    cql: dict
    operator: int


def service_ports(instance, regions, external):
    """The same numbers for every sandbox with an address of its own; on loopback each name has its own numbers."""
    shift = 20 * (instance.slot + 1) if external and instance.name != DEFAULT_NAME else 0
    operator_port = 8089 + (20 * instance.slot if instance.name != DEFAULT_NAME else 0)
    return ServicePorts(5000 + shift, 5001 + shift, {name: 9142 + shift + n for n, name in enumerate(regions)},
                        operator_port)


def known_regions(named):
    """The known ones first: their ports and addresses never change."""
    return [*REGIONS, *sorted(set(named) - set(REGIONS))]


def up(checkout, instance, only, name):
    external = clusters.is_external()
    paths = sets.ensure(needed(only, external))
    path = None if only else example.find(checkout, name)
    resources = example.read(paths, path) if path else []
    regions = known_regions(example.regions(resources))
    wanted, ranges = service_ports(instance, regions, external), network.ranges(instance, regions, external)
    if path:
        path = example.localised(instance, path, ranges)
        resources = example.read(paths, path)
    start_afresh_if_state_is_lost(checkout, instance)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        building = None if only == "node" else pool.submit(builds.ensure, checkout, instance.state)
        if external:
            cluster = clusters.external(paths)
        else:
            cluster = clusters.own(instance, paths)
            clear_leftovers(instance)
            node.prepare(instance)
        running = building and pool.submit(services, checkout, instance, paths, cluster, wanted, ranges, resources, building)
        made = None if only or external else pool.submit(
            lambda: images.ensure(checkout, paths, building.result()))
        if not external:
            node.up(instance, paths, cluster.issuer)
        build, (environment, said) = (building.result(), running.result()) if running else (None, (None, None))
        if made:
            with report.step("loading images into the node"):
                images.load(instance, checkout, *made.result())
    envfile.link(instance, "kubectl", paths.kubectl)
    if only == "node":
        envfile.write(instance, {"KUBECONFIG": cluster.kubeconfig})
        return
    region = resources[0]["spec"]["region"] if resources else REGIONS[0]
    environment.update({"AWS_REGION": region, "AWS_DEFAULT_REGION": region})
    keyspaces.write_keys(instance, cluster)
    with report.step("the CQL gateway"):
        through = gateway.start(instance, build, region, (cluster.host, wanted.cql[region]), said["caCertificate"],
                                environment)
    write_environment(instance, paths, cluster, wanted, environment, said, region, through)
    if only == "services":
        return
    run_example(checkout, instance, build, cluster, wanted, environment, said, path, resources,
                made and made.result()[0])
    builds.drop_others(build)
    show(instance, paths, cluster, resources)


def start_afresh_if_state_is_lost(checkout, instance):
    """What the emulated services hold is in their memory, and objects in the cluster tell of it: both go together."""
    for name in (moto.NAME, keyspaces.NAME):
        record = process.record_of(instance.run, name)
        if record is None:
            continue
        reason = None if record.alive() else f"{name} has ended"
        if name == keyspaces.NAME and builds.of(checkout, instance.state).classpath_part() not in " ".join(record.argv):
            reason = "the sources of the emulated services have changed"
        if reason:
            with report.step(f"{reason}, and with it what AWS held: starting afresh"):
                clear(instance)
            return


def clear(instance):
    stuck = teardown.everything(instance)
    if stuck:
        raise Problem(f"these would not go: {', '.join(stuck)}. Look at them, then run 'make sandbox-down'")


def clear_leftovers(instance):
    if teardown.leftovers(instance):
        with report.step("clearing what a killed sandbox left"):
            clear(instance)


def needed(only, external):
    names = {"node": [], "services": ["services"], None: ["services"]}[only]
    if external:
        return [*names, "kubectl"]
    return [*names, "node", *([] if only else ["images"])]


def services(checkout, instance, paths, cluster, wanted, ranges, resources, building):
    """Starts the emulated AWS services; returns an AWS client's variables, and what the services said."""
    build = building.result()
    with concurrent.futures.ThreadPoolExecutor() as pool, report.step("the emulated AWS services"):
        ours = pool.submit(keyspaces.start, instance, paths, build, cluster, wanted)
        url, _ = moto.start(instance, paths, cluster)
        account.prepare(url, resources, ranges)
        account.operator_role(url, checkout, cluster.issuer)
        said = ours.result()
    return {
        "AWS_ACCESS_KEY_ID": said["accessKeyId"], "AWS_SECRET_ACCESS_KEY": said["secretAccessKey"],
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL": said["aws"],
        "AWS_ENDPOINT_URL_KEYSPACES": said["controlPlane"],
    }, said


def write_environment(instance, paths, cluster, wanted, environment, said, region, through):
    cql = {f"DDC_CQL_{name.upper().replace('-', '_')}": f"{cluster.host}:{port}" for name, port in wanted.cql.items()}
    envfile.write(instance, {"KUBECONFIG": cluster.kubeconfig, **environment, **cql,
                             "DDC_CQL_CA": said["caCertificate"], "DDC_CQL_GATEWAY": "%s:%d" % through})
    envfile.write_cqlsh(instance, paths, cluster.host, wanted.cql[region], said["caCertificate"],
                        said["serviceUser"], said["servicePassword"])
    envfile.write_gateway_cqlsh(instance, paths, *through)


def run_example(checkout, instance, build, cluster, wanted, environment, said, path, resources, image):
    """``image``: the operator's; without one it runs as a process of this machine."""
    cql = {name: (cluster.host, port) for name, port in wanted.cql.items()}
    namespaces = sorted({example.key(one)[0] for one in resources})
    with report.step("the operator"):
        example.install_types(cluster, checkout)
        if image:
            own = {key: value for key, value in environment.items() if not key.endswith(SECRETS)}
            incluster.install(checkout, instance, cluster, image, own, cql, said["caCertificate"], namespaces)
            alive, log = lambda: not incluster.hopeless(cluster), None
        else:
            record, _ = operator.start(instance, build, cluster, environment, cql, said["caCertificate"], namespaces,
                                       wanted.operator)
            alive, log = record.alive, record.log
    with report.step(f"the example {os.path.relpath(path)}"):
        example.apply(cluster, path)
        for resource in resources:
            example.wait(cluster, resource, alive, log)


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
    if on_keyspaces(resources):
        report.plain("Tables, read with cqlsh through the TLS endpoint:")
        report.plain(tables(instance))
        report.plain()
    served = next((one for one in resources if one["spec"].get("application") is not None), None)
    if served and not clusters.is_external():
        report.plain("A PUT and a GET, with curl through DDC's Service:")
        for line in refs.show(instance, refs.write(instance, cluster, served)):
            report.plain(line)
        report.plain()
    report.plain(next_commands(instance, resources))


def on_keyspaces(resources):
    return any("amazonKeyspaces" in one["spec"]["database"] for one in resources)


def tables(instance):
    said = shell.run(instance.state / "bin" / "cqlsh", "-e", TABLES)
    # cqlsh wonders at the release that Keyspaces reports; nobody needs to read that here
    return "\n".join(line for line in said.splitlines() if line and not line.startswith("WARNING"))


def operator_log(instance):
    if clusters.is_external():
        return f"tail -f {os.path.relpath(instance.logs / operator.NAME)}.log"
    return f"kubectl logs -n {incluster.NAMESPACE} deployment/{incluster.NAME}"


def next_commands(instance, resources):
    namespace, name = example.key(resources[0])
    cql = f"""  cqlsh -e "{TABLES}"
  cqlsh-gateway -e "SELECT * FROM jupiter.objects LIMIT 1"     # through the CQL gateway: no TLS, no credentials
"""
    return f"""Next:
  . {os.path.relpath(instance.state / 'env')}
  kubectl get ucddc -A
  kubectl describe ucddc {name} -n {namespace}
{cql if on_keyspaces(resources) else ""}  {operator_log(instance)}
  make sandbox-status
  make sandbox-down"""
