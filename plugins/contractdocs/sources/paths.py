"""Keeps paths inside their root, whatever a name says."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from .errors import SourceError


def checked(path: str) -> str:
    """Return a relative path as it is; raise SourceError where it could lead out of its root or hide something."""
    decoded = unquote(path)
    parts = PurePosixPath(decoded).parts
    outside = decoded.startswith(("/", "\\")) or ".." in parts or (len(decoded) > 1 and decoded[1] == ":")
    if outside or any(ord(char) < 32 for char in decoded) or "\\" in decoded:
        raise SourceError(f"`{shown(path)}` leads out of the folder that may be read.", "Name a file inside it.")
    return path


def resolve_inside(root: Path, path: str) -> Path:
    """Return the real path of a file below `root`; raise SourceError where a link or a name leads out of it."""
    base = root.resolve()
    found = (base / checked(path)).resolve()
    if not found.is_relative_to(base):
        raise SourceError(f"`{shown(path)}` leads out of the folder that may be read.", "Name a file inside it.")
    return found


def shown(path: str) -> str:
    """Return a path short enough for a message, without what steers a terminal."""
    plain = "".join(char if char.isprintable() else "?" for char in path)
    return plain if len(plain) <= 120 else plain[:117] + "…"
