"""Quality rules: what their thresholds accept, and which of them are promises."""

from __future__ import annotations

from typing import Any

import pytest

from contractdocs.compare.quality import compare_quality

ROWS = {"type": "library", "metric": "rowCount"}
QUERY = {"type": "sql", "query": "select avg(total) from orders"}

THRESHOLDS: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any], str | None]] = [
    (ROWS, {"mustBeGreaterThan": 100}, {"mustBeGreaterThan": 10}, "quality-threshold-loosened"),
    (ROWS, {"mustBeGreaterThan": 10}, {"mustBeGreaterThan": 100}, "quality-threshold-tightened"),
    (ROWS, {"mustBeGreaterThan": 100}, {"mustBeGreaterOrEqualTo": 101}, None),
    (QUERY, {"mustBeGreaterThan": 100}, {"mustBeGreaterOrEqualTo": 101}, "quality-threshold-tightened"),
    ({**ROWS, "unit": "percent"}, {"mustBeLessThan": 1}, {"mustBe": 0}, "quality-threshold-tightened"),
    (ROWS, {"mustBeLessThan": 1}, {"mustBeBetween": [0, 0]}, "quality-threshold-tightened"),
    (ROWS, {"mustBe": 0}, {"mustBeLessOrEqualTo": 5}, "quality-threshold-loosened"),
    (ROWS, {"mustBe": 0}, {"mustNotBe": 0}, "quality-threshold-moved"),
    (ROWS, {"mustBeBetween": [10, 20]}, {"mustBeBetween": [15, 25]}, "quality-threshold-moved"),
    (ROWS, {"mustBeBetween": [10, 20]}, {"mustBeBetween": [5, 25]}, "quality-threshold-loosened"),
    (ROWS, {"mustNotBeBetween": [10, 20]}, {"mustNotBeBetween": [12, 18]}, "quality-threshold-loosened"),
    (ROWS, {"mustBeBetween": [10, 20]}, {"mustBeGreaterOrEqualTo": 10}, "quality-threshold-loosened"),
    (ROWS, {"mustBe": "a"}, {"mustBe": "b"}, "quality-threshold-moved"),
    (ROWS, {"mustBe": 1}, {"mustBe": 1.0}, None),
]


def kinds(old: list[Any], new: list[Any]) -> list[str]:
    return [difference.kind for difference in compare_quality(old, new)]


@pytest.mark.parametrize(("rule", "old", "new", "kind"), THRESHOLDS)
def test_threshold(rule: dict[str, Any], old: dict[str, Any], new: dict[str, Any], kind: str | None) -> None:
    assert kinds([{**rule, **old}], [{**rule, **new}]) == ([kind] if kind else [])


RULE = {**ROWS, "name": "rows", "mustBeGreaterThan": 100}
TEXT = {"type": "text", "description": "Usually many rows."}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], [RULE], ["quality-rule-added"]),
        ([RULE], [], ["quality-rule-removed"]),
        ([], [TEXT], ["quality-hint-added"]),
        ([{**RULE, "severity": "warning"}], [], ["quality-hint-removed"]),
        ([RULE], [{**RULE, "severity": "error"}], []),
        ([RULE], [{**RULE, "severity": "info"}], ["quality-severity-lowered"]),
        ([{**RULE, "severity": "low"}], [{**RULE, "severity": "critical"}], ["quality-severity-raised"]),
        ([RULE], [{**RULE, "metric": "nullValues"}], ["quality-check-changed"]),
        ([RULE], [{**RULE, "schedule": "0 6 * * *"}], ["quality-schedule-changed"]),
        ([RULE], [{**RULE, "dimension": "completeness"}], ["documentation-changed"]),
        ([RULE, TEXT], [TEXT, RULE], []),
        ([{**RULE, "id": "a"}], [{**RULE, "id": "a", "name": "many rows"}], ["documentation-changed"]),
        (
            [{**RULE, "severity": "warning"}],
            [{**RULE, "severity": "warning", "mustBeGreaterThan": 1}],
            ["documentation-changed"],
        ),
        ("nonsense", None, []),
        ([1, None, "x"], [[]], []),
    ],
)
def test_rules(old: Any, new: Any, expected: list[str]) -> None:
    assert kinds(old, new) == expected


def test_two_rules_of_one_metric_are_matched_by_their_threshold_first() -> None:
    low, high = {**ROWS, "mustBeGreaterThan": 1}, {**ROWS, "mustBeLessThan": 1000}
    found = list(compare_quality([low, high], [{**ROWS, "mustBeLessThan": 500}, low]))
    assert [(d.kind, d.old_key, d.new_key) for d in found] == [
        ("quality-threshold-tightened", "/quality/1", "/quality/0")
    ]
