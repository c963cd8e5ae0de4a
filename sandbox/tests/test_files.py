import os
import shutil
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from sandbox import files


class FilesTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="ddc-sandbox-test-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def test_the_same_content_leaves_the_file_alone(self):
        path = self.folder / "deep" / "file"
        files.write(path, "a")
        before = path.stat()
        files.write(path, "a")
        self.assertEqual((before.st_ino, before.st_mtime_ns), (path.stat().st_ino, path.stat().st_mtime_ns))

    def test_a_changed_mode_is_applied(self):
        path = self.folder / "file"
        files.write(path, "a")
        files.write(path, "a", mode=0o600)
        self.assertEqual(0o600, path.stat().st_mode & 0o777)

    def test_a_write_that_fails_leaves_the_old_content_and_nothing_else(self):
        path = self.folder / "file"
        files.write(path, "old")
        with mock.patch.object(os, "replace", side_effect=OSError("disk full")), self.assertRaises(OSError):
            files.write(path, "new")
        self.assertEqual("old", path.read_text())
        self.assertEqual(["file"], os.listdir(self.folder))


if __name__ == "__main__":
    unittest.main()
