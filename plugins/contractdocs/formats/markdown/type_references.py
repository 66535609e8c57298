"""Follows the references between the types, operations and messages of a document as understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from .tree import Steps


def references_in(value: Any) -> Iterator[str]:
    """Yield the named types that a tree refers to."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            if isinstance(item.get("$ref"), str) and item["$ref"].startswith(("#/$defs/", "#/components/schemas/")):
                yield unquote(item["$ref"].rpartition("/")[2]).replace("~1", "/").replace("~0", "~")
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)


def reached(data: Mapping[str, Any]) -> set[str]:
    """Return the named types that operations and messages reach."""
    types = {**data.get("components", {}).get("schemas", {}), **data.get("$defs", {})}
    starts = [data.get("paths", {}), data.get("messages", {}), data.get("services", {})]
    starts += [part_of(data, item["at"]) for item in data.get("messages", {}).values() if "at" in item]
    found: set[str] = set()
    pending = [name for start in starts for name in references_in(start)]
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending.extend(references_in(types.get(name)))
    return found


def part_of(data: Any, steps: list[str]) -> Any:
    """Return the part of a tree at steps."""
    for step in steps:
        data = data[int(step)] if isinstance(data, list) else data.get(step, {})
    return data


def crossed(value: Any, types: set[str], parts: set[str]) -> Any:
    """Return a tree whose references lead to types of code and of YAML alike, whichever defines them."""
    if isinstance(value, list):
        return [crossed(item, types, parts) for item in value]
    if not isinstance(value, dict):
        return value
    made = {key: crossed(item, types, parts) for key, item in value.items()}
    reference = made.get("$ref")
    if isinstance(reference, str):
        folder, _, name = reference.rpartition("/")
        if folder == "#/$defs" and name not in types and name in parts:
            made["$ref"] = f"#/components/schemas/{name}"
        if folder == "#/components/schemas" and name not in parts and name in types:
            made["$ref"] = f"#/$defs/{name}"
    return made


def without(value: Any, types: set[str]) -> Any:
    """Return a tree in which types of code that nothing defines are texts."""
    if isinstance(value, list):
        return [without(item, types) for item in value]
    if not isinstance(value, dict):
        return value
    reference = value.get("$ref")
    if isinstance(reference, str) and reference.startswith("#/$defs/"):
        name = unquote(reference.removeprefix("#/$defs/")).replace("~1", "/").replace("~0", "~")
        if name.partition("/")[0] not in types and name not in types:
            return {**{key: item for key, item in value.items() if key != "$ref"}, "x-type-text": name}
    return {key: without(item, types) for key, item in value.items()}


def steps_of_reference(data: Any, name: str) -> Steps:
    """Return where a type is named first."""
    stack: list[tuple[Steps, Any]] = [((), data)]
    while stack:
        steps, value = stack.pop()
        if isinstance(value, dict):
            if unquote(str(value.get("$ref", ""))).endswith("/$defs/" + name):
                return steps
            stack.extend(((*steps, str(key)), item) for key, item in reversed(value.items()))
        elif isinstance(value, list):
            stack.extend(((*steps, str(index)), item) for index, item in reversed(list(enumerate(value))))
    return ()


def holder_of(steps: Steps) -> str:
    """Return the type or the operation that a place belongs to, in words."""
    if steps[:1] == ("paths",) and len(steps) > 2:
        return f"{steps[2].upper()} {steps[1]}"
    return steps[1] if len(steps) > 1 else "the contract"
