"""Rules of an organisation's own: ten of a style guide hold what their pages say, and nothing in a page is executed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Workplace

from .documents import orders, without_total

PAGE = Path(__file__).parent.parent.parent / "docs/how-to/own-rules.md"
TEN = re.findall(
    r"^### `([a-z-]+\.md)`\n\n````markdown\n(.*?)^````$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
)
FILE = "contracts/orders.openapi.yaml"
OVERRIDE = "---\nrule: property-removed\nlevel: safe\nreason: Nobody reads it.\n---\n# Fine here\n"


@pytest.fixture
def ruled(place: Workplace) -> Workplace:
    place.write({f"rules/{name}": text for name, text in TEN})
    place.write({"contractdocs.yml": "own_rules: rules\n", FILE: orders("1.4.0")}).commit()
    return place


def test_ten_rules_of_a_style_guide_hold_what_their_pages_say(ruled: Workplace) -> None:
    assert len(TEN) == 10
    ran = ruled.run("rules", "test")
    assert ran.code == 0, ran.out
    assert ran.out.count("ok ") == 10


def test_they_are_applied_listed_and_explained(ruled: Workplace) -> None:
    for command in ("check", "lint"):
        ran = ruled.run(command, "--format", "json")
        report = json.loads(ran.out)
        found = report["findings"] if command == "lint" else report["contracts"][0]["findings"]
        by_rule = {finding["rule"]: finding for finding in found}
        assert by_rule["contact-missing"]["level"] == "error"
        assert by_rule["number-without-format"]["new"]["line"] > 20
        assert ran.code == 1
    assert "contact-missing" in ruled.run("rules", "list", "--own").out
    assert "Numbers say their precision" in ruled.run("explain", "number-without-format").out
    assert "contact-missing" in ruled.run("check", "--format", "sarif").out
    text = "own_rules: rules\nrules: {contact-missing: {level: 'off', reason: We have a chat.}}\n"
    ruled.write({"contractdocs.yml": text})
    assert "contact-missing" not in ruled.run("check").out


def test_they_have_pages_on_the_site(ruled: Workplace) -> None:
    from datetime import date

    from contractdocs.check import run
    from contractdocs.settings import load
    from contractdocs.site import build_site

    made = build_site(run(ruled.root, load(ruled.root), date(2026, 11, 21)))
    assert "rules/contact-missing/index" in {page.uri for page in made.pages}


def test_a_page_gives_another_level_with_its_reason(place: Workplace) -> None:
    place.write({"rules/fine.md": OVERRIDE, "contractdocs.yml": "own_rules: rules\n", FILE: orders("1.4.0")}).commit()
    place.write({FILE: without_total("1.5.0")})
    assert place.run("check").code == 0
    assert "Nobody reads it." in place.run("rules", "list", "--own").out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("no front matter", "front matter"),
        ("---\neach: operation\nmust_have: x\nmessage: m\nmust_hve: y\n---\n# T\n", "Did you mean `must_have`?"),
        ("---\neach: planet\nmust_have: x\nmessage: m\n---\n# T\n", "`each` is one of"),
        ("---\neach: operation\nmessage: m\n---\n# T\n", "asks for nothing"),
        ("---\neach: operation\nmust_match: {path: '(a'}\nmessage: m\n---\n# T\n", "is no pattern"),
        ("---\neach: operation\nmust_match: {path: '(a)\\1'}\nmessage: m\n---\n# T\n", "is no pattern"),
        (OVERRIDE.replace("reason: Nobody reads it.", "reason: ''"), "needs a `reason`"),
        (OVERRIDE.replace("property-removed", "property-remved"), "is no rule"),
    ],
)
def test_a_page_that_cannot_be_used_stops_the_check(place: Workplace, text: str, words: str) -> None:
    place.write({"rules/mine.md": text, "contractdocs.yml": "own_rules: rules\n", FILE: orders()}).commit()
    ran = place.run("check")
    assert ran.code == 2
    assert words in ran.err
    assert "rules/mine.md" in ran.err


def test_a_folder_without_rules_is_no_pass(place: Workplace) -> None:
    place.write({"contractdocs.yml": "own_rules: rules\n", FILE: orders()}).commit()
    assert place.run("check").code == 2


def test_examples_that_lie_fail(ruled: Workplace) -> None:
    ruled.edit("rules/contact-missing.md", "error  Shop names nobody", "error  Somebody names nobody")
    ran = ruled.run("rules", "test")
    assert ran.code == 1
    assert "FAIL contact-missing" in ran.out


def test_patterns_take_time_in_proportion_to_the_text() -> None:
    """An engine that goes back would not come to an end here."""
    from contractdocs.rules.patterns import compiled

    assert not compiled("^(a+)+$").search("a" * 2000 + "b")
    assert compiled("^[a-z]+(_[a-z]+)*$").search("order_id")


def test_a_new_rule_can_be_used_as_it_is(place: Workplace) -> None:
    place.write({FILE: orders()}).commit()
    ran = place.run("rules", "new", "operation-undescribed")
    assert ran.code == 0
    assert "own_rules: contract-rules" in ran.out
    place.write({"contractdocs.yml": "own_rules: contract-rules\n"})
    assert "operation-undescribed" in place.run("check").out
    assert place.run("rules", "test").code == 1, "it has no examples yet"
    assert place.run("rules", "new", "operation-undescribed").code == 2
    assert place.run("rules", "new", "x", "--each", "operatoin").code == 2
