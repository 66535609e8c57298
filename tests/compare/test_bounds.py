"""Large and deep schemas end in bounded work: steps of the comparison are counted, never seconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contractdocs.compare import compare, schema
from contractdocs.compare import shape as shape_module

from .schemas import interface

TEXT = {"type": "string"}


def loop(length: int, last: Any) -> dict[str, Any]:
    """Return schemas that refer to each other in a circle, twice each."""
    parts = {
        f"N{i}": {
            "type": "object",
            "properties": {
                "next": {"$ref": f"#/$defs/N{(i + 1) % length}"},
                "other": {"$ref": f"#/$defs/N{(i * 7 + 3) % length}"},
                "value": last if i == length - 1 else TEXT,
            },
        }
        for i in range(length)
    }
    return {"$ref": "#/$defs/N0", "$defs": parts}


def union(count: int, last: Any) -> dict[str, Any]:
    """Return a choice of many objects, told apart by a constant."""
    branches = [
        {"type": "object", "properties": {"kind": {"const": f"k{i}"}, "v": TEXT}, "required": ["kind"]}
        for i in range(count - 1)
    ]
    return {"oneOf": [*branches, last]}


def many(count: int, last: Any) -> dict[str, Any]:
    """Return an object with as many named schemas."""
    parts = {f"S{i}": {"type": "object", "properties": {"v": last if i == count - 1 else TEXT}} for i in range(count)}
    return {
        "type": "object",
        "properties": {f"p{i}": {"$ref": f"#/$defs/S{i}"} for i in range(count)},
        "$defs": parts,
    }


def chain(depth: int, last: Any) -> dict[str, Any]:
    """Return `allOf` in `allOf`, each level with a property of its own."""
    made = last
    for level in range(depth):
        made = {"allOf": [made, {"properties": {f"p{level}": TEXT}}]}
    return made


KIND = {"type": "object", "properties": {"kind": {"const": "last"}}, "required": ["kind"]}
WHOLE = {**KIND, "properties": {"kind": {"const": "last"}, "v": {"type": "integer"}}, "required": ["kind", "v"]}
NUMBER = {"type": "object", "properties": {"n": {"type": "number"}}}
INTEGER = {"type": "object", "properties": {"n": {"type": "integer"}}}
CASES: dict[str, tuple[Callable[[int, Any], dict[str, Any]], int, Any, Any, str]] = {
    "a circle of 300": (loop, 300, TEXT, {"type": "integer"}, "type-changed"),
    "a choice of 5,000": (union, 5000, KIND, WHOLE, "required-property-added"),
    "10,000 schemas": (many, 10_000, TEXT, {"type": "integer"}, "type-changed"),
    "allOf 50 deep": (chain, 50, NUMBER, INTEGER, "type-narrowed"),
}


@pytest.mark.parametrize("name", CASES)
def test_work_grows_with_the_size_and_not_faster(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make, size, before, after, kind = CASES[name]
    compared, shaped = counted(monkeypatch, make, size, before, after, kind)
    assert compared <= 4 * size, "pairs of schemas"
    assert shaped <= 40 * size, "normal forms"


def counted(
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[int, Any], dict[str, Any]],
    size: int,
    old: Any,
    new: Any,
    kind: str,
) -> tuple[int, int]:
    """Compare a pair of that size; return how many pairs of nodes were compared and how many shapes were built."""
    counts = {"pairs": 0, "shapes": 0}
    pairs, shapes = schema.SchemaWalk.shapes, shape_module.shape_of

    def count_pair(*given: Any) -> None:
        counts["pairs"] += 1
        pairs(*given)

    def count_shape(*given: Any) -> Any:
        counts["shapes"] += 1
        return shapes(*given)

    monkeypatch.setattr(schema.SchemaWalk, "shapes", count_pair)
    monkeypatch.setattr(schema, "shape_of", count_shape)
    found = compare(interface(make(size, old)), interface(make(size, new)), "input")
    assert [change.kind for change in found.changes] == [kind]
    return counts["pairs"], counts["shapes"]


@pytest.mark.parametrize("name", CASES)
def test_a_large_schema_against_itself_is_not_walked(name: str) -> None:
    make, size, before, _after, _kind = CASES[name]
    found = compare(interface(make(size, before)), interface(make(size, before)))
    assert (found.changes, found.schemas) == ((), 0)


def test_a_choice_of_5000_that_share_nothing_is_compared_within_its_limit() -> None:
    old = {"oneOf": [{"type": "object", "required": [f"a{i}"]} for i in range(5000)]}
    new = {"oneOf": [{"type": "object", "required": [f"b{i}"]} for i in range(5000)]}
    found = compare(interface(old), interface(new), "input")
    assert found.changes
    assert found.schemas <= 4 * 5000
