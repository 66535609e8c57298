"""What a change loosens in the settings: said aloud, so that nobody widens the gate in the breath that passes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .documents import Place
from .model.finding import Finding, Spot
from .policy.holding import is_about_changes, level_of, lighter
from .record import past_commits, settings_in, trees_of, with_own_levels
from .rules.judgement import raised
from .settings import POLICIES, Settings
from .sources import Source, SourceError

if TYPE_CHECKING:
    from .record import Run

LATER = "; it counts once it is merged"
HOSTS = ("mkdocs.yml", "mkdocs.yaml")
PLUGIN = re.compile(r"^\s*-\s*contractdocs\b.*$", re.MULTILINE)
DISABLED = re.compile(r"^\s*enabled:\s*(?!true\s*(?:#.*)?$)(.*)$", re.MULTILINE)


def loosened(state: Run) -> list[Finding]:
    """Return a finding for each setting that is looser now than where this change began; none where nothing is past."""
    said: dict[str, Finding] = {}
    for commit in past_commits(state):
        source = trees_of(state, commit)
        before = settings_in(source, state.now)
        if before is None and not source.files(Settings().contracts):
            continue  # nothing was held by a gate yet
        for what, name in differences(with_own_levels(before or Settings(), source), state.now):
            said[what] = finding(what, state.now, name)
        for what, file in in_hosts(source, state.tree):
            said[what] = raised("settings-loosened", Spot(Place(file, 1, 1)), what=what)
    return list(said.values())


def finding(what: str, settings: Settings, name: str) -> Finding:
    """Return the finding about a setting, at the file of the settings."""
    place = settings.places.get(name) or (Place(settings.file, 1, 1) if settings.file else None)
    return raised("settings-loosened", Spot(place) if place else None, what=what)


def differences(before: Settings, now: Settings) -> Iterator[tuple[str, str]]:
    """Yield what is looser now, in words, with the name of the setting."""
    if POLICIES.index(now.policy) < POLICIES.index(before.policy):
        yield f"`policy` went from {before.policy} to {now.policy}{LATER}.", "policy"
    if now.contracts != before.contracts:
        yield f"`contracts` went from {before.contracts} to {now.contracts}.", "contracts"
    for pattern in now.ignore:
        if pattern not in before.ignore:
            yield f"`ignore` leaves out {pattern}.", "ignore"
    yield from rules(before, now)
    for stability, days in before.notice_days.items():
        if now.notice_days.get(stability, 0) < days:
            yield (
                f"`notice_days` of {stability} went from {days} to {now.notice_days.get(stability, 0)}{LATER}.",
                "notice_days",
            )
    if now.allow_empty and not before.allow_empty:
        yield "`allow_empty` lets a repository without contracts pass.", "allow_empty"
    for name in ("record", "attribution"):
        old, new = getattr(before, name), getattr(now, name)
        if old != new:
            yield f"`{name}` went from {stated(old)} to {stated(new)}{LATER}.", name
    if now.perspective != before.perspective:
        old, new = before.perspective or "the default", now.perspective or "the default"
        yield f"`perspective` went from {old} to {new}{LATER}.", "perspective"
    for contract, scheme in now.version_schemes.items():
        if before.version_schemes.get(contract) != scheme:
            yield f"`version_schemes` calls the versions of {contract} {scheme}.", "version_schemes"


def rules(before: Settings, now: Settings) -> Iterator[tuple[str, str]]:
    """Yield the rules that weigh less now."""
    for rule in lighter(before, now):
        later = LATER if is_about_changes(rule) else ""
        yield f"`rules` takes {rule} from {level_of(rule, before)} to {level_of(rule, now)}{later}.", "rules"


def stated(point: object) -> str:
    """Return a point in the history as the settings state it."""
    return ", ".join(f"{key}: {value}" for key, value in dict(point).items()) if point else "the default"  # type: ignore[call-overload]


def in_hosts(past: Source, now: Source) -> Iterator[tuple[str, str]]:
    """Yield where the plugin was taken out of a host's settings, or switched off in them."""
    for file in HOSTS:
        before, after = text_of(past, file), text_of(now, file)
        if not PLUGIN.search(before):
            continue
        if not PLUGIN.search(after):
            yield f"{file} no longer names the plugin: the site is built without the gate.", file
        elif DISABLED.search(block(after)) and not DISABLED.search(block(before)):
            yield f"{file} may switch the plugin off: `enabled` is not simply true.", file


def block(text: str) -> str:
    """Return the lines of the plugin's block: those after its name that are indented further."""
    found = PLUGIN.search(text)
    if found is None:
        return ""
    indent = len(found[0]) - len(found[0].lstrip())
    lines = []
    for line in text[found.end() :].splitlines():
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        lines.append(line)
    return "\n".join(lines)


def text_of(source: Source, file: str) -> str:
    """Return the text of a file, empty where it is not there."""
    try:
        return source.read(file).decode("utf-8", "replace")
    except SourceError:
        return ""
