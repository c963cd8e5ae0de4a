import tempfile
import unittest
from pathlib import Path

from sandbox import example
from sandbox.problem import Problem
from sandbox.tests.scratch import CHECKOUT

RESOURCE = {"metadata": {"name": "games", "namespace": "studio"}, "spec": {"region": "us-east-1"}}


def status(value, reason="Waiting", **tables):
    conditions = [{"type": kind, "status": value, "reason": reason, "message": "said"} for kind in example.AWAITED]
    return {"status": {"conditions": conditions, "database": {"backends": [{"type": "keyspaces", "tables": tables}]}}}


class Server:
    """Answers each read with the next state; the last one stays."""

    def __init__(self, *states):
        self.states = list(states)

    def get(self, *_):
        return self.states.pop(0) if len(self.states) > 1 else self.states[0]


class WaitTest(unittest.TestCase):
    def wait(self, *states, alive=True, patience=30):
        return example.wait(Server(*states), RESOURCE, lambda: alive, "/log", patience)

    def test_it_ends_when_all_awaited_conditions_are_true(self):
        done = status("True", ready=20, total=20)
        self.assertIs(done, self.wait(None, {}, status("Unknown"), done))

    def test_when_time_is_up_it_says_what_is_wrong_and_where_to_look(self):
        with self.assertRaises(Problem) as raised:
            self.wait(status("False", "AccessDenied"), patience=0)
        for part in ("DatabaseReady is False (AccessDenied): said", "SchemaValid", "kubectl describe ucddc games"):
            self.assertIn(part, str(raised.exception))
        self.assertEqual("/log", raised.exception.log)

    def test_it_does_not_wait_for_an_operator_that_has_ended(self):
        with self.assertRaisesRegex(Problem, "the operator has ended while DatabaseReady is not reported"):
            self.wait({}, alive=False)

    def test_only_what_changed_is_shown(self):
        shown = {}
        conditions = {"DatabaseReady": {"status": "False", "reason": "Creating", "message": "m"},
                      "SchemaValid": {"status": "Unknown", "reason": "Pending", "message": "not yet"}}
        state = {"database": {"backends": [{"type": "keyspaces", "tables": {"ready": 3, "total": 20}}]}}
        self.assertEqual(["DatabaseReady False (Creating) m", "keyspaces: 3 of 20 tables"],
                         example.news(shown, conditions, state))
        self.assertEqual([], example.news(shown, conditions, state))
        state["database"]["backends"][0]["tables"]["ready"] = 20
        self.assertEqual(["keyspaces: 20 of 20 tables"], example.news(shown, conditions, state))


class ExampleFilesTest(unittest.TestCase):
    def test_an_unknown_example_is_refused_with_what_there_is(self):
        with self.assertRaisesRegex(Problem, "no example 'x'.*single-region-keyspaces"):
            example.find(CHECKOUT, "x")
        with tempfile.TemporaryDirectory() as empty, self.assertRaisesRegex(Problem, "none"):
            example.find(Path(empty), "x")

    def test_all_regions_an_example_names_get_an_endpoint(self):
        spec = {"region": "us-east-1", "database": {"amazonKeyspaces": {"peerRegions": ["us-west-2"]},
                                                    "scylla": {"peerRegions": {"eu-west-1": {}}}}}
        self.assertEqual({"us-east-1", "us-west-2", "eu-west-1"}, example.regions([{"spec": spec}]))


if __name__ == "__main__":
    unittest.main()
