"""Which keyword says what: bounds, notes, what readers of formats add, and what is read elsewhere."""

from __future__ import annotations

from typing import Any

READERS_OWN = frozenset(
    [
        "x-optional-input",
        "x-optional-output",
        "x-contractdocs-nullable",
        "x-enum-varnames",
        "x-absent",
        "x-logical-type",
        "x-methods",
    ]
)
"""What readers of formats note beside a schema: names and ways of writing, which are not on the wire."""

SPARED = {"input": "x-optional-input", "output": "x-optional-output"}
"""Names in `required` that are required in the other direction only: code tells the two apart (`json:"a"` in Go)."""

BOUNDS = {
    "minimum": "number",
    "exclusiveMinimum": "number",
    "maximum": "number",
    "exclusiveMaximum": "number",
    "minLength": "length",
    "maxLength": "length",
    "minItems": "items_count",
    "maxItems": "items_count",
    "minProperties": "members",
    "maxProperties": "members",
    "minContains": "contains_count",
    "maxContains": "contains_count",
}

SEVERAL: dict[str, tuple[str, Any]] = {
    "multipleOf": ("multiple_of", (int, float)),
    "pattern": ("patterns", str),
    "format": ("formats", str),
}

ONE_SCHEMA = {
    "propertyNames": "property_names",
    "items": "items",
    "contains": "contains",
    "contentSchema": "content",
}

NOTES = frozenset(
    [
        "title",
        "description",
        "default",
        "deprecated",
        "readOnly",
        "writeOnly",
        "discriminator",
        "x-sunset",
        "x-extensible-enum",
        "x-error-codes",
        "x-stability-level",
        "x-id",
        "x-type-text",
        "x-checks-text",
        "x-inferred",
    ]
)

IGNORED = frozenset(["$ref", "$dynamicRef", "allOf", "then", "else", "nullable", "collectionFormat", "allowEmptyValue"])
