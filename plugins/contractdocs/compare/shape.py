"""The normal form of one schema node, one level deep: references followed, `allOf` merged, spellings made one."""

from __future__ import annotations

from ..model.interface import Node, Resolver
from .dialects import NULLABLE
from .flattening import alias, flatten
from .forms import ALL_TYPES, Bounds, Shape, show_types
from .merging import Merge
from .opening import admit_null
from .settling import settle

__all__ = ["ALL_TYPES", "Bounds", "Shape", "alias", "shape_of", "show_types"]


def shape_of(node: Node, resolver: Resolver, opened: frozenset[int] = frozenset()) -> Shape:
    """Return the normal form of a node; `opened` holds the branches around it, which may lead back to themselves."""
    shape = Shape(where=node[0].origin if node else None)
    flat = list(flatten(node, resolver))
    shape.via = frozenset(fragment.via for _, fragment in flat if fragment.via)
    nullable: str | None = None
    for schema, fragment in flat:
        if isinstance(schema, bool):
            shape.impossible = shape.impossible or not schema
        else:
            if nullable is None and schema.get(NULLABLE) is True:
                nullable = fragment.via
            Merge(shape, schema, fragment).run()
    settle(shape, resolver, opened)
    if nullable is not None:
        admit_null(shape)
        shape.said.setdefault("null", []).append((nullable, True))
    return shape
