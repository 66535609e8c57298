"""Lets `python -m contractdocs` be the command, and ends it at once."""

from __future__ import annotations

import gc
import os
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .operands import Ahead


def run() -> None:
    """Run the command and end the process.

    Python takes everything apart at the end, which for a large document takes as long as to read it: what was written
    is handed over, what has registered for the end is called, and the rest is left to the system.
    """
    gc.disable()  # what is loaded stays: to look through it for garbage is in vain
    is_diff = sys.argv[1:2] == ["diff"]
    ahead = begun() if is_diff else None
    from .cli import main
    from .garbage import SELDOM

    if not is_diff:  # there both documents are held to the end
        gc.enable()
        gc.set_threshold(*SELDOM)  # most of what a run makes is held to its end as well
    try:
        main(ahead)
    except SystemExit as ended:
        if not isinstance(ended.code, int) or threading.active_count() > 1:
            raise
        leave_at_once(ended.code)


def begun() -> Ahead | None:
    """Let another process look at two large documents that are to be compared, while the command is loaded here."""
    from .operands import begin

    return begin(sys.argv[2:])


def leave_at_once(code: int) -> None:
    """End this process; raise SystemExit where what was written cannot be handed over."""
    import atexit

    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        raise SystemExit(code or 3) from None  # a reader that went away is no pass
    atexit._run_exitfuncs()
    os._exit(code)


if __name__ == "__main__":
    run()
