"""Swagger 2.0 reads as OpenAPI 3 does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from contractdocs.model.interface import Interface

    from .conftest import Read

ORDERS = """
    swagger: "2.0"
    info: {title: Orders, version: 2.10}
    host: example.com
    basePath: /v1/
    schemes: [https, http]
    consumes: [application/json]
    produces: [application/json, Application/XML]
    parameters:
      Page: {name: page, in: query, type: integer, minimum: 1, required: true, description: which}
    paths:
      /orders:
        parameters: [{$ref: "#/parameters/Page"}]
        post:
          parameters:
            - {name: body, in: body, required: true, description: The order, schema: {$ref: "#/definitions/Order"}}
            - {name: csv, in: query, type: array, items: {type: string}}
            - {name: multi, in: query, type: array, items: {type: string}, collectionFormat: multi}
            - {name: pipes, in: query, type: array, items: {type: string}, collectionFormat: pipes}
            - {name: X-Trace, in: header, type: string, allowEmptyValue: true}
          responses:
            200:
              description: ok
              schema: {$ref: "#/definitions/Order"}
              headers: {X-Count: {type: integer, description: how many}}
              examples: {application/json: {id: a}}
            204: {description: nothing}
        put:
          consumes: [multipart/form-data]
          parameters:
            - {name: file, in: formData, type: file, required: true}
            - {name: note, in: formData, type: string}
          produces: [text/csv]
          responses: {"200": {description: ok, schema: {type: string}}}
        patch:
          consumes: []
          parameters: [{name: note, in: formData, type: string}]
          responses: {}
    definitions: {Order: {type: object, x-nullable: true}}
    securityDefinitions:
      basic: {type: basic}
      key: {type: apiKey, in: header, name: X-Key}
      login: {type: oauth2, flow: accessCode, authorizationUrl: "https://a", tokenUrl: "https://b", scopes: {read: all}}
    security: [{basic: []}]
    """


@pytest.fixture
def orders(read: Read) -> Interface:
    """Return the interface of the orders."""
    found: Interface = read(ORDERS)
    return found


def test_the_contract_as_a_whole(orders: Interface) -> None:
    assert (orders.format, orders.title, orders.version) == ("swagger 2.0", "Orders", "2.10")
    assert [server.url for server in orders.servers] == ["https://example.com/v1", "http://example.com/v1"]
    assert list(orders.operations) == ["POST /orders", "PUT /orders", "PATCH /orders"]
    assert orders.schemas["Order"].node[0].dialect == "swagger-2.0"
    assert orders.not_compared == ()


def test_the_body_parameter_is_the_body(orders: Interface) -> None:
    body = orders.operations["POST /orders"].body
    assert body is not None
    assert (body.required, body.description, list(body.payloads)) == (True, "The order", ["application/json"])
    (fragment,) = body.payloads["application/json"].schema
    assert fragment.schema == {"$ref": "#/definitions/Order"}
    target = orders.resolver.resolve("#/definitions/Order", fragment.origin)
    assert target is not None
    assert target.name == "Order"


@pytest.mark.parametrize(
    ("key", "types"), [("PUT", ["multipart/form-data"]), ("PATCH", ["application/x-www-form-urlencoded"])]
)
def test_form_fields_make_up_a_body(orders: Interface, key: str, types: list[str]) -> None:
    body = orders.operations[f"{key} /orders"].body
    assert body is not None
    assert list(body.payloads) == types
    (fragment,) = body.payloads[types[0]].schema
    assert isinstance(fragment.schema, dict)
    assert fragment.schema["properties"]["note"] == {"type": "string"}
    if key == "PUT":
        assert fragment.schema["required"] == ["file"]
        assert fragment.schema["properties"]["file"] == {"type": "string", "format": "binary"}
        assert body.required


@pytest.mark.parametrize(
    ("name", "style", "explode", "schema"),
    [
        ("page", "form", False, {"type": "integer", "minimum": 1}),
        ("csv", "form", False, {"type": "array", "items": {"type": "string"}}),
        ("multi", "form", True, {"type": "array", "items": {"type": "string"}}),
        ("pipes", "pipeDelimited", False, {"type": "array", "items": {"type": "string"}}),
        ("X-Trace", "simple", False, {"type": "string"}),
    ],
)
def test_parameters(orders: Interface, name: str, style: str, explode: bool, schema: object) -> None:
    found = next(one for one in orders.operations["POST /orders"].parameters if one.name == name)
    assert (found.style, found.explode, found.schema[0].schema) == (style, explode, schema)
    assert (found.required, found.description) == (name == "page", "which" if name == "page" else "")
    assert found.options == ({"allowEmptyValue": True} if name == "X-Trace" else {})


def test_answers(orders: Interface) -> None:
    responses = orders.operations["POST /orders"].responses
    assert {status: list(one.payloads) for status, one in responses.items()} == {
        "200": ["application/json", "application/xml"],
        "204": [],
    }
    assert responses["200"].payloads["application/json"].examples[0].value == {"id": "a"}
    assert responses["200"].headers["X-Count"].schema[0].schema == {"type": "integer"}
    assert list(orders.operations["PUT /orders"].responses["200"].payloads) == ["text/csv"]


def test_security_is_written_as_in_openapi_3(orders: Interface) -> None:
    assert {name: fact.value for name, fact in orders.security_schemes.items()} == {
        "basic": {"type": "http", "scheme": "basic"},
        "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
        "login": {
            "type": "oauth2",
            "flows": {
                "authorizationCode": {
                    "authorizationUrl": "https://a",
                    "tokenUrl": "https://b",
                    "scopes": {"read": "all"},
                }
            },
        },
    }
    security = orders.operations["PUT /orders"].security
    assert security is not None
    assert security.alternatives == ((("basic", ()),),)
