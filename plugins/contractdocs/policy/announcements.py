"""Reads announcements: one Markdown file each, its front matter names the changes, its text is the migration guide."""

from __future__ import annotations

import difflib
import re
from typing import Any

from msgspec.structs import replace

from ..documents import Document, DocumentError, Place, parse_front_matter
from ..model.finding import Finding, Spot
from ..model.report import Announcement, Entry
from ..rules.judgement import raised
from ..sources import Source, SourceError

KEYS = ("contract", "version", "changes", "who", "effective")
FINGERPRINT = re.compile(r"(?:fp1:)?([0-9a-f]{12})", re.ASCII)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
TO_WRITE = "TODO:"


def read_announcements(source: Source, paths: tuple[str, ...]) -> tuple[list[Announcement], list[Finding]]:
    """Return the announcements that can be read, and what is wrong with the others."""
    found: list[Announcement] = []
    findings: list[Finding] = []
    for path in paths:
        try:
            announcement, faults = read_announcement(path, source.read(path))
        except SourceError as error:
            findings.append(fault(Place(path, 1, 1), error.message, error.mend))
            continue
        except DocumentError as error:
            findings.extend(fault(shifted(item.place), item.message, item.suggestion) for item in error.problems)
            continue
        findings.extend(faults)
        if announcement is not None:
            found.append(announcement)
    return found, findings


def shifted(place: Place) -> Place:
    """Return a place in the front matter as a place in the file: one line lower, for the opening dashes."""
    return replace(place, line=place.line + 1)


def fault(place: Place, message: str, suggestion: str = "", rule: str = "announcement-invalid") -> Finding:
    """Return a finding about an announcement."""
    return raised(rule, Spot(place), problem=message, hint=suggestion)


def read_announcement(path: str, content: bytes) -> tuple[Announcement | None, list[Finding]]:
    """Return the announcement in a file, and the faults of it; raise DocumentError where it holds no YAML."""
    text = content.decode("utf-8", "replace").replace("\r\n", "\n").removeprefix("\ufeff")
    head, dashes, body = text[4:].partition("\n---\n") if text.startswith("---\n") else ("", "", text)
    if not dashes:
        message = "An announcement begins with front matter between two lines of `---`."
        return None, [fault(Place(path, 1, 1), message, "See `contractdocs announce`, which writes it.")]
    document = parse_front_matter(path, head.encode())
    stated = document.data
    if not isinstance(stated, dict):
        return None, [fault(Place(path, 2, 1), "The front matter is a mapping of names to values.")]
    faults = [*unknown_keys(document, stated), *missing_keys(document, stated)]
    if any(item.rule == "announcement-invalid" for item in faults):
        return None, faults
    title = next((line[2:].strip() for line in body.splitlines() if line.startswith("# ")), "")
    said = re.sub(r"^# .*$", "", body, count=1, flags=re.MULTILINE).strip()
    announcement = Announcement(
        contract=written(document, "/contract", stated["contract"]),
        version=written(document, "/version", stated["version"]),
        entries=tuple(entries(document, stated["changes"])),
        who=str(stated.get("who", "")),
        effective=str(stated.get("effective", "")),
        title=title or path.rpartition("/")[2].removesuffix(".md"),
        text=said,
        place=Place(path, 2, 1),
    )
    return announcement, [*faults, *unfinished(announcement, body, head)]


def written(document: Document, pointer: str, value: Any) -> str:
    """Return a scalar as it was written: 2.10 is not 2.1, and 785063613331 is a fingerprint."""
    return value if isinstance(value, str) else document.source_text(pointer) or str(value)


def unknown_keys(document: Document, stated: dict[str, Any]) -> list[Finding]:
    """Return a finding for each key that an announcement does not have."""
    found = []
    for key in stated:
        if key not in KEYS:
            near = difflib.get_close_matches(str(key), KEYS, 1)
            hint = f"Did you mean `{near[0]}`?" if near else f"It takes {', '.join(KEYS)}."
            found.append(
                fault(shifted(document.place(f"/{key}", key=True)), f"`{key}` is no key of an announcement.", hint)
            )
    return found


def missing_keys(document: Document, stated: dict[str, Any]) -> list[Finding]:
    """Return a finding for each key that is missing or has the wrong shape."""
    found = []
    for key in ("contract", "version", "changes"):
        if stated.get(key) in (None, "", []):
            found.append(fault(Place(document.file, 2, 1), f"The announcement does not say `{key}`.", f"Add `{key}:`."))
    changes = stated.get("changes")
    if changes and not isinstance(changes, list):
        found.append(fault(shifted(document.place("/changes")), "`changes` is a list."))
    for index, item in enumerate(changes if isinstance(changes, list) else []):
        by_fingerprint = FINGERPRINT.fullmatch(written(document, f"/changes/{index}", item))
        by_rule = isinstance(item, dict) and set(item) == {"rule", "at"}
        if not by_fingerprint and not by_rule:
            message = "A change is named by its fingerprint, twelve hexadecimal digits, or by `rule` and `at`."
            found.append(fault(shifted(document.place(f"/changes/{index}")), message))
    effective = stated.get("effective")
    if effective and not real_date(str(effective)):
        message = f"`{str(effective)[:40]}` is no date."
        found.append(fault(shifted(document.place("/effective")), message, "Write it as 2027-01-15."))
    return found


def real_date(text: str) -> bool:
    """Return whether a text is a day of the calendar, as 2027-01-15."""
    from datetime import date

    try:
        return DATE.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def entries(document: Document, changes: list[Any]) -> list[Entry]:
    """Return the changes that an announcement names."""
    found = []
    for index, item in enumerate(changes):
        place = shifted(document.place(f"/changes/{index}"))
        if not isinstance(item, dict):
            said = written(document, f"/changes/{index}", item)
            match = FINGERPRINT.fullmatch(said)
            found.append(Entry(fingerprint=match[1] if match else said, place=place))
        else:
            found.append(Entry(rule=str(item["rule"]), address=str(item["at"]), place=place))
    return found


def unfinished(announcement: Announcement, body: str, head: str) -> list[Finding]:
    """Return what an announcement still owes its readers: a text left to write, or none at all."""
    lines = [*head.splitlines(), "---", *body.splitlines()]
    for number, line in enumerate(lines, start=2):
        if line.lstrip("-* ").startswith(TO_WRITE):
            place = Place(announcement.file, number, line.index(TO_WRITE) + 1)
            message = "A TODO is left in the announcement."
            return [fault(place, message, "Write the sentence that it asks for.", "announcement-unfinished")]
    if not announcement.text:
        message = "The announcement has no text: it does not say what readers have to do."
        suggestion = "Write below the front matter what they read or send instead."
        return [fault(announcement.place, message, suggestion, "announcement-unfinished")]
    return []
