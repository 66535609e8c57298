"""Which contract a command is about, and the one file of it that is edited; how a file is written back."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..catalog import layout
from ..catalog.contract_file import ContractFile
from ..catalog.discover import Catalog, Group, discover
from ..documents import Document
from ..model.finding import Finding
from ..settings import Settings, SettingsError
from ..sources import SourceError, WorkingTree, resolve_inside, write_whole
from .editing import EditError
from .keeping import KEEPING

WRITING = 0o222


class Refused(Exception):
    """What may not be done: says why, and what may be done instead."""

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message, mend)
        self.message, self.mend = message, mend


@dataclass(frozen=True, slots=True)
class Chosen:
    """A contract, and the newest file of the line that is meant."""

    group: Group
    file: ContractFile

    @property
    def id(self) -> str:
        """Return the id of the contract."""
        return self.group.id

    @property
    def form(self) -> str:
        """Return the name of the format."""
        return self.file.format.name

    @property
    def document(self) -> Document:
        """Return the document of the file."""
        return self.file.release.document


def choose(root: Path, settings: Settings, name: str) -> Chosen:
    """Return the contract that `orders`, or a line of it that `orders@1`, names.

    Raises SettingsError where there is none, Refused or SourceError where its file cannot be read.
    """
    catalog = discover(WorkingTree(root), settings)
    contract_id, _, line = name.partition("@")
    check_readable(catalog, settings, contract_id)
    if contract_id not in catalog.groups:
        raise SettingsError(f"`{contract_id}` is no contract here.", suggestion=meant(contract_id, catalog.groups))
    group = catalog.groups[contract_id]
    chosen = Chosen(group, line_of(group, line) if line else group.files[-1])
    if chosen.form not in KEEPING:
        message = f"`{contract_id}` is a contract of the format {chosen.form}, whose files are not edited."
        raise SettingsError(message, suggestion=f"Edit {chosen.file.path} by hand.")
    return chosen


def line_of(group: Group, name: str) -> ContractFile:
    """Return the newest file of a major line: `1`, `v1`, or the version that it has."""
    for line, files in group.lines.items():
        if name in (line, f"v{line}", files[-1].release.version):
            return files[-1]
    lines = {line: files[-1].release.version for line, files in group.lines.items()}
    near = difflib.get_close_matches(name, [*lines, *lines.values()], 1)
    there = ", ".join(f"`{group.id}@{line}`" for line in lines)
    hint = f"Did you mean `{group.id}@{near[0]}`?" if near else f"There is {there}."
    raise SettingsError(f"`{group.id}` has no line `{name}` that ends there.", suggestion=hint)


def meant(name: str, known: Iterable[str]) -> str:
    """Return what was probably meant."""
    names = list(known)
    near = difflib.get_close_matches(name, names, 1)
    if near:
        return f"Did you mean `{near[0]}`?"
    return f"There is {', '.join(names[:12])}." if names else "There is none. `contractdocs new ID` writes one."


def check_readable(catalog: Catalog, settings: Settings, contract_id: str) -> None:
    """Raise Refused or SourceError where a file that belongs to the contract by its path cannot be used."""
    group = catalog.groups.get(contract_id)
    for finding in (*catalog.incomplete, *catalog.findings):
        if not (finding.contract == contract_id or concerns(finding, settings, contract_id, group)):
            continue
        message = f"{finding.spot.place}: {finding.message}" if finding.spot else finding.message
        if finding in catalog.incomplete:
            raise SourceError(message, finding.suggestion)
        if finding.level == "error":
            raise Refused(message, finding.suggestion)


def concerns(finding: Finding, settings: Settings, contract_id: str, group: Group | None) -> bool:
    """Return whether a finding is about a file that belongs to a contract by its path."""
    path = finding.spot.place.file if finding.spot else ""
    if not layout.is_candidate(path):
        return False
    spot = layout.spot_of(path, settings.contracts)
    if group is None:
        return spot.name == contract_id
    return spot.layout != "history" and (spot.folder, spot.name) == (group.folder, group.files[-1].spot.name)


def check_valid(chosen: Chosen, edited: Document) -> None:
    """Raise Refused where an edit breaks the schema that the document declares."""
    before = {(finding.rule, finding.message) for finding in chosen.file.format.validate(chosen.document)}
    for finding in chosen.file.format.validate(edited):
        if finding.level == "error" and (finding.rule, finding.message) not in before:
            place = finding.spot.place if finding.spot else edited.file
            raise Refused(f"{place}: {finding.message}", finding.suggestion)


def by_hand(error: EditError) -> Refused:
    """Return the refusal to edit what is written in a way that is not understood."""
    return Refused(str(error), f"Write there by hand: {error.wanted}")


def written(root: Path, path: str, content: bytes) -> None:
    """Write a whole file; raise SourceError where it cannot be, or is marked as not to be written."""
    target = resolve_inside(root, path)
    try:
        if target.exists() and not target.stat().st_mode & WRITING:
            raise SourceError(f"`{path}` is read-only.", f"chmod u+w '{path}'")
        write_whole(target, content)
    except OSError as error:
        raise SourceError(f"`{path}` cannot be written: {error.strerror}.", f"ls -ld '{path}'") from None
