"""Compares listed values, and those that readers must not take for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .wording import listed, show

if TYPE_CHECKING:
    from .comparison import Comparison


def compare_enums(self: Comparison) -> None:
    """Compare enumerations by their values; numbers by value."""
    compare_extensible(self)
    old, new = self.old.enum, self.new.enum
    if old is None and new is None:
        return
    if old is None or new is None:
        compare_enum_itself(self)
        return
    gone, come = [old[key] for key in old if key not in new], [new[key] for key in new if key not in old]
    null = [value for value in (*gone, *come) if value is None]
    if gone and come and len(gone) == len(old) and not null:
        words = {"name": self.at.name, "old": listed(gone), "new": listed(come)}
        constants = len(old) == len(new) == 1 and not self.walk.data
        kind = "constant-changed" if constants else "enum-replaced"
        self.emit(kind, self.at, "enum", words=words, old=gone, new=come)
        return
    for kind, values in (("enum-value-removed", gone), ("enum-value-added", come)):
        for value in values:
            if value is None and "null" in self.old.types ^ self.new.types:
                continue  # said already by the type
            sides = {"old": value} if kind.endswith("removed") else {"new": value}
            self.emit(kind, self.at, "enum", words={"name": self.at.name, "value": show(value)}, **sides)


def compare_enum_itself(self: Comparison) -> None:
    """Compare where only one side enumerates."""
    shape = self.new if self.old.enum is None else self.old
    values = list((shape.enum or {}).values())
    if (self.old if shape is self.new else self.new).types == {"null"} != shape.types:
        return  # the values that came or went are other types, and said as such
    sides = {"new": values} if self.old.enum is None else {"old": values}
    kind = "enum-added" if self.old.enum is None else "enum-removed"
    self.emit(kind, self.at, "enum", words={"name": self.at.name, "values": listed(values)}, **sides)


def compare_extensible(self: Comparison) -> None:
    """Compare `x-extensible-enum`: values that readers must not take for all."""
    old, new = (shape.notes.get("x-extensible-enum") for shape in (self.old, self.new))
    for kind, one, other in (
        ("extensible-enum-value-removed", old, new),
        ("extensible-enum-value-added", new, old),
    ):
        for value in listed_alone(one, other):
            side = {"old": value} if kind.endswith("removed") else {"new": value}
            words = {"name": self.at.name, "value": show(value)}
            self.emit(kind, self.at, "x-extensible-enum", words=words, **side)


def listed_alone(one: Any, other: Any) -> list[Any]:
    """Return the values that one side alone names; a side without a list names all."""
    if not isinstance(other, list):
        return []
    return [value for value in one if value not in other] if isinstance(one, list) else ["any other value"]
