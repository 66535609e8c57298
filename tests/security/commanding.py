"""Runs the command inside this process, over one contract in a folder, as often as a fuzzer wants."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from contractdocs import cli

WRONG = re.compile(r"fault of contractdocs itself|Traceback|contract-not-checked|not enough memory")
CODES = (0, 1, 2, 3)


@dataclass(frozen=True)
class Said:
    """What the command printed and how it ended."""

    code: int
    said: str

    @property
    def is_fair(self) -> bool:
        """Return whether it ended as it may: with a code of its own, and without a fault."""
        return self.code in CODES and not WRONG.search(self.said)


class Stream(io.TextIOWrapper):
    """A stream in memory, with bytes below as the command writes them."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", errors="backslashreplace", write_through=True)

    def text(self) -> str:
        """Return what was written."""
        found = self.buffer.getvalue()  # type: ignore[attr-defined]
        return str(found.decode("utf-8", "replace"))


class Command:
    """The command in a folder of its own, where nothing is published."""

    def __init__(self, root: Path) -> None:
        self.root, self.contracts = root, root / "contracts" / "fuzz"
        self.contracts.mkdir(parents=True, exist_ok=True)
        (root / "contractdocs.yml").write_text("record: none\n", encoding="utf-8")

    def check(self, name: str, content: bytes, before: bytes) -> Said:
        """Check a content as the release after what it was."""
        ending = name.partition(".")[2]
        old, new = self.contracts / f"1.0.0.{ending}", self.contracts / f"2.0.0.{ending}"
        try:
            old.write_bytes(before)
            new.write_bytes(content)
            return self.run("check", "--root", str(self.root), "--no-cache", "--verbose")
        finally:
            old.unlink(missing_ok=True)
            new.unlink(missing_ok=True)

    def run(self, *words: str) -> Said:
        """Run the command with some words."""
        with captured(["contractdocs", *words]) as streams:
            try:
                cli.main()
                code = 0
            except SystemExit as stopped:
                code = stopped.code if isinstance(stopped.code, int) else -1
        return Said(code, "".join(stream.text() for stream in streams))


@contextmanager
def captured(words: list[str]) -> Iterator[tuple[Stream, Stream]]:
    """Let the process have other words and streams for a while."""
    kept = sys.argv, sys.stdout, sys.stderr, os.environ.pop("CONTRACTDOCS_DEBUG", None)
    out, err = Stream(), Stream()
    sys.argv, sys.stdout, sys.stderr = words, out, err
    try:
        yield out, err
    finally:
        sys.argv, sys.stdout, sys.stderr, debug = kept
        if debug is not None:
            os.environ["CONTRACTDOCS_DEBUG"] = debug
