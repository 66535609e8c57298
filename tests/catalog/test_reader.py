"""A file whose header is remembered is read when it is asked for, and is what it was then, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from contractdocs.cache import remembering
from contractdocs.catalog.reader import Reader
from contractdocs.documents import Limits
from contractdocs.sources import SourceError, WorkingTree

CONTRACT = "openapi: 3.0.3\ninfo: {title: Orders, version: 1.0.0}\npaths: {}\n"
PATH = "contracts/orders.yaml"


def test_a_file_that_is_not_what_its_header_says_is_no_contract(tmp_path: Path) -> None:
    file = tmp_path / PATH
    file.parent.mkdir()
    file.write_text(CONTRACT)
    with remembering(tmp_path, True) as memory:
        for _ in range(2):  # the second time its header is remembered
            reader = Reader(WorkingTree(tmp_path), Limits(), "contracts", memory=memory)
            found = reader.file(PATH, "contracts")
        assert found.release.interface.title == "Orders"
        late = reader.file(PATH, "contracts").release
        file.write_text(CONTRACT.replace("Orders", "Others"))
        with pytest.raises(SourceError, match="changed while it was read"):
            late.interface.title  # noqa: B018  # to ask is what reads it
