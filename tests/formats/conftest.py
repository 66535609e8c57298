"""Documents made from text, and files that references reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from posixpath import dirname
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from contractdocs.documents import Document, parse
from contractdocs.formats import detect

if TYPE_CHECKING:
    from contractdocs.formats import Fetch
    from contractdocs.model.finding import Finding
    from contractdocs.model.interface import Interface

Parse = Callable[..., Document]
Read = Callable[..., "Interface"]
Validate = Callable[[str], list[str]]


def parsed(text: str, file: str = "orders.yaml") -> Document:
    """Return a document of indented text."""
    return parse(file, dedent(text).encode())


@dataclass(frozen=True)
class Shelf:
    """Documents by path, to fetch from."""

    documents: dict[str, Document]

    def __call__(self, path: str) -> Document | None:
        return self.documents.get(path)

    def folder(self, path: str) -> tuple[str, ...]:
        return tuple(sorted(name for name in self.documents if dirname(name) == dirname(path)))


def shelf(files: dict[str, str]) -> Fetch:
    """Return a fetch over files given as text; each is parsed once."""
    return Shelf({path: parsed(text, path) for path, text in files.items()})


def told(finding: Finding) -> str:
    """Return place, message and suggestion of a finding on one line."""
    assert finding.new is not None
    place = finding.new.place
    return f"{place.line}:{place.column} {finding.message}" + (f" | {finding.suggestion}" if finding.suggestion else "")


@pytest.fixture
def document() -> Parse:
    """Return a function that parses text, as `orders.yaml` unless another name is given."""
    return parsed


@pytest.fixture
def read() -> Read:
    """Return a function that reads text as an interface; `files` holds other files by their paths."""

    def reading(text: str, file: str = "orders.yaml", files: dict[str, str] | None = None) -> Interface:
        whole = parsed(text, file)
        found = detect(whole)
        assert found is not None
        return found.read(whole, shelf(files or {}))

    return reading


@pytest.fixture
def faults() -> Validate:
    """Return a function that validates text: `line:column message | suggestion` of each finding."""

    def validated(text: str) -> list[str]:
        whole = parsed(text)
        found = detect(whole)
        assert found is not None
        return [told(finding) for finding in found.validate(whole)]

    return validated
