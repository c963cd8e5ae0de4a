import configparser
import subprocess
import unittest

from sandbox import envfile
from sandbox.install.sets import Paths
from sandbox.tests.scratch import ScratchTest

NASTY = "a b'c\"d$HOME`id`\\e;f&g\n#h!*?~%i"


class EnvFileTest(ScratchTest):
    def sourced(self, shell, script, **env):
        path = self.state / "env"
        return subprocess.run([shell, "-eu", "-c", f". '{path}'; {script}"], check=True, env={"PATH": "/usr/bin:/bin",
                              **env}, stdout=subprocess.PIPE, universal_newlines=True).stdout

    def test_every_character_of_a_value_arrives_in_every_shell(self):
        envfile.write(self.instance, {"DDC_TEST": NASTY})
        for shell in ("sh", "bash"):
            with self.subTest(shell):
                self.assertEqual(NASTY, self.sourced(shell, 'printf %s "$DDC_TEST"'))

    def test_our_programs_come_first_on_the_path(self):
        envfile.write(self.instance, {})
        self.assertEqual(f"{self.state}/bin:/usr/bin:/bin", self.sourced("sh", 'printf %s "$PATH"'))

    def test_a_login_of_the_user_does_not_win_over_ours(self):
        envfile.write(self.instance, {"AWS_ACCESS_KEY_ID": "sandbox"})
        shown = self.sourced("sh", "env", AWS_PROFILE="prod", AWS_SESSION_TOKEN="real", AWS_ACCESS_KEY_ID="real")
        self.assertNotIn("prod", shown)
        self.assertNotIn("real", shown)

    def test_cqlsh_gets_its_password_from_a_file_only_the_user_can_read(self):
        envfile.write_cqlsh(self.instance, Paths(self.state), "10.0.0.1", 9142, "/ca.pem", "studio-at-1", "p%w=#1")
        credentials = self.state / "cqlsh-credentials"
        self.assertEqual(0o600, credentials.stat().st_mode & 0o777)
        reader = configparser.ConfigParser()
        reader.read([credentials, self.state / "cqlshrc"])
        self.assertEqual("p%w=#1", reader.get("PlainTextAuthProvider", "password"))
        self.assertNotIn("p%", (self.state / "cqlshrc").read_text())
        self.assertEqual("9142", reader.get("connection", "port"))
        self.assertEqual("/ca.pem", reader.get("ssl", "certfile"))


if __name__ == "__main__":
    unittest.main()
