"""Bad input: a clear message with a place and the right exit code, never a traceback, never exit 0."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Workplace

from .documents import events, orders

FILE = "contracts/orders.openapi.yaml"

BAD = {
    "broken yaml": ({FILE: "openapi: 3.0.3\ninfo: [unclosed\n"}, 1, "orders.openapi.yaml:"),
    "broken json": ({"contracts/orders.json": '{"openapi": "3.0.3", "info": {"title": }}'}, 1, "orders.json:1:"),
    "duplicate key": (
        {FILE: orders().replace("  title: Orders", "  title: Orders\n  title: Again")},
        1,
        "key-duplicated",
    ),
    "no known format": ({"contracts/thing.yaml": "hello: world\n"}, 1, "format-unknown"),
    "two of one id": (
        {"contracts/a/orders.yaml": orders(), "contracts/b/orders.yaml": orders()},
        1,
        "contract-id-duplicated",
    ),
    "an invalid contract": ({FILE: orders().replace("type: integer", "type: intger")}, 1, "schema-invalid"),
    "zero contracts": ({"README.md": "Nothing here."}, 3, "contracts-missing"),
    "an empty folder": ({"contracts/README.md": "Nothing here."}, 3, "contracts-missing"),
    "an unknown setting": ({FILE: orders(), "contractdocs.yml": "polcy: strict\n"}, 2, "Did you mean `policy`?"),
    "a wrong policy": ({FILE: orders(), "contractdocs.yml": "policy: strikt\n"}, 2, "Did you mean `strict`?"),
    "a nested bomb": ({"contracts/deep.json": '{"a":' + "[" * 5000 + "]" * 5000 + "}"}, 3, "limit"),
    "a version twice": (
        {"contracts/e/1.0.0.yaml": events("1.0.0"), "contracts/e/v1.0.0.yaml": events("1.0.0")},
        1,
        "version-duplicated",
    ),
    "a name that lies": ({"contracts/e/1.1.0.yaml": events("1.0.0")}, 1, "version-mismatch"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_said_plainly(place: Workplace, name: str) -> None:
    files, code, words = BAD[name]
    place.write(files).commit()
    ran = place.run("check")
    assert ran.code == code, ran.out + ran.err
    assert words in ran.out + ran.err
    if not ran.err:
        report = json.loads(place.run("check", "--format", "json").out)
        assert report["status"] == {1: "fail", 3: "incomplete"}[code]


def test_outside_a_repository_nothing_can_be_called_unbroken(folder: Workplace) -> None:
    ran = folder.write({FILE: orders()}).run("check")
    assert ran.code == 3
    assert "no git repository" in ran.out
    folder.write({"contractdocs.yml": "record: none\n"})
    assert folder.run("check").code == 0


def test_a_shallow_clone_is_no_pass(place: Workplace) -> None:
    place.write({FILE: orders()}).commit()
    place.git("checkout", "-q", "-b", "feature")
    place.edit(FILE, "type: integer", "type: string").commit()
    clone = Workplace(place.root.parent / "clone")
    place.git("clone", "-q", "--depth", "1", "--branch", "feature", f"file://{place.root}", str(clone.root))
    ran = clone.run("check")
    assert ran.code == 3, ran.out
    assert "git fetch" in ran.out


def test_an_unknown_ref_says_what_was_meant(place: Workplace) -> None:
    place.write({FILE: orders()}).commit()
    ran = place.run("check", "--against", "mian")
    assert ran.code == 3
    assert "mian" in ran.err


def test_a_removed_contract_is_a_break(place: Workplace) -> None:
    place.write({FILE: orders(), "contracts/events.yaml": events()}).commit()
    (place.root / FILE).unlink()
    ran = place.run("check")
    assert ran.code == 1
    assert "contract-removed" in ran.out


def test_a_published_release_is_not_rewritten(place: Workplace) -> None:
    first, second = "contracts/e/1.0.0.yaml", "contracts/e/1.1.0.yaml"
    place.write({first: events("1.0.0"), second: events("1.1.0")}).commit()
    place.edit(first, "logicalType: integer", "logicalType: string")
    ran = place.run("check")
    assert ran.code == 1
    assert "release-rewritten" in ran.out


def test_unknown_commands_and_rules_are_guessed(place: Workplace) -> None:
    assert place.run("chekc").code == 2
    ran = place.run("explain", "property-remved")
    assert ran.code == 2
    assert "Did you mean `property-removed`?" in ran.err
