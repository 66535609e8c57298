"""Whether so much is to be worked out that other processes are worth their start. Light: every check asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .catalog import layout
from .sources import SourceError

if TYPE_CHECKING:
    from .record import Run
    from .site import SiteOptions

SAMPLE = 48
"""Files that are looked at to guess how much is remembered already."""
SECONDS_A_FILE, SECONDS_A_BYTE, SECONDS_A_PAGE = 1e-3, 4e-7, 1e-2
WORTH = 1.5
"""Seconds of work from which on other processes are started: starting them takes half a second."""


def candidates(state: Run) -> list[str]:
    """Return the files of the working tree that may be contracts."""
    return [path for path in state.tree.files(state.settings.contracts) if layout.is_candidate(path)]


def pays(state: Run, options: SiteOptions | None = None) -> bool:
    """Return whether so much is to be worked out that other processes are worth their start, judged by a sample.

    With `options`, whether it is the first time that pages are made in this way.
    """
    paths = candidates(state)
    if len(paths) < 2:
        return False
    if options is not None and is_first(state, options):
        return len(paths) * SECONDS_A_PAGE > WORTH
    picked = paths[:: max(1, len(paths) // SAMPLE)]
    seconds = sum(seconds_of(state, path) for path in picked)
    return seconds * len(paths) / len(picked) > WORTH


def seconds_of(state: Run, path: str) -> float:
    """Return about how long a file will take; nothing where it is remembered."""
    try:
        content = state.tree.read(path)
    except SourceError:
        return 0.0
    if state.reader.memory.knows("header", state.reader.parts_of_key(path, content)):
        return 0.0
    return SECONDS_A_FILE + SECONDS_A_BYTE * len(content)


def is_first(state: Run, options: SiteOptions) -> bool:
    """Return whether pages are made in this way for the first time."""
    from .site.kept import SHOWN

    return not state.reader.memory.knows(SHOWN, (repr(options),))
