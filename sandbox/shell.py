"""Running a command to its end, with its output in the error message when it fails."""

import subprocess

from .problem import Problem


def run(*argv, stdin=None, env=None, cwd=None, check=True, timeout=120):
    """Returns the standard output. A non-zero exit is a Problem that shows what the command said."""
    argv = [str(word) for word in argv]
    try:
        done = subprocess.run(
            argv, input=stdin, env=env, cwd=cwd, timeout=timeout, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
    except FileNotFoundError as missing:
        raise Problem(f"the command '{argv[0]}' is missing: install it and run this again") from missing
    except subprocess.TimeoutExpired as late:
        raise Problem(f"'{' '.join(argv)}' did not end within {timeout} s") from late
    if check and done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip() or "it said nothing")
        raise Problem(f"'{' '.join(argv)}' ended with {done.returncode}: {said}")
    return done.stdout


def works(*argv, timeout=60):
    """Whether the command ends with 0; its output is dropped."""
    argv = [str(word) for word in argv]
    try:
        return subprocess.run(argv, timeout=timeout, check=False, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return False
