"""The command: arguments → check → report → exit code."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from . import gate, life, own, publishing, reading
from .ending import INCOMPLETE, fault_of, leave
from .group import cli

if TYPE_CHECKING:
    from ..operands import Ahead

__all__ = ["cli", "gate", "life", "main", "own", "publishing", "reading"]  # the modules add their commands


def main(ahead: Ahead | None = None) -> None:
    """Run the command; anything unforeseen is said in one line and is exit 3, never a pass.

    `ahead` is what was begun of it before it was loaded.
    """
    try:
        cli(standalone_mode=True, obj=ahead)
    except BrokenPipeError:
        sys.exit(INCOMPLETE)
    except (
        Exception
    ) as error:  # never a traceback for a user, and never a pass: what failed is said, and how to see more
        if os.environ.get("CONTRACTDOCS_DEBUG"):
            raise
        message, mend = fault_of(error)
        leave(f"{message}\n  mend    {mend}", INCOMPLETE)
