"""Is a port free, and if not, who holds it?"""

import errno
import os
import socket
import sys
from pathlib import Path

from .problem import Problem

# IPv4 in IPv6, as the kernel prints it: what a Java program shows when it listens on an IPv4 address.
MAPPED = "0000000000000000" + f"{int.from_bytes(bytes.fromhex('0000FFFF'), sys.byteorder):08X}"


def free(address, port):
    """Whether a server could listen there now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
            probe.listen(1)
        except OSError as refused:
            if refused.errno == errno.EADDRINUSE:
                return False
            raise Problem(f"cannot listen on {address}:{port}: {refused.strerror}") from refused
    return True


def require(address, port, purpose):
    """Raises a Problem that names a taken port, its purpose and, where it can be seen, its holder."""
    if not free(address, port):
        raise Problem(f"port {port} on {address}, needed for {purpose}, is taken by {describe(holder(address, port))}: "
                      f"end that program, or choose another port (see 'python3 -m sandbox up --help')")


def describe(pid):
    if pid is None:
        return "a program of another user"
    command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
    return f"process {pid} ({command[:120]})"


def holder(address, port):
    """The pid that listens on this TCP port of this IPv4 address, or of all; None if that cannot be seen."""
    inodes = listening(address, port)
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            for handle in os.listdir(f"/proc/{entry}/fd"):
                target = os.readlink(f"/proc/{entry}/fd/{handle}")
                if target.startswith("socket:[") and target[8:-1] in inodes:
                    return int(entry)
        except OSError:
            continue
    return None


def listening(address, port):
    """Socket inodes that listen there (state 0A in /proc/net/tcp, see proc(5))."""
    short = [f"{int.from_bytes(socket.inet_aton(one), sys.byteorder):08X}" for one in (address, "0.0.0.0")]
    words = {*short, *(MAPPED + one for one in short), "0" * 32}
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            rows = Path(table).read_text().splitlines()[1:]
        except FileNotFoundError:
            continue
        for row in rows:
            columns = row.split()
            where, _, number = columns[1].rpartition(":")
            if columns[3] == "0A" and int(number, 16) == port and where in words:
                found.add(columns[9])
    return found
