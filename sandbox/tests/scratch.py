"""A temporary sandbox instance for tests that start no node."""

import shutil
import tempfile
import unittest
from pathlib import Path

from sandbox import process
from sandbox.instance import Instance

CHECKOUT = Path(__file__).resolve().parent.parent.parent


class ScratchTest(unittest.TestCase):
    def setUp(self):
        self.state = Path(tempfile.mkdtemp(prefix="ddc-sandbox-test-"))
        self.instance = Instance("test", CHECKOUT, self.state, 0)
        self.addCleanup(self.clean)

    def clean(self):
        process.end(process.marked(self.state), grace=0.2)
        shutil.rmtree(self.state)
