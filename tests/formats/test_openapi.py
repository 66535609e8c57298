"""What a document of OpenAPI 3 is read as."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from contractdocs.formats.openapi_payloads import media_type

if TYPE_CHECKING:
    from contractdocs.model.interface import Interface, Node

    from .conftest import Read

ORDERS = """
    openapi: 3.1.0
    info:
      title: Orders
      version: 1.10
      summary: Takes orders
      description: Takes *orders*.
      contact: {name: Team Orders, email: orders@example.com, url: https://example.com/help}
      x-status: active
      x-released: 2026-03-01
    x-stability-level: stable
    servers:
      - {url: "https://{zone}.example.com/v1", description: live, variables: {zone: {default: eu}}}
    security: [{key: []}, {login: [read, write]}]
    tags: [{name: orders}, {name: shops}]
    paths:
      x-note: not a path
      /orders/{id}:
        summary: One order
        parameters:
          - {name: id, in: path, required: true, schema: {type: string}}
          - {name: lang, in: query, schema: {type: string}}
          - {name: X-Trace, in: header, schema: {type: string}}
        servers: [{url: https://orders.example.com}]
        get:
          operationId: getOrder
          tags: [orders]
          deprecated: true
          x-sunset: 2027-01-15
          x-stability-level: beta
          parameters:
            - {name: lang, in: query, required: true, schema: {type: integer}}
            - {name: x-trace, in: header, schema: {type: integer}}
            - {name: filter, in: query, content: {Application/JSON: {schema: {type: object}}}}
            - {name: ids, in: query, style: pipeDelimited, schema: {type: array}}
            - {name: session, in: cookie, schema: {type: string}, deprecated: true, allowReserved: true}
          responses:
            200: {$ref: "#/components/responses/Order"}
            4xx: {description: wrong}
            default: {description: other}
            x-note: {}
        post:
          summary: Change it
          security: []
          requestBody: {$ref: "#/components/requestBodies/Order"}
          responses: {"204": {description: done}}
          callbacks:
            changed:
              "{$request.body#/url}":
                post: {responses: {"200": {description: seen}}}
    webhooks:
      shipped:
        post:
          security: [{}]
          requestBody: {content: {application/json: {schema: {type: object}}}}
          responses: {"200": {description: seen}}
    components:
      responses:
        Order:
          description: The order
          headers:
            X-Count: {required: true, schema: {type: integer}, description: how many}
            Content-Type: {schema: {type: string}}
            X-Meta: {content: {text/plain: {schema: {type: string}}}}
          content:
            "Application/JSON;Charset=utf-8":
              schema: {$ref: "#/components/schemas/Order"}
              examples: {one: {value: {id: a}}, two: {$ref: "#/components/examples/Two"}, far: {externalValue: a.json}}
            text/csv: {schema: {type: string}, example: "a,b"}
          links: {next: {operationId: getOrder, parameters: {id: $response.body#/next}}}
      requestBodies:
        Order:
          required: true
          description: The new order
          content: {application/json: {schema: {$ref: "#/components/schemas/Order"}, encoding: {a: {contentType: b}}}}
      examples: {Two: {value: {id: b}}}
      schemas: {Order: {type: object}, Any: true}
      securitySchemes:
        key: {type: apiKey, in: header, name: X-Key}
        login: {$ref: "#/components/securitySchemes/oauth"}
        oauth: {type: oauth2, flows: {}}
    """
HEAD = "openapi: 3.1.0\ninfo: {title: a, version: 1.0.0}\n"


@pytest.fixture
def orders(read: Read) -> Interface:
    """Return the interface of the orders."""
    found: Interface = read(ORDERS)
    return found


def schema_of(node: Node) -> Any:
    """Return the only schema of a node."""
    (fragment,) = node
    return fragment.schema


def test_the_contract_as_a_whole(orders: Interface) -> None:
    assert orders.format == "openapi 3.1.0"
    assert (orders.title, orders.version) == ("Orders", "1.10")
    assert (orders.summary, orders.description) == ("Takes orders", "Takes *orders*.")
    assert (orders.owner, orders.status, orders.released) == ("Team Orders", "active", "2026-03-01")
    assert orders.stability == "stable"
    assert orders.support == (("email", "orders@example.com"), ("url", "https://example.com/help"))
    assert orders.tags == ("orders", "shops")
    assert {name: (fact.value, fact.origin.pointer) for name, fact in orders.facts.items()} == {
        "version": ("1.10", "/info/version"),
        "status": ("active", "/info/x-status"),
        "stability": ("stable", "/x-stability-level"),
    }
    assert orders.not_compared == ()


def test_servers_keep_their_path(orders: Interface) -> None:
    (server,) = orders.servers
    assert (server.url, server.description) == ("https://{zone}.example.com/v1", "live")
    assert server.variables == {"zone": {"default": "eu"}}
    assert [one.url for one in orders.operations["GET /orders/{id}"].servers] == ["https://orders.example.com"]


def test_operations_are_known_by_method_and_path(orders: Interface) -> None:
    assert list(orders.operations) == ["GET /orders/{id}", "POST /orders/{id}", "POST webhook:shipped"]
    get = orders.operations["GET /orders/{id}"]
    assert (get.method, get.path, get.origin.pointer) == ("GET", "/orders/{id}", "/paths/~1orders~1{id}/get")
    assert (get.operation_id, get.tags, get.title) == ("getOrder", ("orders",), "One order")
    assert (get.deprecated, get.sunset, get.stability) == (True, "2027-01-15", "beta")
    assert orders.operations["POST /orders/{id}"].title == "Change it"


def test_parameters_of_the_path_are_folded_in_and_those_of_the_operation_win(orders: Interface) -> None:
    get = orders.operations["GET /orders/{id}"]
    assert [(one.place, one.name) for one in get.parameters] == [
        ("path", "id"),
        ("query", "lang"),
        ("header", "x-trace"),
        ("query", "filter"),
        ("query", "ids"),
        ("cookie", "session"),
    ]
    language = get.parameters[1]
    assert language.required
    assert schema_of(language.schema) == {"type": "integer"}
    assert language.origin.pointer == "/paths/~1orders~1{id}/get/parameters/0"
    post = orders.operations["POST /orders/{id}"]
    assert [one.origin.pointer for one in post.parameters][:1] == ["/paths/~1orders~1{id}/parameters/0"]


@pytest.mark.parametrize(
    ("name", "style", "explode", "sent_as"),
    [
        ("id", "simple", False, ""),
        ("lang", "form", True, ""),
        ("x-trace", "simple", False, ""),
        ("ids", "pipeDelimited", False, ""),
        ("session", "form", True, ""),
        ("filter", "", False, "application/json"),
    ],
)
def test_style_and_explode_have_the_default_of_their_place(
    orders: Interface, name: str, style: str, explode: bool, sent_as: str
) -> None:
    found = next(one for one in orders.operations["GET /orders/{id}"].parameters if one.name == name)
    assert (found.style, found.explode, found.media_type) == (style, explode, sent_as)


def test_a_parameter_keeps_its_options(orders: Interface) -> None:
    session = orders.operations["GET /orders/{id}"].parameters[-1]
    assert session.deprecated
    assert session.options == {"allowReserved": True}


def test_responses_are_known_by_status_and_stand_at_their_component(orders: Interface) -> None:
    responses = orders.operations["GET /orders/{id}"].responses
    assert list(responses) == ["200", "4XX", "default"]
    found = responses["200"]
    assert (found.description, found.origin.pointer) == ("The order", "/components/responses/Order")
    assert list(found.payloads) == ["application/json; charset=utf-8", "text/csv"]
    payload = found.payloads["application/json; charset=utf-8"]
    assert schema_of(payload.schema) == {"$ref": "#/components/schemas/Order"}
    assert payload.schema[0].dialect == "2020-12"
    assert payload.schema[0].origin.pointer.endswith("/Application~1JSON;Charset=utf-8/schema")
    assert [(one.name, one.value, one.origin.pointer.split("/")[2]) for one in payload.examples] == [
        ("one", {"id": "a"}, "responses"),
        ("two", {"id": "b"}, "examples"),
    ]
    assert [(one.name, one.value) for one in found.payloads["text/csv"].examples] == [("", "a,b")]


def test_headers_and_links(orders: Interface) -> None:
    found = orders.operations["GET /orders/{id}"].responses["200"]
    assert list(found.headers) == ["X-Count", "X-Meta"]
    count = found.headers["X-Count"]
    assert (count.required, count.description, schema_of(count.schema)) == (True, "how many", {"type": "integer"})
    assert schema_of(found.headers["X-Meta"].schema) == {"type": "string"}
    link = found.links["next"]
    assert (link.target, link.details) == ("getOrder", {"parameters": {"id": "$response.body#/next"}})


def test_bodies(orders: Interface) -> None:
    body = orders.operations["POST /orders/{id}"].body
    assert body is not None
    assert (body.required, body.description, body.origin.pointer) == (
        True,
        "The new order",
        "/components/requestBodies/Order",
    )
    assert body.payloads["application/json"].encoding == {"a": {"contentType": "b"}}
    assert orders.operations["GET /orders/{id}"].body is None


def test_security_of_an_operation_overrides_that_of_the_document(orders: Interface) -> None:
    inherited = orders.operations["GET /orders/{id}"].security
    assert inherited is not None
    assert inherited.alternatives == ((("key", ()),), (("login", ("read", "write")),))
    assert inherited.origin.pointer == "/security"
    nobody = orders.operations["POST /orders/{id}"].security
    assert nobody is not None
    assert nobody.alternatives == ()
    optional = orders.operations["POST webhook:shipped"].security
    assert optional is not None
    assert optional.alternatives == ((),)
    assert {name: fact.value["type"] for name, fact in orders.security_schemes.items()} == {
        "key": "apiKey",
        "login": "oauth2",
        "oauth": "oauth2",
    }


def test_webhooks_and_callbacks_are_begun_by_the_provider(orders: Interface) -> None:
    assert orders.operations["GET /orders/{id}"].caller == "consumer"
    assert orders.operations["POST webhook:shipped"].caller == "provider"
    callbacks = orders.operations["POST /orders/{id}"].callbacks
    assert list(callbacks) == ["changed POST {$request.body#/url}"]
    assert callbacks["changed POST {$request.body#/url}"].caller == "provider"


def test_named_schemas(orders: Interface) -> None:
    assert {name: (schema_of(one.node), one.direction) for name, one in orders.schemas.items()} == {
        "Order": ({"type": "object"}, None),
        "Any": (True, None),
    }
    assert orders.schemas["Order"].origin.pointer == "/components/schemas/Order"


@pytest.mark.parametrize(("version", "dialect"), [("3.0.3", "openapi-3.0"), ("3.1.0", "2020-12"), ("3.2.0", "2020-12")])
def test_the_dialect_follows_the_version(read: Read, version: str, dialect: str) -> None:
    found = read(ORDERS.replace("3.1.0", version))
    assert found.schemas["Order"].node[0].dialect == dialect


def test_operations_of_32(read: Read) -> None:
    text = HEAD.replace("3.1", "3.2") + "paths: {/a: {query: {}, additionalOperations: {COPY: {}}}}"
    assert list(read(text).operations) == ["QUERY /a", "COPY /a"]


def test_a_path_item_in_another_file(read: Read) -> None:
    text = HEAD + "paths:\n  /a:\n    $ref: paths/a.yaml\n    summary: here\n    post: {responses: {}}\n"
    files = {
        "paths/a.yaml": """
            parameters: [{$ref: "../shared.yaml#/P"}]
            get: {responses: {"200": {description: ok, content: {a/b: {schema: {$ref: b.yaml}}}}}}
            post: {summary: there}
            """,
        "paths/b.yaml": "type: string",
        "shared.yaml": "P: {name: q, in: query, schema: {type: string}}",
    }
    found = read(text, files=files)
    assert list(found.operations) == ["GET /a", "POST /a"]
    get, post = found.operations.values()
    assert [(one.name, one.origin.document.file, one.origin.pointer) for one in get.parameters] == [
        ("q", "shared.yaml", "/P")
    ]
    assert (get.origin.document.file, post.origin.document.file) == ("paths/a.yaml", "orders.yaml")
    assert (get.title, post.title) == ("here", "here")
    node = get.responses["200"].payloads["a/b"].schema
    target = found.resolver.resolve("b.yaml", node[0].origin)
    assert target is not None
    assert target.name == "paths/b"


@pytest.mark.parametrize(
    ("text", "missed"),
    [
        ("paths: {/a: []}", "orders.yaml#/paths/~1a: a mapping is expected"),
        (
            "paths: {/a: {get: {parameters: [{$ref: '#/x'}]}}}",
            "orders.yaml#/paths/~1a/get/parameters/0: the reference `#/x` is not followed: the document has no `x`",
        ),
        (
            "paths: {/a: {get: {requestBody: {$ref: 'http://x'}}}}",
            (
                "orders.yaml#/paths/~1a/get/requestBody: the reference `http://x` is not followed: "
                "it leads out of the repository; nothing is fetched over the network"
            ),
        ),
        ("components: {schemas: {A: 3}}", "orders.yaml#/components/schemas/A: a schema is expected"),
        (
            "paths: {/a: {get: {responses: {'200': {content: {a/b: {}, A/B: {}}}}}}}",
            "orders.yaml#/paths/~1a/get/responses/200/content/A~1B: the media type `a/b` is stated twice",
        ),
        (
            "jsonSchemaDialect: https://example.com/mine",
            "orders.yaml#/jsonSchemaDialect: schemas of the dialect `https://example.com/mine` are read as 2020-12",
        ),
    ],
)
def test_what_is_not_read_is_named(read: Read, text: str, missed: str) -> None:
    assert read(HEAD + text).not_compared == (missed,)


def test_a_callback_that_leads_back_to_itself_ends(read: Read) -> None:
    text = """
        paths: {/a: {post: {callbacks: {again: {$ref: "#/components/callbacks/Again"}}}}}
        components:
          callbacks:
            Again: {"{$url}": {post: {callbacks: {again: {$ref: "#/components/callbacks/Again"}}}}}
        """
    (operation,) = read(HEAD + dedent(text)).operations.values()
    (callback,) = operation.callbacks.values()
    assert callback.callbacks == {}


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("application/json", "application/json"),
        ("Application/JSON", "application/json"),
        ("text/plain;charset=UTF-8", "text/plain; charset=UTF-8"),
        ("text/plain ; Charset=UTF-8; a=B", "text/plain; charset=UTF-8; a=B"),
        ("*/*", "*/*"),
        ("", ""),
    ],
)
def test_media_types_have_one_spelling(written: str, read_as: str) -> None:
    assert media_type(written) == read_as
