"""Places and blocks of JSON, however it is laid out: what stands at each of them is what the data has there."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from contractdocs.documents import json_places
from contractdocs.documents.json_blocks import JsonText
from contractdocs.documents.json_places import JsonPlaces
from contractdocs.documents.outlines import Steps

NAMES = ("type", "a", "b", "\u00e9", 'x": 1,\n  "y', '"', "\\", "", " ", "a/b", "\x7f")
LAYOUTS: tuple[int | str | None, ...] = (1, 2, 3, 4, "\t", None, "")
DEPTHS = {"paths": 1, "components": 2}


def made(rng: random.Random, depth: int) -> Any:
    """Return data in which no scalar is there twice."""
    if depth == 0 or rng.random() < 0.2:
        return rng.choice([rng.random(), f'{rng.random()}\n  "type": 1'])
    parts = [made(rng, depth - 1) for _ in range(rng.randint(0, 4))]
    return parts if rng.random() < 0.3 else dict(zip(rng.sample(NAMES, len(parts)), parts))


def disturbed(rng: random.Random, text: str) -> str:
    """Return a text with white space at one place that is not what it was: no text within it has a line end."""
    breaks = [found.start() for found in re.finditer("\n *", text)]
    if not breaks or rng.random() < 0.5:
        return text
    at = rng.choice(breaks)
    return text[:at] + rng.choice(["", "\n", "\n   ", "\n ", "\r\n "]) + text[at:].lstrip()


def samples() -> Iterator[str]:
    rng = random.Random(11)
    for _ in range(600):
        data, ascii_only = made(rng, 5), rng.random() < 0.5
        yield disturbed(rng, json.dumps(data, indent=rng.choice(LAYOUTS), ensure_ascii=ascii_only))


def parts_of(value: Any, steps: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """Yield all that is in some data, with its steps."""
    yield steps, value
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in pairs:
        yield from parts_of(item, (*steps, str(step)))


def read_at(text: str, place: tuple[int, int]) -> Any:
    """Return what is written at a line and a column."""
    line, column = place
    lines = text.split("\n")[line - 1 :]
    return json.JSONDecoder().raw_decode("\n".join(lines)[column - 1 :])[0]


def test_what_stands_at_a_place_is_what_the_data_has_there() -> None:
    rng = random.Random(3)
    for text in samples():
        places, data = JsonPlaces(text.encode()), json.loads(text)
        everything = list(parts_of(data))
        rng.shuffle(everything)
        for steps, value in everything:
            found = places.find(steps)
            assert read_at(text, found.value) == value
            assert found.key is None or read_at(text, found.key) == steps[-1]


def test_what_is_laid_out_is_found_without_a_look_at_what_stands_around(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"n{index}" for index in range(12)]
    data = {
        "top": {name: {"type": "object", "properties": {name: {"enum": [1, 2]} for name in names}} for name in names}
    }
    looked: list[bytes] = []
    whole = json_places.object_members
    monkeypatch.setattr(json_places, "object_members", lambda *stated: looked.append(stated[1].raw) or whole(*stated))
    for indent, count in ((2, 0), (None, 1 + 1 + 12 + 12 + 12)):
        places = JsonPlaces(json.dumps(data, indent=indent).encode())
        for name in names:
            places.find(("top", name, "properties", name, "enum", "1"))
        assert len(looked) == count, indent
        looked.clear()


def test_many_members_of_one_object_are_not_looked_for_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"n{index}" for index in range(1000)]
    text = json.dumps({name: {"type": index} for index, name in enumerate(names)}, indent=2)
    looked: list[str] = []
    one = json_places.member_at
    monkeypatch.setattr(json_places, "member_at", lambda *stated: looked.append(stated[3]) or one(*stated))
    places = JsonPlaces(text.encode())
    for name in reversed(names):
        places.find((name,))
    assert len(looked) == json_places.MOST_ALONE
    assert places.find(("n500", "type")).value == (2 + 3 * 500 + 1, 13)


def folders(rng: random.Random) -> dict[str, Any]:
    """Return a document with folders of blocks among other things."""
    blocks = [{name: {"type": rng.random()} for name in rng.sample(NAMES, rng.randint(0, 4))} for _ in range(4)]
    components: Mapping[str, Any] = dict(zip(("schemas", "responses"), blocks[1:]))
    parts = [
        ("paths", blocks[0]),
        ("components", components),
        ("info", '"paths": {'),
        ("tags", ["paths", "components"]),
    ]
    parts += [(name, made(rng, 2)) for name in rng.sample(NAMES, 2)]
    rng.shuffle(parts)
    return dict(parts)


def test_blocks_stand_where_the_outline_says() -> None:
    rng = random.Random(5)
    for _ in range(300):
        data = folders(rng)
        text = disturbed(rng, json.dumps(data, indent=rng.choice(LAYOUTS), ensure_ascii=rng.random() < 0.5))
        read = JsonText.of(text.encode(), DEPTHS)
        assert read is not None
        expected = {(name,): value for name, value in data.items()}
        expected |= {("paths", name): value for name, value in data["paths"].items()}
        expected |= {("components", name): value for name, value in data["components"].items()}
        expected |= {
            ("components", folder, name): value
            for folder, below in data["components"].items()
            for name, value in below.items()
        }
        assert set(read.outline) == set(expected)
        order = [mark.key for mark in read.outline.values()]
        assert order == sorted(order)
        for steps, mark in read.outline.items():
            assert json.loads(read.text[mark.start : mark.end]) == expected[steps]
            assert json.JSONDecoder().raw_decode(read.text[mark.key :].decode())[0] == steps[-1]
            assert mark.folder == (steps in {("paths",), ("components",)} or (len(steps) == 2 and steps[0] != "paths"))


@pytest.mark.parametrize(
    "text",
    [
        '{"info": 1, "paths": {}, "info": 1}',
        '{"info": 1, "paths": {}, "tags": 1, "tags": 1}',
        '{"paths": {}, "info": 1, "paths": {}}',
        '{"paths": {"/a": {}, "/a": {}}}',
        '{"components": {"schemas": {"A": {}}, "schemas": {"A": {}}}}',
        '{"pa\\u0074hs": {"/a": {}}}',
        '{"paths": []}',
        '{"components": {"schemas": 1}}',
        '{"tags": [' + '"paths", ' * 30 + '1], "paths": {}}',
        '["paths"]',
        '{"paths": {}',
    ],
)
def test_what_is_not_certain_is_read_whole(text: str) -> None:
    assert JsonText.of(text.encode(), DEPTHS) is None


@pytest.mark.parametrize(
    ("text", "steps", "place"),
    [
        ('{\n  "x": {\n    "\\u0061": 1\n  },\n  "y": {\n    "a": 2\n  }\n}', ("x", "a"), (3, 15)),
        ('{\n  "x": {\n    "a\\/b": 1\n  },\n  "y": {\n    "a/b": 2\n  }\n}', ("x", "a/b"), (3, 13)),
        ('{\n  "x": 1,\n  "y": 2,\n  "x\\": 1,\\n  \\"y": 3\n}', ('x": 1,\n  "y',), (4, 21)),
        ('{\n  "x": [\n    {\n      "a": 1\n    },\n    {}\n  ]\n}', ("x", "1"), (6, 5)),
        ('{\n"x": {\n"a": {},\n"b": 1\n},\n"b": 2\n}', ("b",), (6, 6)),
    ],
)
def test_what_looks_like_a_member_is_none(text: str, steps: Steps, place: tuple[int, int]) -> None:
    assert JsonPlaces(text.encode()).find(steps).value == place


def test_a_layout_is_asked_for_once() -> None:
    text = json.dumps({"a": {"b": {"c": 1}}}, indent=2) + "\n"
    places = JsonPlaces(text.encode())
    assert places.find(("a", "b", "c")).value == (4, 12)
    assert [layout and layout.spaces for layout in places.layouts.values()] == [2, 4, 6, 8]
