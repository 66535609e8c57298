"""The files of a folder as they are now."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from .errors import SourceError
from .paths import checked, is_hidden, resolve_inside, shown
from .source import LARGEST

READING = ("O_RDONLY", "O_BINARY", "O_NONBLOCK", "O_NOFOLLOW")  # a link made since the path was resolved is refused
MOST_NAMES = 1000
"""Names beside a missing file among which the one that was meant is looked for."""


@dataclass(frozen=True, slots=True)
class WorkingTree:
    """A folder. Links to files inside it are followed, links out of it are errors, links to folders are not entered.

    A folder is listed once: make a new one to see what was added since.
    """

    root: Path
    listed: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)
    folders: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def label(self) -> str:
        """Return what it is called in messages."""
        return "working tree"

    def files(self, under: str) -> Sequence[str]:
        """Return the paths below a folder, sorted; hidden files and the folders of tools are passed over."""
        folder = under.strip("/")
        if folder not in self.listed:
            base = resolve_inside(self.root, folder)
            prefix = "" if folder in ("", ".") else folder + "/"
            self.listed[folder] = tuple(sorted(walk(base, prefix))) if base.is_dir() else ()
        return self.listed[folder]

    def unread(self, under: str) -> Sequence[tuple[str, str]]:
        """Return the folders that are not entered: links and other repositories, each with what it is."""
        steps = [] if under.strip("/") in ("", ".") else under.strip("/").split("/")
        for count in range(1, len(steps) + 1):
            path = "/".join(steps[:count])
            kind = foreign(str(self.root / path))
            if kind:
                return [(path, kind)]
        base = self.root.joinpath(*steps)
        prefix = "/".join(steps) + "/" if steps else ""
        return sorted(strange_folders(base, prefix)) if base.is_dir() else []

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raise SourceError where it cannot be read."""
        target = os.path.join(self.root, path)
        try:
            target = self.target(path)
            return read_whole(target, path)
        except FileNotFoundError:
            raise SourceError(f"`{shown(path)}` is not there.", near(Path(target), path)) from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "its name is no name of a file"
            raise SourceError(f"`{shown(path)}` cannot be read: {reason}.", f"ls -l '{shown(path)}'") from None

    def target(self, path: str) -> str:
        """Return the real path of a file; its folder is resolved once, a link as often as it is met."""
        folder, _, name = checked(path).rpartition("/")
        return self.inside(path, os.path.join(self.folder(folder), name), name)

    def folder(self, path: str) -> str:
        """Return the real path of a folder, resolved once and after the one that holds it."""
        if path not in self.folders:
            above, _, name = path.rpartition("/")
            self.folders[path] = self.inside(path, os.path.join(self.folder(above) if path else "", name), name)
        return self.folders[path]

    def inside(self, path: str, found: str, name: str) -> str:
        """Return where the last step of a path was found, as long as it is no link: those are resolved whole."""
        return os.fspath(resolve_inside(self.root, path)) if name in ("", ".") or os.path.islink(found) else found


def read_whole(target: str, path: str) -> bytes:
    """Return the bytes of an ordinary file; raise SourceError for anything else, OSError where reading fails."""
    handle = os.open(target, sum(getattr(os, flag, 0) for flag in READING))
    try:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise SourceError(f"`{shown(path)}` is no ordinary file.", "Replace it by a file.")
        if state.st_size > LARGEST:
            raise SourceError(f"`{shown(path)}` is larger than {LARGEST:,} bytes.", "Take it out of the folder.")
        with open(handle, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(handle)


def near(target: Path, path: str) -> str:
    """Return the name that was probably meant."""
    try:
        names = [entry.name for entry in islice(os.scandir(target.parent), MOST_NAMES)]
    except OSError:
        return "Check its name."
    import difflib

    found = difflib.get_close_matches(target.name, names, 1)
    folder = path.rpartition("/")[0]
    return f"Did you mean `{shown(f'{folder}/{found[0]}'.lstrip('/'))}`?" if found else "Check its name."


def walk(folder: Path, prefix: str) -> Iterator[str]:
    """Yield the files below a folder; all that is no folder counts, so that reading says why it is no file."""
    pending = [(str(folder), prefix)]
    while pending:
        where, before = pending.pop()
        for entry in entries(where, before):
            if is_hidden(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append((entry.path, f"{before}{entry.name}/"))
            elif not leads_to_folder(entry):
                yield before + entry.name


def strange_folders(folder: Path, prefix: str) -> Iterator[tuple[str, str]]:
    """Yield the links to folders and the folders of other repositories below a folder."""
    pending = [(str(folder), prefix)]
    while pending:
        where, before = pending.pop()
        for entry in entries(where, before):
            if is_hidden(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False) or leads_to_folder(entry):
                kind = foreign(entry.path)
                if kind:
                    yield before + entry.name, kind
                else:
                    pending.append((entry.path, f"{before}{entry.name}/"))


def foreign(path: str) -> str:
    """Return what a folder is where it is no ordinary one of this repository: a link, or another repository."""
    if os.path.islink(path):
        return "a link"
    return "another repository" if os.path.lexists(os.path.join(path, ".git")) else ""


def leads_to_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a link to a folder."""
    try:
        return entry.is_symlink() and entry.is_dir()
    except OSError:  # a link to itself
        return False


def entries(folder: str, prefix: str) -> list[os.DirEntry[str]]:
    """Return what a folder holds; raise SourceError where it cannot be listed."""
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError as error:
        name = shown(prefix.rstrip("/") or ".")
        raise SourceError(f"The folder `{name}` cannot be read: {error.strerror}.", f"ls -ld '{name}'") from None
