"""A rule applied at a place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from ..documents.document import Place

Grade = Literal["error", "warning", "note", "breaking", "risky", "safe"]


class Spot(Struct, frozen=True):
    """One side of a finding: its place, its JSON pointer, and what stands there."""

    place: Place
    pointer: str = ""
    value: Any = None
    version: str = ""


class Finding(Struct, frozen=True):
    """What is wrong, where, why it matters and how to mend it.

    `level` is breaking, risky or safe for a judged change, and error, warning or note for anything else.
    """

    rule: str
    level: Grade
    contract: str
    message: str
    address: str = ""
    direction: str = ""
    old: Spot | None = None
    new: Spot | None = None
    suggestion: str = ""
    who: str = ""
    bump: str = ""
    affects: tuple[str, ...] = ()
    fingerprint: str = ""
    witness: Mapping[str, Any] | None = None
    words: Mapping[str, str] = {}

    @property
    def spot(self) -> Spot | None:
        """Return the side to point at: the newer where there is one."""
        return self.new or self.old


def fingerprint(contract: str, rule: str, address: str, before: Any, after: Any) -> str:
    """Return the identity of a finding: twelve hexadecimal digits that no wording and no line changes."""
    parts = json.dumps([contract, rule, address, before, after], sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(parts.encode()).hexdigest()[:12]
