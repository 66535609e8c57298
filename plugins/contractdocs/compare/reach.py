"""Who reaches a named schema, and in which direction: worked out once from the references of an interface."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from ..model.interface import Direction, Fact, Interface, Node, Operation, flip
from .circles import circles
from .discriminators import explicit_values
from .extending import extensions_of

NAMED_SCHEMAS = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"})
SCALARS = frozenset({str, int, float, bool, type(None)})
"""What has nothing below it: asking for the type itself is much faster than asking for a kind of mapping."""
UNEVALUATED = ("unevaluatedProperties", "unevaluatedItems")
JUDGING = frozenset({"oneOf", *UNEVALUATED})
SKIPPED = frozenset({"example", "examples", "default", "enum", "const", "x-odcs", "description"})


class Reach(Struct):
    """For every named schema: the directions it is used in, and who uses it.

    `turned` holds the names with the directions in which they are used because a `not` turned another one round.
    """

    directions: dict[str, set[Direction]] = {}
    turned: set[tuple[str, Direction]] = set()
    nodes: dict[str, Node] = {}
    extensions: Mapping[str, tuple[str, ...]] = {}
    nowhere: dict[str, None] = {}  # references that lead to nothing, with where they stand
    judging: set[int] = set()  # the ids of schemas in which a keyword judges a value as a whole
    written: dict[int, tuple[Any, tuple[Reference, ...]]] = {}  # by the id of a schema, which is kept: its references
    below: dict[str, list[Reference]] = {}  # by name: which named schemas one refers to
    users: list[str] = []  # the operations, messages and datasets
    used_by: dict[str, int] = {}  # by name: a bit for each of the users

    def users_of(self, name: str) -> list[str]:
        """Return the operations, messages and datasets that use a named schema."""
        found, bits = [], self.used_by.get(name, 0)
        while bits:
            found.append(self.users[(bits & -bits).bit_length() - 1])
            bits &= bits - 1
        return found


Reference = tuple[str, bool]
"""What is referred to, and whether that is inside a `not`, where the direction turns round."""
Use = tuple[str, Direction, bool]
"""A named schema, a direction in which it is used, and whether a `not` turned that round."""


def reach_of(interface: Interface, direction: Direction | None = None, beside: Reach | None = None) -> Reach:
    """Return the reach of every named schema of an interface.

    `direction` is that of what may be used either way, `beside` the reach of an interface that may share schemas.
    """
    reach = Reach(nodes=nodes_of(interface), extensions=extensions_of(interface))
    if beside is not None:
        reach.written, reach.judging = beside.written, beside.judging
    begun: dict[Use, None] = {}
    bits: dict[str, int] = {}
    found: dict[int, tuple[Node, list[Reference]]] = {}  # many operations use the same node
    for user, stated, node in uses(interface):
        if id(node) not in found:
            found[id(node)] = (node, list(references(interface, reach, node)))
        for name, flipped in found[id(node)][1]:
            way = direction if direction and stated == "both" else stated
            begun[name, flip(way) if flipped else way, flipped] = None
            reach.used_by[name] = reach.used_by.get(name, 0) | bits.setdefault(user, 1 << len(bits))
    for name, stated in promised(interface).items():
        begun[name, direction if direction and stated == "both" else stated, False] = None
    reach.users = list(bits)
    spread(interface, reach, begun)
    spread_users(reach)
    return reach


def nodes_of(interface: Interface) -> dict[str, Node]:
    """Return the schemas that have a name."""
    return {name: schema.node for name, schema in interface.schemas.items()}


def promised(interface: Interface) -> dict[str, Direction]:
    """Return the named schemas that are promises in their own right, with their directions.

    Those are the ones that say a direction; where none does and nothing else leads into the schemas, all of them.
    """
    stated = {name: schema.direction for name, schema in interface.schemas.items() if schema.direction is not None}
    if stated or interface.operations or interface.messages or interface.datasets:
        return stated
    return dict.fromkeys(interface.schemas, "both")


def uses(interface: Interface, users: Container[str] | None = None) -> Iterator[tuple[str, Direction, Node]]:
    """Yield every schema that an operation, message or dataset states, with who and in which direction.

    Where `users` are named, operations that are none of them are passed over.
    """
    for operation in interface.operations.values():
        if users is None or operation.key in users:
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


def spread(interface: Interface, reach: Reach, begun: Iterable[Use]) -> None:
    """Mark named schemas, with the directions in which they are used, and all below them."""
    pending, done = list(begun), set(begun)
    while pending:
        current, way, is_turned = pending.pop()
        reach.directions.setdefault(current, set()).add(way)
        if is_turned:
            reach.turned.add((current, way))
        if current not in reach.below:
            named = references(interface, reach, reach.nodes.get(current, ()))
            extending = ((name, False) for name in reach.extensions.get(current, ()))
            reach.below[current] = [*dict.fromkeys((*named, *extending))]
        for target, flipped in reach.below[current]:
            use = (target, flip(way) if flipped else way, is_turned != flipped)
            if use not in done:
                done.add(use)
                pending.append(use)


def spread_users(reach: Reach) -> None:
    """Let whoever uses a schema use all below it; schemas that lead to each other have the same users."""
    below = {name: [target for target, _ in named] for name, named in reach.below.items()}
    for group in circles(below):
        bits = 0
        for name in group:
            bits |= reach.used_by.get(name, 0)
        if bits:
            for name in group:
                for target in (name, *below[name]):
                    reach.used_by[target] = reach.used_by.get(target, 0) | bits


def references(interface: Interface, reach: Reach, node: Node) -> Iterator[Reference]:
    """Yield the names that a node refers to, and whether that is turned round; what leads to nothing is noted."""
    for fragment in node:
        key = id(fragment.schema)
        if key not in reach.written:
            reach.written[key] = fragment.schema, tuple(written_references(fragment.schema, reach.judging))
        for reference, flipped in reach.written[key][1]:
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


def written_references(schema: Any, judging: set[int] | None = None) -> Iterator[Reference]:
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
