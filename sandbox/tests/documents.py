"""Commands that documents mark as runnable in the sandbox: a block, or the last column of a table."""

import re

from sandbox.tests.scratch import CHECKOUT

MARK = "<!-- run: sandbox -->\n"


def commands():
    """(document, command), in the order of the text. A mark that no command follows is an error."""
    found = []
    for document in (*sorted(CHECKOUT.glob("*.md")), *sorted(CHECKOUT.glob("docs/*.md"))):
        for part in document.read_text().split(MARK)[1:]:
            lines = block(part) if part.startswith("```") else column(part)
            if not lines:
                raise ValueError(f"{document}: nothing to run after a mark")
            found += [(document.name, line) for line in lines]
    return found


def block(text):
    """The whole block is one command: a line may need the one before."""
    return re.findall(r"\A```\w*\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def column(text):
    """In a table a pipe is written with a backslash."""
    rows = re.match(r"(?:\|.*\|\n)*", text).group(0).splitlines()[2:]
    return [re.search(r"`([^`]+)` \|$", row).group(1).replace("\\|", "|") for row in rows]
