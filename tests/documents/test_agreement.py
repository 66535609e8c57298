"""The fast ways and the exact ways say the same: about data, about places, and about what cannot be read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings

from contractdocs.documents import Document, DocumentError, Limits, parse
from contractdocs.documents.yaml_exact import parse_exactly
from contractdocs.documents.yaml_fast import parse_fast
from contractdocs.documents.yaml_places import EventPlaces, LinePlaces

from .texts import contracts, data

MANY = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SHARED = Path(__file__).parents[3] / "shared"


def same(one: Any, two: Any) -> bool:
    """Return whether two values are equal in type and order too."""
    if type(one) is not type(two):
        return False
    if isinstance(one, dict):
        return list(one) == list(two) and all(same(one[key], two[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(two) and all(map(same, one, two))
    return bool(one == two or (one != one and two != two))


def pointers(value: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the steps of every part of some data, with the part."""
    yield before, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in items:
        yield from pointers(child, (*before, str(step)))


def check_ways(text: str) -> None:
    """Check that the fast way, where it is taken, says what the exact way says."""
    fast = parse_fast(text, Limits())
    if fast is not None:
        assert same(fast[0], parse_exactly("a.yaml", text, Limits()))


def check_places(document: Document) -> None:
    """Check that the finder that jumps through lines finds what the event stream says."""
    if type(document.places) is not LinePlaces:
        return
    exact = EventPlaces(document.content)
    for steps, value in pointers(document.data):
        assert document.places.find(steps) == exact.find(steps)
        if not isinstance(value, dict | list | str):
            assert document.places.raw(steps) == exact.raw(steps)


@MANY
@given(contracts())
@example("200: a\n'200': b\n")
@example("b: 1\n .a: 2\n")
@example("  a: 1\nb: 2\n")
@example("a: |\n  text")
@example("a: 1\n--- [b]\n")
@example("12345678901234567890123: a\n")
@example("servers:\n  #~")
@example("a: 'x\n  y'\nb: \"z\\\n  w\"\n")
@example("a: text\n\r\ufeffa: text\n")
@example("\ufeffa: text\na: text\n")
def test_both_ways_through_yaml_agree(text: str) -> None:
    try:
        document = parse("a.yaml", text.encode())
    except DocumentError as error:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for problem in error.problems:
            assert 1 <= problem.place.line <= len(lines)
            assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
            assert problem.message.endswith(".")
        if error.problems[0].rule != "character-forbidden":
            assert parse_fast(text.removeprefix("\ufeff"), Limits()) is None
        return
    if document.syntax == "yaml" and "\r" not in text and not text.startswith("\ufeff"):
        check_ways(text)
    check_places(document)


@MANY
@given(data())
def test_what_json_writes_is_read_again(value: Any) -> None:
    for indent in (None, 2):
        text = json.dumps(value, indent=indent)
        document = parse("a.json", text.encode())
        assert same(document.data, value)
        lines = text.split("\n")
        for steps, part in pointers(value):
            place = document.place("".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps))
            rest = lines[place.line - 1][place.column - 1 :]
            assert rest.startswith(json.dumps(part)[:1])
            if not isinstance(part, dict | list | str):
                assert rest.startswith(document.source_text("".join("/" + escaped(step) for step in steps)) or "?")


def escaped(step: str) -> str:
    """Return a step of a pointer as it is written."""
    return step.replace("~", "~0").replace("/", "~1")


@MANY
@given(data())
def test_what_yaml_writes_is_read_the_same_on_both_ways(value: Any) -> None:
    for width, flow in ((80, False), (20, False), (80, None)):
        text = yaml.safe_dump(value, width=width, default_flow_style=flow, allow_unicode=True)
        try:
            document = parse("a.yaml", text.encode())
        except DocumentError:
            assert parse_fast(text, Limits()) is None
            continue
        check_ways(text)
        check_places(document)


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb:\n- [c, {d: 2}]\n- |\n  text\n- 'it''s'\n",
        "a: &x {b: 1}\nc:\n  <<: *x\n  d: *x\n",
        "a: 1\na: 2\n",
        "a: b: c\n",
        "a: one\u2028two\n",
    ],
)
def test_yaml_is_read_the_same_without_libyaml(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def outcome() -> Any:
        try:
            found = parse_exactly("a.yaml", text, Limits())
            places = EventPlaces(text.encode())
            return found, [places.find(steps) for steps, _ in pointers(found)]
        except DocumentError as error:
            return [(problem.rule, problem.place) for problem in error.problems]

    with_libyaml = outcome()
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert outcome() == with_libyaml


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of real contracts is not beside this repository")
def test_both_ways_agree_on_real_contracts() -> None:
    files = [path for path in SHARED.rglob("*.y*ml") if path.stat().st_size < 200_000]
    assert files
    for path in files:
        document = parse(path.name, path.read_bytes())
        check_ways(path.read_text("utf-8"))
        check_places(document)
