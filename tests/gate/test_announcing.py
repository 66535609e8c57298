"""A break is refused until it is announced; announcing writes the file and the version that goes with it."""

from __future__ import annotations

import json

from tests.conftest import Workplace

from .documents import events, orders, without_total

FILE = "contracts/orders.openapi.yaml"


def finish(place: Workplace) -> None:
    """Write the sentences that every announcement asks for."""
    for path in place.root.rglob("changes/*.md"):
        lines = ["Use `sum` instead." if line.startswith("TODO") else line for line in path.read_text().splitlines()]
        path.write_text("\n".join(lines) + "\n")


def test_a_break_in_a_single_file_is_refused_then_announced(place: Workplace) -> None:
    place.write({FILE: orders("1.4.0")}).commit()
    place.write({FILE: without_total("1.4.0")})
    refused = place.run("check")
    assert refused.code == 1
    assert "breaking[property-removed]" in refused.out
    assert f"{FILE}:" in refused.out
    assert "this needs 2.0.0" in refused.out
    announced = place.run("announce")
    assert announced.code == 0, announced.err
    assert "version: 2.0.0" in (place.root / FILE).read_text()
    unfinished = place.run("check")
    assert unfinished.code == 1
    assert "announcement-unfinished" in unfinished.out
    finish(place)
    passed = place.run("check")
    assert passed.code == 0, passed.out
    place.commit("Announce it")
    assert place.run("check").code == 0


def test_a_break_in_a_version_file_keeps_what_was_published(place: Workplace) -> None:
    first, second = "contracts/user-events/1.0.0.odcs.yaml", "contracts/user-events/1.1.0.odcs.yaml"
    place.write({first: events("1.0.0"), second: events("1.1.0")}).commit()
    assert place.run("check").code == 0
    published = (place.root / second).read_text()
    place.edit(second, "logicalType: integer", "logicalType: string")
    refused = place.run("check", "--format", "json")
    report = json.loads(refused.out)
    broken = report["contracts"][0]["breaking"]
    assert (refused.code, report["status"]) == (1, "fail")
    assert [(item["rule"], item["address"]) for item in broken] == [("type-changed", "user_event > amount")]
    assert broken[0]["new"]["line"] == 18
    assert place.run("announce", broken[0]["fingerprint"]).code == 0
    assert (place.root / second).read_text() == published
    assert "logicalType: string" in (place.root / "contracts/user-events/2.0.0.odcs.yaml").read_text()
    finish(place)
    passed = place.run("check")
    assert passed.code == 0, passed.out


def test_a_waiver_lets_a_break_through_until_it_expires(place: Workplace) -> None:
    place.write({FILE: orders("1.0.0")}).commit()
    place.write({FILE: without_total("2.0.0")})
    name = json.loads(place.run("check", "--format", "json").out)["contracts"][0]["breaking"][0]["fingerprint"]
    day = ("--today", "2026-11-21")
    waived = place.run("waive", name, "--reason", "A leak", "--owner", "Ada", "--expires", "2026-12-01", *day)
    assert waived.code == 0, waived.err
    assert place.run("check", *day).code == 0
    expired = place.run("check", "--today", "2026-12-02")
    assert expired.code == 1
    assert "waiver-expired" in expired.out


def test_an_announcement_of_nothing_fails(place: Workplace) -> None:
    text = "---\ncontract: orders\nversion: 1.0.0\nchanges: [0123456789ab]\nwho: all\n---\n# Nothing\n\nNo more.\n"
    place.write({FILE: orders("1.0.0"), "contracts/changes/nothing.md": text}).commit()
    ran = place.run("check")
    assert ran.code == 1
    assert "announcement-of-nothing" in ran.out
    assert "contracts/changes/nothing.md:4:" in ran.out


def test_an_announcement_about_an_unknown_contract_says_which_was_meant(place: Workplace) -> None:
    text = "---\ncontract: order\nversion: 1.0.0\nchanges: [0123456789ab]\nwho: all\n---\n# Nothing\n\nNo more.\n"
    place.write({FILE: orders("1.0.0"), "contracts/changes/nothing.md": text}).commit()
    ran = place.run("check")
    assert ran.code == 1
    assert "Did you mean `orders`?" in ran.out


def test_an_announcement_without_the_version_bump_is_not_enough(place: Workplace) -> None:
    place.write({FILE: orders("1.4.0")}).commit()
    place.write({FILE: without_total("1.4.0")})
    place.run("announce", "--no-bump")
    finish(place)
    ran = place.run("check")
    assert ran.code == 1
    assert "version-not-bumped" in ran.out


def test_only_what_the_branch_adds_counts_against_it(place: Workplace) -> None:
    first, second = "contracts/user-events/1.0.0.odcs.yaml", "contracts/user-events/1.1.0.odcs.yaml"
    broken = events("1.1.0").replace("logicalType: integer", "logicalType: string")
    place.write({first: events("1.0.0"), second: broken}).commit("A break that somebody else merged")
    place.git("checkout", "-q", "-b", "feature")
    place.write({"README.md": "A word."}).commit()
    ran = place.run("check")
    assert ran.code == 0, ran.out
    assert "1 unannounced before this branch" in ran.out
    place.edit(second, "name: user_id", "name: user")
    assert place.run("check").code == 1
    place.git("checkout", "-q", "main", "--", ".")
    place.git("checkout", "-q", "main")
    assert place.run("check").code == 1, "on the default branch everything counts"


def test_a_new_major_in_one_file_is_no_way_around_the_announcement(place: Workplace) -> None:
    place.write({FILE: orders("1.4.0")}).commit()
    place.write({FILE: without_total("2.0.0")})
    ran = place.run("check")
    assert ran.code == 1
    assert "breaking[property-removed]" in ran.out


def test_a_new_major_folder_beside_the_old_one_is_a_new_line(place: Workplace) -> None:
    place.write({"contracts/orders/v1/openapi.yaml": orders("1.4.0")}).commit()
    place.write({"contracts/orders/v2/openapi.yaml": without_total("2.0.0")})
    ran = place.run("check")
    assert ran.code == 0, ran.out
    place.edit("contracts/orders/v1/openapi.yaml", "type: integer", "type: string")
    assert place.run("check").code == 1


def test_a_renamed_contract_is_still_measured_against_its_past(place: Workplace) -> None:
    place.write({"contracts/events.yaml": events("1.0.0")}).commit()
    (place.root / "contracts/events.yaml").unlink()
    place.write({"contracts/user/data.yaml": events("1.0.0").replace("logicalType: integer", "logicalType: string")})
    ran = place.run("check")
    assert ran.code == 1
    assert "breaking[type-changed]" in ran.out
