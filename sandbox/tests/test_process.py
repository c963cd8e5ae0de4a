import dataclasses
import json
import os
import signal
import subprocess
import sys
import unittest
from pathlib import Path

from sandbox import files, process, waiting
from sandbox.tests.scratch import ScratchTest

SLEEP = ("sleep", "300")


class ProcessTest(ScratchTest):
    def start(self, name="one", argv=SLEEP, **more):
        return process.start(self.instance, process.Spec(name, tuple(argv), **more))

    def test_a_second_start_keeps_the_running_process(self):
        first, new = self.start()
        again, new_again = self.start()
        self.assertTrue(new)
        self.assertFalse(new_again)
        self.assertEqual(first.pid, again.pid)
        self.assertTrue(again.alive())

    def test_a_changed_command_variable_or_input_file_restarts(self):
        config = self.state / "config"
        config.write_text("a")
        pids = [self.start(inputs=(config,))[0].pid]
        config.write_text("b")
        pids.append(self.start(inputs=(config,))[0].pid)
        pids.append(self.start(inputs=(config,), env={"A": "1"})[0].pid)
        pids.append(self.start(inputs=(config,), env={"A": "1"}, argv=("sleep", "301"))[0].pid)
        self.assertEqual(4, len(set(pids)))
        self.assertEqual([pids[-1]], [pid for pid, _ in process.marked(self.state)])

    def test_a_pid_that_belongs_to_somebody_else_now_is_not_ours(self):
        stranger = subprocess.Popen(SLEEP)
        self.addCleanup(stranger.wait)
        self.addCleanup(stranger.kill)
        record, _ = self.start()
        reused = dataclasses.replace(record, pid=stranger.pid, ticks=process.ticks_of(stranger.pid) - 1)
        self.assertFalse(reused.alive())
        process.end([(reused.pid, reused.ticks)])
        self.assertIsNone(stranger.poll(), "a process that is not ours was ended")

    def test_a_record_from_before_a_restart_of_the_machine_is_not_alive(self):
        record, _ = self.start()
        self.assertFalse(dataclasses.replace(record, boot="another").alive())

    def test_an_ended_process_is_not_alive_though_nobody_has_reaped_it(self):
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        self.assertIsNone(process.ticks_of(child))
        os.waitpid(child, 0)

    def test_a_process_that_ignores_being_asked_is_killed(self):
        record, _ = self.start(argv=(sys.executable, "-c", "import signal, time\n"
                                     "signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True)\n"
                                     "time.sleep(300)"))
        waiting.until(lambda: "deaf" in Path(record.log).read_text(), 10, "the process did not start")
        self.assertEqual([(record.pid, record.ticks)], process.end([(record.pid, record.ticks)], grace=0.3))
        self.assertFalse(record.alive())

    def test_a_process_that_obeys_is_not_killed(self):
        record, _ = self.start()
        self.assertEqual([], process.end([(record.pid, record.ticks)]))
        self.assertFalse(record.alive())

    def test_children_of_a_killed_parent_are_found(self):
        record, _ = self.start(argv=("sh", "-c", "sleep 300 & wait"))
        waiting.until(lambda: len(process.marked(self.state)) == 2, 10, "the child did not start")
        os.kill(record.pid, signal.SIGKILL)
        waiting.until(lambda: not record.alive(), 10, "the parent did not end")
        self.assertEqual(1, len(process.marked(self.state)))

    def test_the_mark_of_another_sandbox_with_a_longer_name_is_not_ours(self):
        other = dataclasses.replace(self.instance, state=self.state / "longer")
        record, _ = process.start(other, process.Spec("one", SLEEP))
        self.addCleanup(process.end, [(record.pid, record.ticks)])
        self.assertEqual([], process.marked(self.state))
        self.assertEqual(1, len(process.marked(other.state)))

    def test_a_damaged_record_is_passed_over(self):
        self.start()
        files.write(self.instance.run / "half.json", '{"name": "ha')
        files.write(self.instance.run / "other.json", json.dumps({"name": "other"}))
        self.assertEqual(["one"], [record.name for record in process.records(self.instance.run)])

    def test_records_are_listed_oldest_first(self):
        for name in ("b", "a", "c"):
            self.start(name)
        self.assertEqual(["b", "a", "c"], [record.name for record in process.records(self.instance.run)])


if __name__ == "__main__":
    unittest.main()
