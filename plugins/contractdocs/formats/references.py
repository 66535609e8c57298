"""Follows references: within a document, by anchors and identifiers, and to other files inside the root."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from msgspec import Struct

from ..model.interface import Fragment, Origin, Target
from .identifiers import Identifiers, identifiers_of
from .plain import mapping, nearest, pointer_of, quoted, sequence, steps_of, text

if TYPE_CHECKING:
    from ..documents import Document

Read = Callable[[str], "Document | None"]
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
NAMED = (("components", "schemas"), ("definitions",), ("$defs",))
DYNAMIC = "dynamic"
"""What stands for the base URI of a reference that looks for a dynamic anchor."""
Written = tuple[str, str, str]
LONGEST = 100  # steps from one reference to the next before a chain counts as endless


class Found(Struct, frozen=True):
    """What a reference leads to: the value, where it stands, and the name it is known by where it has one."""

    value: Any
    origin: Origin
    name: str | None


class Lost(Exception):
    """A reference that leads nowhere: `rule` says why, `reason` completes a sentence, `meant` is the likely target.

    The target is guessed when somebody asks: most who follow a reference do not.
    """

    def __init__(self, rule: str, reason: str, guess: Callable[[], str] = str) -> None:
        super().__init__(reason)
        self.rule, self.reason, self.guess = rule, reason, guess

    @property
    def meant(self) -> str:
        """Return the likely target, empty where none is near."""
        return self.guess()


class References:
    """Resolves the references of one interface.

    `fetch` returns another document by its path, which is made from the path of the file where the reference stands;
    it is never asked for a URL, an absolute path, or a path that leaves the root.
    """

    def __init__(self, document: Document, dialect: str, fetch: Read) -> None:
        self.document, self.dialect, self.fetch = document, dialect, fetch
        self.documents: dict[str, Document] = {document.file: document}
        self.identifiers: dict[str, Identifiers] = {}
        self.known: dict[Written, Found | Lost] = {}
        self.targets: dict[Written, Target | None] = {}
        self.ends: dict[Written, tuple[Any, Origin]] = {}

    def resolve(self, reference: str, origin: Origin) -> Target | None:
        """Return the schema that a reference written at `origin` leads to; None where it leads to none."""
        written = self.written(reference, origin)
        if written not in self.targets:
            self.targets[written] = self.target(reference, origin)
        return self.targets[written]

    def target(self, reference: str, origin: Origin) -> Target | None:
        """Return the schema that a reference leads to, asked for the first time."""
        try:
            found = self.find(reference, origin)
        except Lost:
            return None
        if not isinstance(found.value, (dict, bool, Mapping)):
            return None
        return Target((Fragment(found.value, found.origin, self.dialect_of(found.origin.document)),), found.name)

    def written(self, reference: str, origin: Origin) -> Written:
        """Return what decides where a reference leads: the file it stands in, what it is read against, its text."""
        identifiers = self.identifiers_of(origin.document)
        dynamic = bool(identifiers.dynamic) and reference[1:] in identifiers.dynamic and is_dynamic(reference, origin)
        return origin.document.file, DYNAMIC if dynamic else identifiers.base_at(origin.pointer), reference

    def find(self, reference: str, origin: Origin) -> Found:
        """Return what a reference written at `origin` leads to, one step only; raise Lost where that is nothing."""
        key = self.written(reference, origin)
        if key not in self.known:
            try:
                self.known[key] = self.look_up(reference, origin.document, key[1], key[1] == DYNAMIC)
            except Lost as lost:
                self.known[key] = lost
        found = self.known[key]
        if isinstance(found, Lost):
            raise Lost(found.rule, found.reason, found.guess)
        return found

    def follow(self, value: Any, origin: Origin) -> tuple[Any, Origin]:
        """Return the end of a chain of references and where it stands; raise Lost where it has none."""
        reference = mapping(value).get("$ref")
        if not isinstance(reference, str):
            return value, origin
        written = self.written(reference, origin)
        if written not in self.ends:
            self.ends[written] = self.end_of(reference, origin)
        return self.ends[written]

    def end_of(self, reference: Any, origin: Origin) -> tuple[Any, Origin]:
        """Return the end of a chain of references that is followed for the first time."""
        for _ in range(LONGEST):
            found = self.find(reference, origin)
            reference = mapping(found.value).get("$ref")
            if not isinstance(reference, str):
                return found.value, found.origin
            origin = found.origin
        raise Lost("reference-unresolved", "it leads back to itself")

    def look_up(self, reference: str, document: Document, base: str, dynamic: bool) -> Found:
        """Return the target of a reference that is asked for the first time."""
        identifiers = self.identifiers_of(document)
        if dynamic:
            return self.at(document, identifiers.dynamic[reference[1:]], reference)
        pointer = identifiers.pointer(reference, base)
        if pointer is not None:
            return self.at(document, pointer, reference)
        file, _, fragment = reference.partition("#")
        fragment = unquote(fragment)
        if file:
            document = self.other(identifiers.relative(file, base), document)
        if fragment and not fragment.startswith("/"):
            return self.anchor(fragment, document, reference)
        return self.at(document, fragment if file else identifiers.root_at(base) + fragment, reference)

    def anchor(self, name: str, document: Document, reference: str) -> Found:
        """Return the part of a document that an anchor names."""
        identifiers = self.identifiers_of(document)
        pointer = identifiers.pointer("#" + name, identifiers.base_at(""))
        if pointer is not None:
            return self.at(document, pointer, reference)
        if name.partition("/")[0] in mapping(document.data):
            meant = reference.partition("#")[0] + "#/" + name
            raise unresolved(f"`#{name}` has no slash after `#`", lambda: meant)
        raise unresolved(f"no `$anchor` is called {quoted(name)}", lambda: nearest(name, identifiers.anchors_at("")))

    def other(self, file: str, document: Document) -> Document:
        """Return another document; raise Lost where it is out of bounds or not there."""
        path = path_beside(file, document.file)
        if path not in self.documents:
            found = fetched(self.fetch, path)
            if found is None:
                outside = getattr(self.fetch, "is_outside", None)
                if outside is not None and outside(path):
                    raise Lost("reference-blocked", f"{quoted(path)} stands outside the folder of the contracts")
                raise unresolved(f"there is no file {quoted(path)}")
            self.documents[path] = found
        return self.documents[path]

    def at(self, document: Document, pointer: str, reference: str) -> Found:
        """Return the part of a document that stands at `pointer`."""
        value: Any = document.data
        done: list[str] = []
        for step in steps_of(pointer):
            below = child(value, step)
            if below is MISSING:
                raise nothing_at(document.data, pointer, value, done, step, reference)
            value = below
            done.append(step)
        return Found(value, Origin(document, pointer), self.name_of(document, done))

    def name_of(self, document: Document, steps: list[str]) -> str | None:
        """Return the name of a target: bare where it stands among named schemas, with its file in another one."""
        outside = document.file != self.document.file
        if not steps:
            return stem(document.file, self.document.file) if outside else "#"
        if tuple(steps[:-1]) in NAMED:
            return f"{stem(document.file, self.document.file)}#{steps[-1]}" if outside else steps[-1]
        return self.identifiers_of(document).names.get(pointer_of(steps))

    def identifiers_of(self, document: Document) -> Identifiers:
        """Return the anchors and identifiers of a document, read once."""
        if document.file not in self.identifiers:
            self.identifiers[document.file] = identifiers_of(document, self.dialect_of(document))
        return self.identifiers[document.file]

    def dialect_of(self, document: Document) -> str:
        """Return the dialect of the schemas in a document: what it declares, else that of the first document."""
        if document is self.document:
            return self.dialect
        data = mapping(document.data)
        declared = text(data.get("openapi")) or text(data.get("swagger"))
        if declared:
            return {"3.0": "openapi-3.0", "2.0": "swagger-2.0"}.get(declared[:3], "2020-12")
        return draft_of(data["$schema"]) if isinstance(data.get("$schema"), str) else self.dialect


MISSING = object()


def child(value: Any, step: str) -> Any:
    """Return what stands below a value under one step of a pointer, MISSING where nothing does."""
    if type(value) is dict or isinstance(value, Mapping):  # the first is true nearly always, and much faster
        return value.get(step, MISSING)
    items = sequence(value)
    index = int(step) if step.isascii() and step.isdigit() and len(step) < 10 else len(items)
    return items[index] if index < len(items) else MISSING


def draft_of(declared: str) -> str:
    """Return the dialect that `$schema` names: `2020-12`, `2019-09`, `draft-07` and older."""
    found = re.search(r"json-schema\.org/(?:draft/)?(2019-09|2020-12|draft-0[3467])/", declared)
    return found.group(1) if found else "2020-12"


def is_dynamic(reference: str, origin: Origin) -> bool:
    """Return whether the schema at `origin` holds this reference as `$dynamicRef`."""
    value: Any = origin.document.data
    for step in steps_of(origin.pointer):
        value = child(value, step)
    return mapping(value).get("$dynamicRef") == reference


def path_beside(file: str, beside: str) -> str:
    """Return the path of a file named beside another one; raise Lost where it leaves the root.

    Another checkout may be named by a path that climbs: what stands beside it climbs no further.
    """
    file = unquote(file)
    if SCHEME.match(file) or file.startswith(("//", "\\\\")):
        raise Lost("reference-blocked", "it leads out of the repository; nothing is fetched over the network")
    if file.startswith(("/", "\\", "~")) or "\0" in file:
        raise Lost("reference-blocked", "it is an absolute path; only files inside the root are read")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(beside), file.replace("\\", "/")))
    if path in (".", "..") or climbs(path) > climbs(beside):
        raise Lost("reference-blocked", "it leaves the root; only files inside it are read")
    return path


def climbs(path: str) -> int:
    """Return how many folders a path climbs before it goes down."""
    steps = path.split("/")
    return next((count for count, step in enumerate(steps) if step != ".."), len(steps))


def fetched(fetch: Read, path: str) -> Document | None:
    """Return another document; raise Lost where it is blocked or cannot be read. No text of it is told."""
    from ..documents import DocumentError
    from ..sources import SourceError

    try:
        return fetch(path)
    except SourceError as error:
        raise Lost("reference-blocked", f"{quoted(path)} may not be read") from error
    except DocumentError as error:
        raise unresolved(f"{quoted(path)} cannot be parsed") from error


def stem(file: str, beside: str) -> str:
    """Return the name of a file as a schema: its path from the folder of `beside`, without its ending."""
    path = posixpath.relpath(file, posixpath.dirname(beside) or ".")
    return re.sub(r"(\.schema)?\.(json|ya?ml)$", "", path)


def unresolved(reason: str, guess: Callable[[], str] = str) -> Lost:
    """Return the error of a reference that leads nowhere."""
    return Lost("reference-unresolved", reason, guess)


def nothing_at(data: Any, pointer: str, value: Any, done: list[str], step: str, reference: str) -> Lost:
    """Return the error of a pointer that ends early, with the pointer that was most likely meant."""
    where = quoted(done[-1]) if done else "the document"
    return unresolved(f"{where} has no {quoted(step)}", partial(meant_by, data, pointer, value, tuple(done), reference))


def meant_by(data: Any, pointer: str, value: Any, done: tuple[str, ...], reference: str) -> str:
    """Return the reference that was most likely meant by one whose pointer leads no further than the steps `done`."""
    file, steps = reference.partition("#")[0], steps_of(pointer)
    close = nearest(steps[len(done)], mapping(value))
    meant = pointer_of([*done, close, *steps[len(done) + 1 :]]) if close else elsewhere(data, steps[-1])
    return f"{file}#{meant}" if meant else ""


def elsewhere(data: Any, name: str) -> str:
    """Return the pointer of a named part of that name in another place of the document."""
    components = mapping(mapping(data).get("components"))
    folders = [("components", str(key)) for key in components] + [("definitions",), ("$defs",)]
    for folder in folders:
        part = data
        for step in folder:
            part = mapping(part).get(step)
        if name in mapping(part):
            return pointer_of((*folder, name))
    return ""
