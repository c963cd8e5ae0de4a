import unittest

from sandbox.tests import documents


class CommandsTest(unittest.TestCase):
    def test_blocks_and_columns_are_found(self):
        found = documents.commands()
        self.assertGreater(len(found), 15)
        self.assertIn("production.md", {name for name, _ in found})
        self.assertTrue(any(" | sed " in command for _, command in found))

    def test_a_table_gives_its_last_column(self):
        text = "| a | b |\n|---|---|\n| x | `one \\| two` |\n| y `z` | `three` |\n\n`no` |\n"
        self.assertEqual(["one | two", "three"], documents.column(text))

    def test_a_block_is_one_command(self):
        self.assertEqual(["a\nb\n"], documents.block("```\na\nb\n```\n\n```\nc\n```\n"))


if __name__ == "__main__":
    unittest.main()
