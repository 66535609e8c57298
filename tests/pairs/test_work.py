"""How much of two large documents is read for a small change: counted, not timed."""

from __future__ import annotations

import pytest

from contractdocs import pairs
from contractdocs.documents import Limits, parse
from contractdocs.documents.measure import measure

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


def test_nothing_changed_reads_next_to_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(written(), written(), monkeypatch)
    assert set(found.new.data["paths"]) == {"/things0"}


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


@pytest.mark.parametrize("limit", [Limits(max_bytes=1000), Limits(max_nodes=10), Limits(max_depth=3)])
def test_limits_hold(limit: Limits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "LARGE", 0)
    changed = written(summary="Other")
    assert pairs.read_pair(("old.yaml", written()), ("new.yaml", changed), limit) is None
