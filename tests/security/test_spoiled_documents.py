"""Family 18: spoiled documents go all the way and end well; those that once did not are kept in `finds/`."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from contractdocs.compare import compare
from contractdocs.documents import parse
from contractdocs.formats import detect

from .commanding import Command
from .fuzzing import FINDS, commanded, fuzz, tried
from .fuzzing import Found as Outcome
from .mutating import samples, spoiled

QUICK = int(os.environ.get("CONTRACTDOCS_INPUTS", "150"))


@pytest.mark.parametrize("path", sorted(FINDS.iterdir()), ids=lambda path: path.name)
def test_what_was_found_stays_mended(path: Path, tmp_path: Path) -> None:
    name = path.name.partition(".")[2]
    before = dict(samples())[name]
    assert "\n" not in tried(name, path.read_bytes(), before)
    assert commanded(Outcome(), Command(tmp_path), name, path.read_bytes(), before) == ""


def test_some_spoiled_documents() -> None:
    found = fuzz(20261121, most=QUICK, seconds=300)
    assert found.finds == []
    assert found.tried == QUICK
    assert found.outcomes["read"] > QUICK / 4, "hardly anything was read"
    assert set(found.codes) <= {0, 1, 2, 3}


@pytest.mark.parametrize("name", [name for name, _ in samples()])
def test_a_document_does_not_differ_from_itself(name: str) -> None:
    content = dict(samples())[name]
    interfaces = []
    for _ in range(2):
        document = parse(name, content)
        known = detect(document)
        assert known is not None
        interfaces.append(known.read(document, Nobody()))
    assert compare(*interfaces).changes == ()


class Nobody:
    """Other files of a contract that has none."""

    def __call__(self, path: str) -> None:
        return None

    def folder(self, path: str) -> tuple[str, ...]:
        return (path,)


def test_the_fuzzer_sees_a_crash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from . import fuzzing

    def crash(*given: object, **named: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(fuzzing, "put_through", crash)
    monkeypatch.setattr(fuzzing, "FINDS", tmp_path / "finds")
    found = fuzz(1, most=3, seconds=60)
    assert len(found.finds) == 3
    assert len(list((tmp_path / "finds").iterdir())) == 1


def test_the_same_seed_spoils_the_same_way() -> None:
    name, content = samples()[0]
    one, two = (spoiled(random.Random(5), name, content) for _ in range(2))
    assert one == two
