"""The gate over Go packages, as a user meets it: several files, major folders, releases from the history."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Workplace

DAY = ("--today", "2026-11-21")
DOC = "// Package v1 is the orders API.\n//\n// Version: 1.0.0\n// Status: active\n// Owner: Team Shop\npackage v1\n"
TYPES = """package v1

// OrderResponse is one order.
type OrderResponse struct {
	ID    string `json:"id"`
	Total int    `json:"total"`
}
"""
REQUESTS = """package v1

// OrderRequest asks for one.
type OrderRequest struct {
	Kind string `json:"kind" validate:"required,oneof=new used"`
	Note string `json:"note,omitempty"`
}
"""
V1 = {
    "contracts/orders/v1/doc.go": DOC,
    "contracts/orders/v1/types.go": TYPES,
    "contracts/orders/v1/requests.go": REQUESTS,
}


@pytest.fixture
def shop(place: Workplace) -> Workplace:
    place.write(V1).commit("Orders 1.0.0")
    place.git("checkout", "-q", "-b", "work")
    return place


def report(place: Workplace) -> Any:
    """Return the report on the contract, as JSON."""
    ran = place.run("check", *DAY, "--format", "json")
    assert ran.code in (0, 1), ran.err + ran.out
    return json.loads(ran.out)["contracts"][0]


EDITS = {
    "a field is gone": ("types.go", '\tTotal int    `json:"total"`\n', "", "property-removed", "types.go:4:6"),
    "a field has another name": ("types.go", 'json:"total"', 'json:"sum"', "property-likely-renamed", "types.go:6:2"),
    "a field may be absent": (
        "types.go",
        'json:"total"',
        'json:"total,omitempty"',
        "property-became-optional",
        "types.go:6:2",
    ),
    "a field has another type": ("types.go", "Total int ", "Total bool", "type-changed", "types.go:6:2"),
    "a value is refused": ("requests.go", "new used", "new", "enum-value-removed", "requests.go:5:2"),
    "a field is asked for": (
        "requests.go",
        'json:"note,omitempty"',
        'json:"note" validate:"required"',
        "property-became-required",
        "requests.go:6:2",
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_break_in_any_file_of_the_package_fails_with_its_place(shop: Workplace, name: str) -> None:
    file, old, new, rule, place = EDITS[name]
    shop.edit(f"contracts/orders/v1/{file}", old, new)
    ran = shop.run("check", *DAY)
    assert ran.code == 1
    assert f"breaking[{rule}]" in ran.out
    assert f"contracts/orders/v1/{place}" in ran.out
    shop.commit()
    assert shop.run("check", *DAY).code == 1


SAFE = {
    "another file": ("types.go", "type OrderResponse struct {", "type Extra struct{}\n\ntype OrderResponse struct {"),
    "a field more": ("types.go", "\tTotal int", '\tNote string `json:"note,omitempty"`\n\tTotal int'),
    "words": ("types.go", "is one order", "is an order"),
    "another order of lines": ("requests.go", "type OrderRequest", "var x = 1\n\ntype OrderRequest"),
}


@pytest.mark.parametrize("name", SAFE)
def test_what_breaks_nobody_passes(shop: Workplace, name: str) -> None:
    file, old, new = SAFE[name]
    shop.edit(f"contracts/orders/v1/{file}", old, new)
    shop.edit("contracts/orders/v1/doc.go", "1.0.0", "1.1.0").commit()
    ran = shop.run("check", *DAY)
    assert ran.code == 0, ran.out


def test_types_may_move_between_the_files_of_a_package(shop: Workplace) -> None:
    (shop.root / "contracts/orders/v1/types.go").unlink()
    shop.write({"contracts/orders/v1/all.go": TYPES}).commit()
    assert report(shop)["breaking"] == []


def test_a_file_that_is_gone_takes_its_types_along(shop: Workplace) -> None:
    (shop.root / "contracts/orders/v1/types.go").unlink()
    shop.commit()
    assert shop.run("check", *DAY).code == 1
    assert [item["rule"] for item in report(shop)["breaking"]] == ["type-removed"]


def test_a_new_major_folder_needs_no_announcement_while_the_old_one_is_there(shop: Workplace) -> None:
    for path, text in V1.items():
        shop.write({path.replace("/v1/", "/v2/"): text.replace("package v1", "package v2").replace("1.0.0", "2.0.0")})
    shop.edit("contracts/orders/v2/types.go", '\tTotal int    `json:"total"`\n', "").commit()
    found = report(shop)
    assert found["status"] == "pass"
    assert found["releases"] == ["1.0.0", "2.0.0"]
    (shop.root / "contracts/orders/v1/types.go").unlink()
    assert shop.run("check", *DAY).code == 1


def test_a_change_of_a_part_belongs_to_the_release_that_it_was_made_in(shop: Workplace) -> None:
    shop.edit(
        "contracts/orders/v1/types.go", "\tTotal int", '\tNote string `json:"note,omitempty"`\n\tTotal int'
    ).commit()
    shop.edit("contracts/orders/v1/doc.go", "1.0.0", "1.1.0").commit()
    ran = shop.run("diff", "orders@1.0.0", "orders@1.1.0", "--format", "json")
    assert json.loads(ran.out)["changes"] == []


def test_an_announcement_lets_a_break_pass(shop: Workplace) -> None:
    shop.edit("contracts/orders/v1/types.go", '\tTotal int    `json:"total"`\n', "")
    said = shop.run("announce", *DAY)
    assert said.code == 0, said.err
    assert "// Version: 2.0.0" in (shop.root / "contracts/orders/v1/doc.go").read_text()
    (file,) = Path(shop.root / "contracts/orders/changes").glob("*.md")
    file.write_text(file.read_text().replace("TODO: ", ""))
    shop.commit()
    ran = shop.run("check", *DAY)
    assert ran.code == 0, ran.out


def test_a_text_that_is_no_go_fails_with_its_place(shop: Workplace) -> None:
    shop.edit("contracts/orders/v1/types.go", "Total int ", "Total int int")
    ran = shop.run("check", *DAY)
    assert ran.code == 1
    assert "contracts/orders/v1/types.go:6:" in ran.out
    assert "syntax-error" in ran.out


def test_lint_of_one_file_tells_that_file_and_of_all_each_mistake_once(shop: Workplace) -> None:
    shop.edit("contracts/orders/v1/types.go", "Total int", "Total Money")
    shop.edit("contracts/orders/v1/requests.go", "Note string", "Note Text")
    every = json.loads(shop.run("lint", "--format", "json").out)
    assert every["files"] == 1
    assert sorted(f["rule"] for f in every["findings"]) == ["type-undefined", "type-undefined"]
    one = json.loads(shop.run("lint", "contracts/orders/v1/types.go", "--format", "json").out)
    assert [f["message"] for f in one["findings"]] == [
        "`OrderResponse` uses the type `Money`, which is nowhere defined"
    ]


def test_types_of_another_package_of_the_repository_are_read(place: Workplace) -> None:
    money = 'package money\n\ntype Amount struct {\n\tCents int `json:"cents"`\n}\n'
    types = TYPES.replace("Total int   ", "Total money.Amount").replace(
        "package v1\n", 'package v1\n\nimport "example.com/shop/contracts/orders/money"\n'
    )
    place.write({**V1, "contracts/orders/v1/types.go": types, "contracts/orders/money/money.go": money}).commit()
    place.git("checkout", "-q", "-b", "work")
    place.edit("contracts/orders/money/money.go", '`json:"cents"`', '`json:"units"`').commit()
    ran = place.run("check", *DAY)
    assert ran.code == 1
    assert "contracts/orders/money/money.go:4:2" in ran.out
    assert "FAIL orders" in ran.out


def test_a_second_check_of_the_same_files_reads_none_of_them(shop: Workplace) -> None:
    first, second = (shop.run("check", *DAY, "--format", "json").out for _ in range(2))
    assert first == second
