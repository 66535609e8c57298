"""Reads the contract files of one source: each text once, and none whose header is remembered until it is asked for."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from ..cache import Memory, digest
from ..documents import Document, DocumentError, Limits, parse
from ..formats import detect, named
from ..model.contract import Content, Contents, Header, contents_of
from ..sources import Source, SourceError
from . import layout
from .contract_file import ContractFile, placed
from .headers import hashes, header_of
from .named import references_in, target_of

if TYPE_CHECKING:
    from ..formats import Fetch, Format

UNREADABLE = "?"
"""Stands for the hash of a file that cannot be read, and equals none."""

DATA = ("yaml", "yml", "json")
LARGEST_KEPT = 256 * 2**10
"""Bytes of a file whose data is kept: a larger one takes as long to read back."""


class Parsed(NamedTuple):
    """What parsing a text gave."""

    syntax: str
    data: Any


@dataclass(slots=True)
class Reader:
    """Reads documents of one source, each once; a blob that was read before is not parsed again.

    `prefix` is put before the names of files where they are shown, for sources that begin below the working folder.
    Files that stand directly in the root are contracts of their own where they are `apart`. What another source holds
    at a path is not read again where it is `alike`.
    """

    source: Source
    limits: Limits
    root: str
    parsed: dict[tuple[str, bytes], Document] = field(default_factory=dict)
    fetched: set[str] = field(default_factory=set)
    prefix: str = ""
    listed: frozenset[str] | None = None
    by_home: dict[str, list[str]] | None = None
    memory: Memory = field(default_factory=Memory)
    apart: bool = True
    alike: Callable[[str], ContractFile | None] = lambda path: None

    def document(self, path: str) -> Document:
        """Return the document at a path; raise DocumentError or SourceError."""
        return self.parse(path, self.source.read(path))

    def parse(self, path: str, content: bytes) -> Document:
        """Return the document of a content, parsed once; raise DocumentError."""
        key = (path, content)
        if key not in self.parsed:
            self.parsed[key] = self.remembered(self.prefix + path, content)
        return self.parsed[key]

    def remembered(self, name: str, content: bytes) -> Document:
        """Return the document of a content, from the store where its data is there; raise DocumentError."""
        ending = name.lower().rpartition(".")[2]
        parts = (ending, digest(content), repr(self.limits))
        small = len(content) <= LARGEST_KEPT and ending in DATA
        known: Parsed | None = self.memory.recall("data", parts, Parsed) if small else None
        if known is not None:
            return Document(name, content, known.syntax, known.data)
        self.memory.made["document"] = self.memory.made.get("document", 0) + 1
        document = parse(name, content, self.limits)
        if small and self.memory.store is not None:
            self.memory.keep("data", parts, Parsed, Parsed(document.syntax, document.data))
        return document

    def fetch(self, path: str) -> Document | None:
        """Return another document that a contract refers to, None where it is not there; raise as `document` does."""
        inside = path.removeprefix(self.prefix)
        if not path.startswith(self.prefix) or inside not in self.names():
            return None
        self.fetched.add(inside)
        return self.document(inside)

    __call__ = fetch

    def is_outside(self, path: str) -> bool:
        """Return whether a file is there, but outside the folder of the contracts, where nothing is read."""
        if not path.startswith(self.prefix):
            return True  # what is there cannot be asked of this source
        inside = path.removeprefix(self.prefix)
        folder, _, _ = inside.rpartition("/")
        below = self.root in ("", ".") or inside.startswith(f"{self.root}/")
        return not below and inside in self.source.files(folder)

    def folder(self, path: str) -> tuple[str, ...]:
        """Return the files in the folder of a file, itself included, in order."""
        home = posixpath.dirname(path.removeprefix(self.prefix))
        if self.stands_apart(path):
            return (path,)
        return tuple(sorted(self.prefix + name for name in self.homes().get(home, ())))

    def stands_apart(self, path: str) -> bool:
        """Return whether a file is a contract of its own by its place, whatever stands beside it."""
        home = posixpath.dirname(path.removeprefix(self.prefix))
        return self.apart and home == ("" if self.root == "." else self.root)

    def parts(self, path: str) -> tuple[str, ...]:
        """Return the other files of code that belong to the contract of a main file, in order."""
        mains = layout.main_files(filter(layout.is_candidate, self.names()), self.root)
        inside = path.removeprefix(self.prefix)
        return tuple(sorted(self.prefix + part for part, main in mains.items() if main == inside))

    def below(self, folder: str) -> tuple[str, ...]:
        """Return every file below a folder, in order."""
        inside = folder.removeprefix(self.prefix) + "/"
        return tuple(sorted(name for name in self.names() if name.startswith(inside)))

    def homes(self) -> dict[str, list[str]]:
        """Return the files that may be referred to by their folder, sorted out once."""
        if self.by_home is None:
            self.by_home = {}
            for name in self.names():
                self.by_home.setdefault(posixpath.dirname(name), []).append(name)
        return self.by_home

    def names(self) -> frozenset[str]:
        """Return the files that may be referred to, listed once."""
        if self.listed is None:
            self.listed = frozenset(self.source.files(self.root))
        return self.listed

    def file(self, path: str, root: str) -> ContractFile:
        """Return what stands at a path, whole only where its header is not remembered; its kind is empty where no
        format reads it. Raise DocumentError or SourceError.
        """
        same = self.alike(path)
        if same is not None:
            self.fetched.update(name.removeprefix(self.prefix) for name, _ in same.header.follows)
            return same
        content = self.source.read(path)
        parts = self.parts_of_key(path, content)
        known = self.known(parts)
        if known is not None:
            self.fetched.update(name.removeprefix(self.prefix) for name, _ in known.follows)
            kind = known.kind
            return placed(path, root, known, Contents(lambda: self.content(path, self.again(path, parts[1]), kind)))
        header, contents = self.read(path, content)
        for key in {parts, (*parts, *hashes(header.follows))}:
            self.memory.keep("header", key, Header, header)
        return placed(path, root, header, contents)

    def again(self, path: str, known: str) -> bytes:
        """Return what stands at a path, read once more instead of held: few files of many are asked for.

        Raise SourceError where it is not what its header was remembered by.
        """
        content = self.source.read(path)
        if digest(content) != known:
            raise SourceError(f"`{self.prefix}{path}` was changed while it was read.", "Run it again.")
        return content

    def parts_of_key(self, path: str, content: bytes) -> tuple[str, ...]:
        """Return what the header of a file is remembered by."""
        return self.prefix + path, digest(content), repr(self.limits)

    def known(self, parts: tuple[str, ...]) -> Header | None:
        """Return the header that is remembered of a file, as long as all that it was read with is as it was.

        The last one that was read comes first; another may have been read with files as they are here.
        """
        last: Header | None = self.memory.recall("header", parts, Header)
        if last is None or not last.follows:
            return last
        now = tuple((name, self.hash_of(name)) for name, _ in last.follows)
        if now == last.follows:
            return last
        other: Header | None = self.memory.recall("header", (*parts, *hashes(now)), Header)
        return other if other is not None and other.follows == now else None

    def hash_of(self, name: str) -> str:
        """Return the hash of a file, empty where it is not there; of its names where `name` is a folder's.

        With two slashes at its end `name` stands for all that is below a folder.
        """
        if name.endswith("//"):
            return digest(*self.below(name[:-2]))
        if name.endswith("/"):
            return digest(*self.folder(name))
        inside = name.removeprefix(self.prefix)
        if inside not in self.names():
            return ""
        try:
            return digest(self.source.read(inside))
        except SourceError:
            return UNREADABLE + UNREADABLE

    def read(self, path: str, content: bytes) -> tuple[Header, Contents]:
        """Return the header and the contents of a file."""
        document = self.parse(path, content)
        found = detect(document)
        if found is None:
            return header_of(document, None, "", {}), Contents(lambda: self.content(path, content, ""))
        following = Following(self)
        interface = found.read(document, following)
        follow(document, following)
        header = header_of(document, interface, found.name, following.followed)
        return header, contents_of(interface.origin.document, interface)

    def content(self, path: str, content: bytes, kind: str) -> Content:
        """Return a document and what it promises."""
        document = self.parse(path, content)
        interface = named(kind).read(document, self)
        return Content(interface.origin.document, interface)


@dataclass(slots=True)
class Following:
    """Fetches for one contract file and notes what was asked for."""

    reader: Reader
    followed: dict[str, str] = field(default_factory=dict)

    def __call__(self, path: str) -> Document | None:
        """Return another document, as the reader does."""
        self.followed[path] = UNREADABLE
        document = self.reader.fetch(path)
        self.followed[path] = digest(document.content) if document else ""
        return document

    def is_outside(self, path: str) -> bool:
        """Return whether a file is there, but outside the folder of the contracts."""
        return self.reader.is_outside(path)

    def folder(self, path: str) -> tuple[str, ...]:
        """Return the files in the folder of a file."""
        names = self.reader.folder(path)
        if not self.reader.stands_apart(path):
            self.followed[posixpath.dirname(path) + "/"] = digest(*names)
        return names

    def parts(self, path: str) -> tuple[str, ...]:
        """Return the files that belong to a main file; a new one makes another contract of it."""
        names = self.reader.parts(path)
        home = posixpath.dirname(path)
        if home != self.reader.root:
            self.followed[home + "//"] = digest(*self.reader.below(home))
            for folder in {posixpath.dirname(name) for name in names}:
                self.followed[folder + "/"] = digest(*self.reader.folder(folder + "/"))
        return names


def read_file(path: str, document: Document, found: Format, root: str, fetch: Fetch) -> ContractFile:
    """Return the contract file that a document is."""
    interface = found.read(document, fetch)
    contents = contents_of(interface.origin.document, interface)
    return placed(path, root, header_of(document, interface, found.name, {}), contents)


def follow(document: Document, following: Following) -> None:
    """Fetch all that a document refers to, directly or through other files."""
    pending, seen = [document], {document.file}
    while pending:
        found = pending.pop()
        for reference in references_in(found.data):
            target = target_of(found.file, reference)
            if not target or target in seen:
                continue
            seen.add(target)
            try:
                other = following(target)
            except (DocumentError, SourceError):
                continue
            pending.extend([other] if other is not None else [])
