"""Where a file stands that somebody names, and within which folder it may refer to others."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from .errors import SourceError
from .paths import shown
from .working_tree import WorkingTree


class Named(NamedTuple):
    """A file in the folder within which it may refer to others; `prefix` stands before its path where it is shown."""

    source: WorkingTree
    path: str
    prefix: str


def named(text: str, base: Path, contracts: str) -> Named:
    """Return the file that a path names from the folder `base`; `contracts` is what the folder of contracts is called.

    Links are followed; raise SourceError where one leads from below `base` to a place that is not: a stranger may have
    made it.
    """
    path = base / text
    real, home = os.path.realpath(path), os.path.realpath(base)
    if not is_below(real, home) and is_below(os.path.abspath(path), os.path.abspath(base)):
        raise SourceError(f"`{shown(text)}` is a link out of the folder that may be read.", "Replace it by a copy.")
    seen = Path(text)
    if path.is_symlink() or os.path.normpath(text) != str(seen):  # a link, or down and up again
        seen = Path(os.path.relpath(real, home) if is_below(real, home) else real)
    folder = home_of(seen.parent.as_posix(), contracts)
    prefix = "" if folder == "." else folder.rstrip("/") + "/"
    return Named(WorkingTree((base / folder).resolve()), seen.as_posix().removeprefix(prefix), prefix)


def home_of(folder: str, contracts: str) -> str:
    """Return the folder within which a file of `folder` may refer to others.

    That is the folder of the contracts, also in another checkout, where the file stands below it; else its own.
    """
    wanted = contracts.strip("/")
    if wanted in ("", "."):
        return folder if folder.startswith(("/", "..")) else "."
    if f"{folder}/".startswith(f"{wanted}/"):
        return wanted
    before, found, _ = f"{folder}/".rpartition(f"/{wanted}/")
    return f"{before}/{wanted}" if found else folder


def is_below(path: str, folder: str) -> bool:
    """Return whether a path stands in a folder, or in one below it."""
    return path.startswith(folder.rstrip(os.sep) + os.sep)
