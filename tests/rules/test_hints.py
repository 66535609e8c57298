"""Every breaking finding says how to move: in the finding itself, and in the JSON that programs read."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from contractdocs.compare import compare
from contractdocs.documents import parse
from contractdocs.formats import named
from contractdocs.model.finding import Finding
from contractdocs.model.interface import Interface
from contractdocs.reports.json import diff_to_json
from contractdocs.reports.text import diff_to_text
from contractdocs.rules import registry
from contractdocs.rules.judgement import judge

from .pages import Example, all_examples

RULES = [rule.id for rule in registry.all_rules() if not rule.lint and not rule.level]
PAIRS = [example for example in all_examples() if example.is_pair]


def can_break(rule: registry.Rule) -> bool:
    return "breaking" in {level.value for level in (rule.input, rule.output, rule.consumer, rule.producer)}


def read(text: str, example: Example) -> Interface:
    return named(example.format).read(parse(example.file, text.encode()), lambda path: None)  # type: ignore[arg-type]


def breaks(example: Example, perspective: str) -> list[Finding]:
    compared = compare(read(example.before, example), read(example.after, example))
    found = (judge(change, "example", perspective=perspective) for change in compared.changes)
    return [finding for finding in found if finding.level == "breaking"]


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_that_can_break_has_a_hint(rule_id: str) -> None:
    rule, hint = registry.rule(rule_id), registry.hint(rule_id)
    if can_break(rule):
        assert len(hint.split()) >= 4, hint
        assert hint.endswith((".", "!")), hint
        assert "\n" not in hint


@pytest.mark.parametrize("perspective", ["", "consumer", "producer", "both"])
def test_every_break_of_every_example_says_how_to_move(perspective: str) -> None:
    seen = 0
    for example in PAIRS:
        for finding in breaks(example, perspective):
            seen += 1
            assert finding.suggestion == registry.hint(finding.rule), finding
    assert seen > 50


def test_programs_read_the_hint_of_breaks_alone() -> None:
    example = next(example for example in PAIRS if breaks(example, "both"))
    broken = breaks(example, "both")[0]
    found = json.loads(diff_to_json([broken, replace(broken, level="risky", suggestion="")], "fail"))["changes"]
    assert [item["migration_hint"] for item in found] == [registry.hint(broken.rule), None]
    assert "mend" in diff_to_text([broken])


def test_a_level_from_the_settings_brings_its_hint() -> None:
    example = next(example for example in PAIRS if breaks(example, "both"))
    raised = replace(breaks(example, "both")[0], suggestion="")  # as where settings make a risky change a breaking one
    assert json.loads(diff_to_json([raised], "fail"))["changes"][0]["migration_hint"]
