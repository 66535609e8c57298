"""Finds the schemas that stand for another one unnamed: a discriminator leads to every schema that extends its own.

OpenAPI 3.1.1, section 4.8.25 (Discriminator Object): where no union lists them, the schemas that include the one with
the discriminator by `allOf` are its alternatives, each told by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..model.change import Change, Side
from ..model.interface import Direction, Interface
from .discriminators import explicit_values, leads_to, stated
from .flattening import flatten, reference_of


def extensions_of(interface: Interface) -> dict[str, tuple[str, ...]]:
    """Return for each schema that a discriminator tells apart the schemas that extend it, by name."""
    tagged = {name for name, schema in interface.schemas.items() if is_tagged(schema.node[0].schema)}
    if not tagged:
        return {}
    children: dict[str, list[str]] = {}
    for name in interface.schemas:
        for parent in parents_of(interface, name):
            children.setdefault(parent, []).append(name)
    pending = list(tagged)
    while pending:  # what extends a tagged schema is tagged by it
        more = [child for child in children.get(pending.pop(), ()) if child not in tagged]
        tagged.update(more)
        pending += more
    return {name: tuple(found) for name, found in children.items() if name in tagged}


def is_tagged(schema: Any) -> bool:
    """Return whether a schema, or what it adds to another one, tells its extensions apart: no union lists them."""
    if not isinstance(schema, Mapping):
        return False
    if "$ref" in schema:
        return False
    if "discriminator" in schema:
        return "oneOf" not in schema and "anyOf" not in schema
    parts = schema.get("allOf")
    return isinstance(parts, list) and any(is_tagged(part) for part in parts)


def parents_of(interface: Interface, name: str) -> Iterator[str]:
    """Yield the schemas that a named one extends."""
    fragment = interface.schemas[name].node[0]
    parts = fragment.schema.get("allOf") if isinstance(fragment.schema, Mapping) else None
    for part in parts if isinstance(parts, list) else ():
        reference = reference_of(part)
        target = interface.resolver.resolve(reference, fragment.origin) if reference is not None else None
        if target is not None and target.name in interface.schemas and target.name != name:
            yield str(target.name)


def descendants(extensions: Mapping[str, Iterable[str]], name: str) -> dict[str, None]:
    """Return all that extends a schema, over any number of steps."""
    found: dict[str, None] = {}
    pending = list(extensions.get(name, ()))
    while pending:
        current = pending.pop()
        if current not in found and current != name:
            found[current] = None
            pending += extensions.get(current, ())
    return found


def compare_extensions(
    old: Interface, new: Interface, names: tuple[str, str], ways: Iterable[Direction], left: Any, right: Any
) -> Iterator[Change]:
    """Yield a change for each schema that began or ceased to extend one with a discriminator: its name is a value.

    `left` and `right` are the extensions of either side, as `extensions_of` returns them.
    """
    tags = [stated(own_discriminator(side, name)) for side, name in zip((old, new), names)]
    if not all(tags) or tags[0].get("propertyName") != tags[1].get("propertyName"):
        return
    before, after = descendants(left, names[0]), descendants(right, names[1])
    listed = [explicit_values(tag) for tag in tags]
    sides = (("discriminator-value-removed", old, before, after), ("discriminator-value-added", new, after, before))
    for kind, holder, these, those in sides:
        for name in sorted({*these} - {*those}):
            if any(name in values or leads_to(name, values) for values in listed):
                continue  # said with what the discriminator lists
            here = Side(holder.schemas[name].origin, name, key=True)
            there = Side((new if holder is old else old).schemas[names[holder is old]].origin)
            pair = (here, there) if holder is old else (there, here)
            words = {"name": names[0], "value": name}
            yield Change(kind, names[0], frozenset(ways), *pair, words)


def own_discriminator(interface: Interface, name: str) -> Any:
    """Return the discriminator of a named schema, None where it has none of its own."""
    if name not in interface.schemas:
        return None
    for schema, part in flatten(interface.schemas[name].node, interface.resolver):
        if not part.via and isinstance(schema, Mapping) and "discriminator" in schema:
            return schema["discriminator"]
    return None
