#!/usr/bin/python3 -IB
"""nodetool and cqlsh of a machine with ScyllaDB's image in the sandbox: by the name it is called by.

nodetool asks the sandbox, which asks the node. cqlsh is the real one; without a host it goes to this node, and the
path of the maintenance socket stands for a port, since this cqlsh knows no sockets.
"""

import json
import os
import sys
import urllib.error
import urllib.request
from pathlib import Path

KNOWN = json.loads((Path(os.environ["MACHINE"]) / "scylla.json").read_text())


def ask(what, words):
    request = urllib.request.Request(KNOWN["control"] + what, json.dumps(words).encode())
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
            said = json.load(answer)
    except (urllib.error.URLError, ConnectionError) as failed:
        sys.exit(f"the machine is off: {failed}")
    sys.stdout.write(said["output"])
    sys.stderr.write(said["errors"])
    sys.stdout.flush()
    sys.exit(said["code"])


def cqlsh(words):
    socket = KNOWN.get("socket")
    given = []
    for word in words:
        if word == socket:
            given += ["127.0.0.1", str(KNOWN["maintenancePort"])]
        elif word.startswith("/") and word.endswith(".m"):
            sys.exit(f"Connection error: ('Unable to connect to any servers', {{'{word}': FileNotFoundError(2, "
                     "'No such file or directory')})")
        else:
            given.append(word)
    os.environ.setdefault("CQLSH_HOST", KNOWN["address"])
    os.environ["HOME"] = os.environ["MACHINE"]  # neither reads nor writes files of whoever runs the sandbox
    os.execv(KNOWN["cqlsh"], [KNOWN["cqlsh"], *given])


if "SCYLLA_SERVER" in os.environ:
    ask("/server", [os.environ["SCYLLA_SERVER"]])
elif Path(sys.argv[0]).name == "nodetool":
    ask("/nodetool", sys.argv[1:])
else:
    cqlsh(sys.argv[1:])
