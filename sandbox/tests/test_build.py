import shutil
import unittest
from unittest import mock

from sandbox import build, shell
from sandbox.install import cache, java, sets
from sandbox.tests.scratch import CHECKOUT, ScratchTest


class OptionsTest(unittest.TestCase):
    def test_a_java_older_than_the_gateways_options_starts_with_them(self):
        sets.ensure(["jdk17"])
        program = java.jdk17_link(cache.root()) / "bin" / "java"
        shell.run(program, f"@{CHECKOUT / 'src/main/container/gateway.options'}", "-version")


class BuildTest(ScratchTest):
    def setUp(self):
        super().setUp()
        self.checkout = self.state / "checkout"
        for path, text in (("pom.xml", "<project/>"), ("src/main/java/A.java", "a"), ("src/sandbox/java/B.java", "b"),
                           ("src/test/java/C.java", "c")):
            self.put(path, text)
        self.calls = []

    def put(self, path, text):
        target = self.checkout / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def maven(self, checkout, _, dependencies):
        self.calls.append(checkout)
        for folder in ("classes", "test-classes", "quarkus-app"):
            (checkout / "target" / folder).mkdir(parents=True, exist_ok=True)
        jar = self.state / "library.jar"
        jar.touch()
        dependencies.write_text(str(jar))

    def ensure(self):
        with mock.patch.object(build, "maven", self.maven):
            return build.ensure(self.checkout, self.state / "out")

    def test_a_second_time_does_not_call_maven(self):
        self.assertEqual(self.ensure(), self.ensure())
        self.assertEqual(1, len(self.calls))

    def test_a_changed_added_moved_or_removed_source_is_built(self):
        self.ensure()
        for number, change in enumerate((
                lambda: self.put("src/main/java/A.java", "a2"), lambda: self.put("src/main/java/D.java", ""),
                lambda: (self.checkout / "src/main/java/D.java").rename(self.checkout / "src/main/java/E.java"),
                lambda: (self.checkout / "src/sandbox/java/B.java").unlink()), 2):
            change()
            self.ensure()
            self.assertEqual(number, len(self.calls))

    def test_a_change_of_the_operator_leaves_the_services_alone(self):
        first = self.ensure()
        self.put("src/main/java/A.java", "a2")
        second = self.ensure()
        self.assertNotEqual(first.operator, second.operator)
        self.assertEqual(first.services, second.services)
        self.put("src/sandbox/java/B.java", "b2")
        third = self.ensure()
        self.assertEqual(second.operator, third.operator)
        self.assertNotEqual(second.services, third.services)
        build.drop_others(third)
        self.assertEqual({third.operator, third.services}, set(third.operator.parent.iterdir()))

    def test_a_changed_test_is_not(self):
        first = self.ensure()
        self.put("src/test/java/C.java", "c2")
        self.assertEqual(first, self.ensure())

    def test_a_touched_file_is_not(self):
        first = self.ensure()
        (self.checkout / "pom.xml").touch()
        self.assertEqual(first, self.ensure())

    def test_a_library_that_has_gone_from_the_local_repository_is_fetched_again(self):
        self.ensure()
        (self.state / "library.jar").unlink()
        self.ensure()
        self.assertEqual(2, len(self.calls))

    def test_running_classes_do_not_change_under_a_later_build(self):
        made = self.ensure()
        shutil.rmtree(self.checkout / "target")
        self.assertTrue((made.services / "classes").is_dir())
        self.assertEqual(made, self.ensure())
        self.assertEqual(1, len(self.calls))


if __name__ == "__main__":
    unittest.main()
