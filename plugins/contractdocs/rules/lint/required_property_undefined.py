"""Finds required properties that a closed schema does not define."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.plain import did_you_mean, mapping, sequence
from contractdocs.formats.schema_walk import written_schemas
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each required property that no value may have."""
    for fragment in reading.once(written_schemas):
        schema = mapping(fragment.schema)
        if schema.get("additionalProperties") is False and not schema.get("patternProperties"):
            known = mapping(schema.get("properties"))
            for index, name in enumerate(sequence(schema.get("required"))):
                if isinstance(name, str) and name not in known:
                    cure = did_you_mean(name, known) or "Define it under `properties`, or take it out of `required`."
                    yield Hit(fragment.origin.child("required", index).pointer, {"name": name, "cure": cure})
