"""Parts of a JSON text, read by a decoder that forgives keys which stand twice: none gets lost."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from contractdocs.documents import Limits, json_data
from contractdocs.documents.json_data import is_key_twice, keys_written, parse_parts

WORDS = ("a", "b", ":", '":', "\\", '\\":', 'x":1', ' "', '" :', "\u00e9", "", "{", "\n:")


def written(rng: random.Random, depth: int, *, twice: bool) -> str:
    """Return a JSON text; where `twice` is asked, one of its objects may have a key twice."""
    if depth == 0 or rng.random() < 0.2:
        return json.dumps(rng.choice([*WORDS, 1, 1.5, None, True]), ensure_ascii=rng.random() < 0.5)
    parts = [written(rng, depth - 1, twice=twice) for _ in range(rng.randint(0, 3))]
    if rng.random() < 0.3:
        return "[" + ",".join(parts) + "]"
    names = rng.sample(WORDS, len(parts))
    if twice and len(names) > 1 and rng.random() < 0.3:
        names[0] = names[1]
    colons = (rng.choice([": ", ":", ":", ":", ":\n", " :"]) for _ in names)
    return "{" + ",".join(json.dumps(name) + colon + part for name, colon, part in zip(names, colons, parts)) + "}"


def samples(*, twice: bool) -> Iterator[bytes]:
    rng = random.Random(7)
    yield from (written(rng, 4, twice=twice).encode() for _ in range(2_000))


def keys_of(value: Any) -> int:
    if isinstance(value, dict):
        return len(value) + sum(map(keys_of, value.values()))
    return sum(map(keys_of, value)) if isinstance(value, list) else 0


def test_keys_are_counted_as_they_are_written_or_too_many() -> None:
    counts = [(keys_written([text]), keys_of(json.loads(text))) for text in samples(twice=False)]
    assert all(said == -1 or said >= true for said, true in counts)
    assert sum(said == true for said, true in counts) > 500


@pytest.mark.parametrize("twice", [True, False])
def test_a_key_that_stands_twice_is_found(*, twice: bool) -> None:
    alone = {text: is_key_twice([text]) for text in samples(twice=twice)}
    assert any(alone.values()) == twice
    for text, is_twice in alone.items():
        found = parse_parts([b"1", text, b"{}"], Limits(), 1)
        assert (found is None) == is_twice
        assert is_twice or (found and found[0] == [1, json.loads(text), {}])


def test_few_texts_are_parsed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """What looks like a key more is looked at again; documents as they are usually written are not."""
    monkeypatch.setattr(json_data, "is_key_twice", lambda _: pytest.fail("the text is parsed twice"))
    plain = [b'{"a": {"b": "it is \\"b\\": 1"}}', b'{\n  "a:": [":x", {"c\\"": 1}]\n}', b'"\\"a\\":1"']
    assert parse_parts(plain[:1] + plain[2:], Limits(), 1) is not None
    with pytest.raises(pytest.fail.Exception):
        parse_parts(plain, Limits(), 1)


@pytest.mark.parametrize(
    "text", [b'"\\ud83d"', b"1e999", b"NaN", b"[1,]", b'"\xff"', b"1" * 5_000 + b".", b"[" * 600 + b"]" * 600]
)
def test_what_is_not_certain_is_left_to_the_whole_reading(text: bytes) -> None:
    assert parse_parts([text], Limits(), 1) is None
