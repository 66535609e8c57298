"""Finds keys whose positions have a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_elements import fields_of
from contractdocs.formats.odcs_parts import text
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each key whose positions do not run from 1 on."""
    for dataset in (part for part in contract_parts(reading.document) if part.kind == "dataset"):
        for flag, key in KEYS.items():
            fields = [field for field in fields_of(dataset) if field.data.get(flag) is True]
            stated = {position: field for field in fields if (position := position_of(field.data.get(key)))}
            missing = next((want for want, have in enumerate(sorted(stated), 1) if want != have), 0)
            if missing and len(stated) == sum(position_of(field.data.get(key)) > 0 for field in fields):
                words = {"key": key, "position": str(missing), "name": text(dataset.data.get("name"))}
                yield Hit(stated[sorted(stated)[missing - 1]].at(key), words)


def position_of(value: Any) -> int:
    """Return a position from 1 on, 0 for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


KEYS = {"primaryKey": "primaryKeyPosition", "partitioned": "partitionKeyPosition"}
