"""Texts made to exhaust: each ends early, with a place. Work is counted in events, and runs under a memory bound."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from contractdocs.documents import DocumentError, Limits, parse, yaml_exact
from contractdocs.documents.yaml_scan import scan

LETTERS = "abcdefghij"
ALIAS_BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{two}: &{two} [{', '.join([f'*{one}'] * 9)}]\n" for one, two in pairwise(LETTERS)
)
MAPPING = "a: &a {" + ", ".join(f"k{index}: 1" for index in range(2000)) + "}\n"
CHAIN = "a0: &a0 [x]\n" + "".join(f"a{index}: &a{index} [*a{index - 1}]\n" for index in range(1, 500))


@pytest.mark.parametrize(
    ("text", "place", "setting", "events"),
    [
        (ALIAS_BOMB, "7:16", "max_nodes", 200),
        (MAPPING + "b:\n  <<: [" + ",".join(["*a"] * 2000) + "]\n", "3:1502", "max_nodes", 5000),
        ("a: &a 1\nb: [" + ",".join(["*a"] * 2000) + "]\n", "2:3005", "max_aliases", 1100),
        (CHAIN, "200:14", "max_depth", 1200),
        ("[" * 20_000 + "]" * 20_000, "1:201", "max_depth", 210),
        ("[" * 200_000, "1:201", "max_depth", 210),
        ("{a: " * 200_000, "1:801", "max_depth", 410),
        ("- " * 200_000, "1:401", "max_depth", 210),
        ("? " * 200_000, "1:401", "max_depth", 410),
        ("".join(" " * depth + "a:\n" for depth in range(3000)), "201:201", "max_depth", 610),
    ],
)
def test_a_bomb_in_yaml_ends_after_few_events(
    text: str, place: str, setting: str, events: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = []
    events_of = yaml_exact.events_of

    def counted(text: str) -> Iterator[Any]:
        for event in events_of(text):
            taken.append(None)
            yield event

    monkeypatch.setattr(yaml_exact, "events_of", counted)
    with pytest.raises(DocumentError) as caught:
        parse("a.yaml", text.encode())
    assert caught.value.incomplete
    problem = caught.value.problems[0]
    assert (problem.rule, str(problem.place)) == ("limit-reached", f"a.yaml:{place}")
    assert f"`limits.{setting}`" in problem.suggestion
    assert len(taken) <= events


@pytest.mark.parametrize(
    ("text", "column"), [("[" * 200_000, 201), ("[" * 20_000 + "]" * 20_000, 201), ('{"a":' * 200_000, 1001)]
)
def test_deep_json_is_incomplete(text: str, column: int) -> None:
    with pytest.raises(DocumentError) as caught:
        parse("a.json", text.encode())
    assert caught.value.incomplete
    assert str(caught.value.problems[0].place) == f"a.json:1:{column}"


def test_a_higher_limit_than_the_decoder_can_take_is_still_a_limit() -> None:
    with pytest.raises(DocumentError) as caught:
        parse("a.json", b"[" * 200_000 + b"]" * 200_000, Limits(max_depth=1_000_000))
    assert caught.value.incomplete


@pytest.mark.parametrize(
    "text",
    [
        "a: b" + " " * 200_000 + "\tx\n",
        "a: [b" + " " * 200_000 + "!\n",
        "a: " + "b:" * 200_000 + "\t\n",
        "a: " + "b#" * 200_000 + "\t\n",
        'a: "' + "\n" * 200_000 + "\t",
        'a: "' + "\n  x" * 200_000,
        'a: "' + '\\"' * 200_000,
        "a: |" + "\n" * 200_000,
        "a: |\n" + (" " * 400 + "\n") * 500,
        "a: [" + "a, " * 200_000,
        " " * 200_000,
        '"' + "a\n" * 200_000,
        "a: |\n" + "  x\n" * 100_000 + "b",
    ],
)
def test_the_scan_gives_up_on_texts_that_make_patterns_slow(text: str) -> None:
    assert scan(text) is None


PROGRAM = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
from contractdocs.documents import DocumentError, parse
try:
    print(type(parse("a" + sys.argv[1], sys.stdin.buffer.read()).data).__name__)
except DocumentError as error:
    print("incomplete" if error.incomplete else "wrong", error.problems[0].rule, error.problems[0].place.line)
"""
EXHAUSTING = [
    (".yaml", "a: '" + "x" * 10_000_000 + "'\n", "dict"),
    (".yaml", "a: |\n" + "  x\n" * 1_000_000, "dict"),
    (".yaml", "enum:\n" + "- value\n" * 100_000, "incomplete limit-reached 50002"),
    (".yaml", "".join(f"key{index}: 1\n" for index in range(250_000)), "incomplete limit-reached 100001"),
    (".yaml", "a: [" + "1," * 3_000_000 + "1]\n", "incomplete limit-reached 1"),
    (".json", "[" + "[]," * 3_000_000 + "1]", "incomplete limit-reached 1"),
    (".json", '{"a": "' + "\\\\" * 2_000_000 + '"}', "dict"),
    (".json", '{"a": "' + "[" * 1_000_000, "wrong syntax-error 1"),
    (".yaml", "a: 1\n" * 100_000, "wrong key-duplicated 2"),
    (".yaml", "k" * 3_000_000 + ": 1\n", "wrong syntax-error 1"),
    (".yaml", "!" * 100_000, "wrong tag-unknown 1"),
]


@pytest.mark.parametrize(("ending", "text", "outcome"), EXHAUSTING)
def test_a_huge_text_stays_within_512_megabytes(ending: str, text: str, outcome: str) -> None:
    program = PROGRAM.format(memory=512 * 2**20)
    assert resource.getrlimit(resource.RLIMIT_AS)
    done = subprocess.run(
        [sys.executable, "-c", program, ending], input=text.encode(), capture_output=True, timeout=120, check=False
    )
    assert done.stdout.decode().strip() == outcome, done.stderr.decode()
