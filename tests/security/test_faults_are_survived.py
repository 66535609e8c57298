"""After a fault the next run is right, and nothing that others see is half-written."""

from __future__ import annotations

from pathlib import Path

import pytest

from .faults import FAULTS, shop


@pytest.mark.parametrize("name", FAULTS)
def test_the_next_run_is_right(name: str, tmp_path: Path) -> None:
    FAULTS[name](shop(tmp_path / "shop"))
