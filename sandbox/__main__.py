"""Command line: python3 -m sandbox <command>."""

import argparse
import sys
from pathlib import Path

if sys.version_info < (3, 9):
    sys.exit("sandbox: this Python is too old: install Python 3.9 or newer and run 'make PYTHON=<its name> …'")

from . import commands, report
from .problem import Problem

CHECKOUT = Path(__file__).resolve().parent.parent


def parser():
    top = argparse.ArgumentParser(prog="python3 -m sandbox", description=__import__("sandbox").__doc__)
    top.add_argument("--name", help="name of this sandbox; several can run at once (default: $SANDBOX or 'default')")
    top.add_argument("--dir", help="state directory (default: .sandbox of the checkout)")
    every = top.add_subparsers(dest="command", required=True, metavar="command")

    up = every.add_parser("up", help="install tools, build, start everything, apply an example and wait for it")
    up.add_argument("--only", choices=("node", "services"), help="stop after the node, or after the AWS services")
    up.add_argument("--example", help="name of a file in examples/ without .yaml (default: $EXAMPLE or "
                                      f"'{commands.DEFAULT_EXAMPLE}')")
    every.add_parser("down", help="end every process and remove every trace on the machine; logs stay")
    every.add_parser("status", help="what runs, where it listens, since when")
    every.add_parser("env", help="print the lines of .sandbox/env, for: eval \"$(python3 -m sandbox env)\"")
    load = every.add_parser("load", help="give the node a container image: pods then use it by its name")
    load.add_argument("archive", help="OCI layout or 'docker save' output, as a tar file")
    tools = every.add_parser("tools", help="install tools into the cache")
    tools.add_argument("names", nargs="*", default=["sandbox"], help="sets or tools; without any: 'sandbox'")
    tools.add_argument("--list", action="store_true", help="say what there is and what is installed")
    dist = every.add_parser("dist", help="make a release in target/dist: image, chart, manifests, SBOM, checksums")
    dist.add_argument("--base", help="image to build upon, REPOSITORY@sha256:… (default: one made from this machine's "
                                     "distribution)")
    bench = every.add_parser("bench", help="in a sandbox that is up: what the way to Ready took, and what DDC's clients "
                                           "notice of a rollout and of a killed gateway")
    bench.add_argument("--out", default="target/bench/sandbox.json", help="where the numbers go, as JSON")
    every.add_parser("jdk", help="print the home of a JDK that can build the operator")
    return top


def main(argv=None):
    arguments = parser().parse_args(argv)
    try:
        return commands.run(CHECKOUT, arguments)
    except Problem as problem:
        if problem.log:
            for line in report.tail(problem.log):
                print(f"    {line}", file=sys.stderr)
            print(f"    (the end of {problem.log})", file=sys.stderr)
        report.warn(str(problem))
        if arguments.command == "up":
            report.warn("'make sandbox' goes on from here; 'make sandbox-status' says what runs; "
                        "'make sandbox-down' ends everything")
        return 1
    except KeyboardInterrupt:
        report.warn("interrupted; 'make sandbox' goes on from here, 'make sandbox-down' ends what was started")
        return 130


if __name__ == "__main__":
    sys.exit(main())
