"""Service levels: which way is better, units, and two levels of one property."""

from __future__ import annotations

import pytest

from contractdocs.compare.service_levels import canonical, compare_promises

LEVELS = [
    # property, old value and unit, new value and unit, kind
    ("latency", (4, "d"), (8, "d"), "sla-loosened"),
    ("latency", (4, "d"), (96, "hours"), None),
    ("latency", (4, "d"), (5, "h"), "sla-tightened"),
    ("ly", (4, "d"), (8, "d"), "sla-loosened"),
    ("Time To Repair", (2, "h"), (1, "d"), "sla-loosened"),
    ("freshness", ("PT4H", None), (240, "m"), None),
    ("retention", (3, "y"), (1, "y"), "sla-loosened"),
    ("retention", ("P3Y", None), (36, "months"), None),
    ("retention", (1, "y"), (400, "d"), "sla-tightened"),
    ("retention", (3, "y"), (1095, "d"), None),
    ("retention", (1, "mo"), (30, "d"), None),
    ("retention", (365, "d"), (364, "d"), "sla-loosened"),
    ("retention", (36, "mo"), (35.5, "mo"), "sla-loosened"),
    ("availability", (99.9, "percent"), ("99.99%", None), "sla-tightened"),
    ("availability", (99.9, None), (99, "%"), "sla-loosened"),
    ("errorRate", (1, "percent"), (2, "percent"), "sla-loosened"),
    ("throughput", (100, "rows/s"), (50, "rows/s"), "sla-loosened"),
    ("throughput", (100, "rows/s"), (50, "MB/s"), "sla-changed"),
    ("frequency", (1, "d"), (2, "d"), "sla-loosened"),
    ("frequency", (4, "per day"), (2, "per day"), "sla-loosened"),
    ("endOfSupport", ("2032-05-12", None), ("2027-01-01", None), "sla-loosened"),
    ("endOfLife", ("2032-05-12", None), ("2032-05-12T00:00:00Z", None), None),
    ("generalAvailability", ("2026-01-01", None), ("2026-03-01", None), "sla-loosened"),
    ("timeOfAvailability", ("09:00", None), ("23:00", None), "sla-loosened"),
    ("timeOfAvailability", ("9:00", None), ("09:00", None), None),
    ("timeOfAvailability", ("09:00-08:00", None), ("17:00+00:00", None), None),
    ("timeOfAvailability", ("09:00", None), ("09:00+01:00", None), "sla-changed"),
    ("supportHours", ("9 to 5", None), ("10 to 4", None), "sla-changed"),
    ("latency", (4, "d"), ("soon", None), "sla-changed"),
    ("latency", (4, "d"), (True, None), "sla-changed"),
]


def level(name: str, stated: tuple[object, object], **more: object) -> dict[str, object]:
    value, unit = stated
    return {"property": name, "value": value, **({"unit": unit} if unit else {}), **more}


@pytest.mark.parametrize(("name", "old", "new", "kind"), LEVELS)
def test_value(name: str, old: tuple[object, object], new: tuple[object, object], kind: str | None) -> None:
    found = [difference.kind for _, difference in compare_promises([level(name, old)], [level(name, new)])]
    assert found == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("av", "availability"),
        ("Error-Rate", "errorrate"),
        ("time_of_availability", "timeofavailability"),
        ("mine", "mine"),
    ],
)
def test_synonyms(name: str, expected: str) -> None:
    assert canonical(name) == expected


def test_two_levels_of_one_property_are_told_apart_by_their_driver() -> None:
    nine, eight, late = ("09:00", None), ("08:00", None), ("23:00", None)
    name = "timeOfAvailability"
    old = [level(name, nine, driver="regulatory"), level(name, eight, driver="analytics")]
    new = [level(name, eight, driver="analytics"), level(name, late, driver="regulatory")]
    found = list(compare_promises(old, new))
    assert [(label, item.kind, item.old_key, item.new_key) for label, item in found] == [
        ("timeOfAvailability (regulatory)", "sla-loosened", "/0/value", "/1/value")
    ]


def test_of_two_levels_with_one_key_those_with_equal_values_belong_together() -> None:
    old = [level("latency", (1, "h")), level("latency", (4, "h"))]
    new = [level("latency", (4, "h")), level("latency", (2, "h"))]
    assert [(d.kind, d.old, d.new) for _, d in compare_promises(old, new)] == [("sla-loosened", "1 h", "2 h")]


def test_an_id_keeps_a_level_through_a_change_of_its_element() -> None:
    old = [level("latency", (1, "h"), id="fast", element="orders.a")]
    new = [level("latency", (1, "h"), id="fast", element="orders.b")]
    assert [d.kind for _, d in compare_promises(old, new)] == ["sla-element-changed"]


def test_the_default_element_counts_as_if_each_level_named_it() -> None:
    old, new = [level("latency", (1, "h"))], [level("latency", (1, "h"), element="orders.a")]
    assert not list(compare_promises(old, new, ("orders.a", "")))
    assert [d.kind for _, d in compare_promises(old, new)] == ["sla-element-changed"]
