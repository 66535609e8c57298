"""A break that somebody tries to carry past the check is refused, whatever way it takes."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Workplace

from .documents import events, orders, without_total

FILE = "contracts/orders.openapi.yaml"
FIRST, SECOND = "contracts/user-events/1.0.0.odcs.yaml", "contracts/user-events/1.1.0.odcs.yaml"
BROKEN = events("1.1.0").replace("logicalType: integer", "logicalType: string")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """Two published contracts on the default branch, and a branch for the attack."""
    place = Workplace(tmp_path_factory.mktemp("published")).start()
    place.write({FILE: orders("1.4.0"), FIRST: events("1.0.0"), SECOND: events("1.1.0")}).commit()
    assert place.run("check").code == 0
    place.git("checkout", "-q", "-b", "feature")
    return place


@pytest.fixture
def shop(published: Workplace, tmp_path: Path) -> Workplace:
    """A copy of the published contracts."""
    return Workplace(Path(shutil.copytree(published.root, tmp_path / "shop")))


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


RULES = "rules:\n  property-removed: {level: safe, reason: x}\n"
OWN = "---\nrule: property-removed\nlevel: safe\nreason: x\n---\n# x\n\n## Why it matters\nx\n\n## How to mend\nx\n"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa\n"


def lower_the_rule_in_the_same_change(place: Workplace) -> None:
    place.write({FILE: without_total("2.0.0"), "contractdocs.yml": RULES})


def lower_the_rule_by_a_page_of_ones_own(place: Workplace) -> None:
    place.write(
        {FILE: without_total("2.0.0"), "contractdocs.yml": "own_rules: ours\n", "ours/property-removed.md": OWN}
    )


def settings_of_another_name(place: Workplace) -> None:
    place.write({FILE: without_total("2.0.0"), "contractdocs.yaml": "policy: relaxed\n" + RULES})


def see_it_with_other_eyes(place: Workplace) -> None:
    place.write({"contractdocs.yml": "perspective: producer\n"})
    text = events("1.2.0").replace("        required: true\n", "")
    place.write({"contracts/user-events/1.2.0.odcs.yaml": text})


def withdraw_the_stability_first(place: Workplace) -> None:
    text = orders("1.4.0").replace("  title: Orders", "  title: Orders\n  x-stability-level: alpha")
    place.write({FILE: text})


def withdraw_the_stability_of_an_operation_first(place: Workplace) -> None:
    place.write({FILE: orders("1.5.0").replace("    get:\n", "    get:\n      x-stability-level: draft\n")})


def call_it_a_draft_first(place: Workplace) -> None:
    place.write({FILE: orders("1.5.0").replace("  title: Orders", "  title: Orders\n  x-status: draft")})


def call_it_retired_first(place: Workplace) -> None:
    place.write({FILE: orders("1.5.0").replace("  title: Orders", "  title: Orders\n  x-status: retired")})


def a_retired_release_that_breaks(place: Workplace) -> None:
    text = BROKEN.replace("1.1.0", "1.2.0").replace("active", "retired")
    place.write({"contracts/user-events/1.2.0.odcs.yaml": text})


def from_version_files_to_a_single_file(place: Workplace) -> None:
    (place.root / FIRST).unlink()
    (place.root / SECOND).unlink()
    place.write({"contracts/user-events/contract.yaml": BROKEN.replace("1.1.0", "2.0.0")})


def rewritten_as(place: Workplace, folder: str, name: str = "{}.odcs.yaml") -> None:
    for old, version in ((FIRST, "1.0.0"), (SECOND, "1.1.0")):
        move(place, old, f"{folder}/{name.format(version)}", BROKEN.replace("1.1.0", version))


def rewrite_all_releases_under_other_names(place: Workplace) -> None:
    rewritten_as(place, "contracts/user-events", "v{}.odcs.yaml")


def rewrite_all_releases_in_another_folder(place: Workplace) -> None:
    rewritten_as(place, "contracts/moved")


def rewrite_all_releases_below_a_major_folder(place: Workplace) -> None:
    rewritten_as(place, "contracts/user-events/v1")


def rewrite_all_releases_in_another_root(place: Workplace) -> None:
    (place.root / "contracts").rename(place.root / "apis")
    for version in ("1.0.0", "1.1.0"):
        place.write({f"apis/user-events/{version}.odcs.yaml": BROKEN.replace("1.1.0", version)})
    place.write({"contractdocs.yml": "contracts: apis\n"})


def a_link_to_another_file(place: Workplace) -> None:
    place.write({"hidden/orders.yaml": without_total("1.4.0")})
    (place.root / FILE).unlink()
    (place.root / FILE).symlink_to("../hidden/orders.yaml")


def a_key_twice(place: Workplace) -> None:
    place.write({FILE: orders("1.4.0") + "        total:\n          type: string\n"})


def two_documents_in_one_file(place: Workplace) -> None:
    place.write({FILE: without_total("1.4.0") + "---\n" + orders("1.4.0")})


def an_empty_file(place: Workplace) -> None:
    place.write({FILE: ""})


def a_folder_of_that_name(place: Workplace) -> None:
    (place.root / FILE).unlink()
    place.write({f"{FILE}/orders.yaml": without_total("1.4.0")})


def another_case(place: Workplace) -> None:
    move(place, FILE, "contracts/Orders.openapi.yaml", without_total("1.4.0"))


def a_folder_in_another_case(place: Workplace) -> None:
    move(place, FILE, "Contracts/orders.openapi.yaml", without_total("1.4.0"))


def an_ending_that_nobody_reads(place: Workplace) -> None:
    move(place, FILE, FILE + ".bak", without_total("1.4.0"))


def among_the_announcements(place: Workplace) -> None:
    move(place, FILE, "contracts/changes/orders.openapi.yaml", without_total("1.4.0"))


def among_the_packages_of_node(place: Workplace) -> None:
    move(place, FILE, "contracts/node_modules/orders.openapi.yaml", without_total("1.4.0"))


def a_pointer_of_lfs(place: Workplace) -> None:
    place.write({".gitattributes": "*.yaml filter=lfs diff=lfs merge=lfs -text\n", FILE: POINTER})


def other_line_ends(place: Workplace) -> None:
    place.write({".gitattributes": "* text=auto eol=crlf\n"})
    (place.root / FILE).write_bytes(without_total("1.4.0").replace("\n", "\r\n").encode())


def another_encoding(place: Workplace) -> None:
    (place.root / FILE).write_bytes(without_total("1.4.0").encode("utf-16"))


def replace_what_was_published(place: Workplace) -> None:
    place.write({FILE: without_total("1.4.0")}).commit()
    place.git("replace", place.git("rev-parse", "main"), place.git("rev-parse", "HEAD"))
    place.git("replace", place.git("rev-parse", f"main:{FILE}"), place.git("rev-parse", f"HEAD:{FILE}"))


def graft_another_past(place: Workplace) -> None:
    place.write({FILE: without_total("1.4.0")}).commit()
    place.write({"README.md": "More."}).commit()
    (place.root / ".git/info").mkdir(exist_ok=True)
    line = f"{place.git('rev-parse', 'main')} {place.git('rev-parse', 'HEAD~1')}\n"
    (place.root / ".git/info/grafts").write_text(line)


def only_a_higher_version(place: Workplace) -> None:
    place.write({FILE: without_total("2.0.0")})


def a_release_candidate_in_its_place(place: Workplace) -> None:
    place.write({FILE: without_total("2.0.0-rc.1")})


def announced(place: Workplace, old: str, new: str) -> None:
    place.write({FILE: without_total("1.4.0")})
    place.run("announce")
    finish(place)
    (path,) = place.root.rglob("changes/*.md")
    text = re.sub(old, new, path.read_text())
    assert text != path.read_text()
    path.write_text(text)


def announce_another_contract(place: Workplace) -> None:
    announced(place, 'contract: "?orders"?', "contract: user-events")


def announce_everything_at_once(place: Workplace) -> None:
    announced(place, '- "?[0-9a-f]{12}"?', '- {rule: property-removed, at: "*"}')


def announce_elsewhere(place: Workplace) -> None:
    announced(place, "Read `sum`", "Read `sum` as well")
    (path,) = place.root.rglob("changes/*.md")
    move(place, str(path.relative_to(place.root)), "docs/changes/orders.md", path.read_text())


def take_the_id_of_another(place: Workplace) -> None:
    text = without_total("1.4.0").replace("  title: Orders", "  title: Orders\n  x-id: other")
    decoy = orders("1.4.0").replace("  title: Orders", "  title: Orders\n  x-id: orders")
    place.write({FILE: text, "contracts/decoy.yaml": decoy})


def another_case_of_a_property(place: Workplace) -> None:
    place.write(
        {FILE: orders("1.5.0").replace("        total:", "        Total:").replace("[id, total]", "[id, Total]")}
    )


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
    lower_the_rule_in_the_same_change,
    lower_the_rule_by_a_page_of_ones_own,
    settings_of_another_name,
    see_it_with_other_eyes,
    withdraw_the_stability_first,
    withdraw_the_stability_of_an_operation_first,
    call_it_a_draft_first,
    call_it_retired_first,
    a_retired_release_that_breaks,
    from_version_files_to_a_single_file,
    rewrite_all_releases_under_other_names,
    rewrite_all_releases_in_another_folder,
    rewrite_all_releases_below_a_major_folder,
    rewrite_all_releases_in_another_root,
    a_link_to_another_file,
    a_key_twice,
    two_documents_in_one_file,
    an_empty_file,
    a_folder_of_that_name,
    another_case,
    a_folder_in_another_case,
    an_ending_that_nobody_reads,
    among_the_announcements,
    among_the_packages_of_node,
    a_pointer_of_lfs,
    other_line_ends,
    another_encoding,
    only_a_higher_version,
    a_release_candidate_in_its_place,
    announce_another_contract,
    announce_everything_at_once,
    announce_elsewhere,
    take_the_id_of_another,
    another_case_of_a_property,
]


LOCAL = [replace_what_was_published, graft_another_past]
UNCOMMITTED = [
    rename_the_file,
    ignore_it,
    delete_a_release,
    edit_a_published_version_file,
    change_the_id,
    call_it_a_draft,
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
    """Neither on the branch nor on the commit of its merge."""
    attack(shop)
    shop.commit("the attack")
    refused(shop)
    shop.git("checkout", "-q", "main")
    shop.write({"NEWS.md": "Main moved on."}).commit()
    shop.git("merge", "-q", "--no-ff", "-m", "merge", "feature")
    shop.git("checkout", "-q", "--detach")
    refused(shop)


@pytest.mark.parametrize("attack", [*UNCOMMITTED, *LOCAL], ids=lambda attack: attack.__name__)
def test_nor_before_it_is_committed(shop: Workplace, attack: Callable[[Workplace], None]) -> None:
    attack(shop)
    refused(shop)


PARTS = """\
Order:
  type: object
  required: [id, total]
  properties:
    id: {type: string}
    total: {type: integer}
"""
ANCHORED = orders("1.0.0").replace(
    "        id:\n          type: string\n        total:\n          type: integer\n", "        <<: *common\n"
)
ANCHORED = ANCHORED.replace("paths:", "x-common: &common\n  id: {type: string}\n  total: {type: integer}\npaths:", 1)


@pytest.fixture
def woven(place: Workplace) -> Workplace:
    """A contract whose schema stands in another file, one with anchors, one in major folders; and a branch."""
    text = (
        orders("1.0.0").partition("components:\n")[0].replace("#/components/schemas/Order", "./parts/order.yaml#/Order")
    )
    place.write({"contracts/shop.yaml": text, "contracts/parts/order.yaml": PARTS, "contracts/anchored.yaml": ANCHORED})
    place.write({"contracts/pay/v1/openapi.yaml": orders("1.0.0", Orders="Pay")}).commit()
    assert place.run("check").code == 0
    place.git("checkout", "-q", "-b", "feature")
    return place


def change_only_a_part(place: Workplace) -> None:
    place.write({"contracts/parts/order.yaml": PARTS.replace("[id, total]", "[id]").replace("    total:", "    sum:")})


def link_a_part_elsewhere(place: Workplace) -> None:
    place.write({"shared/order.yaml": PARTS.replace("integer", "string")})
    (place.root / "contracts/parts/order.yaml").unlink()
    (place.root / "contracts/parts/order.yaml").symlink_to("../../shared/order.yaml")


def take_the_part_from_outside(place: Workplace) -> None:
    place.write({"shared/order.yaml": PARTS.replace("integer", "string")})
    place.edit("contracts/shop.yaml", "./parts/", "../shared/")


def take_the_part_from_the_network(place: Workplace) -> None:
    place.edit("contracts/shop.yaml", "./parts/order.yaml", "https://example.com/order.yaml")


def change_an_anchor(place: Workplace) -> None:
    place.edit("contracts/anchored.yaml", "  total: {type: integer}\n", "")


def override_what_an_anchor_brings(place: Workplace) -> None:
    place.edit(
        "contracts/anchored.yaml", "        <<: *common\n", "        <<: *common\n        total: {type: string}\n"
    )


def call_the_old_line_the_new_one(place: Workplace) -> None:
    text = without_total("2.0.0").replace("Orders", "Pay")
    move(place, "contracts/pay/v1/openapi.yaml", "contracts/pay/v2/openapi.yaml", text)


def move_the_whole_folder(place: Workplace) -> None:
    (place.root / "contracts/pay").rename(place.root / "contracts/payments")
    place.write({"contracts/payments/v1/openapi.yaml": without_total("1.0.0").replace("Orders", "Pay")})


WOVEN = [
    change_only_a_part,
    link_a_part_elsewhere,
    take_the_part_from_outside,
    take_the_part_from_the_network,
    change_an_anchor,
    override_what_an_anchor_brings,
    call_the_old_line_the_new_one,
    move_the_whole_folder,
]


@pytest.mark.parametrize("attack", WOVEN, ids=lambda attack: attack.__name__)
def test_nor_through_what_a_contract_is_woven_of(woven: Workplace, attack: Callable[[Workplace], None]) -> None:
    attack(woven)
    woven.commit("the attack")
    refused(woven)


def test_what_git_ignores_is_checked_all_the_same(shop: Workplace) -> None:
    shop.write({".gitignore": "contracts/orders*\n", FILE: without_total("1.4.0")})
    shop.git("rm", "-q", "--cached", FILE)
    refused(shop)


def test_a_lone_branch_has_no_baseline(shop: Workplace) -> None:
    shop.git("checkout", "-q", "--orphan", "lone")
    shop.write({FILE: without_total("1.4.0")}).commit()
    assert shop.run("check").code == 3


def test_a_merge_that_only_its_author_vouches_for_is_no_trial(shop: Workplace) -> None:
    """Its first parent holds the break already."""
    shop.write({FILE: without_total("1.4.0")}).commit("the attack")
    shop.git("checkout", "-q", "-b", "side", "main")
    shop.write({"README.md": "Nothing to see."}).commit()
    shop.git("checkout", "-q", "--detach", "feature")
    shop.git("merge", "-q", "--no-ff", "-m", "merge", "side")
    shop.git("branch", "-q", "-D", "feature", "side")
    refused(shop)


@pytest.mark.parametrize(("policy", "code"), [("relaxed", 0), ("standard", 0), ("strict", 1)])
def test_the_newest_version_file_does_not_shrink_unseen(place: Workplace, policy: str, code: int) -> None:
    extra = "      - name: extra\n        logicalType: string\n        description: More.\n"
    place.write({FIRST: events("1.0.0"), SECOND: events("1.1.0") + extra, "contractdocs.yml": f"policy: {policy}\n"})
    place.commit()
    place.git("checkout", "-q", "-b", "feature")
    place.write({SECOND: events("1.1.0")})
    ran = place.run("check")
    assert ran.code == code
    assert ("[release-rewritten]" in ran.out) == (policy != "relaxed")
    move(place, SECOND, "contracts/user-events/1.1.1.odcs.yaml", events("1.1.1"))
    ran = place.run("check")
    assert ran.code == code
    assert ("[release-removed]" in ran.out) == (policy != "relaxed")


def test_what_was_loosened_counts_once_it_is_merged(shop: Workplace) -> None:
    shop.write({"contractdocs.yml": RULES})
    ran = shop.run("check")
    assert ran.code == 0
    assert "takes property-removed from breaking to safe; it counts once it is merged." in ran.out
    shop.commit()
    shop.git("checkout", "-q", "main")
    shop.git("merge", "-q", "--no-ff", "-m", "merge", "feature")
    shop.git("checkout", "-q", "-b", "next")
    shop.write({FILE: without_total("1.5.0")})
    assert shop.run("check").code == 0


def test_naming_what_to_compare_with_brings_no_settings_of_old_back(shop: Workplace) -> None:
    shop.git("tag", "v1", "main")
    shop.git("checkout", "-q", "main")
    shop.write({"contractdocs.yml": RULES}).commit()
    shop.commit("they hold from now on")
    shop.write({FILE: without_total("1.5.0")})
    assert shop.run("check", "--against", "v1").code == 0
    shop.git("checkout", "-q", "-b", "other", "v1")
    shop.write({FILE: without_total("1.5.0"), "contractdocs.yml": RULES})
    assert shop.run("check", "--against", "v1").code == 1
