"""What a data contract and its datasets say beside their promises: where they belong, and what explains them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..model.interface import Interface
from .described import as_code
from .fields import custom, definitions
from .tables import Cell, Row, items, say, words
from .text import safe_link

PLACES = ("domain", "tenant", "dataProduct")


def facts_of_dataset(details: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield pairs of words and values of a dataset that the line below its name does not say."""
    tags = details.get("tags")
    if isinstance(tags, list) and tags:
        yield "tags", ", ".join(map(as_code, tags))
    yield from definitions(details.get("authoritativeDefinitions"))
    yield from custom(details.get("customProperties"))


def detail_rows(interface: Interface) -> list[Row]:
    """Return what a data contract says of itself beside its promises: where it belongs, and what explains it."""
    if not interface.format.startswith("ODCS"):
        return []
    stated = {key: fact.value for key, fact in interface.facts.items()}
    found = [(words(key), stated[key]) for key in PLACES if isinstance(stated.get(key), (str, int, float))]
    context = stated.get("context")
    found += [(words(key), value) for key, value in context.items()] if isinstance(context, Mapping) else []
    for above in ("", "description."):
        found += links_of(stated.get(f"{above}authoritativeDefinitions"))
        found += custom(stated.get(f"{above}customProperties"))
    return [detail_row(name, value, index) for index, (name, value) in enumerate(found) if value not in (None, "", [])]


def links_of(listed: Any) -> list[tuple[str, Any]]:
    """Return what defines a thing elsewhere, as pairs of its kind and its address."""
    return [(words(say(item, "type")) or "defined in", item.get("url")) for item in items(listed)]


def detail_row(name: str, value: Any, index: int) -> Row:
    """Return one detail; an address is a link."""
    url = safe_link(value) if isinstance(value, str) and re.match(r"(https?|mailto):", value) else ""
    shown = Cell("link", url, value) if url else Cell("text", as_code(value))
    return Row(f"details > {name} {index}", (Cell("strong", name), shown))
