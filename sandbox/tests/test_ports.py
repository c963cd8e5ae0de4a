import os
import socket
import unittest

from sandbox import ports
from sandbox.problem import Problem


class PortsTest(unittest.TestCase):
    def listen(self, address="127.0.0.1"):
        server = socket.socket()
        self.addCleanup(server.close)
        server.bind((address, 0))
        server.listen()
        return server.getsockname()[1]

    def test_a_taken_port_is_named_with_its_purpose_and_its_holder(self):
        port = self.listen()
        with self.assertRaises(Problem) as raised:
            ports.require("127.0.0.1", port, "the teapot")
        for part in (str(port), "the teapot", f"process {os.getpid()}"):
            self.assertIn(part, str(raised.exception))

    def test_a_port_taken_on_every_address_is_taken_on_one(self):
        self.assertFalse(ports.free("127.0.0.1", self.listen("0.0.0.0")))

    def test_the_same_port_on_another_address_is_free(self):
        self.assertTrue(ports.free("127.0.0.2", self.listen("127.0.0.1")))

    def test_a_released_port_is_free_at_once(self):
        server = socket.create_server(("127.0.0.1", 0))  # sets SO_REUSEADDR, as Java and Python servers do
        port = server.getsockname()[1]
        client = socket.create_connection(("127.0.0.1", port))
        server.accept()[0].close()
        client.close()
        server.close()
        self.assertTrue(ports.free("127.0.0.1", port))
        self.assertIsNone(ports.holder("127.0.0.1", port))

    def test_an_address_that_is_not_here_is_said(self):
        with self.assertRaisesRegex(Problem, "192.0.2.77"):
            ports.free("192.0.2.77", 9)


if __name__ == "__main__":
    unittest.main()
