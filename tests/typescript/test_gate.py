"""A contract in TypeScript goes the whole way: published, broken, refused, announced, passed, shown."""

from __future__ import annotations

import json
import re

import pytest

from ..conftest import Workplace

INDEX = "contracts/orders/index.ts"
ORDER = "contracts/orders/models/order.ts"
HEADS = {
    "a comment": ("/**\n * Orders\n *\n * Version: {}\n */\n\n", "1.0.0", "2.0.0"),
    "a tag": ("/** @version {} */\n\n", "1.0.0", "2.0.0"),
    "a constant": ("export const API_VERSION = '{}';\n", "1.0.0", "2.0.0"),
    "a short constant": ('export const ORDERS_API_VERSION = "{}" as const;\n', "1.4", "2.0"),
}
FILES = {
    INDEX: "export * from './models/order';\n",
    ORDER: "/** An order. */\nexport interface Order {\n  id: string;\n  note: string;\n}\n",
}


def published(place: Workplace, head: str, version: str) -> Workplace:
    """Return a repository whose contract is published, and something committed after that."""
    place.write({**FILES, INDEX: head.format(version) + FILES[INDEX]}).commit("A version")
    place.commit("other work")
    return place


@pytest.mark.parametrize("name", HEADS)
def test_a_break_is_refused_until_it_is_announced(place: Workplace, name: str) -> None:
    head, old, new = HEADS[name]
    published(place, head, old)
    assert place.run("check").code == 0
    place.edit(ORDER, "  note: string;\n", "")
    refused = place.run("check")
    assert refused.code == 1
    assert "breaking[property-removed]: `note` was removed" in refused.out
    assert f"{ORDER}:2:18 ({old})   was {ORDER}:4:3 ({old})" in refused.out or f"was {ORDER}:4:3" in refused.out
    announced = place.run("announce")
    assert f"{INDEX}: set the version to {new}" in announced.out
    assert (place.root / INDEX).read_text().startswith(head.format(new))
    (file,) = (place.root / "contracts/orders/changes").glob("*.md")
    file.write_text(re.sub(r"^TODO.*", "Read `text` instead.", file.read_text(), flags=re.MULTILINE))
    passed = place.run("check")
    assert passed.code == 0, passed.out


def test_a_syntax_error_fails_the_check_with_its_place(place: Workplace) -> None:
    published(place, HEADS["a comment"][0], "1.0.0").edit(ORDER, "note: string", "note: ;")
    ran = place.run("check")
    assert ran.code == 1
    assert f"{ORDER}:4:" in ran.out
    assert "syntax-error" in ran.out


def test_a_new_file_of_the_folder_is_seen_at_once(place: Workplace) -> None:
    published(place, HEADS["a comment"][0], "1.0.0")
    assert place.run("check").code == 0
    place.write({"contracts/orders/more/state.ts": "export interface {\n"})
    ran = place.run("check")
    assert ran.code == 1
    assert "contracts/orders/more/state.ts:1:" in ran.out


def test_releases_come_from_the_history_of_all_files(place: Workplace) -> None:
    published(place, HEADS["a comment"][0], "1.0.0")
    place.edit(ORDER, "  note: string;\n", "  note: string;\n  more?: string;\n").edit(INDEX, "1.0.0", "1.1.0")
    place.commit("1.1.0")
    contract = json.loads(place.run("check", "--format", "json").out)["contracts"][0]
    assert contract["releases"] == ["1.0.0", "1.1.0"]
    ran = place.run("diff", "orders@1.0.0", "orders@1.1.0")
    assert "property-added" in ran.out
    assert f"{ORDER}:5:3" in ran.out


def test_version_files_stand_apart(place: Workplace) -> None:
    text = "export interface Order {\n  id: string;\n}\n"
    place.write({"contracts/orders/1.0.0.ts": text, "contracts/orders/1.1.0.ts": text.replace("id", "key")}).commit()
    contract = json.loads(place.run("check", "--format", "json").out)["contracts"][0]
    assert (contract["id"], contract["releases"]) == ("orders", ["1.0.0", "1.1.0"])
    assert contract["status"] == "fail"
