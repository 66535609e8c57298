"""Reads a report back from its JSON, as a stranger's: whatever is not as the schema says is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..documents import Place
from ..model.contract import Content, Contents, Contract, Header, Release
from ..model.finding import Finding, Spot
from ..model.report import Announcement, ContractReport, Judged, Report
from ..model.shard import Part, Shard
from ..schemas import schema_files

LARGEST = 32 * 2**20


class NoReport(Exception):
    """A text that is no report: says what is wrong with it."""


def report_from_json(content: bytes) -> Report:
    """Return the report that a JSON text holds; raise NoReport where it is none.

    What a report does not carry, the documents themselves, is not there to be asked for.
    """
    return report_of(stated_in(content))


def stated_in(content: bytes) -> dict[str, Any]:
    """Return what a JSON text states, as the schema of reports has it; raise NoReport where it does not."""
    import jsonschema
    import jsonschema_rs

    if len(content) > LARGEST:
        raise NoReport(f"The report is larger than {LARGEST:,} bytes.")
    try:
        stated: dict[str, Any] = json.loads(content)
        schema = json.loads(schema_files()["report.schema.json"])
        if not jsonschema_rs.validator_for(schema).is_valid(stated):  # fast; the other one finds the words
            jsonschema.Draft202012Validator(schema).validate(stated)
            raise NoReport("The report is not as its schema says.")
    except (ValueError, RecursionError) as error:
        raise NoReport(f"The report is no JSON: {str(error)[:80]}.") from None
    except jsonschema.ValidationError as error:
        raise NoReport(f"The report is not as its schema says, at {error.json_path[:200]}.") from None
    return stated


def report_of(stated: Mapping[str, Any]) -> Report:
    """Return the report that JSON of the right shape states."""
    return Report(
        stated["status"],
        tuple(contract(item) for item in stated["contracts"]),
        tuple(finding(item) for item in stated["findings"]),
        tuple(stated["incomplete"]),
        stated["record"],
        stated["attribution"],
        stated["today"],
        stated["policy"],
        stated["counts"],
        prefix=stated["root"],
        site_url=stated["shard"]["site_url"] if "shard" in stated else "",
        part=part(stated["shard"]) if "shard" in stated else None,
    )


def part(stated: Mapping[str, Any]) -> Part:
    """Return what a report over some contracts says of the whole run."""
    names = ("commit", "settings", "engine", "contents", "contracts", "site_url")
    return Part(Shard(stated["number"], stated["of"]), **{name: stated[name] for name in names})


def contract(stated: Mapping[str, Any]) -> ContractReport:
    """Return one contract's part of a report."""
    versions = [*[name for name in stated["releases"] if name != stated["version"]], stated["version"]]
    releases = tuple(Release(name, "", Header(stated["file"], ""), Contents(nothing)) for name in versions)
    folder = stated.get("folder", stated["file"].rpartition("/")[0])
    return ContractReport(
        Contract(stated["id"], "files", releases, folder),
        stated["status"],
        judged=tuple(judged(item) for item in stated["breaking"]),
        findings=tuple(finding(item) for item in stated["findings"]),
        record=stated["record"],
        needed_version=stated["needed_version"],
        new=stated.get("new", False),
    )


def nothing() -> Content:
    """Raise NoReport: the documents are elsewhere."""
    raise NoReport("A report holds no documents.")


def judged(stated: Mapping[str, Any]) -> Judged:
    """Return a break with its proof."""
    found = finding(stated)
    by = None
    if stated["announced_in"]:
        place = Place(stated["announced_in"], 1, 1)
        by = Announcement(found.contract, "", (), "", "", stated["announced_in"], "", place)
    return Judged(found, stated["proof"], by, stated["added_here"])


def finding(stated: Mapping[str, Any]) -> Finding:
    """Return one finding."""
    names = ("rule", "level", "contract", "message", "address", "direction", "suggestion", "who", "bump", "fingerprint")
    plain = {key: stated[key] for key in names}
    sides = spot(stated["old"]), spot(stated["new"])
    return Finding(**plain, old=sides[0], new=sides[1], affects=tuple(stated["affects"]), witness=stated["witness"])


def spot(stated: Mapping[str, Any] | None) -> Spot | None:
    """Return one side of a finding."""
    if stated is None:
        return None
    place = Place(stated["file"], stated["line"], stated["column"])
    return Spot(place, stated["pointer"], stated["value"], stated["version"])
