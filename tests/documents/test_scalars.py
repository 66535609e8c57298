"""Scalars by YAML 1.2, the same on both ways through the parser."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from contractdocs.documents import Limits, parse
from contractdocs.documents.yaml_exact import parse_exactly
from contractdocs.documents.yaml_fast import parse_fast

SCALARS: list[tuple[str, Any]] = [
    ("no", "no"),
    ("on", "on"),
    ("yes", "yes"),
    ("y", "y"),
    ("2020-01-31", "2020-01-31"),
    ("2020-01-31T10:00:00Z", "2020-01-31T10:00:00Z"),
    ("12:30:45", "12:30:45"),
    ("012", 12),
    ("0o14", 12),
    ("0x1F", 31),
    ("-0x1F", "-0x1F"),
    ("0b11", "0b11"),
    ("1_000", "1_000"),
    ("+12", 12),
    ("-12", -12),
    ("1.10", 1.1),
    (".5", 0.5),
    ("5.", 5.0),
    ("1e3", 1000.0),
    ("1e", "1e"),
    (".", "."),
    ("-.5", -0.5),
    ("~", None),
    ("null", None),
    ("NULL", None),
    ("nULL", "nULL"),
    ("", None),
    ("true", True),
    ("False", False),
    ("tRUE", "tRUE"),
    ("9223372036854775807", 2**63 - 1),
    ("9223372036854775808", 2**63),
    ("-123456789012345678901234567890", -123456789012345678901234567890),
    ("1e999", math.inf),
    (".inf", math.inf),
    ("-.INF", -math.inf),
    ("Infinity", "Infinity"),
    ("1.2.3", "1.2.3"),
    ("=", "="),
    ("'012'", "012"),
    ('"1.10"', "1.10"),
]


@pytest.mark.parametrize(("text", "value"), SCALARS)
@pytest.mark.parametrize("form", ["a: {}\n", "a:\n- {}\n", "- {}\n", "a: [1, {}]\n"])
def test_a_scalar_reads_by_yaml_1_2(text: str, value: Any, form: str) -> None:
    if not text and "[" in form:
        return
    written = form.format(text)
    for data in (parse_exactly("a.yaml", written, Limits()), parse("a.yaml", written.encode()).data):
        while isinstance(data, dict | list):
            data = data[-1] if isinstance(data, list) else data["a"]
        assert data == value
        assert type(data) is type(value)


def test_not_a_number_is_kept_as_a_float() -> None:
    assert math.isnan(parse("a.yaml", b"a: .NaN\n").data["a"])


@pytest.mark.parametrize("digits", ["9" * 5000, "-" + "9" * 5000, "0x" + "f" * 5000, "0o" + "7" * 9000])
def test_numbers_of_thousands_of_digits_are_infinite_and_can_be_written(digits: str) -> None:
    data = parse("a.yaml", f"a: {digits}\n".encode()).data
    assert abs(data["a"]) == math.inf
    assert json.dumps(data)


@pytest.mark.parametrize("digits", ["9" * 3400, "0x" + "f" * 3500])
def test_long_numbers_stay_whole_as_long_as_they_can_be_written(digits: str) -> None:
    data = parse("a.yaml", f"a: {digits}\n".encode()).data
    assert data["a"] == int(digits, 0)
    assert json.loads(json.dumps(data)) == data


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("!!str 12", "12"),
        ('!!int "12"', 12),
        ("!!float 1", 1.0),
        ("!!float " + "9" * 400, math.inf),
        ("!!bool true", True),
        ('!!null ""', None),
        ("!!null ~", None),
        ("!<tag:yaml.org,2002:int> 5", 5),
        ('! "5"', "5"),
        ("!!seq [1]", [1]),
        ("!!map {a: 1}", {"a": 1}),
    ],
)
def test_standard_tags_are_honoured(text: str, value: Any) -> None:
    data = parse("a.yaml", f"a: {text}\n".encode()).data
    assert data == {"a": value}
    assert type(data["a"]) is type(value)


def test_plain_block_yaml_takes_the_fast_way() -> None:
    text = "openapi: 3.0.0\npaths:\n  /a/{id}:\n    get:\n      200: {}\n      404:\n        x: [a, b]\n"
    data = {"openapi": "3.0.0", "paths": {"/a/{id}": {"get": {"200": {}, "404": {"x": ["a", "b"]}}}}}
    assert parse_fast(text, Limits()) == (data,)
