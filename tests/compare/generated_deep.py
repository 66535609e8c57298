"""Generated schemas whose keywords stand together: references and recursion, siblings of `allOf`, boolean schemas."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from itertools import combinations, product
from typing import Any

Json = dict[str, Any]
Make = Callable[[random.Random, int], Any]

NAMES = ["a", "b"]
PATTERNS = ["^a", "^[ab]*$", "b", "^.{1,2}$"]
NAME_PATTERNS = ["^a$", "^[ab]", "^x", "."]
TYPES = ["string", "integer", "number", "boolean", "null", "object", "array"]
LISTED = ["a", "ab", "", 1, 0, 0.5, 2, None, True, False]
NAMES_OF = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
REFERENCES = ["#/$defs/A", "#/$defs/B"]


def whole(rng: random.Random) -> Json:
    """Return a schema with two definitions, which may refer to each other and to themselves."""
    definitions = {name: schema(rng, 1) for name in ("A", "B")}
    return ended({"allOf": [schema(rng, 2)], "$defs": definitions})


def ended(made: Json) -> Json:
    """Return a schema whose definitions do not lead back to themselves without a step into a value."""
    for name, part in made["$defs"].items():
        made["$defs"][name] = stepping(part)
    return made


def stepping(made: Any) -> Any:
    """Return a schema that refers to no definition of the value that it is about itself."""
    if isinstance(made, list):
        return [stepping(part) for part in made]
    if not isinstance(made, dict):
        return made
    here = {key: value for key, value in made.items() if key != "$ref"}
    return {key: stepping(value) if key in IN_PLACE else value for key, value in here.items()}


IN_PLACE = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else")
"""Keywords whose schemas are about the same value."""


def schema(rng: random.Random, depth: int) -> Any:
    """Return a random schema: some keywords of one type, or a few that act together."""
    if rng.random() < 0.06:
        return rng.random() < 0.7
    if depth <= 0:
        return rng.choice(SMALL)(rng)
    return rng.choice(MAKES)(rng, depth)


def of_type(rng: random.Random, keywords: Json, name: str, most: int = 2) -> Json:
    """Return a type, mostly said, with some of its keywords."""
    chosen = rng.sample(list(keywords), rng.randint(0, min(most, len(keywords))))
    made = {key: keywords[key](rng) for key in chosen}
    return {**({"type": name} if rng.random() < 0.8 or not made else {}), **made}


def text(rng: random.Random) -> Json:
    keywords = {
        "minLength": lambda r: r.randint(0, 2),
        "maxLength": lambda r: r.randint(0, 3),
        "pattern": lambda r: r.choice(PATTERNS),
    }
    return of_type(rng, keywords, "string")


def number(rng: random.Random) -> Json:
    keywords = {
        "minimum": lambda r: r.choice([0, 1, 0.5, -1]),
        "exclusiveMinimum": lambda r: r.choice([0, 1, -1, 0.5]),
        "maximum": lambda r: r.choice([2, 3, 2.5]),
        "exclusiveMaximum": lambda r: r.choice([3, 2, 4, 2.5]),
        "multipleOf": lambda r: r.choice([1, 2, 0.5, 3]),
    }
    return of_type(rng, keywords, rng.choice(["integer", "number"]))


def listed(rng: random.Random) -> Json:
    values = rng.sample(LISTED, rng.randint(1, 3))
    made: Json = {"const": values[0]} if rng.random() < 0.3 else {"enum": values}
    return {**made, "type": sorted({NAMES_OF[type(value)] for value in values})} if rng.random() < 0.2 else made


def loosened(made: Any) -> Any:
    """Return a schema whose branches may overlap."""
    if isinstance(made, list):
        return [loosened(part) for part in made]
    if not isinstance(made, dict):
        return made
    out = {key: value if key in TURNING else loosened(value) for key, value in made.items() if key != "oneOf"}
    more = [{"anyOf": loosened(made["oneOf"])}] if "oneOf" in made else []
    return {**out, "allOf": [*out.get("allOf", []), *more]} if more else out


TURNING = ("not", "if", "contains")


def types(rng: random.Random) -> Any:
    """Return one type or several."""
    return rng.choice(TYPES) if rng.random() < 0.6 else rng.sample(TYPES, 2)


def only_types(rng: random.Random) -> Json:
    return {"type": types(rng)}


SMALL: list[Callable[[random.Random], Json]] = [text, number, listed, only_types]


def obj(rng: random.Random, depth: int) -> Json:
    keywords = {
        "required": lambda r: r.sample(NAMES, r.randint(1, 2)),
        "additionalProperties": lambda r: r.choice([False, False, schema(r, 0)]),
        "patternProperties": lambda r: {r.choice(NAME_PATTERNS): schema(r, depth - 1)},
        "propertyNames": lambda r: r.choice(
            [{"pattern": r.choice(NAME_PATTERNS)}, {"enum": ["a", "x"]}, {"maxLength": 1}]
        ),
        "minProperties": lambda r: r.randint(0, 2),
        "maxProperties": lambda r: r.randint(0, 2),
        "dependentRequired": lambda r: {r.choice(NAMES): [r.choice(NAMES)]},
        "dependentSchemas": lambda r: {r.choice(NAMES): schema(r, depth - 1)},
        "unevaluatedProperties": lambda r: r.choice([False, schema(r, 0)]),
    }
    made = of_type(rng, keywords, "object", 3)
    if rng.random() < 0.8:
        made["properties"] = {name: schema(rng, depth - 1) for name in rng.sample(NAMES, rng.randint(1, 2))}
    return made


def array(rng: random.Random, depth: int) -> Json:
    keywords = {
        "items": lambda r: schema(r, depth - 1),
        "prefixItems": lambda r: [schema(r, depth - 1) for _ in range(r.randint(1, 2))],
        "contains": lambda r: schema(r, depth - 1),
        "minContains": lambda r: r.randint(0, 2),
        "maxContains": lambda r: r.randint(0, 2),
        "minItems": lambda r: r.randint(0, 2),
        "maxItems": lambda r: r.randint(0, 2),
        "uniqueItems": lambda r: True,
        "unevaluatedItems": lambda r: r.choice([False, schema(r, 0)]),
    }
    return of_type(rng, keywords, "array", 3)


def scalar(rng: random.Random, depth: int) -> Json:
    return rng.choice(SMALL)(rng)


def referring(rng: random.Random, depth: int) -> Json:
    """Return a reference, alone or beside other keywords."""
    beside = schema(rng, depth - 1) if rng.random() < 0.4 else {}
    return {**(beside if isinstance(beside, dict) else {}), "$ref": rng.choice(REFERENCES)}


def together(rng: random.Random, depth: int) -> Json:
    """Return several schemas that all hold, some within `allOf` and some beside it."""
    beside = schema(rng, depth - 1) if rng.random() < 0.6 else {}
    parts = [schema(rng, depth - 1) for _ in range(rng.randint(1, 2))]
    return {**(beside if isinstance(beside, dict) else {}), "allOf": parts}


def either(rng: random.Random, depth: int) -> Json:
    """Return branches, alone or beside other keywords."""
    beside = schema(rng, depth - 1) if rng.random() < 0.3 else {}
    branches = [schema(rng, depth - 1) for _ in range(rng.randint(1, 3))]
    return {**(beside if isinstance(beside, dict) else {}), rng.choice(["anyOf", "oneOf"]): branches}


def refusing(rng: random.Random, depth: int) -> Json:
    beside = schema(rng, depth - 1)
    return {**(beside if isinstance(beside, dict) else {}), "not": schema(rng, depth - 1)}


def conditional(rng: random.Random, depth: int) -> Json:
    made: Json = {"if": schema(rng, depth - 1)}
    for part in rng.sample(["then", "else"], rng.randint(1, 2)):
        made[part] = schema(rng, depth - 1)
    beside = schema(rng, depth - 1) if rng.random() < 0.5 else {}
    return {**(beside if isinstance(beside, dict) else {}), **made}


MAKES: list[Make] = [scalar, scalar, obj, obj, obj, array, array, referring, together, either, refusing, conditional]
HELD = ("properties", "patternProperties", "dependentSchemas")
LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
SINGLE = ("items", "contains", "additionalProperties", "propertyNames", "not", "if", "then", "else")


def changed(rng: random.Random, made: Json) -> Json:
    """Return a schema with one edit somewhere in it."""
    out = copy.deepcopy(made)
    definitions = out.pop("$defs")
    found = [*places(out["allOf"], 0), *(place for name in definitions for place in places(definitions, name))]
    holder, key = rng.choice(found)
    holder[key] = edited(rng, holder[key])
    return ended({**out, "$defs": definitions})


def places(holder: Any, key: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place of a schema: what holds it, and under which key."""
    yield holder, key
    value = holder[key]
    if isinstance(value, dict):
        for keyword in HELD + LISTS:
            inner = value.get(keyword)
            if isinstance(inner, (dict, list)):
                names = list(inner) if isinstance(inner, dict) else range(len(inner))
                for name in names:
                    yield from places(inner, name)
        for keyword in SINGLE:
            if keyword in value:
                yield from places(value, keyword)


def edited(rng: random.Random, made: Any) -> Any:
    """Return a schema with one keyword gone, new or said otherwise; seldom another schema."""
    keys = list(made) if isinstance(made, dict) else []
    if not keys or rng.random() < 0.1:
        return schema(rng, 1)
    other = schema(rng, 1)
    more = [key for key in other if key not in made] if isinstance(other, dict) else []
    what = rng.random()
    if what < 0.4:
        gone = rng.choice(keys)
        return {key: value for key, value in made.items() if key != gone}
    if what < 0.7 and more:
        come = rng.choice(more)
        return {**made, come: other[come]}
    key = rng.choice(keys)
    return {**made, key: again(rng, key, made[key])}


def again(rng: random.Random, keyword: str, value: Any) -> Any:
    """Return another value of a keyword."""
    for _ in range(30):
        other = schema(rng, 2)
        if isinstance(other, dict) and keyword in other and other[keyword] != value:
            return other[keyword]
    return value


ATOMS: list[Any] = [0, "a", None, "ab"]
SCALARS: list[Any] = [None, True, False, -1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 6, "", "a", "ab", "b", "abc", "bb", "xyz"]
FLAT = [
    dict(zip(names, values))
    for count in range(4)
    for names in combinations([*NAMES, "x"], count)
    for values in product(ATOMS if count < 3 else ATOMS[:2], repeat=count)
]
ARRAYS = [
    list(items) for count in range(4) for items in product([0, "a", None] if count < 3 else [0, "a"], repeat=count)
]
POOL: list[Any] = [
    *SCALARS,
    *FLAT,
    *ARRAYS,
    *({name: inner} for name in NAMES for inner in (*FLAT[:26], *ARRAYS[:8], True, 0.5, 2, "")),
    *([inner] for inner in (*FLAT[:14], [], [0], True, 0.5, 2)),
    *({"a": {"a": inner}} for inner in (*FLAT[:10], True, 2)),
    *({"a": one, "b": two} for one, two in product(({}, [], True, 2, "", {"a": 0}), (0, "a", {}, [], None))),
]
"""Values that show nearly every difference between schemas as small as these."""
