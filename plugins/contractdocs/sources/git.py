"""The past: trees of commits and the histories of files, read from git without ever checking anything out.

Git is run without hooks, without a network, without colours and with refs fenced off by `--end-of-options`; nothing
that a repository configures is executed.
"""

from __future__ import annotations

import atexit
import difflib
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from .errors import SourceError
from .paths import checked, shown

QUIET = (
    "-c",
    "core.fsmonitor=",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.quotePath=false",
    "-c",
    "color.ui=false",
)
BEFORE = ("--no-optional-locks", "--no-replace-objects", "--no-pager", *QUIET)
SECONDS = 60
KEPT = ("PATH", "HOME", "TMPDIR", "SYSTEMROOT", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CEILING_DIRECTORIES")
DEEPEN = "git fetch --unshallow --filter=blob:none --tags"


def environment() -> dict[str, str]:
    """Return the environment that git runs in: no prompt, no network, one language."""
    kept = {key: os.environ[key] for key in KEPT if key in os.environ}
    return {**kept, "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C", "GIT_ASKPASS": "true"}


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run git and return what it did; raise SourceError where there is no git, or it takes too long."""
    try:
        return subprocess.run(
            ["git", *BEFORE, "-C", str(folder), *words],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=environment(),
            timeout=SECONDS,
            check=False,
        )
    except FileNotFoundError as error:
        raise SourceError("git is not installed.", "Install git and run again.") from error
    except subprocess.TimeoutExpired as error:
        raise SourceError(f"git took more than {SECONDS} seconds.", f"git {words[0]}") from error


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A file as one commit left it; the date is that of the commit, in UTC."""

    commit: str
    date: str
    author: str
    path: str
    blob: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag with the commit that it names."""

    name: str
    commit: str
    date: str


@dataclass(slots=True)
class Blobs:
    """One `git cat-file --batch` that serves every tree of a repository."""

    root: Path
    process: subprocess.Popen[bytes] | None = None

    def read(self, name: str) -> bytes | None:
        """Return the bytes of an object; None where there is none of that name."""
        if "\n" in name:
            return None
        process = self.started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(name.encode("utf-8", "surrogateescape") + b"\n")
        process.stdin.flush()
        head = process.stdout.readline().split()
        if len(head) < 3 or head[-1] in (b"missing", b"ambiguous") or head[1] not in (b"blob", b"tree", b"commit"):
            return None
        content = process.stdout.read(int(head[2]))
        process.stdout.read(1)
        return content if head[1] == b"blob" else None

    def started(self) -> subprocess.Popen[bytes]:
        """Return the process, started when it is first needed."""
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                ["git", *BEFORE, "-C", str(self.root), "cat-file", "--batch"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
            )
            atexit.register(self.close)
        return self.process

    def close(self) -> None:
        """End the process."""
        if self.process is not None and self.process.stdin is not None:
            self.process.stdin.close()
            self.process.wait(timeout=5)
            self.process = None


@dataclass(slots=True)
class GitTree:
    """The files of one commit, below a folder of the repository."""

    repository: Repository
    commit: str
    listed: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Return what it is called in messages."""
        return self.commit[:7]

    def files(self, under: str) -> Sequence[str]:
        """Return the paths below a folder, sorted; none where the folder is not there."""
        if under not in self.listed:
            self.listed[under] = tuple(self.repository.paths_at(self.commit, checked(under)))
        return self.listed[under]

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raise SourceError where the commit or this clone has none."""
        name = f"{self.commit}:{self.repository.prefix}{checked(path)}"
        content = self.repository.blobs.read(name)
        if content is not None:
            return content
        if path in self.files(path.rpartition("/")[0] or "."):
            message = f"`{shown(path)}` of {self.label} is not in this partial clone."
            raise SourceError(message, f"git fetch --refetch --no-filter origin {self.commit}")
        raise SourceError(f"`{shown(path)}` is not in {self.label}.", "Name a file that this commit has.")


class Repository:
    """A git repository, seen from `root`: paths are relative to there."""

    def __init__(self, top: Path, prefix: str = "", blobs: Blobs | None = None) -> None:
        self.root, self.prefix = top, prefix
        self.blobs = blobs or Blobs(top)

    @classmethod
    def open(cls, path: Path) -> Repository | None:
        """Return the repository that holds a folder; None where there is none or no git."""
        try:
            done = run(path, "rev-parse", "--show-toplevel", "--is-shallow-repository")
        except SourceError:
            return None
        if done.returncode == 0:
            return cls(Path(done.stdout.decode("utf-8", "surrogateescape").splitlines()[0]))
        if b"dubious ownership" in done.stderr:
            message = "git does not trust this folder, because somebody else owns it."
            raise SourceError(message, f"git config --global --add safe.directory '{path}'")
        return None

    def below(self, prefix: str) -> Repository:
        """Return the same repository seen from a folder in it; `prefix` ends with a slash."""
        return Repository(self.root, prefix, self.blobs)

    def ask(self, *words: str) -> str | None:
        """Return what git prints, None where it fails."""
        done = run(self.root, *words)
        return done.stdout.decode("utf-8", "surrogateescape").strip("\n") if done.returncode == 0 else None

    @cached_property
    def head(self) -> str | None:
        """Return the commit of HEAD; None before the first one."""
        return self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}")

    @cached_property
    def is_shallow(self) -> bool:
        """Return whether the history was cut off when this was cloned."""
        return self.ask("rev-parse", "--is-shallow-repository") == "true"

    @cached_property
    def current_branch(self) -> str | None:
        """Return the branch of HEAD; None where it is detached."""
        return self.ask("symbolic-ref", "--quiet", "--short", "HEAD")

    @cached_property
    def branches(self) -> tuple[str, ...]:
        """Return the local branches."""
        return tuple((self.ask("for-each-ref", "--format=%(refname:short)", "refs/heads") or "").splitlines())

    @cached_property
    def default_branch(self) -> str | None:
        """Return the default branch: that of the remote, else the only one, else main or master."""
        remote = self.ask("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
        if remote:
            return remote.partition("/")[2]
        known = {*self.branches, *(name.partition("/")[2] for name in self.remote_branches)}
        configured = self.ask("config", "--get", "init.defaultBranch")
        for name in (configured, "main", "master", "trunk"):
            if name and name in known:
                return name
        return self.branches[0] if len(self.branches) == 1 and not self.remote_branches else None

    @cached_property
    def remote_branches(self) -> tuple[str, ...]:
        """Return the branches of the remote called origin."""
        return tuple(
            (self.ask("for-each-ref", "--format=%(refname:lstrip=2)", "refs/remotes/origin") or "").splitlines()
        )

    def resolve(self, ref: str) -> str:
        """Return the commit that a ref names; raise SourceError, with the name that was probably meant."""
        if ref.startswith("-") or not ref or any(ord(char) < 33 for char in ref) or ".." in ref:
            raise SourceError(f"`{shown(ref)}` is no commit, tag or branch.", "Name one, such as main or v1.2.0.")
        found = self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}")
        if found is not None:
            return found
        names = (self.ask("for-each-ref", "--format=%(refname:short)") or "").splitlines()
        near = difflib.get_close_matches(ref, names, 1)
        hint = f"Did you mean `{near[0]}`?" if near else DEEPEN if self.is_shallow else "git fetch --tags origin"
        raise SourceError(f"`{shown(ref)}` is no commit, tag or branch of this clone.", hint)

    def tree(self, ref: str) -> GitTree:
        """Return the files of a commit."""
        return GitTree(self, ref if len(ref) == 40 and ref.isalnum() else self.resolve(ref))

    def merge_base(self, one: str, two: str) -> str | None:
        """Return the commit where two lines of history parted; None where this clone has none."""
        return self.ask("merge-base", "--end-of-options", one, two) or None

    def parents(self, commit: str) -> tuple[str, ...]:
        """Return the parents of a commit that this clone has."""
        said = self.ask("rev-list", "--parents", "--max-count=1", "--end-of-options", commit) or ""
        return tuple(said.split()[1:])

    def tags(self, pattern: str) -> tuple[Tag, ...]:
        """Return the tags that match a pattern, newest first."""
        form = "--format=%(refname:short)%09%(*objectname)%(objectname)%09%(creatordate:short)"
        said = self.ask("for-each-ref", "--sort=-creatordate", "--sort=-version:refname", form, f"refs/tags/{pattern}")
        rows = [line.split("\t") for line in (said or "").splitlines()]
        return tuple(Tag(name, commit[:40], date) for name, commit, date in rows)

    def paths_at(self, commit: str, under: str) -> list[str]:
        """Return the files of a commit below a folder, relative to where this repository is seen from."""
        folder = (self.prefix if under == "." else f"{self.prefix}{under}/").rstrip("/")
        words = ["ls-tree", "-r", "-z", "--name-only", "--full-tree", "--end-of-options", commit]
        done = run(self.root, *words, *(["--", folder] if folder else []))
        if done.returncode:
            return []
        names = done.stdout.decode("utf-8", "surrogateescape").split("\0")
        return sorted(name[len(self.prefix) :] for name in names if name and not hidden(name[len(self.prefix) :]))

    @cached_property
    def histories(self) -> dict[str, list[FileVersion]]:
        """Return the versions of every file below where this repository is seen from, newest first, in one git call."""
        form = "--format=%x01%H%x09%cd%x09%an"
        words = [
            "log",
            "--raw",
            "-z",
            "--no-abbrev",
            "-M",
            "--date=format-local:%Y-%m-%d",
            form,
            "--first-parent",
            "-m",
        ]
        done = run(self.root, *words, "--end-of-options", "HEAD", "--", self.prefix or ".")
        return read_log(done.stdout.decode("utf-8", "surrogateescape"), self.prefix) if done.returncode == 0 else {}

    def file_history(self, path: str) -> list[FileVersion]:
        """Return the versions of a file, newest first; where it was renamed, under its older names too."""
        return self.histories.get(path, [])


def hidden(path: str) -> bool:
    """Return whether a path is one that a working tree passes over too."""
    return any(part.startswith(".") or part == "node_modules" for part in path.split("/"))


def read_log(text: str, prefix: str) -> dict[str, list[FileVersion]]:
    """Return the versions of files that `git log --raw -z` tells, each under the name it has now."""
    found: dict[str, list[FileVersion]] = {}
    now: dict[str, str] = {}  # the name that an older name goes by now
    for entry in text.split("\x01")[1:]:
        head, _, rest = entry.partition("\0")
        commit, date, author = (*head.strip("\n").split("\t", 2), "", "")[:3]
        words = [word for word in rest.lstrip("\n").split("\0") if word]
        while words:
            fields = words.pop(0).lstrip("\n").split(" ")
            if len(fields) < 5 or not words:
                break
            status, blob, path = fields[4], fields[3], words.pop(0)
            older = path
            if status[0] in "RC" and words:
                path = words.pop(0)
            if not path.startswith(prefix) or status[0] == "D":
                continue
            name = now.get(path, path)
            inside = path[len(prefix) :]
            found.setdefault(name[len(prefix) :], []).append(FileVersion(commit, date, author, inside, blob))
            if status[0] == "R":
                now[older] = name
    return found
