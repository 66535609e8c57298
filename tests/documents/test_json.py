"""JSON: duplicates, numbers, halves of characters."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from contractdocs.documents import DocumentError, parse


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ('{"a": 1}', {"a": 1}),
        ('{"a" : 1, "b":2}', {"a": 1, "b": 2}),
        ('{"a": ":", "b": "\\":"}', {"a": ":", "b": '":'}),
        ('["\\ud83d\\ude00", "\\\\ud800"]', ["\U0001f600", "\\ud800"]),
        ("123456789012345678901234567890", 123456789012345678901234567890),
        ("[1e999, -1e999]", [math.inf, -math.inf]),
        ("[1.10, -0.0, 0]", [1.1, -0.0, 0]),
        ('"text"', "text"),
    ],
)
def test_json_reads(text: str, data: Any) -> None:
    assert parse("a.json", text.encode()).data == data


def test_a_number_of_thousands_of_digits_is_infinite() -> None:
    data = parse("a.json", f'{{"a": {"9" * 5000}, "b": -{"9" * 5000}}}'.encode()).data
    assert data == {"a": math.inf, "b": -math.inf}
    assert json.dumps(data)


@pytest.mark.parametrize(
    ("text", "rule", "message", "place"),
    [
        ('{"a": 1,\n "a": 2}', "key-duplicated", "The key `a` is already on line 1.", "2:2"),
        ('{"a": {"b": 1, "\\u0062": 2}}', "key-duplicated", "The key `b` is already on this line.", "1:16"),
        ('[{"a": ":"}, {"":1, "":2}]', "key-duplicated", 'The key "" is already on this line.', "1:21"),
        ('{"a": "x\\ud800"}', "encoding-invalid", "The escape `\\ud800` is one half of a character.", "1:9"),
        ('["\\ud83d\\ude00\\ude00"]', "encoding-invalid", "The escape `\\ude00` is one half of a character.", "1:15"),
        ('["\\ud83d", "\\ude00"]', "encoding-invalid", "The escape `\\ud83d` is one half of a character.", "1:3"),
        ('["\\\\\\ud83d"]', "encoding-invalid", "The escape `\\ud83d` is one half of a character.", "1:5"),
        ('{"NaN": "NaN", "b": NaN}', "syntax-error", "`NaN` is no number in JSON.", "1:21"),
        ("[-Infinity]", "syntax-error", "`-Infinity` is no number in JSON.", "1:2"),
    ],
)
def test_json_that_cannot_be_used_says_where(text: str, rule: str, message: str, place: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse("a.json", text.encode())
    problem = caught.value.problems[0]
    assert (problem.rule, problem.message, str(problem.place)) == (rule, message, f"a.json:{place}")
    assert not caught.value.incomplete


def test_every_duplicate_is_told() -> None:
    with pytest.raises(DocumentError) as caught:
        parse("a.json", b'{"a": {"x": 1, "x": 2}, "b": [{"y": 1, "y": 2}], "a": 3}')
    assert [problem.place.column for problem in caught.value.problems] == [16, 40, 50]
