"""Finds lower bounds above their upper bounds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_parts import mapping, text
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each pair of bounds that no value can meet."""
    for part in contract_parts(reading.document):
        options = mapping(part.data.get("logicalTypeOptions")) if part.kind == "field" else {}
        for low, high in PAIRS if options else ():
            least, most = options.get(low), options.get(high)
            if crossed(least, most, exclusive="exclusive" in low + high):
                words = {"name": text(part.data.get("name")), "low": low, "high": high}
                yield Hit(part.at("logicalTypeOptions", low), {**words, "least": str(least), "most": str(most)})


def crossed(least: Any, most: Any, *, exclusive: bool) -> bool:
    """Return whether nothing lies between two bounds that can be compared: numbers, or dates from the year on."""
    numbers = all(isinstance(bound, (int, float)) and not isinstance(bound, bool) for bound in (least, most))
    dates = all(isinstance(bound, str) and re.match(r"\d{4}-", bound) for bound in (least, most))
    return (numbers or dates) and bool(least > most or (least == most and exclusive))


PAIRS = (
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
    *((low, high) for low in ("minimum", "exclusiveMinimum") for high in ("maximum", "exclusiveMaximum")),
)
