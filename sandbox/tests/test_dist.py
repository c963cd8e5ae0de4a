import tarfile
import time
import unittest

from sandbox import dist, shell
from sandbox.install import sets
from sandbox.tests.scratch import CHECKOUT, ScratchTest


class DistTest(ScratchTest):
    def made(self, name):
        folder = self.state / name
        folder.mkdir()
        dist.package(CHECKOUT, sets.ensure(["kubectl", "helm"]), folder)
        dist.sums(folder)
        return folder

    def test_made_twice_it_is_the_same(self):
        first = self.made("first")
        time.sleep(1.1)  # archives count in seconds
        second = self.made("second")
        self.assertEqual((first / dist.SUMS).read_text(), (second / dist.SUMS).read_text())

    def test_everything_has_the_version_of_the_project(self):
        release, folder = dist.version(CHECKOUT), self.made("one")
        names = {path.name for path in folder.iterdir()} - {dist.SUMS}
        self.assertEqual({f"{dist.NAME}-{release}.tgz", *(f"{dist.NAME}-{release}-{end}" for end in (
            "crd.yaml", "cluster-wide.yaml", "namespaced.yaml", "operator-policy.json", "operator-scylla-policy.json",
            "boundary-policy.json"))}, names)
        self.assertIn(f"image: {dist.NAME}:{release}", (folder / f"{dist.NAME}-{release}-cluster-wide.yaml").read_text())
        shell.run("sha256sum", "--check", "--strict", dist.SUMS, cwd=folder)

    def test_helm_takes_the_package(self):
        folder = self.made("one")
        package = folder / f"{dist.NAME}-{dist.version(CHECKOUT)}.tgz"
        rendered = shell.run(sets.ensure(["helm"]).helm, "template", "any", package)
        self.assertIn(f"{dist.NAME}:{dist.version(CHECKOUT)}", rendered)
        with tarfile.open(package) as archive:
            self.assertEqual({0}, {member.mtime for member in archive.getmembers()})
            self.assertIn(f"{dist.NAME}/values.schema.json", archive.getnames())


if __name__ == "__main__":
    unittest.main()
