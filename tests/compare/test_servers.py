"""Where operations are reached: at their own servers, else at those of their path, else at those of the interface."""

from __future__ import annotations

from typing import Any

import pytest

from .schemas import findings

EU, US = {"url": "https://eu.example.com"}, {"url": "https://us.example.com"}


def told(old: Any, new: Any) -> list[str]:
    """Return where the findings between two documents are, and whom they reach."""
    return [f"{one.level} {one.rule} {one.address} ({', '.join(one.affects)})" for one in findings(old, new)]


def moved(at: str, reached: str = "") -> list[str]:
    return [
        f"breaking server-urls-replaced {at} > https://eu.example.com ({reached})",
        f"safe server-url-added {at} > https://us.example.com ({reached})",
    ]


def regional(*regions: str) -> dict[str, Any]:
    return {"url": "https://{region}.example.com", "variables": {"region": {"default": "eu", "enum": list(regions)}}}


def document(own: Any = None, of_path: Any = None, of_all: Any = None, path: str = "/orders") -> dict[str, Any]:
    """Return a document of two operations on one path, and one on another; `own` servers are those of the first."""
    answers = {"responses": {"200": {"description": "The orders."}}}
    first = {**answers, **({"servers": own} if own else {})}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1.0.0"},
        **({"servers": of_all} if of_all else {}),
        "paths": {
            path: {"get": first, "put": answers, **({"servers": of_path} if of_path else {})},
            "/bills": {"get": answers},
        },
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (document(of_all=[EU]), document(own=[EU], of_all=[EU])),
        (document(of_all=[EU]), document(of_path=[EU], of_all=[EU])),
        (document(own=[EU], of_path=[EU], of_all=[US]), document(of_path=[EU], of_all=[US])),
        (document(own=[{"url": "https://eu.example.com/"}]), document(own=[EU])),
        (document(of_path=[{"url": "https://eu.example.com/v1"}]), document(of_path=[EU], path="/v1/orders")),
    ],
)
def test_the_same_addresses_are_no_change(old: Any, new: Any) -> None:
    assert not told(old, new)
    assert not told(new, old)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (document(own=[EU]), document(own=[US]), moved("GET /orders > servers", "GET /orders")),
        (document(of_all=[EU]), document(own=[US], of_all=[EU]), moved("GET /orders > servers", "GET /orders")),
        (
            document(of_path=[EU]),
            document(of_path=[US]),
            moved("GET /orders > servers", "GET /orders, PUT /orders"),
        ),
        (document(of_all=[EU]), document(of_all=[US]), moved("servers")),
        (document(own=[EU], of_all=[EU]), document(own=[EU], of_all=[US]), moved("servers")),
        (
            document(own=[regional("eu", "us")]),
            document(own=[regional("eu")]),
            ["breaking server-url-removed GET /orders > servers > https://{region}.example.com > region (GET /orders)"],
        ),
    ],
)
def test_another_address_is_told_where_it_was_made(old: Any, new: Any, expected: list[str]) -> None:
    assert told(old, new) == expected
