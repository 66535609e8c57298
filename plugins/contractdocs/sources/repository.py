"""A git repository: its commits by name, its branches and tags, the trees of commits and the histories of files."""

from __future__ import annotations

import difflib
import os
import posixpath
import re
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .errors import SourceError
from .git_command import ahead, run, text
from .git_log import PARTIAL, FileVersion, Log, command, day, read_log
from .git_objects import Objects
from .git_tree import FOLDER, GitTree, Trees, listing
from .paths import checked, shown

FULL_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
LATEST_ZONE = 12 * 3600
"""How many seconds after UTC a day begins where it begins last."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag with the commit that it names and the day when it was made, in UTC."""

    name: str
    commit: str
    date: str


class Repository:
    """A git repository, seen from a folder in it: `prefix` stands before every path, empty or with a slash at its end.

    Commits, branches and tags are read once; make a new one to see what was added since.
    """

    def __init__(self, root: Path, prefix: str = "", trees: Trees | None = None, *, is_shallow: bool = False) -> None:
        self.root, self.prefix, self.is_shallow = root, prefix, is_shallow
        self.trees = trees or Trees(Objects(root))
        self.logs: dict[str, Log] = {}
        self.answers: dict[tuple[str, ...], str | None] = {}

    @classmethod
    def open(cls, path: Path) -> Repository | None:
        """Return the repository that holds a folder; None where there is none, or no git.

        Raises SourceError where git does not trust the folder, or the repository's settings place its files elsewhere.
        """
        try:
            done = run(path, "rev-parse", "--is-shallow-repository", "--show-toplevel")
        except SourceError:
            return None
        if done.returncode:
            if b"dubious ownership" in done.stderr:
                message = "git does not trust this folder, because it belongs to somebody else."
                raise SourceError(message, f"git config --global --add safe.directory '{os.path.abspath(path)}'")
            return None
        shallow, _, top = text(done.stdout).rstrip("\n").partition("\n")
        root = Path(top)
        if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
            message = "The settings of this repository place its files in another folder."
            raise SourceError(message, "git config --unset core.worktree")
        return cls(root, is_shallow=shallow == "true")

    def below(self, prefix: str) -> Repository:
        """Return the same repository seen from a folder in it."""
        return Repository(self.root, self.prefix + prefix, self.trees, is_shallow=self.is_shallow)

    def ask(self, *words: str) -> str | None:
        """Return what git prints without the last line end, asked once; None where it fails."""
        if words not in self.answers:
            done = run(self.root, *words)
            self.answers[words] = text(done.stdout).removesuffix("\n") if done.returncode == 0 else None
        return self.answers[words]

    @cached_property
    def head(self) -> str | None:
        """Return the commit of HEAD; None before the first one."""
        return self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}")

    @cached_property
    def current_branch(self) -> str | None:
        """Return the branch of HEAD; None where HEAD is detached."""
        return self.ask("symbolic-ref", "--quiet", "--short", "HEAD")

    @cached_property
    def remotes(self) -> tuple[str, ...]:
        """Return the names of the remotes."""
        return tuple((self.ask("remote") or "").splitlines())

    @cached_property
    def remote(self) -> str:
        """Return the remote that counts: `origin`, else that of the current branch, else the first one."""
        if "origin" in self.remotes or not self.remotes:
            return "origin"
        followed = self.ask("config", "--get", f"branch.{self.current_branch}.remote") if self.current_branch else ""
        return followed if followed and followed in self.remotes else self.remotes[0]

    @cached_property
    def is_partial(self) -> bool:
        """Return whether this clone leaves out objects, to fetch them when they are asked for."""
        return bool(self.ask("config", "--get-regexp", PARTIAL))

    @property
    def whole(self) -> str:
        """Return the command that brings all that is published into this clone; empty where there is no remote."""
        if not self.remotes:
            return ""
        options = "--tags" + (" --unshallow" if self.is_shallow else "")
        options += " --refetch --no-filter" if self.is_partial else ""
        name = self.remote
        fetch = f"git fetch {options} {name}"
        return f"git remote set-branches {name} '*' && {fetch} && git remote set-head {name} --auto"

    @cached_property
    def branches(self) -> tuple[str, ...]:
        """Return the full names of the local branches and of those of the remote that counts."""
        places = ("refs/heads", f"refs/remotes/{self.remote}")
        return tuple((self.ask("for-each-ref", "--format=%(refname)", *places) or "").splitlines())

    @cached_property
    def default_branch(self) -> str | None:
        """Return the default branch: that of the remote, else the configured one, else main, master or the only one."""
        there = f"refs/remotes/{self.remote}/"
        remote = self.ask("symbolic-ref", "--quiet", there + "HEAD")
        if remote and remote.startswith(there):
            return remote.removeprefix(there)
        local = [name.removeprefix("refs/heads/") for name in self.branches if name.startswith("refs/heads/")]
        known = {*local, *(name.removeprefix(there) for name in self.branches)}
        configured = self.ask("config", "--get", "init.defaultBranch")
        found = next((name for name in (configured, "main", "master") if name and name in known), None)
        return found or (local[0] if len(self.branches) == 1 and local else None)

    def resolve(self, ref: str) -> str:
        """Return the commit that a ref names; raise SourceError, with the name that was probably meant."""
        if not ref or ref.startswith("-") or any(ord(char) < 33 or ord(char) == 127 for char in ref):
            raise SourceError(f"`{shown(ref)}` cannot name a commit.", "Name one, such as main or v1.2.0.")
        found = self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}")
        if found and FULL_ID.fullmatch(found):
            return found
        names = (self.ask("for-each-ref", "--format=%(refname:short)") or "").splitlines()
        near = difflib.get_close_matches(ref, names, 1)
        hint = self.whole or "git branch --all"
        message = f"`{shown(ref)}` is no commit, tag or branch of this clone."
        raise SourceError(message, f"Did you mean `{near[0]}`?" if near else hint)

    def tree(self, ref: str) -> GitTree:
        """Return the files of a commit; raise SourceError where the ref names none."""
        return GitTree(self.trees, self.commit(ref), self.prefix)

    def commit(self, ref: str) -> str:
        """Return the commit of a ref; a full id stands for itself, whether this clone has it or not."""
        return ref if FULL_ID.fullmatch(ref) else self.resolve(ref)

    def merge_base(self, one: str, two: str) -> str | None:
        """Return the commit where two lines of history parted; None where this clone has none."""
        return self.ask("merge-base", "--end-of-options", self.commit(one), self.commit(two)) or None

    def is_on_branch(self, commit: str) -> bool:
        """Return whether a branch of this clone holds a commit."""
        words = ("for-each-ref", f"--contains={self.commit(commit)}", "--count=1", "refs/heads", "refs/remotes")
        return bool(self.ask(*words))

    def parents(self, commit: str) -> tuple[str, ...]:
        """Return the parents of a commit that this clone has."""
        said = self.ask("rev-list", "--parents", "--max-count=1", "--end-of-options", self.commit(commit)) or ""
        return tuple(said.split()[1:])

    def earliest_day(self, commit: str) -> str:
        """Return the day of a commit where it began last on earth (UTC-12), as 2026-01-31; empty without the commit.

        Who writes a date by the calendar on the wall is a day behind UTC in the evening of the Americas.
        """
        seconds = self.ask("log", "--max-count=1", "--format=%ct", "--end-of-options", self.commit(commit))
        return day(str(int(seconds) - LATEST_ZONE)) if seconds else ""

    def tags(self, pattern: str = "*", *, merged: str = "") -> tuple[Tag, ...]:
        """Return the tags of commits that match a pattern such as `v*`, newest first; `*` does not cross a slash.

        `merged` leaves only the tags that a commit can reach.
        """
        form = "--format=%(refname:strip=2)%00%(objecttype)%00%(objectname)%00%(*objectname)%00%(creatordate:unix)"
        order = ("--sort=-version:refname", "--sort=-creatordate")
        reach = (f"--merged={self.commit(merged)}",) if merged else ()
        said = self.ask("for-each-ref", *order, *reach, form, "--", f"refs/tags/{pattern}") or ""
        return tuple(self.tag(*line.split("\0")) for line in said.split("\n") if line.count("\0") == 4)

    def tag(self, name: str, kind: str, target: str, peeled: str, seconds: str) -> Tag:
        """Return a tag of what git lists."""
        return Tag(name, peeled if kind == "tag" else target, day(seconds))

    def file_history(self, path: str, parts: Collection[str] = ()) -> list[FileVersion]:
        """Return the versions of a file, newest first; where it was renamed, under its older names too.

        A change of one of `parts`, other files or whole folders with a slash at their end, is a version too.

        The log of a whole folder is read at once and kept; only for a file at the top git is asked for that file alone.
        """
        if self.head is None:
            return []
        whole = self.prefix + checked(path)
        folder = self.prefix + path.partition("/")[0] if "/" in path else ""
        key = folder or whole
        if key not in self.logs:
            self.logs[key] = read_log(self.root, key, follow=not folder)
        versions = self.logs[key].history(whole, [self.prefix + part for part in parts])
        return [version for version in map(self.inside, versions) if version is not None]

    def ahead(self, folder: str, commit: str | None) -> AbstractContextManager[None]:
        """Let git begin to read what will be asked: the log of a folder at the top, and what it holds at a commit."""
        path = posixpath.normpath(folder)
        top = self.prefix + path.partition("/")[0]
        commands: list[Sequence[str]] = [command(top)] if path != "." and self.head is not None else []
        with suppress(SourceError):  # who asks for it says what is wrong
            below = self.tree(commit).entry(posixpath.normpath(self.prefix + path)) if commit is not None else None
            if below is not None and below.mode == FOLDER and self.trees.is_worth_a_listing(below.id):
                commands.append(listing(below.id))
        return ahead(self.root, *commands)

    def inside(self, version: FileVersion) -> FileVersion | None:
        """Return a version with its path relative to where this repository is seen from; None where it is outside."""
        if not version.path.startswith(self.prefix):
            return None
        path = version.path[len(self.prefix) :]
        return FileVersion(version.commit, version.date, version.author, path, version.blob)
