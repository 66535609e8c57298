"""Reads Markdown as a contract, for tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname
from textwrap import dedent

import pytest

from contractdocs.compare import compare
from contractdocs.documents import Document, parse
from contractdocs.formats.markdown import Markdown
from contractdocs.model.finding import Finding
from contractdocs.model.interface import Interface
from contractdocs.rules.judgement import judge, lint
from contractdocs.rules.registry import Reading

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"


@dataclass(frozen=True)
class Shelf:
    """The files beside a document."""

    files: dict[str, str] = field(default_factory=dict)

    def __call__(self, path: str) -> Document | None:
        return parse(path, self.files[path].encode()) if path in self.files else None

    def folder(self, path: str) -> tuple[str, ...]:
        return tuple(sorted(name for name in (*self.files, "contract.md") if dirname(name) == dirname(path)))


def read(text: str, file: str = "contract.md", **files: str) -> Interface:
    """Return what a document promises."""
    return Markdown().read(parse(file, dedent(text).encode()), Shelf(files))


def place(interface: Interface, pointer: str) -> tuple[int, int]:
    """Return where a part stands."""
    found = interface.origin.document.place(pointer, key=True)
    return found.line, found.column


def linted(interface: Interface) -> list[Finding]:
    """Return what the rules say of a document."""
    document = interface.origin.document
    return list(lint(Reading(document, document.data, interface), "contract", format_name="markdown"))


def changes(old: str, new: str) -> list[tuple[str, str, str]]:
    """Return the changes between two documents: rule, address, level."""
    compared = compare(read(old), read(new))
    return [(f.rule, f.address, f.level) for f in (judge(change, "contract") for change in compared.changes)]


def seed(number: str) -> str:
    """Return a document that people wrote, byte for byte; skip where it is not at hand."""
    found = sorted(SEEDS.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip("../shared is not here")
    return found[0].read_bytes().decode()
