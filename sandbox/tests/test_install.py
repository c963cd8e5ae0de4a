import os
import signal
import subprocess
import sys
import unittest
from pathlib import Path
from unittest import mock

from sandbox import waiting
from sandbox.install import cache, debian, golang, java, sets
from sandbox.problem import Problem
from sandbox.tests.scratch import CHECKOUT, ScratchTest

# Builds a tool slowly; the order of events is written to a shared file.
BUILDER = """
import sys, time
from pathlib import Path
from sandbox.install import cache
root = Path(sys.argv[1])
with cache.lock(root, "tool"):
    if (root / "tool").exists():
        print("found")
    else:
        with cache.building(root / "tool") as work:
            (work / "tool").write_text("whole")
            (root / "begun").touch()
            time.sleep(float(sys.argv[2]))
            (work / "tool").rename(root / "tool")
        print("built")
"""


class CacheTest(ScratchTest):
    def builder(self, seconds):
        return subprocess.Popen([sys.executable, "-c", BUILDER, str(self.state), str(seconds)], cwd=CHECKOUT,
                                stdout=subprocess.PIPE, universal_newlines=True)

    def test_of_two_runs_at_once_one_builds_and_the_other_finds_it(self):
        runs = [self.builder(0.5), self.builder(0.5)]
        said = "".join(run.communicate(timeout=60)[0] for run in runs)
        self.assertEqual(1, said.count("built"))
        self.assertEqual(1, said.count("found"))

    def test_a_killed_build_leaves_no_tool_and_the_next_run_builds(self):
        killed = self.builder(300)
        waiting.until((self.state / "begun").exists, 30, "the build did not begin")
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
        self.assertFalse((self.state / "tool").exists())
        self.assertTrue(list(self.state.glob(".building-tool-*")))
        self.assertIn("built", self.builder(0).communicate(timeout=60)[0])
        self.assertEqual("whole", (self.state / "tool").read_text())
        self.assertEqual([], list(self.state.glob(".building-tool-*")))

    def test_a_failed_installer_is_named_with_its_log(self):
        with self.assertRaises(Problem) as raised:
            cache.logged(self.state, "thing", ["sh", "-c", "echo broken wire; exit 3"], "Mend it.")
        self.assertIn("thing", str(raised.exception))
        self.assertIn("Mend it.", str(raised.exception))
        self.assertIn("broken wire", Path(raised.exception.log).read_text())

    def test_the_cache_is_where_the_user_says(self):
        with mock.patch.dict(os.environ, {"DDC_CACHE": str(self.state), "XDG_CACHE_HOME": "/x"}):
            self.assertEqual(self.state.resolve(), cache.root())
        with mock.patch.dict(os.environ, {"XDG_CACHE_HOME": "/x"}):
            os.environ.pop("DDC_CACHE", None)
            self.assertEqual(Path("/x/unreal-cloud-ddc-operator"), cache.root())


class SetsTest(ScratchTest):
    def test_every_set_names_known_tools(self):
        for name, members in sets.SETS.items():
            self.assertEqual([], [one for one in members if one not in sets.TOOLS], name)

    def test_an_unknown_name_is_refused_with_what_there_is(self):
        with self.assertRaisesRegex(Problem, "'kubelt' is no tool.*kubelet"):
            sets.names_of(["kubelt"])

    def test_only_what_is_missing_is_made_and_only_once(self):
        made = []
        tool = sets.Tool("kubectl", lambda root: (root / "x").exists(),
                         lambda root: (made.append(1), (root / "x").touch()), "no time")
        with mock.patch.dict(sets.TOOLS, {"kubectl": tool}):
            sets.ensure(["kubectl"], self.state)
            sets.ensure(["kubectl"], self.state)
        self.assertEqual([1], made)

    def test_versions_come_from_the_manifests(self):
        self.assertRegex(golang.pinned("kubernetes", "k8s.io/kubernetes"), r"^v1\.34\.\d+$")
        self.assertRegex(golang.pinned("coredns", "github.com/coredns/coredns"), r"^v1\.15\.\d+$")
        self.assertEqual("5.0.6", java.cassandra_directory(self.state).parent.name)

    def test_every_kubernetes_module_is_pinned_to_the_same_release(self):
        text = (golang.MODULES / "kubernetes" / "go.mod").read_text()
        release = golang.pinned("kubernetes", "k8s.io/kubernetes").replace("v1.", "v0.", 1)
        pinned = [line.split("=>")[1].split() for line in text.splitlines() if "=>" in line]
        self.assertGreater(len(pinned), 25)
        self.assertEqual([], [one for one in pinned if one[1] != release])

    def test_a_missing_program_ends_with_one_line_that_says_how_to_get_it(self):
        with mock.patch("shutil.which", return_value=None):
            for call, word in ((lambda: golang.coredns(self.state), "Go"), (java.maven, "Maven")):
                with self.subTest(word), self.assertRaisesRegex(Problem, f"{word} is missing: install") as raised:
                    call()
                self.assertNotIn("\n", str(raised.exception))

    def test_a_go_that_is_too_old_is_said(self):
        with mock.patch("sandbox.shell.run", return_value="go1.19.8\n"), mock.patch("shutil.which", return_value="/go"):
            with self.assertRaisesRegex(Problem, "go1.19.8 is too old: install Go"):
                golang.require_go()

    def test_missing_packages_without_root_name_the_command(self):
        with mock.patch("os.geteuid", return_value=1000), mock.patch("shutil.which", return_value="/usr/bin/apt-get"):
            with self.assertRaisesRegex(Problem, "sudo apt-get install runc conntrack"):
                debian.install(self.state, ["runc", "conntrack"])


class JavaTest(ScratchTest):
    def home(self, name, version, compiler=True):
        home = self.state / name
        (home / "bin").mkdir(parents=True)
        (home / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{version}"\n')
        for program in ("java", "javac") if compiler else ("java",):
            (home / "bin" / program).touch()
        return str(home)

    def find(self, homes, own=None):
        environment = {"JAVA_HOME": own} if own else {}
        with mock.patch.object(java, "homes", return_value=homes), \
                mock.patch.dict(os.environ, environment, clear=not own):
            return str(java.jdk())

    def test_the_release_is_read_in_all_its_forms(self):
        for version, release in (("25.0.3", 25), ("21", 21), ("17.0.15", 17), ("1.8.0_392", 8)):
            self.assertEqual(release, java.release(self.home(f"jdk-{version}", version)))
        self.assertIsNone(java.release(self.state / "none"))

    def test_the_users_own_jdk_wins_if_it_is_new_enough(self):
        old, good, newest = (self.home(str(number), f"{number}.0.1") for number in (17, 21, 25))
        self.assertEqual(good, self.find([good, newest], own=good))
        self.assertEqual(newest, self.find([old, good, newest], own=old))
        self.assertEqual(newest, self.find([old, good, newest]))

    def test_a_runtime_without_compiler_is_no_jdk(self):
        with self.assertRaisesRegex(Problem, "no JDK 21 or newer"):
            self.find([self.home("jre", "25.0.1", compiler=False)])


if __name__ == "__main__":
    unittest.main()
