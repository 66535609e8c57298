"""Generated schemas, changed at random, and generated values to judge them by."""

from __future__ import annotations

import random
from typing import Any

TEXTS = ["", "a", "ab", "abc", "b", "x1", "zzzzz"]
NUMBERS: list[Any] = [-3, -1, 0, 1, 2, 3, 4, 5, 6, 10, 0.5, 2.5]
NAMES = ["a", "b", "c"]
PATTERNS = ["^a", "^a+$", "^[a-z]*$", "b", "^.{1,3}$"]


def schema(rng: random.Random, depth: int = 3) -> Any:
    """Return a random schema whose objects are closed, so that no name is promised that is not listed."""
    makers = [scalar, scalar, text, number, listing]
    if depth > 0:
        makers += [array, obj, obj, union, both]
    return rng.choice(makers)(rng, depth)


def scalar(rng: random.Random, depth: int) -> Any:
    names = rng.sample(["string", "integer", "number", "boolean", "null"], rng.choice([1, 1, 1, 2]))
    return {"type": names[0] if len(names) == 1 else names}


def text(rng: random.Random, depth: int) -> Any:
    made: dict[str, Any] = {"type": "string"}
    if rng.random() < 0.5:
        made["minLength"] = rng.randint(0, 2)
    if rng.random() < 0.5:
        made["maxLength"] = rng.randint(2, 4)
    if rng.random() < 0.3:
        made["pattern"] = rng.choice(PATTERNS)
    return made


def number(rng: random.Random, depth: int) -> Any:
    made: dict[str, Any] = {"type": rng.choice(["integer", "number"])}
    if rng.random() < 0.5:
        made[rng.choice(["minimum", "exclusiveMinimum"])] = rng.randint(-2, 2)
    if rng.random() < 0.5:
        made[rng.choice(["maximum", "exclusiveMaximum"])] = rng.randint(3, 6)
    if rng.random() < 0.2:
        made["multipleOf"] = rng.choice([1, 2, 3])
    return made


def listing(rng: random.Random, depth: int) -> Any:
    return {"enum": rng.sample(["a", "b", "x1", 1, 2, None, True], rng.randint(1, 3))}


def array(rng: random.Random, depth: int) -> Any:
    made: dict[str, Any] = {"type": "array", "items": schema(rng, depth - 1)}
    if rng.random() < 0.3:
        made["minItems"] = rng.randint(0, 2)
    if rng.random() < 0.3:
        made["maxItems"] = rng.randint(2, 3)
    if rng.random() < 0.2:
        made["uniqueItems"] = True
    return made


def obj(rng: random.Random, depth: int) -> Any:
    names = rng.sample(NAMES, rng.randint(1, 3))
    made: dict[str, Any] = {
        "type": "object",
        "properties": {name: schema(rng, depth - 1) for name in names},
        "additionalProperties": False,
    }
    required = [name for name in names if rng.random() < 0.4]
    if required:
        made["required"] = required
    return made


def union(rng: random.Random, depth: int) -> Any:
    return {"anyOf": [schema(rng, depth - 1) for _ in range(rng.randint(2, 3))]}


def both(rng: random.Random, depth: int) -> Any:
    return (
        {"allOf": [number(rng, 0), number(rng, 0)]} if rng.random() < 0.5 else {"allOf": [text(rng, 0), text(rng, 0)]}
    )


def changed(rng: random.Random, made: Any, depth: int = 3) -> Any:
    """Return a schema with something changed somewhere in it."""
    if rng.random() < 0.15 or not isinstance(made, dict):
        return schema(rng, depth)
    out = dict(made)
    keys = [key for key in out if key in CHANGES]
    if not keys or rng.random() < 0.2:
        return (
            {**out, **text(rng, 0)}
            if out.get("type") == "string"
            else {**out, **number(rng, 0)}
            if out.get("type") in ("integer", "number")
            else schema(rng, depth)
        )
    key = rng.choice(keys)
    return CHANGES[key](rng, out, depth)


def change_properties(rng: random.Random, out: dict[str, Any], depth: int) -> Any:
    properties = dict(out["properties"])
    what = rng.random()
    if what < 0.6:
        name = rng.choice(list(properties))
        properties[name] = changed(rng, properties[name], depth - 1)
    elif what < 0.8 and len(properties) > 1:
        gone = rng.choice(list(properties))
        del properties[gone]
        out["required"] = [name for name in out.get("required", []) if name != gone]
    else:
        properties[rng.choice(NAMES)] = schema(rng, depth - 1)
    return {**out, "properties": properties}


def change_required(rng: random.Random, out: dict[str, Any], depth: int) -> Any:
    return (
        {**out, "required": [name for name in out["properties"] if rng.random() < 0.5]} if "properties" in out else out
    )


def change_items(rng: random.Random, out: dict[str, Any], depth: int) -> Any:
    return {**out, "items": changed(rng, out["items"], depth - 1)}


def change_branches(rng: random.Random, out: dict[str, Any], depth: int) -> Any:
    branches = list(out["anyOf"])
    index = rng.randrange(len(branches))
    what = rng.random()
    if what < 0.4:
        branches[index] = changed(rng, branches[index], depth - 1)
    elif what < 0.7 and len(branches) > 1:
        del branches[index]
    else:
        branches.append(schema(rng, depth - 1))
    rng.shuffle(branches)
    return {**out, "anyOf": branches}


def change_enum(rng: random.Random, out: dict[str, Any], depth: int) -> Any:
    return {**out, "enum": listing(rng, 0)["enum"]}


def change_type(rng: random.Random, out: dict[str, Any], depth: int) -> Any:
    return {**out, "type": scalar(rng, 0)["type"]} if isinstance(out["type"], list) else out


def drop(key: str) -> Any:
    return lambda rng, out, depth: {name: value for name, value in out.items() if name != key}


CHANGES: dict[str, Any] = {
    "properties": change_properties,
    "required": change_required,
    "items": change_items,
    "anyOf": change_branches,
    "enum": change_enum,
    "type": change_type,
    **{
        k: drop(k)
        for k in (
            "minLength",
            "maxLength",
            "pattern",
            "minimum",
            "maximum",
            "multipleOf",
            "minItems",
            "maxItems",
            "uniqueItems",
        )
    },
}


def value(rng: random.Random, made: Any, depth: int = 4) -> Any:
    """Return a value that a schema may or may not accept: close to what it says."""
    if depth <= 0 or not isinstance(made, dict) or rng.random() < 0.08:
        return rng.choice([None, True, False, rng.choice(TEXTS), rng.choice(NUMBERS), [], {}])
    if "anyOf" in made:
        return value(rng, rng.choice(made["anyOf"]), depth - 1)
    if "allOf" in made:
        return value(rng, rng.choice(made["allOf"]), depth - 1)
    if "enum" in made and rng.random() < 0.9:
        return rng.choice(made["enum"])
    kind = made.get("type")
    kind = rng.choice(kind) if isinstance(kind, list) else kind
    if kind == "object":
        names = [n for n in made.get("properties", {}) if n in made.get("required", []) or rng.random() < 0.6]
        return {name: value(rng, made["properties"][name], depth - 1) for name in names}
    if kind == "array":
        return [value(rng, made.get("items"), depth - 1) for _ in range(rng.randint(0, 4))]
    return {
        "string": rng.choice(TEXTS),
        "integer": rng.choice(NUMBERS[:10]),
        "number": rng.choice(NUMBERS),
        "boolean": rng.random() < 0.5,
        "null": None,
    }.get(kind, rng.choice(NUMBERS))  # type: ignore[arg-type]
