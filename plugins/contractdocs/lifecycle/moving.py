"""Moves a contract along its life: proposed, draft, active, deprecated, retired.

The moves are those that the gate knows (`compare.terms`), so that what this writes is what a check accepts.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from ..compare.status import MOVES, STATUS_NAMES, STEPS
from ..documents import Document
from ..policy.announcements import real_date
from ..settings import Settings, SettingsError
from .choosing import Chosen, Refused, by_hand, check_valid, choose, written
from .editing import EditError
from .keeping import KEEPING, keep, stated

UNSTATED = ("proposed", "draft", "active", "deprecated")
"""What may follow where no status, or none that is known, is stated."""


def status_of(chosen: Chosen) -> str:
    """Return the status in the words of the standard; a contract that states none is a promise like an active one."""
    said = stated(chosen.document, chosen.form, "status")[0].lower()
    return STATUS_NAMES.get(said, said)


def moves_from(status: str) -> tuple[str, ...]:
    """Return the statuses that may follow, in order."""
    return tuple(step for step in STEPS if (status, step) in MOVES) if status in STEPS else UNSTATED


def standing(root: Path, settings: Settings, name: str) -> list[str]:
    """Return what there is to say of the status of a contract: where it stands, until when, and what may follow."""
    chosen = choose(root, settings, name)
    said, pointer = stated(chosen.document, chosen.form, "status")
    word = status_of(chosen)
    written_as = f", written as `{said}`" if said and said != word else ""
    status = f"is {word}{written_as}" if said else "states no status, which counts as active"
    place = chosen.document.place(pointer) if pointer else chosen.file.path
    lines = [f"{chosen.id} {chosen.file.release.version} {status}  ({place})"]
    for label, what in (("until", "sunset"), ("reason", "reason")):
        text = stated(chosen.document, chosen.form, what)[0]
        lines += [f"  {label:<7} {text}"] if text else []
    lines.append(f"  next    {' or '.join(moves_from(word)) or 'nothing: this is the end of its life'}")
    return [*lines, *other_lines(chosen)]


def other_lines(chosen: Chosen) -> Iterator[str]:
    """Yield the other major lines of a contract, each with its status and its name for this command."""
    for line, files in chosen.group.lines.items():
        if files[-1] is not chosen.file:
            other = Chosen(chosen.group, files[-1])
            yield f"  line    {chosen.id}@{line}: {files[-1].release.version} is {status_of(other) or 'active'}"


def move(root: Path, settings: Settings, name: str, new: str, today: date, *, sunset: str, reason: str) -> list[str]:
    """Give the newest version of a contract another status and return what was done, and what to do next.

    Raises SettingsError for a status or a day that is none, Refused for a move that is not allowed, SourceError where
    the file cannot be written.
    """
    wanted = known_status(new)
    check_sunset(wanted, sunset, today)
    chosen = choose(root, settings, name)
    check_move(chosen, wanted, today, sunset=sunset, reason=reason)
    said = {"status": wanted, "sunset": sunset, "reason": reason}
    try:
        edited = chosen.document
        for what, value in said.items():
            edited = keep(edited, chosen.form, what, value, settings.limits) if value else edited
    except EditError as error:
        raise by_hand(error) from None
    check_valid(chosen, edited)
    written(root, chosen.file.path, edited.content)
    return [*told(chosen, edited, said), *hints(chosen, edited, wanted, settings, today)]


def known_status(text: str) -> str:
    """Return a status; raise SettingsError with the one that was probably meant."""
    word = text.lower()
    if word in STEPS:
        return word
    near = difflib.get_close_matches(STATUS_NAMES.get(word, word), STEPS, 1)
    hint = f"Did you mean `{near[0]}`?" if near else f"There is {', '.join(STEPS)}."
    raise SettingsError(f"`{text}` is no status.", suggestion=hint)


def check_sunset(status: str, sunset: str, today: date) -> None:
    """Raise SettingsError where the last day is no day to come, or the status has none."""
    if not sunset:
        return
    if not real_date(sunset) or len(sunset) != 10:
        raise SettingsError(f"`{sunset}` is no date.", suggestion="Write it as 2027-05-01.")
    if sunset <= today.isoformat():
        raise SettingsError(f"`{sunset}` is no day to come.", suggestion=f"Today is {today}.")
    if status != "deprecated":
        hint = "Say `deprecated`, or leave --sunset out."
        raise SettingsError(f"A last day is for contracts that are deprecated, not {status}.", suggestion=hint)


def check_move(chosen: Chosen, new: str, today: date, *, sunset: str, reason: str) -> None:
    """Raise Refused where a move is not allowed, or only with a reason that is missing."""
    old = status_of(chosen)
    until = stated(chosen.document, chosen.form, "sunset")[0]
    if old == new and not sunset:
        raise Refused(f"{chosen.id} is {new} already.", may_follow(old))
    if (old, new) == ("deprecated", "active"):
        if not reason:
            message = f"{chosen.id} was deprecated: to take that back confuses everybody who began to move."
            raise Refused(message, "Say why it is taken back: --reason TEXT.")
    elif old != new and new not in moves_from(old):
        raise Refused(f"{chosen.id} cannot go from {old or 'no status'} to {new}.", may_follow(old))
    if new == "retired" and until[:10] > today.isoformat() and not reason:
        message = f"{chosen.id} is promised until {until}."
        raise Refused(message, "Wait until then, or say why it goes before: --reason TEXT.")


def may_follow(status: str) -> str:
    """Return what may follow a status, in words."""
    allowed = moves_from(status)
    also = ", or with --reason active" if status == "deprecated" else ""
    return f"What may follow is {' or '.join(allowed)}{also}." if allowed else "Nothing may follow."


def told(chosen: Chosen, edited: Document, said: dict[str, str]) -> Iterator[str]:
    """Yield what was written, each with its place."""
    for what, value in said.items():
        old, (new, pointer) = stated(chosen.document, chosen.form, what)[0], stated(edited, chosen.form, what)
        if value and old != new:
            kept = KEEPING[chosen.form][what]
            key = kept.key.removeprefix("x-") if edited.syntax not in ("yaml", "json") else kept.key
            label = f"{kept.name} in {kept.key}" if kept.name else key
            yield f"{edited.place(pointer)}: {label} is now `{new}`" + (f", was `{old}`" if old else "")


def hints(chosen: Chosen, edited: Document, new: str, settings: Settings, today: date) -> Iterator[str]:
    """Yield what people forget after a move."""
    until, pointer = stated(edited, chosen.form, "sunset")
    notice = settings.notice_days.get(chosen.file.release.interface.stability or "stable", 0)
    earliest = (today + timedelta(days=notice)).isoformat()
    if new == "deprecated" and not until:
        yield "hint: nobody can see until when it stays. Say the day after which it goes:"
        yield f"      contractdocs status {chosen.id} deprecated --sunset {earliest}"
    elif new == "deprecated" and until[:10] < earliest:
        yield f"hint: {until} gives less than the {notice} days of notice that are asked for. {earliest} gives them."
    if new == "active" and until:
        yield f"hint: {edited.place(pointer)} still says that it goes on {until}. Take that out if it stays."
    if new == "retired":
        yield "hint: whoever still uses it breaks now. Where a check asks for it: contractdocs announce"
    yield "Now run: contractdocs check"
