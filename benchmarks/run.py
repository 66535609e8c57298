"""Does the same work with contractdocs and with its peers, in turn, in one run: `make bench`.

    python benchmarks/run.py [--work FOLDER] [--contracts N] [--only WORD] [--without WORD] [--write]

Prints a table in Markdown: medians of whole processes, ratios to the fastest other one, and the largest memory of one
process. `--write` puts it into docs/explanation/speed.md.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import catalogs
from rows import HEAD, Row, line

import documents

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "explanation" / "speed.md"
BEGIN, END = "<!-- table begins -->", "<!-- table ends -->"


def groups(work: Path, contracts: int) -> dict[str, Callable[[], Iterator[Row]]]:
    """Return the kinds of work by the word that `--only` may name."""
    return {
        "small": lambda: documents.small_rows(work),
        "interfaces": lambda: documents.interfaces(work),
        "schemas": lambda: documents.schemas_and_events(work),
        "data": lambda: documents.data_contracts(work),
        "check": lambda: catalogs.catalogs(work, contracts),
        "serve": lambda: catalogs.serving(work),
        "site": lambda: catalogs.sites(work, contracts),
    }


def machine() -> str:
    """Return what this is measured on, in a sentence."""
    load = f", load average {os.getloadavg()[0]:.0f} at the end" if hasattr(os, "getloadavg") else ""
    kind = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"
    return f"Measured on {datetime.date.today().isoformat()}: {kind}{load}."


def write(lines: list[str]) -> None:
    """Put the table into the page."""
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    made = "\n".join(lines)
    PAGE.write_text(f"{head}{BEGIN}\n\n{made}\n\n{machine()}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def main() -> None:
    """Print the table."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--work", type=Path, default=ROOT / ".cache" / "bench", help="where peers and data are kept")
    reader.add_argument("--contracts", type=int, default=1000, help="how many the catalog has; ten times as many too")
    reader.add_argument("--only", default="", help="one kind of work, or a word of the names of rows")
    reader.add_argument("--without", default="", help="a word of the names of rows that are left out")
    reader.add_argument("--write", action="store_true", help="put the table into the documentation")
    stated = reader.parse_args()
    work: Path = stated.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    kinds = groups(work, stated.contracts)
    chosen = {stated.only: kinds[stated.only]} if stated.only in kinds else kinds
    found = HEAD.split("\n")
    print(HEAD, flush=True)
    for rows in chosen.values():
        for row in rows():
            left_out = stated.without and stated.without in row.name
            if not left_out and (stated.only in kinds or stated.only in row.name):
                found.append(line(row))
                print(found[-1], flush=True)
    print(f"\n{machine()}")
    if stated.write:
        write(found)


if __name__ == "__main__":
    main()
