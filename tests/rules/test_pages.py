"""A rule is a page, and its page is its test: every example gives exactly its findings, with all rules on."""

from __future__ import annotations

import ast
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from contractdocs.compare import compare
from contractdocs.documents import DocumentError, parse
from contractdocs.formats import detect, guess
from contractdocs.model.interface import Interface
from contractdocs.rules import registry
from contractdocs.rules.judgement import judge, lint
from contractdocs.rules.registry import Reading

from .pages import Alone, Example, all_examples, examples_of, normal

RULES = registry.all_rules()
PAIRS = [example for example in all_examples() if example.is_pair]
SINGLES = [example for example in all_examples() if not example.is_pair]
COMPARE = Path(registry.FOLDER).parent / "compare"


def name_of(example: Example) -> str:
    return f"{example.rule}-{example.format}{'-quiet' if example.quiet else ''}"


def read(text: str, fmt: str, file: str) -> Interface:
    document = parse(file, text.encode())
    found = detect(document)
    assert found is not None, guess(document)
    assert found.name == fmt
    return found.read(document, Alone())


def changed(before: Interface, after: Interface) -> list[str]:
    """Return the findings of a pair as the pages write them."""
    lines = []
    for change in compare(before, after).changes:
        finding = judge(change, "example")
        level = finding.level
        if change.data:
            sides = (judge(change, "example", perspective=side).level for side in ("consumer", "producer"))
            level = "/".join(sides)  # type: ignore[assignment]
        lines.append(f"{finding.rule}  {finding.address}  {level}  {finding.message}")
    return lines


@pytest.mark.parametrize("example", PAIRS, ids=name_of)
def test_a_pair_gives_exactly_its_findings(example: Example) -> None:
    before, after = (read(text, example.format, example.file) for text in (example.before, example.after))
    got = changed(before, after)
    assert sorted(map(normal, got)) == sorted(map(normal, example.expected))


@pytest.mark.parametrize("example", PAIRS, ids=name_of)
def test_a_document_against_itself_gives_nothing(example: Example) -> None:
    for text in (example.before, example.after):
        assert changed(*(read(text, example.format, example.file) for _ in range(2))) == []
        if example.file.endswith(".yaml"):
            mixed = read(shuffled(text), example.format, example.file)
            assert changed(read(text, example.format, example.file), mixed) == []


def shuffled(text: str) -> str:
    """Return a document with the keys of its mappings in another order."""

    def turn(value: Any) -> Any:
        if isinstance(value, dict):
            items = list(value.items())
            random.Random(7).shuffle(items)
            return {key: turn(item) for key, item in items}
        return [turn(item) for item in value] if isinstance(value, list) else value

    return json.dumps(turn(parse("x.yaml", text.encode()).data))


@pytest.mark.parametrize("example", SINGLES, ids=name_of)
def test_a_document_gives_exactly_its_findings(example: Example) -> None:
    def line(rule: str, place: Any, level: str, message: str) -> str:
        return f"{rule}  {place.line}:{place.column}  {level}  {message}"

    try:
        document = parse(example.file, example.before.encode())
    except DocumentError as error:
        got = [line(item.rule, item.place, "error", item.message) for item in error.problems]
    else:
        found = detect(document)
        assert found is not None
        interface = found.read(document, Alone()) if isinstance(document.data, str) else None
        document = interface.origin.document if interface else document
        findings = list(found.validate(document))
        if not any(finding.level == "error" for finding in findings):
            interface = interface or found.read(document, Alone())
            reading = Reading(document, document.data, interface)
            findings += lint(reading, "example", format_name=found.name)
        got = [line(f.rule, f.new.place, f.level, f.message) for f in findings if f.new]
    assert sorted(map(normal, got)) == sorted(map(normal, example.expected))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_page_is_whole(rule: registry.Rule) -> None:
    assert rule.title
    assert rule.why
    assert rule.mend
    assert rule.message
    assert not re.match(r"(no|avoid|use|require|must|should|do-not)-", rule.id), "an id names the thing that is wrong"
    assert bool(rule.lint) <= (rule.level in ("error", "warning", "note"))


JUDGED = [rule for rule in RULES if not rule.level]


@pytest.mark.parametrize("rule", JUDGED, ids=lambda rule: rule.id)
def test_a_judged_rule_fires_stays_quiet_and_has_its_mirror(rule: registry.Rule) -> None:
    examples = examples_of(rule)
    for fmt in rule.formats:
        firing = [
            e for e in examples if e.format == fmt and any(line.startswith(rule.id + "  ") for line in e.expected)
        ]
        assert firing, f"no example of {fmt} fires"
    if rule.formats:
        assert any(example.quiet and not example.expected for example in examples)
    assert rule.mirror.startswith("none: ") or rule.mirror in registry.pages()


@pytest.mark.parametrize("rule", [r for r in RULES if registry.lint_of(r.id)], ids=lambda rule: rule.id)
def test_a_lint_fires_and_stays_quiet(rule: registry.Rule) -> None:
    examples = examples_of(rule)
    assert any(any(line.startswith(rule.id + "  ") for line in example.expected) for example in examples)
    assert any(not any(line.startswith(rule.id + "  ") for line in example.expected) for example in examples)


def emitted() -> set[str]:
    """Return every text in compare/ that is the id of a judged rule."""
    ids = {rule.id for rule in JUDGED}
    texts: set[str] = set()
    for module in COMPARE.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.update(node.value.split())
    return texts & ids


def test_no_page_judges_what_nothing_emits() -> None:
    built = {rule.id for rule in JUDGED} - emitted()
    stems = {
        "-added",
        "-removed",
        "-changed",
        "-raised",
        "-lowered",
        "-tightened",
        "-loosened",
        "-widened",
        "-narrowed",
    }
    stems |= {"-became-read-only", "-became-write-only", "-no-longer-read-only", "-no-longer-write-only", "-undecided"}
    stems |= {"-reordered", "-closed", "-opened", "-moved", "-unclear"}
    assert not {rule for rule in built if not any(rule.endswith(stem) for stem in stems)}


def test_every_emitted_kind_has_a_page() -> None:
    """Every example compares with all rules on; a kind without a page would raise there. Here: the named ones."""
    for module in COMPARE.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in (
                "emit",
                "Change",
            ):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    assert first.value in registry.pages(), f"{module.name}: {first.value}"
