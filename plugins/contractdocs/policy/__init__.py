"""Was it announced? Only here are dates, versions and waivers known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .announcements import read_announcements
    from .gate import judge_contract
    from .waivers import read_waivers

__all__ = ["judge_contract", "read_announcements", "read_waivers"]
ROOMS = {"judge_contract": "gate", "read_announcements": "announcements", "read_waivers": "waivers"}


def __getattr__(name: str) -> Any:
    """Return one of the names above, its module loaded when it is first asked for."""
    from importlib import import_module

    if name not in ROOMS:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{ROOMS[name]}"), name)
