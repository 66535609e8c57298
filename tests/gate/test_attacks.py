"""A break that somebody tries to carry past the check is refused, whatever way it takes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from tests.conftest import Workplace

from .documents import events, orders, without_total

FILE = "contracts/orders.openapi.yaml"
FIRST, SECOND = "contracts/user-events/1.0.0.odcs.yaml", "contracts/user-events/1.1.0.odcs.yaml"
BROKEN = events("1.1.0").replace("logicalType: integer", "logicalType: string")


@pytest.fixture
def shop(place: Workplace) -> Workplace:
    """Two published contracts on the default branch, and a branch for the attack."""
    place.write({FILE: orders("1.4.0"), FIRST: events("1.0.0"), SECOND: events("1.1.0")}).commit()
    assert place.run("check").code == 0
    place.git("checkout", "-q", "-b", "feature")
    return place


def finish(place: Workplace) -> None:
    for path in place.root.rglob("changes/*.md"):
        path.write_text(re.sub("(?m)^TODO.*$", "Read `sum` instead.", path.read_text()))


def move(place: Workplace, old: str, new: str, text: str) -> None:
    (place.root / old).unlink()
    place.write({new: text})


def rename_the_file(place: Workplace) -> None:
    move(place, FILE, "contracts/shop.openapi.yaml", without_total("1.4.0"))


def rename_the_file_and_call_it_new(place: Workplace) -> None:
    move(place, FILE, "contracts/shop.openapi.yaml", without_total("1.0.0"))


def move_it_out_of_the_folder(place: Workplace) -> None:
    move(place, FILE, "elsewhere/orders.openapi.yaml", without_total("1.4.0"))


def ignore_it(place: Workplace) -> None:
    place.write({FILE: without_total("1.4.0"), "contractdocs.yml": "ignore: ['contracts/orders*']\n"})


def hide_it_behind_a_dot(place: Workplace) -> None:
    move(place, FILE, "contracts/.orders.openapi.yaml", without_total("1.4.0"))


def name_another_folder(place: Workplace) -> None:
    place.write({FILE: without_total("1.4.0"), "contractdocs.yml": "contracts: apis\n", "apis/new.yaml": orders()})


def delete_a_release(place: Workplace) -> None:
    (place.root / SECOND).unlink()
    place.write({"contracts/user-events/1.2.0.odcs.yaml": BROKEN.replace("1.1.0", "1.2.0")})


def delete_all_older_releases(place: Workplace) -> None:
    (place.root / FIRST).unlink()
    (place.root / SECOND).unlink()
    place.write({"contracts/user-events/2.0.0.odcs.yaml": BROKEN.replace("1.1.0", "2.0.0")})


def edit_a_published_version_file(place: Workplace) -> None:
    place.write({SECOND: BROKEN})


def edit_an_older_version_file(place: Workplace) -> None:
    place.write({FIRST: BROKEN.replace("1.1.0", "1.0.0")})


def announce_with_placeholders(place: Workplace) -> None:
    place.write({FILE: without_total("1.4.0")})
    place.run("announce")


def announce_without_a_text(place: Workplace) -> None:
    place.write({FILE: without_total("1.4.0")})
    place.run("announce")
    for path in place.root.rglob("changes/*.md"):
        path.write_text(path.read_text().partition("\n# ")[0] + "\n# Title\n")


def announce_another_version(place: Workplace) -> None:
    place.write({FILE: without_total("1.4.0")})
    place.run("announce")
    finish(place)
    for path in place.root.rglob("changes/*.md"):
        path.write_text(path.read_text().replace("2.0.0", "1.9.0"))


def announce_another_change(place: Workplace) -> None:
    place.write({FILE: without_total("1.4.0")})
    place.run("announce")
    finish(place)
    for path in place.root.rglob("changes/*.md"):
        path.write_text(re.sub(r'- "[0-9a-f]{12}"', '- "0123456789ab"', path.read_text()))


def backdate_the_announcement(place: Workplace) -> None:
    place.write({FILE: without_total("1.4.0")})
    place.run("announce")
    finish(place)
    for path in place.root.rglob("changes/*.md"):
        path.write_text(re.sub(r'effective: "[^"]*"', 'effective: "2001-01-01"', path.read_text()))


def backdate_a_waiver(place: Workplace) -> None:
    place.write({FILE: without_total("2.0.0")})
    name = fingerprints(place)[0]
    text = f"- fingerprint: '{name}'\n  reason: x\n  owner: x\n  expires: '2020-01-01'\n"
    place.write({"contracts/waivers.yml": text})


def waive_for_ever(place: Workplace) -> None:
    place.write({FILE: without_total("2.0.0")})
    name = fingerprints(place)[0]
    text = f"- fingerprint: '{name}'\n  reason: x\n  owner: x\n  expires: '2199-01-01'\n"
    place.write({"contracts/waivers.yml": text})


def change_the_id(place: Workplace) -> None:
    text = BROKEN.replace("id: user-events", "id: other-events")
    for name in (FIRST, SECOND):
        (place.root / name).unlink()
    place.write({"contracts/user-events/1.0.0.odcs.yaml": text.replace("1.1.0", "1.0.0")})


def change_the_id_of_a_single_file(place: Workplace) -> None:
    text = without_total("1.4.0").replace("  title: Orders", "  title: Orders\n  x-id: other")
    place.write({FILE: text})


def split_a_part_out(place: Workplace) -> None:
    text, _, parts = without_total("1.4.0").partition("components:\n")
    place.write({FILE: text.replace("#/components/schemas/Order", "./parts/order.yaml#/Order")})
    lines = [line[4:] for line in parts.splitlines()[1:]]
    place.write({"contracts/parts/order.yaml": "\n".join(lines) + "\n"})


def call_it_a_draft(place: Workplace) -> None:
    text = without_total("1.4.0").replace("  title: Orders", "  title: Orders\n  x-status: draft")
    place.write({FILE: text})


def call_the_past_a_draft(place: Workplace) -> None:
    place.edit(FIRST, "status: active", "status: draft")
    place.write({SECOND: BROKEN})


def call_all_of_it_a_draft(place: Workplace) -> None:
    place.edit(FIRST, "status: active", "status: draft")
    place.write({SECOND: BROKEN.replace("status: active", "status: draft")})


def lower_the_version(place: Workplace) -> None:
    place.write({FILE: without_total("0.1.0")})


def turn_the_rule_off(place: Workplace) -> None:
    place.write({FILE: without_total("1.4.0"), "contractdocs.yml": "record: none\n"})


def point_the_record_at_the_branch(place: Workplace) -> None:
    place.write({FILE: without_total("1.4.0"), "contractdocs.yml": "record: {ref: HEAD}\n"}).commit()


def a_tag_of_ones_own(place: Workplace) -> None:
    place.write({FILE: without_total("1.4.0"), "contractdocs.yml": 'record: {tag: "v*"}\n'}).commit()
    place.git("tag", "v9.9.9")


def commit_in_two_steps(place: Workplace) -> None:
    place.write({FILE: without_total("1.4.0")}).commit()
    place.write({"README.md": "Nothing to see."}).commit()


def a_forged_cache(place: Workplace) -> None:
    place.write({FILE: without_total("1.4.0")})
    place.run("check")
    place.git("add", "-f", ".cache")
    place.commit()


def break_it_beside_a_new_line(place: Workplace) -> None:
    place.write({"contracts/orders/v2/openapi.yaml": without_total("2.0.0"), FILE: without_total("1.4.0")})


def become_another_format(place: Workplace) -> None:
    move(
        place,
        FILE,
        "contracts/orders.openapi.json",
        json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}),
    )


def a_byte_order_mark_and_comments(place: Workplace) -> None:
    place.write({FILE: "\ufeff# nothing changed\n" + without_total("1.4.0")})


ATTACKS: list[Callable[[Workplace], None]] = [
    rename_the_file,
    rename_the_file_and_call_it_new,
    move_it_out_of_the_folder,
    ignore_it,
    hide_it_behind_a_dot,
    name_another_folder,
    delete_a_release,
    delete_all_older_releases,
    edit_a_published_version_file,
    edit_an_older_version_file,
    announce_with_placeholders,
    announce_without_a_text,
    announce_another_version,
    announce_another_change,
    backdate_the_announcement,
    backdate_a_waiver,
    waive_for_ever,
    change_the_id,
    change_the_id_of_a_single_file,
    split_a_part_out,
    call_it_a_draft,
    call_the_past_a_draft,
    call_all_of_it_a_draft,
    lower_the_version,
    turn_the_rule_off,
    point_the_record_at_the_branch,
    a_tag_of_ones_own,
    commit_in_two_steps,
    a_forged_cache,
    break_it_beside_a_new_line,
    become_another_format,
    a_byte_order_mark_and_comments,
]


def fingerprints(place: Workplace) -> list[str]:
    report = json.loads(place.run("check", "--format", "json").out)
    return [item["fingerprint"] for contract in report["contracts"] for item in contract["breaking"]]


def refused(place: Workplace) -> str:
    """Return why a check refuses; fail where it does not."""
    ran = place.run("check")
    assert ran.code in (1, 2, 3), ran.out
    return ran.out + ran.err


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_a_break_is_not_carried_past_the_check(shop: Workplace, attack: Callable[[Workplace], None]) -> None:
    attack(shop)
    refused(shop)
    shop.commit("the attack")
    refused(shop)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_nor_on_the_commit_of_a_merge(shop: Workplace, attack: Callable[[Workplace], None]) -> None:
    attack(shop)
    shop.commit("the attack")
    shop.git("checkout", "-q", "main")
    shop.write({"NEWS.md": "Main moved on."}).commit()
    shop.git("merge", "-q", "--no-ff", "-m", "merge", "feature")
    refused(shop)
    shop.git("checkout", "-q", "--detach")
    refused(shop)
