"""The next version is cut the way the repository keeps versions, and never too low for what changed."""

from __future__ import annotations

import json
import shlex
from datetime import date

import pytest

from contractdocs.lifecycle.releasing import bumped
from contractdocs.settings import SettingsError
from tests.conftest import Workplace
from tests.gate.documents import orders, without_total

from .documents import API, DATA, DAY, EVENTS, ORDERS, SHAPE, stating

NEXT = "contracts/user-events/1.1.0.odcs.yaml"
CREATED = "contractCreatedTs: '2026-11-21T00:00:00Z'\n"


def read(place: Workplace, file: str) -> str:
    return (place.root / file).read_bytes().decode()


def test_a_version_file_is_copied_to_the_next(place: Workplace) -> None:
    place.write({EVENTS: DATA}).commit()
    ran = place.run("release", "user-events", "--minor", "--notes", "Nothing yet", *DAY)
    assert ran.code == 0, ran.err
    assert ran.out == f"{NEXT}: wrote version 1.1.0\nNow run: contractdocs check\n"
    assert read(place, EVENTS) == DATA
    notes = "customProperties:\n  - property: changeNotes\n    value: Nothing yet\n"
    raised = DATA.replace('version: "1.0.0"   #', 'version: "1.1.0"   #')
    assert read(place, NEXT) == raised.replace("status: active\n", f"status: active\n{CREATED}") + notes
    assert place.run("check").code == 0


def test_the_day_and_the_notes_of_the_version_before_are_replaced(place: Workplace) -> None:
    old = "contractCreatedTs: '2025-01-02T03:04:05Z' # then\n"
    notes = "customProperties:\n  - property: changeNotes\n    value: 'First: all'\n  - property: other\n    value: x\n"
    place.write({EVENTS: DATA + old + notes}).commit()
    silent = place.run("release", "user-events", "--patch", *DAY)
    assert silent.code == 2
    assert "Say --notes TEXT" in silent.err
    assert place.run("release", "user-events", "--patch", "--notes", "Second: more", *DAY).code == 0
    text = read(place, "contracts/user-events/1.0.1.odcs.yaml")
    assert text.endswith(CREATED.replace("\n", " # then\n") + notes.replace("First: all", "Second: more"))


def test_what_was_published_is_restored_and_its_changes_move_on(place: Workplace) -> None:
    place.write({EVENTS: DATA}).commit()
    place.edit(EVENTS, "logicalType: integer", "logicalType: string")
    low = place.run("release", "user-events", "--minor", *DAY)
    assert low.code == 1
    assert "needs 2.0.0 at least, not 1.1.0. The type of `amount` changed from integer to string." in low.err
    assert not (place.root / NEXT).exists()
    ran = place.run("release", "user-events", "--major", *DAY)
    assert ran.code == 0, ran.err
    assert read(place, EVENTS) == DATA
    assert "logicalType: string\n        description: How much." in read(place, "contracts/user-events/2.0.0.odcs.yaml")
    checked = json.loads(place.run("check", "--format", "json").out)
    assert [item["rule"] for item in checked["contracts"][0]["breaking"]] == ["type-changed"]
    assert "version" not in "".join(f["rule"] for f in checked["contracts"][0]["findings"])


def test_a_single_file_is_edited_in_place_and_the_tag_is_told(place: Workplace) -> None:
    place.write({ORDERS: API}).commit()
    ran = place.run("release", "orders", "--minor", "--notes", "More: of it", *DAY)
    assert ran.code == 0, ran.err
    assert ran.out.splitlines() == [
        f"{ORDERS}: set the version to 1.5.0, was 1.4.0",
        "Now run: contractdocs check",
        f"Then:    git commit --message 'Release orders 1.5.0' -- {ORDERS}",
        "         git tag orders-v1.5.0",
    ]
    added = "  version: 1.5.0\n  x-change-notes: 'More: of it'\n"
    assert read(place, ORDERS) == API.replace("  version: 1.4.0\n", added)
    assert place.git("tag") == ""
    for line in ran.out.splitlines()[2:]:
        place.git(*shlex.split(line.partition("git ")[2]))
    assert "version: 1.5.0" in place.git("show", f"orders-v1.5.0:{ORDERS}")


def test_a_tag_names_the_commit_that_holds_the_version(place: Workplace) -> None:
    place.write({ORDERS: API, "contractdocs.yml": "record:\n  tag: 'orders/*'\n"}).commit()
    place.git("tag", "orders/1.4.0")
    place.write({"notes.txt": "Not part of it."}).git("add", "notes.txt")
    ran = place.run("release", "orders", "--minor", "--tag", *DAY)
    assert ran.code == 0, ran.err
    assert place.git("tag") == "orders/1.4.0\norders/1.5.0"
    assert "version: 1.5.0" in place.git("show", f"orders/1.5.0:{ORDERS}")
    assert place.git("show", "--name-only", "--format=%s", "HEAD").split("\n") == ["Release orders 1.5.0", "", ORDERS]
    assert place.git("status", "--short") == "A  notes.txt"


def test_a_tag_that_is_there_stops_before_anything_is_written(place: Workplace) -> None:
    place.write({ORDERS: API}).commit()
    place.git("tag", "orders-v1.5.0")
    ran = place.run("release", "orders", "--minor", "--tag")
    assert ran.code == 1
    assert "The tag orders-v1.5.0 is there already." in ran.err
    assert read(place, ORDERS) == API


def test_a_commit_that_fails_is_no_pass(place: Workplace) -> None:
    place.write({ORDERS: API}).commit()
    hook = place.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not today >&2\nexit 1\n")
    hook.chmod(0o755)
    ran = place.run("release", "orders", "--minor", "--tag")
    assert ran.code == 3
    assert "`git commit` failed: not today" in ran.err
    assert place.git("tag") == ""


def test_a_bump_that_is_too_small_for_the_branch_is_refused(place: Workplace) -> None:
    place.write({ORDERS: API}).commit()
    place.git("checkout", "-q", "-b", "feature")
    place.write({ORDERS: without_total("1.4.0")}).commit()
    for words, code in ((["--minor"], 1), (["--version", "1.9.9"], 1), (["--major"], 0)):
        ran = place.run("release", "orders", *words)
        assert ran.code == code, ran.out + ran.err
        assert code == 0 or "needs 2.0.0 at least" in ran.err
    assert "version: 2.0.0" in read(place, ORDERS)


def test_a_draft_may_change_freely(place: Workplace) -> None:
    place.write({EVENTS: stating(DATA, "draft")}).commit()
    place.edit(EVENTS, "logicalType: integer", "logicalType: string")
    ran = place.run("release", "user-events", "--patch", *DAY)
    assert ran.code == 0, ran.err


def test_a_new_major_version_gets_a_folder_with_all_that_it_refers_to(place: Workplace) -> None:
    first = "contracts/orders/v1/openapi.yaml"
    text = orders("1.2.0").replace("'#/components/schemas/Order'", "parts/order.json")
    part = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "more%20parts.yaml"}
    beside = {
        "contracts/orders/v1/parts/order.json": json.dumps(part),
        "contracts/orders/v1/parts/more parts.yaml": "type: object\n",
        "contracts/orders/v1/changes/gone.md": "No part of the next version.\n",
    }
    place.write({first: text, **beside})
    ran = place.run("release", "orders", "--major", *DAY)
    assert ran.code == 0, ran.err
    raised = text.replace("  version: 1.2.0\n", "  version: 2.0.0\n  x-released: '2026-11-21'\n")
    assert read(place, "contracts/orders/v2/openapi.yaml") == raised
    assert read(place, first) == text
    copied = sorted(path.name for path in (place.root / "contracts/orders/v2").rglob("*") if path.is_file())
    assert copied == ["more parts.yaml", "openapi.yaml", "order.json"]
    minor = place.run("release", "orders@1", "--minor", *DAY)
    assert minor.code == 0, minor.err
    assert read(place, first) == text.replace("version: 1.2.0", "version: 1.3.0")
    again = place.run("release", "orders@1", "--major", *DAY)
    assert again.code == 1
    assert "2.0.0 is not above 2.0.0" in again.err


def test_version_files_in_a_major_folder_move_to_the_next(place: Workplace) -> None:
    place.write({"contracts/orders/v1/v1.0.0.openapi.yaml": orders("1.0.0")}).commit()
    ran = place.run("release", "orders", "--major", *DAY)
    assert ran.code == 0, ran.err
    assert "version: 2.0.0" in read(place, "contracts/orders/v2/v2.0.0.openapi.yaml")


def test_json_keeps_its_form(place: Workplace) -> None:
    place.write({"contracts/customer/1.0.0.json": SHAPE}).commit()
    assert place.run("release", "customer", "--minor", "--notes", "né", *DAY).code == 0
    lines = '    "x-version": "1.1.0",\n    "x-released": "2026-11-21",\n    "x-change-notes": "né",\n'
    assert read(place, "contracts/customer/1.1.0.json") == SHAPE.replace('    "x-version": "1.0.0",\n', lines)


def test_a_version_in_an_identifier_is_raised_there(place: Workplace) -> None:
    text = SHAPE.replace('"x-version": "1.0.0"', '"$id": "https://example.com/customer/1.0.0"')
    place.write({"contracts/customer.json": text}).commit()
    assert place.run("release", "customer", "--major").code == 0
    assert read(place, "contracts/customer.json") == text.replace("customer/1.0.0", "customer/2.0.0")


def test_a_version_that_the_history_had_is_not_given_again(place: Workplace) -> None:
    place.write({ORDERS: orders("1.5.0")}).commit()
    place.write({ORDERS: orders("1.4.0")}).commit()
    ran = place.run("release", "orders", "--version", "1.5.0")
    assert ran.code == 1
    assert "1.5.0 is not above 1.5.0, the newest version of orders." in ran.err


BAD = {
    "no part": ((), 2, "Say one of --major, --minor, --patch and --version."),
    "two parts": (("--major", "--minor"), 2, "Say one of"),
    "a part and a version": (("--major", "--version", "2.0.0"), 2, "Say one of"),
    "no version": (("--version", "soon"), 2, "`soon` is no version. The newest one is 1.0.0."),
    "another scheme": (("--version", "2027-01-01"), 2, "not of the kind that the contract uses (semver)"),
    "the same version": (("--version", "1.0.0"), 1, "1.0.0 is not above 1.0.0"),
    "a lower version": (("--version", "0.9.0"), 1, "is not above 1.0.0"),
    "a name that is no file": (("--version", "1.1.0+build"), 2, "cannot be the name of a version file"),
    "a tag of a file": (("--minor", "--tag"), 2, "which need no tag"),
    "a day that is none": (("--minor", "--today", "soon"), 2, "`soon` is no date"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_words_are_said_plainly_and_nothing_is_written(place: Workplace, name: str) -> None:
    words, code, message = BAD[name]
    place.write({EVENTS: DATA}).commit()
    ran = place.run("release", "user-events", *words)
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err
    assert place.git("status", "--short") == ""


def test_an_unknown_contract_says_which_was_meant(place: Workplace) -> None:
    ran = place.write({EVENTS: DATA}).run("release", "user-event", "--minor")
    assert ran.code == 2
    assert "Did you mean `user-events`?" in ran.err


def test_a_retired_contract_has_no_next_version(place: Workplace) -> None:
    ran = place.write({EVENTS: stating(DATA, "retired")}).run("release", "user-events", "--minor")
    assert ran.code == 1
    assert "retired" in ran.err


def test_a_file_that_is_there_is_never_overwritten(place: Workplace) -> None:
    place.write({EVENTS: DATA, NEXT: "apiVersion: [\n"}).commit()
    ran = place.run("release", "user-events", "--minor")
    assert ran.code == 1
    assert f"{NEXT}:" in ran.err
    assert read(place, NEXT) == "apiVersion: [\n"


def test_where_it_is_not_known_what_is_published_nothing_is_cut(folder: Workplace) -> None:
    ran = folder.write({ORDERS: API}).run("release", "orders", "--minor")
    assert ran.code == 3
    assert "no git repository" in ran.err
    assert read(folder, ORDERS) == API
    folder.write({"contractdocs.yml": "record: none\n"})
    assert folder.run("release", "orders", "--minor").code == 0


def test_a_shallow_clone_cuts_nothing(place: Workplace) -> None:
    place.write({ORDERS: API}).commit()
    place.git("checkout", "-q", "-b", "feature")
    place.edit(ORDERS, "type: integer", "type: string").commit()
    clone = Workplace(place.root.parent / "clone")
    place.git("clone", "-q", "--depth", "1", "--branch", "feature", f"file://{place.root}", str(clone.root))
    ran = clone.run("release", "orders", "--minor")
    assert ran.code == 3
    assert "git fetch" in ran.err


def test_a_read_only_file_stays_as_it_is(place: Workplace) -> None:
    place.write({ORDERS: API}).commit()
    (place.root / ORDERS).chmod(0o444)
    ran = place.run("release", "orders", "--minor")
    assert ran.code == 3
    assert "read-only" in ran.err
    assert read(place, ORDERS) == API


def test_a_folder_below_the_repository_is_a_root_too(place: Workplace) -> None:
    place.write({f"team/{EVENTS}": DATA}).commit()
    place.edit(f"team/{EVENTS}", "description: How much.", "description: How much, in cents.")
    ran = place.run("release", "user-events", "--patch", "--root", "team", *DAY)
    assert ran.code == 0, ran.err
    assert read(place, f"team/{EVENTS}") == DATA
    assert "in cents" in read(place, "team/contracts/user-events/1.0.1.odcs.yaml")


BUMPS = {
    ("1.4.2", "major"): "2.0.0",
    ("1.4.2", "minor"): "1.5.0",
    ("1.4.2", "patch"): "1.4.3",
    ("0.1.0", "major"): "1.0.0",
    ("0.1.0", "minor"): "0.2.0",
    ("v1.4.2", "minor"): "v1.5.0",
    ("1.4", "minor"): "1.5",
    ("1.4", "patch"): "",
    ("3", "major"): "4",
    ("v3", "major"): "v4",
    ("3", "minor"): "",
    ("2.0.0-beta.1", "major"): "2.0.0",
    ("2.0.0-beta.1", "patch"): "2.0.0",
    ("2.1.0-beta.1", "major"): "3.0.0",
    ("2.1.0-beta.1", "minor"): "2.1.0",
    ("2026-01-31", "minor"): "2026-11-21",
    ("latest", "minor"): "",
    ("", "minor"): "",
}


@pytest.mark.parametrize(("version", "part"), BUMPS)
def test_the_next_version_follows_the_scheme(version: str, part: str) -> None:
    if BUMPS[version, part]:
        assert bumped(version, part, date(2026, 11, 21)) == BUMPS[version, part]
    else:
        with pytest.raises(SettingsError, match="Say --version V"):
            bumped(version, part, date(2026, 11, 21))
