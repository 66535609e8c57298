"""The normal form of one schema node, one level deep: references followed, `allOf` merged, spellings made one."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from ..model.interface import Fragment, Node, Origin, Resolver
from .dialects import NULLABLE, to_2020
from .numbers import is_finite, is_whole
from .remainder import Rest, Tail, is_conditional, prefix_length, refuses, rest_below, rest_beside, tail_below

ALL_TYPES = frozenset({"null", "boolean", "integer", "fraction", "string", "array", "object"})
NULL = frozenset({"null"})
NAMED_TYPES = {
    **{name: frozenset({name}) for name in ALL_TYPES - {"fraction"}},
    "number": frozenset({"integer", "fraction"}),
}
ANNOTATIONS = frozenset(
    [
        "title",
        "description",
        "default",
        "example",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
        "externalDocs",
        "summary",
        "$comment",
        "$id",
        "$schema",
        "$anchor",
        "$dynamicAnchor",
        "$vocabulary",
        "id",
        "definitions",
        "$defs",
        "x-at",
        "x-keys",
    ]
)
CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=True, default=str).encode


@dataclass(frozen=True, slots=True)
class Bounds:
    """An interval; None is no bound. `step_low` and `step_high` say that the bound itself is outside."""

    low: float | None = None
    high: float | None = None
    step_low: bool = False
    step_high: bool = False


@dataclass(frozen=True, slots=True)
class Union:
    """The branches of one `oneOf` or `anyOf`."""

    keyword: str
    branches: tuple[Node, ...]
    discriminator: Mapping[str, Any] | None = None
    null: bool = False  # null is allowed beside the branches


@dataclass(slots=True)
class Shape:
    """What a node allows, keyword by keyword, after merging; built once and not changed after."""

    types: frozenset[str] = ALL_TYPES
    enum: dict[str, Any] | None = None
    number: Bounds = Bounds()
    length: Bounds = Bounds()
    items_count: Bounds = Bounds()
    members: Bounds = Bounds()
    contains_count: Bounds = Bounds()
    multiple_of: tuple[float, ...] = ()
    patterns: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    encodings: tuple[tuple[str, str], ...] = ()
    content: Node = ()  # what a text must be once it is decoded
    unique_items: bool = False
    properties: dict[str, Node] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    spared: dict[str, frozenset[str]] = field(default_factory=dict)  # by direction: required in the other one only
    additional: list[Node] = field(default_factory=list)
    rests: list[Rest] = field(default_factory=list)  # the same, each with the names that it does not speak of
    pattern_properties: dict[str, Node] = field(default_factory=dict)
    property_names: Node = ()
    dependent_required: dict[str, frozenset[str]] = field(default_factory=dict)
    dependent_schemas: dict[str, Node] = field(default_factory=dict)
    prefix: tuple[Node, ...] = ()
    items: Node | None = None
    tails: list[Tail] = field(default_factory=list)  # the same, each with the place where it begins
    contains: Node = ()
    more_contains: list[Node] = field(default_factory=list)
    unevaluated: dict[str, Node] = field(default_factory=dict)
    below: list[tuple[str, Fragment, Node]] = field(default_factory=list)  # what is said of what no part looks at
    unions: list[Union] = field(default_factory=list)
    nots: list[Node] = field(default_factory=list)
    conditions: list[dict[str, Node]] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)
    field_terms: Mapping[str, Any] | None = None
    impossible: bool = False
    places: dict[str, tuple[Origin, str]] = field(default_factory=dict)
    via: frozenset[str] = frozenset()
    said: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)  # each statement, with what brought it in
    where: Origin | None = None
    other: dict[str, Any] = field(default_factory=dict)

    def must_have(self, direction: str) -> frozenset[str]:
        """Return the properties that are required in a direction."""
        return self.required - self.spared[direction] if direction in self.spared else self.required

    def place(self, *keywords: str) -> tuple[Origin, str]:
        """Return the origin of the first stated keyword, else that of the schema, with what brought it in."""
        for keyword in keywords:
            if keyword in self.places:
                return self.places[keyword]
        assert self.where is not None
        return self.where, next(iter(self.via)) if len(self.via) == 1 else ""


READERS_OWN = frozenset(
    [
        "x-optional-input",
        "x-optional-output",
        "x-contractdocs-nullable",
        "x-enum-varnames",
        "x-absent",
        "x-logical-type",
        "x-methods",
    ]
)
"""What readers of formats note beside a schema: names and ways of writing, which are not on the wire."""
SPARED = {"input": "x-optional-input", "output": "x-optional-output"}
"""Names in `required` that are required in the other direction only: code tells the two apart (`json:"a"` in Go)."""


def node_at(schema: Any, origin: Origin, dialect: str, via: str = "") -> Node:
    """Return the node of a sub-schema; anything that is no schema allows everything."""
    if type(schema) is dict or isinstance(schema, Mapping):
        if "x-at" in schema and isinstance(schema["x-at"], str):
            origin = Origin(origin.document, schema["x-at"])
        return (Fragment(schema, origin, dialect, via),)
    return (Fragment(schema if isinstance(schema, bool) else True, origin, dialect, via),)


def reference_of(schema: Any) -> str | None:
    """Return the reference of a schema, if it has one."""
    if type(schema) is dict or isinstance(schema, Mapping):
        reference = schema.get("$ref", schema.get("$dynamicRef"))
        if isinstance(reference, str):
            return reference
    return None


def alias(node: Node, resolver: Resolver) -> str | None:
    """Return the name of the schema that a node is nothing but a reference to."""
    seen = 0
    while len(node) == 1 and isinstance(node[0].schema, Mapping) and seen < 50:
        fragment, seen = node[0], seen + 1
        schema = fragment.schema
        assert isinstance(schema, Mapping)
        reference = reference_of(schema)
        siblings = [key for key in schema if key not in ("$ref", "$dynamicRef", "allOf") and key not in ANNOTATIONS]
        if reference is not None and (not siblings or fragment.dialect in ("openapi-3.0", "swagger-2.0")):
            target = resolver.resolve(reference, fragment.origin)
            if target is None or target.name:
                return target.name if target else None
            node = target.node
        elif isinstance(schema.get("allOf"), list) and len(schema["allOf"]) == 1 and not siblings and reference is None:
            node = node_at(schema["allOf"][0], fragment.origin.child("allOf", 0), fragment.dialect, fragment.via)
        else:
            return None
    return None


def flatten(node: Node, resolver: Resolver) -> Iterator[tuple[Mapping[str, Any] | bool, Fragment]]:
    """Yield the schemas that all hold at once: references followed, `allOf` opened, each read as 2020-12."""
    stack = list(reversed(node))
    seen: set[int] = set()
    while stack:
        fragment = stack.pop()
        schema = fragment.schema
        if isinstance(schema, bool):
            yield schema, fragment
            continue
        if id(schema) in seen:
            continue
        seen.add(id(schema))
        reference = reference_of(schema)
        target = resolver.resolve(reference, fragment.origin) if reference is not None else None
        below: list[Fragment] = []
        if target is not None:
            via = fragment.via or target.name or ""
            below.extend(Fragment(part.schema, part.origin, part.dialect, via) for part in target.node)
        if reference is None or fragment.dialect not in ("openapi-3.0", "swagger-2.0"):
            parts = schema.get("allOf")
            if isinstance(parts, list):
                for index, part in enumerate(parts):
                    below.extend(node_at(part, fragment.origin.child("allOf", index), fragment.dialect, fragment.via))
            yield to_2020(schema, fragment.dialect), fragment
        stack.extend(reversed(below))


def shape_of(node: Node, resolver: Resolver, opened: frozenset[int] = frozenset()) -> Shape:
    """Return the normal form of a node; `opened` holds the branches around it, which may lead back to themselves."""
    shape = Shape(where=node[0].origin if node else None)
    flat = list(flatten(node, resolver))
    shape.via = frozenset(fragment.via for _, fragment in flat if fragment.via)
    nullable: str | None = None
    for schema, fragment in flat:
        if isinstance(schema, bool):
            shape.impossible = shape.impossible or not schema
        else:
            if nullable is None and schema.get(NULLABLE) is True:
                nullable = fragment.via
            Merge(shape, schema, fragment).run()
    settle(shape, resolver, opened)
    if nullable is not None:
        admit_null(shape)
        shape.said.setdefault("null", []).append((nullable, True))
    return shape


class Merge:
    """Intersects one schema into a shape."""

    def __init__(self, shape: Shape, schema: Mapping[str, Any], fragment: Fragment) -> None:
        self.shape, self.schema, self.fragment = shape, schema, fragment
        self.keys = schema.get("x-keys") if isinstance(schema.get("x-keys"), Mapping) else {}

    def run(self) -> None:
        """Merge every keyword; those that no method knows are kept aside by name."""
        for keyword, value in self.schema.items():
            method = KEYWORDS.get(keyword)
            if method is not None:
                method(self, keyword, value)
            elif keyword in NOTES:
                self.note(keyword, value)
            elif keyword not in ANNOTATIONS and keyword not in IGNORED and keyword not in READERS_OWN:
                self.shape.other.setdefault(keyword, value)
                self.stated(keyword)

    def stated(self, keyword: str) -> None:
        """Remember where a keyword was written, and each statement of it where named schemas are among them."""
        if self.shape.via:
            value = self.schema.get(keyword, self.schema.get("const"))
            self.shape.said.setdefault(keyword, []).append((self.fragment.via, value))
        pointer = self.keys.get(keyword) if self.keys else None
        origin = self.fragment.origin
        found = Origin(origin.document, pointer) if isinstance(pointer, str) else origin.child(keyword)
        self.shape.places.setdefault(keyword, (found, self.fragment.via))

    def child(self, value: Any, *steps: str | int) -> Node:
        """Return the node of a sub-schema."""
        return node_at(value, self.fragment.origin.child(*steps), self.fragment.dialect, self.fragment.via)

    def note(self, keyword: str, value: Any) -> None:
        """Keep an annotation; the outermost wins."""
        if keyword not in self.shape.notes:
            self.shape.notes[keyword] = value
            self.stated(keyword)

    def types(self, keyword: str, value: Any) -> None:
        """Merge `type`."""
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        if self.fragment.dialect == "swagger-2.0" and "file" in names:
            names = ["string"]
        known = [NAMED_TYPES[name] for name in names if isinstance(name, str) and name in NAMED_TYPES]
        if known:
            self.shape.types &= frozenset().union(*known)
            self.stated("type")

    def enum(self, keyword: str, value: Any) -> None:
        """Merge `enum` and `const`, which is an `enum` of one."""
        values = [value] if keyword == "const" else value
        if not isinstance(values, list):
            return
        mine = {CANONICAL(plain_number(item)): item for item in values}
        have = self.shape.enum
        self.shape.enum = mine if have is None else {key: item for key, item in have.items() if key in mine}
        self.stated("enum")
        if keyword == "const":
            self.shape.places.setdefault("enum", self.shape.places["enum"])

    def low(self, keyword: str, value: Any) -> None:
        """Merge a lower bound."""
        self.bound(keyword, value, high=False)

    def high(self, keyword: str, value: Any) -> None:
        """Merge an upper bound."""
        self.bound(keyword, value, high=True)

    def bound(self, keyword: str, value: Any, *, high: bool) -> None:
        """Merge one bound into the interval it belongs to; the tighter holds."""
        value = bound_value(value)
        name = BOUNDS[keyword]
        if value is None or (name != "number" and not is_finite(value)):
            return
        bounds: Bounds = getattr(self.shape, name)
        step = keyword.startswith("exclusive")
        have, have_step = (bounds.high, bounds.step_high) if high else (bounds.low, bounds.step_low)
        tighter = have is None or (value < have if high else value > have) or (value == have and step and not have_step)
        if tighter:
            part = {"high": value, "step_high": step} if high else {"low": value, "step_low": step}
            setattr(self.shape, name, replace(bounds, **part))
        self.stated(keyword)

    def several(self, keyword: str, value: Any) -> None:
        """Merge a keyword of which several may hold at once."""
        name, kind = SEVERAL[keyword]
        if isinstance(value, kind) and not isinstance(value, bool):
            have: tuple[Any, ...] = getattr(self.shape, name)
            if value not in have:
                setattr(self.shape, name, (*have, value))
            self.stated(keyword)

    def encoding(self, keyword: str, value: Any) -> None:
        """Merge `contentEncoding` and `contentMediaType`."""
        if isinstance(value, str):
            self.shape.encodings = tuple(sorted({*self.shape.encodings, (keyword, value)}))
            self.stated(keyword)

    def unique(self, keyword: str, value: Any) -> None:
        """Merge `uniqueItems`."""
        if value is True:
            self.shape.unique_items = True
            self.stated(keyword)

    def properties(self, keyword: str, value: Any) -> None:
        """Merge `properties`: a name stated twice must satisfy both."""
        if isinstance(value, Mapping):
            have, at, fragment = self.shape.properties, self.fragment.origin.child(keyword), self.fragment
            for name, schema in value.items():
                node = node_at(schema, at.child(name), fragment.dialect, fragment.via)
                have[name] = (*have[name], *node) if name in have else node

    def patterned(self, keyword: str, value: Any) -> None:
        """Merge `patternProperties`."""
        if isinstance(value, Mapping):
            for name, schema in value.items():
                have = self.shape.pattern_properties.get(name, ())
                self.shape.pattern_properties[name] = (*have, *self.child(schema, keyword, name))

    def required(self, keyword: str, value: Any) -> None:
        """Merge `required`."""
        if isinstance(value, list):
            names = {name for name in value if isinstance(name, str)}
            for direction, keyword_of in SPARED.items():
                have = self.shape.spared.get(direction, frozenset())
                spared = names & {name for name in self.schema.get(keyword_of) or () if isinstance(name, str)}
                if have or spared:
                    firm = (self.shape.required - have) | (names - spared)
                    self.shape.spared[direction] = (have | spared) - firm
            self.shape.required |= names
            self.stated(keyword)

    def additional(self, keyword: str, value: Any) -> None:
        """Merge `additionalProperties`; it speaks of the names that stand beside it, hence a list."""
        if value is not True and value != {}:
            node = self.child(value, keyword)
            self.shape.additional.append(node)
            self.shape.rests.append(rest_beside(self.schema, node))
        self.stated(keyword)

    def one_schema(self, keyword: str, value: Any) -> None:
        """Merge a keyword that holds one schema."""
        if keyword == "propertyNames" and is_any_name(value):
            return
        if keyword == "contains" and self.shape.contains:
            self.shape.more_contains.append(self.child(value, keyword))
            return
        name, node = ONE_SCHEMA[keyword], self.child(value, keyword)
        have: Node = getattr(self.shape, name) or ()
        setattr(self.shape, name, (*have, *node))
        if keyword == "items":
            self.shape.tails.append(Tail(prefix_length(self.schema), node))
        self.stated(keyword)

    def prefix(self, keyword: str, value: Any) -> None:
        """Merge `prefixItems`: an item stated twice must satisfy both."""
        if isinstance(value, list):
            mine = tuple(self.child(item, keyword, index) for index, item in enumerate(value))
            self.shape.prefix = both_prefixes(self.shape.prefix, mine)
            self.stated(keyword)

    def unevaluated(self, keyword: str, value: Any) -> None:
        """Merge `unevaluatedProperties` and `unevaluatedItems`."""
        if value is not True and value != {}:
            here = Fragment(self.schema, self.fragment.origin, "2020-12", self.fragment.via)
            self.shape.below.append((keyword, here, self.child(value, keyword)))
            self.stated(keyword)

    def dependent(self, keyword: str, value: Any) -> None:
        """Merge `dependentRequired`, `dependentSchemas` and the older `dependencies`."""
        if not isinstance(value, Mapping):
            return
        for name, need in value.items():
            if isinstance(need, list):
                have = self.shape.dependent_required.get(name, frozenset())
                self.shape.dependent_required[name] = have | {item for item in need if isinstance(item, str)}
            elif (
                isinstance(need, Mapping)
                and {*need} - ANNOTATIONS == {"required"}
                and isinstance(need["required"], list)
            ):
                have = self.shape.dependent_required.get(name, frozenset())
                self.shape.dependent_required[name] = have | {
                    item for item in need["required"] if isinstance(item, str)
                }
            elif not says_nothing(need):
                node = self.shape.dependent_schemas.get(name, ())
                self.shape.dependent_schemas[name] = (*node, *self.child(need, keyword, name))
        self.stated(keyword)

    def union(self, keyword: str, value: Any) -> None:
        """Merge `oneOf` and `anyOf`."""
        if isinstance(value, list) and value:
            discriminator = self.schema.get("discriminator")
            branches = tuple(self.child(item, keyword, index) for index, item in enumerate(value))
            held = discriminator if isinstance(discriminator, Mapping) else None
            self.shape.unions.append(Union(keyword, branches, held))
            self.stated(keyword)

    def negation(self, keyword: str, value: Any) -> None:
        """Merge `not`."""
        self.shape.nots.append(self.child(value, keyword))
        self.stated(keyword)

    def condition(self, keyword: str, value: Any) -> None:
        """Merge `if` with its `then` and `else`."""
        said = [part for part in ("then", "else") if part in self.schema and not says_nothing(self.schema[part])]
        parts = {part: self.child(self.schema[part], part) for part in ("if", *said)}
        if len(parts) > 1:
            self.shape.conditions.append(parts)
            self.stated(keyword)

    def terms(self, keyword: str, value: Any) -> None:
        """Keep what a data contract says of a field beyond its schema."""
        if isinstance(value, Mapping):
            self.shape.field_terms = value


BOUNDS = {
    "minimum": "number",
    "exclusiveMinimum": "number",
    "maximum": "number",
    "exclusiveMaximum": "number",
    "minLength": "length",
    "maxLength": "length",
    "minItems": "items_count",
    "maxItems": "items_count",
    "minProperties": "members",
    "maxProperties": "members",
    "minContains": "contains_count",
    "maxContains": "contains_count",
}
SEVERAL: dict[str, tuple[str, Any]] = {
    "multipleOf": ("multiple_of", (int, float)),
    "pattern": ("patterns", str),
    "format": ("formats", str),
}
ONE_SCHEMA = {
    "propertyNames": "property_names",
    "items": "items",
    "contains": "contains",
    "contentSchema": "content",
}
NOTES = frozenset(
    [
        "title",
        "description",
        "default",
        "deprecated",
        "readOnly",
        "writeOnly",
        "discriminator",
        "x-sunset",
        "x-extensible-enum",
        "x-error-codes",
        "x-stability-level",
        "x-id",
        "x-type-text",
        "x-checks-text",
        "x-inferred",
    ]
)
IGNORED = frozenset(["$ref", "$dynamicRef", "allOf", "then", "else", "nullable", "collectionFormat", "allowEmptyValue"])
KEYWORDS: dict[str, Any] = {
    "type": Merge.types,
    "enum": Merge.enum,
    "const": Merge.enum,
    **{keyword: Merge.low if "min" in keyword.lower() else Merge.high for keyword in BOUNDS},
    **dict.fromkeys(SEVERAL, Merge.several),
    "contentEncoding": Merge.encoding,
    "contentMediaType": Merge.encoding,
    "uniqueItems": Merge.unique,
    "properties": Merge.properties,
    "patternProperties": Merge.patterned,
    "required": Merge.required,
    "additionalProperties": Merge.additional,
    **dict.fromkeys(ONE_SCHEMA, Merge.one_schema),
    "prefixItems": Merge.prefix,
    "unevaluatedProperties": Merge.unevaluated,
    "unevaluatedItems": Merge.unevaluated,
    "dependentRequired": Merge.dependent,
    "dependentSchemas": Merge.dependent,
    "dependencies": Merge.dependent,
    "oneOf": Merge.union,
    "anyOf": Merge.union,
    "not": Merge.negation,
    "if": Merge.condition,
    "x-odcs": Merge.terms,
}


def says_nothing(schema: Any) -> bool:
    """Return whether a schema, as written, takes everything."""
    return schema is True or (isinstance(schema, Mapping) and not {*schema} - ANNOTATIONS)


def is_any_name(schema: Any) -> bool:
    """Return whether a rule for names takes every name: a name is always a text."""
    keys = {*schema} - ANNOTATIONS if isinstance(schema, Mapping) else set()
    return says_nothing(schema) or (keys == {"type"} and "string" in schema["type"])


def takes_nothing(schema: Any) -> bool:
    """Return whether a schema, as written, takes nothing."""
    if isinstance(schema, Mapping) and {*schema} - ANNOTATIONS == {"not"}:
        return says_nothing(schema["not"])
    return schema is False


def bound_value(value: Any) -> Any:
    """Return a bound as a number, or as text where it is a date; None where it is no bound."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return None if isinstance(value, float) and math.isnan(value) else value


def plain_number(value: Any) -> Any:
    """Return 1 for 1.0: JSON Schema compares numbers by value (JSON Schema 2020-12 core, 4.2.2)."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def type_of(value: Any) -> str:
    """Return the type of a value, where a number with a fraction is a `fraction`."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "integer" if isinstance(value, int) or value.is_integer() else "fraction"
    return "string" if isinstance(value, str) else "array" if isinstance(value, list) else "object"


def settle(shape: Shape, resolver: Resolver, opened: frozenset[int]) -> None:
    """Make equal meanings equal after merging."""
    open_unions(shape, resolver, opened)
    open_nots(shape, resolver, opened)
    settle_unevaluated(shape, resolver)
    if shape.enum is not None:
        allowed = {key: value for key, value in shape.enum.items() if type_of(value) in shape.types}
        if allowed or not shape.enum:
            shape.enum = allowed
            shape.types &= frozenset(type_of(value) for value in allowed.values())
        # where no listed value is of the stated type, one of the two is a slip of the pen, and both are kept
        if shape.types == {"null"} or (shape.types <= {"null", "boolean"} and {"true", "false"} <= set(allowed)):
            shape.enum = None  # there is nothing else that these types could hold
    whole = any(map(is_whole, shape.multiple_of))
    if whole and shape.field_terms is None:  # a multiple of a whole number is one, but a column's type is its own
        shape.types -= {"fraction"}
    if "fraction" not in shape.types:  # each whole number is a multiple of 1 and of its parts
        shape.multiple_of = tuple(step for step in shape.multiple_of if not divides_one(step))
    shape.number = whole_bounds(shape.number) if "fraction" not in shape.types else shape.number
    shape.impossible = shape.impossible or not shape.types
    for tail in shape.tails:
        if refuses(tail.node):  # what follows the listed items is refused: there are no more of them
            shape.items_count = tighter(shape.items_count, Bounds(high=tail.start))
    for name in ("length", "items_count", "members"):
        bounds: Bounds = getattr(shape, name)
        if bounds.low == 0:
            setattr(shape, name, replace(bounds, low=None))
    settle_contains(shape)
    if shape.items_count.high is not None and shape.items_count.high <= 1:
        shape.unique_items = False  # one item is unlike all others
    if shape.items_count.high == 0:
        shape.items, shape.tails, shape.prefix = None, [], ()
    for name in shape.required & shape.dependent_schemas.keys():
        combine_part(shape, shape.dependent_schemas.pop(name), resolver, opened)
    for name, needed in list(shape.dependent_required.items()):
        shape.dependent_required[name] = needed - shape.required - {name}
    if shape.members.low is not None and shape.members.low <= len(shape.required):
        shape.members = replace(shape.members, low=None)
    named_only = any(part[0].schema is False for part in shape.additional) and not shape.pattern_properties
    if named_only and shape.members.high is not None and shape.members.high >= len(shape.properties):
        shape.members = replace(shape.members, high=None)


def combine_part(shape: Shape, node: Node, resolver: Resolver, opened: frozenset[int]) -> None:
    """Intersect a part that always holds, unless it leads back to itself."""
    if not any(id(part.schema) in opened for part in node):
        combine(shape, shape_of(node, resolver, opened | {id(part.schema) for part in node}))


def divides_one(step: float) -> bool:
    """Return whether 1 is a multiple of a number."""
    return math.isfinite(step) and step > 0 and (1 / Fraction(str(step))).denominator == 1


def open_nots(shape: Shape, resolver: Resolver, opened: frozenset[int]) -> None:
    """Open a `not` that says no more than types, names, values or another `not`."""
    for node in list(shape.nots):
        schema = node[0].schema
        refused = plain_types(node)
        keys = {*schema} - ANNOTATIONS if isinstance(schema, Mapping) else set()
        if refused is not None:
            shape.types -= refused
            shape.places.setdefault("type", shape.places["not"])
        elif says_nothing(schema):
            shape.impossible = True
        elif takes_nothing(schema):
            pass
        elif keys == {"not"} and isinstance(schema, Mapping) and id(schema) not in opened:
            inner = node_at(schema["not"], node[0].origin.child("not"), node[0].dialect, node[0].via)
            combine(shape, shape_of(inner, resolver, opened | {id(schema)}))
        elif shape.enum is not None and isinstance(schema, Mapping) and keys in ({"enum"}, {"const"}):
            values = schema.get("enum", [schema.get("const")])
            gone = {CANONICAL(plain_number(value)) for value in values if isinstance(values, list)}
            shape.enum = {key: value for key, value in shape.enum.items() if key not in gone}
        else:
            continue
        shape.nots.remove(node)


def settle_unevaluated(shape: Shape, resolver: Resolver) -> None:
    """Read `unevaluatedProperties` as `additionalProperties`, and items alike, where it is known what is looked at.

    Where it depends on the value it is kept, unless the branches that it depended on have been opened.
    """
    for keyword, fragment, node in shape.below:
        parts = [schema for schema, _ in flatten((fragment,), resolver)]
        properties = keyword == "unevaluatedProperties"
        if is_conditional(parts, *(() if properties else ("contains",))):
            shape.unevaluated.setdefault(keyword, node)
        elif properties and (rest := rest_below(parts, node)) is not None:
            add_rest(shape, rest)
        elif not properties and (tail := tail_below(parts, node)) is not None:
            shape.tails.append(tail)
            shape.items = (*(shape.items or ()), *node)
            shape.places.setdefault("items", shape.places[keyword])
    if shape.unions or shape.conditions or shape.dependent_schemas:
        return
    left = shape.unevaluated.pop("unevaluatedProperties", None)
    if left is not None and "additionalProperties" not in shape.places:
        add_rest(shape, Rest(frozenset(shape.properties), frozenset(shape.pattern_properties), left))


def add_rest(shape: Shape, rest: Rest) -> None:
    """Let `unevaluatedProperties` say what `additionalProperties` would."""
    shape.additional.append(rest.node)
    shape.rests.append(rest)
    shape.places.setdefault("additionalProperties", shape.places["unevaluatedProperties"])


def both_prefixes(one: tuple[Node, ...], two: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return what items must satisfy that two parts list by place."""
    longer, shorter = (one, two) if len(one) >= len(two) else (two, one)
    return tuple((*node, *shorter[index]) if index < len(shorter) else node for index, node in enumerate(longer))


def settle_contains(shape: Shape) -> None:
    """Write out that `contains` asks for one match where nothing else is said (JSON Schema 2020-12, 6.4.5)."""
    if shape.contains and all(part.schema in (True, {}) for part in shape.contains):
        shape.items_count, shape.contains = tighter(shape.items_count, shape.contains_count), ()  # each item matches
        if shape.contains_count.low is None:
            shape.items_count = tighter(shape.items_count, Bounds(low=1))
    count = shape.contains_count
    if shape.contains and count.low is None:
        shape.contains_count = replace(count, low=1)
    elif shape.contains and count.low == 0 and count.high is None:
        shape.contains = ()


def whole_bounds(bounds: Bounds) -> Bounds:
    """Return bounds over integers with both ends inside: more than 4 is at least 5."""
    low, high = bounds.low, bounds.high
    if low is not None and is_finite(low):
        low = math.floor(low) + 1 if bounds.step_low else math.ceil(low)
    if high is not None and is_finite(high):
        high = math.ceil(high) - 1 if bounds.step_high else math.floor(high)
    return Bounds(low, high)


def open_unions(shape: Shape, resolver: Resolver, opened: frozenset[int]) -> None:
    """Open unions that say no more than a type list, `null` beside a schema, or a single branch."""
    pending, shape.unions = [spliced(union) for union in shape.unions], []
    while pending:
        union = without_empty(pending.pop(0), shape.types)
        if union.keyword == "anyOf" and any(
            says_nothing(branch[0].schema) for branch in union.branches if len(branch) == 1
        ):
            continue  # a branch takes everything
        plain = [plain_types(branch) for branch in union.branches]
        if all(types is not None for types in plain) and disjoint([t for t in plain if t], union.keyword):
            shape.types &= frozenset().union(*(types for types in plain if types))
            shape.places.setdefault("type", shape.places[union.keyword])
            told = sorted(frozenset().union(*(types for types in plain if types)))
            shape.said.setdefault("type", []).append((shape.places[union.keyword][1], told))
            continue
        rest = [branch for branch, types in zip(union.branches, plain) if types != NULL]
        if len(rest) == 1 and "null" in shape.types and id(rest[0][0].schema) not in opened:
            merged = shape_of(rest[0], resolver, opened | {id(rest[0][0].schema)})
            if len(rest) < len(union.branches):
                admit_null(merged)
            combine(shape, merged)
            if "null" in merged.places:
                shape.places["null"] = (shape.places[union.keyword][0], "")
                shape.said.setdefault("null", []).append((shape.places[union.keyword][1], True))
            continue
        shape.unions.append(replace(union, branches=tuple(rest), null=len(rest) < len(union.branches)))


def without_empty(union: Union, types: frozenset[str]) -> Union:
    """Return a union without the branches that take nothing of what stands beside it, where others are left."""
    left = tuple(branch for branch in union.branches if stated_types(branch) & types)
    return replace(union, branches=left) if left and len(left) < len(union.branches) else union


def stated_types(branch: Node) -> frozenset[str]:
    """Return the types that a branch may take, as it is written: references are not followed."""
    schema = branch[0].schema
    if takes_nothing(schema):
        return frozenset()
    names = schema.get("type") if isinstance(schema, Mapping) else None
    names = [names] if isinstance(names, str) else names
    if not isinstance(names, list) or not all(isinstance(name, str) and name in NAMED_TYPES for name in names):
        return ALL_TYPES
    nullable = branch[0].dialect in ("openapi-3.0", "swagger-2.0")
    return frozenset().union(*(NAMED_TYPES[name] for name in names), NULL if nullable else frozenset())


def spliced(union: Union) -> Union:
    """Return a union with the branches of a union that is one of its branches, and nothing else, in its place."""
    branches: list[Node] = []
    pending = list(reversed(union.branches))
    while pending:
        branch = pending.pop()
        inner = only_union(branch)
        if (
            inner is None
            or (union.keyword == "oneOf" and inner != "oneOf")
            or len(branches) + len(pending) > MOST_SPLICED
        ):
            branches.append(branch)
            continue
        part, schema = branch[0], branch[0].schema
        assert isinstance(schema, Mapping)
        below = [node_at(s, part.origin.child(inner, i), part.dialect, part.via) for i, s in enumerate(schema[inner])]
        pending.extend(reversed(below))
    return replace(union, branches=tuple(branches))


MOST_SPLICED = 200


def only_union(branch: Node) -> str | None:
    """Return the keyword of a branch that is nothing but a union."""
    schema = branch[0].schema
    if len(branch) != 1 or not isinstance(schema, Mapping):
        return None
    keys = [key for key in schema if key not in ANNOTATIONS]
    return keys[0] if len(keys) == 1 and keys[0] in ("oneOf", "anyOf") and isinstance(schema[keys[0]], list) else None


def plain_types(branch: Node) -> frozenset[str] | None:
    """Return the types of a branch that says nothing else."""
    schema = branch[0].schema
    if not isinstance(schema, Mapping) or any(key != "type" and key not in ANNOTATIONS for key in schema):
        return None
    names = schema.get("type")
    names = [names] if isinstance(names, str) else names
    if not isinstance(names, list) or not names or not all(isinstance(n, str) and n in NAMED_TYPES for n in names):
        return None
    return frozenset().union(*(NAMED_TYPES[name] for name in names))


def disjoint(groups: list[frozenset[str]], keyword: str) -> bool:
    """Return whether the types may be joined: always in `anyOf`, only without overlap in `oneOf`."""
    return keyword == "anyOf" or sum(len(group) for group in groups) == len(frozenset().union(*groups))


def admit_null(shape: Shape) -> None:
    """Let null in beside what the shape allows."""
    if shape.unions:
        shape.types |= {"null"}
        shape.unions = [replace(union, null=True) for union in shape.unions]
    else:
        shape.types |= {"null"}
        assert shape.where is not None
        shape.places["null"] = (shape.where, "")
        if shape.enum is not None:
            shape.enum = {**shape.enum, "null": None}


def combine(shape: Shape, other: Shape) -> None:
    """Intersect another shape into this one: used where a union came down to one branch."""
    shape.types &= other.types
    if other.enum is not None:
        have = shape.enum
        shape.enum = other.enum if have is None else {key: value for key, value in have.items() if key in other.enum}
    for name in ("number", "length", "items_count", "members", "contains_count"):
        setattr(shape, name, tighter(getattr(shape, name), getattr(other, name)))
    for name in ("multiple_of", "patterns", "formats"):
        have_all: tuple[Any, ...] = getattr(shape, name)
        setattr(shape, name, (*have_all, *(v for v in getattr(other, name) if v not in have_all)))
    shape.encodings = tuple(sorted({*shape.encodings, *other.encodings}))
    shape.unique_items = shape.unique_items or other.unique_items
    for name in ("properties", "pattern_properties", "dependent_schemas"):
        mine: dict[str, Node] = getattr(shape, name)
        for key, node in getattr(other, name).items():
            mine[key] = (*mine.get(key, ()), *node)
    for direction in {*shape.spared, *other.spared}:
        ours, theirs = (side.spared.get(direction, frozenset()) for side in (shape, other))
        firm = (shape.required - ours) | (other.required - theirs)
        shape.spared[direction] = (ours | theirs) - firm
    shape.required |= other.required
    shape.additional.extend(other.additional)
    shape.rests.extend(other.rests)
    shape.dependent_required = {**other.dependent_required, **shape.dependent_required}
    shape.content = (*shape.content, *other.content)
    shape.property_names = (*shape.property_names, *other.property_names)
    shape.more_contains.extend([*([other.contains] if shape.contains and other.contains else ()), *other.more_contains])
    shape.contains = shape.contains or other.contains
    shape.prefix = both_prefixes(shape.prefix, other.prefix)
    shape.tails.extend(other.tails)
    if other.items is not None:
        shape.items = (*(shape.items or ()), *other.items)
    for key, node in other.unevaluated.items():
        shape.unevaluated.setdefault(key, node)
    shape.unions.extend(other.unions)
    shape.nots.extend(other.nots)
    shape.conditions.extend(other.conditions)
    shape.notes = {**other.notes, **shape.notes}
    shape.other = {**other.other, **shape.other}
    shape.field_terms = shape.field_terms or other.field_terms
    shape.places = {**other.places, **shape.places}
    for keyword, statements in other.said.items():
        shape.said[keyword] = [*shape.said.get(keyword, ()), *statements]
    shape.via |= other.via
    shape.impossible = shape.impossible or other.impossible


def tighter(one: Bounds, two: Bounds) -> Bounds:
    """Return the intersection of two intervals."""
    low = max((b for b in (one, two) if b.low is not None), key=lambda b: (b.low, b.step_low), default=one)
    high = min((b for b in (one, two) if b.high is not None), key=lambda b: (b.high, not b.step_high), default=one)
    return Bounds(low.low, high.high, low.step_low, high.step_high)


@lru_cache(maxsize=4096)
def show_types(types: frozenset[str]) -> str:
    """Return types in words: `string or null`, `anything`."""
    if types == ALL_TYPES:
        return "anything"
    names = [
        "number" if name == "fraction" else name
        for name in sorted(types)
        if name != "integer" or "fraction" not in types
    ]
    names.sort(key=lambda name: (name == "null", name))
    return " or ".join(names) if names else "nothing"
