"""Tells which way a type travels, and what is required of it there.

Reachability decides first; then the name; then the file; else nothing is known, and both ways count.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...model.interface import Direction
from .package import MEMBERS, REFERENCE, references
from .structs import Member, Members

INPUT = re.compile(r"(?:Request|Req|Params?|Input|Payload|Body|Query|Filters?|Command|Args|Options)(?:V\d+)?$")
OUTPUT = re.compile(r"(?:Response|Resp|Results?|Reply|Output|Event|Summary|Status|Problem|Error)(?:V\d+)?$")
FILES = (
    (re.compile(r"(?:^|_)(?:requests?|params|inputs?)\.go$"), "input"),
    (re.compile(r"(?:^|_)(?:responses?|results?|events?|errors?|outputs?|problems?)\.go$"), "output"),
)
Ways = frozenset[str]


def role_of(name: str, file: str, schema: Mapping[str, Any]) -> str:
    """Return which way a type travels by its name, its tags or its file; empty where nothing tells."""
    members = schema.get(MEMBERS)
    if not isinstance(members, Members):
        return ""
    bare = name.partition("[")[0]
    if INPUT.search(bare):
        return "input"
    if OUTPUT.search(bare):
        return "output"
    if any(member.places for member in members.own.values()):
        return "input"
    base = posixpath.basename(file).lower()
    return next((way for pattern, way in FILES if pattern.search(base)), "")


def ways_of(
    defs: Mapping[str, Any], files: Mapping[str, str], reached: Mapping[str, Ways]
) -> tuple[dict[str, Ways], dict[str, Direction | None]]:
    """Return for each type the ways it travels, and the direction that it promises in its own right.

    `reached` holds the types that operations name. A type that others decide about promises nothing by itself.
    """
    below = {name: set(references(schema)) & set(defs) for name, schema in defs.items()}
    by_operations = spread(reached, below)
    named = {name: frozenset({role}) for name, schema in defs.items() if (role := role_of(name, files[name], schema))}
    own = {name: ways for name, ways in named.items() if name not in by_operations}
    by_names = spread(own, below)
    ways = {name: by_operations.get(name, frozenset()) | by_names.get(name, frozenset()) for name in defs}
    return ways, {name: direction(name, own, ways) for name in defs}


def direction(name: str, own: Mapping[str, Ways], ways: Mapping[str, Ways]) -> Direction | None:
    """Return the direction that a type promises by itself; None where only those that reach it decide."""
    if name in own:
        return "input" if "input" in own[name] else "output"
    return None if ways[name] else "both"


def spread(starts: Mapping[str, Iterable[str]], below: Mapping[str, set[str]]) -> dict[str, Ways]:
    """Return all that is reached from some types, with the ways in which it is."""
    found: dict[str, Ways] = {}
    pending = [(name, way) for name, ways in starts.items() for way in sorted(ways)]
    while pending:
        name, way = pending.pop()
        if way in found.get(name, ()) or name not in below:
            continue
        found[name] = found.get(name, frozenset()) | {way}
        pending.extend((other, way) for other in below[name])
    return found


def finished(schema: Any, ways: Ways, defs: Mapping[str, Any]) -> Any:
    """Return a schema with its structs as objects: what is required depends on the way that it travels."""
    if isinstance(schema, list):
        return [finished(item, ways, defs) for item in schema]
    if not isinstance(schema, dict):
        return schema
    members = schema.get(MEMBERS)
    rest = {key: finished(value, ways, defs) for key, value in schema.items() if key != MEMBERS}
    if not isinstance(members, Members):
        return rest
    own = {name: member for name, member in members.own.items() if member.body or not any_body(members)}
    embedded, promoted = [], {}
    for part, _ in members.embedded:
        hidden = all_names(part, defs) & set(own)
        if hidden:
            promoted.update({name: member for name, member in all_members(part, defs) if name not in own})
        else:
            embedded.append(part)
    every = {**promoted, **own}
    rest["properties"] = {name: finished(member.schema, ways, defs) for name, member in every.items()}
    rest.update(requirements(every, ways))
    if embedded:
        rest["allOf"] = [finished(part, ways, defs) for part in embedded]
    return rest


def any_body(members: Members) -> bool:
    """Return whether a struct has fields that travel in a body, beside its parameters."""
    return any(member.body for member in members.own.values()) or bool(members.embedded)


def requirements(members: Mapping[str, Member], ways: Ways) -> Iterator[tuple[str, list[str]]]:
    """Yield `required`, and which of it holds in one direction only.

    Decoding never asks for a field, so of a request only validation does; a response holds every field that may not be
    left out. Where it is not known which of the two a type is, and nothing is validated, it is read as a response.
    """
    checked = any(member.sent for member in members.values())
    known = ways or (frozenset({"input", "output"}) if checked else frozenset({"output"}))
    sent = {name for name, member in members.items() if member.sent and "input" in known}
    received = {name for name, member in members.items() if member.received and "output" in known}
    both = [name for name in members if name in sent or name in received]
    if both:
        yield "required", both
    if known == {"input", "output"}:
        for key, there in (("x-optional-input", sent), ("x-optional-output", received)):
            if spared := [name for name in both if name not in there]:
                yield key, spared


def all_members(schema: Mapping[str, Any], defs: Mapping[str, Any], depth: int = 0) -> Iterator[tuple[str, Member]]:
    """Yield the members of an embedded type, and of those embedded in it."""
    target = defs.get(str(schema.get("$ref", "")).removeprefix(REFERENCE), schema)
    members = target.get(MEMBERS) if isinstance(target, Mapping) else None
    if isinstance(members, Members) and depth < 20:
        for part, _ in members.embedded:
            yield from all_members(part, defs, depth + 1)
        yield from members.own.items()


def all_names(schema: Mapping[str, Any], defs: Mapping[str, Any]) -> set[str]:
    """Return the names of the members of an embedded type."""
    return {name for name, _ in all_members(schema, defs)}
