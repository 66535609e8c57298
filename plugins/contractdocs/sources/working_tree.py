"""The files of a folder as they are now."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .errors import SourceError
from .paths import resolve_inside, shown

SKIPPED = frozenset({"node_modules", "__pycache__"})  # beside every folder whose name begins with a dot


@dataclass(frozen=True, slots=True)
class WorkingTree:
    """A folder; links that lead out of it are not followed."""

    root: Path
    listed: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def label(self) -> str:
        """Return what it is called in messages."""
        return "working tree"

    def files(self, under: str) -> Sequence[str]:
        """Return the paths below a folder, sorted; none where the folder is not there."""
        if under not in self.listed:
            base = resolve_inside(self.root, under)
            self.listed[under] = tuple(sorted(walk(base, "" if under == "." else under + "/"))) if base.is_dir() else ()
        return self.listed[under]

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raise SourceError where it cannot be read."""
        target = resolve_inside(self.root, path)
        try:
            if not target.is_file():
                raise SourceError(f"`{shown(path)}` is not a file that can be read.", "Check its name.")
            return target.read_bytes()
        except OSError as error:
            raise SourceError(f"`{shown(path)}` cannot be read: {error.strerror}.", f"ls -l '{shown(path)}'") from error


def walk(folder: Path, prefix: str) -> Iterator[str]:
    """Yield the files below a folder; a folder that is a link is not entered."""
    try:
        entries = list(os.scandir(folder))
    except OSError as error:
        raise SourceError(
            f"The folder `{prefix or '.'}` cannot be read: {error.strerror}.", f"ls -ld '{prefix}'"
        ) from error
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith(".") and entry.name not in SKIPPED:
                yield from walk(Path(entry.path), f"{prefix}{entry.name}/")
        elif entry.is_file() and not entry.name.startswith("."):
            yield prefix + entry.name
