"""Finds the operations of services and the messages of event maps and unions among the types of a contract."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from . import schemas
from .comments import Doc, commented, doc_of
from .constants import Unknown, key_of
from .lowering import Lowering, Scope, Spots, Steps, children
from .schemas import Schema
from .syntax import field as part
from .syntax import named, written

if TYPE_CHECKING:
    from tree_sitter import Node

    from .declared import Declaration

SERVICE = re.compile(r"(?:Service|Api|API|Client|Rpc|RPC|Procedures|Gateway|Repository|Port)$")
DELAYED = ("Promise", "PromiseLike", "Observable", "AsyncIterable", "AsyncGenerator", "AsyncIterableIterator")
FROM_SERVER = re.compile(
    r"^(?:Server(?:To(?:Client|Browser))?|Outgoing|Outbound|Emitted|Published)\w*?(?:Event|Message|Emit)(?:s|Map|sMap)?$"
)
FROM_CLIENT = re.compile(
    r"^(?:(?:Client|Browser)(?:ToServer)?|Incoming|Inbound|Listen|Subscribed)\w*?(?:Event|Message|Listen)(?:s|Map|sMap)?$"
)
KINDS = ("type", "event", "kind", "action", "op", "name", "topic", "channel")
Way = Literal["input", "output"]


@dataclass(frozen=True, slots=True)
class Method:
    """One method of a service: what it takes, what it gives, and what is said of it."""

    name: str
    arguments: tuple[tuple[str, bool, Schema], ...]
    result: Schema | None
    doc: Doc


@dataclass(frozen=True, slots=True)
class Sent:
    """A message: the way it goes, seen from the server, and its payload."""

    way: Way
    name: str
    payload: Schema
    doc: Doc


def is_service(one: Declaration) -> bool:
    """Return whether an interface is a service: functions alone, at least one of which answers later."""
    if one.kind != "interface" or one.parameters or way_of(one.name):
        return False
    members = [child for node in one.nodes for child in children(part(node, "body"))]
    functions = [function_of(member) for member in members]
    if not members or any(function is None for function in functions):
        return False
    return bool(SERVICE.search(one.name)) or any(answers_later(function) for function in functions)


def function_of(member: Node) -> Node | None:
    """Return the node that holds the parameters of a method or of a property that is a function."""
    if member.type == "method_signature":
        return member
    stated = part(member, "type") if member.type == "property_signature" else None
    inside = named(stated)[0] if stated is not None and named(stated) else None
    while inside is not None and inside.type == "parenthesized_type" and named(inside):
        inside = named(inside)[0]
    return inside if inside is not None and inside.type == "function_type" else None


def answer_of(function: Node | None) -> Node | None:
    """Return the type that a function gives back."""
    stated = part(function, "return_type") if function is not None else None
    return named(stated)[0] if stated is not None and stated.type == "type_annotation" and named(stated) else stated


def answers_later(function: Node | None) -> bool:
    """Return whether a function gives back a promise or a stream."""
    answer = answer_of(function)
    return answer is not None and answer.type == "generic_type" and written(part(answer, "name")) in DELAYED


def methods_of(low: Lowering, one: Declaration, spots: Spots, at: Steps) -> Iterator[Method]:
    """Yield the methods of a service, their places noted below `at`."""
    module = low.program.modules[one.module]
    prefix = one.name.rpartition(".")[0]
    scope = Scope(module, prefix + "." if prefix else "", {}, spots)
    for member, comments in (pair for node in one.nodes for pair in commented(part(node, "body").children)):
        function, title = function_of(member), part(member, "name")
        if function is None or title is None:
            continue
        name = written(title).strip("'\"")
        here = (*at, name)
        spots[here] = low.spot(module, member, title)
        arguments = tuple(arguments_of(low, function, scope, here))
        yield Method(name, arguments, result_of(low, function, scope, (*here, "result")), doc_of(comments))


def arguments_of(low: Lowering, function: Node, scope: Scope, at: Steps) -> Iterator[tuple[str, bool, Schema]]:
    """Yield the arguments of a function: name, whether it is required, schema."""
    for index, one in enumerate(children(part(function, "parameters"))):
        title, stated = part(one, "pattern"), part(one, "type")
        kind = named(stated)[0] if stated is not None and named(stated) else None
        where = (*at, "arguments", str(index), "schema")
        schema = low.types.type(kind, scope, where) if kind is not None else {}
        low.note(scope, (*at, "arguments", str(index)), schema, kind if kind is not None else one, title or one)
        loose = one.type == "optional_parameter" or part(one, "value") is not None or low.may_be_absent(schema)
        name = written(title) if title is not None and title.type == "identifier" else f"argument{index + 1}"
        yield name, not loose, schemas.without_absent(schema)


def result_of(low: Lowering, function: Node, scope: Scope, at: Steps) -> Schema | None:
    """Return what a function gives back once it is there; None where that is nothing."""
    answer = answer_of(function)
    if answer is None:
        return None
    if answers_later(function):
        inside = children(part(answer, "type_arguments"))
        answer = inside[0] if inside else answer
    schema = low.types.type(answer, scope, at)
    if scope.spots is not None:
        scope.spots.setdefault(at, low.spot(scope.module, answer, None))
    return None if schema.get("not") == {} else schemas.without_absent(schema)


def way_of(name: str) -> Way | None:
    """Return which way the messages of a type go by its name, seen from the server; None where it says nothing."""
    if FROM_SERVER.match(name):
        return "output"
    return "input" if FROM_CLIENT.match(name) else None


def messages_of(low: Lowering, one: Declaration, key: str, spots: Spots) -> list[Sent]:
    """Return the messages that a type stands for: a map of events, or a union told apart by a literal."""
    way = way_of(one.name.rpartition(".")[2])
    if way is None or one.parameters:
        return []
    if is_alone(low, one, key):
        return list(variants_of(low, one, key, way, spots))
    if one.kind == "interface" or (one.kind == "type" and part(one.node, "value").type == "object_type"):
        return list(events_of(low, one, way, spots))
    return list(variants_of(low, one, key, way, spots))


def events_of(low: Lowering, one: Declaration, way: Way, spots: Spots) -> Iterator[Sent]:
    """Yield the events of a map `{ 'order:created': Payload }` or `{ tick: (t: Tick) => void }`."""
    module = low.program.modules[one.module]
    scope = Scope(module, "", {}, spots)
    bodies = [part(node, "value" if one.kind == "type" else "body") for node in one.nodes]
    for member, comments in (pair for body in bodies for pair in commented(body.children)):
        title = part(member, "name")
        if title is None or member.type not in ("property_signature", "method_signature"):
            continue
        try:
            name = key_of(title, low.looker(scope))
        except Unknown:
            continue
        at = ("messages", f"{way} {name}", "payload")
        function = function_of(member)
        if function is not None:
            given = [(called, needed, schema) for called, needed, schema in arguments_of(low, function, scope, at)]
            payload = carried([one for one in given if "x-function" not in one[2]])
        else:
            stated = part(member, "type")
            payload = low.types.plain(named(stated)[0], scope, at) if stated is not None else {}
        spots[at[:-1]] = low.spot(module, member, title)
        yield Sent(way, name, payload, doc_of(comments))


def carried(arguments: list[tuple[str, bool, Schema]]) -> Schema:
    """Return what an event carries: its only argument, or all of them by their places."""
    if len(arguments) == 1:
        return arguments[0][2]
    if not arguments:
        return {}
    items = [schema for _, _, schema in arguments]
    return {"type": "array", "prefixItems": items, "minItems": len([one for one in arguments if one[1]])}


def variants_of(low: Lowering, one: Declaration, key: str, way: Way, spots: Spots) -> Iterator[Sent]:
    """Yield the members of a union that a literal tells apart: `{ type: 'ping' } | { type: 'pong' }`."""
    schema = low.make(key).schema
    members = schema.get("anyOf", (schema,))
    found = [(member, low.object(member)) for member in members]
    name = next((kind for kind in KINDS if found and all(told_by(kind, body) for _, body in found)), None)
    if name is None:
        return
    for index, (member, body) in enumerate(found):
        for value in (body or {})["properties"][name].get("enum", [(body or {})["properties"][name].get("const")]):
            label = str(value)
            at = ("messages", f"{way} {label}")
            there = low.definitions[key].spots
            spots[at] = there.get(("anyOf", str(index))) or there[()]
            yield Sent(way, label, member, Doc(str(member.get("description", ""))))


def is_alone(low: Lowering, one: Declaration, key: str) -> bool:
    """Return whether an object is one message: a literal names it, `{ type: 'ping' }`."""
    if one.kind != "type" or part(one.node, "value").type != "object_type":
        return False
    body = low.object(low.make(key).schema)
    return any(told_by(kind, body) for kind in KINDS)


def told_by(name: str, schema: Schema | None) -> bool:
    """Return whether a property of an object tells it apart from others: it is a literal."""
    value: Any = (schema or {}).get("properties", {}).get(name)
    return isinstance(value, dict) and ("const" in value or "enum" in value)
