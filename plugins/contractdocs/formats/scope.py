"""What the readers of one document share: its references, its dialect, and the list of what they could not read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ..model.interface import Fragment, Node, Origin
from .plain import flag, mapping, quoted
from .references import Lost, Read, References

if TYPE_CHECKING:
    from ..documents import Document

Part = tuple[Mapping[str, Any], Origin]
SUNSET = ("x-sunset", "x-sunset-date", "sunset")


class Scope(Struct, frozen=True):
    """The reading of one document. `missed` grows while it is read."""

    document: Document
    references: References
    missed: list[str] = []

    def miss(self, origin: Origin, reason: str) -> None:
        """Note that a part is not compared, and why."""
        self.missed.append(f"{origin.document.file}#{origin.pointer}: {reason}")

    def part(self, value: Any, origin: Origin) -> Part | None:
        """Return the mapping that a value is or refers to, with its place; None, and noted, where it is neither.

        What was left out of the document on purpose is not noted.
        """
        if type(value) is dict and "$ref" not in value:
            return value, origin
        try:
            found, at = self.references.follow(value, origin)
        except Lost as lost:
            reference = mapping(value).get("$ref")
            if not (isinstance(reference, str) and origin.document.holds(reference)):
                self.miss(origin, f"the reference {quoted(reference)} is not followed: {lost.reason}")
            return None
        if isinstance(found, (dict, Mapping)):
            return found, at
        self.miss(at, "a mapping is expected")
        return None

    def node(self, schema: Any, origin: Origin) -> Node:
        """Return a schema as a node; an empty one, and noted, where it is none."""
        if type(schema) is dict or isinstance(schema, (Mapping, bool)):
            return (Fragment(schema, origin, self.references.dialect_of(origin.document)),)
        self.miss(origin, "a schema is expected")
        return ()


def scope_of(document: Document, dialect: str, fetch: Read) -> Scope:
    """Return the scope to read a document in."""
    return Scope(document, References(document, dialect, fetch))


def sunset_of(data: Mapping[str, Any]) -> str:
    """Return the date after which a part may go, as written; hardly any part has one."""
    if data.keys().isdisjoint(SUNSET):
        return ""
    return next((str(data[key]) for key in SUNSET if isinstance(data.get(key), (str, int)) and data[key]), "")


def deprecated(data: Mapping[str, Any]) -> bool:
    """Return whether a part is marked deprecated."""
    return flag(data.get("deprecated"))
