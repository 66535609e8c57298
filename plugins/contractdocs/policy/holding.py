"""Which settings hold for a change: where it loosens them, those with which it began, until it is merged."""

from __future__ import annotations

from msgspec.structs import replace

from ..rules import registry
from ..settings import POLICIES, RuleOverride, Settings

LEVELS = {"off": 0, "note": 1, "safe": 1, "warning": 2, "risky": 2, "error": 3, "breaking": 3}


def held(before: Settings, now: Settings) -> Settings:
    """Return the settings of now, with those of before where they ask more of a breaking change.

    What is asked of a document alone holds at once: it may be that nothing passes without it.
    """
    return replace(
        now,
        policy=max(before.policy, now.policy, key=POLICIES.index),
        rules=held_rules(before, now),
        notice_days=held_days(before, now),
        perspective=held_perspective(before.perspective, now.perspective),
    )


def held_rules(before: Settings, now: Settings) -> dict[str, RuleOverride]:
    """Return the levels of rules: those of before for each rule about changes that weighs less now."""
    found = dict(now.rules)
    for rule in lighter(before, now):
        if not is_about_changes(rule):
            continue
        found.pop(rule, None)
        if rule in before.rules:
            found[rule] = before.rules[rule]
    return found


def held_days(before: Settings, now: Settings) -> dict[str, int]:
    """Return the days of notice, the longer ones by stability."""
    names = {**before.notice_days, **now.notice_days}
    return {name: max(before.notice_days.get(name, 0), now.notice_days.get(name, 0)) for name in names}


def held_perspective(before: str, now: str) -> str:
    """Return whose eyes judge data contracts: those of both sides where the side was changed."""
    sides = {before or "consumer", now or "consumer"}
    return (before if before == now else "") if len(sides) == 1 else "both"


def lighter(before: Settings, now: Settings) -> list[str]:
    """Return the rules that weigh less now, in order."""
    rules = sorted({*before.rules, *now.rules})
    return [rule for rule in rules if LEVELS[level_of(rule, now)] < LEVELS[level_of(rule, before)]]


def level_of(rule: str, settings: Settings) -> str:
    """Return the worst level that a rule has under some settings."""
    if rule in settings.rules:
        return settings.rules[rule].level
    if rule not in registry.pages():
        return "off"
    page = registry.rule(rule)
    levels = [page.level] if page.level else [side.value for side in (page.input, page.output)]
    return max(levels, key=lambda level: LEVELS[level])


def is_about_changes(rule: str) -> bool:
    """Return whether a rule judges changes, not a document alone."""
    return rule in registry.pages() and not registry.rule(rule).level and not registry.rule(rule).lint
