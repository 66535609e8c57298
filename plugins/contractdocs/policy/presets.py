"""What each preset asks for. A preset is taken whole: mixing rules makes gates that nobody understands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Weight = Literal["", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Preset:
    """The demands of one policy.

    `notice_proves` takes a removal after its notice as announced; `notice_needed` asks for that notice beside the
    announcement; `notice_missing` is the weight of a removal without it. `waiver_days` is the longest a waiver holds,
    `waiver_kinds` what it may be for where not all is allowed, `waiver_owned` whether somebody else has to agree to it.
    `retain_months` is how long an older major line stays after its successor came, `retained` the weight of taking it
    away before. `newest_rewritten` is the weight of breaking the newest version file in place: it stood on the default
    branch, and may still be worked on. `beta` says whether betas are judged, `risky` whether what may hurt needs a
    proof as well.
    """

    notice_proves: bool
    notice_needed: bool
    notice_missing: Weight
    waiver_days: int
    waiver_kinds: tuple[str, ...]
    waiver_owned: bool
    retain_months: int
    retained: Weight
    newest_rewritten: Weight
    beta: bool
    risky: bool


PRESETS = {
    "relaxed": Preset(
        notice_proves=True,
        notice_needed=False,
        notice_missing="",
        waiver_days=180,
        waiver_kinds=(),
        waiver_owned=False,
        retain_months=0,
        retained="",
        newest_rewritten="",
        beta=False,
        risky=False,
    ),
    "standard": Preset(
        notice_proves=False,
        notice_needed=False,
        notice_missing="warning",
        waiver_days=90,
        waiver_kinds=(),
        waiver_owned=False,
        retain_months=6,
        retained="warning",
        newest_rewritten="warning",
        beta=True,
        risky=False,
    ),
    "strict": Preset(
        notice_proves=False,
        notice_needed=True,
        notice_missing="error",
        waiver_days=30,
        waiver_kinds=("security", "legal"),
        waiver_owned=True,
        retain_months=12,
        retained="error",
        newest_rewritten="error",
        beta=True,
        risky=True,
    ),
}
KINDS = ("security", "legal")
