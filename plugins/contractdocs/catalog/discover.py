"""Finds the contracts of a source: reads every candidate, tells its format, groups files into contracts."""

from __future__ import annotations

import fnmatch
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..documents import DocumentError, Limits, parse
from ..formats import detect, guess
from ..model.contract import Release
from ..model.finding import Finding, Spot
from ..rules.judgement import raised
from ..sources import Source, SourceError
from . import layout
from .versions import line_of, order

if TYPE_CHECKING:
    from ..documents import Document
    from ..formats import Fetch, Format
    from ..settings import Settings


@dataclass(frozen=True, slots=True)
class ContractFile:
    """One contract file: what it was read as, and what its path says."""

    path: str
    spot: layout.Spot
    format: Format
    release: Release


@dataclass(frozen=True, slots=True)
class Group:
    """The files of one contract in one source, oldest version first."""

    id: str
    layout: str
    folder: str
    files: tuple[ContractFile, ...]

    @property
    def lines(self) -> Mapping[str, tuple[ContractFile, ...]]:
        """Return the files by major line, in order."""
        found: dict[str, list[ContractFile]] = {}
        for file in self.files:
            found.setdefault(file.release.line, []).append(file)
        return {line: tuple(files) for line, files in found.items()}


@dataclass(frozen=True, slots=True)
class Catalog:
    """All contracts of a source; `findings` holds what could not be read, `incomplete` what was not looked at."""

    groups: Mapping[str, Group]
    announcements: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    incomplete: tuple[Finding, ...] = ()
    candidates: int = 0


@dataclass(slots=True)
class Reader:
    """Reads documents of one source, each once; a blob that was read before is not parsed again.

    `prefix` is put before the names of files where they are shown, for sources that begin below the working folder.
    """

    source: Source
    limits: Limits
    root: str
    parsed: dict[tuple[str, bytes], Document] = field(default_factory=dict)
    fetched: set[str] = field(default_factory=set)
    prefix: str = ""
    listed: frozenset[str] | None = None

    def document(self, path: str) -> Document:
        """Return the document at a path; raise DocumentError or SourceError."""
        content = self.source.read(path)
        key = (path, content)
        if key not in self.parsed:
            self.parsed[key] = parse(self.prefix + path, content, self.limits)
        return self.parsed[key]

    def fetch(self, path: str) -> Document | None:
        """Return another document that a contract refers to, None where it is not there; raise as `document` does."""
        inside = path.removeprefix(self.prefix)
        if inside not in self.names():
            return None
        self.fetched.add(inside)
        return self.document(inside)

    __call__ = fetch

    def folder(self, path: str) -> tuple[str, ...]:
        """Return the files in the folder of a file, itself included, in order."""
        home = posixpath.dirname(path.removeprefix(self.prefix))
        return tuple(sorted(self.prefix + name for name in self.names() if posixpath.dirname(name) == home))

    def names(self) -> frozenset[str]:
        """Return the files that may be referred to, listed once."""
        if self.listed is None:
            self.listed = frozenset(self.source.files(self.root))
        return self.listed


def discover(source: Source, settings: Settings, reader: Reader | None = None) -> Catalog:
    """Return the contracts below the contracts' folder of a source."""
    root = settings.contracts
    reader = reader or Reader(source, settings.limits, root)
    paths = [path for path in source.files(root) if not any(fnmatch.fnmatch(path, glob) for glob in settings.ignore)]
    candidates = [path for path in paths if layout.is_candidate(path)]
    pieces = layout.main_files(candidates, root)
    files: list[ContractFile] = []
    findings: list[Finding] = []
    incomplete: list[Finding] = []
    unknown: list[tuple[str, Document]] = []
    for path in (path for path in candidates if path not in pieces):
        try:
            document = reader.document(path)
        except DocumentError as error:
            (incomplete if error.incomplete else findings).extend(syntax_findings(error))
            continue
        except SourceError as error:
            incomplete.append(unreadable(path, error))
            continue
        found = detect(document)
        if found is not None:
            files.append(read_file(path, document, found, root, reader))
        elif not isinstance(document.data, str):
            unknown.append((path, document))  # a text of no format is prose beside the contracts
    parts = referred(files, dict(unknown)) | reader.fetched
    findings.extend(unknown_format(p, document) for p, document in unknown if p not in parts)
    groups, more = group(files)
    announcements = tuple(path for path in paths if layout.is_announcement(path))
    return Catalog(groups, announcements, (*findings, *more), tuple(incomplete), len(candidates))


def referred(files: list[ContractFile], unknown: dict[str, Document]) -> set[str]:
    """Return the files that contracts refer to, directly or through other files: those are parts, no contracts."""
    found: set[str] = set()
    pending = [(file.path, file.release.document.data) for file in files]
    while pending:
        path, data = pending.pop()
        for reference in references_in(data):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), reference.partition("#")[0]))
            if reference[:1] != "#" and target in unknown and target not in found:
                found.add(target)
                pending.append((target, unknown[target].data))
    return found


def references_in(data: object) -> Iterator[str]:
    """Yield every `$ref` in a document, as written."""
    stack = [data]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                yield value["$ref"]
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)


def read_file(path: str, document: Document, found: Format, root: str, fetch: Fetch) -> ContractFile:
    """Return a contract file, read."""
    spot = layout.spot_of(path, root)
    interface = found.read(document, fetch)
    version = interface.version or spot.version or (f"{spot.line}.0.0" if spot.line else "")
    line = spot.line or line_of(version)
    release = Release(version, line, document, interface, interface.released, source=path)
    return ContractFile(path, spot, found, release)


def group(files: list[ContractFile]) -> tuple[dict[str, Group], list[Finding]]:
    """Group files into contracts: those of one folder and name are one contract."""
    by_home: dict[tuple[str, str], list[ContractFile]] = {}
    for file in files:
        key = (file.spot.folder, file.spot.name if file.spot.layout != "history" else file.path)
        by_home.setdefault(key, []).append(file)
    groups: dict[str, Group] = {}
    findings: list[Finding] = []
    for members in split_names(by_home):
        members.sort(key=lambda file: (line_order(file), order(file.release.version), file.path))
        contract_id = id_of(members)
        if not layout.is_safe_id(contract_id):
            findings.append(unsafe_id(contract_id, members[-1]))
            contract_id = layout.slug(contract_id)
        if contract_id in groups:
            findings.append(two_of_one_id(contract_id, groups[contract_id], members))
            continue
        groups[contract_id] = Group(contract_id, members[-1].spot.layout, members[-1].spot.folder, tuple(members))
        findings.extend(versions_twice(contract_id, members))
    return dict(sorted(groups.items())), findings


def line_order(file: ContractFile) -> tuple[object, ...]:
    """Return a key that orders major lines."""
    return order(file.release.line) if file.spot.line else ()


def split_names(by_home: dict[tuple[str, str], list[ContractFile]]) -> list[list[ContractFile]]:
    """Return the members of each contract; a major folder that holds several files holds several contracts."""
    found = []
    for members in by_home.values():
        if members[0].spot.layout != "folders":
            found.append(members)
            continue
        by_stem: dict[str, list[ContractFile]] = {}
        for file in members:
            by_stem.setdefault(file.path.rpartition("/")[2], []).append(file)
        crowded = max(len([f for f in members if f.spot.line == m.spot.line]) for m in members) > 1
        found.extend(by_stem.values() if crowded else [members])
    return found


def id_of(members: list[ContractFile]) -> str:
    """Return the id of a contract: what its newest document declares, else what its path says."""
    newest = members[-1]
    declared = newest.release.interface.facts.get("id")
    if declared is not None and isinstance(declared.value, str) and declared.value:
        return declared.value
    return newest.spot.name


def versions_twice(contract_id: str, members: list[ContractFile]) -> list[Finding]:
    """Return a finding for every version that two files claim, and for a version that its file name denies."""
    findings: list[Finding] = []
    seen: dict[tuple[str, str], str] = {}
    for file in members:
        version = file.release.version
        if file.spot.layout == "history" or not version:
            continue
        key = (file.release.line, version)
        if key in seen:
            findings.append(
                raised("version-duplicated", at_version(file), id=contract_id, version=version, other=seen[key])
            )
        seen[key] = file.path
        if file.spot.version and file.spot.version != version:
            findings.append(raised("version-mismatch", at_version(file), named=file.spot.version, version=version))
    return findings


def at_version(file: ContractFile) -> Spot:
    """Return the place where a file states its version, else its beginning."""
    fact = file.release.interface.facts.get("version")
    return at_pointer(file, fact.origin.pointer if fact else "")


def at_id(file: ContractFile) -> Spot:
    """Return the place where a file states its id, else its beginning."""
    fact = file.release.interface.facts.get("id")
    return at_pointer(file, fact.origin.pointer if fact else "")


def at_pointer(file: ContractFile, pointer: str) -> Spot:
    """Return the place of a pointer into a file."""
    return Spot(file.release.document.place(pointer), pointer)


def two_of_one_id(contract_id: str, first: Group, members: list[ContractFile]) -> Finding:
    """Return the finding that two contracts have one id."""
    return raised(
        "contract-id-duplicated", at_id(members[-1]), contract=contract_id, id=contract_id, other=first.files[-1].path
    )


def unsafe_id(contract_id: str, file: ContractFile) -> Finding:
    """Return the finding that an id cannot name a page."""
    shown = contract_id[:40] + ("…" if len(contract_id) > 40 else "")
    return raised("id-invalid", at_id(file), id=shown, wanted=layout.slug(contract_id))


def syntax_findings(error: DocumentError) -> list[Finding]:
    """Return what is wrong with a text that could not be read."""
    return [
        Finding(item.rule, "error", "", item.message, new=Spot(item.place), suggestion=item.suggestion)
        for item in error.problems
    ]


def unreadable(path: str, error: SourceError) -> Finding:
    """Return the finding that a file could not be read at all."""
    from ..documents import Place

    return raised("file-unreadable", Spot(Place(path, 1, 1)), problem=error.message, hint=error.mend)


def unknown_format(path: str, document: Document) -> Finding:
    """Return the finding that a file is no contract that is known here."""
    found = raised("format-unknown", Spot(document.place("")), file=path)
    return replace(found, suggestion=guess(document) or found.suggestion)
