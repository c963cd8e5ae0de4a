"""The one exception whose text is meant for the person at the terminal."""


class Problem(Exception):
    """Something the user can act on: says what happened, where, and what to do next.

    ``log`` optionally names the file whose last lines show the cause.
    """

    def __init__(self, message, log=None):
        super().__init__(message)
        self.log = log
