"""Compares quality rules: by the values that their thresholds accept, where they are promises.

A rule is a promise unless it is only text or its severity is below an error.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .differences import Difference, documentation, show, tail
from .numbers import between, is_finite

Rule = Mapping[str, Any]
Placed = tuple[int, Rule]

HINTS = frozenset({"info", "information", "warning", "warn", "low", "minor", "notice", "none", "ignore"})
CHECK = ("type", "metric", "rule", "query", "engine", "implementation", "arguments", "unit")
CODE = ("sql", "custom")
SCHEDULE = ("schedule", "scheduler")
OPERATORS: Mapping[str, Callable[[float, Any], bool]] = {
    "mustBe": lambda value, bound: value == bound,
    "mustNotBe": lambda value, bound: value != bound,
    "mustBeGreaterThan": lambda value, bound: value > bound,
    "mustBeGreaterOrEqualTo": lambda value, bound: value >= bound,
    "mustBeLessThan": lambda value, bound: value < bound,
    "mustBeLessOrEqualTo": lambda value, bound: value <= bound,
    "mustBeBetween": lambda value, bound: bound[0] <= value <= bound[1],
    "mustNotBeBetween": lambda value, bound: not bound[0] <= value <= bound[1],
}
KNOWN = frozenset({*CHECK, *SCHEDULE, *OPERATORS, "id", "severity"})


def compare_quality(old: Any, new: Any) -> Iterator[Difference]:
    """Yield what changed between two lists of quality rules."""
    pairs, gone, come = match(old, new)
    for before, after in pairs:
        yield from compare_rule(before, after)
    for rule in gone:
        yield side("quality-rule-removed" if promised(rule[1]) else "quality-hint-removed", rule, None)
    for rule in come:
        yield side("quality-rule-added" if promised(rule[1]) else "quality-hint-added", None, rule)


def promised(rule: Rule) -> bool:
    """Return whether a rule is a promise: something that is checked, and whose failure is an error."""
    checked = rule.get("type", "library") != "text" and any(key in rule for key in (*CHECK[1:6], *OPERATORS))
    return checked and str(rule.get("severity", "error")).strip().lower() not in HINTS


def match(old: Any, new: Any) -> tuple[list[tuple[Placed, Placed]], list[Placed], list[Placed]]:
    """Return the rules that both sides have, and the rest: by id, by name, by what they check, then by metric.

    Of the checks that are code, a single one that is left on either side is the same one with another text.
    """
    left, right = listed(old), listed(new)
    pairs: list[tuple[Placed, Placed]] = []
    for key in (by_id, by_name, by_check, by_subject, by_all):
        for rule in list(left):
            mark = key(rule[1])
            other = next((item for item in right if mark and key(item[1]) == mark), None)
            if other is not None:
                pairs.append((rule, other))
                left.remove(rule)
                right.remove(other)
    for kind in {kind_of(rule[1]) for rule in left if rule[1].get("type") in CODE}:
        before, after = ([rule for rule in side if kind_of(rule[1]) == kind] for side in (left, right))
        if kind[0] and len(before) == len(after) == 1:
            pairs.append((before[0], after[0]))
            left.remove(before[0])
            right.remove(after[0])
    return sorted(pairs, key=lambda pair: pair[0][0]), left, right


def listed(value: Any) -> list[Placed]:
    """Return the rules of a list with their index."""
    items = enumerate(value) if isinstance(value, list) else ()
    return [(index, item) for index, item in items if isinstance(item, Mapping)]


def kind_of(rule: Rule) -> tuple[str, str]:
    """Return the type and the engine of a rule that its text alone tells; empty where it has an id or a name."""
    return ("", "") if by_id(rule) or by_name(rule) else (str(rule.get("type")), str(rule.get("engine") or ""))


def by_id(rule: Rule) -> str:
    """Return the stable id."""
    return str(rule.get("id") or "")


def by_name(rule: Rule) -> str:
    """Return the name."""
    return str(rule.get("name") or "")


def by_check(rule: Rule) -> str:
    """Return all that is checked, with its threshold."""
    return dumped(rule, (*CHECK, *OPERATORS))


def by_subject(rule: Rule) -> str:
    """Return what is checked, whatever the threshold."""
    return dumped(rule, ("metric", "rule", "query", "engine", "implementation"))


def by_all(rule: Rule) -> str:
    """Return the whole rule, for one that states nothing of the rest."""
    return dumped(rule, tuple(map(str, rule))) or "nothing"


def dumped(rule: Rule, keys: tuple[str, ...]) -> str:
    """Return the stated ones of `keys` as one text, empty where none is stated."""
    stated = {key: rule[key] for key in keys if key in rule}
    return json.dumps(stated, sort_keys=True, default=str) if stated else ""


def compare_rule(old: Placed, new: Placed) -> Iterator[Difference]:
    """Yield what changed in one rule."""
    (_, before), (_, after) = old, new
    was, is_now = promised(before), promised(after)
    if was != is_now:
        yield side("quality-severity-lowered" if was else "quality-severity-raised", old, new, "severity")
    elif was and checks(before) != checks(after):
        key = next(key for key in CHECK if checks(before).get(key) != checks(after).get(key))
        yield side("quality-check-changed", old, new, key)
    elif was:
        kind = threshold_change(before, after)
        if kind:
            yield side(kind, old, new)
    if was and is_now and any(before.get(key) != after.get(key) for key in SCHEDULE):
        yield side("quality-schedule-changed", old, new, "schedule")
    known = KNOWN if was or is_now else frozenset({"id"})
    for found in documentation(before, after, known, f"quality rule {label(after)}"):
        yield Difference(
            found.kind, found.words, found.old, found.new, place(old, found.old_key), place(new, found.new_key)
        )


def checks(rule: Rule) -> Mapping[str, Any]:
    """Return what is checked; a rule without a type is a library rule."""
    return {"type": "library", **{key: rule[key] for key in CHECK if rule.get(key) is not None}}


def threshold_change(old: Rule, new: Rule) -> str:
    """Return the kind of change between two thresholds, empty where both accept the same values."""
    before, after = ({key: rule[key] for key in OPERATORS if key in rule} for rule in (old, new))
    if before == after:
        return ""
    if not all(numeric(key, bound) for side in (before, after) for key, bound in side.items()):
        return "quality-threshold-moved"
    fractions = "percent" in str(new.get("unit", "")).lower() or new.get("type") in ("sql", "custom")
    accepted = [(accepts(before, value), accepts(after, value)) for value in probes(before, after, fractions)]
    looser, tighter = any(b and not a for a, b in accepted), any(a and not b for a, b in accepted)
    if looser and tighter:
        return "quality-threshold-moved"
    return "quality-threshold-loosened" if looser else "quality-threshold-tightened" if tighter else ""


def numeric(operator: str, bound: Any) -> bool:
    """Return whether a threshold is a finite number, or a pair of them for a range."""
    ranged = operator.endswith("Between")
    values = bound if ranged and isinstance(bound, list) else [bound]
    if ranged and len(values) != 2:
        return False
    plain = (isinstance(value, (int, float)) and not isinstance(value, bool) for value in values)
    return all(plain) and all(map(is_finite, values))


def accepts(operators: Mapping[str, Any], value: float) -> bool:
    """Return whether a value passes every operator of a rule."""
    return all(OPERATORS[key](value, bound) for key, bound in operators.items())


def probes(old: Mapping[str, Any], new: Mapping[str, Any], fractions: bool) -> list[float]:
    """Return values that tell two thresholds apart: each bound, its neighbours, and what lies between two bounds."""
    bounds: set[float] = set()
    for bound in (*old.values(), *new.values()):
        bounds.update(bound if isinstance(bound, list) else [bound])
    ordered = sorted(bounds)
    if not fractions:
        whole = {
            neighbour
            for b in ordered
            for neighbour in (math.floor(b), math.ceil(b), math.floor(b) - 1, math.ceil(b) + 1)
        }
        return sorted(whole)
    middles = [between(a, b) for a, b in itertools.pairwise(ordered)]
    return sorted([*ordered, *middles, ordered[0] - 1, ordered[-1] + 1])


def side(kind: str, old: Placed | None, new: Placed | None, key: str = "") -> Difference:
    """Return a difference in one rule."""
    rule = (new or old or (0, {}))[1]
    words = {"rule": label(rule), "key": key, "old": summary(old, key), "new": summary(new, key)}
    left, right = (item[1] if item else None for item in (old, new))
    return Difference(kind, words, left, right, place(old, stated(left, key)), place(new, stated(right, key)))


def stated(rule: Rule | None, key: str) -> str:
    """Return the pointer tail of a key, empty where the rule does not state it."""
    return tail(key) if rule and key in rule else ""


def place(rule: Placed | None, below: str) -> str:
    """Return the pointer tail of a rule."""
    return tail("quality", rule[0]) + below if rule else ""


def label(rule: Rule) -> str:
    """Return the shortest name of a rule."""
    name = rule.get("name") or rule.get("metric") or rule.get("id") or rule.get("rule") or rule.get("query")
    return show(name or rule.get("description") or rule.get("type") or "rule")


def summary(rule: Placed | None, key: str) -> str:
    """Return what a rule asks, in words: `mustBeGreaterThan 100`."""
    if rule is None:
        return "nothing"
    if key:
        return show(rule[1].get(key, "error" if key == "severity" else None))
    asked = [f"{name} {show(rule[1][name])}" for name in OPERATORS if name in rule[1]]
    return " and ".join(asked) or show(rule[1].get("query") or rule[1].get("implementation") or rule[1].get("metric"))
