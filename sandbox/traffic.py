"""Build machines at work: threads that put refs through DDC's Service and get them back, and count what goes wrong.

Each keeps its connection open, as curl does, and like curl tries once more on a new one if the old had been closed
before anything of an answer came. Everything else that is not the right answer is a failure.
"""

import concurrent.futures
import http.client
import secrets
import statistics
import threading
import time
from dataclasses import dataclass, field

from . import refs

NAMESPACE, BUCKET = "games", "traffic"
PAUSE_SECONDS = 0.05
READERS = 8


@dataclass
class Tally:
    """What one phase saw. ``seconds``: of each request that went well. ``failures``: texts."""

    seconds: list = field(default_factory=list)
    failures: list = field(default_factory=list)
    reconnects: int = 0

    def summary(self):
        cut = sorted(self.seconds)

        def at(part):
            return round(1000 * cut[min(len(cut) - 1, int(part * len(cut)))], 1) if cut else None

        return {"requests": len(self.seconds) + len(self.failures), "failed": len(self.failures),
                "reconnects": self.reconnects, "p50_ms": at(0.5), "p99_ms": at(0.99), "max_ms": at(1),
                "mean_ms": round(1000 * statistics.fmean(cut), 1) if cut else None}


class Traffic:
    """Use as a context manager; ``phase`` begins to count anew and returns what was counted until then."""

    def __init__(self, address, host, token, clients=4):
        self.address, self.host, self.token = address, host, token
        self.tally, self.lock, self.ending = Tally(), threading.Lock(), threading.Event()
        self.kept = []  # paths of refs that DDC said it has
        self.threads = [threading.Thread(target=self.work, daemon=True) for _ in range(clients)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.ending.set()
        for thread in self.threads:
            thread.join(timeout=60)

    def phase(self):
        with self.lock:
            before, self.tally = self.tally, Tally()
        return before

    def served(self, count, seconds):
        """Waits until so many requests more have gone well."""
        start, deadline = len(self.tally.seconds), time.monotonic() + seconds
        while len(self.tally.seconds) < start + count and time.monotonic() < deadline:
            time.sleep(0.05)
        return len(self.tally.seconds) >= start + count

    def work(self):
        client = Client(self)
        while not self.ending.is_set():
            key = secrets.token_hex(20)
            path = f"/api/v1/refs/{NAMESPACE}/{BUCKET}/{key}"
            if client.timed("PUT", path, None):
                self.kept.append(path)
                client.timed("GET", path + ".raw", refs.BODY.encode())
            self.ending.wait(PAUSE_SECONDS)
        client.close()

    def lost(self):
        """Gets everything again that was ever put; returns what is not there as it was."""
        parts = [self.kept[n::READERS] for n in range(READERS)]
        with concurrent.futures.ThreadPoolExecutor(READERS) as pool:
            return [one for found in pool.map(self.missing, parts) for one in found]

    def missing(self, paths):
        client, found = Client(self), []
        for path in paths:
            status, body = client.ask("GET", path + ".raw")
            if status != 200 or body != refs.BODY.encode():
                found.append(f"{path}: status {status}")
        client.close()
        return found


class Client:
    def __init__(self, traffic):
        self.traffic, self.connection = traffic, None

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def timed(self, method, path, wanted):
        begun = time.monotonic()
        try:
            status, body = self.ask(method, path)
            wrong = f"status {status}" if status != 200 else (
                "other bytes" if wanted is not None and body != wanted else None)
        except (OSError, http.client.HTTPException) as broken:
            self.close()
            wrong = f"{type(broken).__name__} {broken}"
        took = time.monotonic() - begun
        with self.traffic.lock:
            if wrong:
                self.traffic.tally.failures.append(f"{time.strftime('%H:%M:%S')} {method} {wrong} after {took:.2f} s")
            else:
                self.traffic.tally.seconds.append(took)
        return not wrong

    def ask(self, method, path):
        if self.connection is None:
            return self.once(method, path)
        try:
            return self.once(method, path)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self.close()
            with self.traffic.lock:
                self.traffic.tally.reconnects += 1
            return self.once(method, path)

    def once(self, method, path):
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.traffic.address, 80, timeout=30)
        headers = {"Host": self.traffic.host, "Authorization": f"ServiceAccount {self.traffic.token}"}
        body = None
        if method == "PUT":
            body = refs.BODY.encode()
            headers.update({"Content-Type": "application/octet-stream", "X-Jupiter-IoHash": refs.HASH})
        self.connection.request(method, path, body=body, headers=headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()


def against(cluster, namespace, name, clients=4):
    """Traffic on the Service of a resource, with the token from its Secret."""
    service = cluster.get("service", f"{name}-ddc", "-n", namespace)
    token = cluster.run("-n", namespace, "get", "secret", f"{name}-ddc-token", "-o",
                        "go-template={{.data.token | base64decode}}")
    return Traffic(service["spec"]["clusterIP"], f"{name}-ddc.{namespace}.svc", token, clients)
