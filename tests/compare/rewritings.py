"""Ways to write an OpenAPI document otherwise that leave every promise as it was."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]
Rewrite = Callable[[Json], Json]
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
MAPS = ("properties", "patternProperties", "dependentSchemas", "$defs")
LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
SINGLE = ("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames")


def every_schema(document: Json, rewrite: Callable[[Json], Json]) -> Json:
    """Return a document in which each schema is rewritten, the inner ones first."""

    def inside(schema: Any) -> Any:
        if not isinstance(schema, dict):
            return schema
        made = {key: below(key, value) for key, value in schema.items()}
        return made if "$ref" in made else rewrite(made)

    def below(key: str, value: Any) -> Any:
        if key in MAPS and isinstance(value, dict):
            return {name: inside(one) for name, one in value.items()}
        if key in LISTS and isinstance(value, list):
            return [inside(one) for one in value]
        return inside(value) if key in SINGLE else value

    def walk(value: Any, path: tuple[str, ...]) -> Any:
        if isinstance(value, list):
            return [walk(one, path) for one in value]
        if not isinstance(value, dict) or path[-1:] in (("example",), ("examples",)):
            return value
        if path == ("components", "schemas"):
            return {name: inside(one) for name, one in value.items()}
        return {key: inside(one) if key == "schema" else walk(one, (*path, key)) for key, one in value.items()}

    return dict(walk(copy.deepcopy(document), ()))


def in_another_order(document: Json) -> Json:
    """Return the document with the keys of every mapping in another order."""
    rng = random.Random(7)

    def shuffled(value: Any) -> Any:
        if isinstance(value, list):
            return [shuffled(one) for one in value]
        if not isinstance(value, dict):
            return value
        items = list(value.items())
        rng.shuffle(items)
        return {key: shuffled(one) for key, one in items}

    return dict(shuffled(document))


def components_renamed(document: Json) -> Json:
    """Return the document with other names for its schemas; those that a discriminator names are on the wire."""
    tagged = "'discriminator'" in str(document)
    names = {} if tagged else {name: f"{name}Renamed" for name in schemas_of(document)}

    def renamed(value: Any) -> Any:
        if isinstance(value, list):
            return [renamed(one) for one in value]
        if isinstance(value, dict):
            return {key: pointed(one) if key == "$ref" else renamed(one) for key, one in value.items()}
        return value

    def pointed(reference: Any) -> Any:
        head, _, name = str(reference).rpartition("/")
        return f"{head}/{names[name]}" if head == "#/components/schemas" and name in names else reference

    made = renamed(copy.deepcopy(document))
    if names:
        made["components"]["schemas"] = {names[name]: one for name, one in made["components"]["schemas"].items()}
    return dict(made)


def schemas_of(document: Json) -> Json:
    """Return the named schemas of a document."""
    return dict((document.get("components") or {}).get("schemas") or {})


def references_inlined(document: Json) -> Json:
    """Return the document with what it refers to in place of references, but for schemas that hold themselves."""

    def inlined(value: Any, around: tuple[str, ...]) -> Any:
        if isinstance(value, list):
            return [inlined(one, around) for one in value]
        if not isinstance(value, dict):
            return value
        reference = value.get("$ref")
        if isinstance(reference, str) and (target := found(document, reference)) is not None:
            if reference in around or any(leads_to(document, target, one) for one in (reference, *around)):
                return value
            beside = {key: one for key, one in value.items() if key != "$ref"}
            return value if beside else inlined(copy.deepcopy(target), (*around, reference))
        return {key: one if key == "mapping" else inlined(one, around) for key, one in value.items()}

    tagged = "'discriminator'" in str(document)
    made = {**document, "paths": document.get("paths") if tagged else inlined(document.get("paths"), ())}
    return {key: one for key, one in made.items() if one is not None}


def found(document: Json, reference: str) -> Any:
    """Return what a reference within the document leads to."""
    value: Any = document
    for step in reference.removeprefix("#/").split("/") if reference.startswith("#/") else [""]:
        value = value.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(value, dict) else None
    return value


def leads_to(document: Json, start: Any, reference: str) -> bool:
    """Return whether a value refers, by any way, to what a reference names."""
    pending, done = [start], set()
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            one = value.get("$ref")
            if one == reference:
                return True
            if isinstance(one, str) and one not in done:
                done.add(one)
                pending.append(found(document, one))
        pending.extend(value.values() if isinstance(value, dict) else value if isinstance(value, list) else ())
    return False


def operations(document: Json) -> Iterator[tuple[Json, str]]:
    """Yield each item of paths with each of its methods."""
    for item in (document.get("paths") or {}).values():
        if isinstance(item, dict):
            yield from ((item, method) for method in METHODS if isinstance(item.get(method), dict))


def parameters_moved_to_operations(document: Json) -> Json:
    """Return the document with the parameters of paths at each operation, where the operation has none of that name."""
    made = copy.deepcopy(document)
    for item, method in operations(made):
        own = item[method].get("parameters", [])
        named = {(one.get("in"), one.get("name")) for one in (whole(made, one) for one in own)}
        shared = [whole(made, one) for one in item.get("parameters", [])]
        more = [one for one in shared if (one.get("in"), one.get("name")) not in named]
        if more:
            item[method]["parameters"] = [*own, *more]
    for item in (made.get("paths") or {}).values():
        if isinstance(item, dict) and any(method in item for method in METHODS):
            item.pop("parameters", None)
    return made


def whole(document: Json, part: Json) -> Json:
    """Return a part of a document, or what it refers to."""
    target = found(document, part["$ref"]) if "$ref" in part else part
    return target if isinstance(target, dict) else part


def alternatives_turned_round(document: Json) -> Json:
    """Return the document with its security alternatives in another order."""
    made = copy.deepcopy(document)
    for held in (made, *(item[method] for item, method in operations(made))):
        if isinstance(held.get("security"), list):
            held["security"] = held["security"][::-1]
    return made


def in_version_31(document: Json) -> Json:
    """Return a document of 3.0 as one of 3.1."""
    if not str(document.get("openapi", "")).startswith("3.0"):
        return document
    return {**every_schema(only_references(document), as_31), "openapi": "3.1.0"}


def only_references(value: Any) -> Any:
    """Return a value of 3.0 without what stands beside references to schemas: nobody reads it there."""
    if isinstance(value, list):
        return [only_references(one) for one in value]
    if not isinstance(value, dict):
        return value
    if str(value.get("$ref", "")).startswith("#/components/schemas/"):
        return {"$ref": value["$ref"]}
    return {key: only_references(one) for key, one in value.items()}


def as_31(schema: Json) -> Json:
    """Return a schema of 3.0 in the words of 3.1."""
    made = {key: value for key, value in schema.items() if key not in ("nullable", *ENDS)}
    for flag, end in ENDS.items():
        if schema.get(flag) is True and end in made:
            made[flag] = made.pop(end)
    if not schema.get("nullable"):
        return made
    if isinstance(made.get("type"), str) and not {"oneOf", "anyOf", "allOf"} & {*made}:
        listed = {"enum": [*made["enum"], None]} if "enum" in made and None not in made["enum"] else {}
        return {**made, "type": [made["type"], "null"], **listed}
    notes = {key: made.pop(key) for key in ("description", "title", "default", "deprecated", "readOnly") if key in made}
    return {**notes, "anyOf": [made, {"type": "null"}]}


ENDS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}


def in_all_of_one(document: Json) -> Json:
    """Return the document with each object, text and number as the only part of an `allOf`."""
    return every_schema(document, lambda one: {"allOf": [one]} if isinstance(one.get("type"), str) else one)


def objects_split(document: Json) -> Json:
    """Return the document with each open object of several properties as two parts of an `allOf`."""
    return every_schema(document, split)


def split(schema: Json) -> Json:
    """Return an object in two parts, where nothing that is said of it as a whole would mean another thing then."""
    properties = schema.get("properties")
    if not isinstance(properties, dict) or len(properties) < 2 or {*schema} & WHOLE or "allOf" in schema:
        return schema
    names = list(properties)
    head, tail = names[: len(names) // 2], names[len(names) // 2 :]
    required = schema.get("required", [])
    parts = []
    for part in (head, tail):
        must = [name for name in required if name in part]
        parts.append({"properties": {name: properties[name] for name in part}, **({"required": must} if must else {})})
    beside = [name for name in required if name not in properties]
    made = {key: value for key, value in schema.items() if key not in ("properties", "required")}
    return {**made, "allOf": parts, **({"required": beside} if beside else {})}


WHOLE = {"additionalProperties", "patternProperties", "unevaluatedProperties", "nullable"}


def defaults_written_out(document: Json) -> Json:
    """Return the document with what holds anyway written down."""
    made = every_schema(document, said_in_full)
    for item, method in operations(made):
        for one in item[method].get("parameters", []):
            if "$ref" not in one and "content" not in one:
                one.setdefault("required", False)
                one.setdefault("deprecated", False)
                one.setdefault("style", {"query": "form", "cookie": "form"}.get(one["in"], "simple"))
                one.setdefault("explode", one["style"] == "form")
    return made


def said_in_full(schema: Json) -> Json:
    """Return a schema with what holds anyway."""
    more: Json = {}
    if schema.get("type") == "string" and "enum" not in schema:
        more = {"minLength": 0}
    elif schema.get("type") == "array":
        more = {"minItems": 0, "uniqueItems": False}
    elif schema.get("type") == "object" and "unevaluatedProperties" not in schema:
        more = {"additionalProperties": True, "minProperties": 0}
    return {**more, **schema}


def prefix_moved_into_paths(document: Json) -> Json:
    """Return the document with the path of its one server before each of its paths."""
    servers = document.get("servers") or []
    url = str(servers[0].get("url", "")) if len(servers) == 1 and isinstance(servers[0], dict) else ""
    host, _, prefix = url.removeprefix("https://").partition("/")
    if not url.startswith("https://") or not prefix.strip("/") or "{" in url or "'servers'" in str(document["paths"]):
        return document
    paths = {f"/{prefix.strip('/')}{path}": item for path, item in document["paths"].items()}
    return {**document, "servers": [{**servers[0], "url": f"https://{host}"}], "paths": paths}


REWRITINGS: dict[str, Rewrite] = {
    one.__name__: one
    for one in (
        copy.deepcopy,
        in_another_order,
        components_renamed,
        references_inlined,
        parameters_moved_to_operations,
        alternatives_turned_round,
        in_version_31,
        in_all_of_one,
        objects_split,
        defaults_written_out,
        prefix_moved_into_paths,
    )
}
