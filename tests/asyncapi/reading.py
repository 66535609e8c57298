"""Documents read, compared and linted as one line each."""

from __future__ import annotations

from textwrap import dedent

from contractdocs.compare import compare
from contractdocs.documents import Document, parse
from contractdocs.formats import detect
from contractdocs.model.interface import Interface
from contractdocs.rules.judgement import judge, lint
from contractdocs.rules.registry import Reading


def parsed(text: str, file: str = "events.yaml") -> Document:
    """Return the document of an indented text."""
    return parse(file, dedent(text).encode())


def read(text: str, files: dict[str, str] | None = None) -> Interface:
    """Return the interface of a text; `files` holds other files by their paths."""
    others = {path: parsed(other, path) for path, other in (files or {}).items()}
    return read_document(parsed(text), others)


def read_document(document: Document, others: dict[str, Document] | None = None) -> Interface:
    """Return the interface of a document, which must be AsyncAPI."""
    found = detect(document)
    assert found is not None
    assert found.name == "asyncapi"
    return found.read(document, (others or {}).get)  # type: ignore[arg-type]


def faults(document: Document) -> list[str]:
    """Return what is wrong with a document: `rule line:column message`."""
    found = detect(document)
    assert found is not None
    findings = list(found.validate(document))
    reading = Reading(document, document.data, read_document(document))
    findings += lint(reading, "events", format_name=found.name)
    return [f"{f.rule} {f.new.place.line}:{f.new.place.column} {f.message}" for f in findings if f.new]


def changes(old: Interface, new: Interface) -> list[str]:
    """Return what changed: `level rule address`."""
    findings = [judge(change, "events") for change in compare(old, new).changes]
    return [f"{finding.level} {finding.rule} {finding.address}" for finding in findings]
