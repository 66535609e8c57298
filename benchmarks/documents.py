"""The work on single documents and pairs of them: large interfaces, JSON Schemas, events, data contracts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import making
import odcs_examples
import peers
from measuring import Measured, median, total
from rows import Row, Work

QUIET = {"DO_NOT_TRACK": "1", "REDOCLY_TELEMETRY": "off", "NO_COLOR": "1"}
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def small_rows(work: Path) -> Iterator[Row]:
    """Yield the work that a person waits for at a keyboard."""
    mine = peers.own("contractdocs")
    yield Row("`--version`", lambda: median([mine, "--version"], rounds=9))
    small = work / "small.yaml"
    small.write_text(making.interface(1, "1.0.0", 0), encoding="utf-8")
    yield Row("lint of one small file", lambda: median([mine, "lint", str(small)], rounds=9))


def interfaces(work: Path) -> Iterator[Row]:
    """Yield the work on large interfaces."""
    mine, smart, pairs = peers.own("contractdocs"), peers.smart_diff(work), peers.github(work)
    validator = str(peers.from_pypi(work, "openapi-spec-validator", "openapi-spec-validator"))
    redocly = str(peers.from_npm(work, "@redocly/cli") / "node_modules" / ".bin" / "redocly")
    optic = str(peers.from_npm(work, "@useoptic/optic") / "node_modules" / ".bin" / "optic")
    beside = SHARED / "openapi" / "digitalocean"
    named = {f"a 12 MB pair, {syntax}": pair for syntax, pair in pairs.items()}
    if beside.is_dir():
        named["a 3 MB pair, YAML"] = (beside / "old.yaml", beside / "new.yaml")
    for name, (old, new) in named.items():
        others = {
            "api-smart-diff": [*smart, str(old), str(new)],
            "optic": [optic, "diff", str(old), str(new), "--json"],
        }
        if oasdiff := peers.on_path("oasdiff"):
            others["oasdiff"] = [oasdiff, "changelog", str(old), str(new), "-f", "json"]
        ours = [mine, "diff", str(old), str(new), "--format", "json"]
        yield Row(f"diff of {name}", timed(ours), {who: timed(command) for who, command in others.items()})
    for syntax, (file, _) in pairs.items():
        yield Row(
            f"validation of 12 MB, {syntax}",
            timed([mine, "lint", str(file)]),
            {
                "openapi-spec-validator": timed([validator, str(file)], rounds=1),
                "redocly": timed([redocly, "lint", "--format", "json", str(file)]),
            },
        )


def schemas_and_events(work: Path) -> Iterator[Row]:
    """Yield a pair of JSON Schemas and a pair of descriptions of events."""
    mine = peers.own("contractdocs")
    old, new = making.schema_pair(work)
    jsoncompat = [str(peers.from_pypi(work, "jsoncompat", "python")), "-c", peers.JSONCOMPAT]
    yield Row(
        "diff of a pair of JSON Schemas, 300 kB",
        timed([mine, "diff", str(old), str(new), "--format", "json"]),
        {"jsoncompat (yes or no)": timed([*jsoncompat, str(old), str(new)])},
    )
    old, new = making.event_pair(work)
    yield Row(
        "diff of a pair of AsyncAPI documents, 200 messages",
        timed([mine, "diff", str(old), str(new), "--format", "json"]),
        {"@asyncapi/diff": timed([*peers.event_diff(work), str(old), str(new)])},
    )


def data_contracts(work: Path) -> Iterator[Row]:
    """Yield lint, diff and site of the examples of the Open Data Contract Standard."""
    examples = SHARED / "odcs"
    if not examples.is_dir():
        return
    root = work / "odcs-examples"
    files = sorted(examples.rglob("*.odcs.yaml"))
    if not root.exists():
        root.mkdir()
        odcs_examples.lay_out(files, root)
    copies = sorted((root / "contracts").glob("*.odcs.yaml"))
    other = str(peers.from_pypi(work, "datacontract-cli", "datacontract"))
    steps = odcs_examples.commands(root, copies, other)
    yield Row(
        f"lint, diff and site of {len(copies)} data contracts",
        lambda: total(steps["contractdocs"], folder=root, before=lambda: odcs_examples.clear(root)),
        {
            "datacontract-cli": lambda: total(
                steps["datacontract"], folder=root, environment=QUIET, before=lambda: odcs_examples.clear(root)
            )
        },
    )


def timed(command: list[str], *, rounds: int = 3) -> Work:
    """Return the work of a command."""

    def work() -> Measured:
        return median(command, rounds=rounds, environment=QUIET)

    return work


__all__ = ["data_contracts", "interfaces", "schemas_and_events", "small_rows"]
