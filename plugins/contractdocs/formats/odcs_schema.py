"""The JSON Schema of each ODCS version, worked out from the newest official one.

The official schema is data of the package `open-data-contract-standard`; its code is not imported. What came later
than the declared version is not refused here but told by `odcs_versions`; only where an older version allows more
than the newest one does the schema differ.
"""

from __future__ import annotations

import importlib.util
import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from .odcs_versions import GRIOT, QUANTUM_VERSIONS

Schema = dict[str, Any]
NAME_TEXT = r"^[^\s.#/\\@!%&^]+$"
GRIOT_TYPES = ["string", "integer", "number", "boolean", "timestamp", "date", "array", "object", "bytes"]
GRIOT_STATUSES = ["draft", "active", "deprecated", "retired"]
QUANTUM_KEYS = ("version", "kind", "uuid", "type", "status", "quantumName", "datasetName", "dataset")


@cache
def official() -> Schema:
    """Return the newest official schema as shipped; raise RuntimeError where its package is missing."""
    found = importlib.util.find_spec("open_data_contract_standard")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("the package `open-data-contract-standard`, which ships the ODCS schema, is not installed")
    file = Path(next(iter(found.submodule_search_locations))) / "schema.json"
    loaded: Schema = json.loads(file.read_text("utf-8"))
    return loaded


def schema_for(version: str) -> Schema:
    """Return the schema for contracts that declare `version`; an unknown version is read as the newest.

    Versions that share a schema get the same object, so that it is compiled once.
    """
    if version == GRIOT:
        return griot_schema()
    if version in QUANTUM_VERSIONS:
        return quantum_schema()
    return schema_30() if version.startswith("v3.0.") else newest_schema()


@cache
def newest_schema() -> Schema:
    """Return the schema of ODCS 3.1 and 3.2."""
    return mended(deepcopy(official()))


@cache
def schema_30() -> Schema:
    """Return the schema of ODCS 3.0."""
    return loosened_to_30(mended(deepcopy(official())))


def mended(schema: Schema) -> Schema:
    """Return the newest schema with its known mistakes mended.

    The conditions on `logicalType` also hold where there is none, so that a property without a type would need a
    `map` and `dimensions`; ids and references are stricter than the standard's text; `schema` objects of kind `blob`
    are missing. All of it is mended in later copies of the same version.
    """
    defs = schema["$defs"]
    for condition in (*defs["SchemaBaseProperty"]["allOf"],):
        if "if" in condition:
            condition["if"] = guarded(condition["if"])
            if condition["if"] == guarded({"properties": {"logicalType": {"const": "vector"}}}):
                condition["then"]["required"] = ["logicalTypeOptions"]
    defs["StableId"]["pattern"] = NAME_TEXT
    defs["FullyQualifiedReference"]["pattern"] = defs["FullyQualifiedReference"]["pattern"].replace(
        "[A-Za-z0-9_-]+", NAME_TEXT[1:-1]
    )
    defs["SchemaObject"]["properties"]["logicalType"]["enum"] = ["object", "blob"]
    schema["properties"]["apiVersion"] = {"type": "string"}
    schema["required"] = [key for key in schema["required"] if key != "status"]
    return schema


def guarded(condition: Schema) -> Schema:
    """Return a condition on `logicalType` that only holds where there is one."""
    return {"required": ["logicalType"], **condition}


def loosened_to_30(schema: Schema) -> Schema:
    """Return the schema as ODCS 3.0 has it where that allows more: only the contract itself is closed."""
    defs = schema["$defs"]
    for name, part in defs.items():
        defs[name] = opened(part)
    schema["properties"] = opened(schema["properties"])
    for condition in defs["SchemaBaseProperty"]["allOf"]:
        exclusive_flags(condition.get("then", {}).get("properties", {}).get("logicalTypeOptions", {}))
    defs["DataQualityLibrary"].pop("required")
    defs["DataQualityLibrary"]["anyOf"] = [{"required": ["rule"]}, {"required": ["metric"]}]
    defs["DataQualityLibrary"].pop("allOf")
    defs["DataQualitySql"].pop("allOf")
    for name in ("CustomProperty", "TeamMember"):
        defs[name].pop("required", None)
    return schema


def opened(part: Any, *, options: bool = False) -> Any:
    """Return a schema that lets unknown keys pass, except below `logicalTypeOptions`, which 3.0 closes too."""
    if isinstance(part, list):
        return [opened(item, options=options) for item in part]
    if not isinstance(part, dict):
        return part
    closed = ("additionalProperties", "unevaluatedProperties")
    return {
        key: opened(value, options=options or key == "logicalTypeOptions")
        for key, value in part.items()
        if options or key not in closed or value is not False
    }


def exclusive_flags(options: Schema) -> None:
    """Let exclusive bounds be flags beside `minimum` and `maximum`, as they are in 3.0."""
    for key in ("exclusiveMinimum", "exclusiveMaximum"):
        if key in options.get("properties", {}):
            options["properties"][key] = {"type": ["boolean", "number", "string"]}


@cache
def griot_schema() -> Schema:
    """Return the schema of the Griot dialect: `apiVersion: v1.0.0`, a text as description, a schema id, `bytes`."""
    schema: Schema = opened(mended(deepcopy(official())))
    schema.pop("unevaluatedProperties", None)
    described = schema["properties"]["description"]
    schema["properties"]["description"] = {"anyOf": [{"type": "string"}, described]}
    schema["properties"]["status"] = {"enum": GRIOT_STATUSES}
    schema["required"] = ["apiVersion", "kind", "id", "name", "version", "status", "schema"]
    defs = schema["$defs"]
    defs["SchemaObject"]["required"] = ["name", "id", "logicalType"]
    defs["SchemaProperty"]["required"] = ["name", "logicalType"]
    defs["SchemaBaseProperty"]["properties"]["logicalType"] = {"enum": GRIOT_TYPES}
    return schema


@cache
def quantum_schema() -> Schema:
    """Return what every contract of ODCS 2.2 must have; unknown keys pass, as they do there."""
    named = {"type": "object", "required": ["column"], "properties": {"column": {"type": "string"}}}
    table = {
        "type": "object",
        "required": ["table"],
        "properties": {"table": {"type": "string"}, "columns": {"type": "array", "items": named}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2019-09/schema",
        "type": "object",
        "required": list(QUANTUM_KEYS),
        "properties": {
            **{key: {"type": "string"} for key in QUANTUM_KEYS[:-1]},
            "dataset": {"type": "array", "items": table},
        },
    }
