"""Turns the types of Go into schemas, as encoding/json writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from .known import BASIC, LIBRARY
from .syntax import raw, source

if TYPE_CHECKING:
    from tree_sitter import Node

    from .declared import TypeDeclared

DEEPEST = 60
"""Types inside each other before the rest is shown as it is written."""
STRINGS = frozenset({"interpreted_string_literal", "raw_string_literal"})
Schema = dict[str, Any]
Steps = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """Where a type stands: the declaration, the steps of its schema, its type arguments, and how deep it is."""

    declared: TypeDeclared
    steps: Steps
    arguments: Mapping[str, Schema] = field(default_factory=dict)
    depth: int = 0

    def below(self, *steps: str) -> Around:
        """Return what surrounds a part of a type."""
        return replace(self, steps=(*self.steps, *steps), depth=self.depth + 1)


@dataclass(frozen=True, slots=True)
class Types:
    """Turns type nodes into schemas.

    `named` gives the schema of a type by its name, with its arguments; `struct` that of a struct. `opaque` notes what
    is not understood.
    """

    named: Callable[[str, list[Schema], Around, Node], Schema]
    struct: Callable[[Node, Around], Schema]
    opaque: Callable[[Node, Around, str], Schema]

    def schema(self, node: Node | None, around: Around) -> Schema:
        """Return the schema of a type."""
        if node is None:
            return {}
        if around.depth > DEEPEST:
            return self.opaque(node, around, "it is nested too deep")
        reader = READERS.get(node.type)
        return reader(self, node, around) if reader else self.opaque(node, around, "no JSON is known for it")

    def name(self, node: Node, around: Around) -> Schema:
        """Return the schema of a type by its name: a parameter, one of this package or of another, or a basic one."""
        return self.named(raw(node), [], around, node)

    def generic(self, node: Node, around: Around) -> Schema:
        """Return the schema of a generic type with its arguments."""
        name, listed = node.child_by_field_name("type"), node.child_by_field_name("type_arguments")
        arguments = [
            self.schema(
                part.named_children[0] if part.type == "type_elem" and part.named_children else part, around.below()
            )
            for part in (listed.named_children if listed is not None else ())
        ]
        return self.named(raw(name), arguments, around, node)

    def pointer(self, node: Node, around: Around) -> Schema:
        """Return the schema of a pointer, which is null where it is nil."""
        return or_null(self.schema(inner(node), around.below()))

    def parenthesized(self, node: Node, around: Around) -> Schema:
        """Return the schema of a type in parentheses."""
        return self.schema(inner(node), around.below())

    def slice(self, node: Node, around: Around) -> Schema:
        """Return the schema of a slice; bytes are written as base64 (encoding/json, Marshal)."""
        element = node.child_by_field_name("element")
        if raw(element) in ("byte", "uint8"):
            return {"type": "string", "contentEncoding": "base64"}
        return {"type": "array", "items": self.schema(plain(element), around.below("items"))}

    def array(self, node: Node, around: Around) -> Schema:
        """Return the schema of an array: as many items as it is long."""
        element, length = node.child_by_field_name("element"), raw(node.child_by_field_name("length"))
        found: Schema = {"type": "array", "items": self.schema(plain(element), around.below("items"))}
        if length.isascii() and length.isdigit() and len(length) < 10:
            found.update(minItems=int(length), maxItems=int(length))
        return found

    def map(self, node: Node, around: Around) -> Schema:
        """Return the schema of a map: an object with names that are not known, unless their type lists them."""
        found: Schema = {"type": "object"}
        names = self.schema(node.child_by_field_name("key"), around.below("propertyNames"))
        if "$ref" in names:
            found["propertyNames"] = names
        found["additionalProperties"] = self.schema(
            plain(node.child_by_field_name("value")), around.below("additionalProperties")
        )
        if found["additionalProperties"] == {}:
            del found["additionalProperties"]
        return found

    def interface(self, node: Node, around: Around) -> Schema:
        """Return the schema of an interface: anything where it asks for nothing, or for one of several types."""
        elements = [part for part in node.named_children if part.type != "comment"]
        if not elements:
            return {}
        if len(elements) == 1 and elements[0].type == "type_elem":
            choices = [self.schema(part, around.below()) for part in elements[0].named_children]
            return choices[0] if len(choices) == 1 else {"anyOf": choices}
        return self.opaque(node, around, "what stands behind an interface is not known")

    def struct_type(self, node: Node, around: Around) -> Schema:
        """Return the schema of a struct."""
        return self.struct(node, around)

    def negated(self, node: Node, around: Around) -> Schema:
        """Return the schema of `~T`."""
        return self.schema(inner(node), around.below())


READERS: Mapping[str, Callable[[Types, Any, Around], Schema]] = {
    "type_identifier": Types.name,
    "qualified_type": Types.name,
    "generic_type": Types.generic,
    "pointer_type": Types.pointer,
    "parenthesized_type": Types.parenthesized,
    "slice_type": Types.slice,
    "array_type": Types.array,
    "map_type": Types.map,
    "interface_type": Types.interface,
    "struct_type": Types.struct_type,
    "negated_type": Types.negated,
}


def inner(node: Node) -> Node | None:
    """Return the type that a pointer or parentheses hold."""
    return next((part for part in node.named_children if part.type != "comment"), None)


def plain(node: Node | None) -> Node | None:
    """Return the element of a list or map without its pointer: nil is not put into lists as a rule."""
    return inner(node) if node is not None and node.type == "pointer_type" else node


def or_null(schema: Schema) -> Schema:
    """Return a schema that also takes null."""
    if not schema or "x-type-text" in schema:
        return schema
    kind = schema.get("type")
    if isinstance(kind, str) and "enum" not in schema and "const" not in schema:
        return {**schema, "type": [kind, "null"]}
    if isinstance(kind, list) and "null" in kind:
        return schema
    return {"anyOf": [schema, {"type": "null"}]}


def basic(name: str) -> Schema | None:
    """Return the schema of a type of the language, or of a well-known package; None where it is neither."""
    found = BASIC.get(name)
    found = LIBRARY.get(name) if found is None else found
    return dict(found) if found is not None else None


def literal(node: Node) -> Any:
    """Return the value of a literal of text or number; None where it is none."""
    text = source(node)
    if node.type in STRINGS:
        from .tags import unquoted

        return raw(node)[1:-1] if text[:1] == "`" else unquoted(raw(node))
    if node.type in ("true", "false"):
        return node.type == "true"
    try:
        if node.type == "int_literal":
            return int(text.replace("_", ""), 0 if not text.isdigit() or len(text) == 1 or text[0] != "0" else 8)
        return float(text.replace("_", "")) if node.type == "float_literal" else None
    except ValueError:
        return None
