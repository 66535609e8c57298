"""Types as schemas: each kind of type node in its own function, opaque where a type is not understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from . import builtin, schemas
from .comments import commented, doc_of
from .constants import Unknown, key_of, value_of
from .lowering import DEEPEST, Bound, Lowering, Scope, Steps, Unfinished, children
from .schemas import Schema
from .syntax import field as part
from .syntax import has, name_of, named, string_of, written

if TYPE_CHECKING:
    from tree_sitter import Node

    from .declared import Declaration

PREDEFINED: dict[str, Schema] = {
    "string": {"type": "string"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "object": {"type": "object"},
    "any": {},
    "unknown": {},
    "bigint": {"type": "integer"},
    "null": {"type": "null"},
}
GAPS = {"string": ".*", "number": r"-?\d+(?:\.\d+)?", "bigint": r"-?\d+", "boolean": "(?:true|false)", "any": ".*"}
FUNCTIONS = ("function_type", "constructor_type")
METHODS = ("method_signature", "call_signature", "construct_signature", "method_definition")


class Types:
    """Reads type nodes for a lowering."""

    def __init__(self, lowering: Lowering) -> None:
        self.lowering = lowering

    def declared(self, one: Declaration, scope: Scope) -> Schema:
        """Return the schema of a declared type."""
        if one.kind == "type":
            return self.type(part(one.node, "value"), scope, ())
        if one.kind == "enum":
            return self.enumerated(one, scope)
        bases = [base for node in one.nodes for base in self.bases(node, scope)]
        bodies = [part(node, "body") for node in one.nodes]
        own = self.body([child for body in bodies if body is not None for child in body.children], scope, ())
        kept = [schemas.without_absent(base) for base in bases if base != {"type": "object"}]
        return {"type": "object", "allOf": kept, **schemas.without(own, "type")} if kept else own

    def bases(self, node: Node, scope: Scope) -> Iterator[Schema]:
        """Yield what an interface or a class extends."""
        for clause in node.children:
            if clause.type == "extends_type_clause":
                yield from (self.type(base, scope, ()) for base in named(clause))
            elif clause.type == "class_heritage":
                for inner in named(clause):
                    value = part(inner, "value") if inner.type == "extends_clause" else None
                    if value is not None:
                        yield self.by_name(written(value), children(part(inner, "type_arguments")), value, scope, ())

    def type(self, node: Node, scope: Scope, at: Steps) -> Schema:
        """Return the schema of a type; `at` is where it stands in the definition that is being made."""
        while node.type in ("parenthesized_type", "readonly_type") and named(node):
            node = named(node)[0]
        low = self.lowering
        low.depth += 1
        try:
            if low.depth > DEEPEST:
                return low.unread(node, scope, "the type is nested too deep")
            read = KINDS.get(node.type)
            return read(self, node, scope, at) if read else low.unread(node, scope, reason(node))
        finally:
            low.depth -= 1

    def plain(self, node: Node, scope: Scope, at: Steps) -> Schema:
        """Return the schema of a type where nothing can be left out."""
        return schemas.without_absent(self.type(node, scope, at))

    # -- simple types ---------------------------------------------------------------------------------------------

    def predefined(self, node: Node, scope: Scope, at: Steps) -> Schema:
        """Return the schema of `string`, `number` and so on."""
        word = written(node)
        if word in PREDEFINED:
            return dict(PREDEFINED[word])
        if word in ("void", "undefined"):
            return schemas.absent()
        return schemas.never() if word == "never" else self.lowering.unread(node, scope, f"`{word}` is no JSON")

    def literal(self, node: Node, scope: Scope, at: Steps) -> Schema:
        """Return the schema of a literal type."""
        inside = node.children[0]
        if inside.type == "undefined":
            return schemas.absent()
        try:
            return schemas.constant(value_of(inside, self.lowering.looker(scope)))
        except Unknown:
            return self.lowering.unread(node, scope, reason(node))

    def template(self, node: Node, scope: Scope, at: Steps) -> Schema:
        """Return the pattern of a template literal type."""
        pieces = [self.gap(child, scope) for child in node.named_children]
        return {"type": "string", "pattern": f"^{''.join(pieces)}$"}

    def gap(self, node: Node, scope: Scope) -> str:
        """Return the pattern of one piece of a template."""
        if node.type != "template_type":
            return escaped(written(node))
        schema = self.plain(named(node)[0], scope, ())
        try:
            values = self.lowering.literals(schema)
            if values is not None:
                return "(?:" + "|".join(escaped(text_of(value)) for value in values) + ")"
            opened = self.lowering.opened(schema)
        except Unfinished:
            return ".*"
        if "pattern" in opened:
            return f"(?:{opened['pattern'].removeprefix('^').removesuffix('$')})"
        kind = opened.get("type")
        return GAPS.get(kind, ".*") if isinstance(kind, str) else ".*"

    def array(self, node: Node, scope: Scope, at: Steps) -> Schema:
        """Return the schema of `T[]`."""
        return {"type": "array", "items": self.plain(named(node)[0], scope, (*at, "items"))}

    def places(self, node: Node, scope: Scope, at: Steps) -> Schema:
        """Return the schema of a tuple: its places in order, and what may follow."""
        items: list[Schema] = []
        least, rest = 0, None
        for child in named(node):
            inner, loose, follows = element(child)
            if inner is None:
                return self.lowering.unread(node, scope, reason(node))
            schema = self.type(inner, scope, (*at, "prefixItems", str(len(items))))
            if follows:
                rest = self.item_of(schemas.without_absent(schema))
                continue
            items.append(schemas.without_absent(schema))
            least = least if loose or schema.get(schemas.ABSENT) else len(items)
        if rest is not None and not items:
            return {"type": "array", "items": rest}
        ends = {"items": rest} if rest is not None else {"items": False, "maxItems": len(items)}
        return {
            "type": "array",
            **({"prefixItems": items} if items else {}),
            **ends,
            **({"minItems": least} if least else {}),
        }

    def item_of(self, schema: Schema) -> Schema:
        """Return what an array holds; anything where it is not known."""
        try:
            found = self.lowering.opened(schema).get("items", {})
        except Unfinished:
            return {}
        return found if isinstance(found, dict) else {}

    # -- unions and intersections ---------------------------------------------------------------------------------

    def union(self, node: Node, scope: Scope, at: Steps) -> Schema:
        """Return the union of all members."""
        parts = flat(node, "union_type")
        several = len([one for one in parts if one.type not in ("literal_type", "predefined_type")]) > 1
        found = []
        for index, one in enumerate(parts):
            found.append(self.type(one, scope, (*at, "anyOf", str(index)) if several else at))
        if scope.spots is not None and all(one.type == "literal_type" for one in parts):
            for index, one in enumerate(parts):
                scope.spots.setdefault((*at, "enum", str(index)), self.lowering.spot(scope.module, one, None))
        return schemas.union(found)

    def intersection(self, node: Node, scope: Scope, at: Steps) -> Schema:
        """Return what all members ask for."""
        parts = flat(node, "intersection_type")
        return schemas.intersection([self.type(one, scope, (*at, "allOf", str(i))) for i, one in enumerate(parts)])

    # -- objects --------------------------------------------------------------------------------------------------

    def literal_object(self, node: Node, scope: Scope, at: Steps) -> Schema:
        """Return the schema of `{ … }`, which may be a mapped type."""
        mapped = mapping_clause(node)
        return builtin.mapped(self, node, mapped, scope, at) if mapped else self.body(node.children, scope, at)

    def body(self, members: list[Node], scope: Scope, at: Steps) -> Schema:
        """Return the schema of the members of an object; functions are not on the wire, their names are kept."""
        properties: dict[str, Schema] = {}
        required: dict[str, None] = {}
        more: Schema = {}
        methods: list[str] = []
        for node, comments in commented(members):
            if node.type in METHODS:
                methods.extend(method_name(node))
            elif node.type == "index_signature":
                more.update(self.index(node, scope, at))
            elif node.type in ("property_signature", "public_field_definition") and is_data(node):
                self.property(node, comments, scope, at, properties, required)
        schema: Schema = {"type": "object"}
        schema.update({"properties": properties} if properties else {})
        schema.update({"required": list(required)} if required else {})
        schema.update({"x-methods": methods} if methods else {})
        return {**schema, **more}

    def property(
        self,
        node: Node,
        comments: list[Node],
        scope: Scope,
        at: Steps,
        properties: dict[str, Schema],
        required: dict[str, None],
    ) -> None:
        """Add one property to those of an object."""
        low = self.lowering
        title, stated = part(node, "name"), part(node, "type")
        kind = named(stated)[0] if stated is not None and named(stated) else None
        if kind is not None and kind.type in FUNCTIONS:
            return
        try:
            name = key_of(title, low.looker(scope))
        except Unknown:
            low.not_read.append((scope.module.file, low_unread("the name of a property is computed", scope, title)))
            name = written(title)
        where = (*at, "properties", name)
        schema = self.type(kind, scope, where) if kind is not None else {}
        if schema.get("not") != {} or not schema.get(schemas.ABSENT):
            loose = has(node, "?") or low.may_be_absent(schema)
            (required.pop(name, None) if loose else required.setdefault(name))
        notes = doc_of(comments).annotations if comments else {}
        schema = schemas.noted(schemas.without_absent(schema), notes)
        schema = {**schema} if notes else schema
        low.note(scope, where, schema, kind if kind is not None else node, title)
        properties[name] = schema

    def index(self, node: Node, scope: Scope, at: Steps) -> Schema:
        """Return what an index signature says of names that are not listed."""
        stated, kind = part(node, "type"), part(node, "index_type")
        value = self.plain(named(stated)[0], scope, (*at, "additionalProperties")) if stated is not None else {}
        names = self.plain(kind, scope, ()) if kind is not None else {}
        if "pattern" in names:
            return {"patternProperties": {names["pattern"]: value}}
        return {"additionalProperties": value} if value else {}

    # -- enumerations ---------------------------------------------------------------------------------------------

    def enumerated(self, one: Declaration, scope: Scope) -> Schema:
        """Return the values of an enum, with the names of its members."""
        members = list(self.members(one))
        if not members:
            return schemas.never()
        names, values = [name for name, _ in members], [value for _, value in members]
        if scope.spots is not None:
            for index, node in enumerate(n for body in one.nodes for n in children(part(body, "body"))):
                scope.spots[("enum", str(index))] = self.lowering.spot(scope.module, node, None)
        same = names == values or len(schemas.unique(values)) != len(values)
        return {**schemas.enumeration(values), **({} if same else {"x-enum-varnames": names})}

    def members(self, one: Declaration) -> Iterator[tuple[str, Any]]:
        """Yield the members of an enum with their values; those without one count up (handbook, Enums)."""
        following: Any = 0
        known: dict[str, Any] = {}
        module = self.lowering.program.modules[one.module]
        outside = self.lowering.looker(Scope(module))
        for member in (member for node in one.nodes for member in children(part(node, "body"))):
            title = part(member, "name") if member.type == "enum_assignment" else member
            if title is None or title.type not in ("property_identifier", "string"):
                continue
            value: Any = following
            if member.type == "enum_assignment":
                try:
                    value = value_of(part(member, "value"), lambda n: known[n] if n in known else outside(n))
                except Unknown:
                    value = written(part(member, "value"))
            name = known_name = name_of(title)
            known[known_name] = known[f"{one.name}.{name}"] = value
            following = value + 1 if isinstance(value, (int, float)) else 0
            yield name, value

    # -- names ----------------------------------------------------------------------------------------------------

    def name(self, node: Node, scope: Scope, at: Steps) -> Schema:
        """Return the schema of a type that is named."""
        return self.by_name(written(node), [], node, scope, at)

    def generic(self, node: Node, scope: Scope, at: Steps) -> Schema:
        """Return the schema of a type with arguments."""
        return self.by_name(written(part(node, "name")), children(part(node, "type_arguments")), node, scope, at)

    def by_name(self, name: str, arguments: list[Node], node: Node, scope: Scope, at: Steps) -> Schema:
        """Return what a name means: a parameter, a declaration, a word of the language, or nothing that is known."""
        low, program = self.lowering, self.lowering.program
        if name in scope.bound and not arguments:
            return scope.bound[name].schema
        source = scope.module.source
        inline = source.inline.get(
            (part(node, "name") or node).start_byte if node.type == "generic_type" else node.start_byte
        )
        if inline is not None:
            one = program.exported(program.files.get((scope.module.file, inline), ""), name, "types")
            if one is None:
                return self.foreign(name, inline, node, scope)
        else:
            one = program.local(scope.module, name, scope.prefix, "types")
        if one is not None:
            return self.instance(one, arguments, scope) if one.parameters else low.reference(low.key_of(one, "types"))
        member = self.member(name, scope)
        if member is not None:
            return member
        if name.partition(".")[0] in scope.module.zod:
            return low.zod.type(name, arguments, node, scope)
        imported = scope.module.imports.get(name.partition(".")[0])
        if imported is None and name in builtin.WORDS:
            return builtin.WORDS[name](self, arguments, node, scope, at)
        if imported is not None:
            return self.foreign(name, imported.module, node, scope)
        return self.unknown(name, node, scope)

    def member(self, name: str, scope: Scope) -> Schema | None:
        """Return the value of a member of an enum that is used as a type."""
        if "." not in name:
            return None
        try:
            return schemas.constant(self.lowering.looker(scope)(name))
        except (Unknown, AttributeError):
            return None

    def foreign(self, name: str, module: str, node: Node, scope: Scope) -> Schema:
        """Return a type of another package as text."""
        low = self.lowering
        low.foreign.setdefault((scope.module.file, name), module)
        return schemas.opaque(low.text(node, scope))

    def unknown(self, name: str, node: Node, scope: Scope) -> Schema:
        """Return a type that is declared nowhere: as text, or by its name where it is assumed to be elsewhere."""
        low = self.lowering
        if name.partition(".")[0] in builtin.ELSEWHERE:
            return low.unread(node, scope, f"`{name}` is no data")
        low.nowhere(name, node, scope)
        if low.assumed and node.type != "generic_type":
            return low.reference(name)
        return schemas.opaque(low.text(node, scope))

    def instance(self, one: Declaration, arguments: list[Node], scope: Scope) -> Schema:
        """Return a generic type with its arguments filled in."""
        low = self.lowering
        bound: dict[str, Bound] = {}
        home = low.program.modules[one.module]
        for index, parameter in enumerate(one.parameters):
            name = written(part(parameter, "name"))
            default = part(parameter, "value")
            if index < len(arguments):
                bound[name] = Bound(
                    low.text(arguments[index], scope), self.type(arguments[index], replace(scope, spots=None), ())
                )
            elif default is not None:
                there = Scope(home, scope.prefix, dict(bound))
                bound[name] = Bound(low.text(named(default)[0], there), self.type(named(default)[0], there, ()))
            else:
                bound[name] = Bound(name, {})
        return low.instance(one, [one_bound.label for one_bound in bound.values()], bound)


def low_unread(why: str, scope: Scope, node: Node) -> Any:
    """Return the note that a node was not understood."""
    from .lowering import unread_node

    return unread_node(why, scope, node)


def reason(node: Node) -> str:
    """Return why a type is not understood, by its kind."""
    return f"a {node.type.replace('_', ' ')} is not understood"


def flat(node: Node, kind: str) -> list[Node]:
    """Return the members of nested unions or intersections in order; walks without recursion."""
    found: list[Node] = []
    stack = [node]
    while stack:
        one = stack.pop()
        while one.type == "parenthesized_type" and named(one):
            one = named(one)[0]
        if one.type == kind:
            stack.extend(reversed(named(one)))
        else:
            found.append(one)
    return found


def element(node: Node) -> tuple[Node | None, bool, bool]:
    """Return the type of a place in a tuple, whether it may be left out, and whether it stands for all that follow."""
    if node.type in ("required_parameter", "optional_parameter"):
        stated, title = part(node, "type"), part(node, "name") or part(node, "pattern")
        rest = title is not None and title.type == "rest_pattern"
        return (named(stated)[0] if stated is not None else None), node.type == "optional_parameter", rest
    if node.type in ("optional_type", "rest_type"):
        inside = named(node)
        return (inside[0] if inside else None), node.type == "optional_type", node.type == "rest_type"
    return node, False, False


def mapping_clause(node: Node) -> Node | None:
    """Return the `K in …` of a mapped type, None where an object is none."""
    signature = next((child for child in node.children if child.type == "index_signature"), None)
    if signature is None:
        return None
    return next((child for child in signature.children if child.type == "mapped_type_clause"), None)


def is_data(node: Node) -> bool:
    """Return whether a field of a class or an interface is a value that others see."""
    hidden = [c for c in node.children if c.type in ("accessibility_modifier", "static") and written(c) != "public"]
    title = part(node, "name")
    return not hidden and title is not None and title.type != "private_property_identifier"


def method_name(node: Node) -> list[str]:
    """Return the name of a method, nothing where it has none."""
    title = part(node, "name")
    return [written(title)] if title is not None and written(title) != "constructor" else []


def escaped(text: str) -> str:
    """Return text as a pattern that matches it (ECMA-262)."""
    return re.sub(r"[\\^$.*+?()\[\]{}|/]", lambda found: "\\" + found[0], text)


def text_of(value: Any) -> str:
    """Return a value as it stands in a template."""
    return str(value).lower() if isinstance(value, bool) else "null" if value is None else str(value)


Read = Callable[[Types, Any, Scope, Steps], Schema]
KINDS: dict[str, Read] = {
    "predefined_type": Types.predefined,
    "literal_type": Types.literal,
    "template_literal_type": Types.template,
    "array_type": Types.array,
    "tuple_type": Types.places,
    "union_type": Types.union,
    "intersection_type": Types.intersection,
    "object_type": Types.literal_object,
    "type_identifier": Types.name,
    "identifier": Types.name,
    "nested_type_identifier": Types.name,
    "member_expression": Types.name,
    "generic_type": Types.generic,
    "index_type_query": builtin.keys_of,
    "lookup_type": builtin.looked_up,
    "type_query": builtin.value_type,
}
__all__ = ["Types", "string_of"]
