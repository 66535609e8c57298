"""Opens unions that say no more than a list of types, null beside a schema, or a single branch."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from ..model.interface import Node, Resolver
from .combining import combine
from .flattening import node_at
from .forms import NULL, Shape, Union
from .written import disjoint, only_union, plain_types, says_nothing, stated_types


def open_unions(shape: Shape, resolver: Resolver, opened: frozenset[int]) -> None:
    """Open unions that say no more than a type list, `null` beside a schema, or a single branch."""
    if not shape.unions:
        return
    from .shape import shape_of

    pending, shape.unions = [spliced(union) for union in shape.unions], []
    while pending:
        union = without_empty(pending.pop(0), shape.types)
        if union.keyword == "anyOf" and any(
            says_nothing(branch[0].schema) for branch in union.branches if len(branch) == 1
        ):
            continue  # a branch takes everything
        plain = [plain_types(branch) for branch in union.branches]
        if all(types is not None for types in plain) and disjoint([t for t in plain if t], union.keyword):
            shape.types &= frozenset().union(*(types for types in plain if types))
            shape.places.setdefault("type", shape.places[union.keyword])
            told = sorted(frozenset().union(*(types for types in plain if types)))
            shape.said.setdefault("type", []).append((shape.places[union.keyword][1], told))
            continue
        rest = [branch for branch, types in zip(union.branches, plain) if types != NULL]
        alone = len(rest) == len(union.branches) == 1
        if len(rest) == 1 and (alone or "null" in shape.types) and id(rest[0][0].schema) not in opened:
            merged = shape_of(rest[0], resolver, opened | {id(rest[0][0].schema)})
            if len(rest) < len(union.branches):
                admit_null(merged)
            combine(shape, merged)
            if "null" in merged.places:
                shape.places["null"] = (shape.places[union.keyword][0], "")
                shape.said.setdefault("null", []).append((shape.places[union.keyword][1], True))
            continue
        shape.unions.append(replace(union, branches=tuple(rest), null=len(rest) < len(union.branches)))


def without_empty(union: Union, types: frozenset[str]) -> Union:
    """Return a union without the branches that take nothing of what stands beside it, where others are left."""
    left = tuple(branch for branch in union.branches if stated_types(branch) & types)
    return replace(union, branches=left) if left and len(left) < len(union.branches) else union


def spliced(union: Union) -> Union:
    """Return a union with the branches of a union that is one of its branches, and nothing else, in its place."""
    branches: list[Node] = []
    pending = list(reversed(union.branches))
    while pending:
        branch = pending.pop()
        inner = only_union(branch)
        if (
            inner is None
            or (union.keyword == "oneOf" and inner != "oneOf")
            or len(branches) + len(pending) > MOST_SPLICED
        ):
            branches.append(branch)
            continue
        part, schema = branch[0], branch[0].schema
        assert isinstance(schema, Mapping)
        below = [node_at(s, part.origin.child(inner, i), part.dialect, part.via) for i, s in enumerate(schema[inner])]
        pending.extend(reversed(below))
    return replace(union, branches=tuple(branches))


MOST_SPLICED = 200


def admit_null(shape: Shape) -> None:
    """Let null in beside what the shape allows."""
    if shape.unions:
        shape.types |= {"null"}
        shape.unions = [replace(union, null=True) for union in shape.unions]
    else:
        shape.types |= {"null"}
        assert shape.where is not None
        shape.places["null"] = (shape.where, "")
        if shape.enum is not None:
            shape.enum = {**shape.enum, "null": None}
