"""Lets `python -m contractdocs` be the command, and ends it at once."""

from __future__ import annotations

import gc
import os
import sys
import threading


def run() -> None:
    """Run the command and end the process.

    Python takes everything apart at the end, which for a large document takes as long as to read it: what was written
    is handed over, what has registered for the end is called, and the rest is left to the system.
    """
    gc.disable()  # what is loaded stays: to look through it for garbage is in vain
    from .cli import main
    from .garbage import SELDOM

    if sys.argv[1:2] != ["diff"]:  # there both documents are held to the end
        gc.enable()
        gc.set_threshold(*SELDOM)  # most of what a run makes is held to its end as well
    try:
        main()
    except SystemExit as ended:
        if not isinstance(ended.code, int) or threading.active_count() > 1:
            raise
        leave_at_once(ended.code)


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
