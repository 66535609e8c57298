"""Was it announced? Only here are dates, versions and waivers known."""

from __future__ import annotations

from .announcements import read_announcements
from .gate import judge_contract
from .waivers import read_waivers

__all__ = ["judge_contract", "read_announcements", "read_waivers"]
