"""OpenAPI documents made at random, edited at random, and written as JSON and as YAML."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import yaml

from ..compare.generated import schema

METHODS = ("get", "put", "post", "delete")


class Plain(yaml.SafeDumper):
    """Writes every value where it is used."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def document(rng: random.Random, paths: int = 12, schemas: int = 10) -> dict[str, Any]:
    """Return a document whose operations share parameters, answers and schemas."""
    names = [f"S{index}" for index in range(schemas)]
    return {
        "openapi": "3.0.3" if rng.random() < 0.5 else "3.1.0",
        "info": {"title": "Made", "version": "1.0.0"},
        "servers": [{"url": "https://example.com/api"}],
        "paths": {f"/p{index}/{{id}}": path_item(rng, index, names) for index in range(paths)},
        "components": {
            "schemas": {name: named(rng, names) for name in names},
            "parameters": {"limit": {"name": "limit", "in": "query", "schema": schema(rng, 0)}},
            "responses": {"Fault": answer(rng, names)},
            "examples": {"one": {"value": {"a": 1}}},
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
        },
    }


def path_item(rng: random.Random, index: int, names: list[str]) -> dict[str, Any]:
    return {method: operation(rng, f"{method}{index}", names) for method in rng.sample(METHODS, rng.randint(1, 2))}


def operation(rng: random.Random, name: str, names: list[str]) -> dict[str, Any]:
    made: dict[str, Any] = {"operationId": name, "summary": f"Does {name}: all of it", "responses": {}}
    made["parameters"] = [
        {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
        {"$ref": "#/components/parameters/limit"},
    ]
    if rng.random() < 0.4:
        made["requestBody"] = {"content": {"application/json": {"schema": using(rng, names)}}}
    made["responses"]["200"] = answer(rng, names)
    if rng.random() < 0.5:
        made["responses"]["default"] = {"$ref": "#/components/responses/Fault"}
    return made


def answer(rng: random.Random, names: list[str]) -> dict[str, Any]:
    media = {"schema": using(rng, names), "examples": {"one": {"$ref": "#/components/examples/one"}}}
    return {"description": "What is asked for.\nOr nothing.", "content": {"application/json": media}}


def using(rng: random.Random, names: list[str]) -> Any:
    """Return a schema that is a reference, holds some, or has none."""
    refer = lambda: {"$ref": f"#/components/schemas/{rng.choice(names)}"}  # noqa: E731
    made = [
        refer,
        lambda: {"type": "array", "items": refer()},
        lambda: {"oneOf": [refer(), refer()]},
        lambda: {"allOf": [refer(), {"type": "object", "properties": {"extra": schema(rng, 1)}}]},
        lambda: schema(rng, 2),
    ]
    return rng.choice(made)()


def named(rng: random.Random, names: list[str]) -> Any:
    """Return a named schema, mostly an object with a property that refers to another one."""
    if rng.random() < 0.2:
        return schema(rng, 1)
    properties = {f"f{index}": using(rng, names) if rng.random() < 0.4 else schema(rng, 1) for index in range(4)}
    made = {"type": "object", "required": rng.sample(sorted(properties), 2), "properties": properties}
    if rng.random() < 0.2:
        listed = {"mapping": {"one": f"#/components/schemas/{rng.choice(names)}"}} if rng.random() < 0.5 else {}
        return {**made, "discriminator": {"propertyName": "kind", **listed}}
    extended = {"$ref": f"#/components/schemas/{rng.choice(names)}"}
    return {"allOf": [extended, made]} if rng.random() < 0.2 else made


def edited(rng: random.Random, whole: dict[str, Any]) -> dict[str, Any]:
    """Return a copy with one to three edits."""
    made = copy.deepcopy(whole)
    names = list(made["components"]["schemas"])
    for _ in range(rng.randint(1, 3)):
        rng.choice(EDITS)(rng, made, names)
    return made


def change_schema(rng: random.Random, made: dict[str, Any], names: list[str]) -> None:
    made["components"]["schemas"][rng.choice(names)] = named(rng, names)


def add_path(rng: random.Random, made: dict[str, Any], names: list[str]) -> None:
    made["paths"][f"/new{rng.randint(0, 9)}"] = path_item(rng, 99, names)


def remove_path(rng: random.Random, made: dict[str, Any], names: list[str]) -> None:
    made["paths"].pop(rng.choice(list(made["paths"])))


def rename_parameter(rng: random.Random, made: dict[str, Any], names: list[str]) -> None:
    path = rng.choice(list(made["paths"]))
    made["paths"][path.replace("{id}", "{key}")] = made["paths"].pop(path)


def change_answer(rng: random.Random, made: dict[str, Any], names: list[str]) -> None:
    item = made["paths"][rng.choice(list(made["paths"]))]
    item[next(iter(item))]["responses"]["200"] = answer(rng, names)


def change_shared(rng: random.Random, made: dict[str, Any], names: list[str]) -> None:
    folder, name = rng.choice((("parameters", "limit"), ("responses", "Fault")))
    made["components"][folder][name]["description"] = "Another one"


def change_security(rng: random.Random, made: dict[str, Any], names: list[str]) -> None:
    made["components"]["securitySchemes"]["key"]["name"] = "X-Other"


def ask_everywhere(rng: random.Random, made: dict[str, Any], names: list[str]) -> None:
    made["security"] = [{"key": []}]


def rename_schema(rng: random.Random, made: dict[str, Any], names: list[str]) -> None:
    old = rng.choice(list(made["components"]["schemas"]))
    text = json.dumps(made).replace(f'"#/components/schemas/{old}"', f'"#/components/schemas/{old}New"')
    made.update(json.loads(text))
    made["components"]["schemas"][f"{old}New"] = made["components"]["schemas"].pop(old)
    names[:] = list(made["components"]["schemas"])


def lose_schema(rng: random.Random, made: dict[str, Any], names: list[str]) -> None:
    made["components"]["schemas"].pop(rng.choice(list(made["components"]["schemas"])))


def change_example(rng: random.Random, made: dict[str, Any], names: list[str]) -> None:
    made["components"]["examples"]["one"] = {"value": {"a": rng.randint(2, 9)}}


def lose_example(rng: random.Random, made: dict[str, Any], names: list[str]) -> None:
    made["components"]["examples"].pop("one", None)


EDITS = (
    *(change_schema, change_schema, change_schema, change_answer, change_answer, change_shared),
    *(add_path, remove_path, rename_parameter, change_security, ask_everywhere, rename_schema, lose_schema),
    *(change_example, lose_example),
)


def as_text(data: Any, syntax: str) -> bytes:
    """Return a document as JSON or YAML."""
    if syntax == "json":
        return json.dumps(data, indent=2).encode()
    return yaml.dump(data, Dumper=Plain, sort_keys=False, allow_unicode=True).encode()
