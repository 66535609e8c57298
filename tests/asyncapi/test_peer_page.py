"""The page that compares with another tool says of our own judgement what it is today."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """Return the script that writes the table."""
    spec = importlib.util.spec_from_file_location("asyncapi_peer", ROOT / "benchmarks" / "asyncapi_peer.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_our_column_is_what_we_say(script: ModuleType) -> None:
    page = script.PAGE.read_text("utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| ")][1:]
    assert [(row[0].removeprefix("| "), row[2]) for row in rows] == [
        (pair["done"], "<br>".join(script.ours(pair))) for pair in script.pairs()
    ]
    assert len(rows) >= 15


def test_every_pair_is_a_change_of_the_text(script: ModuleType) -> None:
    assert all(pair["before"] != pair["after"] for pair in script.pairs())
