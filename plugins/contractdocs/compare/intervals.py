"""Compares bounds as intervals: inclusive and exclusive ends together."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from .bundle import WHOLE_FORMATS
from .forms import Bounds
from .numbers import is_finite

if TYPE_CHECKING:
    from .comparison import Comparison

KEYWORDS = {
    "minimum": ("minimum", "exclusiveMinimum"),
    "maximum": ("maximum", "exclusiveMaximum"),
    "min-length": ("minLength",),
    "max-length": ("maxLength",),
    "min-items": ("minItems",),
    "max-items": ("maxItems",),
    "min-properties": ("minProperties",),
    "max-properties": ("maxProperties",),
    "min-contains": ("minContains",),
    "max-contains": ("maxContains",),
}


def compare(self: Comparison, attribute: str, low: str, high: str) -> None:
    """Report each end of an interval that moved; `low` and `high` begin the kinds of change."""
    old, new = getattr(self.old, attribute), getattr(self.new, attribute)
    if attribute == "number" and old != new:
        old, new = (beyond_dropped(one, {*self.old.formats} & {*self.new.formats}) for one in (old, new))
    if old == new:
        return
    steps = self.old.multiple_of if attribute == "number" and self.old.multiple_of == self.new.multiple_of else ()
    if len(steps) == 1 and reached(old, steps[0]) == reached(new, steps[0]):
        return
    for name, before, after, sign in ((low, low_end(old), low_end(new), 1), (high, high_end(old), high_end(new), -1)):
        if before != after:
            raised = after_is_higher(before, after, sign)
            kind = f"{name}-{'raised' if raised else 'lowered'}"
            words = {"name": self.at.name, "old": show_end(before), "new": show_end(after)}
            self.emit(kind, self.at, *KEYWORDS[name], words=words, old=value(before), new=value(after))


def beyond_dropped(bounds: Bounds, formats: set[str]) -> Bounds:
    """Return bounds without the ends that lie beyond what a format takes anyway."""
    for least, most in (WHOLE_FORMATS[name] for name in formats if name in WHOLE_FORMATS):
        low = None if bounds.low is not None and bounds.low <= least and not bounds.step_low else bounds.low
        high = None if bounds.high is not None and bounds.high >= most and not bounds.step_high else bounds.high
        bounds = replace(bounds, low=low, high=high)
    return bounds


def reached(bounds: Bounds, step: float) -> tuple[int | None, int | None]:
    """Return the least and the greatest multiple of a step within bounds, as the number of steps."""
    ends = [None if end is None or not is_finite(end) else Fraction(str(end)) for end in (bounds.low, bounds.high)]
    if not is_finite(step) or step <= 0:
        return None, None
    low, high = (None if end is None else end / Fraction(str(step)) for end in ends)
    least = None if low is None else math.floor(low) + 1 if bounds.step_low else math.ceil(low)
    most = None if high is None else math.ceil(high) - 1 if bounds.step_high else math.floor(high)
    return least, most


End = tuple[float, int] | None


def low_end(bounds: Bounds) -> End:
    """Return the low end as a pair that orders rightly: an end that is itself outside is a little higher."""
    return None if bounds.low is None else (bounds.low, 1 if bounds.step_low else 0)


def high_end(bounds: Bounds) -> End:
    """Return the high end as a pair that orders rightly: an end that is itself outside is a little lower."""
    return None if bounds.high is None else (bounds.high, -1 if bounds.step_high else 0)


def after_is_higher(before: End, after: End, sign: int) -> bool:
    """Return whether the end went up; no low end is the lowest, no high end the highest."""
    if before is None:
        return sign > 0
    if after is None:
        return sign < 0
    return after > before


def show_end(end: End) -> str:
    """Return an end in words."""
    if end is None:
        return "no bound"
    number, step = end
    plain = int(number) if isinstance(number, float) and number.is_integer() else number
    return str(plain) if step == 0 else f"{'more' if step > 0 else 'less'} than {plain}"


def value(end: End) -> Any:
    """Return an end as a value that keeps whether it is itself inside."""
    return None if end is None else end[0] if end[1] == 0 else {"exclusive": end[0]}
