"""What is it? The registry of formats: each detects, validates and reads its documents."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..documents import Document
    from ..model.finding import Finding
    from ..model.interface import Interface

__all__ = ["Fetch", "Format", "FormatError", "detect", "formats", "guess", "named"]

GROUP = "contractdocs.formats"
OWN = {
    "openapi": ("openapi", "OpenApi"),
    "asyncapi": ("asyncapi", "AsyncApi"),
    "odcs": ("odcs", "Odcs"),
    "json-schema": ("json_schema", "JsonSchema"),
    "typescript": ("typescript", "TypeScript"),
    "go": ("go", "Go"),
    "markdown": ("markdown", "Markdown"),
}


class Fetch(Protocol):
    """Other files of the source that a contract is read from."""

    def __call__(self, path: str) -> Document | None:
        """Return another document, None where it is not there; raise DocumentError or SourceError."""
        ...

    def folder(self, path: str) -> tuple[str, ...]:
        """Return the files in the folder of a file, itself included, in order."""
        ...


class Format(Protocol):
    """A kind of contract file."""

    @property
    def name(self) -> str:
        """Return the name that settings, rules and output use."""
        ...

    def detect(self, document: Document) -> bool:
        """Return whether the content of a document is of this format."""
        ...

    def validate(self, document: Document) -> tuple[Finding, ...]:
        """Return what breaks the schema of the version that the document declares."""
        ...

    def read(self, document: Document, fetch: Fetch) -> Interface:
        """Return what the document promises; parts that cannot be read are named in `not_compared`."""
        ...


class FormatError(Exception):
    """A format of another package that cannot be loaded: names the package and the reason."""


@cache
def own(name: str) -> Format:
    """Return a format of this package, its module loaded when it is first asked for."""
    module, title = OWN[name]
    found: Format = getattr(import_module(f"{__name__}.{module}"), title)()
    return found


@cache
def others() -> tuple[Format, ...]:
    """Return the formats that installed packages add; raise FormatError where one cannot be loaded."""
    from importlib.metadata import entry_points

    added = []
    for entry in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            added.append(entry.load()())
        except Exception as error:
            source = f" of the package `{entry.dist.name}`" if entry.dist else ""
            raise FormatError(f"the format `{entry.name}`{source} cannot be loaded: {error}") from error
    return tuple(added)


def formats() -> tuple[Format, ...]:
    """Return every format: those of this package, then those that other packages add."""
    return tuple(each())


def each() -> Iterator[Format]:
    """Yield every format, loaded only when it is reached."""
    yield from map(own, OWN)
    yield from others()


def named(name: str) -> Format:
    """Return the format of a name; raise LookupError where there is none."""
    found = own(name) if name in OWN else next((known for known in others() if known.name == name), None)
    if found is None:
        raise LookupError(f"{name!r} is no format that is installed")
    return found


def detect(document: Document) -> Format | None:
    """Return the format of a document by its content, None where it has none that is known."""
    return next((known for known in each() if known.detect(document)), None)


def is_like_a_contract(data: object) -> bool:
    """Return whether data shows any sign that it was meant as a contract."""
    from .guessing import is_like_a_contract as shows_signs

    return shows_signs(data)


def guess(document: Document) -> str:
    """Return what a document of no known format looks nearest to, and what it lacks."""
    from .guessing import guess_of

    return guess_of(document.data)
