"""Where parts stand: keys, values, items, through aliases and merges, in JSON, and where nothing stands."""

from __future__ import annotations

import pytest
from msgspec.structs import force_setattr

from contractdocs.documents import Document, parse
from contractdocs.documents.json_places import JsonPlaces
from contractdocs.documents.yaml_places import EventPlaces, LinePlaces

BLOCK = """\
# a comment
openapi: 3.0.0
info:
  title: 'Orders'   # the name
  version: 1.10
  description: |
    title: not a key
    - not an item
paths:
  /orders/{id}:
    get:
      tags: [a, "b c", 'd']
      parameters:
      - name: id
        in: path
      -   # the next one
        name: q
        in: query
      responses:
        200:
          description:
        "404": {}
x-text:
  folded on
  the next line
"/quoted": 'it''s'
x-list:
- - a
  - b
-
"""
FLOW = """\
base: &base {x: 1, y: [1, 2]}
all: [*base, {z: !!str 1.10}]
more:
  <<: *base
  y: 2
"""
JSON = """\
{
  "info": {"title": "A \\"b\\" : {", "version": 1.10},
  "a/b": [1, [true, {"x~y": null}],
          -0.5e3],
  "é": {"ü" : "v"}
}
"""


def document(text: str, file: str = "a.yaml") -> Document:
    return parse(file, text.encode())


@pytest.mark.parametrize(
    ("pointer", "value", "key"),
    [
        ("", "2:1", "2:1"),
        ("/openapi", "2:10", "2:1"),
        ("/info", "4:3", "3:1"),
        ("/info/title", "4:10", "4:3"),
        ("/info/version", "5:12", "5:3"),
        ("/info/description", "6:16", "6:3"),
        ("/paths/~1orders~1{id}", "11:5", "10:3"),
        ("/paths/~1orders~1{id}/get/tags", "12:13", "12:7"),
        ("/paths/~1orders~1{id}/get/tags/0", "12:14", "12:14"),
        ("/paths/~1orders~1{id}/get/tags/1", "12:17", "12:17"),
        ("/paths/~1orders~1{id}/get/tags/2", "12:24", "12:24"),
        ("/paths/~1orders~1{id}/get/parameters", "14:7", "13:7"),
        ("/paths/~1orders~1{id}/get/parameters/0", "14:9", "14:9"),
        ("/paths/~1orders~1{id}/get/parameters/0/in", "15:13", "15:9"),
        ("/paths/~1orders~1{id}/get/parameters/1", "17:9", "17:9"),
        ("/paths/~1orders~1{id}/get/parameters/1/in", "18:13", "18:9"),
        ("/paths/~1orders~1{id}/get/responses/200", "21:11", "20:9"),
        ("/paths/~1orders~1{id}/get/responses/200/description", "21:11", "21:11"),
        ("/paths/~1orders~1{id}/get/responses/404", "22:16", "22:9"),
        ("/x-text", "24:3", "23:1"),
        ("/~1quoted", "26:12", "26:1"),
        ("/x-list/0", "28:3", "28:3"),
        ("/x-list/0/1", "29:5", "29:5"),
        ("/x-list/1", "30:1", "30:1"),
    ],
)
def test_parts_of_block_yaml_have_places(pointer: str, value: str, key: str) -> None:
    for places in (LinePlaces, EventPlaces):
        read = document(BLOCK)
        assert type(read.places) is LinePlaces
        force_setattr(read, "places", places(read.content))
        assert str(read.place(pointer)) == f"a.yaml:{value}"
        assert str(read.place(pointer, key=True)) == f"a.yaml:{key}"


@pytest.mark.parametrize(
    ("pointer", "value", "key"),
    [
        ("/base", "1:7", "1:1"),
        ("/base/y/1", "1:27", "1:27"),
        ("/all/0", "2:7", "2:7"),
        ("/all/0/x", "1:17", "1:14"),
        ("/all/1/z", "2:18", "2:15"),
        ("/more", "4:3", "3:1"),
        ("/more/x", "1:17", "1:14"),
        ("/more/y", "5:6", "5:3"),
        ("/more/y/0", "5:6", "5:3"),
    ],
)
def test_aliases_and_merges_lead_to_what_they_name(pointer: str, value: str, key: str) -> None:
    read = document(FLOW)
    assert str(read.place(pointer)) == f"a.yaml:{value}"
    assert str(read.place(pointer, key=True)) == f"a.yaml:{key}"


@pytest.mark.parametrize(
    ("pointer", "value", "key"),
    [
        ("", "1:1", "1:1"),
        ("/info", "2:11", "2:3"),
        ("/info/title", "2:21", "2:12"),
        ("/info/version", "2:47", "2:36"),
        ("/a~1b", "3:10", "3:3"),
        ("/a~1b/1", "3:14", "3:14"),
        ("/a~1b/1/1/x~0y", "3:29", "3:22"),
        ("/a~1b/2", "4:11", "4:11"),
        ("/é/ü", "5:15", "5:9"),
    ],
)
def test_parts_of_json_have_places(pointer: str, value: str, key: str) -> None:
    read = document(JSON, "a.json")
    assert type(read.places) is JsonPlaces
    assert str(read.place(pointer)) == f"a.json:{value}"
    assert str(read.place(pointer, key=True)) == f"a.json:{key}"


@pytest.mark.parametrize(
    ("pointer", "value", "key"),
    [
        ("/nothing", "2:1", "2:1"),
        ("/info/nothing/below", "4:3", "3:1"),
        ("/info/title/below", "4:10", "4:3"),
        ("/x-list/7", "28:1", "27:1"),
        ("/x-list/-", "28:1", "27:1"),
        ("/x-list/00", "28:1", "27:1"),
        ("no pointer", "2:1", "2:1"),
        ("#/openapi", "2:10", "2:1"),
    ],
)
def test_a_pointer_that_leads_nowhere_gives_its_nearest_ancestor(pointer: str, value: str, key: str) -> None:
    assert str(document(BLOCK).place(pointer)) == f"a.yaml:{value}"
    assert str(document(BLOCK).place(pointer, key=True)) == f"a.yaml:{key}"


@pytest.mark.parametrize(
    ("text", "file", "pointer", "written"),
    [
        (BLOCK, "a.yaml", "/info/version", "1.10"),
        (BLOCK, "a.yaml", "/info/title", "Orders"),
        (BLOCK, "a.yaml", "/x-list/1", ""),
        (BLOCK, "a.yaml", "/info", None),
        (BLOCK, "a.yaml", "/info/nothing", None),
        (FLOW, "a.yaml", "/base/x", "1"),
        (FLOW, "a.yaml", "/all/1/z", "1.10"),
        (JSON, "a.json", "/info/version", "1.10"),
        (JSON, "a.json", "/a~1b/2", "-0.5e3"),
        (JSON, "a.json", "/a~1b/1/1/x~0y", "null"),
        ("a: [1.10, 2]\n", "a.yaml", "/a/0", "1.10"),
        ("a: 0x1F # hex\n", "a.yaml", "/a", "0x1F"),
        ("1.10", "a.json", "", "1.10"),
        ("1.10\n", "a.yaml", "", "1.10"),
    ],
)
def test_a_scalar_is_given_as_written(text: str, file: str, pointer: str, written: str | None) -> None:
    assert document(text, file).source_text(pointer) == written


def test_windows_line_ends_move_no_place() -> None:
    for text, file in ((BLOCK, "a.yaml"), (JSON, "a.json")):
        one, two = document(text, file), document(text.replace("\n", "\r\n"), file)
        for pointer in ("/info/version", "/info", "/x-text", "/é/ü", "/paths/~1orders~1{id}/get/tags/1"):
            assert one.place(pointer) == two.place(pointer)


def test_places_of_one_document_need_one_look_at_its_events(monkeypatch: pytest.MonkeyPatch) -> None:
    from contractdocs.documents import yaml_nodes

    looks = []
    events_of = yaml_nodes.events_of
    monkeypatch.setattr(yaml_nodes, "events_of", lambda text: looks.append(text) or events_of(text))
    read = document(FLOW)
    assert looks == []
    assert [read.place(pointer).line for pointer in ("/base", "/all/0/x", "/more/y")] == [1, 1, 5]
    assert len(looks) == 1
    plain = document(BLOCK)
    assert plain.place("/info/version").line == 5
    assert len(looks) == 1
