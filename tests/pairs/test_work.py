"""How much of two large documents is read for a small change: counted, not timed."""

from __future__ import annotations

import json

import pytest

from contractdocs import pairs, second
from contractdocs.documents import Limits, blocks, parse
from contractdocs.documents.blocks import blocks_of
from contractdocs.documents.measure import measure
from contractdocs.needed import DEPTHS

PATHS = 400


def written(schema: str = "string", summary: str = "Reads it") -> bytes:
    """Return a document of many paths, of which every tenth uses the schema S0, and each its own."""
    paths = "".join(
        f"  /things{n}:\n    get:\n      summary: {summary if n == 7 else 'Reads it'}\n      responses:\n"
        f"        '200':\n          description: ok\n          content:\n            application/json:\n"
        f"              schema:\n                $ref: '#/components/schemas/{'S0' if n % 10 == 3 else f'T{n}'}'\n"
        for n in range(PATHS)
    )
    own = "".join(
        f"    T{n}:\n      type: object\n      properties:\n        a: {{}}\n".replace("{}", "\n          type: string")
        for n in range(PATHS)
    )
    shared = f"    S0:\n      type: object\n      properties:\n        a:\n          type: {schema}\n"
    head = "openapi: 3.1.0\ninfo:\n  title: Many\n  version: 1.0.0\npaths:\n"
    return f"{head}{paths}components:\n  schemas:\n{shared}{own}".encode()


def read(old: bytes, new: bytes, monkeypatch: pytest.MonkeyPatch) -> pairs.Pair:
    monkeypatch.setattr(pairs, "LARGE", 0)
    found = pairs.read_pair(("old.yaml", old), ("new.yaml", new), Limits())
    assert found is not None
    return found


def in_syntax(syntax: str, *texts: bytes) -> list[bytes]:
    """Return texts of YAML in the syntax asked for."""
    return [text if syntax == "yaml" else json.dumps(parse("x.yaml", text).data).encode() for text in texts]


def test_one_line_of_one_path_reads_that_path_and_its_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(written(), written(summary="Reads one of them"), monkeypatch)
    assert set(found.new.data["paths"]) == {"/things0", "/things7"}  # the first one is read whatever it holds
    assert set(found.new.data["components"]["schemas"]) == {"T0", "T7"}
    whole = measure(parse("new.yaml", written()).data).nodes
    assert measure(found.new.data).nodes < whole / 50


def test_a_change_of_a_shared_schema_reads_its_users(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(written(), written(schema="integer"), monkeypatch)
    assert set(found.old.data["paths"]) == {"/things0", *(f"/things{n}" for n in range(PATHS) if n % 10 == 3)}
    assert set(found.old.data["components"]["schemas"]) == {"S0", "T0"}


@pytest.mark.parametrize("syntax", ["yaml", "json"])
def test_what_both_hold_alike_is_read_once(syntax: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(*in_syntax(syntax, written(), written(summary="Reads one of them")), monkeypatch)
    old, new = found.old.data, found.new.data
    assert new["paths"]["/things0"] is old["paths"]["/things0"]
    assert new["components"]["schemas"]["T7"] is old["components"]["schemas"]["T7"]
    assert list(new["paths"]) == list(old["paths"]) == ["/things0", "/things7"]
    assert new["paths"]["/things7"] != old["paths"]["/things7"]


def test_nothing_changed_reads_next_to_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(written(), written(), monkeypatch)
    assert set(found.new.data["paths"]) == {"/things0"}


def with_example(value: str, schema: str = "string") -> bytes:
    """Return a document of which one operation shows an example that stands among the components."""
    shown = b"application/json:\n              examples:\n                one:\n"
    shown += b"                  $ref: '#/components/examples/one'\n"
    text = written(schema).replace(b"application/json:\n", shown, 1)
    return text.replace(b"components:\n", f"components:\n  examples:\n    one:\n      value: {value}\n".encode())


def test_examples_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(with_example("a"), with_example("b", schema="integer"), monkeypatch)
    for document in (found.old, found.new):
        assert document.data["components"]["examples"] == {}
        assert ("components", "examples", "one") in document.left_out
    nothing = read(with_example("a"), with_example("b"), monkeypatch)
    assert set(nothing.new.data["paths"]) == {"/things0"}


def test_places_are_those_of_the_whole_text(monkeypatch: pytest.MonkeyPatch) -> None:
    text = written(schema="integer")
    found = read(written(), text, monkeypatch)
    whole = parse("new.yaml", text)
    for pointer in ("/paths/~1things13/get", "/components/schemas/S0/properties/a/type", "/components/schemas", ""):
        assert found.new.place(pointer) == whole.place(pointer)
        assert found.new.place(pointer, key=True) == whole.place(pointer, key=True)


def test_small_documents_are_read_whole() -> None:
    assert pairs.read_pair(("old.yaml", written()), ("new.yaml", written()), Limits()) is None


def test_what_is_mostly_new_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "LARGE", 0)
    other = written().replace(b"Reads it", b"Gets it").replace(b"type: object", b"type: [object]")
    assert pairs.read_pair(("old.yaml", written()), ("new.yaml", other), Limits()) is None


def is_read(old: bytes, new: bytes, limits: Limits = Limits()) -> bool:  # noqa: B008
    """Return whether two texts need not be read whole, also after all checks."""
    found = pairs.read_pair(("old", old), ("new", new), limits)
    return found is not None and found.checked(lambda: True) is True


LIMITS = [Limits(max_bytes=1000), Limits(max_nodes=50), Limits(max_depth=8), Limits(max_keys=100)]


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("syntax", ["yaml", "json"])
def test_limits_hold(limit: Limits, syntax: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "LARGE", 0)
    texts = in_syntax(syntax, written(), written(summary="Other"))
    assert not is_read(texts[0], texts[1], limit)
    assert is_read(texts[0], texts[1], Limits(max_depth=10))


TWICE = [
    '{"openapi":"3.1.0","paths":{"/a":1,"/a":2,"/b":3}}',
    '{"openapi":"3.1.0","paths":{"/a":1,"/a":22,"/b":3}}',
    '{"openapi":"3.1.0","paths":{"/b":3,"/a":1,"/a":1}}',
    '{"openapi":"3.1.0","openapi":"3.1.0","paths":{"/a":1}}',
    '{"openapi":"3.1.0","paths":{"/a":1, "/b" : 3 , "/\\u0061":2}}',
    '{"openapi":"3.1.0","paths":{"/a":{}},"paths":{"/a":{}}}',
]


WRONG = [
    ('"Other"', '"\\ud800"'),
    ('"Other"', "NaN"),
    ('"Other"', '"Other", "summary": 1'),
    ('"Other"', "[" * 300 + "]" * 300),
]


@pytest.mark.parametrize(("right", "wrong"), WRONG)
def test_what_is_wrong_in_a_block_is_left_to_the_whole_reading(
    right: str, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairs, "LARGE", 0)
    old, new = in_syntax("json", written(), written(summary="Other"))
    assert is_read(old, new)
    assert not is_read(old, new.replace(right.encode(), wrong.encode()))


@pytest.mark.parametrize("place", [b"Many", b"Reads it", b"Other"])
def test_what_is_no_text_is_left_to_the_whole_reading(place: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "LARGE", 0)
    old, new = (text.replace(place, b"\xff") for text in in_syntax("json", written(), written(summary="Other")))
    assert not is_read(old, new)


def fail() -> bool:
    raise RecursionError


def test_what_goes_wrong_over_data_that_does_not_stand_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = in_syntax("json", written(), written(summary="Other"))
    twice = new.replace(b'"Other"', b'"Other", "summary": 1')
    found = read(old, twice, monkeypatch)
    assert found.checked(fail) is None
    with pytest.raises(RecursionError):
        read(old, new, monkeypatch).checked(fail)


@pytest.mark.parametrize("text", TWICE)
def test_a_key_that_stands_twice_is_left_to_the_whole_reading(text: str) -> None:
    assert blocks_of("x.json", text.encode(), DEPTHS) is None


@pytest.mark.parametrize(
    "text", ["a: {\n", "a: b\na: c\n", "a\n", "paths:\n  /a: 1\n  /a: 2\n", "? a\n: b\n", "&x a: 1\n"]
)
def test_yaml_that_is_not_plain_is_left_to_the_whole_reading(text: str) -> None:
    found = blocks_of("x.yaml", text.encode(), DEPTHS)
    assert found is None or found.piece(found.order, Limits()) is None


@pytest.mark.parametrize("sign", ["$id", "$recursive", "$dynamic", "\\u0024", "\\x41", "\\U00000061", "#\\/", "#\\\n"])
def test_a_sign_that_stands_between_two_pieces_of_a_text_is_seen(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second, "CHUNK", 32)
    assert not second.is_hiding(b"-" * 200)
    for before in range(100):
        assert second.is_hiding(b"-" * before + sign.encode() + b"-" * 70), before


def test_what_a_text_may_hold_is_counted_in_all_its_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "CHUNK", 32)
    text = json.dumps([{"a": [index]} for index in range(50)]).encode()
    most = 1 + 2 * (50 + 50 + 51 - 1)
    assert blocks.is_quick(text, Limits(max_nodes=most))
    assert not blocks.is_quick(text, Limits(max_nodes=most - 1))
