"""Reads what `diff` compares: a file, a release of a contract, or a file as it stood at a commit."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from .documents import Document, DocumentError, Limits
from .documents.side_by_side import can_fork
from .formats import detect, guess
from .garbage import resting
from .pairs import Begun, Pair, are_large, read_pair
from .settings import Settings, SettingsError
from .sources import Source, SourceError, WorkingTree
from .sources.named import home_of, named
from .sources.working_tree import read_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .catalog.reader import Reader
    from .compare.interfaces import Compared
    from .formats import Fetch
    from .model.change import Change
    from .model.finding import Finding
    from .model.interface import Direction, Interface


DATA = (".json", ".yaml", ".yml")


class Operand(Struct, frozen=True):
    """One side of a comparison."""

    contract: str
    version: str
    interface: Interface


class File(Struct, frozen=True):
    """A file of a source, and the folder within which it may refer to others; `prefix` stands before its name where it
    is shown.
    """

    source: Source
    path: str
    prefix: str
    home: str = "."

    def reader(self, settings: Settings) -> Reader:
        """Return what reads it, and the files beside it."""
        from .catalog.reader import Reader

        return Reader(self.source, settings.limits, self.home, prefix=self.prefix, apart=False)


class Beside:
    """Reads the files beside a file; few documents refer to any, so that what reads them is loaded when it is asked."""

    def __init__(self, file: File, settings: Settings) -> None:
        self.file, self.settings = file, settings

    @cached_property
    def reader(self) -> Reader:
        """Return what reads them."""
        return self.file.reader(self.settings)

    def __call__(self, path: str) -> Document | None:
        """Return another document; see `Fetch`."""
        return self.reader(path)

    def __getattr__(self, name: str) -> Any:
        """Return what else the reader knows of files."""
        return getattr(self.reader, name)


class Ahead(Struct, frozen=True):
    """Two large files that were read before the rest of the command was loaded, and at which a companion looks."""

    names: Sequence[str]
    contents: Sequence[bytes]
    begun: Begun


class Judged(Struct, frozen=True):
    """What was found between two operands, and what was not compared."""

    old: Operand
    new: Operand
    findings: Sequence[Finding]
    not_compared: tuple[str, ...]


def begin(arguments: Sequence[str]) -> Ahead | None:
    """Begin to look at the two large files that a command line names; None where it does not name two.

    What is wrong with a file is said where the command reads it.
    """
    names = [text for text in arguments if text.lower().endswith(DATA) and os.path.isfile(text)]
    try:
        if len(names) != 2 or not are_large(map(os.path.getsize, names), Limits()):
            return None
        contents = [read_whole(name, name) for name in names]
    except (SourceError, OSError, MemoryError):
        return None
    return Ahead(names, contents, Begun(*contents)) if are_large(map(len, contents), Limits()) else None


def judge_operands(
    old: str,
    new: str,
    root: Path,
    settings: Settings,
    direction: Direction | None = None,
    perspective: str = "",
    ahead: Ahead | None = None,
) -> Judged:
    """Return what two texts name and what is found of what changed between them; raise as `read_operand` does.

    Of two large documents only what differs is read, with all that it uses and all that uses it, and compared on two
    cores where one is free; that may have begun `ahead`.
    """

    def judged(left: Operand, right: Operand) -> Judged:
        from .rules.judgement import judge_all

        found = compared(left, right, direction)
        versions = left.version, right.version
        findings = judge_all(found.changes, left.contract, perspective=perspective, versions=versions)
        return Judged(left, right, findings, found.not_compared)

    def judged_partly(files: Sequence[File], pair: Pair) -> Judged | None:
        left, right = (
            operand_of(document, document.file, Beside(file, settings))
            for document, file in zip((pair.old, pair.new), files)
        )
        if not (left.interface.operations and right.interface.operations):
            return None
        found = judged_aside(left, right, direction, perspective, pair) or judged(left, right)
        return found if pair.suffices(found.findings) else None

    with resting():
        files = large_files(old, new, root, settings)
        if ahead and not (files and ahead.names == [old, new]):  # other files than it seemed
            ahead.begun.end()
            ahead = None
        pair = read_partly(files, settings, ahead)
        found = pair.checked(lambda: judged_partly(files, pair)) if pair else None
        return found or judged(read_operand(old, root, settings), read_operand(new, root, settings))


def judged_aside(
    left: Operand, right: Operand, direction: Direction | None, perspective: str, pair: Pair
) -> Judged | None:
    """Return what is found between two operands that are compared on two cores; None where it takes one."""
    if not can_fork():
        return None
    from .compare.halves import Work, compare_by_halves
    from .rules.judgement import judge

    versions = left.version, right.version

    def judged(changes: Sequence[Change]) -> list[Finding]:
        return [judge(change, left.contract, perspective=perspective, versions=versions) for change in changes]

    work = Work(pair.sizes, pair.crossed)
    found = compare_by_halves(left.interface, right.interface, direction, judged, work)
    return Judged(left, right, *found) if found else None


def compared(old: Operand, new: Operand, direction: Direction | None) -> Compared:
    """Return what changed between two operands."""
    from .compare import compare

    return compare(old.interface, new.interface, direction)


def load() -> None:
    """Load what reads and compares large documents."""
    from .compare import halves  # noqa: F401
    from .formats import openapi  # noqa: F401
    from .rules import judgement  # noqa: F401


def load_proofs() -> None:
    """Load what proves breaks, and what reads the pages of rules."""
    import jsonschema_rs  # noqa: F401

    from .documents.yaml_fast import native
    from .rules.registry import pages

    native("")
    pages()


def read_operand(text: str, root: Path, settings: Settings) -> Operand:
    """Return what `text` names; raise SettingsError where it names nothing, SourceError where it cannot be read."""
    if (file := file_of(text, root, settings)) is not None:
        return read_document(file, settings)
    name, at, version = text.rpartition("@")
    if at and "/" not in version:
        return read_release(name, version, root, settings)
    raise SettingsError(f"`{text}` is no file, no release (orders@1.0.0) and no file of a commit (main:orders.yaml).")


def file_of(text: str, root: Path, settings: Settings) -> File | None:
    """Return the file that `text` names, here or in a commit; None where it names a release or nothing."""
    if Path(text).is_file():
        return File(*named(text, Path(), settings.contracts))
    _, at, version = text.rpartition("@")
    ref, colon, inside = text.partition(":")
    if (at and "/" not in version and not colon) or not (colon and inside):
        return None
    from .sources import Repository

    repository = Repository.open(root)
    if repository is None:
        raise SourceError("This is no git repository.", f"Compare files instead of `{text}`.")
    home = home_of(inside.rpartition("/")[0] or ".", settings.contracts)
    return File(repository.tree(ref), inside, f"{ref}:", home)


def large_files(old: str, new: str, root: Path, settings: Settings) -> Sequence[File]:
    """Return the two files that may be large enough not to be read whole; none where one of them is no file of data."""
    files = (file_of(text, root, settings) for text in (old, new))
    data = [file for file in files if file and file.path.lower().endswith(DATA)]
    return data if len(data) == 2 else ()


def read_partly(files: Sequence[File], settings: Settings, ahead: Ahead | None = None) -> Pair | None:
    """Return two large documents without what need not be compared; None where they are to be read whole."""
    if not files:
        return None
    contents = ahead.contents if ahead else [file.source.read(file.path) for file in files]
    old, new = ((file.prefix + file.path, content) for file, content in zip(files, contents))
    return read_pair(old, new, settings.limits, load, load_proofs, ahead.begun if ahead else None)


def read_document(file: File, settings: Settings) -> Operand:
    """Return the operand that a file holds."""
    reader = file.reader(settings)
    try:
        document = reader.document(file.path)
    except DocumentError as error:
        item = error.problems[0]
        raise unusable(f"{item.place}: {item.message}", item.suggestion, incomplete=error.incomplete) from error
    return operand_of(document, document.file, reader)


def operand_of(document: Document, shown: str, fetch: Fetch) -> Operand:
    """Return the operand that a document is."""
    found = detect(document)
    if found is None:
        raise SettingsError(f"{shown} is no contract of a known format.", suggestion=guess(document))
    interface = found.read(document, fetch)
    fact = interface.facts.get("id")
    contract = str(fact.value) if fact else interface.title
    return Operand(contract, interface.version, interface)


def read_release(contract_id: str, version: str, root: Path, settings: Settings) -> Operand:
    """Return a release of a contract by its id and version."""
    from .catalog.discover import discover
    from .catalog.history import contract_of
    from .catalog.reader import Reader
    from .sources import Repository

    tree = WorkingTree(root)
    reader = Reader(tree, settings.limits, settings.contracts)
    catalog = discover(tree, settings, reader)
    if contract_id not in catalog.groups:
        raise SettingsError(
            f"`{contract_id}` is no contract here.", suggestion=meant(contract_id, list(catalog.groups))
        )
    contract = contract_of(catalog.groups[contract_id], Repository.open(root), reader)
    for release in contract.releases:
        if release.version == version:
            return Operand(contract.id, release.version, release.interface)
    versions = [release.version for release in contract.releases]
    raise SettingsError(f"{contract_id} has no release {version}.", suggestion=meant(version, versions))


def meant(name: str, known: list[str]) -> str:
    """Return what was probably meant."""
    import difflib

    near = difflib.get_close_matches(name, known, 1)
    return f"Did you mean `{near[0]}`?" if near else f"There is {', '.join(known[:12])}."


def unusable(message: str, suggestion: str, *, incomplete: bool) -> Exception:
    """Return the error for a document that cannot be read: a limit is no verdict, a broken text is a wrong operand."""
    return SourceError(message, suggestion) if incomplete else SettingsError(message, suggestion=suggestion)
