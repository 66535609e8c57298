"""Throws mutated contracts at everything: bytes, documents, formats, lint, comparison, pages.

    python -m tests.security.fuzzing [--seconds S] [--inputs N] [--seed N]

Prints how many inputs were tried and what was found. A find is a crash, five seconds for one input, or more memory
than 512 MB beyond what the process began with; its bytes are written to `tests/security/finds/`, where an ordinary
test tries them from then on.
"""

from __future__ import annotations

import argparse
import random
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from contractdocs.catalog.reader import header_of
from contractdocs.compare import compare
from contractdocs.documents import Document, DocumentError, parse
from contractdocs.formats import detect
from contractdocs.linting import lint_document
from contractdocs.model.contract import Contract, Release, contents_of
from contractdocs.model.report import ContractReport, Report, Transition
from contractdocs.reports.json import report_to_json
from contractdocs.reports.text import report_to_text
from contractdocs.rules.judgement import judge
from contractdocs.settings import Settings
from contractdocs.site import build_site
from contractdocs.sources import SourceError

ROOT = Path(__file__).parents[2]
FINDS = Path(__file__).parent / "finds"
SECONDS = 5
MEGABYTES = 512
TOKENS = [
    *(
        b"&a ",
        b"*a",
        b"<<: *a\n",
        b"!!python/object:os.system x",
        b"!!binary ////",
        b"? ",
        b": ",
        b"- ",
        b"|\n",
        b">-\n",
    ),
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\t", b"\xe2\x80\xa8", b"\xed\xa0\x80", b"\x1b[31m", b"'", b'"'),
    *(b"{", b"}", b"[", b"]", b"#", b"---\n", b"...\n", b"%YAML 1.1\n", b"1e999", b"-0", b".inf", b".nan", b"0x1F"),
    *(
        b"$ref: '#'",
        b"$ref: '#/$defs/x'",
        b"$ref: ../../../etc/passwd",
        b"allOf: [{$ref: '#/components/schemas/Order'}]",
    ),
    *(b"__proto__", b"constructor", b"null", b"~", b"9" * 400, b"a" * 3000, b"[" * 300, b"(" * 300),
]
ODD: list[Any] = [
    *(None, True, False, 0, -1, 1.5, 10**30, float("inf"), "", "x", "2026-13-45", "\u202e", "a" * 5000, "^(a+)+$"),
    *(
        [],
        {},
        [[]],
        [None],
        {"": None},
        {"$ref": "#"},
        {"$ref": 5},
        {"allOf": [{"$ref": "#"}]},
        ["object", "null"],
        [[[]]],
    ),
    *(
        {"type": ["string", 5]},
        {"enum": []},
        {"enum": [{}]},
        {"properties": []},
        {"items": [1]},
        {"not": {}},
        {"const": None},
    ),
    *({"pattern": "("}, {"minimum": "x"}, {"oneOf": "x"}, {"required": "id"}, {"required": [1]}, {"type": "nothing"}),
]


COUNTS = dict.fromkeys(("contracts", "passed", "failed", "unannounced", "announced", "not_compared"), 0)


class Late(Exception):
    """An input took too long."""


@dataclass
class Found:
    """What a run of the fuzzer met."""

    tried: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    finds: list[str] = field(default_factory=list)


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """Return what is mutated: the contracts of this repository."""
    wanted = (".yaml", ".yml", ".json", ".ts", ".go", ".md")
    files = sorted(path for path in (ROOT / "contracts").rglob("*") if path.suffix in wanted)
    return tuple((path.relative_to(ROOT).as_posix(), path.read_bytes()) for path in files)


def mutated(chance: random.Random, name: str, content: bytes) -> bytes:
    """Return a content with a few changes to its bytes, or to its tree."""
    if name.endswith((".yaml", ".yml", ".json")) and chance.random() < 0.6:
        return dumped(changed_tree(chance, tree_of(content)))
    data = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        chance.choice(CHANGES)(chance, data)
    return bytes(data)


@cache
def tree_of(content: bytes) -> Any:
    """Return the data of a seed."""
    return parse("seed.yaml", content).data


def dumped(data: Any) -> bytes:
    """Return data as YAML, in flow style where that is all that can be written."""
    return yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True).encode("utf-8", "surrogatepass")


def changed_tree(chance: random.Random, data: Any) -> Any:
    """Return a copy of a tree in which some parts are odd, gone, doubled, or stand elsewhere."""
    rate = chance.choice([0.002, 0.01, 0.05])

    def copied(value: Any) -> Any:
        if chance.random() < rate:
            return chance.choice(ODD)
        if isinstance(value, dict):
            kept = [(key, item) for key, item in value.items() if chance.random() >= rate / 2]
            if kept and chance.random() < rate:
                chance.shuffle(kept)
                kept.append((chance.choice(["__proto__", "x-", "$ref", "type", "a" * 300]), kept[0][1]))
            return {key: copied(item) for key, item in kept}
        if isinstance(value, list):
            return [copied(item) for item in value] * (2 if chance.random() < rate else 1)
        return value

    return copied(data)


def flip(chance: random.Random, data: bytearray) -> None:
    """Change one byte."""
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)


def insert(chance: random.Random, data: bytearray) -> None:
    """Put a token somewhere."""
    at = chance.randint(0, len(data))
    data[at:at] = chance.choice(TOKENS)


def cut(chance: random.Random, data: bytearray) -> None:
    """Take a piece out."""
    at = chance.randint(0, len(data))
    del data[at : at + chance.randint(1, 200)]


def double(chance: random.Random, data: bytearray) -> None:
    """Repeat a piece."""
    at = chance.randint(0, len(data))
    data[at:at] = data[at : at + chance.randint(1, 400)] * chance.randint(1, 20)


CHANGES: list[Callable[[random.Random, bytearray], None]] = [flip, flip, insert, insert, cut, double]


class Alone:
    """Other files of a contract that has none."""

    def __call__(self, path: str) -> Document | None:
        return None

    def folder(self, path: str) -> tuple[str, ...]:
        return (path,)


def put_through(name: str, content: bytes, before: bytes, *, pages: bool) -> str:
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
    contract = Contract("fuzz", "files", (old, new), "contracts/fuzz", {"1": (old, new)})
    report = Report("fail", (ContractReport(contract, "fail", transitions[:1]),), today="2026-11-21", counts=COUNTS)
    report_to_json(report)
    report_to_text(report, verbose=True)
    if pages:
        build_site(report)
    return "read"


def release_of(name: str, content: bytes) -> Release | None:
    """Return the release that a content is, linted, or None where it is no contract."""
    document = parse(name, content)
    found = detect(document)
    if found is None:
        return None
    for finding in found.validate(document):
        assert finding.message
    interface = found.read(document, Alone())
    lint_document(document, Alone(), Settings())  # type: ignore[arg-type]
    header = header_of(document, interface, found.name, {})
    return Release(interface.version or "1.0.0", "1", header, contents_of(document, interface))


def transition(old: Release, new: Release) -> Transition:
    """Return what changed between two releases."""
    compared = compare(old.interface, new.interface)
    findings = tuple(judge(change, "fuzz", versions=(old.version, new.version)) for change in compared.changes)
    return Transition(old, new, findings, compared.not_compared)


def inputs(chance: random.Random) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield names, mutated contents, and what they were."""
    while True:
        name, content = chance.choice(seeds())
        yield name, mutated(chance, name, content), content


def fuzz(seed: int, *, most: int, seconds: float) -> Found:
    """Try inputs until there were enough of them, or the time is over."""
    chance, found, end = random.Random(seed), Found(), time.monotonic() + seconds
    signal.signal(signal.SIGALRM, late)
    for name, content, before in inputs(chance):
        if found.tried >= most or time.monotonic() > end:
            return found
        outcome = tried(name, content, before, pages=found.tried % 25 == 0)
        found.tried += 1
        found.outcomes[outcome.splitlines()[0]] += 1
        if "\n" in outcome:
            found.finds.append(outcome)
            keep(name, content, outcome)
    return found


def tried(name: str, content: bytes, before: bytes, *, pages: bool = True) -> str:
    """Return how an input ended: one word, or a find with its traceback."""
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        return put_through(name, content, before, pages=pages)
    except Exception as error:
        return f"{type(error).__name__}\n{traceback.format_exc()}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def late(*_: object) -> None:
    """Stop an input that takes too long."""
    raise Late(f"more than {SECONDS} seconds")


def keep(name: str, content: bytes, outcome: str) -> None:
    """Write a find down."""
    FINDS.mkdir(exist_ok=True)
    number = f"{abs(hash(content)):x}"[:10]
    (FINDS / f"{number}.{name.replace('/', '__')}").write_bytes(content)
    print(outcome, file=sys.stderr)


def main() -> int:
    """Run the fuzzer from the command line."""
    reader = argparse.ArgumentParser()
    reader.add_argument("--seconds", type=float, default=600)
    reader.add_argument("--inputs", type=int, default=10**9)
    reader.add_argument("--seed", type=int, default=int(time.time()))
    stated = reader.parse_args()
    now = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (now + MEGABYTES * 2**20, resource.RLIM_INFINITY))
    found = fuzz(stated.seed, most=stated.inputs, seconds=stated.seconds)
    told = ", ".join(f"{count:,} {outcome}" for outcome, count in found.outcomes.most_common())
    print(f"seed {stated.seed}: {found.tried:,} inputs tried ({told}), {len(found.finds)} finds")
    return 1 if found.finds else 0


if __name__ == "__main__":
    sys.exit(main())
