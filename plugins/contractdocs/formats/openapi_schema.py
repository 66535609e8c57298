"""The official schemas of OpenAPI, data of the package `openapi-spec-validator`; its code is not imported."""

from __future__ import annotations

import importlib.util
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

SERIES = ("2.0", "3.0", "3.1", "3.2")
NEWEST = {"2.0": "2.0", "3.0": "3.0.4", "3.1": "3.1.2", "3.2": "3.2.0"}
DRAFT_2020 = "https://json-schema.org/draft/2020-12/schema"


def series_of(declared: str) -> str:
    """Return the series that a declared version belongs to (`3.0` for `3.0.3`), empty for one that is not known."""
    found = re.match(r"(2\.0|3\.\d+(?=\.\d))(\.\d+(-.+)?)?$", declared)
    return found.group(1) if found and found.group(1) in SERIES else ""


@cache
def schema_for(series: str) -> Mapping[str, Any]:
    """Return the schema of a series; raise RuntimeError where the package that ships it is missing."""
    official = shipped(series)
    return official if series in ("2.0", "3.0") else with_schemas_checked(official)


def shipped(series: str) -> dict[str, Any]:
    """Return a schema as shipped."""
    found = importlib.util.find_spec("openapi_spec_validator")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("the package `openapi-spec-validator`, which ships the schemas of OpenAPI, is not installed")
    folder = Path(next(iter(found.submodule_search_locations)))
    file = folder / "resources" / "schemas" / f"v{series}" / "schema.json"
    loaded: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return loaded


def with_schemas_checked(official: dict[str, Any]) -> dict[str, Any]:
    """Return a schema of 3.1 or later in which schemas are checked too.

    The official one leaves them open; its dynamic anchor `meta` is the door by which a dialect comes in
    (OpenAPI 3.1.1, 4.8.24, and JSON Schema 2020-12 Core, 8.2.3.2).
    """
    checked = {"$dynamicAnchor": "meta", "$ref": DRAFT_2020}
    return {
        "$schema": DRAFT_2020,
        "$id": f"urn:contractdocs:{official['$id']}",
        "$ref": official["$id"],
        "$defs": {"official": official, "schema": checked},
    }
