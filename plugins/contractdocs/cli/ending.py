"""How a command speaks and ends: what is said of what went wrong, and the exit codes.

Exit codes: 0 pass, 1 findings that fail, 2 usage or settings wrong, 3 could not complete.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NoReturn, TypeVar

import click

T = TypeVar("T")
PASS, FAIL, USAGE, INCOMPLETE = 0, 1, 2, 3
CODES = {"pass": PASS, "fail": FAIL, "incomplete": INCOMPLETE}


def complain(message: str) -> None:
    """Print a message to standard error."""
    from ..escape.terminal import safe

    click.echo(f"contractdocs: {safe(message)}", err=True)


def guarded(work: Callable[[], T]) -> T:
    """Return what `work` returns; turn what users can mend into a message and the right exit code."""
    from ..settings import SettingsError
    from ..sources import SourceError

    try:
        return work()
    except SettingsError as error:
        leave(str(error), USAGE)
    except SourceError as error:
        leave(f"{error.message}\n  mend    {error.mend}" if error.mend else error.message, INCOMPLETE)


def leave(message: str, code: int) -> NoReturn:
    """Print a message to standard error and leave with an exit code."""
    complain(message)
    sys.exit(code)


def say(text: str) -> None:
    """Print text, whatever the terminal's encoding can show; leave with 3 where there is nowhere to print."""
    if sys.stdout is None:
        leave("There is nowhere to print: standard output is closed.", INCOMPLETE)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.flush()


def refusable(work: Callable[[], T]) -> T:
    """Return what `work` returns; turn a refusal into a message and exit code 1, and the rest as `guarded` does."""
    from ..lifecycle import Refused

    try:
        return guarded(work)
    except Refused as refusal:
        leave(f"{refusal.message}\n  mend    {refusal.mend}" if refusal.mend else refusal.message, FAIL)


def say_all(lines: list[str]) -> None:
    """Print lines in which names from contracts stand, without what steers a terminal."""
    from ..escape.terminal import safe

    for line in lines:
        say(safe(line))


def fault_of(error: Exception) -> tuple[str, str]:
    """Return what is said of something unforeseen, and what can be done."""
    if isinstance(error, RecursionError):
        return "A contract is nested too deeply to be compared.", "Lower its depth, or report it as a fault."
    if isinstance(error, MemoryError):
        return "There is not enough memory for these contracts.", "Give it more, or lower `limits` in the settings."
    again = "Run it again with CONTRACTDOCS_DEBUG=1 and report what it prints."
    return f"This is a fault of contractdocs itself: {type(error).__name__}: {error}", again
