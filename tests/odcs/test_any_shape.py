"""Whatever stands where, a contract is read, checked, linted and compared without a crash."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest

from contractdocs.compare import compare
from contractdocs.documents import parse
from contractdocs.formats.odcs import Odcs
from contractdocs.rules.registry import Reading, lint_of, lints

if TYPE_CHECKING:
    from collections.abc import Iterator

WHOLE: dict[str, Any] = {
    "apiVersion": "v3.2.0",
    "kind": "DataContract",
    "id": "a",
    "name": "a",
    "version": "1.0.0",
    "status": "active",
    "description": {"purpose": "p"},
    "tags": ["t"],
    "context": "c",
    "schema": [
        {
            "name": "o",
            "id": "x",
            "quality": [{"metric": "rowCount", "mustBeBetween": [1, 2]}],
            "relationships": [{"from": ["o.k"], "to": ["o.k"]}],
            "properties": [
                {
                    "name": "k",
                    "id": "y",
                    "logicalType": "integer",
                    "logicalTypeOptions": {"minimum": 1, "exclusiveMaximum": 2},
                    "physicalType": "decimal(10,2)",
                    "primaryKey": True,
                    "primaryKeyPosition": 1,
                    "enum": [{"value": 1}],
                    "examples": [1],
                    "classification": "public",
                },
                {
                    "name": "d",
                    "logicalType": "date",
                    "logicalTypeOptions": {"minimum": "2020-01-01"},
                    "examples": ["2021-01-01"],
                },
                {"name": "n", "items": {"properties": [{"name": "s", "relationships": [{"to": "o.k"}]}]}},
                {"name": "m", "logicalType": "map", "map": {"key": {"logicalType": "string"}, "value": {}}},
            ],
        }
    ],
    "servers": [{"server": "s", "type": "kafka", "host": "h", "roles": [{"role": "r"}]}],
    "roles": [{"role": "r", "access": "read"}],
    "team": {
        "name": "t",
        "members": [{"username": "u", "role": "owner", "dateIn": "2020-01-01", "dateOut": "2021-01-01"}],
    },
    "support": [{"channel": "c", "url": "u"}],
    "price": {"priceAmount": 1, "priceCurrency": "EUR"},
    "slaProperties": [{"property": "latency", "value": 4, "unit": "h", "element": "o.k"}],
}
SHAPES: list[Any] = [None, True, 1e400, "x", [[]], {"x": None}]


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from paths(item, (*path, key))


def replaced(path: tuple[Any, ...], shape: Any) -> Any:
    if not path:
        return shape
    whole = copy.deepcopy(WHOLE)
    part: Any = whole
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = shape
    return whole


@pytest.mark.parametrize(
    ("version", "shape"),
    [*(("v3.2.0", shape) for shape in SHAPES), ("v3.0.0", []), ("v1.0.0", {"x": None}), ("v2.2.2", [None])],
    ids=repr,
)
def test_any_shape_at_any_place(version: str, shape: Any) -> None:
    base = parse("a.yaml", json.dumps(WHOLE).encode())
    first = Odcs().read(base)
    rules = [lint_of(rule.id) for rule in lints() if rule.lint == "odcs"]
    assert len(rules) > 20
    for path in paths(WHOLE):
        whole = replaced(path, shape)
        if isinstance(whole, dict) and path[:1] != ("apiVersion",):
            whole = {
                **whole,
                "apiVersion": version,
                **({"dataset": whole.get("schema"), "uuid": "a"} if version[1] == "2" else {}),
            }
        document = parse("a.yaml", json.dumps(whole).replace("Infinity", ".inf").encode())
        Odcs().detect(document)
        Odcs().validate(document)
        found = Odcs().read(document)
        compare(first, found)
        compare(found, first)
        reading = Reading(document, document.data, found)
        for rule in rules:
            assert rule is not None
            list(rule(reading))
