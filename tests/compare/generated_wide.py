"""Generated schemas with the rarer keywords: what the plain generator leaves out."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

from . import generated as plain

NAMES = plain.NAMES
Make = Callable[[random.Random, int], Any]


def schema(rng: random.Random, depth: int = 2) -> Any:
    """Return a random schema around one of the rarer keywords."""
    if depth <= 0 or rng.random() < 0.2:
        return plain.schema(rng, min(depth, 1))
    return rng.choice(list(MAKES.values()))(rng, depth)


def small(rng: random.Random, depth: int) -> Any:
    """Return a schema to stand in another: mostly a plain one."""
    return schema(rng, depth - 1) if rng.random() < 0.3 else plain.schema(rng, 0)


def opened(rng: random.Random, depth: int, names: Sequence[str] = ()) -> Any:
    """Return an object that takes other names, of which each says its type."""
    names = names or rng.sample(NAMES, rng.randint(1, 3))
    return {
        "type": "object",
        "properties": {name: small(rng, depth) for name in names},
        "required": [name for name in names if rng.random() < 0.4],
        "additionalProperties": rng.choice([True, False, plain.scalar(rng, 0)]),
    }


def with_patterns(rng: random.Random, depth: int) -> Any:
    made = opened(rng, depth)
    made["patternProperties"] = {rng.choice(["^a", "b", "^[a-c]$", "^x"]): small(rng, depth)}
    return made


def with_names(rng: random.Random, depth: int) -> Any:
    return {**opened(rng, depth), "propertyNames": rng.choice([{"maxLength": rng.randint(0, 2)}, {"pattern": "^[ab]"}])}


def with_members(rng: random.Random, depth: int) -> Any:
    return {**opened(rng, depth), rng.choice(["minProperties", "maxProperties"]): rng.randint(0, 3)}


def dependent(rng: random.Random, depth: int) -> Any:
    made = opened(rng, depth)
    one, two = rng.sample(NAMES, 2)
    if rng.random() < 0.5:
        made["dependentRequired"] = {one: [two]}
    else:
        made["dependentSchemas"] = {one: rng.choice([{"required": [two]}, {"properties": {two: small(rng, depth)}}])}
    return made


def unevaluated(rng: random.Random, depth: int) -> Any:
    names = rng.sample(NAMES, 3)
    part = opened(rng, depth, names[:2])
    part.pop("additionalProperties")
    more = {names[2]: small(rng, depth)}
    return {"type": "object", "allOf": [part], "properties": more, "unevaluatedProperties": rng.random() < 0.2}


def conditional(rng: random.Random, depth: int) -> Any:
    made = opened(rng, depth)
    made["if"] = {"properties": {"a": plain.listing(rng, 0)}, "required": ["a"]}
    for part in rng.sample(["then", "else"], rng.randint(1, 2)):
        made[part] = rng.choice([{"required": [rng.choice(NAMES)]}, {"properties": {"b": small(rng, depth)}}])
    return made


def negated(rng: random.Random, depth: int) -> Any:
    """Return a schema that refuses a part of what it would allow."""
    return {**plain.text(rng, 0), "not": rng.choice([plain.text(rng, 0), {"enum": ["a", "b"]}, {"type": "integer"}])}


def tuples(rng: random.Random, depth: int) -> Any:
    made: dict[str, Any] = {"type": "array", "prefixItems": [small(rng, depth) for _ in range(rng.randint(1, 3))]}
    if rng.random() < 0.6:
        made["items"] = rng.choice([False, small(rng, depth)])
    if rng.random() < 0.4:
        made["minItems"] = rng.randint(0, 3)
    return made


def containing(rng: random.Random, depth: int) -> Any:
    made: dict[str, Any] = {"type": "array", "items": small(rng, depth), "contains": plain.schema(rng, 0)}
    if rng.random() < 0.5:
        made["minContains"] = rng.randint(0, 2)
    if rng.random() < 0.3:
        made["maxContains"] = rng.randint(1, 3)
    return made


def fractions(rng: random.Random, depth: int) -> Any:
    made = plain.number(rng, 0)
    return {**made, "multipleOf": rng.choice([0.5, 1, 1.5, 2, 3, 4, 6])}


def mixed(rng: random.Random, depth: int) -> Any:
    """Return values listed beside types and bounds, and constants."""
    values = rng.sample(["a", "b", "x1", 1, 2, 0.5, None, True, [], {}], rng.randint(1, 4))
    if rng.random() < 0.3:
        return {"const": values[0]}
    if rng.random() < 0.4:
        return {"type": ["string", "null"], "enum": ["a", *values]}
    return {"enum": values}


def tagged(rng: random.Random, depth: int) -> Any:
    """Return a union of objects that one property tells apart."""

    def branch(tag: str) -> Any:
        made = opened(rng, depth)
        made["properties"] = {**made["properties"], "kind": {"const": tag}}
        made["required"] = ["kind", *made["required"]]
        return made

    return {"oneOf": [branch(tag) for tag in rng.sample(["k1", "k2", "k3", "k4"], rng.randint(2, 3))]}


def merged(rng: random.Random, depth: int) -> Any:
    """Return objects of other names that both must hold: two that contradict each other say nothing."""
    names = rng.sample(NAMES, 3)
    parts = [opened(rng, depth, names[:2]), opened(rng, depth, names[2:])]
    for part in parts:
        part.pop("additionalProperties")
    return {"allOf": parts}


def nullable(rng: random.Random, depth: int) -> Any:
    return {"anyOf": [schema(rng, depth - 1), {"type": "null"}]}


def untyped(rng: random.Random, depth: int) -> Any:
    """Return bounds that speak of one type, where no type is said."""
    made = {**plain.text(rng, 0), **plain.number(rng, 0)}
    made.pop("type")
    return made


MAKES: dict[str, Make] = {
    make.__name__: make
    for make in (
        opened,
        with_patterns,
        with_names,
        with_members,
        dependent,
        unevaluated,
        conditional,
        negated,
        tuples,
        containing,
        fractions,
        mixed,
        tagged,
        merged,
        nullable,
        untyped,
    )
}


def changed(rng: random.Random, made: Any, depth: int = 2) -> Any:
    """Return a schema with one thing in it changed: a keyword dropped, taken from another, or changed below."""
    if not isinstance(made, dict) or not made:
        return small(rng, depth)
    out = dict(made)
    keys = [key for key in out if key not in ("type", "enum") or not {"type", "enum"} <= {*out}]
    key = rng.choice(keys or list(out))
    what = rng.random()
    value = out[key]
    if what < 0.45 and isinstance(value, dict) and value:
        return {**out, key: changed_below(rng, key, value, depth)}
    if what < 0.45 and isinstance(value, list) and value:
        return {**out, key: changed_list(rng, key, value, depth)}
    if what < 0.65 and key != "type":
        del out[key]
        if key == "if":
            out.pop("then", None)
            out.pop("else", None)
        return out
    makes = [make for make in MAKES.values() if what >= 0.65]
    other = rng.choice(makes)(rng, depth) if makes else {}
    shared = [name for name in other if name in out or other.get("type") == out.get("type")]
    if not shared:
        return {**out, **plain.number(rng, 0)} if out.get("type") in ("integer", "number") else out
    taken = rng.choice(shared)
    if taken in ("type", "enum", "const", "allOf", "anyOf", "oneOf"):
        return other
    return {**out, taken: other[taken]}


SCHEMA_MAPS = ("properties", "patternProperties", "dependentSchemas")


def changed_below(rng: random.Random, key: str, value: dict[str, Any], depth: int) -> Any:
    if key == "const":
        return {}
    if key == "dependentRequired":
        return {rng.choice(NAMES): [rng.choice(NAMES)]}
    if key not in SCHEMA_MAPS:
        return changed(rng, value, depth - 1)
    name = rng.choice([name for name in value if name != "kind"] or list(value))
    if name == "kind":
        return value
    if rng.random() < 0.25 and len(value) > 1:
        return {other: item for other, item in value.items() if other != name}
    if rng.random() < 0.25 and key == "properties":
        return {**value, rng.choice(NAMES): small(rng, depth)}
    return {**value, name: changed(rng, value[name], depth - 1)}


def changed_list(rng: random.Random, key: str, value: list[Any], depth: int) -> Any:
    out = list(value)
    index = rng.randrange(len(out))
    if key in ("oneOf", "anyOf", "allOf", "prefixItems") and rng.random() < 0.6:
        out[index] = changed(rng, out[index], depth - 1)
        return out
    if len(out) > 1 and rng.random() < 0.6:
        del out[index]
        return out
    if key == "required":
        return sorted({*out, rng.choice(NAMES)})
    if key == "enum":
        return [*out, *(v for v in ["a", "b", 1, None] if not any(v == o and type(v) is type(o) for o in out))][
            : len(out) + 1
        ]
    if key == "type":
        return [out[0]]
    if key in ("oneOf", "anyOf", "prefixItems"):
        return [*out, small(rng, depth)]
    return out


OTHER_NAMES = ["x", "xy", "d"]


def value(rng: random.Random, made: Any, depth: int = 4) -> Any:
    """Return a value that a schema may or may not accept: close to what it says."""
    if depth <= 0 or not isinstance(made, dict) or rng.random() < 0.05:
        return plain.value(rng, None)
    for key in ("oneOf", "anyOf"):
        if key in made:
            return joined(rng, made, value(rng, rng.choice(made[key]), depth - 1), depth)
    if "const" in made:
        return made["const"]
    if "enum" in made and rng.random() < 0.9:
        return rng.choice(made["enum"])
    if "allOf" in made:
        found = [value(rng, part, depth - 1) for part in made["allOf"]]
        objects = [one for one in found if isinstance(one, dict)]
        whole = {name: item for one in objects for name, item in one.items()} if objects else rng.choice(found)
        return joined(rng, made, whole, depth)
    if "prefixItems" in made or "contains" in made:
        return listed(rng, made, depth)
    if made.get("type") == "object" or "properties" in made or "required" in made:
        return fields(rng, made, depth)
    if "type" not in made:
        return plain.value(
            rng, {**made, "type": rng.choice(["string", "integer", "number", "null", "object", "array"])}
        )
    return plain.value(rng, made)


def joined(rng: random.Random, made: dict[str, Any], found: Any, depth: int) -> Any:
    """Return an object with what is said beside its branches."""
    return {**found, **fields(rng, made, depth)} if isinstance(found, dict) and "properties" in made else found


def fields(rng: random.Random, made: dict[str, Any], depth: int) -> dict[str, Any]:
    known = dict(made.get("properties", {}))
    for part in ("then", "else"):
        if isinstance(made.get(part), dict):
            known.update({n: s for n, s in made[part].get("properties", {}).items() if rng.random() < 0.5})
    for one in made.get("dependentSchemas", {}).values():
        known.update({n: s for n, s in one.get("properties", {}).items() if rng.random() < 0.5})
    names = [n for n in {**known, **dict.fromkeys(NAMES)} if n in made.get("required", []) or rng.random() < 0.5]
    names += [name for name in OTHER_NAMES if rng.random() < 0.12]
    asked = made.get("if", {}).get("properties", {})
    return {name: value(rng, of_name(rng, made, known, asked, name), depth - 1) for name in names}


def of_name(rng: random.Random, made: Any, known: Any, asked: Any, name: str) -> Any:
    """Return one of the schemas that speak of a name."""
    import re

    found = [known[name]] if name in known else []
    found += [item for pattern, item in made.get("patternProperties", {}).items() if re.search(pattern, name)]
    if name in asked and rng.random() < 0.5:
        return asked[name]
    return rng.choice(found) if found else made.get("additionalProperties")


def listed(rng: random.Random, made: dict[str, Any], depth: int) -> list[Any]:
    prefix = made.get("prefixItems", [])
    out = [value(rng, item, depth - 1) for item in prefix[: rng.randint(0, 3)]]
    more = rng.randint(0, 3) if len(out) == len(prefix) else 0
    return out + [
        value(rng, rng.choice([made.get("items"), made.get("contains", made.get("items"))]), depth - 1)
        for _ in range(more)
    ]
