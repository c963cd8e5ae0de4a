"""moto: EC2, IAM, EKS, Route 53, S3, Secrets Manager, STS and more, in one process."""

from pathlib import Path

from .. import ports, process, waiting

NAME = "moto"
LAUNCHER = Path(__file__).with_name("moto_launcher.py")


def start(instance, paths, cluster, port):
    spec = process.Spec(
        # -I: this directory must not hide moto's own modules; -B: no byte code written into the checkout
        NAME, (str(paths.moto / "bin" / "python"), "-I", "-B", str(LAUNCHER), cluster.host, str(port)),
        env={"MOTO_EC2_LOAD_DEFAULT_AMIS": "false", "DDC_SANDBOX_ISSUER": cluster.issuer},
        inputs=(LAUNCHER,), listens=((cluster.host, port),))
    if process.running(instance.run, NAME) is None:
        ports.require(cluster.host, port, "moto, the emulated AWS services")
    record, new = process.start(instance, spec)
    url = f"http://{cluster.host}:{port}"
    waiting.until(lambda: waiting.answers(f"{url}/moto-api/data.json"), 60, "moto did not answer", record.alive,
                  record.log)
    return url, new
