"""Checks files on their own: validity against what they declare, and the lint rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from .catalog import layout
from .catalog.discover import only_prose, syntax_findings, unknown_format, unreadable
from .catalog.reader import Reader
from .documents import Document, DocumentError, parse
from .formats import detect
from .garbage import resting
from .model.finding import Finding
from .model.report import Status
from .own_rules import load_own, with_levels
from .rules.judgement import lint, raised
from .rules.levels import overridden
from .rules.own import OwnRule, lint_own
from .rules.registry import Reading
from .settings import Settings, SettingsError
from .sources import SourceError, WorkingTree
from .sources.named import named


@dataclass(frozen=True, slots=True)
class Linted:
    """What was found in how many files."""

    status: Status
    files: int
    findings: tuple[Finding, ...]
    understood: tuple[str, ...] = ()


def lint_paths(paths: tuple[str, ...], root: Path, settings: Settings, stdin: BinaryIO) -> Linted:
    """Return what is wrong with the files named, or with every contract file where none is."""
    own = load_own(WorkingTree(root), settings)
    settings = with_levels(settings, own)
    found: list[Finding] = []
    understood: list[str] = []
    incomplete = False
    files = 0
    readers: dict[str, Reader] = {}
    wanted = tuple(path for path in paths if not is_ignored(path, settings))
    for path in wanted if paths else default_paths(root, settings):
        files += 1
        try:
            with resting():
                document, reader = read(path, root, settings, stdin, readers)
                if path != "-" and is_part(path, document, root, settings):
                    continue
                found.extend(lint_document(document, reader, settings, own.rules, alone=bool(paths)))
                understood.extend(understood_in(document, reader))
        except DocumentError as error:
            incomplete = incomplete or error.incomplete
            found.extend(syntax_findings(error))
        except SourceError as error:
            incomplete = True
            found.append(unreadable(path, error))
    if not files and not paths and not settings.allow_empty:
        incomplete = True
        found.append(raised("contracts-missing", folder=settings.contracts))
    failed = any(finding.level == "error" for finding in found)
    status: Status = "incomplete" if incomplete else "fail" if failed else "pass"
    return Linted(status, files, tuple(found), tuple(understood))


def is_ignored(path: str, settings: Settings) -> bool:
    """Return whether the settings say that a file is no contract, so that a hook may name every file that changed."""
    return any(fnmatch(path, pattern) for pattern in settings.ignore)


def is_part(path: str, document: Document, root: Path, settings: Settings) -> bool:
    """Return whether a file of no format is one that a contract names: it is checked as a part of that contract."""
    if isinstance(document.data, str) or detect(document) is not None:
        return False
    tree, name = WorkingTree(root), path.rpartition("/")[2].encode("utf-8", "surrogateescape")
    others = (other for other in tree.files(settings.contracts) if layout.is_candidate(other) and other != path)
    return any(name in content_of(tree, other) for other in others)


def content_of(tree: WorkingTree, path: str) -> bytes:
    """Return the bytes of a file, none where it cannot be read."""
    try:
        return tree.read(path)
    except SourceError:
        return b""


def understood_in(document: Document, reader: Reader) -> list[str]:
    """Return what was understood of a text, and what was not, where and why; nothing for a file of data."""
    found = detect(document) if isinstance(document.data, str) else None
    if found is None:
        return []
    interface = found.read(document, reader)
    left = [f"{item.origin.document.place(item.origin.pointer)}: not read: {item}" for item in interface.not_read]
    return [f"{document.file}: {interface.understood}", *left]


def default_paths(root: Path, settings: Settings) -> tuple[str, ...]:
    """Return the contract files below the contracts' folder."""
    paths = [path for path in WorkingTree(root).files(settings.contracts) if layout.is_candidate(path)]
    reader = Reader(WorkingTree(root), settings.limits, settings.contracts)
    parts = {*layout.main_files(paths, settings.contracts), *only_prose(paths, reader)}
    return tuple(path for path in paths if path not in parts)


def read(
    path: str, root: Path, settings: Settings, stdin: BinaryIO, readers: dict[str, Reader]
) -> tuple[Document, Reader]:
    """Return a document and what reads the files beside it; those of one folder are listed once for all `readers`."""
    if path == "-":
        return parse("<stdin>", stdin.read(), settings.limits), Reader(
            WorkingTree(root), settings.limits, settings.contracts
        )
    file = root / path
    if not file.exists():
        raise SettingsError(f"`{path}` does not exist.")
    if file.is_dir():
        raise SettingsError(f"`{path}` is a folder.", suggestion="Name files, or nothing for all contracts.")
    found = named(path, root, settings.contracts)
    apart = found.prefix.rstrip("/") == settings.contracts.strip("/")
    new = Reader(found.source, settings.limits, ".", prefix=found.prefix, apart=apart)
    reader = readers.setdefault(found.prefix, new)
    reader.parsed.clear()
    return reader.document(found.path), reader


def lint_document(
    document: Document, reader: Reader, settings: Settings, own: Sequence[OwnRule] = (), *, alone: bool = False
) -> list[Finding]:
    """Return what is wrong with one document, with all that belongs to it, or in that file `alone`."""
    found = detect(document)
    if found is None:
        is_prose = isinstance(document.data, str) and not alone  # a text of no format is prose beside the contracts
        return [] if is_prose else [unknown_format(document.file, document)]
    interface = found.read(document, reader) if isinstance(document.data, str) else None
    document = interface.origin.document if interface else document
    findings = list(found.validate(document))
    if not any(finding.level == "error" for finding in findings):
        interface = interface or found.read(document, reader)
        reading = Reading(document, document.data, interface)
        findings.extend(lint(reading, "", format_name=found.name))
        findings.extend(f for item in own for f in lint_own(item, reading, "", found.name))
    kept = [overridden(finding, settings) for finding in findings]
    mine = (f for f in kept if f is not None and (not alone or file_of(f) in ("", document.file)))
    return sorted((replace(f) for f in mine), key=line_of)


def file_of(finding: Finding) -> str:
    """Return the file that a finding is in, empty where it is in none."""
    return finding.spot.place.file if finding.spot else ""


def line_of(finding: Finding) -> tuple[str, int, int, str]:
    """Return where a finding stands, for sorting."""
    place = finding.spot.place if finding.spot else None
    return (place.file, place.line, place.column, finding.rule) if place else ("", 0, 0, finding.rule)
