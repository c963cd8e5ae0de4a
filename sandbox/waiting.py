"""Waiting for a state of the world, with a deadline and a reason when it passes."""

import ssl
import time
import urllib.error
import urllib.request

from .problem import Problem


def until(ready, seconds, failure, alive=None, log=None, pause=0.1):
    """Polls ``ready`` until it returns something true, and returns that.

    ``failure``: what to say when time is up, a text or a callable that makes one.
    ``alive``: a callable; as soon as it is false, waiting ends with a Problem.
    """
    deadline = time.monotonic() + seconds
    while True:
        found = ready()
        if found:
            return found
        text = failure() if callable(failure) else failure
        if alive is not None and not alive():
            raise Problem(f"{text}: the process has ended", log=log)
        if time.monotonic() > deadline:
            raise Problem(f"{text} within {seconds} s", log=log)
        time.sleep(pause)


def answers(url, authority=None, timeout=2):
    """Whether a GET of ``url`` returns 200. ``authority``: CA file; without one a certificate is not checked.

    Only for health checks of our own processes: nothing secret is sent.
    """
    context = None
    if url.startswith("https:"):
        context = ssl.create_default_context(cafile=str(authority)) if authority else ssl._create_unverified_context()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context))
    try:
        with opener.open(url, timeout=timeout) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False
