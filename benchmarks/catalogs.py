"""The work on a generated catalog: checks, sites, one edit while the site is served."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import making
import peers
from measuring import Measured, median
from rows import Row

QUIET = {"NO_MKDOCS_2_WARNING": "1"}
LONG = 1800
"""Seconds that a site of 10,000 contracts may take."""


def catalogs(work: Path, contracts: int) -> Iterator[Row]:
    """Yield the checks of a catalog, cold, with nothing changed, and with one contract changed."""
    mine = peers.own("contractdocs")
    check = [mine, "check"]
    many = [mine, "check", "--executor", "none"]
    for count in (contracts, contracts * 10):
        root = catalog(work, count)
        name = f"check of {count:,} contracts with three releases each"
        rounds = 3 if count == contracts else 1
        cold = lambda root=root: forget(root)  # noqa: E731
        yield Row(
            f"{name}, cold",
            lambda root=root, cold=cold, rounds=rounds: median(check, folder=root, rounds=rounds, before=cold),
            {
                "one process": lambda root=root, cold=cold, rounds=rounds: median(
                    many, folder=root, rounds=rounds, before=cold
                )
            },
        )
        yield Row(f"{name}, nothing changed", lambda root=root: median(check, folder=root))
        yield Row(
            f"{name}, one changed",
            lambda root=root: median(check, folder=root, before=lambda: touch(root)),
        )


def sites(work: Path, contracts: int) -> Iterator[Row]:
    """Yield the site of a catalog, and what its host takes for as many pages with nothing in them."""
    for count in (contracts, contracts * 10):
        yield from site(work, catalog(work, count), count)


def site(work: Path, root: Path, count: int) -> Iterator[Row]:
    """Yield the site of one catalog, cold and warm."""
    build = [peers.own("mkdocs"), "build", "-q"]
    rounds = 3 if count <= 1000 else 1
    floors: list[Measured] = []

    def floor() -> Measured:
        if not floors:
            pages = sum(1 for _ in (root / "site").rglob("index.html"))
            empty = making.make_empty_pages(work / f"empty-{pages}", pages)
            floors.append(median(build, folder=empty, rounds=rounds, environment=QUIET, patience=LONG))
        return floors[0]

    def built(before: Callable[[], object]) -> Measured:
        return median(build, folder=root, rounds=rounds, environment=QUIET, before=before, patience=LONG)

    name = f"site of {count:,} contracts"
    others = {"the host, as many empty pages": floor}
    yield Row(f"{name}, cold", lambda: built(lambda: forget(root)), others, is_floor=True)
    yield Row(f"{name}, warm", lambda: built(lambda: None), others, is_floor=True)
    yield Row(f"{name}, one changed", lambda: built(lambda: touch(root)), others, is_floor=True)


def serving(work: Path, contracts: int = 300) -> Iterator[Row]:
    """Yield one edit while the site is served: from the edit to the page that shows it."""
    yield Row(f"one edit under `mkdocs serve`, {contracts} contracts", lambda: edit_served(catalog(work, contracts)))


def edit_served(root: Path) -> Measured:
    """Return how long an edit takes to be shown; the host looks for changes every half second."""
    port = free_port()
    command = [peers.own("mkdocs"), "serve", "-q", "-a", f"127.0.0.1:{port}"]
    page = f"http://127.0.0.1:{port}/contracts/contract-1/"
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        if not until(page, lambda text: "field_0" in text, 300):
            return Measured(why="no page")
        time.sleep(2)
        taken = []
        for _ in range(3):
            word = touch(root)
            begun = time.perf_counter()
            if not until(page, lambda text, word=word: word in text, 120):
                return Measured(why="the edit is not shown")
            taken.append(time.perf_counter() - begun)
            time.sleep(2)
        return Measured(sorted(taken)[1])
    finally:
        process.terminate()
        process.wait()


def until(page: str, holds: Callable[[str], bool], patience: float) -> bool:
    """Return whether a page says something within some seconds."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(page, timeout=60) as answer:
                if holds(answer.read().decode("utf-8", "replace")):
                    return True
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.05)
    return False


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def catalog(work: Path, count: int) -> Path:
    """Return the folder of a catalog, made where it is not there."""
    root = work / f"catalog-{count}"
    if not (root / ".git").exists():
        making.make_catalog(root, count)
    return root


def forget(root: Path) -> None:
    """Remove all that earlier runs remembered."""
    shutil.rmtree(root / ".cache", ignore_errors=True)


def touch(root: Path) -> str:
    """Change one contract, differently each time; return the word that is new."""
    file = root / "contracts" / "contract-1" / "1.2.0.odcs.yaml"
    word = f"Edited{time.time_ns()}"
    lines = file.read_text(encoding="utf-8").splitlines()
    changed = [f"  purpose: {word}" if line.startswith("  purpose:") else line for line in lines]
    file.write_text("\n".join(changed) + "\n", encoding="utf-8")
    return word
