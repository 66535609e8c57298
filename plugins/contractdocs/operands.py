"""Reads what `diff` compares: a file, a release of a contract, or a file as it stood at a commit."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .catalog.discover import discover
from .catalog.history import contract_of
from .catalog.reader import Reader
from .documents import Document, DocumentError
from .formats import detect, guess
from .model.interface import Interface
from .settings import Settings, SettingsError
from .sources import Repository, Source, SourceError, WorkingTree

if TYPE_CHECKING:
    from .formats import Fetch


@dataclass(frozen=True, slots=True)
class Operand:
    """One side of a comparison."""

    contract: str
    version: str
    interface: Interface


def read_operand(text: str, root: Path, settings: Settings) -> Operand:
    """Return what `text` names; raise SettingsError where it names nothing, SourceError where it cannot be read."""
    path = Path(text)
    if path.is_file():
        folder = "" if str(path.parent) == "." else f"{path.parent}/"
        return read_document(WorkingTree(path.resolve().parent), path.name, folder, settings)
    name, at, version = text.rpartition("@")
    if at and "/" not in version and ":" not in text:
        return read_release(name, version, root, settings)
    ref, colon, inside = text.partition(":")
    if colon and inside:
        repository = Repository.open(root)
        if repository is None:
            raise SourceError("This is no git repository.", f"Compare files instead of `{text}`.")
        return read_document(repository.tree(ref), inside, f"{ref}:", settings)
    raise SettingsError(f"`{text}` is no file, no release (orders@1.0.0) and no file of a commit (main:orders.yaml).")


def read_document(source: Source, path: str, prefix: str, settings: Settings) -> Operand:
    """Return the operand that a file holds; `prefix` stands before its name where it is shown."""
    reader = Reader(source, settings.limits, path.rpartition("/")[0] or ".", prefix=prefix, apart=False)
    try:
        document = reader.document(path)
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
    near = difflib.get_close_matches(name, known, 1)
    return f"Did you mean `{near[0]}`?" if near else f"There is {', '.join(known[:12])}."


def unusable(message: str, suggestion: str, *, incomplete: bool) -> Exception:
    """Return the error for a document that cannot be read: a limit is no verdict, a broken text is a wrong operand."""
    return SourceError(message, suggestion) if incomplete else SettingsError(message, suggestion=suggestion)
