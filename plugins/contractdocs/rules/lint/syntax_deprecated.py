"""Finds keys that the declared version of the standard deprecates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_parts import mapping, text
from contractdocs.formats.odcs_versions import VERSIONS
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each deprecated key, where the declared version has the newer way."""
    declared = text(mapping(reading.data).get("apiVersion"))
    for part in contract_parts(reading.document) if declared in VERSIONS else ():
        for kind, key, since, cure in DEPRECATED:
            stated = part.kind == kind and key in part.data and declared >= since
            if stated and (key != "team" or isinstance(part.data[key], list)):
                what = "`team` as a list" if key == "team" else f"`{key}`"
                yield Hit(part.at(key), {"what": what, "since": since, "cure": cure}, key=True)


DEPRECATED = (
    ("contract", "slaDefaultElement", "v3.1.0", "Name the `element` in each service level."),
    ("contract", "team", "v3.1.0", "Write a mapping with `name` and `members`."),
    ("contract", "dataProduct", "v3.2.0", "Name the contract in the data product instead."),
    ("quality", "rule", "v3.1.0", "Use `metric`."),
)
