"""Certificates and service-account keys of the node, made with openssl. All keys stay in the state directory."""

import concurrent.futures
import shutil

from .. import files, shell

DAYS = 3650
NODE_NAME = "sandbox"
EC = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")  # made in no time
RSA = ("-newkey", "rsa:2048")  # for the one certificate that people's tools read: not all take an EC key


def ensure(instance):
    """Makes what is missing. A certificate appears by rename, so a killed run leaves whole files only."""
    instance.pki.mkdir(parents=True, exist_ok=True)
    instance.pki.chmod(0o700)
    authority(instance)
    signing_key(instance)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        for done in [pool.submit(certificate, instance, *wish) for wish in wishes(instance)]:
            done.result()


def wishes(instance):
    """(name, common name, groups, alternative names, usage) of every certificate."""
    server = (f"IP:127.0.0.1,IP:{instance.node_address},IP:{instance.kubernetes_address},DNS:localhost,"
              "DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,"
              "DNS:kubernetes.default.svc.cluster.local")
    kubelet = f"IP:127.0.0.1,IP:{instance.node_address},DNS:{NODE_NAME}"
    return [
        ("apiserver", "kube-apiserver", (), server, "serverAuth"),
        ("kubelet-server", f"system:node:{NODE_NAME}", ("system:nodes",), kubelet, "serverAuth"),
        ("apiserver-to-kubelet", "kube-apiserver-kubelet-client", ("system:masters",), "", "clientAuth"),
        ("aggregator", "aggregator", (), "", "clientAuth"),
        ("admin", "sandbox-admin", ("system:masters",), "", "clientAuth"),
        ("controller-manager", "system:kube-controller-manager", (), "", "clientAuth"),
        ("scheduler", "system:kube-scheduler", (), "", "clientAuth"),
        ("kubelet", f"system:node:{NODE_NAME}", ("system:nodes",), "", "clientAuth"),
        ("proxy", "system:kube-proxy", (), "", "clientAuth"),
        ("dns", "system:coredns", (), "", "clientAuth"),
    ]


def authority(instance):
    if (instance.pki / "ca.crt").exists():
        return
    with building(instance, "ca") as work:
        shell.run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-sha256", "-days", DAYS,
                  "-subj", f"/CN=sandbox-{instance.id}", "-addext", "keyUsage=critical,keyCertSign,cRLSign",
                  "-keyout", work / "ca.key", "-out", work / "ca.crt")


def signing_key(instance):
    """The pair that signs and checks service-account tokens: RSA, because EKS signs with RS256."""
    if (instance.pki / "service-account.pub").exists():
        return
    with building(instance, "service-account") as work:
        shell.run("openssl", "genrsa", "-out", work / "service-account.key", "2048")
        shell.run("openssl", "rsa", "-in", work / "service-account.key", "-pubout",
                  "-out", work / "service-account.pub")


def certificate(instance, name, common_name, groups, alternatives, usage):
    if (instance.pki / f"{name}.crt").exists():
        return
    subject = "".join(f"/O={group}" for group in groups) + f"/CN={common_name}"
    with building(instance, name) as work:
        extensions = f"basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage={usage}\n"
        if alternatives:
            extensions += f"subjectAltName={alternatives}\n"
        files.write(work / "extensions", extensions)
        shell.run("openssl", "req", *(RSA if name == "admin" else EC), "-nodes", "-sha256", "-subj", subject,
                  "-keyout", work / f"{name}.key", "-out", work / "request")
        shell.run("openssl", "x509", "-req", "-in", work / "request", "-CA", instance.pki / "ca.crt",
                  "-CAkey", instance.pki / "ca.key", "-set_serial", f"0x{int.from_bytes(_random(), 'big'):x}",
                  "-days", DAYS, "-sha256", "-extfile", work / "extensions", "-out", work / f"{name}.crt")


def _random():
    with open("/dev/urandom", "rb") as source:
        return source.read(8)


class building:
    """A scratch directory whose keys, then certificates, move into place when the block ends well."""

    def __init__(self, instance, name):
        self.target = instance.pki
        self.work = instance.pki / f".{name}"

    def __enter__(self):
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir()
        return self.work

    def __exit__(self, kind, error, trace):
        if kind is None:
            for suffix in ("key", "pub", "crt"):  # the certificate last: its presence says that the pair is whole
                for path in self.work.glob(f"*.{suffix}"):
                    path.chmod(0o600 if suffix == "key" else 0o644)
                    path.replace(self.target / path.name)
        shutil.rmtree(self.work, ignore_errors=True)
