"""What is read from times, logs and metrics."""

import tempfile
import types
import unittest
from pathlib import Path

from sandbox import journey


class JourneyTest(unittest.TestCase):
    def test_times_as_kubernetes_and_the_nodes_write_them(self):
        self.assertEqual(61, journey.moment("2026-11-29T07:38:02Z") - journey.moment("2026-11-29T07:37:01Z"))
        self.assertAlmostEqual(0.5, journey.moment("2026-11-29T07:37:01.500038827Z")
                               - journey.moment("2026-11-29T07:37:01Z"), places=3)

    def test_seconds_until_each_condition_that_is_true(self):
        conditions = [{"type": "Ready", "status": "False", "lastTransitionTime": "2026-11-29T07:38:00Z"},
                      {"type": "DatabaseReady", "status": "True", "lastTransitionTime": "2026-11-29T07:37:57Z"}]
        self.assertEqual({"DatabaseReady": 56}, journey.steps({
            "metadata": {"creationTimestamp": "2026-11-29T07:37:01Z"}, "status": {"conditions": conditions}}))

    def test_boots_are_until_the_node_serves(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, last in (("i-1", "serving"), ("i-2", "waiting to join games")):
                machine = Path(folder, "services/machines", name)
                machine.mkdir(parents=True)
                (machine / "scylla-server.log").write_text(f"2999-01-01T00:00:00.100Z {last}\n")
            self.assertEqual(["i-1"], list(journey.boots(types.SimpleNamespace(state=Path(folder)))))

    def test_calls_of_all_outcomes(self):
        line = 'ddc_aws_call_seconds_count{operation="GetRole",outcome="%s",region="us-east-1",service="IAM"} %d.0'
        self.assertEqual([("GetRole", "ok", "IAM", "4.0"), ("GetRole", "not_found", "IAM", "2.0")],
                         journey.AWS_CALL.findall("\n".join((line % ("ok", 4), line % ("not_found", 2)))))


if __name__ == "__main__":
    unittest.main()
