"""Reads JSON Schema, drafts 4 to 2020-12."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from ..model.interface import Direction, Fact, Interface, NamedSchema, Origin
from .openapi import written
from .plain import entries, listed, mapping, quoted, text, texts
from .references import draft_of, stem
from .scope import Scope, scope_of

if TYPE_CHECKING:
    from ..documents import Document
    from ..model.finding import Finding
    from . import Fetch

NEWEST = "https://json-schema.org/draft/2020-12/schema"
DRAFTS = {
    "2020-12": NEWEST,
    "2019-09": "https://json-schema.org/draft/2019-09/schema",
    "draft-07": "http://json-schema.org/draft-07/schema#",
    "draft-06": "http://json-schema.org/draft-06/schema#",
    "draft-04": "http://json-schema.org/draft-04/schema#",
}
DIRECTIONS: Mapping[str, Direction] = {"input": "input", "output": "output", "both": "both"}
FACTS = (("id", "x-id"), ("status", "x-status"), ("stability", "x-stability-level"))
SAYING = frozenset(
    [
        "type",
        "enum",
        "const",
        "$ref",
        "$dynamicRef",
        "properties",
        "patternProperties",
        "additionalProperties",
        "required",
        "items",
        "prefixItems",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "if",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
        "pattern",
        "format",
    ]
)
VERSION = re.compile(r"[/.@_-]v?(\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.]+)?)(?:/[\w-]+)?(?:\.schema)?(?:\.json|\.ya?ml)?#?$")


class JsonSchema:
    """The format of schemas that stand for themselves."""

    name = "json-schema"

    def detect(self, document: Document) -> bool:
        """Return whether the document declares a draft, or has an identifier and the shape of a schema."""
        data = mapping(document.data)
        if "json-schema.org" in text(data.get("$schema")):
            return True
        shaped = isinstance(data.get("$defs"), Mapping) or ("properties" in data and "type" in data)
        return isinstance(data.get("$id"), str) and shaped

    def validate(self, document: Document) -> tuple[Finding, ...]:
        """Return what breaks the meta-schema of the declared draft, of the newest where none is declared."""
        from .validation import schema_findings

        declared = text(mapping(document.data).get("$schema"))
        if declared and declared.rstrip("#") not in {uri.rstrip("#") for uri in DRAFTS.values()}:
            return (unknown_draft(document, declared),)
        return schema_findings(document, meta_schema(draft_of(declared)))

    def read(self, document: Document, fetch: Fetch) -> Interface:
        """Return what the schema promises: itself under `#`, and the schemas that it defines by their names."""
        data, root = mapping(document.data), Origin(document, "")
        scope = scope_of(document, draft_of(text(data.get("$schema"))), fetch)
        schemas = read_schemas(scope, document, root)
        return Interface(
            format=f"json-schema {scope.references.dialect}",
            title=title_of(document),
            version=version_of(document)[0],
            origin=root,
            resolver=scope.references,
            description=text(data.get("description")),
            status=text(data.get("x-status")),
            owner=text(data.get("x-owner")),
            released=text(data.get("x-released")),
            stability=text(data.get("x-stability-level")),
            tags=texts(data.get("x-tags")),
            schemas=schemas,
            facts=facts_of(document),
            not_compared=tuple(dict.fromkeys(scope.missed)),
        )


@cache
def meta_schema(draft: str) -> Mapping[str, Any]:
    """Return a schema that stands for the meta-schema of a draft, which the validator knows by heart."""
    uri = DRAFTS.get(draft, NEWEST)
    return {"$schema": uri, "$ref": uri}


def unknown_draft(document: Document, declared: str) -> Finding:
    """Return the finding of a draft that is none."""
    from .validation import finding

    message = f"`$schema` is {quoted(declared)}, which is no draft that is known"
    return finding(document, "schema-invalid", message, "/$schema", suggestion=f"Write {listed(DRAFTS.values())}.")


def read_schemas(scope: Scope, document: Document, root: Origin) -> dict[str, NamedSchema]:
    """Return the root under `#`, and the definitions by name. A root that says nothing itself only holds them."""
    data = mapping(document.data)
    direction = DIRECTIONS.get(text(data.get("x-direction")), "both")
    found = {}
    holds = any(isinstance(data.get(key), Mapping) and data[key] for key in ("$defs", "definitions"))
    if (not holds or any(key in SAYING for key in data)) and (node := scope.node(document.data, root)):
        found["#"] = NamedSchema(title_of(document), node, root, direction)
    for key in ("definitions", "$defs"):
        for name, schema in entries(data.get(key)):
            at = root.child(key, name)
            if node := scope.node(schema, at):
                found[name] = NamedSchema(name, node, at)
    return found


def title_of(document: Document) -> str:
    """Return the title, else the name of the file."""
    return text(mapping(document.data).get("title")) or posixpath.basename(stem(document.file, ""))


def facts_of(document: Document) -> dict[str, Fact]:
    """Return the statements about the whole contract that have rules of their own: id, version, status."""
    data, root = mapping(document.data), Origin(document, "")
    facts = {name: Fact(text(data[key]), root.child(key)) for name, key in FACTS if text(data.get(key))}
    version, key = version_of(document)
    return {**facts, "version": Fact(version, root.child(key))} if version else facts


def version_of(document: Document) -> tuple[str, str]:
    """Return the version and the key that states it: `x-version`, `version`, or `$id` by what it ends in."""
    data = mapping(document.data)
    for key in ("x-version", "version"):
        if stated := written(document, data.get(key), f"/{key}"):
            return stated, key
    return version_in(text(data.get("$id"))), "$id"


def version_in(identifier: str) -> str:
    """Return the version that an identifier ends in (`…/order/1.2.0`, `…/order.v2.json`), empty where there is none."""
    found = VERSION.search(identifier)
    return found.group(1) if found else ""
