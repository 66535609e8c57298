"""Pairs of small OpenAPI documents, each with whether anybody who was right is wrong now."""

from __future__ import annotations

import json
from typing import Any

import pytest

from contractdocs.compare import compare
from contractdocs.documents import parse
from contractdocs.formats import detect
from contractdocs.model.interface import Interface
from contractdocs.rules.judgement import judge

Json = dict[str, Any]
PAIRS: list[tuple[str, Json, Json, bool]] = []


def pair(name: str, old: Json, new: Json, breaking: bool) -> None:
    PAIRS.append((name, old, new, breaking))


def doc(
    op: Json | None = None,
    ver: str = "3.0.3",
    comp: Json | None = None,
    path: str = "/a",
    method: str = "post",
    **top: Any,
) -> Json:
    parts = {"components": comp} if comp else {}
    return {"openapi": ver, "info": {"title": "A", "version": "1"}, "paths": {path: {method: op or {}}}, **parts, **top}


def ok(schema: Any = None, media: str = "application/json", **more: Any) -> Json:
    content = {} if schema is None else {"content": {media: {"schema": schema}}}
    return {"description": "OK.", **more, **content}


def req(schema: Any, media: str = "application/json", required: bool = False, **more: Any) -> Json:
    body = {"required": required, "content": {media: {"schema": schema}}}
    return {"requestBody": body, "responses": {"200": ok()}, **more}


def res(schema: Any, media: str = "application/json", code: str = "200", **more: Any) -> Json:
    return {"responses": {code: ok(schema, media)}, **more}


def par(*parameters: Json, **more: Any) -> Json:
    return {"parameters": list(parameters), "responses": {"200": ok()}, **more}


def q(name: str = "a", schema: Any = None, where: str = "query", required: bool = False, **more: Any) -> Json:
    asked = required or where == "path"
    return {"name": name, "in": where, "required": asked, "schema": schema or {"type": "string"}, **more}


def O(properties: Json, required: Any = (), **more: Any) -> Json:  # noqa: E743
    asked = {"required": list(required)} if required else {}
    return {"type": "object", "properties": properties, **asked, **more}


def E(*values: str) -> Json:
    return {"type": "string", "enum": list(values)}


def R(name: str) -> Json:
    return {"$ref": "#/components/schemas/" + name}


def s(*ways: Json) -> Json:
    return {"responses": {"200": ok()}, "security": list(ways)}


def sw(params: Any = (), resp: Any = None, **top: Any) -> Json:
    answer = {"description": "OK.", **({"schema": resp} if resp else {})}
    paths = {"/a": {"post": {"parameters": list(params), "responses": {"200": answer}}}}
    media = {"consumes": ["application/json"], "produces": ["application/json"]}
    return {"swagger": "2.0", "info": {"title": "A", "version": "1"}, **media, "paths": paths, **top}


def bd(schema: Any) -> Json:
    return {"in": "body", "name": "body", "schema": schema}


S, I, N, B = {"type": "string"}, {"type": "integer"}, {"type": "number"}, {"type": "boolean"}  # noqa: E741
NS = {"type": "string", "nullable": True}
C = {
    "schemas": {
        "Cat": O({"m": S, "t": E("cat")}, ["t"]),
        "Dog": O({"b": S, "t": E("dog")}, ["t"]),
        "Cow": O({"c": S, "t": E("cow")}, ["t"]),
    }
}
OAUTH = {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://t", "scopes": {"r": "", "w": ""}}}}
KEY = {"type": "apiKey", "in": "header", "name": "X"}
sec: Json = {"securitySchemes": {"k": KEY, "o": OAUTH, "b": {"type": "http", "scheme": "bearer"}}}

pair("query param integer -> string", doc(par(q(schema=I))), doc(par(q(schema=S))), False)
pair("query param string -> integer", doc(par(q(schema=S))), doc(par(q(schema=I))), True)
pair(
    "query param single -> array (form explode)",
    doc(par(q(schema=S))),
    doc(par(q(schema={"type": "array", "items": S}))),
    False,
)
pair(
    "path param renamed",
    doc(par(q("id", where="path")), path="/a/{id}"),
    doc(par(q("key", where="path")), path="/a/{key}"),
    False,
)
pair(
    "path param type int -> string",
    doc(par(q("id", I, where="path")), path="/a/{id}"),
    doc(par(q("id", S, where="path")), path="/a/{id}"),
    False,
)
pair("header param case", doc(par(q("X-A", where="header"))), doc(par(q("x-a", where="header"))), False)
pair(
    "param moved op->path level",
    doc(par(q())),
    {**doc({"responses": {"200": ok()}}), "paths": {"/a": {"parameters": [q()], "post": {"responses": {"200": ok()}}}}},
    False,
)
pair("required param added w/ default", doc(par()), doc(par(q(schema={**S, "default": "x"}, required=True))), True)
pair("optional header param added", doc(par()), doc(par(q(where="header"))), False)
pair(
    "param explode default stated",
    doc(par(q(schema={"type": "array", "items": S}))),
    doc(par(q(schema={"type": "array", "items": S}, explode=True, style="form"))),
    False,
)
pair(
    "param explode changed",
    doc(par(q(schema={"type": "array", "items": S}))),
    doc(par(q(schema={"type": "array", "items": S}, explode=False))),
    True,
)
pair(
    "param style changed",
    doc(par(q(schema={"type": "array", "items": S}, explode=False, style="form"))),
    doc(par(q(schema={"type": "array", "items": S}, explode=False, style="pipeDelimited"))),
    True,
)
pair("cookie param became required", doc(par(q(where="cookie"))), doc(par(q(where="cookie", required=True))), True)
pair(
    "param schema -> content json",
    doc(par(q())),
    doc(par({"name": "a", "in": "query", "content": {"application/json": {"schema": S}}})),
    True,
)
pair(
    "param enum widened", doc(par(q(schema={**S, "enum": ["a"]}))), doc(par(q(schema={**S, "enum": ["a", "b"]}))), False
)
pair(
    "param enum order",
    doc(par(q(schema={**S, "enum": ["a", "b"]}))),
    doc(par(q(schema={**S, "enum": ["b", "a"]}))),
    False,
)
pair(
    "param enum value removed",
    doc(par(q(schema={**S, "enum": ["a", "b"]}))),
    doc(par(q(schema={**S, "enum": ["a"]}))),
    True,
)
pair(
    "param array items enum removed",
    doc(par(q(schema={"type": "array", "items": {**S, "enum": ["a", "b"]}}))),
    doc(par(q(schema={"type": "array", "items": {**S, "enum": ["a"]}}))),
    True,
)
pair(
    "param maxItems added",
    doc(par(q(schema={"type": "array", "items": S}))),
    doc(par(q(schema={"type": "array", "items": S, "maxItems": 3}))),
    True,
)
pair("Accept header param ignored", doc(par()), doc(par(q("Accept", where="header", required=True))), False)
pair(
    "response header removed required",
    doc({"responses": {"200": ok(headers={"X-A": {"required": True, "schema": S}})}}),
    doc({"responses": {"200": ok()}}),
    True,
)
pair(
    "response header req->optional",
    doc({"responses": {"200": ok(headers={"X-A": {"required": True, "schema": S}})}}),
    doc({"responses": {"200": ok(headers={"X-A": {"schema": S}})}}),
    True,
)
pair(
    "response header name case",
    doc({"responses": {"200": ok(headers={"X-A": {"schema": S}})}}),
    doc({"responses": {"200": ok(headers={"x-a": {"schema": S}})}}),
    False,
)
pair(
    "response header int->string",
    doc({"responses": {"200": ok(headers={"X-A": {"schema": I}})}}),
    doc({"responses": {"200": ok(headers={"X-A": {"schema": S}})}}),
    True,
)
pair("200 removed, 201 added", doc(res(S)), doc(res(S, code="201")), True)
pair("404 removed", doc({"responses": {"200": ok(), "404": ok()}}), doc({"responses": {"200": ok()}}), False)
pair("500 added", doc(res(S)), doc({"responses": {"200": ok(S), "500": ok(S)}}), False)
pair(
    "default covers 404 removal",
    doc({"responses": {"200": ok(), "404": ok(S), "default": ok(S)}}),
    doc({"responses": {"200": ok(), "default": ok(S)}}),
    False,
)
pair(
    "response media removed",
    doc(
        {
            "responses": {
                "200": {"description": "", "content": {"application/json": {"schema": S}, "text/csv": {"schema": S}}}
            }
        }
    ),
    doc(res(S)),
    True,
)
pair(
    "request media added",
    doc(req(S)),
    doc(
        {
            "requestBody": {"content": {"application/json": {"schema": S}, "text/plain": {"schema": S}}},
            "responses": {"200": ok()},
        }
    ),
    False,
)
pair("request json -> */*", doc(req(S)), doc(req(S, "*/*")), False)
pair(
    "response media added",
    doc(res(S)),
    doc(
        {
            "responses": {
                "200": {"description": "", "content": {"application/json": {"schema": S}, "text/csv": {"schema": S}}}
            }
        }
    ),
    False,
)
pair("body optional added", doc({"responses": {"200": ok()}}), doc(req(S)), False)
pair("body required added", doc({"responses": {"200": ok()}}), doc(req(S, required=True)), True)
pair("body became required", doc(req(S)), doc(req(S, required=True)), True)
pair(
    "response schema removed",
    doc(res(O({"a": S}))),
    doc({"responses": {"200": {"description": "", "content": {"application/json": {}}}}}),
    True,
)
pair("response body removed", doc(res(O({"a": S}))), doc({"responses": {"200": ok()}}), True)
pair("security added", doc({"responses": {"200": ok()}}, comp=sec), doc(s({"k": []}), comp=sec), True)
pair("security removed", doc(s({"k": []}), comp=sec), doc({"responses": {"200": ok()}}, comp=sec), False)
pair("security alternative added", doc(s({"k": []}), comp=sec), doc(s({"k": []}, {"b": []}), comp=sec), False)
pair("security alternative removed", doc(s({"k": []}, {"b": []}), comp=sec), doc(s({"k": []}), comp=sec), True)
pair("security AND", doc(s({"k": []}), comp=sec), doc(s({"k": [], "b": []}), comp=sec), True)
pair("scope removed from op", doc(s({"o": ["r", "w"]}), comp=sec), doc(s({"o": ["r"]}), comp=sec), False)
pair("security made optional {}", doc(s({"k": []}), comp=sec), doc(s({"k": []}, {}), comp=sec), False)
pair(
    "global -> op same",
    doc({"responses": {"200": ok()}}, comp=sec, security=[{"k": []}]),
    doc(s({"k": []}), comp=sec),
    False,
)
pair(
    "apikey header name changed",
    doc(s({"k": []}), comp=sec),
    doc(
        s({"k": []}),
        comp={"securitySchemes": {**sec["securitySchemes"], "k": {"type": "apiKey", "in": "header", "name": "Y"}}},
    ),
    True,
)
pair(
    "unused scheme removed",
    doc(s({"k": []}), comp=sec),
    doc(s({"k": []}), comp={"securitySchemes": {"k": sec["securitySchemes"]["k"]}}),
    False,
)
pair("resp enum value added", doc(res(O({"a": E("a")}))), doc(res(O({"a": E("a", "b")}))), False)
pair("resp enum value removed", doc(res(O({"a": E("a", "b")}))), doc(res(O({"a": E("a")}))), False)
pair("req enum removed all", doc(req(O({"a": E("a", "b")}))), doc(req(O({"a": S}))), False)
pair("req enum introduced", doc(req(O({"a": S}))), doc(req(O({"a": E("a", "b")}))), True)
pair(
    "const changed req",
    doc(req(O({"a": {"const": "x"}})), ver="3.1.0"),
    doc(req(O({"a": {"const": "y"}})), ver="3.1.0"),
    True,
)
pair(
    "enum -> const superset",
    doc(req(O({"a": {"const": "x"}})), ver="3.1.0"),
    doc(req(O({"a": {"enum": ["x", "y"]}})), ver="3.1.0"),
    False,
)
pair("int enum value by value 1 vs 1.0", doc(req({"enum": [1, 2]})), doc(req({"enum": [1.0, 2]})), False)
pair(
    "3.0 nullable -> 3.1 type list",
    doc(res(O({"a": NS}))),
    doc(res(O({"a": {"type": ["string", "null"]}})), ver="3.1.0"),
    False,
)
pair(
    "3.0 nullable ref allOf -> 3.1 oneOf null",
    doc(
        res(O({"a": {"nullable": True, "allOf": [{"$ref": "#/components/schemas/P"}]}})),
        comp={"schemas": {"P": O({"x": S})}},
    ),
    doc(
        res(O({"a": {"oneOf": [{"$ref": "#/components/schemas/P"}, {"type": "null"}]}})),
        ver="3.1.0",
        comp={"schemas": {"P": O({"x": S})}},
    ),
    False,
)
pair("req nullable dropped", doc(req(O({"a": NS}))), doc(req(O({"a": S}))), True)
pair("resp nullable added", doc(res(O({"a": S}))), doc(res(O({"a": NS}))), True)
pair("resp nullable dropped", doc(res(O({"a": NS}))), doc(res(O({"a": S}))), False)
pair("req nullable added", doc(req(O({"a": S}))), doc(req(O({"a": NS}))), False)
pair(
    "3.0 exclusiveMinimum bool -> 3.1",
    doc(req({**I, "minimum": 3, "exclusiveMinimum": True})),
    doc(req({**I, "exclusiveMinimum": 3}), ver="3.1.0"),
    False,
)
pair(
    "3.1 examples / 3.0 example",
    doc(req({**S, "example": "x"})),
    doc(req({**S, "examples": ["x"]}), ver="3.1.0"),
    False,
)
pair(
    "3.0 format byte -> 3.1 contentEncoding",
    doc(req({**S, "format": "byte"})),
    doc(req({**S, "contentEncoding": "base64"}), ver="3.1.0"),
    False,
)
pair(
    "3.0 format binary -> 3.1 empty octet",
    doc(req({**S, "format": "binary"}, "application/octet-stream")),
    doc({"requestBody": {"content": {"application/octet-stream": {}}}, "responses": {"200": ok()}}, ver="3.1.0"),
    False,
)
pair(
    "req oneOf branch added",
    doc(req({"oneOf": [R("Cat")]}), comp=C),
    doc(req({"oneOf": [R("Cat"), R("Dog")]}), comp=C),
    False,
)
pair(
    "req oneOf branch removed",
    doc(req({"oneOf": [R("Cat"), R("Dog")]}), comp=C),
    doc(req({"oneOf": [R("Cat")]}), comp=C),
    True,
)
pair(
    "resp oneOf branch added",
    doc(res({"oneOf": [R("Cat"), R("Dog")]}), comp=C),
    doc(res({"oneOf": [R("Cat"), R("Dog"), R("Cow")]}), comp=C),
    True,
)
pair(
    "resp oneOf branch removed",
    doc(res({"oneOf": [R("Cat"), R("Dog")]}), comp=C),
    doc(res({"oneOf": [R("Cat")]}), comp=C),
    False,
)
pair(
    "oneOf -> anyOf",
    doc(req({"oneOf": [R("Cat"), R("Dog")]}), comp=C),
    doc(req({"anyOf": [R("Cat"), R("Dog")]}), comp=C),
    False,
)
pair(
    "ref wrapped in allOf w/ description",
    doc(req(O({"a": R("Cat")})), comp=C),
    doc(req(O({"a": {"allOf": [R("Cat")], "description": "x"}})), comp=C),
    False,
)
pair("inline vs ref", doc(req(R("Cat")), comp=C), doc(req(C["schemas"]["Cat"]), comp=C), False)
pair(
    "allOf base requires new",
    doc(req({"allOf": [R("Cat"), O({"z": S})]}), comp=C),
    doc(req({"allOf": [R("Cat"), O({"z": S}, ["z"])]}), comp=C),
    True,
)
pair(
    "allOf part removed resp",
    doc(res({"allOf": [R("Cat"), O({"z": S}, ["z"])]}), comp=C),
    doc(res({"allOf": [R("Cat")]}), comp=C),
    True,
)
pair("not added", doc(req(S)), doc(req({**S, "not": {"enum": ["x"]}})), True)
pair(
    "cycle ref property type changed",
    doc(req(R("N")), comp={"schemas": {"N": O({"n": R("N"), "v": I})}}),
    doc(req(R("N")), comp={"schemas": {"N": O({"n": R("N"), "v": B})}}),
    True,
)
pair("req prop required", doc(req(O({"a": S}))), doc(req(O({"a": S}, ["a"]))), True)
pair("resp prop optional", doc(res(O({"a": S}, ["a"]))), doc(res(O({"a": S}))), True)
pair(
    "req readOnly required added",
    doc(req(O({"a": S}))),
    doc(req(O({"a": S, "id": {**S, "readOnly": True}}, ["id"]))),
    False,
)
pair("addProps true->false req", doc(req(O({"a": S}))), doc(req(O({"a": S}, additionalProperties=False))), True)
pair("int->number req", doc(req(O({"a": I}))), doc(req(O({"a": N}))), False)
pair("number->int req", doc(req(O({"a": N}))), doc(req(O({"a": I}))), True)
pair("int->number resp", doc(res(O({"a": I}))), doc(res(O({"a": N}))), True)
pair(
    "int32->int64 resp",
    doc(res(O({"a": {**I, "format": "int32"}}))),
    doc(res(O({"a": {**I, "format": "int64"}}))),
    True,
)
pair(
    "int32->int64 req",
    doc(req(O({"a": {**I, "format": "int32"}}))),
    doc(req(O({"a": {**I, "format": "int64"}}))),
    False,
)
pair(
    "minLength lowered req", doc(req(O({"a": {**S, "minLength": 3}}))), doc(req(O({"a": {**S, "minLength": 1}}))), False
)
pair(
    "minLength lowered resp", doc(res(O({"a": {**S, "minLength": 3}}))), doc(res(O({"a": {**S, "minLength": 1}}))), True
)
pair("maxProperties lowered", doc(req(O({"a": S}, maxProperties=5))), doc(req(O({"a": S}, maxProperties=3))), True)
pair(
    "uniqueItems added req",
    doc(req({"type": "array", "items": S})),
    doc(req({"type": "array", "items": S, "uniqueItems": True})),
    True,
)
pair("multipleOf 10->5 req", doc(req({**I, "multipleOf": 10})), doc(req({**I, "multipleOf": 5})), False)
pair(
    "form field int->string",
    doc(req(O({"a": I}), "application/x-www-form-urlencoded")),
    doc(req(O({"a": S}), "application/x-www-form-urlencoded")),
    False,
)
pair("sw2 body prop required", sw([bd(O({"a": S}))]), sw([bd(O({"a": S}, ["a"]))]), True)
pair(
    "sw2 -> 3.0 same",
    sw([bd(O({"a": S}))], O({"b": I})),
    doc(
        {
            "requestBody": {"content": {"application/json": {"schema": O({"a": S})}}},
            "responses": {"200": ok(O({"b": I}))},
        }
    ),
    False,
)
pair("sw2 body name changed", sw([bd(S)]), sw([{**bd(S), "name": "payload"}]), False)
pair(
    "sw2 query enum removed",
    sw([{"in": "query", "name": "q", "type": "string", "enum": ["a", "b"]}]),
    sw([{"in": "query", "name": "q", "type": "string", "enum": ["a"]}]),
    True,
)
pair(
    "sw2 collectionFormat",
    sw([{"in": "query", "name": "q", "type": "array", "items": S, "collectionFormat": "csv"}]),
    sw([{"in": "query", "name": "q", "type": "array", "items": S, "collectionFormat": "pipes"}]),
    True,
)
pair("sw2 basePath folded", sw([], basePath="/v1"), {**sw([]), "paths": {"/v1/a": sw([])["paths"]["/a"]}}, False)
pair(
    "sw2 formData -> 3.0",
    {
        **sw([{"in": "formData", "name": "f", "type": "string", "required": True}]),
        "consumes": ["application/x-www-form-urlencoded"],
    },
    doc(req(O({"f": S}, ["f"]), "application/x-www-form-urlencoded", required=True)),
    False,
)
pair("sw2 x-nullable dropped", sw([bd(O({"a": {**S, "x-nullable": True}}))]), sw([bd(O({"a": S}))]), True)
pair("sw2 produces removed", {**sw([], S), "produces": ["application/json", "text/csv"]}, sw([], S), True)
pair("sw2 consumes op level", sw([bd(S)]), {**sw([bd(S)]), "consumes": ["application/json", "application/xml"]}, False)
pair(
    "tag changed",
    doc({"tags": ["a"], "responses": {"200": ok()}}),
    doc({"tags": ["b"], "responses": {"200": ok()}}),
    False,
)
pair("deprecated", doc({"responses": {"200": ok()}}), doc({"deprecated": True, "responses": {"200": ok()}}), False)
pair(
    "server base path moved",
    doc(par(), path="/a", servers=[{"url": "https://h/v1"}]),
    doc(par(), path="/v1/a", servers=[{"url": "https://h"}]),
    False,
)
pair(
    "server added",
    doc(par(), servers=[{"url": "https://h"}]),
    doc(par(), servers=[{"url": "https://h"}, {"url": "https://i"}]),
    False,
)
pair(
    "callback removed",
    doc(
        {
            "callbacks": {
                "c": {
                    "{$request.body#/u}": {
                        "post": {
                            "requestBody": {"content": {"application/json": {"schema": S}}},
                            "responses": {"200": ok()},
                        }
                    }
                }
            },
            "responses": {"200": ok()},
        }
    ),
    doc({"responses": {"200": ok()}}),
    True,
)
pair(
    "callback body new optional prop",
    doc(
        {
            "callbacks": {
                "c": {
                    "{$request.body#/u}": {
                        "post": {
                            "requestBody": {"content": {"application/json": {"schema": O({"a": S})}}},
                            "responses": {"200": ok()},
                        }
                    }
                }
            },
            "responses": {"200": ok()},
        }
    ),
    doc(
        {
            "callbacks": {
                "c": {
                    "{$request.body#/u}": {
                        "post": {
                            "requestBody": {"content": {"application/json": {"schema": O({"a": S, "b": S})}}},
                            "responses": {"200": ok()},
                        }
                    }
                }
            },
            "responses": {"200": ok()},
        }
    ),
    False,
)
pair(
    "webhook payload required prop removed",
    {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "webhooks": {"w": {"post": req(O({"a": S}, ["a"]))}}},
    {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "webhooks": {"w": {"post": req(O({"b": I}))}}},
    True,
)
pair("description only", doc(req({**S, "description": "a"})), doc(req({**S, "description": "b"})), False)
pair(
    "a bound beside that of a named schema is tightened",
    doc(req(O({"a": {"allOf": [R("Base"), {"minimum": 5}]}})), comp={"schemas": {"Base": {**I, "minimum": 0}}}),
    doc(req(O({"a": {"allOf": [R("Base"), {"minimum": 7}]}})), comp={"schemas": {"Base": {**I, "minimum": 0}}}),
    True,
)
pair(
    "a type beside a named schema is narrowed",
    doc(
        req(O({"a": {"allOf": [R("Base"), {"enum": ["a", "b"]}]}})),
        comp={"schemas": {"Base": {"enum": ["a", "b", "c"]}}},
    ),
    doc(req(O({"a": {"allOf": [R("Base"), {"enum": ["a"]}]}})), comp={"schemas": {"Base": {"enum": ["a", "b", "c"]}}}),
    True,
)
pair(
    "a longest length beside short listed values",
    doc(req(O({"a": E("a", "b")}))),
    doc(req(O({"a": {**E("a", "b"), "maxLength": 9}}))),
    False,
)
pair(
    "names of properties need not match any more",
    doc(res(O({}, propertyNames={"pattern": "^a"})), ver="3.1.0"),
    doc(res(O({})), ver="3.1.0"),
    True,
)
pair(
    "text took the place of an object in XML",
    doc(req(O({"a": S}), "application/xml")),
    doc(req(S, "application/xml")),
    False,
)
pair(
    "an object took the place of text in XML",
    doc(req(S, "application/xml")),
    doc(req(O({"a": S}), "application/xml")),
    True,
)


def read(whole: Json) -> Interface:
    document = parse("a.json", json.dumps(whole).encode())
    found = detect(document)
    assert found is not None
    return found.read(document, lambda path: None)


@pytest.mark.parametrize(("name", "old", "new", "breaking"), PAIRS, ids=[row[0] for row in PAIRS])
def test_a_pair_breaks_where_somebody_is_hurt(name: str, old: Json, new: Json, breaking: bool) -> None:
    judged = [judge(change, "x") for change in compare(read(old), read(new)).changes]
    assert any(finding.level == "breaking" for finding in judged) == breaking, [f.message for f in judged]
