"""A first version is a valid draft in every format, and nothing that is there is ever touched."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Workplace

from .documents import API, DATA, DAY, EVENTS, ORDERS

FORMATS = {
    "odcs": "0.1.0.odcs.yaml",
    "openapi": "0.1.0.openapi.yaml",
    "asyncapi": "0.1.0.asyncapi.yaml",
    "json-schema": "0.1.0.schema.yaml",
    "go": "doc.go",
    "typescript": "index.ts",
}


@pytest.mark.parametrize("form", FORMATS)
def test_a_first_version_is_valid_and_ready_to_go_on(place: Workplace, form: str) -> None:
    place.commit("nothing yet")
    ran = place.run("new", "shop-orders", "--format", form, "--owner", "Team: Shop & Co", *DAY)
    assert ran.code == 0, ran.err
    file = f"contracts/shop-orders/{FORMATS[form]}"
    assert ran.out.splitlines()[0] == f"{file}: wrote a draft, version 0.1.0"
    text = (place.root / file).read_text()
    assert ("// " if form in ("go", "typescript") else "# ") in text
    assert "Team: Shop & Co" in text
    assert "@@" not in text
    linted = json.loads(place.run("lint", "--format", "json").out)
    assert (linted["status"], linted["files"], linted["findings"]) == ("pass", 1, [])
    assert place.run("status", "shop-orders").out.startswith("shop-orders 0.1.0 is draft")
    place.commit("A draft")
    assert place.run("status", "shop-orders", "active").code == 0
    assert place.run("release", "shop-orders", "--major", *DAY).code == 0
    checked = place.run("check")
    assert checked.code == 0, checked.out


@pytest.mark.parametrize("form", FORMATS)
def test_without_an_owner_it_is_valid_too(place: Workplace, form: str) -> None:
    for contract_id in ("true", "2026.11", "a_b.c-d", "x" * 64):
        assert place.run("new", contract_id, "--format", form).code == 0
    linted = json.loads(place.run("lint", "--format", "json").out)
    assert (linted["status"], linted["files"]) == ("pass", 4)
    assert {f["rule"] for f in linted["findings"]} <= {"owner-missing"}
    assert place.run("status", "true").out.startswith("true 0.1.0 is draft")


def test_it_goes_where_the_contracts_of_the_repository_go(place: Workplace) -> None:
    place.write({ORDERS: API, "contractdocs.yml": "contracts: .\n"})
    place.run("new", "returns", "--format", "openapi")
    assert (place.root / "returns.openapi.yaml").is_file()
    place.write({"contractdocs.yml": "contracts: api\n"})
    place.run("new", "returns", "--format", "openapi")
    assert (place.root / "api/returns/0.1.0.openapi.yaml").is_file()


BAD = {
    "an id that exists": (("user-events", "--format", "odcs"), f"`user-events` is there already: {EVENTS}."),
    "a file that exists": (("taken", "--format", "odcs"), "contracts/taken/0.1.0.odcs.yaml exists already."),
    "capitals": (("User", "--format", "odcs"), "Use `user`."),
    "a way out": (("../x", "--format", "odcs"), "cannot be the id of a contract"),
    "a name that Windows keeps": (("con", "--format", "odcs"), "Use `contract-con`."),
    "a long one": (("x" * 65, "--format", "odcs"), "64 at most"),
    "nothing": (("", "--format", "odcs"), "cannot be the id"),
    "an unknown format": (("x", "--format", "avro"), "'avro' is not one of"),
    "no format": (("x",), "Missing option '--format'"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_written_is_said_and_nothing_changes(place: Workplace, name: str) -> None:
    words, message = BAD[name]
    place.write({EVENTS: DATA, "contracts/taken/0.1.0.odcs.yaml": "mine: true\n"}).commit()
    ran = place.run("new", *words)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert place.git("status", "--short") == ""


def test_nothing_is_written_through_a_link_out_of_the_folder(place: Workplace) -> None:
    outside = place.root.parent / "outside"
    outside.mkdir()
    (place.root / "contracts").mkdir()
    (place.root / "contracts/shop").symlink_to(outside, target_is_directory=True)
    ran = place.run("new", "shop", "--format", "odcs")
    assert ran.code == 3
    assert list(outside.iterdir()) == []


def test_a_file_where_the_folder_would_be_is_said(place: Workplace) -> None:
    ran = place.write({"contracts": "A file.\n"}).run("new", "shop", "--format", "odcs")
    assert ran.code == 3
    assert "cannot be written" in ran.err


def test_a_first_version_in_typescript(place: Workplace) -> None:
    place.commit("nothing yet")
    ran = place.run("new", "shop-orders", "--format", "typescript", "--owner", "Team */ Shop", *DAY)
    assert ran.out.splitlines()[0] == "contracts/shop-orders/index.ts: wrote a draft, version 0.1.0"
    linted = json.loads(place.run("lint", "--format", "json").out)
    assert (linted["status"], linted["files"], linted["findings"]) == ("pass", 1, [])
    place.commit("A draft")
    checked = json.loads(place.run("check", "--format", "json").out)
    contract = checked["contracts"][0]
    assert (contract["id"], contract["version"], contract["status"]) == ("shop-orders", "0.1.0", "pass")
    assert place.run("new", "shop-orders", "--format", "typescript").code == 2
