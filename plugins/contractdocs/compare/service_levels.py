"""Compares service levels: which way is better is known for each property, units are converted first.

Direction of the better: the recommended properties of ODCS, section SLA. `frequency: 1 d` is read as every day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timezone
from typing import Any

from msgspec import Struct

from .differences import Difference, documentation, show, tail
from .numbers import as_float

BETTER: Mapping[str, int] = {  # 1: more or later is better; -1: less or earlier is better
    "availability": 1,
    "throughput": 1,
    "errorrate": -1,
    "generalavailability": -1,
    "endofsupport": 1,
    "endoflife": 1,
    "retention": 1,
    "frequency": -1,
    "latency": -1,
    "freshness": -1,
    "timetodetect": -1,
    "timetonotify": -1,
    "timetorepair": -1,
    "timeofavailability": -1,
}
SYNONYMS = {
    "av": "availability",
    "th": "throughput",
    "er": "errorrate",
    "ga": "generalavailability",
    "es": "endofsupport",
    "el": "endoflife",
    "re": "retention",
    "fy": "frequency",
    "ly": "latency",
    "td": "timetodetect",
    "tn": "timetonotify",
    "tr": "timetorepair",
    "toa": "timeofavailability",
    "mttd": "timetodetect",
    "mttr": "timetorepair",
}
SECONDS = {
    **dict.fromkeys(("ms", "millisecond", "milliseconds"), 0.001),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 60),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600),
    **dict.fromkeys(("d", "day", "days"), 86400),
    **dict.fromkeys(("w", "wk", "week", "weeks"), 7 * 86400),
    **dict.fromkeys(("mo", "mon", "month", "months"), 30.4375 * 86400),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), 365.25 * 86400),
}
PERCENT = frozenset({"percent", "%", "pct"})
DURATION = re.compile(
    r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?"
    r"(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?\Z"
)
DURATION_UNITS = ("y", "mo", "w", "d", "h", "m", "s")
COMPARED = frozenset({"id", "property", "value", "valueExt", "unit", "element", "driver", "schedule", "scheduler"})


class Promise(Struct, frozen=True):
    """One service level: its place in the list, the property it speaks of, the element it covers."""

    index: int
    data: Mapping[str, Any]
    name: str
    element: str

    @property
    def driver(self) -> str:
        """Return what the level is for: regulatory, analytics, operational."""
        return str(self.data.get("driver") or "")

    @property
    def label(self) -> str:
        """Return the name for messages and addresses."""
        scope = ", ".join(part for part in (self.element, self.driver) if part)
        return f"{self.data.get('property')} ({scope})" if scope else str(self.data.get("property"))


def compare_promises(old: Any, new: Any, defaults: tuple[str, str] = ("", "")) -> Iterator[tuple[str, Difference]]:
    """Yield the label of each service level that changed with the difference; `defaults` are the default elements."""
    pairs, gone, come = match(promises(old, defaults[0]), promises(new, defaults[1]))
    for before, after in pairs:
        for difference in compare_pair(before, after):
            yield after.label, difference
    for promise in gone:
        yield promise.label, side("sla-removed", promise, None)
    for promise in come:
        yield promise.label, side("sla-added", None, promise)


def promises(value: Any, default: str) -> list[Promise]:
    """Return the service levels of a list."""
    items = enumerate(value) if isinstance(value, list) else ()
    return [
        Promise(index, item, canonical(item.get("property")), str(item.get("element") or default))
        for index, item in items
        if isinstance(item, Mapping)
    ]


def canonical(name: Any) -> str:
    """Return the one name of a property: case, hyphens and synonyms aside."""
    plain = re.sub(r"[\s_-]", "", str(name or "")).lower()
    return SYNONYMS.get(plain, plain)


def match(old: list[Promise], new: list[Promise]) -> tuple[list[tuple[Promise, Promise]], list[Promise], list[Promise]]:
    """Return the levels that both sides have: by id, else by property, element and driver, else by all but one.

    A property may stand there twice; of two with one key those with equal values belong together first.
    """
    left, right, pairs = list(old), list(new), []
    for key in KEYS:
        for promise in list(left):
            mark = key(promise)
            other = next((item for item in right if mark and key(item) == mark), None)
            if other is not None:
                pairs.append((promise, other))
                left.remove(promise)
                right.remove(other)
    return sorted(pairs, key=lambda pair: pair[1].index), left, right


KEYS = (
    lambda promise: str(promise.data.get("id") or ""),
    lambda promise: (promise.name, promise.element, promise.driver, written(promise)),
    lambda promise: (promise.name, promise.element, promise.driver),
    lambda promise: (promise.name, promise.driver),
    lambda promise: (promise.name, promise.element),
)


def compare_pair(old: Promise, new: Promise) -> Iterator[Difference]:
    """Yield what changed in one service level."""
    if old.name != new.name:
        yield side("sla-changed", old, new, "property")
        return
    if old.element != new.element:
        yield side("sla-element-changed", old, new, "element")
    if old.driver != new.driver:
        yield side("sla-driver-changed", old, new, "driver")
    kind = value_change(old, new)
    if kind:
        yield side(kind, old, new, "value")
    if any((old.data.get(key) or None) != (new.data.get(key) or None) for key in ("schedule", "scheduler")):
        yield side("sla-schedule-changed", old, new, "schedule")
    for found in documentation(old.data, new.data, COMPARED, new.label):
        keys = place(old, found.old_key), place(new, found.new_key)
        yield Difference(found.kind, found.words, found.old, found.new, *keys)


def value_change(old: Promise, new: Promise) -> str:
    """Return the kind of change between the values, empty where they mean the same."""
    keys = ("value", "valueExt", "unit")
    if all(same(old.data.get(key), new.data.get(key)) for key in keys):
        return ""
    before, after = measure(old), measure(new)
    better = BETTER.get(new.name)
    plain = same(old.data.get("valueExt"), new.data.get("valueExt"))
    if before is None or after is None or before[0] != after[0] or better is None or not plain:
        return "sla-changed"
    if before[1] == after[1] or (before[0] == "seconds" and same_span(old, new, before[1], after[1])):
        return ""
    improved = (after[1] > before[1]) == (better * (-1 if before[0].startswith("rate ") else 1) > 0)
    return "sla-tightened" if improved else "sla-loosened"


CALENDAR = frozenset({SECONDS["mo"], SECONDS["y"]})
LEEWAY = 0.02
"""The share by which months and years differ from the days that people count for them."""


def same_span(old: Promise, new: Promise, before: float, after: float) -> bool:
    """Return whether a span in months or years is meant by the days or weeks of another one: 3 years, 1095 days."""
    units = {SECONDS.get(str(item.data.get("unit") or "").strip().lower(), 0.0) for item in (old, new)}
    mixed = len(units) == 2 and len(units & CALENDAR) == 1
    return mixed and abs(before - after) <= LEEWAY * max(abs(before), abs(after))


def same(old: Any, new: Any) -> bool:
    """Return whether two stated values are one, `09:00` and `9:00` aside."""
    return (old if old is not None else "") == (new if new is not None else "")


def measure(promise: Promise) -> tuple[str, float] | None:
    """Return the scale and the number of a level that can be ordered, None for any other."""
    value, unit = promise.data.get("value"), str(promise.data.get("unit") or "").strip().lower()
    if isinstance(value, str):
        value = value.strip()
        read = duration(value) or moment(value)
        if read is not None:
            return read
        number = re.fullmatch(r"(-?[\d.]+)\s*(%|[a-z]*)", value.lower())
        if number is None or number[1].count(".") > 1 or number[1] in ("", ".", "-"):
            return None
        value, unit = float(number[1]), number[2] or unit
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return scaled(as_float(value), unit, promise.name)


def scaled(value: float, unit: str, name: str) -> tuple[str, float]:
    """Return a number on the scale of its unit: times in seconds, shares in percent, anything else as stated."""
    if unit in SECONDS:
        return "seconds", value * SECONDS[unit]
    if unit in PERCENT or (not unit and name in ("availability", "errorrate")):
        return "percent", value
    if name == "frequency" and re.match(r"(?:times )?(?:per |/)", unit):
        return f"rate {unit}", value
    return f"unit {unit}", value


def duration(value: str) -> tuple[str, float] | None:
    """Return an ISO 8601 duration in seconds: `P3Y`, `PT4H`."""
    found = DURATION.match(value)
    if found is None or not any(found.groups()):
        return None
    amounts = zip(found.groups(), DURATION_UNITS)
    return "seconds", sum(float(amount) * SECONDS[unit] for amount, unit in amounts if amount)


def moment(value: str) -> tuple[str, float] | None:
    """Return a date or a time of day as a number: whether its zone is stated belongs to the scale."""
    plain = re.sub(r"[zZ]\Z", "+00:00", value)
    plain = re.sub(r"\A(\d):", r"0\1:", plain)
    if re.match(r"\d{4}-\d{2}-\d{2}", plain):
        try:
            read = datetime.fromisoformat(plain)
        except ValueError:
            return None
        stamp = read if read.tzinfo else read.replace(tzinfo=timezone.utc)
        return "instant", stamp.timestamp()
    try:
        clock = time.fromisoformat(plain)
    except ValueError:
        return None
    zone = clock.tzinfo or timezone.utc
    scale = "clock with its zone" if clock.tzinfo else "clock"
    return scale, datetime.combine(date(2000, 1, 2), clock.replace(tzinfo=zone)).timestamp()


def side(kind: str, old: Promise | None, new: Promise | None, key: str = "") -> Difference:
    """Return a difference in one service level."""
    left, right = (item and (written(item) if key in ("", "value") else item.data.get(key)) for item in (old, new))
    name = (new or old or Promise(0, {}, "", "")).label
    words = {"name": name, "key": key, "old": show(left), "new": show(right)}
    keys = (place(item, tail(key) if item and key in item.data else "") for item in (old, new))
    return Difference(kind, words, left, right, *keys)


def written(promise: Promise) -> str:
    """Return value and unit as one text: `4 d`."""
    unit = promise.data.get("unit")
    return f"{show(promise.data.get('value'))} {unit}" if unit else show(promise.data.get("value"))


def place(promise: Promise | None, below: str) -> str:
    """Return the pointer tail of a service level below the list."""
    return tail(promise.index) + below if promise else ""
