"""Finds the named schemas that are one under two names: names of types are not on the wire."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..model.interface import Direction, Interface, Node
from .reach import promised
from .relations import relation
from .shape import shape_of

if TYPE_CHECKING:
    from .schema import SchemaWalk

WHOLE = "#"
MOST = 40
"""So many types a side are looked at for one that goes by another name."""

Pairs = tuple[dict[str, str], dict[str, str]]


def counterparts(old: Interface, new: Interface, walk: SchemaWalk, parts: tuple[set[str], set[str]]) -> Pairs:
    """Return the schemas of the older side that have another key on the newer one: those to compare, those renamed.

    A document that is one schema is the type of its title. Else a type went by another name where one that is written
    alike, and no second one, came in its place. `parts` names the types of each side that are told with others.
    """
    gone = [name for name in promised(old) if name not in new.schemas and name not in promised(new)]
    come = [name for name in promised(new) if name not in old.schemas and name not in promised(old)]
    free = [[name for name in names if name not in told] for names, told in zip((gone, come), parts)]
    whole = whole_document(old, new, *free)
    left, right = (
        [name for name in names if name not in taken] for names, taken in ((gone, whole), (come, whole.values()))
    )
    return whole, dict(renamed(old, new, left, right, walk))


def whole_document(old: Interface, new: Interface, gone: Sequence[str], come: Sequence[str]) -> dict[str, str]:
    """Return the pair of a document that is one schema and the type of that name, or the only type there is."""
    if WHOLE in gone:
        found = named_like(old.schemas[WHOLE].name, come)
        return {WHOLE: found} if found else {}
    if WHOLE in come:
        found = named_like(new.schemas[WHOLE].name, gone)
        return {found: WHOLE} if found else {}
    return {}


def named_like(title: str, names: Sequence[str]) -> str:
    """Return the name that equals a title but for case, else the only one there is; empty where there are several."""
    bare = title.replace(" ", "").casefold()
    found = next((name for name in names if name.casefold() == bare), "")
    return found or (names[0] if len(names) == 1 else "")


def renamed(
    old: Interface, new: Interface, gone: Sequence[str], come: Sequence[str], walk: SchemaWalk
) -> Iterator[tuple[str, str]]:
    """Yield the types that are written alike under two names, where there is no doubt which is which."""
    if not 0 < len(gone) <= MOST or not 0 < len(come) <= MOST:
        return
    alike = {
        name: [other for other in come if same_shape(old.schemas[name].node, new.schemas[other].node, walk)]
        for name in gone
        if says_much(old.schemas[name].node, old)
    }
    for name, others in alike.items():
        if len(others) == 1 and sum(others[0] in found for found in alike.values()) == 1:
            yield name, others[0]


def same_shape(old: Node, new: Node, walk: SchemaWalk) -> bool:
    """Return whether two schemas allow the same values."""
    return relation(walk, old, new) == "same"


def says_much(node: Node, interface: Interface) -> bool:
    """Return whether a schema is told apart by what it says: any two texts are alike."""
    shape = shape_of(node, interface.resolver)
    return bool(shape.properties) or len(shape.enum or ()) > 1 or bool(shape.unions)


def ways(
    name: str, other: str, before: Mapping[str, set[Direction]], after: Mapping[str, set[Direction]]
) -> set[Direction]:
    """Return the directions in which two sides use a schema: those that both do, else those of either."""
    mine, theirs = before.get(name, set()), after.get(other, set())
    return mine & theirs or mine | theirs
