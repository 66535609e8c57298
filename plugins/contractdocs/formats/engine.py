"""Checks values against schemas of contracts, whose patterns are a stranger's: no pattern runs without a bound.

A pattern runs in an engine that never goes back and takes time in proportion to the text. One that it does not know,
because it looks around or refers back, runs in an engine that counts how often it goes back, and is stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NoReturn

from ..documents import DocumentError
from ..documents.problems import limit_reached

if TYPE_CHECKING:
    from ..documents import Document, Place

STOPPED = "BacktrackLimitExceeded"


def compiled(make: Callable[[Any], Any], steps: int) -> Any:
    """Return what `make` gives for the first engine that knows all patterns; None where none does."""
    import jsonschema_rs

    for options in (jsonschema_rs.RegexOptions(), jsonschema_rs.FancyRegexOptions(backtrack_limit=steps)):
        try:
            return make(options)
        except ValueError:
            continue
    return None


def errors_of(validator: Any, value: Any, place: Callable[[], Place], steps: int) -> list[Any]:
    """Return the errors of a value; raise DocumentError, incomplete, where a pattern was stopped."""
    found = list(validator.iter_errors(value))
    if any(stopped(error) for error in found):
        stop(place(), steps)
    return found


def stopped(error: Any) -> bool:
    """Return whether an error, or one below it, is that a pattern was stopped."""
    if type(error.kind).__name__ == STOPPED:
        return True
    return any(stopped(below) for branch in branches(error) for below in branch)


def branches(error: Any) -> Iterable[Iterable[Any]]:
    """Return the errors of each branch of a choice."""
    return getattr(error.kind, "context", None) or ()


def stop(place: Place, steps: int) -> NoReturn:
    """Give up: what a pattern says of a value is not known."""
    raise DocumentError([limit_reached("max_steps", steps, place)], incomplete=True)


def steps_of(document: Document) -> int:
    """Return how often a pattern of a document may go back in one text."""
    return document.limits.max_steps
