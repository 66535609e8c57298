"""Runs commands and measures them: median time of the whole process, and its largest memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

UNCOMPILED = "PYTHONDONTWRITEBYTECODE"
"""Makes Python compile a package that is installed in place anew each time: what users install is compiled."""
PATIENCE = 300
"""Seconds after which a command counts as one that does not run."""


@dataclass(frozen=True)
class Measured:
    """What one command took: seconds and megabytes; `why` says why there is no figure."""

    seconds: float = 0.0
    megabytes: float = 0.0
    why: str = ""


def once(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    codes: frozenset[int],
    patience: float = PATIENCE,
) -> Measured:
    """Return what one run of a command took, its children included; an exit code that is not expected is no figure."""
    with tempfile.TemporaryFile() as said:
        kept = {key: value for key, value in os.environ.items() if key != UNCOMPILED}
        return run_into(said, command, folder, {**kept, **environment}, codes, patience)


def run_into(
    said: IO[bytes],
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    codes: frozenset[int],
    patience: float,
) -> Measured:
    """Run a command whose output goes into a file, and return what it took."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=subprocess.PIPE)
    late = threading.Timer(patience, process.kill)
    late.start()
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    taken = time.perf_counter() - started
    late.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if taken >= patience:
        return Measured(why=f"no end within {patience} s")
    silent = os.fstat(said.fileno()).st_size == 0
    if process.returncode not in codes or (process.returncode and silent):  # findings are told, a crash is not
        lines = [line for line in errors.decode("utf-8", "replace").splitlines() if "Error" in line]
        return Measured(why=f"exit code {process.returncode}: {lines[0][:60]}" if lines else str(process.returncode))
    return Measured(taken, usage.ru_maxrss / 1024)


def median(
    command: Sequence[str],
    *,
    folder: Path = Path(),
    rounds: int = 3,
    codes: Sequence[int] = (0, 1),
    environment: Mapping[str, str] | None = None,
    before: Callable[[], object] = lambda: None,
    patience: float = PATIENCE,
) -> Measured:
    """Return the median of several runs; `before` is done before each and not measured."""
    taken = []
    for _ in range(rounds):
        before()
        found = once(command, folder, environment or {}, frozenset(codes), patience)
        if found.why:
            return found
        taken.append(found)
    return Measured(statistics.median(m.seconds for m in taken), max(m.megabytes for m in taken))


def total(
    commands: Sequence[Sequence[str]],
    *,
    folder: Path,
    rounds: int = 3,
    environment: Mapping[str, str] | None = None,
    before: Callable[[], object] = lambda: None,
) -> Measured:
    """Return the median of several rounds of commands that are one piece of work together."""
    taken = []
    for _ in range(rounds):
        before()
        found = [once(command, folder, environment or {}, frozenset((0, 1))) for command in commands]
        lost = next((one for one in found if one.why), None)
        if lost is not None:
            return lost
        taken.append(Measured(sum(one.seconds for one in found), max(one.megabytes for one in found)))
    return Measured(statistics.median(m.seconds for m in taken), max(m.megabytes for m in taken))
