"""Minimal pairs of OpenAPI documents for the checks of the field that are about operations, not about one schema."""

from __future__ import annotations

from typing import Any

from .checks import AB, LIST, Json, Pair, S, api, below, carried, content, received, sent, there_and_back

PLAIN = api({})


def operation(**said: Any) -> Json:
    """Return a document whose operation says more; `x_` is written `x-`."""
    return api({name.replace("x_", "x-").replace("_", "-") if "x_" in name else name: v for name, v in said.items()})


def without() -> Json:
    """Return a document whose operation is gone, and with it its path."""
    made = api({})
    made["paths"] = {"/other": {"get": {"responses": {"200": {"description": "OK"}}}}}
    return made


def beside(document: Json) -> Json:
    """Return a document with another path, which stays."""
    document["paths"]["/other"] = {"get": {"responses": {"200": {"description": "OK"}}}}
    return document


def methods(*names: str, **said: Any) -> Json:
    """Return a document with several operations on one path; the first says more."""
    made = api({})
    plain = made["paths"].pop("/a/{id}")["post"]
    made["paths"]["/a/{id}"] = {name: {**plain, **(said if name == names[0] else {})} for name in names}
    return made


def webhooks(*names: str) -> Json:
    """Return a document with webhooks."""
    return api({}, webhooks={name: {"post": {"responses": {"200": {"description": "OK"}}}} for name in names})


def guarded(*asks: Json, everywhere: bool = False, **oauth: Any) -> Json:
    """Return a document whose operation, or all of it, asks for one of the given credentials."""
    flow = {"authorizationUrl": "https://a.test/auth", "scopes": {"read": "Read.", "write": "Write."}}
    token = oauth.pop("tokenUrl", None)
    kind = "authorizationCode" if token else "implicit"
    flow = {**flow, **({"tokenUrl": token} if token else {}), **oauth}
    scheme = {
        "key": {"type": "apiKey", "name": "X", "in": "header"},
        "oauth": {"type": "oauth2", "flows": {kind: flow}},
    }
    made = api({} if everywhere else {"security": list(asks)})
    made["components"]["securitySchemes"] = scheme
    return {**made, "security": list(asks)} if everywhere else made


def http(**said: Any) -> Json:
    """Return a document that asks for a credential of a scheme."""
    made = api({"security": [{"one": []}]})
    made["components"]["securitySchemes"] = {"one": said}
    return made


def with_parameter(**said: Any) -> Json:
    """Return a document with a parameter `p`; `x_` is written `x-`."""
    said = {name.replace("x_", "x-"): value for name, value in said.items()}
    return api({"parameters": [{"name": "p", "in": "query", "schema": S, **said}]})


def taking(**body: Any) -> Json:
    """Return a document with a body."""
    return api({"requestBody": {**content(AB), **body}})


def media(*names: str, schema: Any = AB) -> Json:
    """Return a document that takes media types."""
    return api({"requestBody": {"content": {name: {"schema": schema} for name in names}}})


def answering(*statuses: str, **said: Any) -> Json:
    """Return a document that answers with statuses."""
    return api({"responses": {status: {"description": "OK", **said} for status in statuses}})


def giving(*names: str) -> Json:
    """Return a document that answers in media types."""
    return answering("200", content={name: {"schema": AB} for name in names})


def header(*, there: bool = True, required: bool = False) -> Json:
    """Return a document that answers with a header."""
    return answering("200", headers={"X-A": {"schema": S, "required": required}} if there else {})


def no_parameters() -> Json:
    """Return a document whose path says nothing of its parameter."""
    made = api({})
    made["paths"]["/a/{id}"]["post"].pop("parameters")
    return made


def no_schema(put: Any) -> Json:
    """Return a document whose content says nothing of its schema."""
    made = put(AB)
    one = made["paths"]["/a/{id}"]["post"]
    told = one.get("requestBody") or one["responses"]["200"]
    told["content"] = {"application/json": {}}
    return made


LATER, SOON = "2099-12-31", "2099-01-31"
ONE, TWO, READ, BOTH = {"key": []}, {"oauth": []}, {"oauth": ["read"]}, {"oauth": ["read", "write"]}
SCOPES = {"read": "Read."}
DEPRECATED = {"deprecated": True, "x-sunset": LATER}
XML = "application/xml"

DOCUMENTS: dict[str, list[Pair]] = {
    **there_and_back(
        "api-stability-increased",
        "api-stability-decreased",
        (operation(x_stability_level="beta"), operation(x_stability_level="stable")),
        (operation(x_stability_level="alpha"), operation(x_stability_level="beta")),
        (operation(x_stability_level="alpha"), PLAIN),
        (operation(x_stability_level="draft"), operation(x_stability_level="stable")),
    ),
    **there_and_back("endpoint-deprecated", "endpoint-reactivated", (PLAIN, operation(deprecated=True))),
    "endpoint-deprecated-with-sunset": [(PLAIN, operation(deprecated=True, x_sunset=LATER))],
    **there_and_back(
        "request-parameter-deprecated",
        "request-parameter-reactivated",
        (with_parameter(), with_parameter(deprecated=True)),
    ),
    "api-path-removed-without-deprecation": [(beside(api({})), without())],
    "api-path-removed-with-deprecation": [(beside(api({"deprecated": True})), without())],
    "api-path-removed-before-sunset": [(beside(api(DEPRECATED)), without())],
    "api-removed-without-deprecation": [(methods("get", "post"), methods("post"))],
    "api-removed-with-deprecation": [(methods("get", "post", deprecated=True), methods("post"))],
    "api-removed-before-sunset": [(methods("get", "post", **DEPRECATED), methods("post"))],
    "endpoint-added": [(without(), beside(api({}))), (methods("post"), methods("post", "get"))],
    "sunset-deleted": [(operation(deprecated=True, x_sunset=LATER), operation(deprecated=True))],
    "api-sunset-date-changed-too-small": [
        (operation(deprecated=True, x_sunset=LATER), operation(deprecated=True, x_sunset=SOON))
    ],
    "request-parameter-sunset-deleted": [
        (with_parameter(deprecated=True, x_sunset=LATER), with_parameter(deprecated=True))
    ],
    "request-parameter-sunset-date-changed-too-small": [
        (with_parameter(deprecated=True, x_sunset=LATER), with_parameter(deprecated=True, x_sunset=SOON))
    ],
    "request-parameter-removed-with-deprecation": [(with_parameter(deprecated=True), PLAIN)],
    "request-parameter-removed-before-sunset": [(with_parameter(deprecated=True, x_sunset=LATER), PLAIN)],
    **there_and_back("api-operation-id-added", "api-operation-id-removed", (PLAIN, operation(operationId="make"))),
    **there_and_back("api-tag-added", "api-tag-removed", (operation(tags=["a"]), operation(tags=["a", "b"]))),
    **there_and_back("webhook-added", "webhook-removed", (webhooks("one"), webhooks("one", "two"))),
    "api-security-component-oauth-url-changed": [
        (guarded(READ), guarded(READ, authorizationUrl="https://b.test/auth")),
    ],
    "api-security-component-oauth-token-url-changed": [
        (guarded(READ, tokenUrl="https://a.test/token"), guarded(READ, tokenUrl="https://b.test/token")),
    ],
    "api-security-component-type-changed": [
        (http(type="apiKey", name="X", **{"in": "header"}), http(type="http", scheme="basic")),
    ],
    **there_and_back(
        "api-security-component-oauth-scope-added",
        "api-security-component-oauth-scope-removed",
        (guarded(READ, scopes=SCOPES), guarded(READ)),
    ),
    "api-security-component-oauth-scope-changed": [
        (guarded(READ, scopes={**SCOPES, "old": "Old."}), guarded(READ, scopes={**SCOPES, "new": "New."})),
    ],
    **there_and_back("api-security-added", "api-security-removed", (guarded(), guarded(ONE))),
    **there_and_back("api-security-scope-added", "api-security-scope-removed", (guarded(READ), guarded(BOTH))),
    **there_and_back(
        "api-global-security-added",
        "api-global-security-removed",
        (guarded(everywhere=True), guarded(ONE, everywhere=True)),
    ),
    **there_and_back(
        "api-global-security-scope-added",
        "api-global-security-scope-removed",
        (guarded(READ, everywhere=True), guarded(BOTH, everywhere=True)),
    ),
    "new-required-request-default-parameter-to-existing-path": [
        (PLAIN, api({"parameters": [{"name": "p", "in": "query", "required": True, "schema": {**S, "default": "x"}}]}))
    ],
    "new-optional-request-default-parameter-to-existing-path": [(PLAIN, with_parameter(schema={**S, "default": "x"}))],
    "new-request-path-parameter": [(no_parameters(), api({}))],
    "new-required-request-parameter": [(PLAIN, with_parameter(required=True))],
    "new-optional-request-parameter": [(PLAIN, with_parameter())],
    "request-parameter-removed": [(with_parameter(), PLAIN)],
    **there_and_back(
        "request-parameter-became-required",
        "request-parameter-became-optional",
        (with_parameter(), with_parameter(required=True)),
    ),
    "request-body-added-required": [(PLAIN, taking(required=True))],
    "request-body-added-optional": [(PLAIN, taking())],
    "request-body-removed": [(taking(), PLAIN)],
    **there_and_back("request-body-became-required", "request-body-became-optional", (taking(), taking(required=True))),
    **there_and_back(
        "request-body-media-type-added",
        "request-body-media-type-removed",
        (media("application/json"), media("application/json", XML)),
    ),
    **there_and_back(
        "request-body-media-type-schema-added", "request-body-media-type-schema-removed", (no_schema(sent), sent(AB))
    ),
    **there_and_back(
        "response-body-media-type-schema-added",
        "response-body-media-type-schema-removed",
        (no_schema(received), received(AB)),
    ),
    "request-body-type-compatible": [(sent({"type": "object"}, XML), sent(S, XML))],
    "response-body-type-compatible": [(received(S, XML), received({"type": "object"}, XML))],
    "request-property-type-compatible": [(sent(below({"type": "integer"}), XML), sent(below(S), XML))],
    "response-property-type-compatible": [(received(below(S), XML), received(below({"type": "integer"}), XML))],
    "response-header-type-compatible": [(carried(S), carried(LIST))],
    "response-header-became-optional": [(header(required=True), header())],
    "required-response-header-removed": [(header(required=True), header(there=False))],
    "optional-response-header-removed": [(header(), header(there=False))],
    "response-header-added": [(header(there=False), header())],
    **there_and_back(
        "response-media-type-added",
        "response-media-type-removed",
        (giving("application/json"), giving("application/json", XML)),
    ),
    "response-media-type-name-changed": [(giving("application/json"), giving(XML))],
    **there_and_back(
        "response-media-type-name-generalized",
        "response-media-type-name-specialized",
        (giving("application/vnd.a+json"), giving("application/json")),
        (giving("image/png"), giving("image/*")),
    ),
    **there_and_back(
        "response-success-status-added", "response-success-status-removed", (answering("200"), answering("200", "202"))
    ),
    **there_and_back(
        "response-non-success-status-added",
        "response-non-success-status-removed",
        (answering("200"), answering("200", "409")),
    ),
}
