"""The CQL gateway beside the CQL front: on this machine's loopback, as it is beside DDC in a pod.

The program is the product's own sidecar, io.unrealcloud.ddc.gateway.GatewayMain. It logs in with the sandbox's access
key, so whoever connects to it needs no credentials.
"""

from .. import build as builds, ports, process, waiting

NAME = "gateway"
MAIN = "io.unrealcloud.ddc.gateway.GatewayMain"
PORT = 9042
HTTP_PORT = 9043


def addresses(instance):
    """Three loopback addresses, shown as three nodes; each sandbox has its own, so the ports are always the same."""
    return [instance.loopback(node) for node in (1, 2, 3)]


def start(instance, build, region, upstream, authority, environment):
    """``upstream``: (host, port) of the Region's CQL endpoint. ``environment``: has the access key. Idempotent."""
    own = addresses(instance)
    spec = process.Spec(
        NAME, (*builds.product_command(build, MAIN, heap="48m"), "--region", region, "--listen", ",".join(own),
               "--port", str(PORT), "--http", f"{own[0]}:{HTTP_PORT}", "--upstream-host", upstream[0],
               "--upstream-port", str(upstream[1]), "--upstream-trust", str(authority)),
        env={name: environment[name] for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")},
        inputs=(authority,), listens=((own[0], HTTP_PORT), *((address, PORT) for address in own)))
    if process.running(instance.run, NAME) is None:
        for address, port in spec.listens:
            ports.require(address, port, "the CQL gateway")
    record, _ = process.start(instance, spec)
    waiting.until(lambda: waiting.answers(f"http://{own[0]}:{HTTP_PORT}/startup"), 60,
                  "the CQL gateway did not log in to the CQL endpoint", record.alive, record.log)
    return own[0], PORT
