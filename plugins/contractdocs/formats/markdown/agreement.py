"""Holds what a document declares of one thing in several places against each other: Zod, types, tables of rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

ZOD_NAME = re.compile(r"\bconst\s+(\S+?)_?[sS]chema\s*(?::[^=]+)?=\s*(?:z\b|\S+[sS]chema\b)")
ENDS = re.compile(r"(?:Request|Input|Body|Payload|Params|Dto|DTO|Schema)$")
PARTIAL = re.compile(r"(?:Update|Patch|Partial|Edit)")  # what changes a thing needs none of its fields
STATED = ("minLength", "maxLength", "minimum", "maximum", "format", "enum")
MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two declarations of one thing, and how they differ."""

    one: str
    other: str
    problem: str


def disagreements(defs: Mapping[str, Any], code: str, rules: Set[str]) -> Iterator[Disagreement]:
    """Yield where Zod schemas differ from the types of their names, and tables of rules from both.

    `code` is all code of the document; `rules` names the tables of rules among the types.
    """
    zod = {capital(name) for name in ZOD_NAME.findall(code)} & set(defs)
    for schema in sorted(zod):
        for name in sorted(set(defs) - zod - rules):
            if ENDS.sub("", name) == ENDS.sub("", schema) and name != schema:
                yield from compared(schema, name, defs, both=True)
    for table in sorted(rules & set(defs)):
        fields = set(properties(defs[table], defs))
        holders = [
            n for n in (*sorted(zod), *sorted(set(defs) - zod - rules)) if fields <= set(properties(defs[n], defs))
        ]
        if fields and holders and (holders[0] in zod or ENDS.search(holders[0])):
            yield from compared(table, holders[0], defs, both=False)


def capital(name: str) -> str:
    """Return a name as that of a type."""
    return name[:1].upper() + name[1:]


def compared(one: str, other: str, defs: Mapping[str, Any], *, both: bool) -> Iterator[Disagreement]:
    """Yield how two objects differ in the fields that they share; with `both`, also which only one of them has."""
    left, right = properties(defs[one], defs), properties(defs[other], defs)
    if not left or not right:
        return
    if both:
        for name in [*(n for n in left if n not in right), *(n for n in right if n not in left)]:
            yield Disagreement(one, other, f"only `{one if name in left else other}` has `{name}`")
    needs = required(defs[one], defs), required(defs[other], defs)
    for name in (name for name in left if name in right):
        if (name in needs[0]) != (name in needs[1]) and not PARTIAL.match(other):
            says = ("required", "optional") if name in needs[0] else ("optional", "required")
            yield Disagreement(one, other, f"`{name}` is {says[0]} in the one and {says[1]} in the other")
        for keyword in STATED:
            a, b = left[name].get(keyword), right[name].get(keyword)
            if a is not None and b is not None and as_set(a) != as_set(b):
                yield Disagreement(
                    one, other, f"`{keyword}` of `{name}` is {shown(a)} in the one and {shown(b)} in the other"
                )


def as_set(value: Any) -> Any:
    """Return a list in no order."""
    return sorted(map(str, value)) if isinstance(value, list) else value


def shown(value: Any) -> str:
    """Return a value in words."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def properties(schema: Any, defs: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the fields of an object with what is stated of each."""
    found: dict[str, dict[str, Any]] = {}
    for part in parts(schema, defs):
        for name, item in part.get("properties", {}).items():
            made = found.setdefault(str(name), {})
            for piece in parts(item, defs):
                made.update({key: value for key, value in piece.items() if key in STATED})
    return found


def required(schema: Any, defs: Mapping[str, Any]) -> set[str]:
    """Return the fields that an object needs."""
    return {name for part in parts(schema, defs) for name in part.get("required", []) if isinstance(name, str)}


def parts(schema: Any, defs: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield a schema and what it is made of by references and `allOf`, at most so many steps."""
    pending = [schema]
    for _ in range(MOST_STEPS):
        if not pending:
            return
        item = pending.pop(0)
        if isinstance(item, Mapping):
            yield item
            pending.extend(item.get("allOf", []))
            reference = unquote(str(item.get("$ref", "")))
            if reference.startswith("#/$defs/"):
                pending.append(defs.get(reference.removeprefix("#/$defs/")))
