"""Compares what is said about a value without restricting it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .discriminators import compare_discriminator
from .stability import stability_kind, stability_of
from .wording import show

if TYPE_CHECKING:
    from .comparison import Comparison


def compare_notes(self: Comparison) -> None:
    """Compare what is said about a value without restricting it."""
    old, new = self.old.notes, self.new.notes
    if old == new:
        return
    for keyword, compare in NOTE_COMPARISONS.items():
        if old.get(keyword) != new.get(keyword):
            compare(self, keyword, old.get(keyword), new.get(keyword))


def compare_description(self: Comparison, keyword: str, old: Any, new: Any) -> None:
    """Report new wording."""
    self.emit("description-changed", self.at, keyword, words={"name": self.at.name}, old=old, new=new)


def compare_default(self: Comparison, keyword: str, old: Any, new: Any) -> None:
    """Report a default that came, went or changed."""
    kind = "default-added" if old is None else "default-removed" if new is None else "default-changed"
    words = {"name": self.at.name, "old": show(old), "new": show(new)}
    self.emit(kind, self.at, keyword, words=words, old=old, new=new)


def compare_deprecated(self: Comparison, keyword: str, old: Any, new: Any) -> None:
    """Report a deprecation that came or went."""
    if bool(old) != bool(new):
        kind = "deprecated-added" if new else "deprecated-removed"
        sunset = self.new.notes.get("x-sunset")
        when = f", to be removed on {sunset}" if new and sunset else ""
        self.emit(kind, self.at, keyword, words={"name": self.at.name, "when": when}, old=bool(old), new=bool(new))


def compare_sunset(self: Comparison, keyword: str, old: Any, new: Any) -> None:
    """Report a removal date that was set or moved."""
    kind = sunset_kind(old, new)
    if kind == "sunset-removed" and not self.new.notes.get("deprecated"):
        return  # it is no longer deprecated: that is the change
    if kind == "sunset-added" and not self.old.notes.get("deprecated"):
        return  # said with the deprecation
    self.emit(kind, self.at, keyword, words={"name": self.at.name, "old": str(old), "new": str(new)}, old=old, new=new)


def sunset_kind(old: Any, new: Any) -> str:
    """Return what happened to a removal date; ISO dates compare as text."""
    if not old:
        return "sunset-added"
    if not new:
        return "sunset-removed"
    return "sunset-moved-earlier" if str(new) < str(old) else "sunset-moved-later"


def compare_opaque(self: Comparison, keyword: str, old: Any, new: Any) -> None:
    """Report a type that is only known as text."""
    words = {"name": self.at.name, "old": str(old), "new": str(new)}
    self.emit("opaque-type-changed", self.at, keyword, words=words, old=old, new=new)


def compare_checks(self: Comparison, keyword: str, old: Any, new: Any) -> None:
    """Report checks that are only known as text."""
    words = {"name": self.at.name, "old": str(old or "none"), "new": str(new or "none")}
    self.emit("opaque-check-changed", self.at, keyword, words=words, old=old, new=new)


def compare_codes(self: Comparison, keyword: str, old: Any, new: Any) -> None:
    """Report codes of errors that came and went: readers act on them, and meet unknown ones as any other error."""
    before, after = (list(codes) if isinstance(codes, Mapping) else [] for codes in (old, new))
    for kind, one, other in (("error-code-removed", before, after), ("error-code-added", after, before)):
        for code in one:
            if code not in other:
                side = {"old": code} if kind.endswith("removed") else {"new": code}
                self.emit(kind, self.at, keyword, words={"name": self.at.name, "value": str(code)}, **side)


def compare_stability(self: Comparison, keyword: str, old: Any, new: Any) -> None:
    """Report another stability of a part; that of a whole document is a statement of the contract."""
    before, after = (str(level or "stable") for level in (old, new))
    kind = stability_kind(stability_of(before), stability_of(after))
    if kind and self.parent(self.old).pointer:
        words = {"name": self.at.name, "old": before, "new": after}
        self.emit(kind, self.at, keyword, words=words, old=old, new=new)


NOTE_COMPARISONS: dict[str, Callable[[Comparison, str, Any, Any], None]] = {
    "description": compare_description,
    "default": compare_default,
    "deprecated": compare_deprecated,
    "x-sunset": compare_sunset,
    "discriminator": compare_discriminator,
    "x-type-text": compare_opaque,
    "x-checks-text": compare_checks,
    "x-error-codes": compare_codes,
    "x-stability-level": compare_stability,
}
