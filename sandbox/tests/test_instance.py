import ipaddress
import itertools
import shutil
import tempfile
import unittest
from pathlib import Path

from sandbox import instance as instances
from sandbox.problem import Problem


class InstanceTest(unittest.TestCase):
    def setUp(self):
        self.checkout = Path(tempfile.mkdtemp(prefix="ddc-sandbox-test-"))
        self.addCleanup(shutil.rmtree, self.checkout)

    def test_networks_of_an_instance_do_not_overlap_and_lie_in_its_own(self):
        one = instances.Instance("a", self.checkout, self.checkout, 7)
        for left, right in itertools.combinations((one.link, one.services, one.pods), 2):
            self.assertFalse(left.overlaps(right), f"{left} and {right}")
        for network in (one.link, one.services, one.pods):
            self.assertTrue(network.subnet_of(one.network))

    def test_two_names_differ_in_everything_that_must_differ(self):
        a = instances.load(self.checkout, "a")
        b = instances.load(self.checkout, "b", routed=lambda: [a.network])
        for attribute in ("id", "state", "interface", "cgroup", "network", "host_address", "kubeconfig"):
            self.assertNotEqual(getattr(a, attribute), getattr(b, attribute), attribute)

    def test_an_interface_name_fits_linux(self):
        self.assertLessEqual(len(instances.load(self.checkout, "a" * 31).interface), 15)

    def test_a_network_in_use_is_passed_over_and_the_choice_stays(self):
        first = instances.load(self.checkout, "a")
        moved = instances.load(self.checkout, "a", routed=lambda: [ipaddress.ip_network(first.network[5])])
        self.assertNotEqual(first.slot, moved.slot)
        instances.write_down(moved)
        self.assertEqual(moved.slot, instances.load(self.checkout, "a", routed=lambda: [moved.network]).slot)

    def test_no_free_network_is_said(self):
        with self.assertRaisesRegex(Problem, "10.208.0.0/12"):
            instances.load(self.checkout, "a", routed=lambda: [instances.POOL])

    def test_names_that_could_leave_the_directory_are_refused(self):
        for name in ("../x", "a/b", "A", "-a", "a" * 32, "a b"):
            with self.subTest(name), self.assertRaises(Problem):
                instances.load(self.checkout, name)

    def test_a_damaged_note_is_named(self):
        one = instances.load(self.checkout, "a")
        instances.write_down(one)
        (one.state / "instance.json").write_text("{")
        with self.assertRaisesRegex(Problem, "instance.json is damaged"):
            instances.load(self.checkout, "a")

    def test_named_sandboxes_live_inside_the_ignored_directory(self):
        self.assertEqual(self.checkout / ".sandbox", instances.load(self.checkout, "default").state)
        self.assertEqual(self.checkout / ".sandbox/instances/ci", instances.load(self.checkout, "ci").state)


if __name__ == "__main__":
    unittest.main()
