"""The long tests, within a budget of time: `python -m tests.security --seconds 300`, or `make fuzz SECONDS=300`.

Prints what was tried: inputs of the fuzzer, texts injected, pages loaded in the browser, faults survived.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from .attacks import ATTACKS
from .browsing import CHROMIUM, Seen, chromium, look, served, written
from .faults import FAULTS, survived
from .injecting import report_of
from .mutating import samples
from .outlets import faults_of, site_of


def main() -> int:
    """Run everything and print the figures; return 1 where anything was found."""
    reader = argparse.ArgumentParser()
    reader.add_argument("--seconds", type=float, default=300)
    reader.add_argument("--seed", type=int, default=int(time.time()))
    stated = reader.parse_args()
    wrong = [*struck(), *injected(stated.seconds / 3, stated.seed), *spoiled(stated.seconds / 2, stated.seed)]
    print("\n".join(wrong) or "Nothing was found.")
    return 1 if wrong else 0


def struck() -> Iterator[str]:
    """Yield the faults that the command did not survive."""
    results = {name: survived(name) for name in FAULTS}
    print(f"faults: {sum(not wrong for wrong in results.values())} of {len(results)} survived", flush=True)
    yield from (f"{name}: {wrong}" for name, wrong in results.items() if wrong)


def injected(seconds: float, seed: int) -> Iterator[str]:
    """Yield what became more than text: every attack in every text field of every format, as far as time goes."""
    end, texts, reports, seen = time.monotonic() + seconds, 0, 0, Seen()
    found: list[str] = []
    for first, name, content in rounds(seed):
        if time.monotonic() > end:
            break
        report, count = report_of(name, content, first)
        site = site_of(report)
        found += [f"{name} {first}: {fault}" for fault in faults_of(report, site)]
        texts, reports = texts + count, reports + 1
        if CHROMIUM is not None and reports % 8 == 1:
            browse(site, seen)
    pages = f"{seen.pages:,} pages in Chromium" if CHROMIUM else "no Chromium here"
    whole = len(ATTACKS) * len(samples())
    print(f"injected: {texts:,} texts, {len(ATTACKS)} attacks, {reports:,} of {whole:,} rounds, {pages}", flush=True)
    yield from (*found, *seen.faults)


def rounds(seed: int) -> Iterator[tuple[int, str, bytes]]:
    """Yield every sample with every attack standing first, each pair once."""
    for step in range(len(ATTACKS)):
        for name, content in samples():
            yield (seed + step * 7) % len(ATTACKS), name, content


def browse(site: object, seen: Seen) -> None:
    """Load the pages of a site."""
    with TemporaryDirectory() as folder, chromium() as context, served(Path(folder)) as address:
        look(context, address, written(site, Path(folder)), seen)  # type: ignore[arg-type]


def spoiled(seconds: float, seed: int) -> Iterator[str]:
    """Yield what the fuzzer found, run in a process whose memory is bounded."""
    words = [sys.executable, "-m", "tests.security.fuzzing", "--seconds", str(seconds), "--seed", str(seed)]
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=False)
    print(f"fuzzed: {done.stdout.strip()}", flush=True)
    if done.returncode:
        yield f"the fuzzer found something with seed {seed}: see tests/security/finds/"


if __name__ == "__main__":
    sys.exit(main())
