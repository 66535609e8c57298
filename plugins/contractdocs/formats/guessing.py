"""Guesses what a document of no known format was meant to be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .plain import nearest, quoted

FIRST = ("openapi", "swagger", "asyncapi", "apiVersion")
THEN = ("kind", "$schema")
ELSEWHERE = {
    "dataContractSpecification": "the Data Contract Specification; its successor is ODCS",
    "graphql": "GraphQL",
    "raml": "RAML",
}
SIGNS = (
    (("paths",), "openapi: 3.1.0"),
    (("components", "info"), "openapi: 3.1.0"),
    (("webhooks",), "openapi: 3.1.0"),
    (("channels",), "asyncapi: 3.0.0"),
    (("quantumName",), "kind: DataContract` and `apiVersion: v3.0.2"),
    (("schema", "slaProperties"), "kind: DataContract` and `apiVersion: v3.0.2"),
    (("dataProduct",), "kind: DataContract` and `apiVersion: v3.0.2"),
    (("schema", "id"), "kind: DataContract` and `apiVersion: v3.0.2"),
    (("properties",), "$schema: https://json-schema.org/draft/2020-12/schema"),
    (("$defs",), "$schema: https://json-schema.org/draft/2020-12/schema"),
    (("definitions",), "$schema: https://json-schema.org/draft/2020-12/schema"),
)


def guess_of(data: Any) -> str:
    """Return one or two sentences: what is there, what is missing, and what to add."""
    if not isinstance(data, Mapping):
        first = "`openapi:`, `asyncapi:`, `apiVersion:` or `$schema:`"
        return f"It is {kind_of(data)}; a contract is a mapping that begins with {first}."
    keys = [str(key) for key in data]
    for key, name in ELSEWHERE.items():
        if key in data:
            return f"It has `{key}:`, so it looks like {name}, which is not read."
    if misspelt := misspelling(keys, FIRST):
        return misspelt
    for signs, line in SIGNS:
        if all(sign in data for sign in signs):
            return f"It has {' and '.join(map(quoted, signs))} but no {lacking(line)}; add `{line}`."
    if misspelt := misspelling(keys, THEN):
        return misspelt
    known = "`openapi:`, `asyncapi:`, `apiVersion:` with `kind: DataContract`, or `$schema:`"
    return f"It declares no format; its first line should be {known}."


def is_like_a_contract(data: Any) -> bool:
    """Return whether a document shows any sign that it was meant as a contract."""
    if not isinstance(data, Mapping):
        return False
    signs = any(key in data for key in ELSEWHERE) or any(all(sign in data for sign in signs) for signs, _ in SIGNS)
    return signs or bool(misspelling([str(key) for key in data], FIRST))


def misspelling(keys: list[str], declaring: tuple[str, ...]) -> str:
    """Return the question for a key that is nearly one that declares a format, empty where none is."""
    near = ((key, nearest(key, declaring)) for key in keys if key not in declaring)
    return next((f"It has {quoted(key)}. Did you mean `{meant}`?" for key, meant in near if meant), "")


def lacking(line: str) -> str:
    """Return the key that a line would add."""
    return quoted(line.partition(" ")[0])


def kind_of(data: Any) -> str:
    """Return what a document is that is no mapping."""
    if data is None:
        return "empty"
    return "a list" if isinstance(data, list) else "a single value"
