"""Who reaches a named schema, and in which direction: worked out once from the references of an interface."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from ..model.interface import Direction, Fact, Interface, Node, Operation, flip
from .discriminators import explicit_values
from .extending import extensions_of

NAMED_SCHEMAS = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"})
SCALARS = frozenset({str, int, float, bool, type(None)})
"""What has nothing below it: asking for the type itself is much faster than asking for a kind of mapping."""
UNEVALUATED = ("unevaluatedProperties", "unevaluatedItems")
JUDGING = frozenset({"oneOf", *UNEVALUATED})
SKIPPED = frozenset({"example", "examples", "default", "enum", "const", "x-odcs", "description"})


class Reach(Struct):
    """For every named schema: the directions it is used in, and the operations, messages and datasets that use it.

    `turned` holds the names with the directions in which they are used because a `not` turned another one round.
    """

    directions: dict[str, set[Direction]] = {}
    turned: set[tuple[str, Direction]] = set()
    users: dict[str, set[str]] = {}
    nodes: dict[str, Node] = {}
    extensions: Mapping[str, tuple[str, ...]] = {}
    nowhere: dict[str, None] = {}  # references that lead to nothing, with where they stand
    judging: set[int] = set()  # the ids of schemas in which a keyword judges a value as a whole


def reach_of(interface: Interface, direction: Direction | None = None) -> Reach:
    """Return the reach of every named schema of an interface; each user is followed from all uses at once.

    `direction` is that of what may be used either way.
    """
    below: Below = {}
    known: Known = {}
    begun: dict[str, dict[Used, None]] = {}
    nodes = {name: schema.node for name, schema in interface.schemas.items()}
    reach = Reach(nodes=nodes, extensions=extensions_of(interface))
    for user, stated, node in uses(interface):
        way = direction if direction and stated == "both" else stated
        for name, flipped in named_by(interface, reach, known, node):
            used = (name, flip(way) if flipped else way)
            begun.setdefault(user, {})[used] = None
            if flipped:
                reach.turned.add(used)
    for user, names in begun.items():
        spread(interface, reach, below, names, user)
    for name, stated in promised(interface).items():
        way = direction if direction and stated == "both" else stated
        spread(interface, reach, below, {(name, way): None}, "")
    return reach


def named_by(interface: Interface, reach: Reach, known: Known, node: Node) -> list[tuple[str, bool]]:
    """Return what a node refers to; many operations use the same one, as an answer that they all give."""
    key = tuple([(id(part.schema), part.origin.pointer) for part in node])
    if key not in known:
        known[key] = list(references(interface, reach, node))
    return known[key]


def promised(interface: Interface) -> dict[str, Direction]:
    """Return the named schemas that are promises in their own right, with their directions.

    Those are the ones that say a direction; where none does and nothing else leads into the schemas, all of them.
    """
    stated = {name: schema.direction for name, schema in interface.schemas.items() if schema.direction is not None}
    if stated or interface.operations or interface.messages or interface.datasets:
        return stated
    return dict.fromkeys(interface.schemas, "both")


def uses(interface: Interface) -> Iterator[tuple[str, Direction, Node]]:
    """Yield every schema that an operation, message or dataset states, with who and in which direction."""
    for operation in interface.operations.values():
        yield from operation_uses(operation.key, operation)
    for message in interface.messages.values():
        for node in (message.payload, message.headers):
            if node:
                yield message.key, message.direction, node
        yield from binding_uses(message.key, message.bindings, message.direction)
    for channel in interface.channels.values():
        yield from ((f"channel {channel.key}", "input", parameter.schema) for parameter in channel.parameters)
        yield from binding_uses(f"channel {channel.key}", channel.bindings, "input")
        for item in channel.operations:
            yield from binding_uses(item.key, item.bindings, "input")
    for dataset in interface.datasets.values():
        yield dataset.name, "both", dataset.node


def binding_uses(user: str, bindings: Mapping[str, Fact], way: Direction) -> Iterator[tuple[str, Direction, Node]]:
    """Yield the schemas that the bindings of a part state."""
    if not bindings:
        return
    from .bindings import SENT, binding_schemas

    for name, node in binding_schemas(bindings):
        yield user, "input" if name in SENT else way, node


def operation_uses(user: str, operation: Operation) -> Iterator[tuple[str, Direction, Node]]:
    """Yield the schemas of one operation; where the provider calls, the directions turn round."""
    sent: Direction = "input" if operation.caller == "consumer" else "output"
    for parameter in operation.parameters:
        yield user, sent, parameter.schema
    for payload in operation.body.payloads.values() if operation.body else ():
        yield user, sent, payload.schema
    for response in operation.responses.values():
        for payload in response.payloads.values():
            yield user, flip(sent), payload.schema
        for header in response.headers.values():
            yield user, flip(sent), header.schema
    for callback in operation.callbacks.values():
        yield from operation_uses(user, callback)


Below = dict[str, list[tuple[str, bool]]]
Known = dict[tuple[tuple[int, str], ...], list[tuple[str, bool]]]
Used = tuple[str, Direction]


def spread(interface: Interface, reach: Reach, below: Below, names: dict[Used, None], user: str) -> None:
    """Mark named schemas, with the directions in which they are used, and all below them."""
    pending, done = list(names), set(names)
    while pending:
        current, way = pending.pop()
        reach.directions.setdefault(current, set()).add(way)
        if user:
            reach.users.setdefault(current, set()).add(user)
        if current not in below:
            named = references(interface, reach, reach.nodes.get(current, ()))
            below[current] = [*named, *((name, False) for name in reach.extensions.get(current, ()))]
        for target, flipped in below[current]:
            used = (target, flip(way) if flipped else way)
            if flipped != ((current, way) in reach.turned):
                reach.turned.add(used)
            if used not in done:
                done.add(used)
                pending.append(used)


def references(interface: Interface, reach: Reach, node: Node) -> Iterator[tuple[str, bool]]:
    """Yield the names that a node refers to, and whether that is inside a `not`, where the direction turns round.

    What leads to nothing is noted.
    """
    for fragment in node:
        for reference, flipped in written_references(fragment.schema, reach.judging):
            target = interface.resolver.resolve(reference, fragment.origin)
            if target is not None and target.node:
                name = target.name or unnamed(target.node)
                reach.nodes.setdefault(name, target.node)
                yield name, flipped
            elif target is None and not fragment.origin.document.holds(reference):
                at = f"{fragment.origin.document.file}#{fragment.origin.pointer}"
                reach.nowhere[f"{at}: `{reference}` leads to nothing"] = None


def shown(name: str, interface: Interface) -> str:
    """Return the name under which readers know a schema: a whole document goes by its title."""
    return interface.schemas[name].name if name in interface.schemas else name


def unnamed(node: Node) -> str:
    """Return what stands for the name of a schema that is referred to by its place alone."""
    return node[0].origin.pointer.lstrip("/").replace("/", " ") or node[0].origin.document.file


def written_references(schema: Any, judging: set[int] | None = None) -> Iterator[tuple[str, bool]]:
    """Yield every reference in a schema as written, and whether its direction turns round; walks without recursion.

    `judging` gets the id of the schema where a keyword in it judges a value as a whole.

    It turns inside a `not`. What an `if` takes more of asks for more by `then` and for less by `else`, and of what may
    be contained so many times alone, more leaves fewer arrays right.
    """
    judging = set() if judging is None else judging
    stack: list[tuple[Any, Turns]] = [(schema, AS_IT_IS)]
    while stack:
        value, turns = stack.pop()
        if type(value) is dict or isinstance(value, Mapping):  # the first is true nearly always, and much faster
            if "$ref" in value or "$dynamicRef" in value:
                reference = value.get("$ref", value.get("$dynamicRef"))
                if isinstance(reference, str):
                    for flipped in turns:
                        yield reference, flipped
            if "discriminator" in value and isinstance(value["discriminator"], Mapping):
                for to in explicit_values(value["discriminator"]).values():
                    yield from ((to, flipped) for flipped in turns)
            for key, item in value.items():
                if type(item) in SCALARS:
                    if item is False and key in JUDGING:
                        judging.add(id(schema))
                    continue
                if key in NAMED_SCHEMAS and isinstance(item, Mapping):
                    stack += [(one, turns) for one in item.values() if type(one) is dict or isinstance(one, Mapping)]
                elif key in NOTED:
                    stack.append((item, turned(turns, key, value) if key in TURNING else turns))
                    if key in JUDGING:
                        judging.add(id(schema))
                elif key not in SKIPPED:
                    stack.append((item, turns))
        elif type(value) is list:
            stack += [(item, turns) for item in value if type(item) not in SCALARS]


Turns = tuple[bool, ...]
AS_IT_IS, TURNED, BOTH = (False,), (True,), (False, True)
TURNING = frozenset({"not", "if", "contains"})
NOTED = TURNING | JUDGING


def turned(turns: Turns, key: str, schema: Mapping[str, Any]) -> Turns:
    """Return how directions turn below a keyword of a schema."""
    if key == "if":
        more = (BOTH if "else" in schema else TURNED) if "then" in schema else AS_IT_IS
    elif key == "contains":
        more = (TURNED if schema.get("minContains") == 0 else BOTH) if "maxContains" in schema else AS_IT_IS
    else:
        more = TURNED
    return tuple(sorted({one != other for one in turns for other in more}))
