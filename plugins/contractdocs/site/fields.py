"""What a data contract says of a field beside its schema, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .described import as_code
from .parts import Field
from .tables import words

SAID = frozenset(
    {"id", "name", "logicalType", "physicalType", "description", "required", "unique", "primaryKey", "partitioned"}
    | {"primaryKeyPosition", "partitionKeyPosition", "criticalDataElement", "enum", "examples", "quality", "items"}
    | {"properties", "classification", "customProperties", "relationships", "authoritativeDefinitions", "deprecated"}
)
WORDS = {
    "businessName": "called",
    "physicalName": "stored as",
    "encryptedName": "encrypted in",
    "transformLogic": "worked out by",
    "transformSourceObjects": "worked out from",
    "transformDescription": "worked out",
    "semanticType": "kind",
    "tags": "tags",
}


def facts_of(item: Field) -> tuple[tuple[str, str], ...]:
    """Return pairs of words and values."""
    return tuple(all_facts(item.terms, item.name))


def all_facts(terms: Mapping[str, Any], name: str) -> Iterator[tuple[str, str]]:
    """Yield pairs of words and values, those that readers ask for first."""
    for target in relations(terms):
        yield "refers to", target
    for key, value in terms.items():
        if key in SAID or key == "logicalTypeOptions" or value in (None, "", [], name):
            continue
        if isinstance(value, (str, int, float, bool)):
            yield WORDS.get(key, key), as_code(value)
        elif isinstance(value, list) and all(isinstance(part, str) for part in value):
            yield WORDS.get(key, key), ", ".join(value)
    yield from options(terms.get("logicalTypeOptions"))
    yield from definitions(terms.get("authoritativeDefinitions"))
    yield from custom(terms.get("customProperties"))


def definitions(listed: Any) -> Iterator[tuple[str, str]]:
    """Yield what defines a thing elsewhere: its kind and its address."""
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, Mapping) and item.get("url"):
            yield words(str(item.get("type") or "")) or "defined in", as_code(item["url"])


def relations(terms: Mapping[str, Any]) -> Iterator[str]:
    """Yield the fields that a field refers to."""
    listed = terms.get("relationships")
    for item in listed if isinstance(listed, list) else ():
        to = item.get("to") if isinstance(item, Mapping) else None
        for target in to if isinstance(to, list) else [to]:
            if isinstance(target, str):
                yield target


def options(stated: Any) -> Iterator[tuple[str, str]]:
    """Yield the options of a logical type that a schema cannot say."""
    for key, value in stated.items() if isinstance(stated, Mapping) else ():
        if key == "timezone":
            yield "time zone", "written with the value" if value else "not written with the value"
        elif isinstance(value, (str, int, float, bool)):
            yield "default time zone" if key == "defaultTimezone" else str(key), as_code(value)


def custom(listed: Any) -> Iterator[tuple[str, str]]:
    """Yield properties of an organisation's own; the day of removal is told with the history."""
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, Mapping) and item.get("property") and str(item["property"]).lower() != "sunset":
            name = str(item["property"])
            yield {"replacedBy": "replaced by"}.get(name, name), as_code(item.get("value"))
