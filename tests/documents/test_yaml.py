"""YAML beyond scalars: keys, merges, aliases, tags, several documents; problems with both places."""

from __future__ import annotations

from typing import Any

import pytest

from contractdocs.documents import DocumentError, parse


def problems(text: str, file: str = "a.yaml") -> list[tuple[str, str]]:
    """Return rule and place of every problem of a text that must have some."""
    with pytest.raises(DocumentError) as caught:
        parse(file, text.encode())
    assert not caught.value.incomplete
    return [(problem.rule, str(problem.place)) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("200: a\n404: b\n", {"200": "a", "404": "b"}),
        ("1.10: a\n", {"1.10": "a"}),
        ("true: a\n1: b\n", {"true": "a", "1": "b"}),
        ("01: a\n1: b\n", {"01": "a", "1": "b"}),
        ("null: a\n~: b\n", {"null": "a", "~": "b"}),
        ("? a\n: b\n", {"a": "b"}),
        ("- &x a\n- *x : b\n", ["a", {"a": "b"}]),
        ("a: {b, c: 1}\n", {"a": {"b": None, "c": 1}}),
        ("a:\n- 9223372036854776000\n- 9223372036854776001\n", {"a": [9223372036854776000, 9223372036854776001]}),
        ("a: 9223372036854776000\nb: 9.223372036854776e+18\n", {"a": 9223372036854776000, "b": 9.223372036854776e18}),
        ("12345678901234567890123: a\n", {"12345678901234567890123": "a"}),
        (".nan: a\n", {".nan": "a"}),
    ],
)
def test_keys_are_their_source_text(text: str, data: Any) -> None:
    found = parse("a.yaml", text.encode()).data
    assert found == data
    assert repr(found) == repr(data)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("b: &b {x: 1, y: 2}\nc:\n  <<: *b\n  y: 3\n", {"x": 1, "y": 3}),
        ("b: &b {x: 1}\nc:\n  y: 3\n  <<: *b\n", {"y": 3, "x": 1}),
        ("b: &b {x: 1, y: 2}\nd: &d {x: 9, z: 8}\nc:\n  <<: [*b, *d]\n", {"x": 1, "y": 2, "z": 8}),
        ("c:\n  <<: {x: 1}\n", {"x": 1}),
        ("c:\n  '<<': {x: 1}\n", {"<<": {"x": 1}}),
        ("b: &b {x: 1}\nd: &d\n  <<: *b\n  y: 1\nc:\n  <<: *d\n", {"x": 1, "y": 1}),
    ],
)
def test_merge_keys_merge_mappings(text: str, data: Any) -> None:
    found = parse("a.yaml", text.encode()).data["c"]
    assert found == data
    assert list(found) == list(data)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\nb: 2\na: 3\n", [("key-duplicated", "a.yaml:3:1")]),
        ("a:\n  b: 1\n  'b': 2\n", [("key-duplicated", "a.yaml:3:3")]),
        ('200: a\n"200": b\n', [("key-duplicated", "a.yaml:2:1")]),
        ("a: {b: 1, b: 2}\n", [("key-duplicated", "a.yaml:1:11")]),
        ("a: 1\na: 1\nb:\n  c: 1\n  c: 1\n", [("key-duplicated", "a.yaml:2:1"), ("key-duplicated", "a.yaml:5:3")]),
        ("b: &b {}\nc:\n  <<: *b\n  <<: *b\n", [("key-duplicated", "a.yaml:4:3")]),
        ("- a: 1\n  a: 2\n", [("key-duplicated", "a.yaml:2:3")]),
        ("? [a]\n: b\n", [("key-not-text", "a.yaml:1:3")]),
        ("a: {{ name }}\n", [("key-not-text", "a.yaml:1:5")]),
        ("a: !!python/object/apply:os.system [x]\n", [("tag-unknown", "a.yaml:1:4")]),
        ("a: !Foo 1\n", [("tag-unknown", "a.yaml:1:4")]),
        ("a: !Foo {b: 1}\nc: !!set {}\n", [("tag-unknown", "a.yaml:1:4"), ("tag-unknown", "a.yaml:2:4")]),
        ("!Foo a: 1\n", [("tag-unknown", "a.yaml:1:1")]),
        ("a: !!int x\n", [("tag-mismatched", "a.yaml:1:4")]),
        ("a: 1\n---\nb: 2\n", [("documents-many", "a.yaml:2:1")]),
        ("a: &a\n  b: *a\n", [("alias-cyclic", "a.yaml:2:6")]),
        ("a: *b\n", [("alias-undefined", "a.yaml:1:4")]),
        ("<<: 1\n", [("merge-invalid", "a.yaml:1:5")]),
        ("<<: [{a: 1}, 2]\n", [("merge-invalid", "a.yaml:1:5")]),
        ("a: \x07\n", [("character-forbidden", "a.yaml:1:4")]),
        ("a: 1\nb: \x85\x9f\n", [("character-forbidden", "a.yaml:2:5")]),
        ("a: 1\na: 2\nb: [\n", [("key-duplicated", "a.yaml:2:1"), ("syntax-error", "a.yaml:3:4")]),
    ],
)
def test_a_text_that_cannot_be_used_says_where(text: str, found: list[tuple[str, str]]) -> None:
    assert problems(text) == found


def test_a_duplicate_key_names_the_line_of_the_first() -> None:
    with pytest.raises(DocumentError) as caught:
        parse("a.yaml", b"x: 1\n# a comment\n\nx: 2\n")
    assert str(caught.value) == (
        "a.yaml:4:1: The key `x` is already on line 1. Remove one of the two, or rename it. [key-duplicated]"
    )


def test_a_misspelt_alias_or_tag_is_guessed() -> None:
    with pytest.raises(DocumentError) as caught:
        parse("a.yaml", b"base: &base {}\na: *bsae\nb: !!strr 1\n")
    assert [problem.suggestion for problem in caught.value.problems] == [
        "Did you mean `*base`?",
        "Did you mean `!!str`?",
    ]


def test_characters_that_ended_lines_in_yaml_1_1_are_plain_now() -> None:
    text = "a: one\u2028two\nb: 'x\x85y'\nc: |\n  p\u2029q\n"
    document = parse("a.yaml", text.encode())
    assert document.data == {"a": "one\u2028two", "b": "x\x85y", "c": "p\u2029q\n"}
    assert document.place("/c").line == 3


@pytest.mark.parametrize(
    "text", ["---\na: 1\n", "# c\n---\n# d\na: 1\n", "a: 1\n...\n", "%YAML 1.2\n---\na: 1\n", "--- {a: 1}\n"]
)
def test_marks_around_one_document_are_allowed(text: str) -> None:
    assert parse("a.yaml", text.encode()).data == {"a": 1}


def test_problems_without_end_are_cut() -> None:
    assert len(problems("a: 1\n" * 1000)) == 100
