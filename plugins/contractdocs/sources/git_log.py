"""The histories of files: which commits left which content, found for a whole folder by one `git log`."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path

from .errors import SourceError
from .git_command import run, text

PARTIAL = r"^remote\..*\.(promisor|partialclonefilter)$"
RENAMES = ("-M", "-M100%")
"""How renames are looked for: the second way needs no content, which a partial clone may not have."""
FORMAT = "--format=%x01%H%x1f%ct%x1f%aN"


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A file as one commit left it; the date is that of the commit, in UTC, as 2026-01-31."""

    commit: str
    date: str
    author: str
    path: str
    blob: str


@dataclass(frozen=True, slots=True)
class Touch:
    """One commit's change of one file: `status` is git's letter, `older` the name before a rename or copy."""

    order: int
    status: str
    older: str
    version: FileVersion


@dataclass(slots=True)
class Log:
    """The changes below one folder of a repository, newest first, by the path of the file."""

    touches: dict[str, list[Touch]] = field(default_factory=dict)
    beside: dict[str, list[str]] = field(default_factory=dict)

    def history(self, path: str, parts: Collection[str] = ()) -> list[FileVersion]:
        """Return the versions of a file, newest first, followed through its renames.

        A commit that changed one of `parts` made a version too, as long as the file was there; a part that ends in a
        slash stands for every file of the same ending in that folder.
        """
        own = self.touched(path)
        versions = {touch.order: touch.version for touch in own}
        for touch in self.touches_of(path, parts):
            there = next((one.version for one in own if one.order > touch.order), None)
            if there is not None and touch.order not in versions:
                versions[touch.order] = replace(touch.version, path=there.path, blob=there.blob)
        return [versions[order] for order in sorted(versions)]

    def touches_of(self, path: str, parts: Collection[str]) -> Iterator[Touch]:
        """Yield the changes of the files that belong to another one, those that are gone included."""
        ending = posixpath.splitext(path)[1]
        names = {part for part in parts if part in self.touches}
        for folder in (part[:-1] for part in parts if part.endswith("/")):
            names.update(name for name in self.folders.get(folder, ()) if posixpath.splitext(name)[1] == ending)
        for name in sorted(names - {path}):
            yield from self.touches[name]

    @property
    def folders(self) -> Mapping[str, list[str]]:
        """Return the names of the changed files by their folder, put together when they are first asked for."""
        if not self.beside:
            for name in self.touches:
                self.beside.setdefault(posixpath.dirname(name), []).append(name)
        return self.beside

    def touched(self, path: str) -> list[Touch]:
        """Return the changes that left a file, newest first, followed through its renames."""
        found: list[Touch] = []
        older: str | None = path
        order = -1
        while older is not None:
            touches, older = self.touches.get(older, []), None
            for touch in touches:
                if touch.order <= order or touch.status == "D":
                    continue
                found.append(touch)
                if touch.status == "R":
                    order, older = touch.order, touch.older
                    break
        return found


def read_log(root: Path, folder: str, *, follow: bool = False) -> Log:
    """Return the changes that the history of HEAD made below a folder, or with `follow` of one file.

    Only first parents are walked: a merge counts as one change, made when it was merged, as readers saw it.
    """
    for renames in RENAMES:
        done = run(root, *command(folder, renames, follow=follow))
        if done.returncode == 0:
            return collected(text(done.stdout))
    if run(root, "config", "--get-regexp", PARTIAL).returncode == 0:
        raise SourceError("The history is not in this clone, which is partial.", "git fetch --refetch --no-filter")
    raise SourceError("The history cannot be read.", "git log --raw")


def command(folder: str, renames: str = RENAMES[0], *, follow: bool = False) -> list[str]:
    """Return the words by which git is asked for such a history."""
    words = ["log", "--raw", "-z", "--no-abbrev", "--first-parent", "-m", "--no-ext-diff", "--no-textconv", FORMAT]
    words += ["--follow"] if follow else []
    return [*words, renames, "--end-of-options", "HEAD", "--", folder or "."]


def collected(output: str) -> Log:
    """Return the changes that `git log --raw -z` printed."""
    log = Log()
    for order, part in enumerate(output.split("\x01")[1:]):
        head, _, rest = part.partition("\0")
        commit, seconds, author = head.strip("\n").split("\x1f", 2)
        for status, blob, older, path in changes(rest):
            version = FileVersion(commit, day(seconds), clean(author), path, blob)
            log.touches.setdefault(path, []).append(Touch(order, status, older, version))
    return log


def changes(raw: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield status, blob, older path and path of each change that a commit lists."""
    words = iter(raw.lstrip("\n").split("\0"))
    for word in words:
        fields = word.lstrip("\n:").split(" ")
        if len(fields) < 5:
            continue
        status, older = fields[4][:1], next(words, "")
        path = next(words, "") if status in ("R", "C") else older
        yield status, fields[3], older, path


def day(seconds: str) -> str:
    """Return the day of a time in UTC; a time that no calendar has counts as its beginning."""
    try:
        return datetime.fromtimestamp(int(seconds), timezone.utc).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return "1970-01-01"


def clean(name: str) -> str:
    """Return the name of a person without what is no text."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
