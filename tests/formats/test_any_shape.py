"""Whatever stands in a document, reading, validating and linting end without a crash."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contractdocs.documents import Document, parse
from contractdocs.formats import detect, guess
from contractdocs.rules.judgement import lint
from contractdocs.rules.registry import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

OPENAPI: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": "Orders",
        "version": "1.0.0",
        "contact": {"name": "a", "email": "a@example.com"},
        "x-status": "active",
    },
    "servers": [{"url": "https://{host}/v1", "variables": {"host": {"default": "example.com"}}}],
    "security": [{"key": []}],
    "tags": [{"name": "orders"}],
    "paths": {
        "/orders/{id}": {
            "$ref": "#/components/pathItems/Order",
            "parameters": [{"$ref": "#/components/parameters/Id"}],
            "post": {
                "operationId": "change",
                "tags": ["orders"],
                "parameters": [{"name": "q", "in": "query", "content": {"application/json": {"schema": True}}}],
                "requestBody": {"$ref": "#/components/requestBodies/Order"},
                "responses": {"200": {"$ref": "#/components/responses/Order"}, "4XX": {"description": "no"}},
                "callbacks": {"done": {"$ref": "#/components/callbacks/Done"}},
                "security": [{}],
            },
        }
    },
    "webhooks": {"shipped": {"post": {"responses": {"200": {"description": "seen"}}}}},
    "components": {
        "pathItems": {"Order": {"get": {"responses": {"default": {"description": "an order"}}}}},
        "parameters": {
            "Id": {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}, "example": "a"}
        },
        "requestBodies": {
            "Order": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}}
        },
        "responses": {
            "Order": {
                "description": "an order",
                "headers": {"X-Page": {"schema": {"type": "integer"}}},
                "content": {
                    "application/json": {
                        "schema": {"$ref": "#/components/schemas/Order"},
                        "examples": {"a": {"value": {}}},
                    }
                },
                "links": {"next": {"operationId": "change", "parameters": {"id": "$response.body#/id"}}},
            }
        },
        "callbacks": {"Done": {"{$request.body#/url}": {"post": {"responses": {"200": {"description": "seen"}}}}}},
        "schemas": {
            "Order": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": {"type": "string", "default": "a"},
                    "parent": {"$ref": "#/components/schemas/Order"},
                },
                "discriminator": {"propertyName": "id", "mapping": {"a": "#/components/schemas/Order"}},
                "oneOf": [{"$id": "part", "$anchor": "here"}, {"$ref": "#here"}],
                "$dynamicRef": "#meta",
                "$dynamicAnchor": "meta",
            }
        },
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
    },
}
SWAGGER: dict[str, Any] = {
    "swagger": "2.0",
    "info": {"title": "Orders", "version": "1.0.0"},
    "host": "example.com",
    "basePath": "/v1",
    "schemes": ["https"],
    "consumes": ["application/json"],
    "paths": {
        "/orders": {
            "post": {
                "parameters": [
                    {"name": "body", "in": "body", "schema": {"$ref": "#/definitions/Order"}},
                    {
                        "name": "ids",
                        "in": "query",
                        "type": "array",
                        "items": {"type": "string"},
                        "collectionFormat": "multi",
                    },
                ],
                "responses": {
                    "200": {
                        "description": "ok",
                        "schema": {"$ref": "#/definitions/Order"},
                        "headers": {"A": {"type": "string"}},
                    }
                },
            },
            "put": {
                "parameters": [{"name": "file", "in": "formData", "type": "file", "required": True}],
                "responses": {"200": {"description": "ok"}},
            },
        }
    },
    "definitions": {"Order": {"type": "object"}},
    "securityDefinitions": {
        "o": {"type": "oauth2", "flow": "implicit", "authorizationUrl": "https://example.com", "scopes": {}}
    },
}
JSON_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "https://example.com/order/1.0.0",
    "title": "Order",
    "x-direction": "input",
    "required": ["id"],
    "properties": {"id": {"$ref": "#/$defs/Id"}, "next": {"$ref": "#"}},
    "$defs": {"Id": {"$anchor": "id", "type": "string", "examples": ["a"]}},
}
VALID = {
    "openapi-3.0": {**OPENAPI, "openapi": "3.0.3"},
    "openapi-3.1": OPENAPI,
    "openapi-3.2": {**OPENAPI, "openapi": "3.2.0"},
    "swagger": SWAGGER,
    "json-schema": JSON_SCHEMA,
}
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from(
        ["$ref", "#", "#/", "#/components", "http://[", "../../x", "x-", "a/b#c", "3.1.0", "2.0", "\\\\host\\x"]
    ),
)
KEYS = st.one_of(
    st.text(max_size=5), st.sampled_from(["$ref", "type", "in", "name", "schema", "content", "$id", "required", "enum"])
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=6
)


def places(value: Any, steps: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the steps to every part of a value."""
    yield steps
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in pairs:
        yield from places(item, (*steps, key))


def planted(whole: Any, steps: tuple[Any, ...], value: Any) -> Any:
    """Return a copy of `whole` with `value` at the place of `steps`."""
    if not steps:
        return value
    changed = copy.deepcopy(whole)
    part = changed
    for step in steps[:-1]:
        part = part[step]
    part[steps[-1]] = value
    return changed


def work_through(document: Document) -> None:
    """Do with a document all that can be done with one."""
    guess(document)
    found = detect(document)
    if found is None:
        return
    for finding in found.validate(document):
        assert finding.new
        assert finding.new.place.line >= 1
        assert finding.message
    interface = found.read(document, lambda path: None)
    list(lint(Reading(document, document.data, interface), "", format_name=found.name))


@pytest.mark.parametrize("name", VALID)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_value_at_any_place_crashes(name: str, data: st.DataObject) -> None:
    whole = VALID[name]
    steps = data.draw(st.sampled_from(list(places(whole))))
    value = data.draw(VALUES)
    work_through(parse("orders.json", json.dumps(planted(whole, steps, value)).encode()))


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "3", "a", "{}", "openapi: 3.1", "swagger: 2", "openapi: {}", "$schema: 3", "1: 2"]
)
def test_no_small_document_crashes(text: str) -> None:
    work_through(parse("orders.yaml", text.encode()))


@pytest.mark.parametrize("value", [None, 3, "x", [None], {"a": None}, {"$ref": "#"}, {"$ref": "#/nowhere"}])
@pytest.mark.parametrize("name", ["openapi-3.1", "swagger", "json-schema"])
def test_no_simple_value_at_any_place_crashes(name: str, value: Any) -> None:
    for steps in places(VALID[name]):
        work_through(parse("orders.json", json.dumps(planted(VALID[name], steps, value)).encode()))
