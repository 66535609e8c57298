"""Throws spoiled contracts at everything: bytes, documents, formats, lint, comparison, reports, pages, the command.

    python -m tests.security.fuzzing [--seconds S] [--inputs N] [--seed N]

Prints how many inputs were tried and what was found. A find is a crash, five seconds of work for one input, more
memory than 512 MB beyond what the process began with, or an exit code that is not 0 to 3; its bytes are written to
`tests/security/finds/`, where an ordinary test tries them from then on.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from contractdocs.catalog.headers import header_of
from contractdocs.compare import compare
from contractdocs.documents import Document, DocumentError, parse
from contractdocs.formats import detect
from contractdocs.linting import lint_document
from contractdocs.model.contract import Contract, Release, contents_of
from contractdocs.model.report import ContractReport, Judged, Report, Transition
from contractdocs.reports import FORMATS, report_as
from contractdocs.rules.judgement import judge
from contractdocs.settings import Settings
from contractdocs.site import begin
from contractdocs.sources import SourceError
from tests.site.making import without_rules

from .commanding import Command
from .mutating import samples, spoiled

FINDS = Path(__file__).parent / "finds"
SECONDS = 5
MEGABYTES = 512
COMMAND_EVERY, PAGES_EVERY = 40, 10
FRAME = re.compile(r'File "[^"]*contractdocs[^"]*", line \d+')
COUNTS = dict.fromkeys(("contracts", "passed", "failed", "unannounced", "announced", "not_compared"), 0)


class Late(Exception):
    """An input took too long."""


@dataclass
class Found:
    """What a run of the fuzzer met."""

    tried: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    codes: Counter[int] = field(default_factory=Counter)
    pages: int = 0
    slowest: float = 0.0
    finds: list[str] = field(default_factory=list)
    places: Counter[str] = field(default_factory=Counter)

    def is_new(self, outcome: str) -> bool:
        """Return whether a find stands at a place where none was found before."""
        place = "".join(FRAME.findall(outcome)[-1:]) + outcome.partition("\n")[0]
        self.places[place] += 1
        return self.places[place] == 1

    def told(self) -> str:
        """Return what is printed at the end."""
        kinds = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(self.outcomes.items()))
        codes = ", ".join(f"{count:,} exit {code}" for code, count in sorted(self.codes.items()))
        head = f"{self.tried:,} inputs tried ({kinds}; by the command: {codes}), {self.pages:,} pages"
        return f"{head}, slowest {self.slowest:.1f} s, {len(self.finds)} finds"


class Alone:
    """Other files of a contract that has none."""

    def __call__(self, path: str) -> Document | None:
        return None

    def folder(self, path: str) -> tuple[str, ...]:
        return (path,)


def put_through(name: str, content: bytes, before: bytes, *, pages: bool, count: Found | None = None) -> str:
    """Send a content through all that a check and a build do, and return how it ended."""
    try:
        new = release_of(name, content)
        old = release_of(name, before)
    except (DocumentError, SourceError):
        return "refused"
    if new is None or old is None:
        return "no contract"
    transitions = tuple(transition(a, b) for a, b in ((old, new), (new, old), (new, new)))
    assert not transitions[2].findings, "a contract differs from itself"
    report = report_of(old, new, transitions[0])
    for form in FORMATS if pages else ("json", "text"):
        report_as(form, report, verbose=True)
    if pages:
        made = without_rules(begin(report)).pages
        if count is not None:
            count.pages += len(made)
    return "read"


def report_of(old: Release, new: Release, change: Transition) -> Report:
    """Return the report on a contract of two releases."""
    contract = Contract("fuzz", "files", (old, new), "contracts/fuzz", {"1": (old, new)})
    judged = tuple(Judged(f, "") for f in change.findings if f.level == "breaking")
    item = ContractReport(contract, "fail", (change,), judged)
    return Report("fail", (item,), today="2026-11-21", counts=COUNTS)


def release_of(name: str, content: bytes) -> Release | None:
    """Return the release that a content is, linted, or None where it is no contract."""
    document = parse(name, content)
    found = detect(document)
    if found is None:
        return None
    interface = found.read(document, Alone())
    for finding in lint_document(document, Alone(), Settings()):  # type: ignore[arg-type]
        assert finding.message
        assert finding.spot is None or finding.spot.place.line > 0
    header = header_of(document, interface, found.name, {})
    return Release(interface.version or "1.0.0", "1", header, contents_of(document, interface))


def transition(old: Release, new: Release) -> Transition:
    """Return what changed between two releases."""
    compared = compare(old.interface, new.interface)
    findings = tuple(judge(change, "fuzz", versions=(old.version, new.version)) for change in compared.changes)
    return Transition(old, new, findings, compared.not_compared)


def inputs(chance: random.Random) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield names, spoiled contents, and what they were."""
    while True:
        name, content = chance.choice(samples())
        yield name, spoiled(chance, name, content), content


def fuzz(seed: int, *, most: int, seconds: float, log: bool = False) -> Found:
    """Try inputs until there were enough of them, or the time is over."""
    chance, found, end = random.Random(seed), Found(), time.monotonic() + seconds
    with TemporaryDirectory() as folder:
        command = Command(Path(folder))
        for name, content, before in inputs(chance):
            if found.tried >= most or time.monotonic() > end:
                return found
            step(found, command, name, content, before)
            if log and found.tried % 2000 == 0:
                print(f"seed {seed}: {found.told()}", flush=True)
    return found


def step(found: Found, command: Command, name: str, content: bytes, before: bytes) -> None:
    """Try one input and write down what became of it."""
    began = time.process_time()
    outcome = tried(name, content, before, pages=found.tried % PAGES_EVERY == 0, count=found)
    if found.tried % COMMAND_EVERY == 0 and "\n" not in outcome:
        outcome = commanded(found, command, name, content, before) or outcome
    found.tried += 1
    found.slowest = max(found.slowest, time.process_time() - began)
    found.outcomes[outcome.splitlines()[0]] += 1
    if "\n" in outcome:
        found.finds.append(outcome)
        if found.is_new(outcome):
            keep(name, content, outcome)


def commanded(found: Found, command: Command, name: str, content: bytes, before: bytes) -> str:
    """Let the command check an input beside what it was; return a find, empty where there is none."""
    clock(SECONDS)
    try:
        ran = command.check(name, content, before)
    except Exception as error:
        return f"command {type(error).__name__}\n{traceback.format_exc()}"
    finally:
        clock(0)
    found.codes[ran.code] += 1
    return "" if ran.is_fair else f"command exit {ran.code}\n{ran.said[-3000:]}"


def tried(name: str, content: bytes, before: bytes, *, pages: bool = True, count: Found | None = None) -> str:
    """Return how an input ended: one word, or a find with its traceback."""
    clock(SECONDS)
    try:
        return put_through(name, content, before, pages=pages, count=count)
    except Exception as error:
        return f"{type(error).__name__}\n{traceback.format_exc()}"
    finally:
        clock(0)


def clock(seconds: int) -> None:
    """Stop what runs after so many seconds of work, and after twelve times as many where it only waits."""
    signal.signal(signal.SIGPROF, late)
    signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, seconds * 12)


def late(*_: object) -> None:
    """Stop an input that takes too long."""
    raise Late(f"more than {SECONDS} seconds")


def keep(name: str, content: bytes, outcome: str) -> None:
    """Write a find down."""
    FINDS.mkdir(exist_ok=True)
    number = hashlib.sha256(content).hexdigest()[:10]
    (FINDS / f"{number}.{name}").write_bytes(content)
    print(f"find {number}.{name}\n{outcome}", file=sys.stderr, flush=True)


def bounded() -> None:
    """Let the process have no more memory than it has now, and 512 MB."""
    now = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (now + MEGABYTES * 2**20, resource.RLIM_INFINITY))


def main() -> int:
    """Run the fuzzer from the command line."""
    reader = argparse.ArgumentParser()
    reader.add_argument("--seconds", type=float, default=600)
    reader.add_argument("--inputs", type=int, default=10**9)
    reader.add_argument("--seed", type=int, default=int(time.time()))
    reader.add_argument("--log", action="store_true")
    stated = reader.parse_args()
    bounded()
    found = fuzz(stated.seed, most=stated.inputs, seconds=stated.seconds, log=stated.log)
    print(f"seed {stated.seed}: {found.told()}")
    return 1 if found.finds else 0


if __name__ == "__main__":
    sys.exit(main())
