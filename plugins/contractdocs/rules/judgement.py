"""Applies rules: a change and its rule make a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..documents.side_by_side import side_by_side
from ..model.change import Change, Level, Side, worst
from ..model.finding import Finding, Spot, fingerprint
from .registry import Hit, Reading, Rule, hint, lint_of, lints, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

WHO = {
    "input": "senders: whoever sends it",
    "output": "readers: whoever reads it",
    "both": "senders and readers",
    "consumer": "consumers of the data",
    "producer": "producers of the data",
}


MANY = 100
"""So many changes are judged on two cores: the search for values that prove a break takes most of the time."""


def judge_all(
    changes: Sequence[Change], contract: str, *, perspective: str = "", versions: tuple[str, str] = ("", "")
) -> list[Finding]:
    """Return the finding of each change, in their order; see `judge`."""

    def judged(part: Sequence[Change]) -> list[Finding]:
        return [judge(change, contract, perspective=perspective, versions=versions) for change in part]

    if len(changes) < MANY:
        return judged(changes)
    half = len(changes) // 2
    first, second = side_by_side(lambda: judged(changes[:half]), lambda: judged(changes[half:]))
    return first + second


def judge(
    change: Change,
    contract: str,
    *,
    perspective: str = "",
    versions: tuple[str, str] = ("", ""),
) -> Finding:
    """Return the finding that the change's rule makes of it.

    `perspective` is consumer, producer or both; where it is empty, data contracts are judged for their consumers,
    and what hurts their producers is risky at most.
    """
    judged = rule(change.kind)
    level, hurt = level_of(change, judged, perspective)
    if level is Level.BREAKING and not change.promised:
        level = Level.RISKY
    before, after = (side.value if side else None for side in (change.old, change.new))
    return Finding(
        rule=judged.id,
        level=level.value,
        contract=contract,
        message=judged.message.format_map(Words(change.words)),
        address=change.address,
        direction=direction_of(change),
        old=spot(change.old, versions[0]),
        new=spot(change.new, versions[1]),
        suggestion=hint(judged.id) if level is Level.BREAKING else "",
        who=judged.who or WHO[hurt],
        bump=bump_of(level, judged),
        affects=change.affects,
        fingerprint=fingerprint(contract, judged.id, change.address, before, after),
        witness=change.prove() if change.prove and level is Level.BREAKING else None,
        words=change.words,
    )


def level_of(change: Change, judged: Rule, perspective: str) -> tuple[Level, str]:
    """Return the level, and the side that it hurts most."""
    if change.data:
        return data_level(judged, perspective)
    sides = {"input", "output"} if "both" in change.directions else set(change.directions)
    levels = {side: judged.input if side == "input" else judged.output for side in sides}
    if change.strict:  # to be merely surprised there is to be refused here
        levels = {side: Level.BREAKING if level is Level.RISKY else level for side, level in levels.items()}
    if change.guessed:  # an example shows what may come, it promises nothing
        levels = {side: min(level, Level.RISKY, key=lambda one: one.weight) for side, level in levels.items()}
    top = worst(list(levels.values()))
    hurt = [side for side in ("input", "output") if levels.get(side) == top]
    return top, hurt[0] if len(hurt) == 1 else "both"


def data_level(judged: Rule, perspective: str) -> tuple[Level, str]:
    """Return the level for a data contract as `perspective` sees it."""
    if perspective == "consumer":
        return judged.consumer, "consumer"
    if perspective == "producer":
        return judged.producer, "producer"
    producer = judged.producer
    if not perspective and producer is Level.BREAKING:
        producer = Level.RISKY
    if judged.consumer.weight >= producer.weight:
        return judged.consumer, "consumer"
    return producer, "producer"


def direction_of(change: Change) -> str:
    """Return input, output or both."""
    return next(iter(change.directions)) if len(change.directions) == 1 else "both"


def bump_of(level: Level, judged: Rule) -> str:
    """Return the least version bump that the change asks for."""
    if level is Level.BREAKING:
        return "major"
    return "minor" if judged.bump in ("major", "minor", "") else judged.bump


def spot(side: Side | None, version: str) -> Spot | None:
    """Return the place of a side, worked out only now."""
    if side is None:
        return None
    place = side.origin.document.place(side.origin.pointer, key=side.key)
    return Spot(place, side.origin.pointer, side.value, version)


class Words(dict[str, str]):
    """Words of a message; a missing one shows its own name rather than failing."""

    def __missing__(self, key: str) -> str:
        return f"<{key}>"


def lint(reading: Reading, contract: str, *, format_name: str) -> Iterable[Finding]:
    """Return what the lint rules find in one document, in the order of ids."""
    for judged in lints():
        if judged.lint in ("any", format_name):
            function = lint_of(judged.id)
            for hit in function(reading) if function else ():
                found = lint_finding(judged, hit, reading, contract)
                yield replace(found, level="note") if reading.interface.status == "template" else found


def lint_finding(judged: Rule, hit: Hit, reading: Reading, contract: str) -> Finding:
    """Return the finding of one hit."""
    words = Words(hit.words)
    place = reading.document.place(hit.pointer, key=hit.key)
    return Finding(
        rule=judged.id,
        level=judged.level,  # type: ignore[arg-type]
        contract=contract,
        message=judged.message.format_map(words),
        address=hit.pointer,
        new=Spot(place, hit.pointer),
        suggestion=judged.suggestion.format_map(words),
        fingerprint=fingerprint(contract, judged.id, hit.pointer, None, dict(hit.words)),
        words=hit.words,
    )


def raised(
    rule_id: str,
    where: Spot | None = None,
    *,
    contract: str = "",
    level: str = "",
    address: str = "",
    was: Spot | None = None,
    words: Mapping[str, str] | None = None,
    **more: str,
) -> Finding:
    """Return a finding that the engine raises itself, in the words of the rule's page."""
    judged = rule(rule_id)
    said = Words({**(words or {}), **more})
    return Finding(
        rule=rule_id,
        level=level or judged.level,  # type: ignore[arg-type]
        contract=contract,
        message=judged.message.format_map(said),
        address=address,
        old=was,
        new=where,
        suggestion=judged.suggestion.format_map(said),
        fingerprint=fingerprint(contract, rule_id, address, None, said),
        words=said,
    )
