"""Who reaches a named schema, in which direction, and whether a `not` turned that round."""

from __future__ import annotations

from typing import Any

from contractdocs.compare.reach import Reach, reach_of

from .schemas import of_document


def refer(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def reach(schemas: dict[str, Any], **asked: str) -> Reach:
    """Return the reach where each operation sends the schema named after it."""
    paths = {
        f"/{name}": {
            "post": {"requestBody": {"content": {"application/json": {"schema": refer(sent)}}}, "responses": {}}
        }
        for name, sent in asked.items()
    }
    return reach_of(of_document({"openapi": "3.1.0", "info": {}, "paths": paths, "components": {"schemas": schemas}}))


def test_whoever_uses_a_schema_uses_all_below_it() -> None:
    circle = {"A": {"items": refer("B")}, "B": {"items": refer("C")}, "C": {"items": refer("A")}, "D": {}}
    made = reach({**circle, "E": {"allOf": [refer("D")]}}, one="A", two="C", three="E")
    for name in circle.keys() - {"D"}:
        assert sorted(made.users_of(name)) == ["POST /one", "POST /two"]
    assert made.users_of("D") == made.users_of("E") == ["POST /three"]
    assert made.users_of("nobody's") == []


def test_a_not_turns_what_is_below_it_round_and_another_one_back() -> None:
    made = reach({"A": {"not": refer("B")}, "B": {"items": refer("C")}, "C": {"not": refer("D")}, "D": {}}, one="A")
    assert {name: made.directions[name] for name in "ABCD"} == {
        "A": {"input"},
        "B": {"output"},
        "C": {"output"},
        "D": {"input"},
    }
    assert made.turned == {("B", "output"), ("C", "output")}


def test_the_order_of_uses_is_nothing() -> None:
    schemas = {"A": refer("C"), "B": {"not": refer("C")}, "C": {"items": refer("D")}, "D": {}}
    one, other = reach(schemas, x="A", y="B"), reach(schemas, x="B", y="A")
    assert (one.directions, one.turned) == (other.directions, other.turned)
    assert one.turned == {("C", "output"), ("D", "output")}
