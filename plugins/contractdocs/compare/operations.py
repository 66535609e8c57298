"""Compares operations: parameters, bodies, responses, security, lifecycle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from ..model.change import Change, Side
from ..model.interface import Direction, Interface, Node, Operation, Origin, Parameter, Payload, flip
from .address import Address
from .encodings import compare_encodings
from .headings import nearest_heading
from .media import SCALARS, Paired, pair_media, relation_of_media, written_as_text
from .notes import sunset_kind
from .paths import base_path, parameter_names, template
from .relations import SAME
from .renamed_operations import likely_renames, renamed
from .responses import compare_responses
from .schema import SchemaWalk
from .security import compare_security
from .serialisation import is_compound, of_parameter, only_allows_more
from .servers import compare_servers
from .stability import stability_kind, stability_of
from .wording import show

Match = tuple[Operation, Operation]


def compare_operations(old: Interface, new: Interface, walk: SchemaWalk) -> Iterator[Change]:
    """Yield what changed in the operations, and where they are reached."""
    pairs, gone, come = match_operations(old, new)
    likely = renames(old, new, gone, come, walk)
    yield from (renamed(*pair) for pair in likely)
    gone, come = ([o for o in side if all(o is not pair[i] for pair in likely)] for i, side in enumerate((gone, come)))
    there = {template(operation.path): operation.origin for operation in new.operations.values()}
    for operation in gone:
        kind = removal_of(operation)
        heading = nearest_heading(operation.origin, old, new)
        near = heading or there.get(template(operation.path), new.origin.child("paths"))
        yield alone(kind, operation, near, removed=True)
    for operation in come:
        kind = "webhook-added" if operation.caller == "provider" else "operation-added"
        yield alone(kind, operation, new.origin if not old.operations else old.origin, removed=False)
    for before, after in pairs:
        yield from owned(before.key, OperationComparison(walk, before, after, before.key).run())
    yield from compare_security(old, new, pairs)
    yield from compare_servers(old, new, pairs)


def renames(
    old: Interface, new: Interface, gone: Sequence[Operation], come: Sequence[Operation], walk: SchemaWalk
) -> list[Match]:
    """Return the promised operations that likely go on under another name, what they take, give and ask unchanged."""

    def same(before: Operation, after: Operation) -> bool:
        aside = walk.scratch()
        kinds = {change.kind for change in OperationComparison(aside, before, after, before.key).run()}
        kinds |= {change.kind for change in (*aside.changes, *compare_security(old, new, [(before, after)]))}
        return not kinds - NAMING and not aside.not_compared

    sudden = [o for o in gone if not o.deprecated and o.stability.lower() not in UNPROMISED]
    return likely_renames(sudden, come, same)  # what was deprecated, or a draft, goes as it said


def removal_of(operation: Operation) -> str:
    """Return the kind of change that taking an operation away is."""
    return "webhook-removed" if operation.caller == "provider" else "operation-removed"


def match_operations(old: Interface, new: Interface) -> tuple[list[Match], list[Operation], list[Operation]]:
    """Pair operations by method and path: as written, then by position of parameters, then with servers' prefixes."""
    left, right = dict(old.operations), dict(new.operations)
    pairs: list[Match] = []
    for before_key, after_key in (
        (exact, exact),
        (by_position, by_position),
        (lambda o: with_prefix(o, old), lambda o: with_prefix(o, new)),
    ):
        index: dict[str, str] = {}
        for key, operation in right.items():
            index.setdefault(after_key(operation), key)
        for key, operation in list(left.items()):
            found = index.pop(before_key(operation), None)
            if found is not None:
                pairs.append((left.pop(key), right.pop(found)))
    return pairs, list(left.values()), list(right.values())


def exact(operation: Operation) -> str:
    """Return the operation's key as written."""
    return f"{operation.method} {operation.path} {operation.caller}"


def by_position(operation: Operation) -> str:
    """Return the operation's key with path parameters by position."""
    return f"{operation.method} {template(operation.path)} {operation.caller}"


def with_prefix(operation: Operation, interface: Interface) -> str:
    """Return the operation's key with the path of the first server before it."""
    servers = operation.servers or interface.servers
    prefix = base_path(servers[0].url) if servers else ""
    return f"{operation.method} {template(prefix + operation.path)} {operation.caller}"


def alone(kind: str, operation: Operation, other: Origin, *, removed: bool) -> Change:
    """Return the change of an operation that stands on one side only."""
    here, there = Side(operation.origin, operation.key, key=True), Side(other)
    sides = (here, there) if removed else (there, here)
    words = {"name": operation.key, "title": operation.title}
    return Change(kind, operation.key, frozenset({"both"}), *sides, words, (operation.key,))


def owned(key: str, changes: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes as those of one operation."""
    return (replace(change, affects=(key,)) for change in changes)


class OperationComparison:
    """Compares two operations that are one."""

    def __init__(self, walk: SchemaWalk, old: Operation, new: Operation, key: str) -> None:
        self.walk, self.old, self.new, self.key = walk, old, new, key
        self.sent: Direction = "input" if old.caller == "consumer" else "output"
        self.answered: Direction = flip(self.sent)

    def run(self) -> Iterator[Change]:
        """Yield what changed, outside schemas; those are collected by the walk."""
        yield from self.compare_lifecycle()
        yield from self.compare_names()
        yield from self.compare_parameters()
        yield from self.compare_body()
        yield from compare_responses(self)
        yield from self.compare_callbacks()

    def change(
        self,
        kind: str,
        at: str,
        left: tuple[Origin, Any],
        right: tuple[Origin, Any],
        words: Mapping[str, str] | None = None,
        **more: str,
    ) -> Change:
        """Return a change of this operation, in the direction in which it sends."""
        return self.directed(kind, at, left, right, self.sent, words, **more)

    def directed(
        self,
        kind: str,
        at: str,
        left: tuple[Origin, Any],
        right: tuple[Origin, Any],
        way: Direction,
        words: Mapping[str, str] | None = None,
        **more: str,
    ) -> Change:
        """Return a change of this operation in a given direction."""
        return Change(kind, at, frozenset({way}), Side(*left), Side(*right), {**(words or {}), **more})

    def compare_lifecycle(self) -> Iterator[Change]:
        """Yield changes of deprecation, removal date and stability."""
        yield from lifecycle(self.key, self.key, self.old, self.new)
        kind = stability_kind(stability_of(self.old.stability), stability_of(self.new.stability))
        if kind:
            words = {"name": self.key, "old": self.old.stability or "stable", "new": self.new.stability or "stable"}
            sides = (
                Side(self.old.origin.child("x-stability-level"), self.old.stability),
                Side(self.new.origin.child("x-stability-level"), self.new.stability),
            )
            yield Change(kind, self.key, frozenset({"both"}), *sides, words)

    def compare_names(self) -> Iterator[Change]:
        """Yield changes of what an operation is called and how it is described."""
        for kind, keyword, attribute in NAMES:
            before, after = getattr(self.old, attribute), getattr(self.new, attribute)
            if before != after:
                sides = Side(self.old.origin.child(keyword), before), Side(self.new.origin.child(keyword), after)
                words = {"name": self.key, "old": show(before), "new": show(after)}
                yield Change(kind, self.key, frozenset({"both"}), *sides, words)

    def compare_parameters(self) -> Iterator[Change]:
        """Yield changes of parameters: path parameters by position, others by place and name."""
        left, right = keyed_parameters(self.old), keyed_parameters(self.new)
        moved = moves(left, right)
        for key, (new_key, kind) in moved.items():
            before, after = left.pop(key), right.pop(new_key)
            words = {"name": before.name, "old": before.place, "new": after.place}
            yield self.change(
                kind, self.at_parameter(before), (before.origin, before.place), (after.origin, after.place), words
            )
        for key, parameter in left.items():
            if key in right:
                yield from self.parameter_pair(parameter, right[key])
            else:
                at, words = self.at_parameter(parameter), {"name": parameter.name, "place": parameter.place}
                here = Side(parameter.origin, parameter.name)
                yield Change("parameter-removed", at, frozenset({self.sent}), here, Side(self.new.origin), words)
        for key, parameter in right.items():
            if key not in left:
                kind = "required-parameter-added" if parameter.required else "parameter-added"
                at, words = self.at_parameter(parameter), {"name": parameter.name, "place": parameter.place}
                here = Side(parameter.origin, parameter.name)
                yield Change(kind, at, frozenset({self.sent}), Side(self.old.origin), here, words)

    def at_parameter(self, parameter: Parameter) -> str:
        """Return the address of a parameter."""
        return f"{self.key} > {parameter.place} > {parameter.name}"

    def parameter_pair(self, old: Parameter, new: Parameter) -> Iterator[Change]:
        """Yield changes of one parameter."""
        at = self.at_parameter(old)
        if old.required != new.required and old.place != "path":
            kind = "parameter-became-required" if new.required else "parameter-became-optional"
            yield self.change(kind, at, (old.origin, old.required), (new.origin, new.required), name=old.name)
        before, after = self.written(of_parameter, old, new)
        if before != after:
            words = {"name": old.name, "old": show(before), "new": show(after)}
            kind = "parameter-style-loosened" if only_allows_more(before, after) else "parameter-style-changed"
            yield self.change(kind, at, (old.origin, before), (new.origin, after), words)
        if old.description != new.description:
            sides = (
                (old.origin.child("description"), old.description),
                (new.origin.child("description"), new.description),
            )
            yield self.change("description-changed", at, *sides, name=old.name)
        yield from lifecycle(at, old.name, old, new)
        collected = len(self.walk.changes)
        self.walk.textual = SCALARS if not (old.media_type or new.media_type) else frozenset()
        self.walk.node(old.schema, new.schema, Address(at), self.sent)
        self.walk.textual = frozenset()
        own(self.walk, collected, self.key)

    def compare_body(self) -> Iterator[Change]:
        """Yield changes of the request body."""
        old, new, at = self.old.body, self.new.body, f"{self.key} > body"
        if old is None or new is None:
            if new is not None:
                kind = "required-body-added" if new.required else "body-added"
                yield self.change(kind, at, (self.old.origin, None), (new.origin, True), name=self.key)
            elif old is not None:
                yield self.change("body-removed", at, (old.origin, True), (self.new.origin, None), name=self.key)
            return
        if old.required != new.required:
            kind = "body-became-required" if new.required else "body-became-optional"
            yield self.change(kind, at, (old.origin, old.required), (new.origin, new.required), name=self.key)
        yield from self.compare_payloads(at, old.payloads, new.payloads, old.origin, new.origin, self.sent)

    def compare_payloads(
        self,
        at: str,
        old: Mapping[str, Payload],
        new: Mapping[str, Payload],
        old_origin: Origin,
        new_origin: Origin,
        way: Direction,
    ) -> Iterator[Change]:
        """Yield changes of media types, and walk the schemas of those that both sides have."""
        side = "request" if way == self.sent else "response"
        paired: Paired = pair_media(old, new)
        for name in paired.gone:
            words = {"name": name, "of": at}
            yield self.directed(
                f"{side}-media-type-removed", at, (old[name].origin, name), (new_origin, None), way, words
            )
        for name in paired.come:
            words = {"name": name, "of": at}
            yield self.directed(
                f"{side}-media-type-added", at, (old_origin, None), (new[name].origin, name), way, words
            )
        for before, after in paired.pairs:
            left, right = old[before], new[after]
            if (related := relation_of_media(before, after)) != "same":
                words = {"name": before, "new": after, "of": at}
                kind = f"media-type-{related}"
                yield self.directed(kind, at, (left.origin, before), (right.origin, after), way, words)
            collected = len(self.walk.changes)
            self.walk.textual = written_as_text(before) & written_as_text(after)
            self.walk.node(
                left.schema, right.schema, Address(at if "json" in before or len(old) == 1 else f"{at} {before}"), way
            )
            self.walk.textual = frozenset()
            own(self.walk, collected, self.key)
            schemas = (left.schema, self.walk.old_resolver), (right.schema, self.walk.new_resolver)
            for found in compare_encodings(left, right, schemas):
                where = f"{at} > {found.part}"
                yield Change(found.kind, where, frozenset({way}), found.old, found.new, found.words)

    def written(self, of: Callable[..., dict[str, Any]], old: Any, new: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return how a parameter or a header is written on both sides; its schemas are asked where that may differ."""
        before, after = of(old, compound=True), of(new, compound=True)
        if before == after or self.are_compound(old.schema, new.schema):
            return before, after
        return of(old, compound=False), of(new, compound=False)

    def are_compound(self, old: Node, new: Node) -> bool:
        """Return whether both sides may write several values at one place."""
        return is_compound(old, self.walk.old_resolver) and is_compound(new, self.walk.new_resolver)

    def compare_callbacks(self) -> Iterator[Change]:
        """Yield changes of callbacks: there the provider calls."""
        old, new = self.old.callbacks, self.new.callbacks
        for name in old:
            at = f"{self.key} > callback {name}"
            if name in new:
                yield from OperationComparison(self.walk, old[name], new[name], at).run()
            else:
                sides = (old[name].origin, name), (self.new.origin, None)
                yield self.directed("callback-removed", at, *sides, self.answered, name=name)
        for name in new:
            if name not in old:
                here, there = (self.old.origin, None), (new[name].origin, name)
                yield self.directed(
                    "callback-added", f"{self.key} > callback {name}", here, there, self.answered, name=name
                )


NAMING = SAME | {"operation-id-changed", "tags-changed", "title-changed", "stability-raised"}
UNPROMISED = frozenset({"draft", "alpha"})  # published to be tried, not to be relied on
NAMES = (
    ("operation-id-changed", "operationId", "operation_id"),
    ("tags-changed", "tags", "tags"),
    ("description-changed", "description", "description"),
    ("title-changed", "summary", "title"),
)


def own(walk: SchemaWalk, since: int, key: str) -> None:
    """Name the operation as the one that the schema changes of its own parts reach; shared schemas have many."""
    for index in range(since, len(walk.changes)):
        change = walk.changes[index]
        if change.address.startswith(key + " > ") and not change.affects:
            walk.changes[index] = replace(change, affects=(key,))


def keyed_parameters(operation: Operation) -> dict[tuple[str, str], Parameter]:
    """Return parameters by place and name; arguments and those of the path by position, headers without case."""
    positions = {name: str(index) for index, name in enumerate(parameter_names(operation.path))}
    keyed = {}
    for index, parameter in enumerate(operation.parameters):
        if is_ignored(parameter):
            continue
        if parameter.place == "argument":
            keyed[("argument", str(index))] = parameter
            continue
        name = parameter.name.lower() if parameter.place == "header" else parameter.name
        if parameter.place == "path":
            name = positions.get(parameter.name, parameter.name)
        keyed[(parameter.place, name)] = parameter
    return keyed


def is_ignored(parameter: Parameter) -> bool:
    """Return whether a parameter says nothing: other parts of the document speak of it (OpenAPI 3.1, 4.8.12.1)."""
    if parameter.place != "header" or parameter.name.lower() not in TOLD_ELSEWHERE:
        return False
    data = parameter.origin.document.data
    return isinstance(data, Mapping) and "openapi" in data


TOLD_ELSEWHERE = frozenset({"accept", "content-type", "authorization"})
Key = tuple[str, str]


def moves(left: Mapping[Key, Parameter], right: Mapping[Key, Parameter]) -> dict[Key, tuple[Key, str]]:
    """Return the parameters that went from one place to another under one name."""
    found: dict[Key, tuple[Key, str]] = {}
    for key, parameter in left.items():
        if key in right or parameter.place == "path":
            continue
        same = [
            k
            for k, p in right.items()
            if k not in left and p.name.lower() == parameter.name.lower() and p.place != "path"
        ]
        if len(same) == 1:
            found[key] = (same[0], "parameter-moved")
    return found


def lifecycle(at: str, name: str, old: Any, new: Any) -> Iterator[Change]:
    """Yield changes of `deprecated` and of the removal date of an operation or a parameter."""
    if old.deprecated != new.deprecated:
        kind = "deprecated-added" if new.deprecated else "deprecated-removed"
        when = f", to be removed on {new.sunset}" if new.deprecated and new.sunset else ""
        sides = (
            Side(old.origin.child("deprecated"), old.deprecated),
            Side(new.origin.child("deprecated"), new.deprecated),
        )
        yield Change(kind, at, frozenset({"both"}), *sides, {"name": name, "when": when})
    elif old.sunset != new.sunset and (new.deprecated or old.deprecated):
        sides = Side(old.origin.child("x-sunset"), old.sunset), Side(new.origin.child("x-sunset"), new.sunset)
        words = {"name": name, "old": old.sunset, "new": new.sunset}
        yield Change(sunset_kind(old.sunset, new.sunset), at, frozenset({"both"}), *sides, words)
