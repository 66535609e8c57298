"""Tags of the core schema; any other tag asks for a program's own type and is refused."""

from __future__ import annotations

from typing import Any

from .core_schema import number_of, resolve
from .document import Place, Problem

PREFIX = "tag:yaml.org,2002:"
KNOWN = ("str", "int", "float", "bool", "null", "map", "seq")


class TagError(Exception):
    """A tag that is not known, or that its value contradicts."""

    def __init__(self, tag: str, *, known: bool = False) -> None:
        super().__init__(tag)
        self.name, self.known = shown(tag), known


def tag_refused(error: TagError, place: Place) -> Problem:
    """Return the problem that a tag cannot be honoured."""
    if error.known:
        message, suggestion = f"The value is no {error.name}.", "Remove the tag or correct the value."
        return Problem("tag-mismatched", message, suggestion, place)
    import difflib

    near = difflib.get_close_matches(error.name.lstrip("!"), KNOWN, 1)
    suggestion = f"Did you mean `!!{near[0]}`?" if near else "Remove the tag; contracts hold plain data."
    return Problem("tag-unknown", f"The tag `{error.name}` is not known here.", suggestion, place)


def shown(tag: str) -> str:
    """Return a tag in the short form that is written in documents, cut where it is long."""
    name = "!!" + tag[len(PREFIX) :] if tag.startswith(PREFIX) else tag
    return name if len(name) <= 60 else name[:59] + "…"


def tagged(tag: str, text: str) -> Any:
    """Return the value of a tagged scalar; raise TagError where the tag is not of the core schema."""
    if tag in ("!", PREFIX + "str"):
        return text
    reader = READERS.get(tag.removeprefix(PREFIX)) if tag.startswith(PREFIX) else None
    if reader is None:
        raise TagError(tag)
    value, fits = reader(text)
    if not fits:
        raise TagError(tag, known=True)
    return value


def an_int(text: str) -> tuple[Any, bool]:
    """Return a whole number, and whether the text is one."""
    value = number_of(text)
    return value, isinstance(value, int)


def a_float(text: str) -> tuple[Any, bool]:
    """Return a fraction, and whether the text is one."""
    value = resolve(text)
    fits = isinstance(value, int | float) and not isinstance(value, bool)
    return (as_float(value) if fits else None), fits


def as_float(value: float) -> float:
    """Return a number as a float, infinite where it is beyond the range of floats."""
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def a_bool(text: str) -> tuple[Any, bool]:
    """Return true or false, and whether the text is either."""
    value = resolve(text)
    return value, isinstance(value, bool)


def a_null(text: str) -> tuple[Any, bool]:
    """Return nothing, and whether the text says so."""
    return None, resolve(text) is None


READERS = {"int": an_int, "float": a_float, "bool": a_bool, "null": a_null}
