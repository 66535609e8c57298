"""Measure lint and site of a folder of data contracts against `datacontract lint` and `datacontract catalog`.

Run `python benchmarks/odcs_examples.py FOLDER DATACONTRACT [ROUNDS]`: FOLDER holds contracts (`*.odcs.yaml`, such as
the examples of the Open Data Contract Standard), DATACONTRACT is the command of datacontract-cli, installed in a
virtual environment of its own. Both tools run as their users run them, as processes, in turn, in one run; neither keeps
anything from one round to the next. Prints medians in seconds, their ratio, and what was measured.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path

ROUNDS = 3
SITE = (
    "import sys; from datetime import date; from pathlib import Path\n"
    "from contractdocs.check import run\n"
    "from contractdocs.settings import load\n"
    "from contractdocs.site import build_site\n"
    "root, out = Path(sys.argv[1]), Path(sys.argv[2])\n"
    "report = run(root, load(root), date.today())\n"
    "assert report.status == 'pass', report.incomplete\n"
    "site = build_site(report)\n"
    "files = {**{f'{page.uri}.html': page.html.encode() for page in site.pages}, **site.files}\n"
    "for name, content in files.items():\n"
    "    (out / name).parent.mkdir(parents=True, exist_ok=True)\n"
    "    (out / name).write_bytes(content)\n"
    "print(len(site.pages))\n"
)


def main(folder: Path, datacontract: str, rounds: int = ROUNDS) -> int:
    """Measure both tools in turn and print the figures; 1 where the ratio is below ten."""
    files = sorted(folder.rglob("*.odcs.yaml"))
    if not files:
        print(f"no *.odcs.yaml below {folder}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        copies = lay_out(files, root)
        steps = steps_of(root, copies, datacontract)
        taken: dict[str, list[float]] = {name: [] for name in steps}
        pages: dict[str, int] = {}
        for _ in range(rounds):
            for name, work in steps.items():
                shutil.rmtree(root / "out", ignore_errors=True)
                shutil.rmtree(root / ".cache", ignore_errors=True)
                (root / "out").mkdir()
                taken[name].append(seconds(work))
                pages[name] = len(list((root / "out").rglob("*.html")))
    own, theirs = pages["contractdocs site"], pages["datacontract catalog"]
    print(f"pages written: contractdocs {own}, datacontract {theirs}, from {len(files)} contracts")
    return show(taken, len(files), rounds, version_of(datacontract))


def lay_out(files: list[Path], root: Path) -> list[Path]:
    """Copy the contracts to where both tools find them, in a git repository; each with an id of its own."""
    (root / "contracts").mkdir()
    copies = []
    for file in files:
        copy = root / "contracts" / file.name
        name = file.name.removesuffix(".odcs.yaml")
        copy.write_text(re.sub(r"(?m)^id:.*$", f"id: {name}", file.read_text("utf-8"), count=1), "utf-8")
        copies.append(copy)
    (root / "contractdocs.yml").write_text("record: none\n")
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "Examples"]):
        who = ["-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.com"]
        subprocess.run(["git", "-C", str(root), *who, *command], check=True)
    return copies


def commands(root: Path, copies: list[Path], datacontract: str) -> dict[str, list[list[str]]]:
    """Return what both tools run for lint, for the difference of two contracts, and for a site."""
    names = [str(copy.relative_to(root)) for copy in copies]
    own, out = str(Path(sys.executable).with_name("contractdocs")), str(root / "out")
    pair = [names[0], names[1]]
    return {
        "contractdocs": [
            [own, "lint", *names],
            [own, "diff", *pair],
            [sys.executable, "-c", SITE, str(root), out],
        ],
        "datacontract": [
            *([datacontract, "lint", "--no-inline-references", name] for name in names),
            [datacontract, "changelog", *pair],
            [datacontract, "catalog", "--files", "contracts/*.odcs.yaml", "--output", out],
        ],
    }


def clear(root: Path) -> None:
    """Remove what was made before."""
    shutil.rmtree(root / "out", ignore_errors=True)
    shutil.rmtree(root / ".cache", ignore_errors=True)
    (root / "out").mkdir()


def steps_of(root: Path, copies: list[Path], datacontract: str) -> dict[str, Callable[[], object]]:
    """Return what is measured by its name."""
    names = [str(copy.relative_to(root)) for copy in copies]
    own = str(Path(sys.executable).with_name("contractdocs"))
    out = str(root / "out")
    catalog = ["catalog", "--files", "contracts/*.odcs.yaml", "--output", out]
    return {
        "contractdocs lint": lambda: quiet([own, "lint", *names], root),
        "contractdocs site": lambda: quiet([sys.executable, "-c", SITE, str(root), out], root),
        "datacontract lint": lambda: [
            quiet([datacontract, "lint", "--no-inline-references", name], root) for name in names
        ],
        "datacontract catalog": lambda: quiet([datacontract, *catalog], root),
    }


def quiet(command: list[str], root: Path) -> int:
    """Run a command; a contract that it finds fault with is no reason to stop."""
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"})
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command[:3])} ended with {done.returncode}: {done.stderr[-400:]}")
    return done.returncode


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def version_of(datacontract: str) -> str:
    """Return the version of the other tool."""
    return subprocess.run([datacontract, "--version"], capture_output=True, text=True).stdout.strip()


def show(taken: dict[str, list[float]], files: int, rounds: int, other: str) -> int:
    """Print the medians and the ratio."""
    medians = {name: statistics.median(values) for name, values in taken.items()}
    for name, median in medians.items():
        print(f"{name:22} {median:7.2f} s   ({min(taken[name]):.2f} to {max(taken[name]):.2f})")
    own, theirs = (sum(m for name, m in medians.items() if name.startswith(tool)) for tool in ("contract", "data"))
    print(f"both steps: contractdocs {own:.2f} s, datacontract {theirs:.2f} s; ratio {theirs / own:.1f}")
    print(f"{files} contracts, {rounds} rounds; contractdocs {version('contractdocs')}, datacontract-cli {other}")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}; {date.today()}")
    return 0 if theirs >= 10 * own else 1


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:4])))
