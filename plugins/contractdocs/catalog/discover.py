"""Finds the contracts of a source: reads every candidate, tells its format, groups files into contracts."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..documents import DocumentError
from ..formats import guess, is_like_a_contract
from ..model.finding import Finding, Spot
from ..rules.judgement import raised
from ..sources import Source, SourceError
from . import layout
from .contract_file import ContractFile
from .named import target_of
from .reader import Reader
from .versions import order

if TYPE_CHECKING:
    from ..documents import Document
    from ..settings import Settings

Among = Callable[[str], bool]


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


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a source by what their paths say: those that may be contracts, parts of code, announcements."""

    candidates: tuple[str, ...]
    code: frozenset[str]
    announcements: tuple[str, ...]


def listing_of(source: Source, settings: Settings) -> Listing:
    """Return the files below the contracts' folder of a source, without those that the settings ignore."""
    root = settings.contracts
    paths = [path for path in source.files(root) if not any(fnmatch.fnmatch(path, glob) for glob in settings.ignore)]
    candidates = tuple(path for path in paths if layout.is_candidate(path))
    code = frozenset(layout.main_files(candidates, root))
    return Listing(candidates, code, tuple(path for path in paths if layout.is_announcement(path)))


def discover(
    source: Source,
    settings: Settings,
    reader: Reader | None = None,
    among: Among | None = None,
    listing: Listing | None = None,
) -> Catalog:
    """Return the contracts below the contracts' folder of a source; `among` leaves out files that are not asked for.

    Who asks again and again hands over the `listing`: it takes as long as there are files.
    """
    root = settings.contracts
    reader = reader or Reader(source, settings.limits, root)
    listed = listing or listing_of(source, settings)
    candidates = [path for path in listed.candidates if among is None or among(path)]
    pieces = listed.code.union(only_prose(candidates, reader))
    files: list[ContractFile] = []
    findings: list[Finding] = []
    incomplete: list[Finding] = []
    unknown: dict[str, ContractFile] = {}
    for path in (path for path in candidates if path not in pieces):
        try:
            file = reader.file(path, root)
        except DocumentError as error:
            (incomplete if error.incomplete else findings).extend(syntax_findings(error))
        except SourceError as error:
            incomplete.append(unreadable(path, error))
        else:
            if file.header.kind:
                files.append(file)
            elif not layout.is_text(path):
                unknown[path] = file  # a text of no format is prose beside the contracts
    parts = referred(files, unknown) | reader.fetched
    strange = (unknown_format(p, reader.document(p), root) for p in unknown if p not in parts)
    findings.extend(strange)
    groups, more = group(files)
    return Catalog(groups, listed.announcements, (*findings, *more), tuple(incomplete), len(candidates))


def only_prose(candidates: list[str], reader: Reader) -> set[str]:
    """Return the Markdown files beside contracts that do not ask to be contracts themselves."""
    prose, found = layout.prose(candidates), set()
    others = {layout.stem_of(path) for path in candidates if path not in prose} | layout.ABOUT
    for path in prose:
        try:
            document = reader.document(path)
            of_its_own = reader.stands_apart(path) and layout.stem_of(path) not in others and promises(document)
            if not of_its_own and not asks(document):
                found.add(path)
        except (DocumentError, SourceError):
            found.add(path)
    return found


def asks(document: Document) -> bool:
    """Return whether a text asks to be read as a contract."""
    from ..formats.markdown import opts_in

    return opts_in(document)


def promises(document: Document) -> bool:
    """Return whether a text states a version of its own and specifies operations or messages."""
    from ..formats.markdown import read_text

    if not isinstance(document.data, str):
        return False
    found = read_text(document)
    return bool(found.stated.versions) and any(found.data.get(key) for key in ("paths", "messages", "services"))


def referred(files: list[ContractFile], unknown: Mapping[str, ContractFile]) -> set[str]:
    """Return the files that contracts refer to, directly or through other files: those are parts, no contracts."""
    found: set[str] = set()
    pending = list(files)
    while pending:
        file = pending.pop()
        for target in (target_of(file.path, reference) for reference in file.header.references):
            if target in unknown and target not in found:
                found.add(target)
                pending.append(unknown[target])
    return found


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
    return members[-1].header.id or members[-1].spot.name


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


def unknown_format(path: str, document: Document, root: str = "") -> Finding:
    """Return the finding that a file is no contract that is known here.

    Where contracts stand among all other files, one that shows no sign of a contract is only noted.
    """
    found = raised("format-unknown", Spot(document.place("")), file=path)
    if root == "." and not is_like_a_contract(document.data):
        return replace(found, level="note", suggestion="Leave it, or list it under `ignore` in contractdocs.yml.")
    return replace(found, suggestion=guess(document) or found.suggestion)
