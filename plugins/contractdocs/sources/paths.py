"""Keeps paths inside their root, whatever a name or a link says."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from .errors import SourceError

HIDDEN_FOLDERS = frozenset({"node_modules", "__pycache__"})
"""Folders of tools, passed over like every name that begins with a dot."""

STRANGE = re.compile(r"[\\\x00-\x1f\x7f]")


@lru_cache(maxsize=2**14)
def checked(path: str) -> str:
    """Return a relative path as it is; raise SourceError where it could lead out of its root.

    Refused are `..`, absolute paths, drive letters, backslashes, control characters, and all of these behind
    percent signs, however often they are encoded.
    """
    if any(leads_out(text) for text in decodings(path)):
        raise SourceError(f"`{shown(path)}` leads out of the folder that may be read.", "Name a file inside it.")
    return path


def decodings(path: str) -> list[str]:
    """Return a path with what it becomes as percent signs are decoded, again and again."""
    found = [path]
    while "%" in found[-1] and (decoded := unquote(found[-1])) != found[-1]:
        found.append(decoded)
    return found


def leads_out(path: str) -> bool:
    """Return whether a path could lead out of the folder that it is relative to."""
    absolute = path.startswith("/") or path[1:2] == ":"
    return absolute or STRANGE.search(path) is not None or ".." in path.split("/")


def resolve_inside(root: Path, path: str) -> Path:
    """Return the real path of a file below `root`; raise SourceError where a name or a link leads out of it."""
    base = os.path.realpath(root)
    found = os.path.realpath(os.path.join(base, checked(path)))
    if found != base and not found.startswith(base.rstrip(os.sep) + os.sep):
        raise SourceError(f"`{shown(path)}` is a link out of the folder that may be read.", "Replace it by a copy.")
    return Path(found)


def is_hidden(name: str) -> bool:
    """Return whether the files of a folder, or a file, are passed over for their name."""
    return name.startswith(".") or name in HIDDEN_FOLDERS


def shown(path: str) -> str:
    """Return a path short enough for a message, without what steers a terminal."""
    plain = "".join(char if char.isprintable() else "?" for char in path)
    return plain if len(plain) <= 120 else plain[:119] + "…"
