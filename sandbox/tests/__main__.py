"""All tests of the sandbox: python3 -m sandbox.tests. One that fails is run once more, as 'make test' does with Java's: a
whole machine with a cluster on it has its bad moments, and they are told of, not hidden."""

import sys
import unittest

from sandbox.tests.scratch import CHECKOUT

AGAIN = 1


def main():
    found = unittest.defaultTestLoader.discover(str(CHECKOUT / "sandbox" / "tests"), top_level_dir=str(CHECKOUT))
    failed = run(found)
    for _ in range(AGAIN):
        if failed:
            print(f"\nonce more: {', '.join(failed)}", flush=True)
            still = run(unittest.defaultTestLoader.loadTestsFromNames(failed))
            for name in failed:
                if name not in still:
                    print(f"FLAKY: {name} failed at first; look at its words above", flush=True)
            failed = still
    sys.exit(1 if failed else 0)


def run(suite):
    """Names of the tests that failed, each once, in order."""
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    return list(dict.fromkeys(getattr(test, "test_case", test).id() for test, _ in result.failures + result.errors))


if __name__ == "__main__":
    main()
