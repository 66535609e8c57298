"""Joins the JSON reports of all parts of a run into that of the whole; a part that is missing or foreign is refused.

The whole is what one run over everything says, byte for byte: each part has found the whole catalog, and only the
judgement over its own contracts is its alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from ..model.report import Report
from ..model.shard import Shard
from .json import dump
from .reading import NoReport, report_of, stated_in

Json = dict[str, Any]
ALIKE = {
    "commit": "was made from another commit",
    "engine": "was made by another version of contractdocs or of Python",
    "settings": "was made with other settings or options",
    "contents": "has found other contracts",
    "contracts": "has found another number of contracts",
    "of": "belongs to a run of another number of parts",
}
RUN = {"today": "judges by another day", "policy": "judges by another policy", "root": "checked another folder"}
RUN |= {"attribution": "was compared with another commit"}
UNUSED, CRASHED = "waiver-unused", "contract-not-checked"


class Read(NamedTuple):
    """A report and the file it was in."""

    name: str
    stated: Json

    @property
    def shard(self) -> Json:
        """Return which part it is."""
        found: Json = self.stated["shard"]
        return found


def merged(files: Sequence[tuple[str, bytes]]) -> tuple[str, Report]:
    """Return the JSON of the whole, and the report it is; raise NoReport where the parts do not make a whole."""
    parts = sorted((read(name, content) for name, content in files), key=lambda part: part.shard["number"])
    check_alike(parts)
    check_whole(parts)
    stated = joined([part.stated for part in parts])
    check_contracts(stated, parts)
    report = report_of({**stated, "shard": parts[0].shard})
    return dump(stated), as_whole(report)


def as_whole(report: Report) -> Report:
    """Return a report without the mark of a part."""

    return replace(report, part=None)


def read(name: str, content: bytes) -> Read:
    """Return a report that says which part it is; raise NoReport for anything else."""
    try:
        stated = stated_in(content)
    except NoReport as error:
        raise NoReport(f"{name}: {error}") from None
    if "shard" not in stated:
        raise NoReport(f"{name}: This is no part of a run. Make it by: contractdocs check --shard 1/2 --format json")
    shard = stated["shard"]
    if shard["number"] > shard["of"]:
        raise NoReport(f"{name}: There is no part {shard['number']} of {shard['of']}.")
    foreign = [item["id"] for item in stated["contracts"] if not Shard(shard["number"], shard["of"]).holds(item["id"])]
    if foreign:
        raise NoReport(f"{name}: `{foreign[0]}` does not belong to part {shard['number']} of {shard['of']}.")
    return Read(name, stated)


def check_alike(parts: Sequence[Read]) -> None:
    """Raise NoReport where the parts are not of one run."""
    first = parts[0]
    for part in parts[1:]:
        for key, what in ALIKE.items():
            refuse_unlike(part.name, first.name, what, part.shard[key], first.shard[key])
        for key, what in RUN.items():
            refuse_unlike(part.name, first.name, what, part.stated[key], first.stated[key])


def refuse_unlike(name: str, first: str, what: str, one: Any, other: Any) -> None:
    """Raise NoReport where two parts do not agree."""
    if one != other:
        seen = f": {str(one)[:60]}, not {str(other)[:60]}" if one and other else ""
        raise NoReport(f"{name} {what} than {first}{seen}. Run all parts again on one commit, with the same options.")


def check_whole(parts: Sequence[Read]) -> None:
    """Raise NoReport where a part is missing or there twice."""
    names: dict[int, str] = {}
    for part in parts:
        number = part.shard["number"]
        if number in names:
            raise NoReport(f"{part.name} and {names[number]} are the same part, {number} of {part.shard['of']}.")
        names[number] = part.name
    of = parts[0].shard["of"]
    missing = [str(number) for number in range(1, of + 1) if number not in names]
    if missing:
        short = ", ".join(missing[:8]) + (f" and {len(missing) - 8} more" if len(missing) > 8 else "")
        said = f"Part {short} of {of} is missing" if len(missing) == 1 else f"Parts {short} of {of} are missing"
        raise NoReport(f"{said}: nothing is decided. Run: contractdocs check --shard {missing[0]}/{of} --format json")


def check_contracts(stated: Json, parts: Sequence[Read]) -> None:
    """Raise NoReport where contracts of the catalog are in no part, or twice in one."""
    ids = [item["id"] for item in stated["contracts"]]
    if len(set(ids)) < len(ids):
        again = next(name for name in ids if ids.count(name) > 1)
        raise NoReport(f"`{again}` is there twice: nothing is decided. Run all parts again.")
    crashed = sum(item["rule"] == CRASHED for item in stated["findings"])
    found, wanted = len(stated["contracts"]) + crashed, parts[0].shard["contracts"]
    if found != wanted:
        raise NoReport(f"The parts hold {found} contracts of {wanted}: nothing is decided. Run all parts again.")


def joined(parts: Sequence[Json]) -> Json:
    """Return the parts as one report."""
    contracts = sorted((item for part in parts for item in part["contracts"]), key=lambda item: item["id"])
    stopped = [part["findings"][: len(part["incomplete"])] for part in parts]
    others = [part["findings"][len(part["incomplete"]) :] for part in parts]
    incomplete = shared(stopped, crashed_apart=True)
    findings = shared(others)
    first = parts[0]
    counts = {name: sum(part["counts"][name] for part in parts) for name in first["counts"]}
    failed = any(c["status"] == "fail" for c in contracts) or any(f["level"] == "error" for f in findings)
    return {
        "status": "incomplete" if incomplete else "fail" if failed else "pass",
        "root": first["root"],
        "policy": first["policy"],
        "record": records(contracts) or first["record"],
        "attribution": first["attribution"],
        "today": first["today"],
        "counts": counts,
        "incomplete": [item["message"] for item in incomplete],
        "contracts": contracts,
        "findings": [*incomplete, *findings],
    }


def records(contracts: Sequence[Json]) -> str:
    """Return what was taken as published, each once."""
    return " and ".join(dict.fromkeys(item["record"] for item in contracts))


def shared(lists: Sequence[Sequence[Json]], *, crashed_apart: bool = False) -> list[Json]:
    """Return what the parts found in the whole catalog, each once, in their order.

    A waiver is unused only where no part used it; a contract that could not be checked is known to its own part alone,
    and comes last.
    """
    keys = [[dump(item) for item in found] for found in lists]
    every: dict[str, Json] = {key: item for names, found in zip(keys, lists) for key, item in zip(names, found)}
    kept = [item for key, item in every.items() if item["rule"] != UNUSED or all(key in names for names in keys)]
    if not crashed_apart:
        return kept
    last = sorted((item for item in kept if item["rule"] == CRASHED), key=lambda item: item["contract"])
    return [*(item for item in kept if item["rule"] != CRASHED), *last]
