"""Turns the types of a package into named schemas, those of the packages it imports with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...documents.document import Spot
from ..lowering import Unread
from .comments import notes_of
from .declared import Declared, TypeDeclared
from .enums import Value, plain_values, values_by_type
from .known import BASIC, LIBRARY
from .schemas import Around, Schema, Steps, Types, basic
from .structs import Members, Noted, Structs, is_fixed
from .syntax import raw, source

if TYPE_CHECKING:
    from tree_sitter import Node

MEMBERS = "\0members"
"""Holds what a struct was read as, until it is known which way it travels."""
REFERENCE = "#/$defs/"
LONGEST = 200
"""Characters of the name of a generic type with its arguments: one that grows without end stops there."""
CONSTANTS = "Constants"

Elsewhere = Callable[[str], "Package | None"]
"""Returns the package that an import path names; None where it is not there."""


@dataclass(slots=True)
class Package:
    """One package: what it declares, and what stands before the names of its types (nothing in the first one)."""

    declared: Declared
    prefix: str = ""
    values: dict[str, list[Value]] = field(default_factory=dict)
    marshals: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Gather the constants by type, and the types that write their JSON themselves."""
        self.values = values_by_type(self.declared.consts)
        for func in self.declared.funcs:
            if func.receiver and func.name in ("MarshalJSON", "MarshalText"):
                self.marshals.setdefault(func.receiver, func.name)


@dataclass(slots=True)
class World:
    """The schemas of a package and of those that it needs, as they are found."""

    main: Package
    elsewhere: Elsewhere
    defs: dict[str, Schema] = field(default_factory=dict)
    spots: dict[Steps, Spot] = field(default_factory=dict)
    noted: list[Noted] = field(default_factory=list)
    not_read: list[Unread] = field(default_factory=list)
    homes: dict[str, Package] = field(default_factory=dict)
    pending: list[tuple[str, Package, TypeDeclared, tuple[Schema, ...]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make the readers of types and structs."""
        self.types = Types(self.named, self.struct, self.opaque)
        self.structs = Structs(self.types, self.kind, self.fixed, self.embeds)

    types: Types = field(init=False)
    structs: Structs = field(init=False)

    def build(self) -> None:
        """Read every exported type of the first package, and all that those need."""
        self.adopt(self.main)
        for name, declared in self.main.declared.types.items():
            if name[:1].isupper() and not declared.parameters and not is_service(declared.node):
                self.define(self.main, declared, ())
        self.drain()
        self.constants()

    def drain(self) -> None:
        """Read the types that are waiting."""
        while self.pending:
            name, package, declared, arguments = self.pending.pop(0)
            self.defs[name] = self.definition(name, package, declared, arguments)

    def adopt(self, package: Package) -> None:
        """Remember which files belong to a package."""
        for declared in package.declared.types.values():
            self.homes.setdefault(declared.text.file, package)

    def define(self, package: Package, declared: TypeDeclared, arguments: tuple[Schema, ...]) -> Schema:
        """Return a reference to a type, which is read when its turn comes."""
        listed = f"[{','.join(map(label, arguments))}]" if arguments else ""
        name = f"{package.prefix}{declared.name}{listed}"
        if name not in self.defs:
            self.defs[name] = {}
            self.spots[name,] = declared.spot
            self.pending.append((name, package, declared, arguments))
        return {"$ref": REFERENCE + name}

    def definition(self, name: str, package: Package, declared: TypeDeclared, arguments: tuple[Schema, ...]) -> Schema:
        """Return the schema of a declared type."""
        around = Around(declared, (name,), dict(zip(declared.parameters, arguments)))
        notes = notes_of(declared.doc)
        written = package.marshals.get(declared.name)
        values = package.values.get(declared.name, [])
        if written == "MarshalJSON":
            return {**self.opaque(declared.node, around, "its method `MarshalJSON` writes it"), **notes}
        if written == "MarshalText" and self.kind(self.types.schema(declared.node, around)) != "string":
            return {"type": "string", **notes}
        schema = self.types.schema(declared.node, around)
        return {**(self.enumerated(name, schema, values) if values else schema), **notes}

    def enumerated(self, name: str, schema: Schema, values: list[Value]) -> Schema:
        """Return the schema of a type whose values are constants; where they are documented, with their words."""
        kinds: dict[str, tuple[type, ...]] = {"string": (str,), "integer": (int,), "number": (int, float)}
        kept = [value for value in values if isinstance(value.value, kinds.get(self.kind(schema), ()))]
        once = list({value.value: value for value in reversed(kept)}.values())[::-1]
        if not once:
            return schema
        for index, value in enumerate(once):
            self.spots[name, "enum", str(index)] = value.spot
        found = {**schema, "enum": [v.value for v in once], "x-enum-varnames": [v.name for v in once]}
        for bound in ("minimum", "maximum", "format"):
            found.pop(bound, None)
        if any(value.doc.lines for value in once):
            found["x-enum-descriptions"] = [value.doc.text for value in once]
        return found

    def constants(self) -> None:
        """Add the constants that belong to no type: error codes, limits. Their values are promises too."""
        found = [v for v in plain_values(self.main.declared.consts) if v.name[:1].isupper() and not is_version(v.name)]
        if not found or CONSTANTS in self.defs:
            return
        for value in found:
            self.spots[CONSTANTS, "properties", value.name] = value.spot
        self.spots[CONSTANTS,] = found[0].spot
        properties = {value.name: {"const": value.value, **notes_of(value.doc)} for value in found}
        self.defs[CONSTANTS] = {"type": "object", "properties": properties, "required": [v.name for v in found]}

    # -- what types ask for ---------------------------------------------------------------------------------------

    def named(self, name: str, arguments: list[Schema], around: Around, node: Node) -> Schema:
        """Return the schema of a type by its name."""
        package = self.homes.get(around.declared.text.file, self.main)
        if name in around.arguments:
            return dict(around.arguments[name])
        declared = package.declared.types.get(name)
        if declared is not None:
            return self.reached(package, declared, arguments, around, node)
        if "." in name:
            return self.imported(package, name, arguments, around, node)
        found = basic(name)
        if found is not None:
            return found
        self.noted.append(Noted("type-undefined", around.steps, {"name": name, "type": around.declared.name}))
        return self.opaque(node, around, f"`{name}` is nowhere defined")

    def reached(
        self, package: Package, declared: TypeDeclared, arguments: list[Schema], around: Around, node: Node
    ) -> Schema:
        """Return a reference to a type of a package."""
        whole = len(arguments) == len(declared.parameters)
        if not whole or sum(len(label(item)) for item in arguments) > LONGEST:
            return self.opaque(node, around, "its type arguments cannot be followed")
        return self.define(package, declared, tuple(arguments))

    def imported(self, package: Package, name: str, arguments: list[Schema], around: Around, node: Node) -> Schema:
        """Return the schema of a type of another package: a well-known one, or one of this repository."""
        alias, _, own = name.partition(".")
        path = package.declared.imports.get(around.declared.text.file, {}).get(alias, "")
        last = [step for step in path.split("/") if not (step[:1] == "v" and step[1:].isdigit())][-1:] or [alias]
        found = basic(f"{last[0]}.{own}") or basic(name)
        if found is not None or f"{last[0]}.{own}" == "json.RawMessage":
            return found or {}
        other = self.elsewhere(path) if path else None
        if other is not None and own in other.declared.types:
            self.adopt(other)
            return self.reached(other, other.declared.types[own], arguments, around, node)
        return self.opaque(node, around, f"`{name}` stands in a package that is not here")

    def struct(self, node: Node, around: Around) -> Schema:
        """Return what a struct is read as."""
        members = self.structs.members(node, around)
        self.noted.extend(members.noted)
        for member in members.own.values():
            self.spots.update({(*around.steps, "properties", member.name): member.spot})
        return {"type": "object", MEMBERS: members}

    def opaque(self, node: Node, around: Around, why: str) -> Schema:
        """Return a type that is shown and compared as it is written."""
        text = source(node)
        place = around.declared.text.spot(node)
        self.not_read.append(Unread(why, place.value, place.file, f"`{' '.join(text.split())[:60]}`"))
        return {"x-type-text": text[:2000]}

    # -- what types are -------------------------------------------------------------------------------------------

    def target(self, schema: Schema) -> tuple[Package, TypeDeclared] | None:
        """Return the declaration that a reference leads to."""
        name = str(schema.get("$ref", "")).removeprefix(REFERENCE).partition("[")[0]
        prefix, _, own = name.rpartition(".")
        for package in {id(p): p for p in (self.main, *self.homes.values())}.values():
            if package.prefix == (prefix + "." if prefix else "") and own in package.declared.types:
                return package, package.declared.types[own]
        return None

    def kind(self, schema: Schema, depth: int = 0) -> str:
        """Return the JSON type of a schema without null, through references; empty where it is not one."""
        stated = schema.get("type")
        if isinstance(stated, list):
            rest = [item for item in stated if item != "null"]
            return str(rest[0]) if len(rest) == 1 else ""
        if isinstance(stated, str):
            return stated
        if isinstance(schema.get("anyOf"), list):
            return self.kind(schema["anyOf"][0], depth + 1)
        found = self.target(schema) if "$ref" in schema and depth < 20 else None
        if found is None:
            return ""
        package, declared = found
        if declared.name in package.marshals:
            return "string" if package.marshals[declared.name] == "MarshalText" else ""
        return KINDS.get(declared.node.type) or self.kind_of_name(package, declared, depth)

    def kind_of_name(self, package: Package, declared: TypeDeclared, depth: int) -> str:
        """Return the JSON type of a type that is declared by another one's name."""
        name = raw(declared.node)
        known = package.declared.types.get(name)
        if known is not None and known is not declared:
            return self.kind({"$ref": REFERENCE + package.prefix + name}, depth + 1)
        return self.kind(basic(name) or {}, depth + 1)

    def fixed(self, node: Node, around: Around) -> bool:
        """Return whether `omitempty` does nothing for a type: a struct, or an array that has items."""
        package = self.homes.get(around.declared.text.file, self.main)
        for _ in range(20):
            name = node.child_by_field_name("type") if node.type == "generic_type" else node
            known = package.declared.types.get(raw(name))
            if known is None or known.node.id == node.id:
                break
            node = known.node
        return is_fixed(node)

    def embeds(self, schema: Schema) -> bool:
        """Return whether the fields of an embedded type become fields of the struct (encoding/json, Marshal)."""
        return self.kind(schema) == "object" or "x-type-text" in schema


KINDS = {
    "struct_type": "object",
    "map_type": "object",
    "array_type": "array",
    "slice_type": "array",
}


def is_service(node: Node) -> bool:
    """Return whether a type is an interface of methods: what one can call, and nothing that is written as JSON."""
    return node.type == "interface_type" and any(
        part.type in ("method_elem", "method_spec") for part in node.named_children
    )


def is_version(name: str) -> bool:
    """Return whether a constant states the version of the contract."""
    return name.lower().removesuffix("_").endswith("version")


def label(schema: Mapping[str, Any]) -> str:
    """Return a type argument as it is written in the name of a generic type."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(REFERENCE)
    if schema.get("type") == "array":
        return "[]" + label(schema.get("items") or {})
    if isinstance(schema.get("type"), list):
        return "*" + "|".join(str(item) for item in schema["type"] if item != "null")
    if isinstance(schema.get("anyOf"), list):
        return "*" + label(schema["anyOf"][0])
    known = next((name for name, basic in (*BASIC.items(), *LIBRARY.items()) if basic == schema), "")
    return known or str(schema.get("x-type-text") or schema.get("type") or "any")


def references(value: Any) -> Iterator[str]:
    """Yield the names of the types that a schema refers to, also those that its structs hold."""
    stack: list[Any] = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, Members):
            stack.extend(member.schema for member in item.own.values())
            stack.extend(schema for schema, _ in item.embedded)
        elif isinstance(item, Mapping):
            if isinstance(item.get("$ref"), str):
                yield item["$ref"].removeprefix(REFERENCE)
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)


def names_of(defs: Iterable[str]) -> list[str]:
    """Return the names of types that stand for themselves, without those of other packages."""
    return [name for name in defs if "." not in name.partition("[")[0]]
