"""Turns structs into objects, field by field, as encoding/json writes and reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...documents.document import Spot
from .checks import Checks, checks_of
from .comments import notes_of
from .known import EMPTY_STRUCTS
from .schemas import Around, Schema, Types, inner, or_null
from .syntax import Comment, Comments, named, raw, source
from .tags import JsonTag, Tags, json_tag, tags_of

if TYPE_CHECKING:
    from tree_sitter import Node

NO_TAGS = Tags({})
FINITE = ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "multipleOf")
FLAGS = {"readOnly": "readOnly", "readonly": "readOnly", "writeOnly": "writeOnly", "deprecated": "deprecated"}


@dataclass(frozen=True, slots=True)
class Member:
    """One property of an object: when it is there, and what was written.

    `sent` and `received` say whether it is required of those who send it, and of those who receive it; `places` where
    it stands as a parameter.
    """

    name: str
    schema: Schema
    spot: Spot
    sent: bool = False
    received: bool = True
    places: tuple[tuple[str, str], ...] = ()
    body: bool = True


@dataclass(frozen=True, slots=True)
class Noted:
    """Something to tell about a place: the rule, where in the tree, and the words of its message."""

    rule: str
    steps: tuple[str, ...]
    words: Mapping[str, str]


@dataclass(slots=True)
class Members:
    """What a struct holds: its properties, the types embedded in it, and what is to be told."""

    own: dict[str, Member] = field(default_factory=dict)
    embedded: list[tuple[Schema, Node]] = field(default_factory=list)
    noted: list[Noted] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Structs:
    """Reads structs; `kind` gives the JSON type of a schema, and `fixed` whether a type is never empty to Go."""

    types: Types
    kind: Callable[[Schema], str]
    fixed: Callable[[Node, Around], bool]
    embeds: Callable[[Schema], bool]

    def members(self, node: Node, around: Around) -> Members:
        """Return the members of a struct in order."""
        found = Members()
        listed = next((part for part in node.named_children if part.type == "field_declaration_list"), None)
        for part, above, behind in Comments(around.declared.text).over(listed) if listed is not None else ():
            if part.type == "field_declaration":
                doc = above if above.lines else behind
                names: list[Node | None] = list(named(part, "name"))
                for name in names or [None]:
                    self.add(found, part, name, doc, around)
        return found

    def add(self, found: Members, node: Node, name: Node | None, doc: Comment, around: Around) -> None:
        """Add one field."""
        tag = node.child_by_field_name("tag")
        tags = tags_of(raw(tag)) if tag is not None else NO_TAGS
        stated, kind = json_tag(tags), node.child_by_field_name("type")
        own = raw(name) if name is not None else raw(kind).rpartition(".")[2].partition("[")[0]
        if stated.skipped and not any(tags.places):
            return
        if name is None and not stated.name and kind is not None:
            schema = self.types.schema(kind, around.below())
            if self.embeds(schema):
                found.embedded.append((schema, node))
                return
        if not own[:1].isupper():
            return
        member = self.member(node, name, own, tags, stated, doc, around, found)
        if member.name in found.own:
            words = {"name": member.name, "field": own, "type": around.declared.name}
            found.noted.append(Noted("json-name-duplicated", (*around.steps, "properties", member.name), words))
            return
        found.own[member.name] = member

    def member(
        self,
        node: Node,
        name: Node | None,
        own: str,
        tags: Tags,
        stated: JsonTag,
        doc: Comment,
        around: Around,
        found: Members,
    ) -> Member:
        """Return one property."""
        places = tuple(tags.places)
        title = stated.name or (places[0][1] if places and not stated.there else "") or own
        steps = (*around.steps, "properties", title)
        kind = node.child_by_field_name("type")
        optional = bool({"omitempty", "omitzero"} & stated.options)
        pointed = inner(kind) if kind is not None and kind.type == "pointer_type" and optional else kind
        below = Around(around.declared, steps, around.arguments, around.depth + 1)
        schema = self.types.schema(pointed, below)
        if "string" in stated.options and self.kind(schema) in ("integer", "number", "boolean"):
            schema = {"type": "string"}
        if name is None and raw(node).startswith("*") and not optional:
            schema = or_null(schema)
        rules = tags.checks
        checks = checks_of(rules, lambda depth: self.kind_at(schema, depth))
        schema = constrained(schema, checks)
        words = {"name": title, "field": own, "type": around.declared.name, "of": source(kind), "rest": tags.rest}
        found.noted.extend(Noted(rule, steps, words) for rule in self.mistakes(kind, tags, stated, optional, around))
        if checks.unread:
            schema["x-checks-text"] = ",".join(checks.unread)
        schema = described(schema, notes_of(doc), tags, self.kind(schema))
        always = not optional or ("omitzero" not in stated.options and kind is not None and self.fixed(kind, around))
        return Member(
            title,
            schema,
            around.declared.text.spot(name if name is not None else kind or node),
            sent=checks.required or tags.pairs.get("required") == "true" or any(place == "path" for place, _ in places),
            received=always,
            places=places,
            body=not places or (stated.there and not stated.skipped),
        )

    def kind_at(self, schema: Schema, depth: int) -> str:
        """Return the JSON type of the elements of a schema, so many lists or maps down."""
        for _ in range(depth):
            below = schema.get("items", schema.get("additionalProperties"))
            schema = below if isinstance(below, dict) else {}
        return self.kind(schema)

    def mistakes(self, kind: Node | None, tags: Tags, stated: JsonTag, optional: bool, around: Around) -> Iterator[str]:
        """Yield the rules that a field is against."""
        if tags.rest:
            yield "struct-tag-invalid"
        if "inline" in stated.options:
            yield "json-inline-ignored"
        if optional and "omitzero" not in stated.options and kind is not None and self.fixed(kind, around):
            yield "omitempty-ignored"


def constrained(schema: Schema, checks: Checks) -> Schema:
    """Return a schema with what validation says of it; keywords beside a reference hold too (2020-12, 8.2.3)."""
    if checks.elements is not None:
        key = "items" if "items" in schema else "additionalProperties"
        schema = {**schema, key: constrained(dict(schema.get(key) or {}), checks.elements)}
        if checks.elements.unread:
            schema[key]["x-checks-text"] = ",".join(checks.elements.unread)
    if checks.keys is not None:
        schema = {**schema, "propertyNames": constrained(dict(schema.get("propertyNames") or {}), checks.keys)}
    if not checks.keywords:
        return dict(schema)
    if "anyOf" in schema and schema["anyOf"][-1] == {"type": "null"}:
        return {"anyOf": [constrained(schema["anyOf"][0], Checks(checks.keywords)), {"type": "null"}]}
    if isinstance(schema.get("type"), list) and {"enum", "const"} & set(checks.keywords):
        kind = next(item for item in schema["type"] if item != "null")
        return {"anyOf": [{**schema, "type": kind, **checks.keywords}, {"type": "null"}]}
    tighter = dict(checks.keywords)
    for low, pick in (("minimum", max), ("maximum", min)):
        if low in schema and low in tighter:
            tighter[low] = pick(schema[low], tighter[low])
    return {**schema, **tighter}


def described(schema: Schema, notes: dict[str, Any], tags: Tags, kind: str) -> Schema:
    """Return a schema with what is said about it: the comment, and the tags that swag and huma read."""
    found, pairs = dict(schema), tags.pairs
    for keyword in FINITE:
        value = scalar(pairs.get(keyword, ""), "number")
        if value is not None:
            found[keyword] = value
    if pairs.get("enums") or pairs.get("enum"):
        values = (pairs.get("enums") or pairs["enum"]).split(",")
        found["enum"] = [item for item in (scalar(value, kind) for value in values) if item is not None]
    if pairs.get("format") and kind == "string":
        found["format"] = pairs["format"]
    if pairs.get("pattern") and kind == "string":
        found["pattern"] = pairs["pattern"]
    for tag in ("description", "doc"):
        if pairs.get(tag):
            found["description"] = pairs[tag]
    found.update({keyword: True for tag, keyword in FLAGS.items() if pairs.get(tag) == "true"})
    found.update(notes)
    for tag, keyword in (("default", "default"), ("example", "examples")):
        value = scalar(pairs[tag], kind) if tag in pairs else None
        if value is not None:
            found[keyword] = [value] if keyword == "examples" else value
    return found


def scalar(text: str, kind: str) -> Any:
    """Return a value as its JSON type; None where it is none of it."""
    from .checks import number

    if kind == "string":
        return text
    if kind == "boolean":
        return {"true": True, "false": False}.get(text)
    if kind in ("integer", "number"):
        value = number(text)
        return value if kind == "number" or isinstance(value, int) else None
    return None


def is_fixed(node: Node) -> bool:
    """Return whether a type of another package, or one that has no name, is never empty (encoding/json, omitempty)."""
    if node.type == "struct_type":
        return True
    if node.type == "array_type":
        return raw(node.child_by_field_name("length")) != "0"
    return node.type == "qualified_type" and raw(node) in EMPTY_STRUCTS
