"""A document that is written otherwise and promises the same has no changes, whichever of the two is the older one."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from contractdocs.compare import compare
from contractdocs.rules.judgement import judge

from .conformance import PAIRS as FIELD
from .conformance import read as read_file
from .rewritings import REWRITINGS, Json
from .test_mirror import PAIRS, Plain, read, there_and_back

MONEY: Json = {
    "type": "object",
    "properties": {
        "amount": {"type": "integer", "minimum": 0, "exclusiveMinimum": True},
        "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "note": {"type": "string", "nullable": True, "maxLength": 20},
    },
    "required": ["amount", "currency"],
}
ORDER: Json = {
    "type": "object",
    "description": "What a customer wants.",
    "properties": {
        "id": {"type": "string", "format": "uuid", "readOnly": True},
        "secret": {"type": "string", "writeOnly": True},
        "state": {"type": "string", "enum": ["new", "paid", "sent"], "default": "new"},
        "total": {"$ref": "#/components/schemas/Money"},
        "gift": {"allOf": [{"$ref": "#/components/schemas/Money"}], "nullable": True},
        "lines": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}, "minItems": 1},
        "labels": {"type": "object", "additionalProperties": {"type": "string", "nullable": True}},
    },
    "required": ["id", "secret", "state", "lines"],
}
LINE: Json = {
    "type": "object",
    "properties": {
        "sku": {"type": "string", "minLength": 3},
        "count": {"type": "integer", "minimum": 1, "maximum": 99},
        "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}},
    },
    "required": ["sku", "count"],
    "additionalProperties": False,
}


def content(name: str) -> Json:
    """Return a body or an answer that is a component."""
    return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}


SHOP: Json = {
    "openapi": "3.0.3",
    "info": {"title": "Shop", "version": "1.0.0"},
    "servers": [{"url": "https://shop.example/v1"}],
    "security": [{"key": []}, {"oauth": ["read"]}],
    "paths": {
        "/orders/{id}": {
            "parameters": [
                {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
                {"$ref": "#/components/parameters/Trace"},
            ],
            "get": {
                "parameters": [
                    {"name": "fields", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}}
                ],
                "responses": {
                    "200": {"description": "The order.", **content("Order")},
                    "404": {"$ref": "#/components/responses/Gone"},
                },
            },
            "put": {
                "security": [{"oauth": ["read", "write"]}],
                "requestBody": {"required": True, **content("Order")},
                "responses": {
                    "200": {
                        "description": "The order.",
                        "headers": {"ETag": {"required": True, "schema": {"type": "string"}}},
                        **content("Order"),
                    }
                },
            },
        },
        "/orders": {
            "post": {
                "requestBody": {"$ref": "#/components/requestBodies/Order"},
                "responses": {"201": {"description": "It is placed.", **content("Order")}},
                "callbacks": {
                    "paid": {
                        "{$request.body#/url}": {
                            "post": {"requestBody": content("Money"), "responses": {"204": {"description": "Thanks."}}}
                        }
                    }
                },
            }
        },
    },
    "components": {
        "schemas": {"Order": ORDER, "Line": LINE, "Money": MONEY},
        "parameters": {"Trace": {"name": "X-Trace", "in": "header", "schema": {"type": "string", "maxLength": 64}}},
        "requestBodies": {"Order": {"required": True, **content("Order")}},
        "responses": {"Gone": {"description": "There is none.", **content("Money")}},
        "securitySchemes": {
            "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
            "oauth": {
                "type": "oauth2",
                "flows": {
                    "implicit": {
                        "authorizationUrl": "https://a.example",
                        "scopes": {"read": "Read.", "write": "Write."},
                    }
                },
            },
        },
    },
}
EVENTS: Json = {
    "openapi": "3.1.0",
    "info": {"title": "Events", "version": "1.0.0"},
    "paths": {
        "/search": {
            "get": {
                "parameters": [
                    {
                        "name": "filter",
                        "in": "query",
                        "style": "deepObject",
                        "explode": True,
                        "schema": {"$ref": "#/components/schemas/Filter"},
                    }
                ],
                "responses": {
                    "200": {"description": "What was found.", **content("Page")},
                    "default": {"description": "No.", **content("Fault")},
                },
            }
        }
    },
    "webhooks": {"found": {"post": {"requestBody": content("Page"), "responses": {"200": {"description": "Thanks."}}}}},
    "components": {
        "schemas": {
            "Filter": {
                "type": "object",
                "properties": {
                    "from": {"type": "string", "format": "date"},
                    "to": {"type": "string"},
                    "kind": {"enum": ["a", "b"]},
                },
                "dependentRequired": {"to": ["from"]},
            },
            "Page": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "prefixItems": [{"type": "string"}],
                        "items": {"$ref": "#/components/schemas/Node"},
                    },
                    "next": {"type": ["string", "null"]},
                    "range": {"type": "array", "contains": {"type": "integer"}, "maxContains": 2},
                },
                "required": ["items"],
                "if": {"properties": {"next": {"type": "null"}}, "required": ["next"]},
                "then": {"required": ["range"]},
            },
            "Node": {
                "type": "object",
                "properties": {
                    "left": {"$ref": "#/components/schemas/Node"},
                    "value": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
                },
                "patternProperties": {"^x-": {"type": "string"}},
                "propertyNames": {"maxLength": 30},
            },
            "Fault": {
                "type": "object",
                "properties": {"code": {"const": "no"}, "text": {"type": "string", "not": {"const": ""}}},
            },
        }
    },
}
PETS: Json = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1.0.0"},
    "paths": {
        "/pets": {
            "post": {
                "requestBody": content("Pet"),
                "responses": {"200": {"description": "The pet.", **content("Pet")}},
            },
            "get": {"responses": {"200": {"description": "Any.", **content("Anything")}}},
        }
    },
    "components": {
        "schemas": {
            "Pet": {
                "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
                "discriminator": {
                    "propertyName": "kind",
                    "mapping": {"cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog"},
                },
            },
            "Cat": {
                "type": "object",
                "properties": {"kind": {"const": "cat"}, "lives": {"type": "integer"}},
                "required": ["kind"],
            },
            "Dog": {
                "type": "object",
                "properties": {"kind": {"const": "dog"}, "barks": {"type": "boolean"}},
                "required": ["kind"],
            },
            "Anything": {
                "anyOf": [{"$ref": "#/components/schemas/Cat"}, {"type": "array", "items": True}, {"type": "null"}]
            },
        }
    },
}
RICH = {"shop": SHOP, "events": EVENTS, "pets": PETS}
FEW = 3
"""Of the examples of rule pages, one in so many is rewritten."""


def examples() -> dict[str, Json]:
    """Return the documents of rule pages that have operations, each once."""
    texts = dict.fromkeys(example.before for example in PAIRS if example.format == "openapi")
    read_all = [yaml.load(text, Plain) for text in list(texts)[::FEW]]
    return {f"example {number}": one for number, one in enumerate(read_all) if is_rewritable(one)}


def field() -> dict[str, Json]:
    """Return the older documents of the pairs of the field, each once, where they are beside the checkout."""
    files = [next(case.parent.glob("old.*")) for case in sorted(FIELD.glob("*/expected.json"))]
    texts = {file.read_text("utf-8"): file for file in files}
    return {file.parent.name: data for file in texts.values() if is_rewritable(data := data_of(file))}


@cache
def data_of(file: Path) -> Json:
    """Return what a file of the field holds."""
    text = file.read_text("utf-8")
    return dict(json.loads(text) if file.suffix == ".json" else yaml.load(text, Plain))


def is_rewritable(document: Any) -> bool:
    """Return whether a document has operations of OpenAPI 3; how parts of forms are written is compared as text."""
    said = str(document)
    return (
        bool(document.get("paths")) and "openapi" in document and "'encoding'" not in said and "mixedBoth" not in said
    )


def differences(old: Json, new: Json) -> list[tuple[str, str]]:
    """Return what is found between two documents, either way."""
    sides = [read("a.json", json.dumps(side).encode()) for side in (old, new)]
    both = (compare(*sides), compare(*sides[::-1]))
    return [
        *((change.kind, change.address) for found in both for change in found.changes),
        *(("not compared", one) for found in both for one in found.not_compared),
    ]


@pytest.mark.parametrize("how", REWRITINGS)
@pytest.mark.parametrize("name", RICH)
def test_a_rich_document_written_otherwise_has_no_changes(name: str, how: str) -> None:
    assert differences(RICH[name], REWRITINGS[how](RICH[name])) == []


@pytest.mark.parametrize("how", REWRITINGS)
def test_each_way_of_writing_makes_another_document_of_one(how: str) -> None:
    written = [json.dumps(REWRITINGS[how](document)) != json.dumps(document) for document in RICH.values()]
    assert any(written) != (how == "deepcopy")


@pytest.mark.parametrize("how", REWRITINGS)
def test_documents_written_otherwise_have_no_changes(how: str) -> None:
    documents = {**examples(), **field()}
    assert len(documents) > 50
    rewritten = {name: REWRITINGS[how](document) for name, document in documents.items()}
    found = {name: differences(document, rewritten[name]) for name, document in documents.items()}
    assert {name: said for name, said in found.items() if said} == {}


def test_all_ways_of_writing_at_once_have_no_changes() -> None:
    for document in RICH.values():
        made = document
        for rewrite in REWRITINGS.values():
            made = rewrite(made)
        assert differences(document, made) == []


@pytest.mark.skipif(not FIELD.is_dir(), reason="the pairs of the field are not beside the checkout")
@pytest.mark.parametrize("how", ["in_version_31", "in_all_of_one", "objects_split"])
def test_a_pair_of_the_field_is_judged_alike_however_its_newer_side_is_written(how: str) -> None:
    other = {}
    for case in sorted(path.parent for path in FIELD.glob("*/expected.json")):
        old, new = (data_of(next(case.glob(f"{side}.*"))) for side in ("old", "new"))
        if is_rewritable(new) and REWRITINGS[how](new) != new:
            was, is_now = breaking(old, new), breaking(old, REWRITINGS[how](new))
            if was != is_now:
                other[case.name] = (was, is_now)
    assert other == {}


def breaking(old: Json, new: Json) -> list[str]:
    """Return the rules of the breaking changes between two documents."""
    sides = (read("a.json", json.dumps(side).encode()) for side in (old, new))
    found = (judge(replace(change, prove=None), "x") for change in compare(*sides).changes)
    return sorted({finding.rule for finding in found if finding.level == "breaking"})


@pytest.mark.skipif(not FIELD.is_dir(), reason="the pairs of the field are not beside the checkout")
def test_swapping_the_sides_of_a_pair_of_the_field_turns_additions_into_removals() -> None:
    lost = {}
    for case in sorted(path.parent for path in FIELD.glob("*/expected.json")):
        sides = [read_file(next(case.glob(f"{side}.*"))) for side in ("old", "new")]
        there, back = ({change.kind for change in compare(*pair).changes} for pair in (sides, sides[::-1]))
        kinds = [(kind, back) for kind in there] + [(kind, there) for kind in back]
        moved = [kind for kind, other in kinds if kind.endswith(MOVES) and not there_and_back(kind) & other]
        if moved:
            lost[case.name] = moved
    assert lost == {}


MOVES = ("added", "removed")
