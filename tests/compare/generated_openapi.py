"""Generated bodies of OpenAPI 3.0: null by `nullable`, ends by flags, properties of one direction alone."""

from __future__ import annotations

import copy
import random
from itertools import combinations, product
from typing import Any

Json = dict[str, Any]
NAMES = ["a", "b"]
VALUES: list[Any] = [None, "", "a", "abc", 0, 1, 2, 3, 0.5, True]
HIDDEN = {"input": "readOnly", "output": "writeOnly"}


def body(rng: random.Random) -> Json:
    """Return an object whose properties may be read or written alone."""
    names = rng.sample(NAMES, rng.randint(1, 2))
    made: Json = {"type": "object", "properties": {name: part(rng) for name in names}}
    if rng.random() < 0.7:
        made["required"] = rng.sample(NAMES, 1) if rng.random() < 0.5 else list(names)
    if rng.random() < 0.2:
        made["additionalProperties"] = False
        made["required"] = [name for name in made.get("required", []) if name in names] or names
    if rng.random() < 0.2:
        made["nullable"] = True
    return {"allOf": [made], **({"nullable": True} if rng.random() < 0.1 else {})} if rng.random() < 0.15 else made


def part(rng: random.Random) -> Json:
    """Return a property."""
    made: Json = rng.choice([text, number, number, listed, either])(rng)
    if rng.random() < 0.3:
        made["nullable"] = True
    if rng.random() < 0.3:
        made[rng.choice(["readOnly", "writeOnly"])] = True
    return made


def text(rng: random.Random) -> Json:
    return {"type": "string", **rng.choice([{}, {"minLength": 1}, {"maxLength": 2}])}


def number(rng: random.Random) -> Json:
    made: Json = {"type": rng.choice(["integer", "number"])}
    if rng.random() < 0.6:
        made |= {"minimum": rng.choice([0, 1]), **rng.choice([{}, {"exclusiveMinimum": rng.random() < 0.7}])}
    if rng.random() < 0.3:
        made |= {"maximum": rng.choice([3, 4]), **rng.choice([{}, {"exclusiveMaximum": True}])}
    return made


def listed(rng: random.Random) -> Json:
    return {"type": "string", "enum": rng.sample(["", "a", "abc"], rng.randint(1, 3))}


def either(rng: random.Random) -> Json:
    return {rng.choice(["anyOf", "oneOf"]): [text(rng), number(rng)][:: rng.choice([1, -1])]}


def changed(rng: random.Random, made: Json) -> Json:
    """Return a body with one edit: a flag, what is required, or a property said otherwise."""
    out = copy.deepcopy(made)
    inner = out["allOf"][0] if "allOf" in out else out
    what = rng.random()
    name = rng.choice(list(inner["properties"]))
    if what < 0.4:
        flag = rng.choice(["nullable", "readOnly", "writeOnly"])
        held = inner["properties"][name] if flag != "nullable" or rng.random() < 0.7 else rng.choice([inner, out])
        held[flag] = not held.get(flag, False)
    elif what < 0.6:
        required = {*inner.get("required", [])} ^ {name}
        inner["required"] = sorted(required)
        if not required:
            del inner["required"]
    else:
        kept = {flag: True for flag in HIDDEN.values() if inner["properties"][name].get(flag)}
        fresh = {key: value for key, value in part(rng).items() if key not in HIDDEN.values()}
        inner["properties"][name] = {**fresh, **kept}
    return out


def plain(made: Any, way: str) -> Any:
    """Return a schema of 2020-12 for what is on the wire in one direction."""
    if isinstance(made, list):
        return [plain(one, way) for one in made]
    if not isinstance(made, dict):
        return made
    out = {key: plain(value, way) for key, value in made.items() if key not in (*FLAGS, "enum", "required")}
    out.update({key: list(made[key]) for key in ("enum", "required") if key in made})
    for flag, end in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if made.get(flag) is True and end in out:
            out[flag] = out.pop(end)
    if "required" in out:
        hidden = {name for name, one in made.get("properties", {}).items() if one.get(HIDDEN[way])}
        out["required"] = [name for name in out["required"] if name not in hidden]
    return {"anyOf": [out, {"type": "null"}]} if made.get("nullable") else out


FLAGS = ("nullable", "exclusiveMinimum", "exclusiveMaximum", "readOnly", "writeOnly")
POOL: list[Any] = [
    None,
    "a",
    *(
        dict(zip(names, values))
        for count in range(3)
        for names in combinations([*NAMES, "x"], count)
        for values in product(VALUES, repeat=count)
    ),
]


def seen(made: Json, way: str) -> list[Any]:
    """Return the values of the pool without a property that does not travel."""
    inner = made["allOf"][0] if "allOf" in made else made
    hidden = {name for name, one in inner["properties"].items() if one.get(HIDDEN[way])}
    return [value for value in POOL if not (isinstance(value, dict) and hidden & value.keys())]
