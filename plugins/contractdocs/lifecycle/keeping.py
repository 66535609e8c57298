"""Where each format keeps what the life of a contract needs: its status, its last day, its date and its notes.

A removal date of a data contract is the service level `endOfLife`: the word that the standard has for the day after
which the data is gone, and one that the gate compares, so that an earlier day is a break. Notes and reasons have no
place of their own in the standard; they are custom properties.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..documents import Document, Limits
from ..documents.pointers import split
from .editing import at, with_item, with_key, with_scalar


@dataclass(frozen=True, slots=True)
class Kept:
    """A key of the mapping at `holder`; with a `name`, the item of that name in the list under the key.

    `others` are further names by which the same thing is known.
    """

    holder: str
    key: str
    name: str = ""
    others: tuple[str, ...] = ()


KEEPING: Mapping[str, Mapping[str, Kept]] = {
    "odcs": {
        "status": Kept("", "status"),
        "released": Kept("", "contractCreatedTs"),
        "sunset": Kept("", "slaProperties", "endOfLife", ("el",)),
        "notes": Kept("", "customProperties", "changeNotes"),
        "reason": Kept("", "customProperties", "statusReason"),
    },
    "openapi": {
        "status": Kept("/info", "x-status"),
        "released": Kept("/info", "x-released"),
        "sunset": Kept("/info", "x-sunset", others=("sunset",)),
        "notes": Kept("/info", "x-change-notes"),
        "reason": Kept("/info", "x-status-reason"),
    },
    "asyncapi": {
        "status": Kept("/info", "x-status"),
        "released": Kept("/info", "x-released"),
        "sunset": Kept("/info", "x-sunset", others=("sunset",)),
        "notes": Kept("/info", "x-change-notes"),
        "reason": Kept("/info", "x-status-reason"),
    },
    "json-schema": {
        "status": Kept("", "x-status"),
        "released": Kept("", "x-released"),
        "sunset": Kept("", "x-sunset", others=("sunset",)),
        "notes": Kept("", "x-change-notes"),
        "reason": Kept("", "x-status-reason"),
    },
    "markdown": {
        "status": Kept("/info", "x-status"),
        "released": Kept("/info", "x-released"),
        "sunset": Kept("/info", "x-sunset"),
        "notes": Kept("/info", "x-change-notes"),
        "reason": Kept("/info", "x-status-reason"),
    },
    "go": {
        "status": Kept("", "x-status"),
        "released": Kept("", "x-released"),
        "sunset": Kept("", "x-sunset"),
        "notes": Kept("", "x-change-notes"),
        "reason": Kept("", "x-status-reason"),
    },
    "typescript": {
        "status": Kept("", "x-status"),
        "released": Kept("", "x-released"),
        "sunset": Kept("", "x-sunset"),
        "notes": Kept("", "x-change-notes"),
        "reason": Kept("", "x-status-reason"),
    },
}
BEFORE: Mapping[str, tuple[str, ...]] = {
    "odcs": ("status", "version", "name", "id", "uuid", "kind", "apiVersion"),
    "openapi": ("x-status", "x-released", "version", "title"),
    "asyncapi": ("x-status", "x-released", "version", "title"),
    "markdown": ("x-status", "x-released", "version", "x-owner", "x-id"),
    "go": ("x-status", "x-released", "x-version", "x-id", "title"),
    "typescript": ("x-status", "x-released", "x-version", "x-id", "title"),
    "json-schema": ("x-status", "x-released", "x-version", "version", "$id", "title", "$schema"),
}
"""The keys behind which a new one is written, the best first."""


def stated(document: Document, form: str, what: str) -> tuple[str, str]:
    """Return what a document of the format `form` says, and its pointer; two empty texts where it says nothing."""
    for pointer in pointers(document.data, KEEPING[form][what]):
        if at(document.data, split(pointer)) is not None and (found := document.source_text(pointer)):
            return found, pointer
    return "", ""


def pointers(data: Any, kept: Kept) -> Iterator[str]:
    """Yield where a thing may stand. An extension may also stand at the top of the document."""
    if kept.name:
        yield from items(data, kept)
    else:
        yield from (
            f"{holder}/{key}" for holder in dict.fromkeys((kept.holder, "")) for key in (kept.key, *kept.others)
        )


def items(data: Any, kept: Kept) -> Iterator[str]:
    """Yield the values of the items that have the name; those that speak of a single element do not count."""
    names = {name.lower() for name in (kept.name, *kept.others)}
    listed = at(data, [kept.key])
    for index, item in enumerate(listed if isinstance(listed, list) else ()):
        named = isinstance(item, dict) and str(item.get("property")).lower() in names
        if named and not item.get("element") and not item.get("column"):
            yield f"/{kept.key}/{index}/value"


def keep(document: Document, form: str, what: str, value: str, limits: Limits) -> Document:
    """Return the document with something said in the place that its format has for it.

    Raises EditError where the document is written in a way that cannot be edited in place.
    """
    old, pointer = stated(document, form, what)
    if old == value:
        return document
    if pointer:
        return with_scalar(document, pointer, value, limits)
    kept = KEEPING[form][what]
    if not kept.name:
        return with_key(document, kept.holder, kept.key, value, BEFORE[form], limits)
    item = {"property": kept.name, "value": value}
    if at(document.data, [kept.key]) is None:
        return with_key(document, kept.holder, kept.key, [item], (), limits)
    return with_item(document, f"/{kept.key}", item, limits)
