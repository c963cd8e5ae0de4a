"""Writing files so that a killed run leaves the old content or the new, never half of one."""

import os
import tempfile
from pathlib import Path


def write(path, text, mode=0o644):
    """Writes by rename. Leaves the file alone, time stamp included, if it already says the same."""
    path = Path(path)
    data = text.encode() if isinstance(text, str) else text
    try:
        if path.read_bytes() == data and (path.stat().st_mode & 0o777) == mode:
            return
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
