"""Lets `python -m contractdocs` be the command, and ends it at once."""

from __future__ import annotations

import gc
import os
import sys
import threading

STOPPED = 3
"""The exit code of a run that was stopped before it could begin: it is no pass and no finding."""


def run() -> None:
    """Run the command and end the process.

    Python takes everything apart at the end, which for a large document takes as long as to read it: what was written
    is handed over, what has registered for the end is called, and the rest is left to the system.
    """
    gc.disable()  # what is loaded stays: to look through it for garbage is in vain
    try:
        if sys.argv[1:2] == ["diff"]:
            compare()
        else:
            work()
    except SystemExit as ended:
        if not isinstance(ended.code, int) or threading.active_count() > 1:
            raise
        leave_at_once(ended.code)
    except KeyboardInterrupt:  # while the command was loaded; from then on the command says so
        leave_at_once(STOPPED)


def work() -> None:
    """Load the command and run it."""
    from .cli import main
    from .garbage import SELDOM

    gc.enable()
    gc.set_threshold(*SELDOM)  # most of what a run makes is held to its end as well
    main()


def compare() -> None:
    """Let another process look at two large documents while the command is loaded here, and run it.

    Both documents are held to the end: there is no garbage to look for.
    """
    from .operands import begin

    ahead = begin(sys.argv[2:])
    try:
        try:
            from .cli import main
        except OSError:  # no more files may be open: without the pipes to the other process some may
            if ahead is None:
                raise
            ahead.begun.end()
            ahead = None
            from .cli import main
        main(ahead)
    finally:
        if ahead:
            ahead.begun.end()


def leave_at_once(code: int) -> None:
    """End this process; raise SystemExit where what was written cannot be handed over."""
    import atexit

    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # it may have been closed before
                stream.flush()
    except OSError:
        raise SystemExit(code or 3) from None  # a reader that went away is no pass
    atexit._run_exitfuncs()
    os._exit(code)


if __name__ == "__main__":
    run()
