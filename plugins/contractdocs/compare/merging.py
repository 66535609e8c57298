"""Intersects the schemas that all hold at once into one shape, keyword by keyword."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from ..model.interface import Fragment, Node, Origin
from .flattening import node_at, nodes_at
from .forms import CANONICAL, NAMED_TYPES, Bounds, Shape, Union
from .numbers import is_finite
from .remainder import Tail, prefix_length, rest_beside
from .vocabulary import BOUNDS, IGNORED, NOTES, ONE_SCHEMA, READERS_OWN, SEVERAL, SPARED
from .written import ANNOTATIONS, bound_value, is_any_name, plain_number, says_nothing


class Merge:
    """Intersects one schema into a shape."""

    def __init__(self, shape: Shape, schema: Mapping[str, Any], fragment: Fragment) -> None:
        self.shape, self.schema, self.fragment = shape, schema, fragment
        keys = schema.get("x-keys")
        self.keys = keys if keys is not None and isinstance(keys, Mapping) else {}

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
            have, at = self.shape.properties, self.fragment.origin.child(keyword)
            for name, node in nodes_at(value, at, self.fragment.dialect, self.fragment.via):
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
            elif needs := needs_only(need):
                have = self.shape.dependent_required.get(name, frozenset())
                self.shape.dependent_required[name] = have | {*needs}
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
        asked, needs = needs_only(value), needs_only(self.schema.get("then"))
        if said == ["then"] and asked and len(asked) == 1 and needs:
            self.dependent(keyword, {asked[0]: needs})
        elif len(parts) > 1:
            self.shape.conditions.append(parts)
            self.stated(keyword)

    def terms(self, keyword: str, value: Any) -> None:
        """Keep what a data contract says of a field beyond its schema."""
        if isinstance(value, Mapping):
            self.shape.field_terms = value


def needs_only(schema: Any) -> list[str]:
    """Return the properties that a schema requires where that is all it says; none for any other schema."""
    if isinstance(schema, Mapping) and {*schema} - ANNOTATIONS == {"required"} and isinstance(schema["required"], list):
        return [name for name in schema["required"] if isinstance(name, str)]
    return []


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


def both_prefixes(one: tuple[Node, ...], two: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return what items must satisfy that two parts list by place."""
    longer, shorter = (one, two) if len(one) >= len(two) else (two, one)
    return tuple((*node, *shorter[index]) if index < len(shorter) else node for index, node in enumerate(longer))
