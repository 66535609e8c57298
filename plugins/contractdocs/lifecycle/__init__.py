"""The life of a contract as edits of its files: another status, the next version; comments and order are kept."""

from __future__ import annotations

from .choosing import Refused
from .moving import move, standing
from .releasing import Wanted, release

__all__ = ["Refused", "Wanted", "move", "release", "standing"]
