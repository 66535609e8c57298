"""The files of a commit, read from git's objects without ever checking anything out."""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from .errors import SourceError
from .git_command import run
from .git_objects import Object, Objects
from .paths import checked, is_hidden, shown

FOLDER, LINK, MODULE = "40000", "120000", "160000"
MOST_FILES = 200_000
DEEPEST = 100
MANY = 50
"""Folders that are new to us above which listing them all is quicker than asking for each."""
MOST_LINKS = 8
MOST_NAMES = 1000


class Entry(NamedTuple):
    """A name in a folder of a commit, with its kind (as git's mode) and the id of its object."""

    name: str
    mode: str
    id: str


@dataclass(slots=True)
class Trees:
    """The folders of all commits of a repository: one that does not change between commits is read once."""

    objects: Objects
    known: dict[str, dict[str, Entry]] = field(default_factory=dict)
    listed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sorted: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    roots: dict[str, str] = field(default_factory=dict)

    def root(self, commit: str) -> str:
        """Return the id of the root folder of a commit."""
        if commit not in self.roots:
            found = self.objects.read(f"{commit}^{{commit}}")
            if found is None or not found.content.startswith(b"tree "):
                raise lacking(commit)
            self.roots[commit] = found.content[5 : found.content.index(b"\n")].decode("ascii")
        return self.roots[commit]

    def entries(self, folder: str) -> dict[str, Entry]:
        """Return what the folder of an id holds, by name."""
        if folder not in self.known:
            found = self.objects.read(folder)
            if found is None or found.kind != "tree":
                raise lacking(folder)
            try:
                self.known[folder] = {entry.name: entry for entry in parse_tree(found, len(folder) // 2)}
            except ValueError:
                raise SourceError(f"The folder {folder[:7]} of this repository is damaged.", "git fsck") from None
        return self.known[folder]

    def files(self, folder: str, depth: int = 0) -> tuple[str, ...]:
        """Return the paths below the folder of an id; raise SourceError where there are too many, or too deep."""
        if folder not in self.listed:
            if self.is_worth_a_listing(folder):
                self.read_all(folder)
            found: list[str] = []
            for entry in self.entries(folder).values():
                if is_hidden(entry.name) or entry.mode == MODULE:
                    continue
                if entry.mode != FOLDER:
                    found.append(entry.name)
                elif depth == DEEPEST:
                    raise SourceError(f"The folders of this commit nest deeper than {DEEPEST} levels.", "git ls-tree")
                else:
                    found += [f"{entry.name}/{path}" for path in self.files(entry.id, depth + 1)]
                if len(found) > MOST_FILES:
                    raise SourceError(f"A folder of this commit holds more than {MOST_FILES:,} files.", "git ls-tree")
            self.listed[folder] = tuple(found)
        return self.listed[folder]

    def is_worth_a_listing(self, folder: str) -> bool:
        """Return whether there are so many unknown folders in that of an id that one command is faster."""
        return sum(one.mode == FOLDER and one.id not in self.known for one in self.entries(folder).values()) > MANY

    def read_all(self, folder: str) -> None:
        """Read all folders below that of an id at once; where git gives no answer they are asked for one by one."""
        done = run(self.objects.root, *listing(folder))
        if done.returncode == 0:
            self.known.update(folders_of(folder, done.stdout))

    def modules(self, folder: str) -> list[str]:
        """Return the paths of other repositories below the folder of an id."""
        found: list[str] = []
        for entry in self.entries(folder).values():
            if entry.mode == MODULE:
                found.append(entry.name)
            elif entry.mode == FOLDER and not is_hidden(entry.name):
                found += [f"{entry.name}/{path}" for path in self.modules(entry.id)]
        return found

    def paths(self, folder: str, before: str) -> tuple[str, ...]:
        """Return the paths below the folder of an id, sorted, with the folder's own path before them."""
        key = folder, before
        if key not in self.sorted:
            self.sorted[key] = tuple(sorted(before + path for path in self.files(folder)))
        return self.sorted[key]


def listing(folder: str) -> tuple[str, ...]:
    """Return the words by which git is asked for all folders below that of an id."""
    return "ls-tree", "-r", "-t", "-z", "--full-tree", folder


def folders_of(root: str, listing: bytes) -> dict[str, dict[str, Entry]]:
    """Return the entries of every folder in what `git ls-tree -r -t -z` prints, by the id of the folder."""
    found: dict[str, dict[str, Entry]] = {root: {}}
    ids = {b"": root}
    for line in listing.split(b"\0")[:-1]:
        head, _, path = line.partition(b"\t")
        mode, _, identity = head.decode("ascii").split(" ")
        above, _, name = path.rpartition(b"/")
        entry = Entry(name.decode("utf-8", "surrogateescape"), mode.lstrip("0"), identity)
        found[ids[above]][entry.name] = entry
        if entry.mode == FOLDER:
            ids[path] = identity
            found.setdefault(identity, {})
    return found


def parse_tree(found: Object, width: int) -> Iterator[Entry]:
    """Yield the entries of a tree object; `width` is the number of bytes of an id."""
    content, offset = found.content, 0
    while offset < len(content):
        space = content.index(b" ", offset)
        end = content.index(b"\0", space)
        name = content[space + 1 : end].decode("utf-8", "surrogateescape")
        identity = content[end + 1 : end + 1 + width].hex()
        yield Entry(name, content[offset:space].decode("ascii"), identity)
        offset = end + 1 + width


def lacking(identity: str) -> SourceError:
    """Return the error of an object that is not in this clone, and must not be fetched now."""
    message = f"The object {identity[:7]} is not in this clone, which is partial or shallow."
    return SourceError(message, "git fetch --refetch --no-filter")


@dataclass(frozen=True, slots=True)
class GitTree:
    """The files of one commit, below a folder of the repository; `prefix` is empty or ends with a slash."""

    trees: Trees
    commit: str
    prefix: str = ""

    @property
    def label(self) -> str:
        """Return what it is called in messages."""
        return self.commit[:7]

    def files(self, under: str) -> Sequence[str]:
        """Return the paths below a folder, sorted; none where the folder is not there."""
        folder = "" if under.strip("/") in ("", ".") else checked(under.strip("/")) + "/"
        found = self.entry((self.prefix + folder).rstrip("/"))
        if found is None or found.mode != FOLDER:
            return ()
        return self.trees.paths(found.id, folder)

    def unread(self, under: str) -> Sequence[tuple[str, str]]:
        """Return the folders that are not entered: links and other repositories, each with what it is."""
        steps = [] if under.strip("/") in ("", ".") else checked(under.strip("/")).split("/")
        for count in range(1, len(steps) + 1):
            path = "/".join(steps[:count])
            found = self.entry((self.prefix + path).rstrip("/"))
            if found is not None and found.mode in (LINK, MODULE):
                return [(path, "a link" if found.mode == LINK else "another repository")]
        folder = "/".join(steps) + "/" if steps else ""
        found = self.entry((self.prefix + folder).rstrip("/"))
        if found is None or found.mode != FOLDER:
            return []
        return [(folder + path, "another repository") for path in self.trees.modules(found.id)]

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raise SourceError where the commit or this clone has none."""
        return self.blob(checked(path), path, MOST_LINKS)

    def identity(self, path: str) -> str:
        """Return the id of the ordinary file at a path, empty where there is none, or a link."""
        found = self.entry(posixpath.normpath(self.prefix + checked(path)))
        return "" if found is None or found.mode in (FOLDER, MODULE, LINK) else found.id

    def blob(self, inside: str, path: str, links: int) -> bytes:
        """Return the bytes at a path, through links that stay inside."""
        found = self.entry(posixpath.normpath(self.prefix + inside))
        if found is None:
            raise SourceError(f"`{shown(path)}` is not in {self.label}.", self.near(inside))
        if found.mode in (FOLDER, MODULE):
            raise SourceError(f"`{shown(path)}` is no file in {self.label}.", "Name a file.")
        content = self.trees.objects.read(found.id)
        if content is None:
            raise lacking(found.id)
        if found.mode != LINK:
            return content.content
        target = posixpath.normpath(posixpath.join(posixpath.dirname(inside), target_of(content)))
        if links == 0 or target.startswith(("/", "../")) or target == "..":
            message = f"`{shown(path)}` of {self.label} is a link out of the folder that may be read."
            raise SourceError(message, "Replace it by a copy.")
        return self.blob(target, path, links - 1)

    def entry(self, path: str) -> Entry | None:
        """Return the entry at a path of the repository; None where there is none."""
        found = Entry("", FOLDER, self.trees.root(self.commit))
        for name in path.split("/") if path not in ("", ".") else ():
            match = self.trees.entries(found.id).get(name) if found.mode == FOLDER else None
            if match is None:
                return None
            found = match
        return found

    def near(self, path: str) -> str:
        """Return the path that was probably meant."""
        folder, _, name = path.rpartition("/")
        beside = self.entry((self.prefix + folder).rstrip("/"))
        names = self.trees.entries(beside.id) if beside is not None and beside.mode == FOLDER else ()
        found = difflib.get_close_matches(name, list(islice(names, MOST_NAMES)), 1)
        hint = f"{folder}/{found[0]}".lstrip("/") if found else ""
        return f"Did you mean `{shown(hint)}`?" if found else f"git ls-tree -r --name-only {self.label}"


def target_of(link: Object) -> str:
    """Return where a link leads."""
    return link.content.decode("utf-8", "surrogateescape")
