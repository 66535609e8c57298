"""How a release followed the one before: which part of the version was raised, and what was said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..catalog.versions import parsed, scheme_of
from ..model.contract import Release
from ..model.report import Announcement, Transition

PARTS = ("major", "minor", "patch")


def change_type(transition: Transition | None) -> str | None:
    """Return the part of the version that was raised; where versions are dates, what the changes ask for.

    None stands for the first release, and for one that nothing sets apart from the release before.
    """
    if transition is None:
        return None
    old, new = parsed(transition.old.version), parsed(transition.new.version)
    if old and new and {scheme_of(transition.old.version), scheme_of(transition.new.version)} <= {"semver", "integer"}:
        return next((part for part, a, b in zip(PARTS, old, new) if a != b), None)
    asked = {finding.bump for finding in transition.findings}
    return next((part for part in PARTS if part in asked), None)


def notes_of(release: Release, announcements: Iterable[Announcement]) -> str:
    """Return what its document says of a release, else the titles of what was announced for it."""
    notes = stated(release.document.data, "x-change-notes", "changeNotes")
    return notes or "; ".join(item.title for item in announcements if item.version == release.version)


def stated(data: Any, extension: str, custom: str) -> str:
    """Return a text that a document keeps: in a custom property of a data contract, in an extension elsewhere."""
    if not isinstance(data, Mapping):
        return ""
    info = data.get("info")
    holders = (info, data) if isinstance(info, Mapping) else (data,)
    listed = mappings(data.get("customProperties"))
    found = [holder.get(extension) for holder in holders]
    found += [item.get("value") for item in listed if str(item.get("property")).lower() == custom.lower()]
    return next((text.strip() for text in found if isinstance(text, str)), "")


def mappings(value: Any) -> Sequence[Mapping[str, Any]]:
    """Return the mappings of a list."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
