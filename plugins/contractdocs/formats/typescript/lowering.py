"""Lowers the declarations of a program to schemas, each when it is first needed, with the places of their parts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ...documents.document import Spot
from ..lowering import Unread
from . import schemas
from .constants import Unknown, value_of
from .program import Program
from .schemas import Schema
from .syntax import field as part
from .syntax import named, one_line, written

if TYPE_CHECKING:
    from tree_sitter import Node

    from .declared import Declaration, Module
    from .program import Space

DEEPEST = 70
LONGEST_KEY = 120
LONGEST_WORDS = 80
LONGEST_TEXT = 400
MOST_INSTANCES = 300
Steps = tuple[str, ...]
Spots = dict[Steps, Spot]


@dataclass(frozen=True, slots=True)
class Bound:
    """What a type parameter stands for: its text, and its schema."""

    label: str
    schema: Schema


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a type is written: its file and namespace, what its parameters stand for, and where its places go.

    `spots` is None where the places belong to no definition of this file.
    """

    module: Module
    prefix: str = ""
    bound: Mapping[str, Bound] = field(default_factory=dict)
    spots: Spots | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """One schema by name: the file that it is written in, its places, and whether it may be `undefined`."""

    key: str
    file: str
    schema: Schema
    spots: Spots
    maybe: bool = False


class Unfinished(Exception):
    """A definition that is needed to make itself."""


class Lowering:
    """The schemas of a program. `assumed` says that names which are defined nowhere are defined elsewhere."""

    def __init__(self, program: Program, *, assumed: bool = False) -> None:
        from .types import Types
        from .zod import Zod

        self.program, self.assumed = program, assumed
        self.types, self.zod = Types(self), Zod(self)
        self.definitions: dict[str, Definition] = {}
        self.makers: dict[str, tuple[str, Callable[[], Definition]]] = {}
        self.working: set[str] = set()
        self.pending: list[str] = []
        self.depth = 0
        self.written_at: dict[int, tuple[str, Spot, Schema]] = {}
        self.undefined: list[tuple[str, str, tuple[int, int], str]] = []
        self.making: list[str] = []
        self.foreign: dict[tuple[str, str], str] = {}
        self.not_read: list[tuple[str, Unread]] = []
        self.constants: dict[tuple[str, str], Any] = {}

    # -- definitions ----------------------------------------------------------------------------------------------

    def run(self) -> dict[str, Definition]:
        """Make every definition and return them in the order in which they are declared, instances last."""
        for module in self.program.modules.values():
            for node in module.deep:
                self.unread(node, Scope(module), "the namespaces are nested too deep")
        for space, one in self.program.listed():
            if not (space == "types" and (one.parameters or self.program.inferred(one))):
                self.key_of(one, space)
        while self.pending:
            self.make(self.pending.pop(0))
        return self.definitions

    def key_of(self, declaration: Declaration, space: Space) -> str:
        """Return the name of a declaration, which is made in its turn."""
        inferred = self.program.inferred(declaration) if space == "types" else None
        if inferred is not None:
            declaration, space = inferred, "values"
        key = self.program.key(declaration, space)
        self.plan(key, declaration.module, lambda: self.definition(key, declaration, space))
        return key

    def plan(self, key: str, file: str, maker: Callable[[], Definition]) -> None:
        """Note how a definition is made, once."""
        if key not in self.makers:
            self.makers[key] = (file, maker)
            self.pending.append(key)

    def make(self, key: str) -> Definition:
        """Return a definition, made now where it is not there yet; raise Unfinished where it needs itself."""
        if key not in self.definitions:
            if key in self.working or key not in self.makers or self.depth > DEEPEST:
                raise Unfinished
            self.working.add(key)
            self.making.append(key)
            self.depth += 3  # a definition within another one takes as much of the stack as three types
            try:
                self.definitions[key] = self.makers[key][1]()
            finally:
                self.working.discard(key)
                self.making.pop()
                self.depth -= 3
        return self.definitions[key]

    def definition(
        self, key: str, one: Declaration, space: Space, bound: Mapping[str, Bound] | None = None
    ) -> Definition:
        """Return the definition of a declaration; of a generic one with what its parameters stand for."""
        module = self.program.modules[one.module]
        spots: Spots = {}
        scope = Scope(module, one.name.rpartition(".")[0] and one.name.rpartition(".")[0] + ".", bound or {}, spots)
        title = part(one.node, "name")
        spots[()] = self.spot(module, one.node, title)
        schema = self.types.declared(one, scope) if space == "types" else self.value(one, scope)
        schema = schemas.noted(schema, one.doc.annotations)
        maybe = bool(schema.get(schemas.ABSENT))
        return Definition(key, one.module, schemas.without_absent(schema), spots, maybe)

    def value(self, one: Declaration, scope: Scope) -> Schema:
        """Return the schema of a constant: what Zod says, or the values that it lists."""
        if self.program.is_schema(one):
            return self.zod.expression(part(one.node, "value"), scope, ())
        try:
            found = value_of(part(one.node, "value"), self.looker(scope))
        except Unknown:
            return self.unread(part(one.node, "value"), scope, "the constant is worked out when the code runs")
        return listed(found)

    def reference(self, key: str) -> Schema:
        """Return a reference to a definition."""
        return {"$ref": reference_to(key)}

    def instance(self, one: Declaration, labels: list[str], bound: dict[str, Bound], space: Space = "types") -> Schema:
        """Return a reference to a generic declaration with its parameters filled in, made in its turn."""
        name = self.program.key(one, space) if space == "types" else one.name
        key = shortened(f"{name}<{', '.join(labels)}>")
        if key not in self.makers and (len(self.makers) > MOST_INSTANCES or key.count("<") > 12):
            return schemas.opaque(key)
        self.plan(key, one.module, lambda: self.definition(key, one, space, bound))
        return self.reference(key)

    def later(self, label: str, scope: Scope, make: Callable[[Scope], Schema]) -> Schema:
        """Return a reference to what cannot be made yet because a part of it is being made."""
        key = shortened(label)

        def maker() -> Definition:
            spots: Spots = {}
            schema = make(replace(scope, spots=spots))
            return Definition(key, scope.module.file, schemas.without_absent(schema), spots)

        self.plan(key, scope.module.file, maker)
        return self.reference(key)

    def nowhere(self, name: str, node: Node, scope: Scope) -> None:
        """Note that a name is declared nowhere, and what uses it."""
        user = self.making[-1] if self.making else "the contract"
        self.undefined.append((name, scope.module.file, scope.module.source.spot(node), user))

    # -- looking into schemas -------------------------------------------------------------------------------------

    def opened(self, schema: Schema) -> Schema:
        """Return what a schema refers to, with what stands beside the reference; raise Unfinished where it cannot."""
        steps = 0
        while "$ref" in schema and steps < DEEPEST:
            target = self.make(key_in(schema["$ref"])).schema
            schema, steps = {**target, **schemas.without(schema, "$ref")}, steps + 1
        return schema

    def object(self, schema: Schema) -> Schema | None:
        """Return a schema as one object with all its properties; None where it is no object."""
        self.depth += 1
        try:
            opened = self.opened(schema) if self.depth < DEEPEST else {}
            if "allOf" in opened:
                parts = [self.object(item) for item in opened["allOf"]]
                own = schemas.without(opened, "allOf")
                found = [item for item in parts if item is not None]
                return schemas.merged([*found, own]) if len(found) == len(parts) else None
            return opened if opened.get("type") == "object" or "properties" in opened else None
        finally:
            self.depth -= 1

    def literals(self, schema: Schema) -> list[Any] | None:
        """Return the values that a schema lists, through references and unions; None where it lists none."""
        opened = self.opened(schema)
        if "anyOf" in opened:
            parts = [self.literals(item) for item in opened["anyOf"]]
            return None if any(item is None for item in parts) else [v for item in parts for v in item or ()]
        return schemas.values_in(opened)

    def may_be_absent(self, schema: Schema) -> bool:
        """Return whether a value may be left out: it is marked so, or refers to what is."""
        if schema.get(schemas.ABSENT):
            return True
        if "$ref" not in schema:
            return False
        try:
            return self.make(key_in(schema["$ref"])).maybe
        except Unfinished:
            return False

    # -- places and notes -----------------------------------------------------------------------------------------

    def spot(self, module: Module, value: Node, key: Node | None) -> Spot:
        """Return where a value and its name begin."""
        source = module.source
        return Spot(source.spot(value), source.spot(key) if key is not None else None)

    def note(self, scope: Scope, at: Steps, schema: Schema, value: Node, key: Node) -> None:
        """Remember where a property stands: in the definition being made, and with its schema."""
        spot = self.spot(scope.module, value, key)
        self.written_at[id(schema)] = (scope.module.file, spot, schema)
        if scope.spots is not None:
            scope.spots[at] = spot

    def copied(self, scope: Scope, at: Steps, schema: Schema) -> Schema:
        """Return an object schema whose properties were written elsewhere, with their places where they are known."""
        for name, value in schema.get("properties", {}).items():
            found = self.written_at.get(id(value))
            if found is not None and scope.spots is not None and found[0] == scope.module.file:
                scope.spots.setdefault((*at, "properties", name), found[1])
        return schema

    def unread(self, node: Node, scope: Scope, why: str) -> Schema:
        """Return a node as text, and note that it was not understood."""
        self.not_read.append((scope.module.file, unread_node(why, scope, node)))
        return schemas.opaque(self.text(node, scope))

    def text(self, node: Node, scope: Scope) -> str:
        """Return the source text of a type on one line, its parameters filled in; long ones end in their hash."""
        text = (
            one_line(node)
            if node.end_byte - node.start_byte < 50 * LONGEST_TEXT
            else written(node)[: 50 * LONGEST_TEXT]
        )
        if scope.bound:
            names = "|".join(map(re.escape, scope.bound))
            text = re.sub(rf"(?<![\w$.])(?:{names})(?![\w$])", lambda found: scope.bound[found[0]].label, text)
        return shortened(text, LONGEST_TEXT)

    def looker(self, scope: Scope) -> Callable[[str], Any]:
        """Return what finds the value of a constant by its name: `MAX`, `Limits.page`, `Status.Active`."""

        def look(name: str) -> Any:
            key = (scope.module.file, name)
            if key not in self.constants:
                self.constants[key] = Unknown  # a constant that is made of itself has no value
                self.constants[key] = self.constant(name, scope)
            if self.constants[key] is Unknown:
                raise Unknown
            return self.constants[key]

        return look

    def constant(self, name: str, scope: Scope) -> Any:
        """Return the value of a name, Unknown where it has none that is written down."""
        one = self.program.local(scope.module, name, scope.prefix, "values")
        try:
            if one is not None and one.kind == "const":
                there = Scope(self.program.modules[one.module])
                return value_of(part(one.node, "value"), self.looker(there))
            head, dot, last = name.rpartition(".")
            enum = self.program.local(scope.module, head, scope.prefix, "types") if dot else None
            if enum is not None and enum.kind == "enum":
                return dict(self.types.members(enum))[last]
            holder = self.looker(scope)(head) if dot else None
            return holder[last] if isinstance(holder, dict) else Unknown
        except (Unknown, KeyError, RecursionError):
            return Unknown


def listed(value: Any) -> Schema:
    """Return the schema of a constant: its values where it is a list or an object of plain ones, else itself."""
    values = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else [value]
    if values and not any(isinstance(item, (dict, list)) for item in values):
        names = list(value) if isinstance(value, dict) else []
        same = names == [str(item) for item in values] or len(schemas.unique(values)) != len(values)
        return {**schemas.enumeration(values), **({"x-enum-varnames": names} if names and not same else {})}
    return {"const": value}


def reference_to(key: str) -> str:
    """Return the reference to a definition by its name (RFC 6901, RFC 3986)."""
    return "#/$defs/" + quote(key.replace("~", "~0").replace("/", "~1"), safe="~<>$@()[]{},'\"|& :;.")


def key_in(reference: str) -> str:
    """Return the name of the definition that a reference leads to."""
    from urllib.parse import unquote

    return unquote(reference.removeprefix("#/$defs/")).replace("~1", "/").replace("~0", "~")


def unread_node(why: str, scope: Scope, node: Node) -> Unread:
    """Return the note that a node was not understood, with its text and its place."""
    return Unread(why, scope.module.source.spot(node), what=f"`{shortened(one_line(node), LONGEST_WORDS)}`")


def shortened(text: str, longest: int = LONGEST_KEY) -> str:
    """Return a text of bounded length; what is cut off is held by a hash."""
    if len(text) <= longest:
        return text
    return f"{text[: longest - 10]}…{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"


def children(node: Node | None) -> list[Node]:
    """Return the parts of a node, none where there is no node."""
    return named(node) if node is not None else []
