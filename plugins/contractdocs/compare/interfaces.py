"""Compares two interfaces as wholes: operations, messages, datasets, then every named schema where it is defined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from functools import partial
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ..documents.pointers import split as split_pointer
from ..model.change import Change, Side
from ..model.interface import Direction, Interface, Origin
from .counterparts import counterparts, ways
from .extending import compare_extensions
from .operations import UNPROMISED, compare_operations
from .reach import Reach, promised, reach_of, references, shown
from .relations import NARROWER, WIDER
from .schema import SchemaWalk
from .security import compare_security_schemes
from .status import compare_status
from .wholes import compare_wholes

ONE_NUMBER = ("typescript",)
"""Formats whose only number is any number: beside another format, a whole number there is the same promise."""
DATA_CONTRACT = "ODCS"
TEMPLATE = "template"
INFERRED = "x-inferred"


class Compared(Struct, frozen=True):
    """What a comparison found, and what it had to leave out."""

    changes: tuple[Change, ...]
    not_compared: tuple[str, ...] = ()
    schemas: int = 0


def compare(old: Interface, new: Interface, direction: Direction | None = None) -> Compared:
    """Return every change from `old` to `new`, in a stable order; `direction` overrides that of bare schemas."""
    if old.status.lower() == TEMPLATE:
        return Compared(())  # it promised nothing yet
    walk = walk_of(old, new)
    compare_parts(walk, old, new)
    before = reach_of(old, direction)
    plan = plan_of(walk, old, new, before, reach_of(new, direction, before))
    for pair in plan.pairs:
        compare_pair(walk, old, plan, pair)
    compare_wholes(walk, old, new, plan)
    compare_alone(walk, old, new, plan)
    unseen = (*old.not_compared, *new.not_compared, *plan.nowhere, *walk.not_compared)
    return Compared(changes_of(walk.changes, old, plan), unseen, walk.compared)


def walk_of(old: Interface, new: Interface) -> SchemaWalk:
    """Return a walk over the schemas of two interfaces."""
    walk = SchemaWalk(old.resolver, new.resolver)
    walk.any_number = (old.format in ONE_NUMBER) != (new.format in ONE_NUMBER)
    walk.any_branch = old.format.partition(" ")[0] != new.format.partition(" ")[0]
    return walk


def compare_parts(walk: SchemaWalk, old: Interface, new: Interface) -> None:
    """Collect what changed in all but the named schemas."""
    walk.changes.extend(compare_operations(old, new, walk))
    if old.messages or new.messages or old.channels or new.channels:
        from .messages import compare_messages

        walk.changes.extend(compare_messages(old, new, walk))
    if old.datasets or new.datasets:
        collect_datasets(old, new, walk)
    if any(server.protocol for server in (*old.servers, *new.servers)):
        from .event_servers import compare_event_servers

        walk.changes.extend(compare_event_servers(old, new, walk))
    walk.changes.extend(compare_security_schemes(old, new))
    walk.changes.extend(compare_status(old, new))
    if old.format.startswith(DATA_CONTRACT) and new.format.startswith(DATA_CONTRACT):
        from .terms import compare_terms

        walk.changes.extend(compare_terms(old, new))


def changes_of(collected: Iterable[Change], old: Interface, plan: Plan) -> tuple[Change, ...]:
    """Return what was collected, with who is affected, in a stable order."""
    changes = joined(with_promises(with_users(collected, plan.before, plan.after), old, plan.drafts))
    if plan.inferred:
        changes = tuple(replace(change, guessed=is_guessed(change)) for change in changes)
    return changes


def collect_datasets(old: Interface, new: Interface, walk: SchemaWalk) -> None:
    """Collect what changed in the datasets and their fields."""
    from .datasets import compare_datasets
    from .moves import with_moves

    walk.data = True
    walk.changes.extend(compare_datasets(old, new, lambda a, b, at: walk_dataset(walk, a, b, at)))
    walk.data = False
    walk.changes[:] = with_moves(walk.changes, old.datasets, new.datasets)


def is_guessed(change: Change) -> bool:
    """Return whether a side of a change stands in the shape of an example."""
    return any(in_example(side.origin) for side in (change.old, change.new) if side is not None)


def in_example(origin: Origin) -> bool:
    """Return whether a schema around a place is guessed from an example."""
    value: Any = origin.document.data
    for step in split_pointer(origin.pointer):
        if isinstance(value, Mapping) and INFERRED in value:
            return True
        value = value.get(step) if isinstance(value, Mapping) else None
    return isinstance(value, Mapping) and INFERRED in value


def walk_dataset(walk: SchemaWalk, old: object, new: object, at: str) -> None:
    """Compare the fields of a dataset: one walk, whose rules tell consumers and producers apart."""
    from .address import Address

    walk.node(old, new, Address(at), "both")  # type: ignore[arg-type]


class Plan(NamedTuple):
    """Which named schemas are compared with which, and what is known of all of them."""

    before: Reach
    after: Reach
    pairs: tuple[Match, ...]
    paired: Mapping[str, str]
    renamed: Mapping[str, str]
    told: tuple[set[str], set[str]]
    drafts: Set[str]
    inferred: bool

    @property
    def nowhere(self) -> tuple[str, ...]:
        """Return the references of both sides that lead to nothing: what they stand for is not compared."""
        return *self.before.nowhere, *self.after.nowhere


class Match(NamedTuple):
    """Two named schemas that are one, and the directions in which they are compared."""

    name: str
    other: str
    ways: tuple[Direction, ...]


def plan_of(walk: SchemaWalk, old: Interface, new: Interface, before: Reach, after: Reach) -> Plan:
    """Return the named schemas that both sides use, in the directions in which they are used, by name."""
    told = (told_elsewhere(old, new, before), told_elsewhere(new, old, after))
    whole, renamed = counterparts(old, new, walk, told)
    same = {name: name for name in {*before.directions} & {*after.directions}}
    pairs = []
    for name, other in sorted({**same, **whole}.items()):
        used = ways(name, other, before.directions, after.directions)
        pairs.append(Match(name, other, tuple(sorted(split(used)))))
    drafts = {key for key, operation in old.operations.items() if operation.stability.lower() in UNPROMISED}
    inferred = old.inferred or new.inferred
    return Plan(before, after, tuple(pairs), {**whole, **renamed}, renamed, told, drafts, inferred)


def compare_pair(walk: SchemaWalk, old: Interface, plan: Plan, pair: Match) -> None:
    """Compare two named schemas in the directions in which they are used."""
    left, right = plan.before.nodes.get(pair.name, ()), plan.after.nodes.get(pair.other, ())
    for way in pair.ways:
        since = len(walk.changes)
        walk.named(shown(pair.name, old), left, right, way)
        if (pair.name, way) in plan.before.turned or (pair.other, way) in plan.after.turned:
            refusing = NARROWER if way == "input" else WIDER
            said = walk.changes[since:]
            walk.changes[since:] = [replace(one, strict=True) if one.kind in refusing else one for one in said]


def compare_alone(walk: SchemaWalk, old: Interface, new: Interface, plan: Plan) -> None:
    """Collect the named schemas that one side alone has, and those that go by another name."""
    gone, come = {*plan.paired, *plan.told[0]}, {*plan.paired.values(), *plan.told[1]}
    walk.changes.extend(promised_alone(old, new, "type-removed", gone))
    walk.changes.extend(promised_alone(new, old, "type-added", come))
    walk.changes.extend(type_renamed(old, new, *pair) for pair in plan.renamed.items())
    sides = plan.before.extensions, plan.after.extensions
    for name, other, used in plan.pairs:
        if name in sides[0] or other in sides[1]:
            walk.changes.extend(compare_extensions(old, new, (name, other), used, *sides))


def split(ways: Iterable[Direction]) -> set[Direction]:
    """Return input and output for both: each is compared on its own, because what is on the wire differs."""
    found: set[Direction] = set()
    for way in ways:
        found |= {"input", "output"} if way == "both" else {way}
    return found


def type_renamed(old: Interface, new: Interface, name: str, other: str) -> Change:
    """Return the change of a type that goes by another name and is what it was."""
    before = Side(old.schemas[name].origin, name, key=True)
    after = Side(new.schemas[other].origin, other, key=True)
    return Change("type-renamed", name, frozenset({"both"}), before, after, {"old": name, "new": other})


def told_elsewhere(interface: Interface, other: Interface, reach: Reach) -> set[str]:
    """Return the schemas of a format that others use: another format may have no need of their names.

    Go has a type for each enumeration, where TypeScript lists its values in place.
    """
    if interface.format.partition(" ")[0] == other.format.partition(" ")[0]:
        return set()
    nodes = ((name, schema.node) for name, schema in interface.schemas.items())
    return {target for name, node in nodes for target, _ in references(interface, reach, node) if target != name}


def promised_alone(interface: Interface, other: Interface, kind: str, paired: set[str]) -> Iterable[Change]:
    """Yield the named schemas that are promises in their own right and stand on one side only."""
    for name in promised(interface):
        if name not in other.schemas and name not in promised(other) and name not in paired:
            schema = interface.schemas[name]
            here, there = Side(schema.origin, name, key=True), Side(other.origin)
            sides = (here, there) if kind == "type-removed" else (there, here)
            yield Change(kind, schema.name, frozenset({"both"}), *sides, {"name": schema.name})


def with_users(changes: Iterable[Change], before: Reach, after: Reach) -> Iterable[Change]:
    """Add to each change who reaches it: the operation it stands in, or all that use the named schema."""
    users: dict[str, tuple[str, ...]] = {}
    for change in changes:
        root = change.address.partition(" > ")[0]
        if root not in users:
            users[root] = tuple(sorted({*before.users_of(root), *after.users_of(root)}))
        yield change if change.affects or not users[root] else replace(change, affects=users[root])


def with_promises(changes: Iterable[Change], old: Interface, drafts: Set[str]) -> Iterable[Change]:
    """Mark the changes that reach nothing but operations which were drafts: nobody was promised those."""
    for change in changes:
        reached = (
            {change.address.partition(" > ")[0]} if change.address.partition(" > ")[0] in old.operations else set()
        )
        reached = reached or set(change.affects)
        yield replace(change, promised=False) if reached and reached <= drafts else change


def joined(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes with those of several directions made one, ordered by address and kind."""
    found: dict[tuple[str, ...], Change] = {}
    for change in changes:
        key = (change.kind, change.address, *(repr(s.value) if s else "" for s in (change.old, change.new)))
        have = found.get(key)
        found[key] = change if have is None else both(have, change)
    return tuple(sorted(found.values(), key=order))


def both(one: Change, other: Change) -> Change:
    """Return a change found in two directions as one: either may prove it."""
    proofs = [change.prove for change in (one, other) if change.prove]
    prove = partial(first_proof, proofs) if proofs else None
    strict = one.strict or other.strict
    return replace(one, directions=one.directions | other.directions, strict=strict, prove=prove)


def first_proof(proofs: list[Callable[[], Mapping[str, Any] | None]]) -> Mapping[str, Any] | None:
    """Return the first witness that can be built."""
    return next((found for prove in proofs if (found := prove()) is not None), None)


def order(change: Change) -> tuple[str, str, str]:
    """Return the key that orders changes: address, kind, then words."""
    return change.address, change.kind, repr(sorted(change.words.items()))
