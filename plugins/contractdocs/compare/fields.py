"""Compares what a data contract says of a field beyond its schema: types, names, options, classification, quality."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .differences import Difference, at_key, documentation, show, tail
from .physical_types import relate
from .quality import compare_quality
from .ranges import compare_ranges
from .relationships import compare_relationships

__all__ = ["Difference", "compare_field"]

Terms = Mapping[str, Any]
JSON_TYPES = {
    **dict.fromkeys(("date", "timestamp", "time", "bytes", "string"), "string"),
    **dict.fromkeys(("object", "map"), "object"),
    **dict.fromkeys(("array", "vector"), "array"),
}
SENSITIVITY = {
    **dict.fromkeys(("public", "open"), 0),
    "internal": 1,
    **dict.fromkeys(("confidential", "sensitive", "private"), 2),
    **dict.fromkeys(("restricted", "secret", "highly confidential", "pii", "personal"), 3),
}
VECTOR_SHAPE = ("dimensions", "elementType")
VECTOR_MEANING = ("embeddingModel", "embeddingModelVersion", "distanceMetric", "normalized")
COMPARED_ELSEWHERE = frozenset(  # by the schema, by the dataset around it, or below by name
    {"name", "required", "enum", "primaryKey", "primaryKeyPosition", "partitioned", "partitionKeyPosition"}
    | {"logicalType", "logicalTypeOptions", "physicalType", "physicalName", "unique", "criticalDataElement"}
    | {"classification", "encryptedName", "semanticType", "transformLogic", "transformSourceObjects"}
    | {"quality", "relationships"}
)


def compare_field(old: Terms, new: Terms) -> Iterator[Difference]:
    """Yield what changed between the terms of one field; none where a side says nothing at all of it."""
    if old == new or not old or not new:
        return
    for compare in COMPARISONS:
        yield from compare(old, new)
    yield from compare_quality(old.get("quality"), new.get("quality"))
    yield from compare_relationships(old.get("relationships"), new.get("relationships"))
    yield from documentation(old, new, COMPARED_ELSEWHERE)


def logical_type(old: Terms, new: Terms) -> Iterator[Difference]:
    """Yield a change between logical types that JSON Schema takes for one: `date` and `timestamp` are both text."""
    before, after = text_of(old, "logicalType"), text_of(new, "logicalType")
    if before != after and before and after and JSON_TYPES.get(before, before) == JSON_TYPES.get(after, after):
        yield at_key("logical-type-changed", "logicalType", before, after)


def physical_type(old: Terms, new: Terms) -> Iterator[Difference]:
    """Yield how the physical type changed; another case or spacing is no change."""
    before, after = (text_of(side, "physicalType") for side in (old, new))
    if before and after:
        kind = PHYSICAL[relate(before, after)]
        if kind:
            yield at_key(kind, "physicalType", before, after)
    elif before or after:
        kind = "physical-type-removed" if before else "physical-type-added"
        yield at_key(kind, "physicalType", before or None, after or None)


PHYSICAL = {
    "same": "",
    "respelled": "physical-type-respelled",
    "widened": "physical-type-widened",
    "narrowed": "physical-type-narrowed",
    "changed": "physical-type-changed",
    "unclear": "physical-type-unclear",
}


def physical_name(old: Terms, new: Terms) -> Iterator[Difference]:
    """Yield another physical name; without one, the name is the physical name. A rename is told as a rename."""
    before, after = (text_of(side, "physicalName") for side in (old, new))
    if (before or after) and (before or old.get("name")) != (after or new.get("name")):
        left, right = tail("physicalName") if before else "", tail("physicalName") if after else ""
        before, after = before or str(old.get("name")), after or str(new.get("name"))
        words = {"old": before, "new": after}
        yield Difference("physical-name-changed", words, before, after, left, right)


def uniqueness(old: Terms, new: Terms) -> Iterator[Difference]:
    """Yield uniqueness that was promised or taken back."""
    yield from flag(old, new, "unique", "uniqueness-added", "uniqueness-removed")


def critical(old: Terms, new: Terms) -> Iterator[Difference]:
    """Yield a mark as critical data element that came or went."""
    yield from flag(old, new, "criticalDataElement", "critical-element-added", "critical-element-removed")


def flag(old: Terms, new: Terms, key: str, added: str, removed: str) -> Iterator[Difference]:
    """Yield a flag that came or went; missing and false are one."""
    before, after = old.get(key) is True, new.get(key) is True
    if before != after:
        found = at_key(added if after else removed, key, old.get(key), new.get(key))
        yield Difference(found.kind, found.words, before, after, found.old_key, found.new_key)


def classification(old: Terms, new: Terms) -> Iterator[Difference]:
    """Yield how the classification moved, by the order public, internal, confidential, restricted."""
    before, after = (text_of(side, "classification") for side in (old, new))
    if before.lower() != after.lower():
        left, right = SENSITIVITY.get(before.lower()), SENSITIVITY.get(after.lower())
        kind = "added" if not before else "removed" if not after else "changed"
        if left is not None and right is not None and left != right:
            kind = "raised" if right > left else "lowered"
        yield at_key(f"classification-{kind}", "classification", before or None, after or None)


def encrypted_name(old: Terms, new: Terms) -> Iterator[Difference]:
    """Yield a change of the column that holds the encrypted value."""
    yield from stated(old, new, "encryptedName", "encrypted-name")


def semantic_type(old: Terms, new: Terms) -> Iterator[Difference]:
    """Yield a change between column, measure and dimension; a column is what is meant where nothing is said."""
    before, after = (side.get("semanticType") or "column" for side in (old, new))
    if before != after:
        yield at_key(
            "semantic-type-changed",
            "semanticType",
            old.get("semanticType"),
            new.get("semanticType"),
            {"old": before, "new": after},
        )


def transform(old: Terms, new: Terms) -> Iterator[Difference]:
    """Yield a change in how a value is worked out."""
    for key in ("transformLogic", "transformSourceObjects"):
        if (old.get(key) or None) != (new.get(key) or None):
            yield at_key("transform-changed", key, old.get(key), new.get(key))


def stated(old: Terms, new: Terms, key: str, stem: str) -> Iterator[Difference]:
    """Yield a text that was added, removed or changed."""
    before, after = (text_of(side, key) for side in (old, new))
    if before != after:
        kind = "added" if not before else "removed" if not after else "changed"
        yield at_key(f"{stem}-{kind}", key, before or None, after or None)


def options(old: Terms, new: Terms) -> Iterator[Difference]:
    """Yield changes of the options that JSON Schema has no word for: dates, time zones, vectors."""
    before, after = (side.get("logicalTypeOptions") or {} for side in (old, new))
    if before == after or old.get("logicalType") != new.get("logicalType"):
        return
    for found in (
        *date_format(before, after),
        *time_zone(before, after),
        *compare_ranges(before, after),
        *vector(before, after),
    ):
        left, right = ("/logicalTypeOptions" + key if key else "" for key in (found.old_key, found.new_key))
        yield Difference(found.kind, found.words, found.old, found.new, left, right)


def date_format(old: Terms, new: Terms) -> Iterator[Difference]:
    """Yield a change in how dates are written."""
    yield from stated(old, new, "format", "date-format")


def time_zone(old: Terms, new: Terms) -> Iterator[Difference]:
    """Yield a change of the zone that times are in; without a word it is UTC and not written with the value."""
    for key, default in (("timezone", False), ("defaultTimezone", "Etc/UTC")):
        before, after = old.get(key, default), new.get(key, default)
        if before != after:
            yield at_key(
                "time-zone-changed", key, old.get(key), new.get(key), {"old": show(before), "new": show(after)}
            )


def vector(old: Terms, new: Terms) -> Iterator[Difference]:
    """Yield changes of a vector: its shape, and what its numbers mean."""
    defaults = {"elementType": "float32", "normalized": False}
    for kind, keys in (("vector-shape-changed", VECTOR_SHAPE), ("embedding-changed", VECTOR_MEANING)):
        for key in keys:
            if old.get(key, defaults.get(key)) != new.get(key, defaults.get(key)):
                yield at_key(kind, key, old.get(key), new.get(key))


def labels(old: Terms, new: Terms) -> Iterator[Difference]:
    """Yield that listed values are described otherwise; the values themselves are compared with the schema."""
    before, after = value_labels(old.get("enum")), value_labels(new.get("enum"))
    if any(before[key] != after[key] for key in before.keys() & after.keys()):
        yield Difference("enum-label-changed", {}, old.get("enum"), new.get("enum"), "/enum", "/enum")


def value_labels(listed: Any) -> dict[str, Any]:
    """Return what is said of each listed value."""
    items = [item for item in listed if isinstance(item, Mapping)] if isinstance(listed, list) else []
    return {show(item.get("value")): {key: value for key, value in item.items() if key != "value"} for item in items}


def text_of(side: Terms, key: str) -> str:
    """Return a text, empty where the key holds none."""
    value = side.get(key)
    return value.strip() if isinstance(value, str) else ""


COMPARISONS: tuple[Callable[[Terms, Terms], Iterator[Difference]], ...] = (
    logical_type,
    physical_type,
    physical_name,
    uniqueness,
    options,
    classification,
    encrypted_name,
    critical,
    semantic_type,
    transform,
    labels,
)
