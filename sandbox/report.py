"""Progress on the terminal: what is being done, how far it is, how long it took."""

import contextlib
import sys
import threading
import time

HEARTBEAT_SECONDS = 15
_began = time.monotonic()
_lock = threading.Lock()


def say(text):
    """Prints one line, stamped with the seconds since the program started."""
    with _lock:
        print(f"[{time.monotonic() - _began:6.1f} s] {text}", flush=True)


def plain(text=""):
    """Prints a line of a result, without a stamp."""
    with _lock:
        print(text, flush=True)


def warn(text):
    """Prints a line that the user should read, on standard error."""
    with _lock:
        print(f"sandbox: {text}", file=sys.stderr, flush=True)


@contextlib.contextmanager
def step(text):
    """Announces a step, says every quarter of a minute that it still runs, and how long it took."""
    begun = time.monotonic()
    done = threading.Event()

    def beat():
        while not done.wait(HEARTBEAT_SECONDS):
            say(f"{text}: still working, {time.monotonic() - begun:.0f} s so far")

    say(f"{text} …")
    ticker = threading.Thread(target=beat, daemon=True)
    ticker.start()
    try:
        yield
    finally:
        done.set()
        ticker.join()
    say(f"{text}: done in {time.monotonic() - begun:.1f} s")


def tail(path, lines=15):
    """The last lines of a log file, or an empty list if there is no such file."""
    try:
        with open(path, "rb") as log:
            log.seek(0, 2)
            log.seek(max(0, log.tell() - 64 * 1024))
            text = log.read().decode("utf-8", "replace")
    except FileNotFoundError:
        return []
    return text.splitlines()[-lines:]
