"""Reports made from small real documents, without a repository."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from contractdocs.cache import Memory
from contractdocs.catalog.headers import header_of
from contractdocs.compare import compare
from contractdocs.documents import parse
from contractdocs.formats import detect
from contractdocs.model.contract import Contract, Release, contents_of
from contractdocs.model.report import Announcement, ContractReport, Report, Transition
from contractdocs.policy.announcements import read_announcement
from contractdocs.rules.judgement import judge
from contractdocs.site import Site
from contractdocs.site.bounds import Counting
from contractdocs.site.brief import briefs_of
from contractdocs.site.build import Build
from contractdocs.site.kept import keys_of, of_catalog, of_stories, shelf_of

TODAY = "2026-11-21"


def release_of(text: str, file: str) -> Release:
    """Return the release that a document is."""
    document = parse(file, text.encode())
    known = detect(document)
    assert known is not None, text
    interface = known.read(document, lambda path: None)
    version = interface.version or "1.0.0"
    header = header_of(document, interface, known.name, {})
    line = version.partition(".")[0]
    return Release(version, line, header, contents_of(document, interface), interface.released)


def contract_of(contract_id: str, texts: Sequence[str]) -> Contract:
    """Return a contract whose releases are the documents, oldest first."""
    folder = f"contracts/{contract_id}"
    releases = [release_of(text, f"{folder}/{index}.0.0.yaml") for index, text in enumerate(texts, start=1)]
    lines: dict[str, list[Release]] = {}
    for release in releases:
        lines.setdefault(release.line, []).append(release)
    return Contract(contract_id, "files", tuple(releases), folder, {k: tuple(v) for k, v in lines.items()})


def transition_of(contract_id: str, old: Release, new: Release) -> Transition:
    """Return what changed between two releases."""
    compared = compare(old.interface, new.interface)
    findings = (judge(change, contract_id, versions=(old.version, new.version)) for change in compared.changes)
    return Transition(old, new, tuple(findings), compared.not_compared)


def contract_report(contract_id: str, texts: Sequence[str], announcements: Mapping[str, str]) -> ContractReport:
    """Return the report on one contract."""
    contract = contract_of(contract_id, texts)
    transitions = tuple(transition_of(contract_id, old, new) for old, new in pairwise(contract.releases))
    return ContractReport(contract, "pass", transitions, announcements=tuple(announced(contract_id, announcements)))


def announced(contract_id: str, announcements: Mapping[str, str]) -> list[Announcement]:
    """Return the announcements that the texts are."""
    found = []
    for name, text in announcements.items():
        announcement, faults = read_announcement(f"contracts/{contract_id}/changes/{name}.md", text.encode())
        assert announcement is not None, faults
        found.append(announcement)
    return found


def report_of(
    contracts: Mapping[str, Sequence[str]], announcements: Mapping[str, Mapping[str, str]] | None = None
) -> Report:
    """Return the report on contracts, each given by its releases, with announcements by contract and name."""
    said = announcements or {}
    reports = tuple(contract_report(key, texts, said.get(key, {})) for key, texts in contracts.items())
    return Report("pass", reports, today=TODAY, between=transition_of)


def without_rules(build: Build) -> Site:
    """Return the site of a report without the reference of the rules, on which nothing of a contract stands."""
    catalog = of_catalog(build, briefs_of(build), Counting(build.report.limits))
    parts = [catalog, *(piece for _, piece in of_stories(build, shelf_of(build, Memory()), keys_of(build)))]
    files = {name: content for part in parts for name, content in part.files.items()}
    return Site(tuple(page for part in parts for page in part.pages), files)
