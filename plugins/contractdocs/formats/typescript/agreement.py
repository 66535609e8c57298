"""Compares a Zod schema with the type that stands beside it: the same names, as required, of the same kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..plain import listed
from .lowering import Unfinished
from .program import without_suffix

if TYPE_CHECKING:
    from .declared import Declaration
    from .lowering import Lowering
    from .schemas import Schema

ENDINGS = ("", "Request", "Input", "Body", "Payload", "Params", "Dto")


def pairs(low: Lowering) -> Iterator[tuple[Declaration, Declaration]]:
    """Yield the schemas with the types that they stand beside: `userSchema` with `User`, `loginSchema` with
    `LoginRequest`, in one file or in two.
    """
    every = list(low.program.listed())
    types = {one.name: one for space, one in every if space == "types" and not one.parameters}
    for space, one in every:
        if space == "values" and low.program.is_schema(one):
            names = (without_suffix(one.name) + ending for ending in ENDINGS)
            found = next((types[name] for name in names if name in types), None)
            if found is not None and low.program.inferred(found) is not one:
                yield one, found


def disagreement(low: Lowering, schema: Declaration, declared: Declaration) -> str:
    """Return in words what a schema and a type say differently; empty where they agree."""
    try:
        left, right = (
            low.object({"$ref": ref(low, one, space)}) for one, space in ((schema, "values"), (declared, "types"))
        )
    except Unfinished:
        return ""
    return "; ".join(differences(low, left, right)) if left is not None and right is not None else ""


def ref(low: Lowering, one: Declaration, space: Any) -> str:
    """Return the reference to a declaration."""
    from .lowering import reference_to

    return reference_to(low.key_of(one, space))


def differences(low: Lowering, left: Schema, right: Schema) -> Iterator[str]:
    """Yield what differs between the properties of a schema and those of a type."""
    mine, theirs = left.get("properties", {}), right.get("properties", {})
    if not mine or not theirs:
        return
    for names, where in ((mine.keys() - theirs.keys(), "schema"), (theirs.keys() - mine.keys(), "type")):
        if names:
            verb = "is" if len(names) == 1 else "are"
            yield f"{listed(sorted(names), 'and')} {verb} only in the {where}"
    for name in (name for name in mine if name in theirs):
        must, may = name in left.get("required", ()), name in right.get("required", ())
        if must != may and "default" not in mine[name]:
            yield f"`{name}` is {word(must)} in the schema and {word(may)} in the type"
        kinds = [kinds_of(low, one) for one in (mine[name], theirs[name])]
        if kinds[0] and kinds[1] and kinds[0] != kinds[1]:
            yield f"`{name}` is {said(kinds[0])} in the schema and {said(kinds[1])} in the type"


def word(required: bool) -> str:
    """Return `required` or `optional`."""
    return "required" if required else "optional"


def said(kinds: frozenset[str]) -> str:
    """Return kinds of values in words."""
    return " or ".join(sorted(kinds))


def kinds_of(low: Lowering, schema: Schema) -> frozenset[str]:
    """Return the kinds of values that a schema allows, empty where they are not plainly stated; a whole number is a
    number, for the language knows no other.
    """
    try:
        opened = low.opened(schema)
    except Unfinished:
        return frozenset()
    parts = opened.get("anyOf")
    if parts:
        every = [kinds_of(low, part) for part in parts]
        return frozenset().union(*every) if all(every) else frozenset()
    stated = opened.get("type", ())
    return frozenset(
        "number" if kind == "integer" else kind for kind in ([stated] if isinstance(stated, str) else stated)
    )
