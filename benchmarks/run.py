"""Does the same work with contractdocs and with its peers, in turn, in one run: `make bench`.

    python benchmarks/run.py [--work FOLDER] [--contracts N] [--only WORD]

Prints a table in Markdown: medians of whole processes, ratios to the fastest other one, and the largest memory.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import making
import peers
from measuring import Measured, median

Work = Callable[[], Measured]
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Row:
    """One piece of work: how contractdocs does it, and who else does."""

    name: str
    ours: Work
    others: dict[str, Work] = field(default_factory=dict)


def rows(work: Path, contracts: int) -> Iterator[Row]:
    """Yield the rows, each with what it needs made beforehand."""
    mine = peers.own("contractdocs")
    yield Row("`--version`", lambda: median([mine, "--version"], rounds=9))
    small = work / "small.yaml"
    small.write_text(making.interface(1, "1.0.0", 0), encoding="utf-8")
    yield Row("lint of one small file", lambda: median([mine, "lint", str(small)], rounds=9))
    yield from documents(work, mine)
    yield from catalogs(work, mine, contracts)


def documents(work: Path, mine: str) -> Iterator[Row]:
    """Yield the work on large documents."""
    smart, pairs = peers.smart_diff(work), peers.github(work)
    validator = str(peers.from_pypi(work, "openapi-spec-validator", "openapi-spec-validator"))
    redocly = str(peers.from_npm(work, "@redocly/cli") / "node_modules" / ".bin" / "redocly")
    optic = str(peers.from_npm(work, "@useoptic/optic") / "node_modules" / ".bin" / "optic")
    quiet = {"DO_NOT_TRACK": "1", "REDOCLY_TELEMETRY": "off"}
    beside = ROOT.parent / "shared" / "data" / "openapi" / "digitalocean"
    if beside.is_dir():
        pairs = {**pairs, "3 MB YAML": (beside / "old.yaml", beside / "new.yaml")}
    for name, (old, new) in pairs.items():
        title = f"diff of {'a 3 MB pair, YAML' if name.startswith('3') else f'a 12 MB pair, {name}'}"
        others = {
            "api-smart-diff": [*smart, str(old), str(new)],
            "optic": [optic, "diff", str(old), str(new), "--json"],
        }
        if oasdiff := peers.on_path("oasdiff"):
            others["oasdiff"] = [oasdiff, "changelog", str(old), str(new), "-f", "json"]
        ours = [mine, "diff", str(old), str(new), "--format", "json"]
        yield Row(title, timed(ours), {who: timed(command, quiet) for who, command in others.items()})
    file = str(pairs["JSON"][0])
    yield Row(
        "validation of 12 MB, JSON",
        timed([mine, "lint", file]),
        {
            "openapi-spec-validator": timed([validator, file]),
            "redocly": timed([redocly, "lint", "--format", "json", file], quiet),
        },
    )


def timed(command: list[str], environment: dict[str, str] | None = None) -> Work:
    """Return the work of a command."""
    return lambda: median(command, environment=environment)


def catalogs(work: Path, mine: str, contracts: int) -> Iterator[Row]:
    """Yield the work on a generated catalog."""
    root = work / f"catalog-{contracts}"
    if not root.exists():
        making.make_catalog(root, contracts)
    name = f"check of {contracts:,} contracts with three releases each"
    check = [mine, "check"]
    yield Row(f"{name}, cold", lambda: median(check, folder=root, before=lambda: forget(root)))
    yield Row(f"{name}, nothing changed", lambda: median(check, folder=root))
    yield Row(f"{name}, one changed", lambda: median(check, folder=root, before=lambda: touch(root)))
    subprocess.run(["git", "checkout", "-q", "."], cwd=root, check=True)
    yield from sites(work, root, contracts)


def sites(work: Path, root: Path, contracts: int) -> Iterator[Row]:
    """Yield the site of a catalog, and what its host takes for as many pages with nothing in them."""
    build = [peers.own("mkdocs"), "build", "-q"]
    quiet = {"NO_MKDOCS_2_WARNING": "1"}
    median(build, folder=root, rounds=1, environment=quiet)
    pages = sum(1 for _ in (root / "site").rglob("index.html"))
    floor = work / f"empty-{pages}"
    if not floor.exists():
        making.make_empty_pages(floor, pages)
    host = lambda: median(build, folder=floor, rounds=1, environment=quiet)  # noqa: E731
    name = f"site of {contracts:,} contracts, {pages:,} pages"
    others = {"the host, empty pages": host}
    yield Row(
        f"{name}, cold",
        lambda: median(build, folder=root, rounds=1, environment=quiet, before=lambda: forget(root)),
        others,
    )
    yield Row(f"{name}, warm", lambda: median(build, folder=root, rounds=1, environment=quiet), others)


def forget(root: Path) -> None:
    """Remove all that earlier runs remembered."""
    shutil.rmtree(root / ".cache", ignore_errors=True)


def touch(root: Path) -> None:
    """Change one contract, differently each time."""
    file = root / "contracts" / "contract-1" / "1.2.0.odcs.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("purpose: Table", "purpose: The table"), encoding="utf-8")


def shown(found: Measured) -> str:
    """Return a figure with its memory."""
    return (found.why and f"does not run ({found.why})") or f"{found.seconds:.2f} s, {found.megabytes:.0f} MB"


def line(row: Row) -> str:
    """Return a measured row of the table."""
    ours = row.ours()
    others = {who: work() for who, work in row.others.items()}
    runs = [found.seconds for found in others.values() if not found.why]
    ratio = f"{min(runs) / ours.seconds:.1f}" if runs and not ours.why else "–"
    told = "; ".join(f"{who} {shown(found)}" for who, found in others.items()) or "–"
    return f"| {row.name} | {shown(ours)} | {told} | {ratio} |"


def main() -> None:
    """Print the table."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--work", type=Path, default=ROOT / ".cache" / "bench", help="where peers and data are kept")
    reader.add_argument("--contracts", type=int, default=1000, help="how many the catalog has")
    reader.add_argument("--only", default="", help="only rows whose name has this word")
    stated = reader.parse_args()
    work: Path = stated.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    today = datetime.date.today().isoformat()
    print(f"{today}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| work | contractdocs | others | times as fast |\n|---|---|---|---|", flush=True)
    for row in rows(work, stated.contracts):
        if stated.only in row.name:
            print(line(row), flush=True)


if __name__ == "__main__":
    main()
