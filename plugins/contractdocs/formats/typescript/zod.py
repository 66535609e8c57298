"""Zod schemas, versions 3 and 4, read as they are written: a chain of calls, never executed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from . import schemas
from .comments import commented, doc_of
from .constants import Unknown, key_of, unwrapped, value_of
from .lowering import DEEPEST, Bound, Lowering, Scope, Steps, Unfinished, children, unread_node
from .schemas import Schema
from .syntax import field as part
from .syntax import named, one_line, written
from .zod_chain import Call, Step, chain
from .zod_steps import LOSSY, MEMBERS, STEPS
from .zod_types import TYPES

if TYPE_CHECKING:
    from tree_sitter import Node


class Zod:
    """Reads Zod expressions for a lowering."""

    def __init__(self, lowering: Lowering) -> None:
        self.lowering = lowering

    def expression(self, node: Node | None, scope: Scope, at: Steps) -> Schema:
        """Return the schema of an expression."""
        low = self.lowering
        low.depth += 1
        try:
            if node is None or low.depth > DEEPEST:
                return low.unread(node or scope.module.source.root, scope, "the schema is nested too deep")
            node = unwrapped(node)
            if node.type == "arrow_function":
                return self.expression(body_of(node), scope, at)
            base, steps = chain(node)
            return self.chained(base, steps, node, scope, at)
        finally:
            low.depth -= 1

    def chained(self, base: Node, steps: list[Step], node: Node, scope: Scope, at: Steps) -> Schema:
        """Return the schema of a chain: what it begins with, changed by each step."""
        name = written(base) if base.type == "identifier" else ""
        if name in scope.module.zod:
            schema, rest = self.begun(steps, node, scope, at)
        elif name in scope.bound:
            schema, rest = scope.bound[name].schema, steps
        else:
            schema, rest = self.named(name, steps, node, scope)
        skipped = False
        for index, step in enumerate(rest):
            if not skipped:
                schema = self.step(schema, step, scope, at)
            into = step.name == "shape" and step.arguments is None and not skipped
            skipped = into and index + 1 < len(rest) and rest[index + 1].arguments is None
        return schema

    def begun(self, steps: list[Step], node: Node, scope: Scope, at: Steps) -> tuple[Schema, list[Step]]:
        """Return the schema that `z.…` begins with, and the steps that follow."""
        names = []
        for index, step in enumerate(steps):
            names.append(step.name)
            if step.arguments is not None:
                word = ".".join(name for name in names if name != "coerce")
                make = TYPES.get(word)
                if make is None:
                    break
                return make(Call(self, step, scope, at)), steps[index + 1 :]
        return self.lowering.unread(node, scope, "the word of Zod is not known"), []

    def named(self, name: str, steps: list[Step], node: Node, scope: Scope) -> tuple[Schema, list[Step]]:
        """Return the schema that a name stands for, and the steps that follow; it may be called with others."""
        low, program = self.lowering, self.lowering.program
        one = program.local(scope.module, name, scope.prefix, "values") if name else None
        if one is None:
            imported = scope.module.imports.get(name)
            if imported is not None:
                low.foreign.setdefault((scope.module.file, name), imported.module)
            elif name:
                low.nowhere(name, node, scope)
            return schemas.opaque(low.text(node, scope)), []
        if not program.is_schema(one):
            return low.unread(node, scope, f"`{name}` is no schema"), []
        value = unwrapped(part(one.node, "value"))
        if value.type != "arrow_function":
            return low.reference(low.key_of(one, "values")), steps
        return self.made_by(value, one.module, steps, node, scope)

    def made_by(
        self, function: Node, file: str, steps: list[Step], node: Node, scope: Scope
    ) -> tuple[Schema, list[Step]]:
        """Return the schema that a function of this contract makes of its arguments."""
        names = [
            written(part(one, "pattern")) for one in children(part(function, "parameters")) if part(one, "pattern")
        ]
        single = part(function, "parameter")
        names = names or ([written(single)] if single is not None else [])
        given: list[Node] = next((step.arguments or [] for step in steps if not step.name), [])
        bound = {
            name: Bound(one_line(value), self.expression(value, replace(scope, spots=None), ()))
            for name, value in zip(names, given)
        }
        home = Scope(self.lowering.program.modules[file], "", bound, None)
        return self.expression(body_of(function), home, ()), [step for step in steps if step.name]

    def step(self, schema: Schema, step: Step, scope: Scope, at: Steps) -> Schema:
        """Return a schema changed by one step of its chain; what is not understood stays with it as text."""
        if not step.name:
            return schema
        change = STEPS.get(step.name)
        if change is None or (step.arguments is None and step.name not in MEMBERS):
            return self.kept(schema, step, scope, note=step.arguments is not None)
        try:
            return change(schema, Call(self, step, scope, at))
        except (Unknown, Unfinished):
            return self.kept(schema, step, scope)

    def kept(self, schema: Schema, step: Step, scope: Scope, *, note: bool = True) -> Schema:
        """Return a schema with the text of a step that says more than a schema can."""
        if note and step.name not in LOSSY:
            self.lowering.not_read.append(
                (scope.module.file, unread_node(f"`.{step.name}` is not understood", scope, step.node))
            )
        said = f".{step.name}" + (one_line(step.node) if step.arguments is not None else "")
        text = self.lowering_text(said)
        absent = {schemas.ABSENT: True} if schema.get(schemas.ABSENT) else {}
        if "$ref" in schema:
            return {"allOf": [schemas.without_absent(schema)], "x-checks-text": text, **absent}
        return {**schema, "x-checks-text": f"{schema.get('x-checks-text', '')}{text}"}

    def lowering_text(self, said: str) -> str:
        """Return a piece of text of bounded length."""
        from .lowering import LONGEST_TEXT, shortened

        return shortened(said, LONGEST_TEXT)

    def plain(self, node: Node, scope: Scope, at: Steps) -> Schema:
        """Return the schema of an expression where nothing can be left out."""
        return schemas.without_absent(self.expression(node, scope, at))

    def shape(self, node: Node | None, scope: Scope, at: Steps) -> Schema:
        """Return the object schema of `{ name: z.string(), … }`."""
        low = self.lowering
        properties: dict[str, Schema] = {}
        needed: dict[str, None] = {}
        filled: dict[str, None] = {}
        node = unwrapped(node) if node is not None else None
        if node is not None and node.type == "identifier":
            one = low.program.local(scope.module, written(node), scope.prefix, "values")
            node = unwrapped(part(one.node, "value")) if one is not None and one.kind == "const" else node
        if node is None or node.type != "object":
            return (
                {"type": "object"} if node is None else low.unread(node, scope, "the properties are not written here")
            )
        for item, comments in commented(node.children):
            if item.type == "spread_element":
                self.spread(item, scope, at, properties, needed, filled)
            elif item.type in ("pair", "shorthand_property_identifier") or is_getter(item):
                title = item if item.type == "shorthand_property_identifier" else part(item, KEYS[item.type])
                try:
                    name = key_of(title, low.looker(scope))
                except Unknown:
                    name = written(title)
                value = part(item, "value") if item.type == "pair" else body_of(item) or item
                schema = self.property(value, scope, (*at, "properties", name))
                if item.type == "shorthand_property_identifier":
                    schema, _ = self.named(name, [], item, scope)
                notes = doc_of(comments).annotations if comments else {}
                filled.pop(name, None)
                if schema.get(schemas.FILLED):
                    filled[name] = None
                loose = low.may_be_absent(schema) and name not in filled
                (needed.pop(name, None) if loose else needed.setdefault(name))
                schema = {**schemas.without_absent(schema), **{k: v for k, v in notes.items() if k not in schema}}
                low.note(scope, (*at, "properties", name), schema, value, title)
                properties[name] = schema
        required = {"required": list(needed)} if needed else {}
        required.update({schemas.SPARED: list(filled)} if filled else {})
        return {"type": "object", **({"properties": properties} if properties else {}), **required}

    def property(self, value: Node, scope: Scope, at: Steps) -> Schema:
        """Return the schema of the value of a property."""
        return self.expression(value, scope, at)

    def spread(
        self,
        item: Node,
        scope: Scope,
        at: Steps,
        properties: dict[str, Schema],
        needed: dict[str, None],
        filled: dict[str, None],
    ) -> None:
        """Add the properties of `...other.shape`."""
        low = self.lowering
        inside = named(item)[0]
        target = part(inside, "object") if inside.type == "member_expression" else inside
        try:
            found = low.object(self.plain(target, scope, ()))
        except Unfinished:
            found = None
        if found is None:
            low.unread(item, scope, "the properties are not written here")
            return
        low.copied(scope, at, found)
        properties.update(found.get("properties", {}))
        needed.update(dict.fromkeys(found.get("required", ())))
        filled.update(dict.fromkeys(found.get(schemas.SPARED, ())))

    def type(self, name: str, arguments: list[Node], node: Node, scope: Scope) -> Schema:
        """Return the type `z.infer<typeof schema>`, or another one of Zod, as text."""
        word = name.rpartition(".")[2]
        if word in ("infer", "output", "input", "TypeOf") and arguments and arguments[0].type == "type_query":
            target = named(arguments[0])[0]
            return self.expression(target, replace(scope, spots=None), ())
        return self.lowering.unread(node, scope, f"`{name}` is no data")

    def number(self, node: Node, scope: Scope) -> Any:
        """Return the value of an argument; raise Unknown where it is worked out when the code runs."""
        return value_of(node, self.lowering.looker(scope))


KEYS = {"pair": "key", "method_definition": "name"}


def is_getter(node: Node) -> bool:
    """Return whether a member is `get name() { return … }`, the way of Zod 4 to refer to itself."""
    return node.type == "method_definition" and any(child.type == "get" for child in node.children)


def body_of(function: Node) -> Node | None:
    """Return the expression that a function gives back."""
    body: Node | None = part(function, "body")
    if body is None or body.type != "statement_block":
        return body
    back = next((child for child in named(body) if child.type == "return_statement"), None)
    return named(back)[0] if back is not None and named(back) else None
