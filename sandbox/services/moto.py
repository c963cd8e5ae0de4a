"""moto: EC2, IAM, EKS, Route 53, S3, Secrets Manager and more, in one process.

It checks neither signatures nor policies, so it listens on this machine's loopback only: everybody else goes through
the front of SandboxServices, which checks both.
"""

from pathlib import Path

from .. import ports, process, waiting

NAME = "moto"
PORT = 5000
LAUNCHER = Path(__file__).with_name("moto_launcher.py")


def url_of(instance):
    return f"http://{instance.loopback(1)}:{PORT}"


def start(instance, paths, cluster):
    address, port = instance.loopback(1), PORT
    spec = process.Spec(
        # -I: this directory must not hide moto's own modules; -B: no byte code written into the checkout
        NAME, (str(paths.moto / "bin" / "python"), "-I", "-B", str(LAUNCHER), address, str(port)),
        env={"MOTO_EC2_LOAD_DEFAULT_AMIS": "false", "DDC_SANDBOX_ISSUER": cluster.issuer},
        inputs=(LAUNCHER,), listens=((address, port),))
    if process.running(instance.run, NAME) is None:
        ports.require(address, port, "moto, the emulated AWS services")
    record, new = process.start(instance, spec)
    url = url_of(instance)
    waiting.until(lambda: waiting.answers(f"{url}/moto-api/data.json"), 60, "moto did not answer", record.alive,
                  record.log)
    return url, new
