"""Puts operations together from comments and from interfaces of methods, in the form of OpenAPI."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...documents.document import Spot
from .comments import notes_of
from .declared import TypeDeclared
from .package import MEMBERS, REFERENCE, World, is_service
from .roles import INPUT, OUTPUT, all_members
from .routes import Route, routes_in
from .schemas import Around, Schema, basic
from .statements import comments_of
from .structs import Noted
from .syntax import Comments, named, raw, source

if TYPE_CHECKING:
    from tree_sitter import Node

BODILESS = frozenset({"GET", "HEAD", "DELETE", "OPTIONS"})
PLACED = re.compile(r"\{(\w+)\}")
SPLIT = re.compile(r"^(?P<list>(?:\[\]|\*)*)(?P<name>[A-Za-z_][\w.]*)(?:\[(?P<arguments>.+)\])?$")
COMMON = frozenset({"Error() string", "String() string"})


@dataclass(slots=True)
class Operations:
    """Operations as they are found: HTTP ones by path and method, calls by service and method.

    `reached` says which types they carry, and which way.
    """

    world: World
    paths: dict[str, dict[str, Any]] = field(default_factory=dict)
    services: dict[str, dict[str, Any]] = field(default_factory=dict)
    spots: dict[tuple[str, ...], Spot] = field(default_factory=dict)
    reached: dict[str, frozenset[str]] = field(default_factory=dict)

    def gather(self) -> None:
        """Find every operation of the first package."""
        declared = self.world.main.declared
        for owner, comment in comments_of(declared):
            for route in routes_in(comment, owner):
                self.add(with_owner(route, owner) if owner else route)
        for service in declared.types.values():
            if is_service(service.node) and service.name[:1].isupper():
                self.service(service)
        self.world.drain()

    def add(self, route: Route) -> None:
        """Add an operation that a comment states, or what it says about one that is known."""
        key = route.method.lower()
        operation = self.paths.setdefault(route.path, {}).setdefault(key, {})
        steps = ("paths", route.path, key)
        self.spots.setdefault(("paths", route.path), route.spot)
        self.spots.setdefault(steps, route.spot)
        for said, value in route.said.items():
            operation.setdefault(said, value)
        self.parameters(operation, route, steps)
        if route.body and route.method in BODILESS and self.members(self.written(route.body, route.spot, steps)):
            route.query, route.body = route.query or route.body, ""
        if route.query:
            self.spread(operation, self.written(route.query, route.spot, steps), route.spot, steps, query=True)
        if route.body:
            schema = self.written(route.body, route.spot, steps)
            self.body(operation, schema, route.spot, steps)
        for status, kind in route.answers.items():
            carried = self.written(kind, route.spot, steps) if kind else None
            self.answer(operation, status, carried, route.about.get(status, ""), route.spot, steps)

    def parameters(self, operation: dict[str, Any], route: Route, steps: tuple[str, ...]) -> None:
        """Add the parameters that the annotations and the path state."""
        stated = [*route.parameters]
        known = {item["name"] for item in (*operation.get("parameters", ()), *stated)}
        for name in PLACED.findall(route.path):
            if name not in known:
                stated.append({"name": name, "in": "path", "required": True, "schema": {"type": "string"}})
        for item in stated:
            self.parameter(operation, item, route.spot, steps)

    def parameter(self, operation: dict[str, Any], item: dict[str, Any], spot: Spot, steps: tuple[str, ...]) -> None:
        """Add one parameter, or take it for the one of its name and place."""
        listed = operation.setdefault("parameters", [])
        for index, have in enumerate(listed):
            if (have["name"], have["in"]) == (item["name"], item["in"]):
                listed[index] = {**have, **item}
                self.spots.update({(*steps, "parameters", str(index)): spot})
                return
        self.spots.update({(*steps, "parameters", str(len(listed))): spot})
        listed.append(item)

    def body(self, operation: dict[str, Any], schema: Schema, spot: Spot, steps: tuple[str, ...]) -> None:
        """Add the body of a request; fields that are parameters stand beside it."""
        left = self.spread(operation, schema, spot, steps, query=False)
        if left and "requestBody" not in operation:
            operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
            self.spots.update({(*steps, "requestBody"): spot})
            self.reach(schema, "input")

    def spread(
        self, operation: dict[str, Any], schema: Schema, spot: Spot, steps: tuple[str, ...], *, query: bool
    ) -> bool:
        """Add the fields of a struct that are parameters; return whether any are left for the body."""
        members = self.members(schema)
        if not members:
            return not query
        left = False
        for name, member in members:
            places = member.places or ((("query", name),) if query else ())
            left = left or (member.body and not query)
            for place, title in places:
                wanted = member.sent or place == "path"
                inner = {key: value for key, value in member.schema.items() if key != "description"}
                item = {"name": title, "in": place, "required": wanted, "schema": inner}
                if member.schema.get("description"):
                    item["description"] = member.schema["description"]
                if member.schema.get("deprecated"):
                    item["deprecated"] = True
                self.parameter(operation, item, member.spot, steps)
                self.reach(member.schema, "input")
        return left

    def answer(
        self,
        operation: dict[str, Any],
        status: str,
        schema: Schema | None,
        about: str,
        spot: Spot,
        steps: tuple[str, ...],
    ) -> None:
        """Add an answer, or what it carries."""
        responses = operation.setdefault("responses", {})
        response = responses.setdefault(status, {"description": about})
        self.spots.setdefault((*steps, "responses", status), spot)
        if schema is not None and "content" not in response:
            problem = "Problem" in str(schema.get("$ref", ""))
            media = "application/problem+json" if problem else "application/json"
            response["content"] = {media: {"schema": schema}}
            self.reach(schema, "output")

    def service(self, declared: TypeDeclared) -> None:
        """Add the methods of an interface: as HTTP operations where their comments say so, else as calls."""
        around = Around(declared, ("x-services", declared.name))
        for node, above, behind in Comments(declared.text).over(declared.node):
            name = raw(node.child_by_field_name("name"))
            if node.type not in ("method_elem", "method_spec") or not name[:1].isupper() or common(node):
                continue
            doc = above if above.lines else behind
            routes = list(routes_in(doc))
            self.spots.setdefault(("x-services", declared.name), declared.spot)
            sent, received = self.signature(node, around)
            for route in routes:
                self.add(route)
                self.carried(route, sent, received)
            if not routes:
                steps = ("x-services", declared.name, name)
                self.spots[steps] = declared.text.spot(node)
                call = call_of(sent, received)
                for schema, way in (*((s, "input") for s in sent), *((s, "output") for s in received)):
                    self.reach(schema, way)
                self.services.setdefault(declared.name, {})[name] = {**call, **titled(notes_of(doc))}

    def signature(self, node: Node, around: Around) -> tuple[list[Schema], list[Schema]]:
        """Return what a method is given and what it returns, without its context and its error."""
        result = node.child_by_field_name("result")
        several = result is not None and result.type == "parameter_list"
        given = values(node.child_by_field_name("parameters"))
        returned = values(result) if several else [result] if result is not None and raw(result) != "error" else []
        read = self.world.types.schema
        return [read(bare(part), around) for part in given], [read(bare(part), around) for part in returned]

    def carried(self, route: Route, sent: list[Schema], received: list[Schema]) -> None:
        """Add what a method carries to the HTTP operation that its comment names."""
        steps = ("paths", route.path, route.method.lower())
        operation = self.paths[route.path][route.method.lower()]
        for schema in sent:
            if self.members(schema) and route.method in BODILESS:
                self.spread(operation, schema, route.spot, steps, query=True)
            elif self.members(schema):
                self.body(operation, schema, route.spot, steps)
        success = next(
            (status for status in operation.get("responses", {}) if status[0] == "2"), "200" if received else "204"
        )
        self.answer(operation, success, received[0] if received else None, "", route.spot, steps)

    # -- types by their names --------------------------------------------------------------------------------------

    def members(self, schema: Schema) -> list[tuple[str, Any]]:
        """Return the members of the struct that a schema refers to."""
        self.world.drain()
        return list(dict(all_members(schema, self.world.defs)).items())

    def written(self, text: str, spot: Spot, steps: tuple[str, ...]) -> Schema:
        """Return the schema of a type that a comment names."""
        match = SPLIT.match(text.strip())
        if match is None or len(text) > 300:
            return {"x-type-text": text[:300]}
        arguments = [self.written(item, spot, steps) for item in (match["arguments"] or "").split(",") if item]
        schema = self.by_name(match["name"], arguments, spot, steps)
        for _ in range(match["list"].count("[]")):
            schema = {"type": "array", "items": schema}
        return schema

    def by_name(self, name: str, arguments: list[Schema], spot: Spot, steps: tuple[str, ...]) -> Schema:
        """Return the schema of a type by its name, with or without its package."""
        main = self.world.main
        declared = main.declared.types.get(name.rpartition(".")[2])
        if declared is not None and len(declared.parameters) == len(arguments):
            return self.world.define(main, declared, tuple(arguments))
        found = basic(name) or ({"type": "object"} if name in ("object", "map") else None)
        if found is not None:
            return found
        self.world.noted.append(
            Noted("type-undefined", steps, {"name": name, "type": " ".join((steps[2].upper(), steps[1]))})
        )
        return {"x-type-text": name}

    def reach(self, schema: Any, way: str) -> None:
        """Remember that an operation carries a type."""
        stack = [schema]
        while stack:
            item = stack.pop()
            if isinstance(item, dict):
                name = str(item.get("$ref", "")).removeprefix(REFERENCE)
                if name:
                    self.reached[name] = self.reached.get(name, frozenset()) | {way}
                stack.extend(value for key, value in item.items() if key != MEMBERS)
            elif isinstance(item, list):
                stack.extend(item)


def with_owner(route: Route, owner: str) -> Route:
    """Return a route that the comment of a type states, with the type as what it carries."""
    if INPUT.search(owner) and not route.body and not route.query:
        route.body = owner
    elif OUTPUT.search(owner) and owner not in route.answers.values():
        failed = re.search(r"(?:Problem|Error)$", owner) is not None
        route.answers.setdefault("default" if failed else "200", owner)
    return route


def values(parameters: Node | None) -> Iterator[Node]:
    """Yield the types of a list of parameters, one for each name; not that of a context."""
    for part in parameters.named_children if parameters is not None else ():
        kind = part.child_by_field_name("type")
        if kind is None or raw(kind) in ("context.Context", "error"):
            continue
        yield from [kind] * max(1, len(named(part, "name")))


def bare(node: Node | None) -> Node | None:
    """Return a type without its pointer: what is given and returned is there, or an error is."""
    return node.named_children[0] if node is not None and node.type == "pointer_type" and node.named_children else node


def common(node: Node) -> bool:
    """Return whether a method is one that any type may have: `String() string`."""
    return source(node) in COMMON


def call_of(sent: list[Schema], received: list[Schema]) -> dict[str, Any]:
    """Return a call in the form of an operation: what it is given, by place, and what it returns."""
    found: dict[str, Any] = {"responses": {"200": {"description": "", **content(received)}}}
    return {**found, "requestBody": {"required": True, **content(sent)}} if sent else found


def content(schemas: list[Schema]) -> dict[str, Any]:
    """Return values as one: a single one as it is, several as a list that holds each in its place."""
    if not schemas:
        return {}
    count = len(schemas)
    several = {"type": "array", "prefixItems": schemas, "minItems": count, "maxItems": count}
    return {"content": {"application/json": {"schema": schemas[0] if count == 1 else several}}}


def titled(notes: dict[str, Any]) -> dict[str, Any]:
    """Return the notes of a comment with its first paragraph as the title."""
    first, _, rest = str(notes.get("description", "")).partition("\n\n")
    words = {"summary": " ".join(first.split()), "description": rest.strip()}
    return {**notes, "description": "", **{key: text for key, text in words.items() if text}} if notes else {}
