"""Writes whole files: what was there stays as it was until all of the new content is on the disk."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_whole(target: Path, content: bytes) -> None:
    """Write a file by replacing it, so that nobody sees half of it; raise OSError, and nothing has changed.

    A link, a pipe and a device are written to as they are.
    """
    import tempfile  # heavy, and most commands write no file

    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_symlink() or (target.exists() and not target.is_file()):
        target.write_bytes(content)
        return
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=".contractdocs-")
    try:
        with open(handle, "wb") as file:
            file.write(content)
        os.chmod(beside, target.stat().st_mode & 0o777 if target.exists() else 0o644)
        os.replace(beside, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise
