"""What is said about common mistakes: the place, the fault, the way to mend it."""

from __future__ import annotations

import pytest
import yaml

from contractdocs.documents import DocumentError, parse

YAML = [
    ("title: a: b", "1:9", "The value of `title` holds `: `, which would begin another value.", "in quotes"),
    (
        "info:\n  title: x\n   version: 1",
        "3:4",
        "A key stands here, but the line above has a value already.",
        "Line it up",
    ),
    ("title\nversion: 1", "1:1", "`:` is missing after `title`.", "Write `:` and a space"),
    ("a: 1\ntitle\nb: 2", "2:1", "`:` is missing after `title`.", "Write `:` and a space"),
    ("info:\n\ttitle: x", "2:1", "A tab is used for indentation.", "Use spaces."),
    ("info:\n  title: x\n\tversion: 1", "3:1", "A tab is used for indentation.", "Use spaces."),
    ("a: @x", "1:4", "A value cannot begin with `@`.", "in quotes"),
    ("a: `x`", "1:4", 'A value cannot begin with "`".', "in quotes"),
    ('a: "x" y', "1:8", "There is text after the closing quote.", "one pair of quotes"),
    ("a: 'it's'", "1:8", "There is text after the closing quote.", "write an apostrophe twice"),
    ('a: "x\nb: 1', "1:4", 'The quote " is not closed.', "Close it"),
    ("a: 'x\nb: 1", "1:4", "The quote ' is not closed.", "apostrophe twice"),
    ('a: "\\d"', "1:5", "`\\d` is no escape.", "single quotes"),
    ('a: "\\ud83d\\ude00"', "1:7", "The escape is no character.", "\\U0001F600"),
    ("a: - b", "1:4", "A list item stands on the line of its key.", "next line"),
    ("a: [1, 2", "1:4", "`[` is not closed.", "Add `]`."),
    ("a: [1,\n  {b: 2},\n", "1:4", "`[` is not closed.", "Add `]`."),
    ("a: {b: 1", "1:4", "`{` is not closed.", "Add `}`."),
    ("a: [b, c\nd: e", "2:2", "A comma or `]` is missing here, in the part that begins on line 1.", "commas"),
    ("a: [a,,b]", "1:7", "A value is missing before `,`.", "Remove the comma"),
    ("a: [b]]", "1:7", "There is text after the closing `]`.", "in quotes"),
    ("a: * b", "1:4", "`*` must be followed by a name here.", "in quotes"),
    ("a: & b", "1:4", "`&` must be followed by a name here.", "in quotes"),
    ("a: | text\n  b", "1:6", "There is text after `|` or `>`.", "next line"),
    ("a: 1\n- b", "2:1", "A list item stands among the keys of a mapping.", "Line it up"),
    (
        "a:\n  b: 1\n c: 2",
        "3:2",
        "This line does not line up with the keys that begin on line 1, column 1.",
        "Line it up",
    ),
    ("- a\nb: 1", "2:1", "This is no item of the list that begins on line 1, column 1.", "Begin it with `- `"),
    ("a: 1\n...\nb", "3:1", "There is text after the end of the document.", "Line it up"),
    ("a: !x!y z", "1:4", "The handle of this tag is not defined.", "Remove the tag"),
    ("%FOO\n---\na: 1", "1:5", "The YAML cannot be read while scanning a directive: found unknown directive name.", ""),
]
JSON = [
    ('{"a": 1,}', "1:8", "A comma stands before the closing `}`.", "Remove the comma."),
    ("[1,\n]", "1:3", "A comma stands before the closing `]`.", "Remove the comma."),
    ("{a: 1}", "1:2", "The key `a` is not in quotes.", "double quotes"),
    ("{'a': 1}", "1:2", "The key is in single quotes.", "double quotes"),
    ("{\"a\": 'x'}", "1:7", "The text is in single quotes.", "double quotes"),
    ('{"a" 1}', "1:6", "`:` is missing before `1`.", "Write `:`"),
    ('{"a": 1\n "b": 2}', "2:2", 'A comma is missing before `"b"`.', "Add the comma."),
    ('{"a": [1', "1:7", "`[` is not closed.", "Add `]`."),
    ('{"a": 1]', "1:8", "`]` stands where `{` is still open.", "Write `}` before it"),
    ('{"a": "x', "1:7", "The quote that begins here is not closed.", "Add the closing"),
    ('{"a": "x\ny"}', "1:7", "The quote that begins here is not closed on its line.", "`\\n`"),
    ('{"a": "\\d"}', "1:8", "`\\d` is no escape of JSON.", "twice"),
    ('{"a": "\\u12"}', "1:9", "`\\u` must be followed by four hexadecimal digits.", "Write the code"),
    ('{"a": True}', "1:7", "`True` is no word of JSON.", "Write `true`."),
    ('{"a": .5}', "1:7", "`.5` is no number of JSON.", "Begin a number"),
    ('{"a": 012}', "1:7", "A number begins with 0.", "leading zero"),
    ('{"a": 1} x', "1:10", "There is text after the end of the JSON.", "one document"),
    ('// c\n{"a": 1}', "1:1", "JSON has no comments.", "Remove the comment"),
    ('{"a": 1 // x\n}', "1:9", "JSON has no comments.", "Remove the comment"),
    ("", "1:1", "The file is empty.", "Write at least `{}`."),
    ("openapi: 3.0", "1:1", "The text does not begin like JSON.", "name the file .yaml"),
    ('{"a": undefined}', "1:7", "The text `undefined` is not in quotes.", "double quotes"),
    ('{"a":}', "1:6", "A value is missing before `}`.", "Write a value"),
    ("{,}", "1:2", "A key is missing before `,`.", "Write a key"),
    ('{"a":"x\ty"}', "1:8", "A tab stands inside a text.", "`\\t`"),
    ('{"a":"x\x01y"}', "1:8", "The character U+0001 is not allowed inside a text.", "Remove it."),
]
MISTAKES = [("a.yaml", *row) for row in YAML] + [("a.json", *row) for row in JSON]


@pytest.mark.parametrize(("file", "text", "place", "message", "mend"), MISTAKES)
def test_a_mistake_is_said_in_plain_words(file: str, text: str, place: str, message: str, mend: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse(file, text.encode())
    problem = caught.value.problems[0]
    assert (problem.rule, str(problem.place), problem.message) == ("syntax-error", f"{file}:{place}", message)
    assert mend in problem.suggestion
    assert not caught.value.incomplete


@pytest.mark.parametrize(("file", "text"), [row[:2] for row in MISTAKES])
def test_windows_line_ends_move_no_place(file: str, text: str) -> None:
    def first(content: str) -> str:
        with pytest.raises(DocumentError) as caught:
            parse(file, content.encode())
        return str(caught.value.problems[0])

    assert first(text.replace("\n", "\r\n")) == first(text)


@pytest.mark.parametrize("text", [row[0] for row in YAML[:-1]])
def test_a_mistake_is_said_in_plain_words_without_libyaml_too(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    with pytest.raises(DocumentError) as caught:
        parse("a.yaml", text.encode())
    assert "cannot be read" not in caught.value.problems[0].message
