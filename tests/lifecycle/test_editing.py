"""An edit changes one thing: comments, order, quotes and line ends stay, and what is not understood is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contractdocs.documents import Document, parse
from contractdocs.lifecycle.editing import EditError, with_item, with_key, with_scalar
from contractdocs.lifecycle.spelling import scalar

SCALARS = {
    "plain": ("status: active\n", "/status", "retired", "status: retired\n"),
    "before a comment": ("status: active   # now\nid: a\n", "/status", "draft", "status: draft   # now\nid: a\n"),
    "in double quotes": ('version: "1.0.0" # x\n', "/version", "1.1.0", 'version: "1.1.0" # x\n'),
    "in single quotes": ("version: '1.0'\n", "/version", "1.1", "version: '1.1'\n"),
    "a quote in quotes": ("a: 'x'\n", "/a", "it's", "a: 'it''s'\n"),
    "a version that would become a number": ("version: 1.0.1\n", "/version", "2.0", "version: '2.0'\n"),
    "a number stays one": ("version: 1.10\n", "/version", "1.11", "version: 1.11\n"),
    "a word that others read as true": ("a: x\n", "/a", "yes", "a: 'yes'\n"),
    "a day": ("a: soon\n", "/a", "2027-05-01", "a: '2027-05-01'\n"),
    "text that needs quotes": ("a: x\n", "/a", "b: c # d", "a: 'b: c # d'\n"),
    "below a flow mapping": (
        "info: {version: 1.0.0, x: 1}\n",
        "/info/version",
        "2.0.0",
        "info: {version: 2.0.0, x: 1}\n",
    ),
    "behind an anchor": ("a: &v 1.0.0\nb: 2\n", "/a", "1.1.0", "a: &v 1.1.0\nb: 2\n"),
    "the key comes twice in the text": (
        "description: |\n  version: 1.0.0\nversion: 1.0.0\n",
        "/version",
        "1.1.0",
        "description: |\n  version: 1.0.0\nversion: 1.1.0\n",
    ),
    "line ends of Windows": ("# c\r\na: 1.0.0\r\nb: x\r\n", "/a", "2.0.0", "# c\r\na: 2.0.0\r\nb: x\r\n"),
    "a mark of UTF-8": ("\ufeffa: 1.0.0\n", "/a", "2.0.0", "\ufeffa: 2.0.0\n"),
    "behind wide characters": ('{"é😀": 1, "v": "1"}', "/v", "2", '{"é😀": 1, "v": "2"}'),
    "JSON": ('{\n\t"a" : "x",\n\t"b": 1\n}', "/a", "y", '{\n\t"a" : "y",\n\t"b": 1\n}'),
    "a number in JSON": ('{"version": 1}', "/version", "2", '{"version": 2}'),
    "what cannot be seen": ("a: x\n", "/a", "b\u202ec", 'a: "b\\u202ec"\n'),
}


@pytest.mark.parametrize("name", SCALARS)
def test_a_scalar_is_replaced_where_it_stands(name: str) -> None:
    old, pointer, value, new = SCALARS[name]
    assert with_scalar(read(old), pointer, value).content.decode() == new


KEYS = {
    "on the next line": ("id: a # c\nkind: b\n", "", "status", "id: a # c\nstatus: x\nkind: b\n"),
    "deeper": ("info:\n    id: a\npaths: {}\n", "/info", "x-s", "info:\n    id: a\n    x-s: x\npaths: {}\n"),
    "at the end without a line end": ("id: a", "", "s", "id: a\ns: x\n"),
    "line ends of Windows": ("id: a\r\nb: c\r\n", "", "s", "id: a\r\ns: x\r\nb: c\r\n"),
    "in a flow mapping": ("info: {id: a, b: c}\n", "/info", "s", 'info: {id: a, "s": "x", b: c}\n'),
    "in JSON": ('{\n  "id": "a",\n  "b": 1\n}\n', "", "s", '{\n  "id": "a",\n  "s": "x",\n  "b": 1\n}\n'),
    "in JSON on one line": ('{"id": "a"}', "", "s", '{"id": "a", "s": "x"}'),
}


@pytest.mark.parametrize("name", KEYS)
def test_a_key_is_written_behind_another(name: str) -> None:
    old, pointer, key, new = KEYS[name]
    assert with_key(read(old), pointer, key, "x", ("nothing", "id")).content.decode() == new


LISTS = {
    "below other keys": ("a: b\n", "a: b\nl:\n  - k: v\n"),
    "below an empty line": ("a: b\n\nc: d\n", "a: b\n\nc: d\n\nl:\n  - k: v\n"),
    "behind a text that keeps its line ends": ("c: d\n\na: |+\n  b\n", "c: d\n\na: |+\n  b\nl:\n  - k: v\n"),
    "in JSON": ('{\n    "a": 1\n}\n', '{\n    "a": 1,\n    "l": [{"k": "v"}]\n}\n'),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_written_at_the_end(name: str) -> None:
    old, new = LISTS[name]
    assert with_key(read(old), "", "l", [{"k": "v"}], ()).content.decode() == new


ITEMS = {
    "indented": ("l:\n  - k: a\n    m: |\n      # no comment\n\n      b\n\n# end\nz: 1\n", "  - k: v\n", "\n# end"),
    "not indented": ("l:\n- k: a\n  # c\n- k: b\nz: 1\n", "- k: v\n", "z: 1"),
    "comments in between": ("l:\n  - k: a\n# left\n  - k: b\nz: 1\n", "  - k: v\n", "z: 1"),
    "the last of the document": ("l:\n  - k: a", "\n  - k: v\n", ""),
}


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_is_written_behind_the_last(name: str) -> None:
    old, line, before = ITEMS[name]
    head, mark, tail = old.rpartition(before) if before else (old, "", "")
    assert with_item(read(old), "/l", {"k": "v"}).content.decode() == head + line + mark + tail


FLOWS = {
    "an empty list": ("l: []\n", 'l: [{"k": "v"}]\n'),
    "a flow list": ("l: [{k: a}]\n", 'l: [{"k": "v"}, {k: a}]\n'),
    "JSON": ('{"l": [\n  {"k": "a"}\n]}', '{"l": [\n  {"k": "v"},\n  {"k": "a"}\n]}'),
}


@pytest.mark.parametrize("name", FLOWS)
def test_between_brackets_an_item_comes_first(name: str) -> None:
    old, new = FLOWS[name]
    assert with_item(read(old), "/l", {"k": "v"}).content.decode() == new


REFUSED: dict[str, tuple[str, Callable[[Document], Document]]] = {
    "an alias": ("a: &x y\nb: *x\n", lambda d: with_scalar(d, "/b", "z")),
    "what aliases repeat": ("a: &x y\nb: *x\n", lambda d: with_scalar(d, "/a", "z")),
    "a text over several lines": ("a: |\n  b\n", lambda d: with_scalar(d, "/a", "z")),
    "a list": ("a: [b]\n", lambda d: with_scalar(d, "/a", "z")),
    "a key that is there": ("a: b\n", lambda d: with_key(d, "", "a", "z", ("a",))),
    "a key below a text": ("a: b\n", lambda d: with_key(d, "/a", "c", "z", ("a",))),
    "an item of no list": ("a: b\n", lambda d: with_item(d, "/a", {"k": "v"})),
    "an item where nothing is": ("a:\n", lambda d: with_item(d, "/a", {"k": "v"})),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_understood_is_refused_with_its_place(name: str) -> None:
    text, edit = REFUSED[name]
    with pytest.raises(EditError, match=r"^a\.yaml:\d+:\d+: "):
        edit(read(text))


@pytest.mark.parametrize(
    "text", ["Team Shop", "true", "Yes", "", "1.0", "a: b", "- x", "2027-05-01", "it's", "é", "#", "\t"]
)
def test_a_text_stays_a_text_for_every_reader(text: str) -> None:
    yaml = pytest.importorskip("yaml")
    written = f"a: {scalar(text)}\n"
    assert read(written).data == {"a": text}
    assert yaml.safe_load(written) == {"a": text}


def read(text: str) -> Document:
    return parse("a.yaml", text.encode())
