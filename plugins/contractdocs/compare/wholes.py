"""Tries values where a schema is written as it was, and judges otherwise because a named schema in it changed.

The named schema is compared where it is defined, and may take more there. But a value is right by one branch of `oneOf`
alone, and `unevaluatedProperties` refuses what no part looks at (JSON Schema 2020-12, core, 10.2.1.3 and 11.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from ..model.interface import Fragment, Interface, Node, Operation, Resolver
from .address import Address
from .by_value import try_whole
from .comparison import Comparison
from .flattening import reference_of
from .reach import UNEVALUATED, Reach, shown, uses
from .relations import NARROWER, SAME, WIDER
from .written import ANNOTATIONS

if TYPE_CHECKING:
    from ..model.change import Change
    from .interfaces import Plan
    from .schema import SchemaWalk

LISTS = ("allOf", "anyOf", "oneOf")
APPLIED = (*LISTS, "if", "then", "else")
INPUTS = frozenset({"input", "both"})
TOLD = NARROWER - {"property-added"}
"""Kinds of changes of which each tells senders of a break: they need not be told twice."""


class Holder(NamedTuple):
    """Two nodes that are one, in which something may judge a value as a whole; `users` where no name leads to them."""

    at: Address
    old: Node
    new: Node
    users: tuple[str, ...] = ()


class Whole(NamedTuple):
    """A schema that judges a value as a whole, on both sides; `closed` where it refuses what no part looks at."""

    at: Address
    closed: bool
    old: Fragment
    new: Fragment


class Changed(NamedTuple):
    """Names of schemas in which something changed for senders that is told as no break, and those that take more."""

    any: Set[str]
    wider: Set[str]


def compare_wholes(walk: SchemaWalk, old: Interface, new: Interface, plan: Plan) -> None:
    """Collect what senders may no longer send because of changes of named schemas that were collected before."""
    changed = changed_names(walk.changes, old)
    if not changed.any:
        return
    for holder in holders(old, new, plan):
        since = len(walk.changes)
        for whole in wholes_in(holder):
            names = changed.any if whole.closed else changed.wider
            if not names.isdisjoint(applied_names(whole.old, walk.old_resolver)):
                sides = (whole.old,), (whole.new,)
                shapes = walk.shape(sides[0], walk.old_resolver), walk.shape(sides[1], walk.new_resolver)
                try_whole(Comparison(walk, *shapes, sides, whole.at, "input"), closed=whole.closed)
        walk.changes[since:] = [replace(change, affects=holder.users) for change in walk.changes[since:]]


def changed_names(changes: Iterable[Change], old: Interface) -> Changed:
    """Return the names of the schemas of which something changed, by the root of the address of each change."""
    kinds: dict[str, set[str]] = {}
    for change in changes:
        if change.directions & INPUTS and not change.data:
            kinds.setdefault(change.address.partition(" > ")[0], set()).add(change.kind)
    said = {name: kinds.get(shown(name, old), set()) - SAME for name in old.schemas}
    found = {name for name in said if said[name] and not said[name] & TOLD}
    return Changed(found, {name for name in found if said[name] & WIDER})


def holders(old: Interface, new: Interface, plan: Plan) -> Iterator[Holder]:
    """Yield every node that senders send, with what it is now: of named schemas, operations, messages and channels."""
    for name, other, ways in plan.pairs:
        node = plan.before.nodes.get(name, ())
        if "input" in ways and judges(node, plan.before):
            yield Holder(Address(shown(name, old)), node, plan.after.nodes.get(other, ()))
    users: dict[str, dict[str, Node]] = {}  # many operations use the same one
    for user, way, node in uses(old):
        if way in INPUTS and judges(node, plan.before) and user not in old.datasets:
            users.setdefault(node[0].origin.pointer, {})[user] = node
    first = {next(iter(found)) for found in users.values()}
    now = {(user, node[0].origin.pointer): node for user, _, node in uses(new, first) if user in first and node}
    for pointer, found in users.items():
        user, node = next(iter(found.items()))
        at = Address(f"{user} > body" if is_sent_by(old.operations.get(user), node) else user)
        yield Holder(at, node, now.get((user, pointer), ()), tuple(sorted(found)))


def is_sent_by(operation: Operation | None, node: Node) -> bool:
    """Return whether a node is that of the body of an operation."""
    payloads = operation.body.payloads.values() if operation and operation.body else ()
    return any(payload.schema is node for payload in payloads)


def judges(node: Node, reach: Reach) -> bool:
    """Return whether something in a node judges a value as a whole."""
    if len(node) == 1:  # nearly all are like that
        return id(node[0].schema) in reach.judging
    return any(id(part.schema) in reach.judging for part in node)


def wholes_in(holder: Holder) -> Iterator[Whole]:
    """Yield the schemas in a node that judge a value as a whole and are written alike on both sides.

    What stands inside a `not` or an `if` is left out: to take more is to refuse more there.
    """
    for old, new in zip(holder.old, holder.new):
        pending: list[tuple[Any, Any, Address, tuple[str, ...]]] = [(old.schema, new.schema, holder.at, ())]
        while pending:
            before, after, at, steps = pending.pop()
            if not (isinstance(before, Mapping) and isinstance(after, Mapping)):
                continue
            closed = is_closed(before) and statements(before) == statements(after)
            if closed or chooses_alike(before, after):
                left, right = old.origin.child(*steps), new.origin.child(*steps)
                yield Whole(at, closed, Fragment(before, left, old.dialect), Fragment(after, right, new.dialect))
            pending += [
                (part, below(after, *tail), beneath, (*steps, *tail)) for part, beneath, tail in parts_of(before, at)
            ]


def chooses_alike(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Return whether two schemas have the same `oneOf`, and no discriminator that names the branch."""
    union = old.get("oneOf")
    several = isinstance(union, list) and len(union) > 1
    return several and union == new.get("oneOf") and not ("discriminator" in old or "discriminator" in new)


def is_closed(schema: Mapping[str, Any]) -> bool:
    """Return whether a schema refuses some of what no part of it looks at."""
    return any(schema.get(key, True) is not True for key in UNEVALUATED)


def statements(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a schema says of values."""
    return {key: value for key, value in schema.items() if key not in ANNOTATIONS}


def parts_of(schema: Mapping[str, Any], at: Address) -> Iterator[tuple[Any, Address, tuple[str, ...]]]:
    """Yield the schemas in a schema that take what it takes or a part of that, with the steps to each."""
    properties = schema.get("properties")
    for name, part in properties.items() if isinstance(properties, Mapping) else ():
        yield part, at.field(str(name)), ("properties", str(name))
    for key, mark in (("items", "[]"), ("additionalProperties", "{}")):
        yield schema.get(key), at.below(mark), (key,)
    for key in LISTS:
        listed = schema.get(key)
        for index, part in enumerate(listed) if isinstance(listed, list) else ():
            yield part, at, (key, str(index))


def below(schema: Any, *steps: str) -> Any:
    """Return what stands at some steps; None where nothing does."""
    for step in steps:
        if isinstance(schema, Mapping):
            schema = schema.get(step)
        elif isinstance(schema, list) and step.isdigit() and int(step) < len(schema):
            schema = schema[int(step)]
        else:
            return None
    return schema


def applied_names(whole: Fragment, resolver: Resolver) -> set[str]:
    """Return the names of all schemas that judge the same value as a schema, as its parts or theirs."""
    found: set[str] = set()
    seen: set[int] = set()  # a schema may lead back to itself
    pending = [whole]
    while pending:
        part = pending.pop()
        if not isinstance(part.schema, Mapping) or id(part.schema) in seen:
            continue
        seen.add(id(part.schema))
        reference = reference_of(part.schema)
        target = resolver.resolve(reference, part.origin) if reference is not None else None
        if target is not None:
            found.update([target.name] if target.name else ())
            pending += target.node
        for key in APPLIED:
            value = part.schema.get(key)
            listed = value if isinstance(value, list) else [value]
            pending += [Fragment(one, part.origin, part.dialect) for one in listed if isinstance(one, Mapping)]
    return found
