"""Lowers Go: the files of a package become one tree, with the place of each part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from ...documents.document import Spot
from ...model.interface import Direction
from ..lowering import Lowered, Unread, keep_unread
from .declared import declarations
from .operations import Operations
from .package import CONSTANTS, Package, World
from .roles import finished, ways_of
from .statements import Stated, disagreeing, statements
from .syntax import errors, parsed

Texts = tuple[tuple[str, str], ...]
Elsewhere = Callable[[str], "tuple[str, Texts] | None"]
"""Returns the files of the package that an import path names, with its name; None where it is not there."""


class Tree(Struct, frozen=True):
    """A package as a tree: data, places, the direction of each named schema, and what was not understood."""

    data: Mapping[str, Any]
    spots: Mapping[tuple[str, ...], Spot]
    directions: Mapping[str, Direction | None]
    problems: tuple[Unread, ...] = ()
    not_read: tuple[Unread, ...] = ()


def lower_go(texts: str | Mapping[str, str]) -> Lowered:
    """Return the types of Go text, or of several texts by name, which may refer to each other.

    A text needs no `package` line. Spots count from the beginning of their own text, whose name they bear.
    """
    named = {"": texts} if isinstance(texts, str) else texts
    tree = lower_package(tuple(named.items()))
    spots = {steps[1:]: spot for steps, spot in tree.spots.items() if steps[:1] == ("$defs",) and len(steps) > 1}
    return Lowered(tree.data["$defs"], spots, tree.problems, tree.not_read)


def lower_package(texts: Texts, elsewhere: Elsewhere | None = None) -> Tree:
    """Return the tree of a package; that of one which reads no other is made once for the same text."""
    return lowered_alone(texts) if elsewhere is None else lowered(texts, elsewhere)


@lru_cache(maxsize=512)
def lowered_alone(texts: Texts) -> Tree:
    """Return the tree of a package that stands for itself."""
    return lowered(texts, lambda path: None)


def lowered(texts: Texts, elsewhere: Elsewhere) -> Tree:
    """Return the tree of a package, worked out."""
    read = [parsed(file, text) for file, text in texts]
    known: dict[str, Package | None] = {}

    def other(path: str) -> Package | None:
        if path not in known:
            found = elsewhere(path)
            made = declarations([parsed(file, text) for file, text in found[1]]) if found else None
            known[path] = Package(made, f"{found[0]}.") if found and made else None
        return known[path]

    world = World(Package(declarations(read)), other)
    world.build()
    operations = Operations(world)
    operations.gather()
    return assembled(world, operations, tuple(problem for text in read for problem in errors(text)))


def assembled(world: World, operations: Operations, problems: tuple[Unread, ...]) -> Tree:
    """Return the tree with everything in its place."""
    declared, defs = world.main.declared, world.defs
    files = {name: world.spots[name,].file for name in defs}
    ways, directions = ways_of(defs, files, operations.reached)
    if CONSTANTS in directions:
        directions[CONSTANTS] = "output"
    stated, description = statements(declared)
    data: dict[str, Any] = {"title": declared.package, **{key: said.value for key, said in stated.items()}}
    if description:
        data["description"] = description
    data["$defs"] = {name: finished(schema, ways[name], defs) for name, schema in defs.items()}
    if operations.paths:
        data["paths"] = {path: finished(item, frozenset(), defs) for path, item in operations.paths.items()}
    if operations.services:
        data["x-services"] = finished(operations.services, frozenset(), defs)
    others = list(disagreeing(declared, stated["x-version"].value)) if "x-version" in stated else []
    first = len(world.noted)
    told = [other_version(stated, one, by, first + index) for index, (one, by) in enumerate(others)]
    data["x-noted"] = [*noted(world), *told]
    spots = {("$defs", *steps): key_spot(spot) for steps, spot in world.spots.items()}
    spots.update({steps: key_spot(spot) for steps, spot in operations.spots.items()})
    spots.update({(key,): said.spot for key, said in stated.items()})
    spots.update({("x-noted", str(first + i)): one.spot for i, (one, _) in enumerate(others)})
    own = {name: directions[name] if is_own(name) else None for name in defs}
    unread = tuple(dict.fromkeys(world.not_read))
    keep_unread(data, spots, unread)
    return Tree(data, spots, own, problems, unread)


def noted(world: World) -> list[dict[str, Any]]:
    """Return what is to be told of places: the rule, the steps and the words."""
    return [
        {
            "rule": item.rule,
            "steps": list(item.steps if item.steps[:1] in (("paths",), ("x-services",)) else ("$defs", *item.steps)),
            "words": dict(item.words),
        }
        for item in world.noted
    ]


def other_version(stated: Mapping[str, Stated], one: Stated, source: str, index: int) -> dict[str, Any]:
    """Return the notice that a statement names another version."""
    words = {"stated": stated["x-version"].value, "other": one.value, "source": source}
    return {"rule": "version-disagreement", "steps": ["x-noted", str(index)], "words": words}


def key_spot(spot: Spot) -> Spot:
    """Return a spot whose key stands where its value does: a name and what it names are one place."""
    return Spot(spot.value, spot.value, spot.file)


def is_own(name: str) -> bool:
    """Return whether a type is exported by the package itself: what others export, those promise."""
    bare = name.partition("[")[0]
    return "." not in bare and bare[:1].isupper()


__all__ = ["Tree", "lower_go", "lower_package"]
