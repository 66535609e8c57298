"""A folder of files that are made: written where they differ, and never over a file of somebody else."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..settings import SettingsError
from ..sources import resolve_inside

LIST = ".contractdocs.json"
"""The file that says which files of the folder are made."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How a folder differs from what should be in it; all are paths below it."""

    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    leftover: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether the folder is out of date."""
        return bool(self.missing or self.changed or self.leftover)

    def lines(self) -> Iterable[str]:
        """Yield one line a file."""
        yield from (f"missing   {path}" for path in self.missing)
        yield from (f"changed   {path}" for path in self.changed)
        yield from (f"leftover  {path}" for path in self.leftover)


def compare_folder(folder: Path, wanted: Mapping[str, bytes]) -> Difference:
    """Return how a folder differs from the files that it should hold; files of somebody else are not looked at."""
    missing, changed = [], []
    for path, content in wanted.items():
        there = content_at(folder, path)
        if there is None:
            missing.append(path)
        elif there != content:
            changed.append(path)
    leftover = [path for path in listed(folder) if path not in wanted and os.path.lexists(folder / path)]
    return Difference(tuple(missing), tuple(changed), tuple(leftover))


def content_at(folder: Path, path: str) -> bytes | None:
    """Return what a file holds, None where there is none."""
    try:
        return resolve_inside(folder, path).read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def write_folder(folder: Path, wanted: Mapping[str, bytes]) -> Difference:
    """Bring a folder up to date and return what differed.

    Raise SettingsError where a file stands in the way that is not one of ours, before anything is written.
    """
    found = compare_folder(folder, wanted)
    ours = set(listed(folder))
    strange = [path for path in (*found.missing, *found.changed) if path not in ours and os.path.lexists(folder / path)]
    if strange:
        raise SettingsError(
            f"`{folder / strange[0]}` is there already, and was not made from the contracts.",
            suggestion="Choose another folder, or take the file away.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    replace(folder, LIST, list_of({*wanted, *ours}))  # what is half written is still known as ours
    for path in (*found.missing, *found.changed):
        replace(folder, path, wanted[path])
    for path in found.leftover:
        remove(folder, path)
    replace(folder, LIST, list_of(wanted))
    return found


def list_of(paths: Iterable[str]) -> bytes:
    """Return the list of the files that are made, as a file."""
    return (json.dumps({"made_by": "contractdocs", "files": sorted(paths)}, indent=0) + "\n").encode()


def listed(folder: Path) -> list[str]:
    """Return the files of a folder that were made, as its list says; raise SettingsError where the list is broken."""
    content = content_at(folder, LIST)
    if content is None:
        return []
    try:
        files = json.loads(content)["files"]
    except (ValueError, KeyError, TypeError):
        files = None
    if not isinstance(files, list) or not all(isinstance(path, str) for path in files):
        raise SettingsError(f"`{folder / LIST}` is broken.", suggestion="Remove the folder, and write it again.")
    return files


def replace(folder: Path, path: str, content: bytes) -> None:
    """Write a file whole or not at all."""
    target = resolve_inside(folder, path)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".contractdocs-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise


def remove(folder: Path, path: str) -> None:
    """Remove a file, and the folders that it leaves empty."""
    target = resolve_inside(folder, path)
    target.unlink(missing_ok=True)
    for parent in target.parents:
        if parent == Path(os.path.realpath(folder)) or any(parent.iterdir()):
            return
        parent.rmdir()
