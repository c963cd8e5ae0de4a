"""A PUT and a GET of a ref, with curl through DDC's Service, as a build machine would do it."""

import shlex
import subprocess

from . import envfile
from .problem import Problem

NAME = "ddc-curl"
BODY = "test"
HASH = "4878CA0425C739FA427F7EDA20FE845F6B2E46BA"  # the first 20 bytes of the body's BLAKE3
PATH = f"/api/v1/refs/games/sandbox/{HASH.lower()}"  # namespace, bucket, and a key, which is any such hash


def commands(url):
    """The words of PUT and GET, as a person can type them."""
    return ([NAME, "-X", "PUT", url + PATH, "-H", "Content-Type: application/octet-stream",
             "-H", f"X-Jupiter-IoHash: {HASH}", "--data-binary", BODY],
            [NAME, f"{url}{PATH}.raw"])


def write(instance, cluster, resource):
    """Writes a 'curl' that knows the Service's address and sends the token; returns the URL of the Service.

    This machine does not use the cluster's DNS, so curl is told the address. The token is read from its Secret at
    each call and handed over on standard input: it is in no file and in no list of processes.
    """
    namespace, name = resource["metadata"].get("namespace", "default"), resource["metadata"]["name"]
    service = cluster.get("service", f"{name}-ddc", "-n", namespace)
    if not service:
        raise Problem(f"there is no Service {name}-ddc in {namespace}")
    host, address = f"{name}-ddc.{namespace}.svc", service["spec"]["clusterIP"]
    auth = (resource["spec"]["application"].get("auth") or {}).get("tokenSecretRef") or {}
    secret = auth.get("name", f"{name}-ddc-token")
    kubectl = shlex.join(map(str, [cluster.kubectl, "--kubeconfig", cluster.kubeconfig, "-n", namespace, "get", "secret",
                                   secret, "-o", "go-template={{.data.token | base64decode}}"]))
    envfile.program(instance, NAME, f"""token=$({kubectl}) || exit
printf 'header = "Authorization: ServiceAccount %s"\\n' "$token" |
  curl --silent --show-error --fail-with-body --max-time 30 --config - --resolve {host}:80:{address} "$@"
""")
    return f"http://{host}"


def show(instance, url):
    """Runs both and returns what was typed and answered, as lines. A GET of something else is a Problem."""
    lines, answers = [], []
    for words in commands(url):
        done = subprocess.run([str(instance.state / "bin" / NAME), *words[1:]], stdin=subprocess.DEVNULL, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True, timeout=60)
        lines += [f"  $ {shlex.join(words)}", f"  {(done.stdout + done.stderr).strip()}"]
        answers.append(done.stdout if done.returncode == 0 else None)
    if answers[0] is None or answers[1] != BODY:
        raise Problem("DDC does not serve what was put:\n" + "\n".join(lines))
    return lines
