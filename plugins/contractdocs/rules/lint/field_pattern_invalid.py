"""Finds patterns of fields that cannot be read."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_parts import mapping, text
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each pattern that does not compile."""
    for part in contract_parts(reading.document):
        pattern = mapping(part.data.get("logicalTypeOptions")).get("pattern") if part.kind == "field" else None
        reason = fault(pattern) if isinstance(pattern, str) and len(pattern) <= 10_000 else ""
        if reason:
            yield Hit(part.at("logicalTypeOptions", "pattern"), {"name": text(part.data.get("name")), "reason": reason})


def fault(pattern: str) -> str:
    """Return what is wrong with a pattern, empty where it compiles for the one engine or the other."""
    import jsonschema_rs

    try:
        jsonschema_rs.validator_for({"pattern": pattern})
        return ""
    except jsonschema_rs.ValidationError:
        pass
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return str(error).partition(" at position")[0]
    return ""
