"""The files a person sources or points a client at: .sandbox/env, .sandbox/cqlshrc and .sandbox/bin."""

import os
import shlex

from . import files


def assignments(values):
    """Lines for any POSIX shell; every value is quoted, so no character of it means anything to the shell."""
    return "".join(f"export {name}={shlex.quote(str(value))}\n" for name, value in values.items())


def write(instance, values):
    """``values``: name → value. Variables of the user's own AWS login that would win over ours are unset."""
    text = "# Made by 'make sandbox'. Use:  . " + shlex.quote(str(instance.state / "env")) + "\n"
    text += "unset AWS_PROFILE AWS_SESSION_TOKEN AWS_DEFAULT_PROFILE\n"
    text += assignments(values)
    text += f"export PATH={shlex.quote(str(instance.state / 'bin'))}:\"$PATH\"\n"
    files.write(instance.state / "env", text)


def write_cqlsh(instance, paths, host, port, authority, user, password):
    """A cqlshrc for the TLS front, and a 'cqlsh' that uses it. The password is in a file only the user can read."""
    credentials = instance.state / "cqlsh-credentials"
    files.write(credentials, "[PlainTextAuthProvider]\n"
                             f"username = {escaped(user)}\npassword = {escaped(password)}\n", mode=0o600)
    files.write(instance.state / "cqlshrc", f"""[authentication]
credentials = {escaped(credentials)}
[auth_provider]
module = cassandra.auth
classname = PlainTextAuthProvider
username = {escaped(user)}
[connection]
hostname = {host}
port = {port}
ssl = true
factory = cqlshlib.ssl.ssl_transport_factory
[ssl]
certfile = {escaped(authority)}
validate = true
""")
    script(instance, "cqlsh", paths.cql / "bin" / "cqlsh",
           "--cqlshrc", instance.state / "cqlshrc", "--credentials", credentials)


def write_gateway_cqlsh(instance, paths, host, port):
    """A 'cqlsh-gateway' that goes through the CQL gateway: neither TLS nor a login, on the user's side."""
    files.write(instance.state / "cqlshrc-gateway", f"[connection]\nhostname = {host}\nport = {port}\nssl = false\n")
    files.write(instance.state / "cqlsh-no-credentials", "", mode=0o600)  # in place of the user's own
    script(instance, "cqlsh-gateway", paths.cql / "bin" / "cqlsh",
           "--cqlshrc", instance.state / "cqlshrc-gateway", "--credentials", instance.state / "cqlsh-no-credentials")


def link(instance, name, target):
    place = instance.state / "bin" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.with_name(f".{name}")
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(target)
    os.replace(temporary, place)


def script(instance, name, *words):
    command = " ".join(shlex.quote(str(word)) for word in words)
    program(instance, name, f'exec {command} "$@"\n')


def program(instance, name, text):
    """A shell program on the PATH of whoever sources the env file."""
    files.write(instance.state / "bin" / name, f"#!/bin/sh\n{text}", mode=0o755)


def escaped(value):
    """cqlshrc is read with interpolation: a percent sign must be doubled."""
    return str(value).replace("%", "%%")
