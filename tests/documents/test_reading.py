"""Which syntax a text has, which encoding, and the bounds of its size."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

from contractdocs.documents import Document, DocumentError, Limits, parse


@pytest.mark.parametrize(
    ("file", "text", "syntax"),
    [
        ("a.yaml", "a: 1", "yaml"),
        ("a.yaml", '{"a": 1}', "json"),
        ("a.yaml", '{"a": 1,}', "yaml"),
        ("a.yaml", "{a: 1}", "yaml"),
        ("a.json", '{"a": 1}', "json"),
        ("A.JSON", '{"a": 1}', "json"),
        ("<stdin>", '\n {"a": 1}', "json"),
        ("<stdin>", "a: 1", "yaml"),
        ("noending", "{'a': 1}", "yaml"),
    ],
)
def test_the_content_decides_and_the_ending_hints(file: str, text: str, syntax: str) -> None:
    document = parse(file, text.encode())
    assert (document.syntax, document.data) == (syntax, {"a": 1})


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("a.json", '{"a": 1,}', "A comma stands before the closing `}`."),
        ("a.yaml", '{"a" 1}', "A comma or `}` is missing here"),
        ("<stdin>", '{"a" 1}', "`:` is missing before `1`."),
        ("a.yaml", '{"a": 1, "a": 2}', "The key `a` is already on this line."),
    ],
)
def test_a_broken_text_is_explained_in_its_own_syntax(file: str, text: str, words: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse(file, text.encode())
    assert caught.value.problems[0].message.startswith(words)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"# only a comment\n", b"\xef\xbb\xbf", b"---\n"])
def test_an_empty_yaml_file_holds_nothing(content: bytes) -> None:
    document = parse("a.yaml", content)
    assert document.data is None
    assert document.place("").line >= 1
    assert document.source_text("/a") is None


def test_a_mark_of_utf_8_is_no_part_of_the_text() -> None:
    for file, content in (("a.yaml", b"\xef\xbb\xbfa: 1\n"), ("a.json", b'\xef\xbb\xbf{"a": 1}')):
        document = parse(file, content)
        assert document.data == {"a": 1}
        assert document.content == content
    assert str(parse("a.yaml", b"\xef\xbb\xbfa: 1\n").place("/a")) == "a.yaml:1:4"


@pytest.mark.parametrize(
    ("content", "message", "place"),
    [
        ("a: 1".encode("utf-16"), "The file is UTF-16, not UTF-8.", "a.yaml:1:1"),
        ("a: 1".encode("utf-16-le"), "The file is UTF-16 or UTF-32, not UTF-8.", "a.yaml:1:1"),
        ("a: 1".encode("utf-32"), "The file is UTF-32, not UTF-8.", "a.yaml:1:1"),
        ("a: 1\nb: \u00e9\n".encode("latin-1"), "Byte 0xe9 is not UTF-8.", "a.yaml:2:4"),
        ("a: \u00fc\nb: \u00fc".encode() + b"\xff", "Byte 0xff is not UTF-8.", "a.yaml:2:5"),
    ],
)
def test_other_encodings_are_named(content: bytes, message: str, place: str) -> None:
    for file in ("a.yaml", "a.json"):
        with pytest.raises(DocumentError) as caught:
            parse(file, content)
        problem = caught.value.problems[0]
        assert (problem.rule, problem.message) == ("encoding-invalid", message)
        assert str(problem.place) == place.replace("a.yaml", file)


@pytest.mark.parametrize(
    ("file", "text", "limits", "place"),
    [
        ("a.yaml", "a: 12345\n", Limits(max_bytes=5), "a.yaml:1:1"),
        ("a.yaml", "a:\n  b:\n    c:\n      d: 1\n", Limits(max_depth=3), "a.yaml:4:7"),
        ("a.yaml", "a: [[[1]]]\n", Limits(max_depth=3), "a.yaml:1:6"),
        ("a.yaml", "a: &a [[1]]\nb: [*a]\n", Limits(max_depth=3), "a.yaml:2:5"),
        ("a.yaml", "a:\n- 1\n- 2\n- 3\n", Limits(max_nodes=5), "a.yaml:4:3"),
        ("a.yaml", "a: &a [1, 2]\nb: [*a, *a]\n", Limits(max_nodes=11), "a.yaml:2:9"),
        ("a.yaml", "a: &a 1\nb: [*a, *a, *a]\n", Limits(max_aliases=2), "a.yaml:2:13"),
        ("a.json", '{"a": [[[1]]]}', Limits(max_depth=3), "a.json:1:9"),
        ("a.json", "[1, 2,\n 3, 4]", Limits(max_nodes=4), "a.json:2:3"),
    ],
)
def test_a_limit_is_incomplete_and_names_place_and_setting(file: str, text: str, limits: Limits, place: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse(file, text.encode(), limits)
    assert caught.value.incomplete
    problem = caught.value.problems[-1]
    assert (problem.rule, str(problem.place)) == ("limit-reached", place)
    assert "raise `limits.max_" in problem.suggestion


@pytest.mark.parametrize(
    ("file", "text"),
    [("a.yaml", "a:\n  b:\n  - 1\n  - [2, 3]\n"), ("a.json", '{"a": {"b": [1, [2, 3], {}, []]}}')],
)
def test_a_text_exactly_at_its_limits_is_read(file: str, text: str) -> None:
    document = parse(file, text.encode())
    nodes = 13 if file == "a.json" else 10
    limits = Limits(len(text), 4, nodes - 1 if file == "a.json" else nodes, 1)
    assert parse(file, text.encode(), limits).data == document.data


def test_documents_and_errors_survive_the_way_to_another_process() -> None:
    for content in (b"a:\n- 1\n", b"a: &x 1\nb: *x\n", b'{"a": [1]}'):
        document = parse("a", content)
        before = document.place("/a")
        copy = pickle.loads(pickle.dumps(document))
        assert (copy.data, copy.place("/a")) == (document.data, before)
    with pytest.raises(DocumentError) as caught:
        parse("a", b"a: [", Limits())
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems


def test_a_document_that_was_made_by_hand_finds_its_places() -> None:
    document = Document("a.yaml", b"a:\n  b: 1.10\n", "yaml", {"a": {"b": 1.1}})
    assert (str(document.place("/a/b")), document.source_text("/a/b")) == ("a.yaml:2:6", "1.10")


def test_the_door_is_light() -> None:
    program = "import sys, contractdocs.documents; print(*({'yaml','yaml12','json','difflib'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
