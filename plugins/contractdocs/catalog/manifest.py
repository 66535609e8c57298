"""A manifest: a file that says which versions of which contracts are published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..documents import Document, DocumentError, parse
from ..sources import Source, SourceError

Manifest = Mapping[str, tuple[str, ...]]
"""By contract id the versions that are published, at least the newest."""


def read_manifest(source: Source, path: str) -> Manifest:
    """Return what a manifest says is published; raise SourceError where it is not there or says something else."""
    try:
        document = parse(path, source.read(path))
    except DocumentError as error:
        problem = error.problems[0]
        raise SourceError(f"{problem.place}: {problem.message}", problem.suggestion) from None
    stated = {} if document.data is None else document.data
    if not isinstance(stated, dict):
        raise wrong(document, "")
    return {str(key): versions(document, f"/{escaped(str(key))}", value) for key, value in stated.items()}


def versions(document: Document, pointer: str, value: Any) -> tuple[str, ...]:
    """Return the versions that are listed for a contract, as they are written: 2.10 is not 2.1."""
    items = [(f"{pointer}/{index}", item) for index, item in enumerate(value)] if isinstance(value, list) else []
    listed = items or [(pointer, value)]
    if any(item is None or isinstance(item, (dict, list, bool)) for _, item in listed):
        raise wrong(document, pointer)
    return tuple(item if isinstance(item, str) else document.source_text(at) or str(item) for at, item in listed)


def escaped(key: str) -> str:
    """Return a key as a step of a pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def wrong(document: Document, pointer: str) -> SourceError:
    """Return the error of a manifest that is none."""
    place = document.place(pointer)
    return SourceError(
        f"{place}: A manifest says for each contract which version is published.", "Write `orders: 1.4.0`."
    )
