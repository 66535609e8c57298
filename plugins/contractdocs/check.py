"""The pipeline: sources → documents → formats → catalog → compare → rules → policy → report."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from .cache import digest, engine
from .catalog.discover import Catalog, Group, discover, syntax_findings
from .catalog.history import contract_of
from .documents import DocumentError, Place
from .loosening import loosened
from .model.contract import Contract, Release
from .model.finding import Finding, Spot
from .model.report import Announcement, ContractReport, Report, Status, Waiver
from .model.shard import Part, Shard
from .own_rules import Own, load_own, with_levels
from .policy import judge_contract, read_announcements, read_waivers
from .policy.endings import outlived
from .policy.gate import Policy, check_announcements
from .policy.waivers import check_waivers
from .record import (
    Run,
    attribute,
    branch_changes,
    published_commit,
    published_states,
    removed_contracts,
    rewritten_releases,
    scoped,
    start,
    unpublished_transitions,
)
from .rules import registry
from .rules.judgement import lint, raised
from .rules.levels import overridden
from .rules.own import lint_own
from .rules.registry import Reading
from .sources import SourceError, WorkingTree
from .whole import backdated, missing_baseline, no_contracts, strangers, unowned, unread_folders, used_by

if TYPE_CHECKING:
    from .cache import Memory
    from .catalog.contract_file import ContractFile
    from .settings import Settings

FINDINGS = tuple[Finding, ...]


def run(
    root: Path,
    settings: Settings,
    today: date,
    *,
    against: str = "",
    memory: Memory | None = None,
    shard: Shard | None = None,
    beforehand: Callable[[Run], None] | None = None,
) -> Report:
    """Check every contract below `root` and return all that was found; raise SourceError where `against` is unknown.

    `memory` holds what other runs worked out, and what `beforehand` lets others work out for this one. With a `shard`
    the whole catalog is found, and only the contracts of that part are judged.
    """
    own = load_own(WorkingTree(root), settings)
    settings = with_levels(settings, own)
    check_overrides(settings, own)
    state = start(root, settings, today, against, memory)
    state.own, state.shard = own.rules, shard
    if beforehand is not None:
        beforehand(state)
    with ahead(state):
        return report_of(state, settings)


def ahead(state: Run) -> AbstractContextManager[None]:
    """Let git read the past while the files of now are found and read."""
    repository = scoped(state)
    if repository is None:
        return nullcontext()
    return repository.ahead(state.settings.contracts, state.record.commit or repository.head)


def report_of(state: Run, settings: Settings) -> Report:
    """Return all that is found in the contracts."""
    shard = state.shard
    catalog = discover(state.tree, settings, state.reader)
    state.here = {file.path: file for group in catalog.groups.values() for file in group.files}
    announcements, announcement_faults = read_announcements(state.tree, catalog.announcements)
    waivers, waiver_faults = read_waivers(state.tree, settings.contracts)
    groups = [group for group in catalog.groups.values() if shard is None or shard.holds(group.id)]
    attempts = [attempted(state, group, announcements, waivers) for group in groups]
    reports = [made for made in attempts if isinstance(made, ContractReport)]
    crashed = [made for made in attempts if isinstance(made, Finding)]
    findings = [
        *catalog.findings,
        *announcement_faults,
        *waiver_faults,
        *strangers(announcements, catalog),
        *check_waivers(waivers, used_by(reports), state.today.isoformat(), state.settings.policy),
        *unowned(state, waivers),
        *removed_contracts(state, catalog, announcements),
        *backdated(state, announcements),
        *loosened(state),
    ]
    incomplete = [
        *unread_folders(state),
        *catalog.incomplete,
        *missing_baseline(state),
        *no_contracts(catalog, settings),
        *crashed,
    ]
    changed = {item.contract.id: partial(branch_changes, state, item.contract, catalog.groups) for item in reports}
    part = part_of(state, catalog, shard) if shard is not None else None
    made = assemble(state, reports, findings, incomplete)
    return replace(made, waivers=tuple(waivers), part=part, changed=lambda contract_id: changed[contract_id]())


def part_of(state: Run, catalog: Catalog, shard: Shard) -> Part:
    """Return what the run over a part says of the whole."""
    keys = (part for group in catalog.groups.values() for part in (group.id, *(f.header.key for f in group.files)))
    rules = state.tree.files(state.now.own_rules) if state.now.own_rules else ()
    options = (repr(state.now), state.against, *(part for path in rules for part in (path, state.tree.read(path))))
    commit = (state.repository.head or "") if state.repository is not None else ""
    made = engine(), digest(*keys), len(catalog.groups)
    return Part(shard, commit, digest(*options), *made, site_url=state.settings.site_url)


def attempted(
    state: Run, group: Group, announcements: Sequence[Announcement], waivers: Sequence[Waiver]
) -> ContractReport | Finding:
    """Return the report on one contract, or the finding that it could not be checked: the others still are."""
    try:
        return check_contract(state, group, announcements, waivers)
    except SourceError:
        raise
    except DocumentError as error:  # a bound that shows only where a part of the contract is looked at
        return replace(syntax_findings(error)[0], contract=group.id)
    except Exception as error:
        if os.environ.get("CONTRACTDOCS_DEBUG"):
            raise
        deep = isinstance(error, RecursionError)
        problem = "it is nested too deeply" if deep else f"{type(error).__name__}: {error}"
        place = group.files[-1].release.document.place("")
        return raised("contract-not-checked", Spot(place), contract=group.id, id=group.id, problem=problem)


def stopped(rule: str, message: str, place: Place | None = None, hint: str = "", *, today: str = "") -> Report:
    """Return the report of a check that could not go on: nothing is decided."""
    spot = Spot(place) if place else None
    found = raised(rule, spot, problem=message, hint=hint)
    return Report("incomplete", (), (found,), (message,), "none", "none", today, counts=dict.fromkeys(COUNTS, 0))


COUNTS = ("contracts", "passed", "failed", "unannounced", "announced", "not_compared")


def check_overrides(settings: Settings, own: Own) -> None:
    """Raise SettingsError where the settings give a level to a rule that does not exist."""
    import difflib

    from .settings import SettingsError

    known = [*registry.pages(), *(item.rule.id for item in own.rules)]
    for rule_id, override in settings.rules.items():
        if rule_id not in known:
            near = difflib.get_close_matches(rule_id, known, 1)
            hint = f"Did you mean `{near[0]}`?" if near else "`contractdocs explain RULE` knows them all."
            raise SettingsError(f"`{rule_id}` is no rule.", override.place, hint)


def check_contract(
    state: Run, group: Group, announcements: Sequence[Announcement], waivers: Sequence[Waiver]
) -> ContractReport:
    """Return the report on one contract."""
    contract = contract_of(group, scoped(state), state.reader)
    transitions = [state.transition(contract.id, a, b) for a, b in neighbours(contract)]
    unpublished, record = unpublished_transitions(state, contract, group)
    mine = [announcement for announcement in announcements if announcement.contract == contract.id]
    policy = policy_of(state, group)
    judgement = judge_contract(contract, unpublished, mine, waivers, policy)
    judged = attribute(state, contract, judgement)
    older = bool(judgement.unannounced) and not any(item.attributed for item in judged)
    findings = [
        *document_findings(state, contract, group),
        *(replace(f, level="warning") if older else f for f in judgement.findings),
        *check_announcements(contract, mine, [*transitions, *unpublished]),
        *(f for f in (overridden(item, state.settings) for item in outlived(contract, policy.today)) if f),
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


def policy_of(state: Run, group: Group) -> Policy:
    """Return what the gate asks of a contract."""
    settings = state.settings
    days = settings.notice_days
    return Policy(
        settings.policy,
        state.today.isoformat(),
        settings.version_schemes,
        days,
        partial(published_states, state, group),
    )


def neighbours(contract: Contract) -> list[tuple[Release, Release]]:
    """Return each release with the one before it; the first of a line follows the newest of the line before."""
    return list(zip(contract.releases, contract.releases[1:]))


def document_findings(state: Run, contract: Contract, group: Group) -> list[Finding]:
    """Return what is wrong with the newest document of each line: validity first, then lints."""
    found: list[Finding] = []
    for files in group.lines.values():
        known = (contract.id, files[-1].header.key)
        found.extend(state.reader.memory.remember("findings", known, FINDINGS, partial(linted, files[-1], contract.id)))
        if state.own and not any(f.level == "error" for f in found):
            document, interface = files[-1].release.contents()
            reading = Reading(document, document.data, interface)
            found.extend(f for own in state.own for f in lint_own(own, reading, contract.id, files[-1].format.name))
    return [f for f in (overridden(item, state.settings) for item in found) if f is not None]


def linted(file: ContractFile, contract_id: str) -> tuple[Finding, ...]:
    """Return what is wrong with one document at the levels of the rules' pages."""
    document, interface = file.release.contents()
    invalid = tuple(file.format.validate(document))
    if any(f.level == "error" for f in invalid):
        return invalid
    return (*invalid, *lint(Reading(document, document.data, interface), contract_id, format_name=file.format.name))


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
        prefix=state.prefix,
        site_url=state.settings.site_url,
        limits=state.settings.limits,
        levels={rule_id: override.level for rule_id, override in state.settings.rules.items()},
        published=published_commit(state),
        own_rules=tuple(item.rule for item in state.own),
        basis=digest(repr(state.settings), state.against),
        between=state.transition,
    )
