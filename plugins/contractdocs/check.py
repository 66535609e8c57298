"""The pipeline: sources → documents → formats → catalog → compare → rules → policy → report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .catalog.baseline import Baseline, find_baseline
from .catalog.discover import Catalog, ContractFile, Group, Reader, discover
from .catalog.history import contract_of
from .catalog.layout import is_candidate
from .catalog.versions import order
from .compare import compare
from .model.contract import Contract, Release
from .model.finding import Finding, Spot
from .model.report import Announcement, ContractReport, Judged, Report, Status, Transition, Waiver
from .policy import judge_contract, read_announcements, read_waivers
from .policy.gate import Judgement, Policy, check_announcements
from .policy.waivers import check_waivers
from .rules import registry
from .rules.judgement import judge, lint, raised
from .rules.registry import Reading
from .sources import Repository, Source, SourceError, WorkingTree

if TYPE_CHECKING:
    from .settings import Settings


@dataclass(slots=True)
class Run:
    """What one run holds on to: sources, settings, and every comparison made, once each."""

    root: Path
    settings: Settings
    today: date
    tree: Source
    repository: Repository | None
    prefix: str
    reader: Reader
    record: Baseline
    attribution: Baseline
    against: str = ""
    transitions: dict[tuple[int, int], Transition] = field(default_factory=dict)
    base_catalog: Catalog | None = None

    def transition(self, contract_id: str, old: Release, new: Release) -> Transition:
        """Return what changed between two releases, compared once."""
        key = (id(old.document), id(new.document))
        if key not in self.transitions:
            self.transitions[key] = compare_releases(contract_id, old, new, self.settings)
        return self.transitions[key]


def run(root: Path, settings: Settings, today: date, *, against: str = "") -> Report:
    """Check every contract below `root` and return all that was found; raise SourceError where `against` is unknown."""
    check_overrides(settings)
    state = start(root, settings, today, against)
    catalog = discover(state.tree, settings, state.reader)
    announcements, announcement_faults = read_announcements(state.tree, catalog.announcements)
    waivers, waiver_faults = read_waivers(state.tree, settings.contracts)
    reports = [check_contract(state, group, announcements, waivers) for group in catalog.groups.values()]
    findings = [
        *catalog.findings,
        *announcement_faults,
        *waiver_faults,
        *strangers(announcements, catalog),
        *check_waivers(waivers, used_by(reports), today.isoformat(), settings.policy),
        *removed_contracts(state, catalog, announcements),
    ]
    incomplete = [*catalog.incomplete, *missing_baseline(state), *no_contracts(catalog, settings)]
    return assemble(state, reports, findings, incomplete)


def check_overrides(settings: Settings) -> None:
    """Raise SettingsError where the settings give a level to a rule that does not exist."""
    import difflib

    from .settings import SettingsError

    for rule_id, override in settings.rules.items():
        if rule_id not in registry.pages():
            near = difflib.get_close_matches(rule_id, list(registry.pages()), 1)
            hint = f"Did you mean `{near[0]}`?" if near else "`contractdocs explain RULE` knows them all."
            raise SettingsError(f"`{rule_id}` is no rule.", override.place, hint)


def start(root: Path, settings: Settings, today: date, against: str) -> Run:
    """Return the state of a run: where bytes come from, and what the past is measured by."""
    tree: Source = WorkingTree(root)
    repository = Repository.open(root)
    prefix = repository_prefix(root, repository)
    record = find_baseline(repository, settings.record, against)
    attribution = (
        find_baseline(repository, settings.attribution, against) if settings.attribution or against else record
    )
    if settings.record and not settings.attribution and not against:
        attribution = find_baseline(repository, {})
    reader = Reader(tree, settings.limits, settings.contracts)
    return Run(root, settings, today, tree, repository, prefix, reader, record, attribution, against)


def repository_prefix(root: Path, repository: Repository | None) -> str:
    """Return where `root` stands in its repository, with a slash at its end; empty at the top."""
    if repository is None:
        return ""
    below = root.resolve().relative_to(Path(repository.root).resolve()).as_posix()
    return "" if below == "." else below + "/"


def check_contract(
    state: Run, group: Group, announcements: Sequence[Announcement], waivers: Sequence[Waiver]
) -> ContractReport:
    """Return the report on one contract."""
    contract = contract_of(group, scoped(state), state.reader)
    transitions = [state.transition(contract.id, a, b) for a, b in neighbours(contract)]
    unpublished, record = unpublished_transitions(state, contract, group)
    mine = [announcement for announcement in announcements if announcement.contract == contract.id]
    policy = Policy(state.settings.policy, state.today.isoformat(), state.settings.version_schemes)
    judgement = judge_contract(contract, unpublished, mine, waivers, policy)
    judged = attribute(state, contract, judgement)
    older = bool(judgement.unannounced) and not any(j.attributed for j in judged if not j.proof)
    findings = [
        *document_findings(state, contract, group),
        *(replace(f, level="warning") if older else f for f in judgement.findings),
        *check_announcements(contract, mine, [*transitions, *unpublished]),
        *rewritten_releases(state, contract, group),
    ]
    failed = any(f.level == "error" for f in findings) or any(not j.proof and j.attributed for j in judged)
    return ContractReport(
        contract,
        "fail" if failed else "pass",
        tuple(transitions),
        tuple(judged),
        tuple(replace(f, contract=contract.id) for f in findings),
        tuple(mine),
        record,
        judgement.needed_version,
        new=not unpublished and len(contract.releases) == 1,
    )


def scoped(state: Run) -> Repository | None:
    """Return the repository where its history can be read for paths below the root."""
    return state.repository.below(state.prefix) if state.repository and state.prefix else state.repository


def neighbours(contract: Contract) -> list[tuple[Release, Release]]:
    """Return each release with the one before it; the first of a line follows the newest of the line before."""
    return list(zip(contract.releases, contract.releases[1:]))


def unpublished_transitions(state: Run, contract: Contract, group: Group) -> tuple[list[Transition], str]:
    """Return what is not yet in the record, as transitions to judge, and the name of the record."""
    explicit = bool(state.settings.record or state.against)
    if contract.layout == "files" and not explicit:
        pairs = [pair for line in contract.lines for pair in newest_of_line(contract, line)]
        return [state.transition(contract.id, a, b) for a, b in pairs], "every version file but the newest of each line"
    return against_baseline(state, contract, group)


def newest_of_line(contract: Contract, line: str) -> list[tuple[Release, Release]]:
    """Return the newest release of a line with the one that it follows."""
    newest = contract.lines[line][-1]
    index = contract.releases.index(newest)
    return [(contract.releases[index - 1], newest)] if index else []


def against_baseline(state: Run, contract: Contract, group: Group) -> tuple[list[Transition], str]:
    """Return the transitions from what the record's commit holds to what stands in the working tree."""
    found: list[Transition] = []
    label = state.record.label
    for line, files in group.lines.items():
        newest = contract_release(contract, files[-1])
        baseline = baseline_for(state, files[-1].path)
        label = baseline.label
        if baseline.commit is not None and unchanged_since(state, baseline.commit, files[-1].path):
            continue
        before = recorded(state, baseline, files[-1], line, group.id)
        if before is None and group.layout == "folders":
            before = previous_line(contract, line)
        if before is not None and before.document.content != newest.document.content:
            found.append(state.transition(contract.id, before, newest))
    return found, label


def contract_release(contract: Contract, file: ContractFile) -> Release:
    """Return the release of the contract that a file of the working tree holds."""
    return next(r for r in contract.releases if r.document is file.release.document)


def previous_line(contract: Contract, line: str) -> Release | None:
    """Return the newest release of the major line before."""
    lines = sorted(contract.lines, key=order)
    index = lines.index(line)
    return contract.lines[lines[index - 1]][-1] if index else None


def baseline_for(state: Run, path: str) -> Baseline:
    """Return what a file is measured against.

    On the default branch a file that differs from HEAD is measured against HEAD: what is committed there is out.
    """
    baseline, repository = state.record, state.repository
    explicit = bool(state.settings.record or state.against)
    if repository is None or not repository.head or explicit or baseline.branch or baseline.problem:
        return baseline
    return baseline if not uncommitted(state, path) else Baseline(repository.head, f"HEAD {repository.head[:7]}")


def recorded(state: Run, baseline: Baseline, file: ContractFile, line: str, contract_id: str) -> Release | None:
    """Return the published release that a file of the working tree follows; None where there is none."""
    if baseline.commit is None:
        return None
    catalog = catalog_at(state, baseline.commit)
    group = catalog.groups.get(contract_id) or same_path(catalog, file.path)
    if group is None:
        return None
    if file.spot.line:
        return group.lines[line][-1].release if line in group.lines else None
    return group.files[-1].release  # a single file goes on from whatever version it was


def unchanged_since(state: Run, commit: str, path: str) -> bool:
    """Return whether a file stands at a commit as it stands now: then nothing else need be read from there."""
    try:
        return scoped_tree(state, commit).read(path) == state.tree.read(path)
    except SourceError:
        return False


def same_path(catalog: Catalog, path: str) -> Group | None:
    """Return the contract that a file held in another catalog, whatever its id was."""
    return next((g for g in catalog.groups.values() if any(f.path == path for f in g.files)), None)


def uncommitted(state: Run, path: str) -> bool:
    """Return whether a file differs from what HEAD holds."""
    assert state.repository is not None
    assert state.repository.head is not None
    return not unchanged_since(state, state.repository.head, path)


UNPROMISED = ("retired", "draft", "proposed")
CATALOGS: dict[tuple[str, str, str], Catalog] = {}


def catalog_at(state: Run, commit: str) -> Catalog:
    """Return the contracts as they stood at a commit, discovered once."""
    assert state.repository is not None
    key = (str(state.root), commit, repr(state.settings))
    if key not in CATALOGS:
        source = scoped_tree(state, commit)
        CATALOGS[key] = discover(
            source, state.settings, Reader(source, state.settings.limits, state.settings.contracts, state.reader.parsed)
        )
    return CATALOGS[key]


def scoped_tree(state: Run, commit: str) -> Source:
    """Return the tree of a commit, its paths relative to the root of this run."""
    assert state.repository is not None
    repository = scoped(state)
    assert repository is not None
    return repository.tree(commit)


def compare_releases(contract_id: str, old: Release, new: Release, settings: Settings) -> Transition:
    """Return the judged changes between two releases."""
    compared = compare(old.interface, new.interface)
    versions = old.version, new.version
    findings = tuple(overridden(judge(change, contract_id, versions=versions), settings) for change in compared.changes)
    return Transition(old, new, tuple(f for f in findings if f is not None), compared.not_compared)


def overridden(finding: Finding, settings: Settings) -> Finding | None:
    """Return a finding at the level that the settings give its rule; None where they turn it off."""
    override = settings.rules.get(finding.rule)
    if override is None:
        return finding
    if override.level == "off":
        return None
    bump = "major" if override.level == "breaking" else finding.bump if finding.level != "breaking" else "minor"
    return replace(finding, level=override.level, bump=bump)  # type: ignore[arg-type]


def document_findings(state: Run, contract: Contract, group: Group) -> list[Finding]:
    """Return what is wrong with the newest document of each line: validity first, then lints."""
    found: list[Finding] = []
    for files in group.lines.values():
        file = files[-1]
        release = file.release
        invalid = file.format.validate(release.document)
        found.extend(invalid)
        if not any(f.level == "error" for f in invalid):
            reading = Reading(release.document, release.document.data, release.interface)
            found.extend(lint(reading, contract.id, format_name=file.format.name))
    return [f for f in (overridden(item, state.settings) for item in found) if f is not None]


def attribute(state: Run, contract: Contract, judgement: Judgement) -> list[Judged]:
    """Return the judged breaks, each with whether this branch added it."""
    if not judgement.unannounced or not state.attribution.branch or state.attribution.commit is None:
        return list(judgement.judged)
    before = breaks_at(state, contract.id, state.attribution.commit)
    return [replace(item, attributed=item.finding.fingerprint not in before) for item in judgement.judged]


def breaks_at(state: Run, contract_id: str, commit: str) -> set[str]:
    """Return the fingerprints of the breaks that stood unpublished at a commit already."""
    group = catalog_at(state, commit).groups.get(contract_id)
    if group is None or group.layout != "files":
        return set()
    contract = contract_of(group, None, state.reader)
    pairs = [pair for line in contract.lines for pair in newest_of_line(contract, line)]
    return {f.fingerprint for a, b in pairs for f in state.transition(contract_id, a, b).breaking}


def rewritten_releases(state: Run, contract: Contract, group: Group) -> list[Finding]:
    """Return a finding for each published version file whose promises were changed after the fact."""
    if contract.layout != "files" or state.repository is None or state.repository.head is None:
        return []
    commit = state.attribution.commit if state.attribution.branch else state.repository.head
    if commit is None:
        return []
    source = scoped_tree(state, commit)
    there = set(source.files(state.settings.contracts))
    published = [file for files in group.lines.values() for file in files[:-1] if file.path in there]
    found: list[Finding] = []
    for file in published:
        if source.read(file.path) == file.release.document.content:
            continue
        before = catalog_at(state, commit).groups.get(contract.id) or same_path(catalog_at(state, commit), file.path)
        old = next((f.release for f in before.files if f.path == file.path), None) if before else None
        if old is not None:
            found.extend(rewritten(state.transition(contract.id, old, file.release)))
    return found


def rewritten(transition: Transition) -> list[Finding]:
    """Return the finding that a published release was rewritten, where more than words changed."""
    meant = [f for f in transition.findings if f.bump != "patch"]
    if not meant:
        return []
    version, first = transition.new.version, meant[0]
    more = f", and {len(meant) - 1} more" if len(meant) > 1 else ""
    words = {"version": version, "first": first.message, "more": more, "file": transition.new.file}
    return [raised("release-rewritten", first.new or first.old, address=first.address, words=words)]


def removed_contracts(state: Run, catalog: Catalog, announcements: Sequence[Announcement]) -> list[Finding]:
    """Return a finding for each contract that the baseline has and the working tree has not."""
    commits = [state.attribution.commit]
    if state.repository is not None and not state.attribution.branch:
        commits.append(state.repository.head)
    gone: dict[str, ContractFile] = {}
    for commit in commits:
        if commit is not None:
            gone.update(missing_here(state, commit, catalog))
    announced = {a.contract for a in announcements if any(e.rule == "contract-removed" for e in a.entries)}
    return [removed(state, name, file) for name, file in gone.items() if name not in announced]


def missing_here(state: Run, commit: str, catalog: Catalog) -> dict[str, ContractFile]:
    """Return the newest file of each contract that a commit promised and that is not here any more."""
    there = scoped_tree(state, commit).files(state.settings.contracts)
    here = set(state.tree.files(state.settings.contracts))
    if all(path in here for path in there if is_candidate(path)):
        return {}
    groups = catalog_at(state, commit).groups
    left = {name: group.files[-1] for name, group in groups.items() if name not in catalog.groups}
    return {name: file for name, file in left.items() if file.release.interface.status.lower() not in UNPROMISED}


def removed(state: Run, contract_id: str, file: ContractFile) -> Finding:
    """Return the finding that a whole contract is gone."""
    fact = file.release.interface.facts.get("id")
    place = file.release.document.place(fact.origin.pointer if fact else "")
    was = Spot(place, "", contract_id, file.release.version)
    status = file.release.interface.status or "active"
    return raised("contract-removed", contract=contract_id, address=contract_id, was=was, id=contract_id, status=status)


def strangers(announcements: Sequence[Announcement], catalog: Catalog) -> list[Finding]:
    """Return a finding for each announcement about a contract that is not there."""
    import difflib

    from .policy.gate import nothing

    found = []
    for item in announcements:
        if item.contract in catalog.groups or any(entry.rule == "contract-removed" for entry in item.entries):
            continue
        near = difflib.get_close_matches(item.contract, list(catalog.groups), 1)
        hint = f"Did you mean `{near[0]}`?" if near else "Name the contract by its id."
        found.append(
            nothing(item, f"The announcement is about `{item.contract}`, which is no contract here.", hint, "")
        )
    return found


def used_by(reports: Sequence[ContractReport]) -> set[str]:
    """Return the fingerprints that a waiver holds for."""
    return {judged.finding.fingerprint for report in reports for judged in report.judged if judged.proof == "waiver"}


def missing_baseline(state: Run) -> list[Finding]:
    """Return a finding where the baseline cannot be had: then nothing is a pass."""
    for baseline in dict.fromkeys((state.record, state.attribution)):
        if baseline.problem:
            return [raised("baseline-missing", problem=baseline.problem, hint=f"Run: {baseline.mend}")]
    if state.repository is None and "none" not in state.settings.record:
        problem = "This is no git repository, so it cannot be known what is published."
        hint = "Run it in a git repository, or say `record: none` in contractdocs.yml where nothing is published."
        return [raised("baseline-missing", problem=problem, hint=hint)]
    return []


def no_contracts(catalog: Catalog, settings: Settings) -> list[Finding]:
    """Return a finding where nothing was there to check."""
    if catalog.groups or settings.allow_empty or catalog.findings:
        return []
    return [raised("contracts-missing", folder=settings.contracts)]


def assemble(state: Run, reports: list[ContractReport], findings: list[Finding], incomplete: list[Finding]) -> Report:
    """Return the report over the whole catalog."""
    failed = any(r.status == "fail" for r in reports) or any(f.level == "error" for f in findings)
    status: Status = "incomplete" if incomplete else "fail" if failed else "pass"
    counts: Mapping[str, int] = {
        "contracts": len(reports),
        "passed": sum(r.status == "pass" for r in reports),
        "failed": sum(r.status == "fail" for r in reports),
        "unannounced": sum(not j.proof and j.attributed for r in reports for j in r.judged),
        "announced": sum(bool(j.proof) for r in reports for j in r.judged),
        "not_compared": sum(len(t.not_compared) for r in reports for t in r.transitions),
    }
    return Report(
        status,
        tuple(reports),
        (*incomplete, *findings),
        tuple(f.message for f in incomplete),
        " and ".join(dict.fromkeys(r.record for r in reports)) or state.record.label,
        state.attribution.label,
        state.today.isoformat(),
        state.settings.policy,
        counts,
    )
