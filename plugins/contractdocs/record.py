"""What is published, read from the past: the record that a run protects, and what has changed since then."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .cache import Memory
from .catalog.baseline import Baseline, find_baseline
from .catalog.discover import Catalog, Group, discover
from .catalog.history import contract_of, read_version
from .catalog.layout import is_candidate
from .catalog.manifest import Manifest, read_manifest
from .catalog.reader import ContractFile, Reader
from .catalog.versions import order
from .documents import DocumentError, parse
from .model.contract import Contract, Release
from .model.finding import Finding, Spot
from .model.report import Announcement, Judged, Transition
from .own_rules import load_own, with_levels
from .policy.bumps import PRE_RELEASED, is_promised
from .policy.holding import held
from .policy.presets import PRESETS
from .rules.judgement import judge, raised
from .rules.levels import overridden
from .settings import NAMES, Settings, SettingsError, read
from .sources import FileVersion, GitTree, Repository, Source, SourceError, WorkingTree

if TYPE_CHECKING:
    from .policy.gate import Judgement
    from .rules.own import OwnRule

UNPROMISED = ("retired", *PRE_RELEASED)


@dataclass(slots=True)
class Run:
    """What one run holds on to: sources, settings, and every comparison made, once each.

    `settings` are those that hold, `now` those in the file: a record that was just changed does not hold yet.
    """

    root: Path
    settings: Settings
    today: date
    tree: Source
    repository: Repository | None
    prefix: str
    reader: Reader
    record: Baseline
    attribution: Baseline
    now: Settings
    against: str = ""
    own: tuple[OwnRule, ...] = ()
    transitions: dict[tuple[int, int], Transition] = field(default_factory=dict)
    catalogs: dict[str, Catalog] = field(default_factory=dict)
    listings: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    standing: dict[tuple[str, str], bool] = field(default_factory=dict)
    manifests: dict[str, Manifest] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    moves: dict[str, bool] = field(default_factory=dict)

    def candidates(self, commit: str, folder: str) -> tuple[str, ...]:
        """Return the files below a folder of a commit that may be contracts, in order, listed once; "" is now."""
        if (commit, folder) not in self.listings:
            source = trees_of(self, commit) if commit else self.tree
            self.listings[commit, folder] = tuple(sorted(path for path in source.files(folder) if is_candidate(path)))
        return self.listings[commit, folder]

    def transition(self, contract_id: str, old: Release, new: Release) -> Transition:
        """Return what changed between two releases, compared once."""
        key = (id(old.contents), id(new.contents))
        if key not in self.transitions:
            self.transitions[key] = compare_releases(contract_id, old, new, self.settings, self.reader.memory)
        return self.transitions[key]


def start(root: Path, settings: Settings, today: date, against: str, memory: Memory | None = None) -> Run:
    """Return the state of a run: where bytes come from, and what the past is measured by."""
    tree: Source = WorkingTree(root)
    repository = Repository.open(root)
    prefix = repository_prefix(root, repository)
    now = settings
    settings, record, attribution = measured(repository, prefix, settings, against)
    reader = Reader(tree, settings.limits, settings.contracts, memory=memory or Memory())
    return Run(root, settings, today, tree, repository, prefix, reader, record, attribution, now, against)


def measured(
    repository: Repository | None, prefix: str, settings: Settings, against: str
) -> tuple[Settings, Baseline, Baseline]:
    """Return the record and the attribution, and the settings that name them.

    A change chooses neither what it is measured against nor how strictly: the settings of the point where it began say
    that. Only where that point cannot be had, the settings of now do, and then not with what is being checked itself.
    """
    begun = find_baseline(repository, {})
    if begun.commit is None and against:
        begun = find_baseline(repository, {}, against)
    if repository is not None and begun.commit is not None:
        source = (repository.below(prefix) if prefix else repository).tree(begun.commit)
        past = settings_in(source, settings)
        stated = past or Settings()
        if past is not None or source.files(stated.contracts):
            settings = held(with_own_levels(stated, source), settings)
        settings = replace(settings, record=stated.record, attribution=stated.attribution)
    record = find_baseline(repository, settings.record, against)
    if begun.problem and record.commit is not None and repository is not None and record.commit == repository.head:
        record = begun
    return settings, record, find_baseline(repository, settings.attribution, against)


def with_own_levels(settings: Settings, source: Source) -> Settings:
    """Return settings of the past with the levels that an organisation's own pages gave to rules then."""
    try:
        return with_levels(settings, load_own(source, settings))
    except SettingsError:
        return settings


def repository_prefix(root: Path, repository: Repository | None) -> str:
    """Return where `root` stands in its repository, with a slash at its end; empty at the top."""
    if repository is None:
        return ""
    below = root.resolve().relative_to(Path(repository.root).resolve()).as_posix()
    return "" if below == "." else below + "/"


def scoped(state: Run) -> Repository | None:
    """Return the repository where its history can be read for paths below the root."""
    return state.repository.below(state.prefix) if state.repository and state.prefix else state.repository


def trees_of(state: Run, commit: str) -> GitTree:
    """Return the files of a commit, their paths relative to the root of this run."""
    repository = scoped(state)
    assert repository is not None
    return repository.tree(commit)


def settings_at(state: Run, source: Source) -> Settings:
    """Return the settings that stood at a commit: a branch hides no contract by ignoring or moving it."""
    past = settings_in(source, state.settings)
    if past is not None:
        return past
    default = Settings()
    return default if source.files(default.contracts) else replace(state.settings, ignore=())


def settings_in(source: Source, now: Settings) -> Settings | None:
    """Return the settings that a source states; the default where it has a past without any, None where unreadable."""
    for name in dict.fromkeys((*([now.file] if now.file else []), *NAMES)):
        try:
            content = source.read(name)
        except SourceError:
            continue
        try:
            return read(parse(name, content))
        except (DocumentError, SettingsError):
            return now
    return None


def catalog_at(state: Run, commit: str) -> Catalog:
    """Return the contracts as they stood at a commit, discovered once; raise SourceError where they cannot be had."""
    if commit not in state.catalogs:
        source = trees_of(state, commit)
        settings = settings_at(state, source)
        reader = Reader(source, settings.limits, settings.contracts, state.reader.parsed, memory=state.reader.memory)
        catalog = discover(source, settings, reader)
        if catalog.incomplete:
            first = catalog.incomplete[0]
            raise SourceError(f"What was published cannot be read: {first.message}", first.suggestion)
        state.catalogs[commit] = catalog
    return state.catalogs[commit]


def unchanged_since(state: Run, commit: str, release: Release) -> bool:
    """Return whether a release stands at a commit as it stands now, with all that it was read with."""
    header, tree = release.header, trees_of(state, commit)
    identity = tree.identity(header.file)
    same = identity == header.blob if len(identity) == len(header.blob) else stands_at(state, commit, header.file)
    return same and all(stands_at(state, commit, name) for name, _ in header.follows)


def stands_at(state: Run, commit: str, name: str) -> bool:
    """Return whether a file, or the list of files in a folder, is the same at a commit, or in neither place."""
    if (commit, name) not in state.standing:
        here, there = (content_of(source, name) for source in (state.tree, trees_of(state, commit)))
        state.standing[commit, name] = here == there
    return state.standing[commit, name]


def content_of(source: Source, name: str) -> bytes | None:
    """Return the content of a file, None where there is none; the names in a folder where `name` is a folder's."""
    if name.endswith("//"):  # all that is below a folder
        return "\n".join(source.files(name)).encode()
    if name.endswith("/"):
        return "\n".join(path for path in source.files(name) if "/" not in path.removeprefix(name)).encode()
    try:
        return source.read(name)
    except SourceError:
        return None


# -- what is to be judged -------------------------------------------------------------------------------------------


def unpublished_transitions(state: Run, contract: Contract, group: Group) -> tuple[list[Transition], str]:
    """Return what is not yet in the record, as transitions to judge, and the name of the record."""
    explicit = bool(state.settings.record or state.against)
    if has_manifest(state):
        return against_manifest(state, contract, group), state.record.label
    if contract.layout != "files" or explicit:
        return against_baselines(state, contract, group)
    pairs = [pair for release in unpublished(state, contract) for pair in followed(contract, release)]
    pairs += moved_layout(state, contract)
    found = {id(t): t for t in (state.transition(contract.id, old, new) for old, new in pairs)}
    return list(found.values()), "every version file but the newest of each line"


def unpublished(state: Run, contract: Contract) -> list[Release]:
    """Return the newest version file of each line, and every one that the baseline does not have yet."""
    newest = {id(releases[-1]) for releases in contract.lines.values()}
    known = published_paths(state)
    return [r for r in contract.releases if id(r) in newest or (known is not None and r.file not in known)]


def published_paths(state: Run) -> frozenset[str] | None:
    """Return the files that the baseline of a branch holds; None where nothing is measured against one."""
    commit = state.attribution.commit
    if commit is None or not state.attribution.branch:
        return None
    return frozenset(trees_of(state, commit).files(state.settings.contracts))


def followed(contract: Contract, release: Release) -> list[tuple[Release, Release]]:
    """Return a release with the one that it follows: the newest before it that was no draft and no pre-release."""
    before = contract.releases[: contract.releases.index(release)]
    if not before:
        return []
    promised = [older for older in before if is_promised(older)]
    return [((promised or before)[-1], release)]


def moved_layout(state: Run, contract: Contract) -> list[tuple[Release, Release]]:
    """Return what a contract was in another layout at the baseline, with what it is now."""
    pairs = []
    for commit in past_commits(state):
        there = below(state.candidates(commit, state.settings.contracts), contract.folder)
        here = {release.file for release in contract.releases}
        if there and here.issuperset(there):
            continue
        group = catalog_at(state, commit).groups.get(contract.id)
        if group is not None and group.layout != contract.layout:
            pairs.append((group.files[-1].release, contract.head))
    return pairs


def below(paths: tuple[str, ...], folder: str) -> tuple[str, ...]:
    """Return those of ordered paths that stand below a folder."""
    if folder in ("", "."):
        return paths
    return paths[bisect_left(paths, folder + "/") : bisect_left(paths, folder + "0")]  # "0" follows "/"


def against_baselines(state: Run, contract: Contract, group: Group) -> tuple[list[Transition], str]:
    """Return the transitions from what the record's commits hold to what stands in the working tree."""
    found: dict[int, Transition] = {}
    label = state.record.label
    for line, files in group.lines.items():
        newest = contract_release(contract, files[-1])
        for baseline in baselines_for(state, newest):
            label = baseline.label
            if baseline.commit is not None and unchanged_since(state, baseline.commit, newest):
                continue
            before = recorded(state, baseline, files[-1], line, contract)
            if before is None and group.layout == "folders":
                before = previous_line(contract, line)
            if before is not None:
                transition = state.transition(contract.id, before, newest)
                found[id(transition)] = transition
    return list(found.values()), label


def has_manifest(state: Run) -> bool:
    """Return whether a manifest says what is published."""
    return "manifest" in state.settings.record and not state.against and state.record.commit is not None


def listed_of(state: Run, contract: Contract) -> tuple[str, ...]:
    """Return the versions of a contract that the manifest lists; raise SourceError where it or one of them is lost."""
    commit, path = state.record.commit or "", state.settings.record["manifest"]
    if commit not in state.manifests:
        state.manifests[commit] = read_manifest(trees_of(state, commit), path)
    listed = state.manifests[commit].get(contract.id, ())
    known = {release.version for release in contract.releases} | set(published_there(state, contract))
    lost = next((version for version in listed if version not in known), None)
    if lost is not None:
        mend = state.repository.whole if state.repository and state.repository.is_shallow else f"Correct `{path}`."
        raise SourceError(f"`{path}` lists {lost} of {contract.id}, which the history does not hold.", mend)
    return listed


def published_there(state: Run, contract: Contract) -> Mapping[str, Release]:
    """Return the releases that the commit of the record holds, by version."""
    group = catalog_at(state, state.record.commit or "").groups.get(contract.id)
    return {file.release.version: file.release for file in group.files} if group is not None else {}


def against_manifest(state: Run, contract: Contract, group: Group) -> list[Transition]:
    """Return what became of the versions that a manifest lists, and what came after the newest of them."""
    listed = listed_of(state, contract)
    there = published_there(state, contract)
    newest = [contract_release(contract, files[-1]) for files in group.lines.values()]
    pairs = [(there[r.version], r) for r in newest if r.version in listed and r.version in there]
    if contract.layout == "files":
        newest = [release for release in contract.releases if release.version not in listed]
    pairs += since_manifest(state, contract, newest)
    return [state.transition(contract.id, old, new) for old, new in pairs if old.header.key != new.header.key]


def since_manifest(state: Run, contract: Contract, releases: Sequence[Release]) -> list[tuple[Release, Release]]:
    """Return each release that is not published yet with the newest published one before it."""
    listed, there = listed_of(state, contract), published_there(state, contract)
    known = {**{release.version: release for release in contract.releases}, **there}
    pairs = []
    for new in (release for release in releases if release.version not in listed):
        before = [version for version in listed if order(version) < order(new.version)]
        if before:
            pairs.append((known[max(before, key=order)], new))
    return pairs


def contract_release(contract: Contract, file: ContractFile) -> Release:
    """Return the release of the contract that a file of the working tree holds."""
    return next(r for r in contract.releases if r.contents is file.release.contents)


def previous_line(contract: Contract, line: str) -> Release | None:
    """Return the newest release of the major line before."""
    lines = sorted(contract.lines, key=order)
    index = lines.index(line)
    return contract.lines[lines[index - 1]][-1] if index else None


def baselines_for(state: Run, release: Release) -> list[Baseline]:
    """Return what a file is measured against.

    On the default branch a file that is edited is measured against HEAD too: what is committed there is out.
    """
    baseline, repository = state.record, state.repository
    explicit = bool(state.settings.record or state.against)
    if repository is None or not repository.head or explicit or baseline.branch or baseline.problem:
        return [baseline]
    if unchanged_since(state, repository.head, release):
        return [baseline]
    return [baseline, Baseline(repository.head, f"HEAD {repository.head[:7]}")]


def recorded(state: Run, baseline: Baseline, file: ContractFile, line: str, contract: Contract) -> Release | None:
    """Return the published release that a file of the working tree follows; None where there is none."""
    if baseline.commit is None:
        return None
    catalog = catalog_at(state, baseline.commit)
    group = catalog.groups.get(contract.id) or same_path(catalog, file.path)
    if group is None:
        return last_readable(state, baseline.commit, file)
    if line in group.lines:
        return group.lines[line][-1].release
    return None if file.spot.line else group.files[-1].release  # a single file goes on from whatever version it was


def last_readable(state: Run, commit: str, file: ContractFile) -> Release | None:
    """Return the newest readable state of a file that a commit has, but in a state that cannot be read."""
    repository = scoped(state)
    if repository is None or file.path not in trees_of(state, commit).files(state.settings.contracts):
        return None
    versions = repository.file_history(file.path, [name for name, _ in file.header.follows])
    reads = (read_version(file, version, repository, state.reader) for version in versions)
    return next((r for r in reads if r is not None and r.header.key != file.header.key), None)


def same_path(catalog: Catalog, path: str) -> Group | None:
    """Return the contract that a file held in another catalog, whatever its id was."""
    return next((g for g in catalog.groups.values() if any(f.path == path for f in g.files)), None)


class Judgements(NamedTuple):
    """The judged changes between two releases at the levels of the rules' pages, and what was not compared."""

    findings: tuple[Finding, ...]
    not_compared: tuple[str, ...]


def compare_releases(
    contract_id: str, old: Release, new: Release, settings: Settings, memory: Memory | None = None
) -> Transition:
    """Return the judged changes between two releases."""
    parts = (contract_id, old.header.key, new.header.key, old.version, new.version, settings.perspective)
    known = (memory or Memory()).remember(
        "transition", parts, Judgements, lambda: judged_changes(contract_id, old, new, settings.perspective)
    )
    findings = (overridden(finding, settings) for finding in known.findings)
    return Transition(old, new, tuple(f for f in findings if f is not None), known.not_compared)


def judged_changes(contract_id: str, old: Release, new: Release, perspective: str = "") -> Judgements:
    """Return the judged changes between two releases, worked out; `perspective` says whose eyes judge data."""
    from .compare import compare  # not needed where every comparison is remembered

    compared = compare(old.interface, new.interface)
    versions = old.version, new.version
    return Judgements(
        tuple(judge(change, contract_id, perspective=perspective, versions=versions) for change in compared.changes),
        compared.not_compared,
    )


# -- who did it -----------------------------------------------------------------------------------------------------


def attribute(state: Run, contract: Contract, judgement: Judgement) -> list[Judged]:
    """Return the judged breaks, each once, with whether this branch added it."""
    once = {item.finding.fingerprint: item for item in reversed(judgement.judged)}
    judged = [item for item in judgement.judged if once[item.finding.fingerprint] is item]
    if not judgement.unannounced or not state.attribution.branch or state.attribution.commit is None:
        return judged
    before = breaks_at(state, contract, state.attribution.commit)
    return [replace(item, attributed=item.finding.fingerprint not in before) for item in judged]


def branch_changes(state: Run, contract: Contract, groups: Mapping[str, Group]) -> tuple[Transition, ...]:
    """Return what became of a contract since the point against which a branch is measured, by major line."""
    if state.repository is None or state.attribution.commit is None:
        return ()
    found = []
    for line, files in groups[contract.id].lines.items():
        newest = contract_release(contract, files[-1])
        if unchanged_since(state, state.attribution.commit, newest):
            continue
        before = recorded(state, state.attribution, files[-1], line, contract)
        if before is None and contract.layout == "folders":
            before = previous_line(contract, line)
        if before is not None:
            found.append(state.transition(contract.id, before, newest))
    return tuple(found)


def breaks_at(state: Run, now: Contract, commit: str) -> set[str]:
    """Return the fingerprints of the breaks of a contract that stood unpublished at a commit already."""
    group = catalog_at(state, commit).groups.get(now.id)
    if group is None:
        return set()
    contract = contract_of(group, None, state.reader)
    if has_manifest(state):
        pairs = since_manifest(state, now, [releases[-1] for releases in contract.lines.values()])
    elif group.layout == "files" and not state.settings.record:
        newest = [releases[-1] for releases in contract.lines.values()]
        pairs = [pair for release in newest for pair in followed(contract, release)]
        pairs = [pair for pair in pairs if all(map(is_promised, pair))]  # a draft breaks no promise until it is one
    else:
        pairs = list(since_record(state, contract, group))
    return {f.fingerprint for old, new in pairs for f in state.transition(now.id, old, new).breaking}


def since_record(state: Run, contract: Contract, group: Group) -> Iterator[tuple[Release, Release]]:
    """Yield what the record holds of a contract with what a later commit holds, by major line."""
    for line, files in group.lines.items():
        before = recorded(state, state.record, files[-1], line, contract)
        if before is not None:
            yield before, files[-1].release


# -- what may not happen to the past --------------------------------------------------------------------------------


def published_commit(state: Run) -> str | None:
    """Return the commit that holds what is out: where the branch began, on the default branch HEAD."""
    if state.attribution.branch and state.attribution.commit is not None:
        return state.attribution.commit
    return state.repository.head if state.repository is not None else None


def published_states(state: Run, group: Group, transition: Transition) -> Iterator[tuple[str, Release]]:
    """Yield what was published before a transition, newest first: the day of the commit, and the release it held.

    Only the history of what is out counts, so that neither a stated date nor a commit of the branch makes notice.
    """
    repository = scoped(state)
    moved = transition.old.version != transition.new.version
    for file in reversed(group.lines.get(transition.old.line) or group.files):
        for version in published_versions(state, file):
            release = read_version(file, version, repository, state.reader) if repository is not None else None
            if release is not None and not (moved and release.version == transition.new.version):
                yield version.date, release


def published_versions(state: Run, file: ContractFile) -> Iterator[FileVersion]:
    """Yield the versions of a file that are out, newest first."""
    repository, commit = scoped(state), published_commit(state)
    if repository is not None and commit is not None:
        for version in repository.file_history(file.path):
            if repository.merge_base(version.commit, commit) == version.commit:
                yield version


def published_day(state: Run, file: ContractFile) -> str:
    """Return the day when a file was first out, empty where it is not."""
    return next((version.date for version in reversed(list(published_versions(state, file)))), "")


def past_commits(state: Run) -> list[str]:
    """Return the commits whose contracts are out: the baseline, and on the default branch HEAD as well."""
    commits = [state.attribution.commit]
    if state.repository is not None and not state.attribution.branch:
        commits.append(state.repository.head)
    return list(dict.fromkeys(commit for commit in commits if commit is not None))


def rewritten_releases(state: Run, contract: Contract, group: Group) -> list[Finding]:
    """Return a finding for each published version file that was taken away or changed in meaning, wherever it went.

    The newest of a line counts for less: it may still be worked on, but it stood there for everybody to read.
    """
    if contract.layout != "files":
        return []
    found: dict[str, Finding] = {}
    newest = {files[-1].path for files in group.lines.values()}
    for commit in past_commits(state):
        there = frozenset(past_candidates(state, commit))
        for file in (f for files in group.lines.values() for f in files):
            untouched = unchanged_since(state, commit, file.release) if file.path in there else not moved(state, commit)
            old = None if untouched else release_at(catalog_at(state, commit), contract.id, file)
            if old is not None:
                transition = state.transition(contract.id, old, file.release)
                made = rewritten_newest(state, transition) if file.path in newest else rewritten(transition)
                found.update({f.message: f for f in made})
        found.update({f.message: f for f in taken_away(state, commit, contract)})
    return list(found.values())


def past_candidates(state: Run, commit: str) -> tuple[str, ...]:
    """Return the files of a commit that may be contracts, where its own settings look for them."""
    if commit not in state.folders:
        state.folders[commit] = settings_at(state, trees_of(state, commit)).contracts
    return state.candidates(commit, state.folders[commit])


def moved(state: Run, commit: str) -> bool:
    """Return whether a file that may be a contract stood at a commit and does not stand there any more."""
    if commit not in state.moves:
        here = frozenset(state.candidates("", state.settings.contracts))
        state.moves[commit] = not here.issuperset(past_candidates(state, commit))
    return state.moves[commit]


def weight_of_newest(state: Run) -> str:
    """Return the weight of breaking the newest version file in place; none where the settings say what is published."""
    return "" if state.settings.record else PRESETS[state.settings.policy].newest_rewritten


def rewritten_newest(state: Run, transition: Transition) -> list[Finding]:
    """Return the finding that the newest release, which stood there already, keeps less than it promised."""
    weight = weight_of_newest(state)
    broken = replace(transition, findings=transition.breaking)
    if not weight or transition.old.version != transition.new.version or not is_promised(transition.old):
        return []
    return [replace(found, level=weight) for found in rewritten(broken)]  # type: ignore[arg-type]


def release_at(catalog: Catalog, contract_id: str, file: ContractFile) -> Release | None:
    """Return the release that a file held in another catalog; where it was moved, the one of its version."""
    group = catalog.groups.get(contract_id) or same_path(catalog, file.path)
    if group is None or group.layout != "files":
        return None
    known = {**{f.release.version: f for f in group.files}, **{f.path: f for f in group.files}}
    old = known.get(file.path) or known.get(file.release.version)
    return old.release if old is not None else None


def rewritten(transition: Transition) -> list[Finding]:
    """Return the finding that a published release was rewritten, where more than words changed."""
    meant = [f for f in transition.findings if f.bump != "patch"]
    if not meant:
        return []
    version, first = transition.new.version, meant[0]
    more = f", and {len(meant) - 1} more" if len(meant) > 1 else ""
    words = {"version": version, "first": first.message, "more": more, "file": transition.new.file}
    return [raised("release-rewritten", first.new or first.old, address=first.address, words=words)]


def taken_away(state: Run, commit: str, contract: Contract) -> list[Finding]:
    """Return a finding for each published version that a commit had and that is not here any more."""
    if not moved(state, commit):
        return []
    group = catalog_at(state, commit).groups.get(contract.id)
    versions = {release.version for release in contract.releases}
    weight = weight_of_newest(state)
    found = []
    for files in group.lines.values() if group is not None and group.layout == "files" else ():
        for file in (file for file in files if file.release.version not in versions):
            removed = release_removed(contract.id, file)
            if file is not files[-1]:
                found.append(removed)
            elif weight and is_promised(file.release):
                found.append(replace(removed, level=weight))  # type: ignore[arg-type]
    return found


def release_removed(contract_id: str, file: ContractFile) -> Finding:
    """Return the finding that a published release is gone."""
    was = Spot(file.release.document.place(""), "", file.release.version, file.release.version)
    words = {"id": contract_id, "version": file.release.version, "file": file.path}
    return raised("release-removed", contract=contract_id, address=contract_id, was=was, words=words)


def removed_contracts(state: Run, catalog: Catalog, announcements: Sequence[Announcement]) -> list[Finding]:
    """Return a finding for each contract, and each major line, that the past has and the working tree has not."""
    gone: dict[tuple[str, str], ContractFile] = {}
    for commit in past_commits(state):
        gone.update(missing_here(state, commit, catalog))
    announced = {(a.contract, e.rule) for a in announcements for e in a.entries}
    found = []
    for (name, line), file in gone.items():
        rule = "line-removed" if line else "contract-removed"
        if (name, rule) not in announced:
            found.append(removed(rule, name, line, file))
        elif line:
            found.extend(removed_early(state, catalog.groups[name], line, file))
    return found


def removed_early(state: Run, group: Group, line: str, file: ContractFile) -> list[Finding]:
    """Return the finding that a major line goes before its successor was out for as long as the policy asks."""
    preset = PRESETS[state.settings.policy]
    later = sorted((name for name in group.lines if order(name) > order(line)), key=order)
    day = published_day(state, group.lines[later[0]][0]) if later else ""
    if not preset.retained or not later:
        return []
    begun = date.fromisoformat(day) if day else state.today
    until = months_after(begun, preset.retain_months)
    if state.today >= until:
        return []
    gone = (state.today.year - begun.year) * 12 + state.today.month - begun.month
    words = {"id": group.id, "line": line, "next": later[0], "months": str(gone), "until": until.isoformat()}
    words["wanted"] = str(preset.retain_months)
    was = Spot(file.release.document.place(""), "", file.release.version, file.release.version)
    return [raised("line-removed-early", contract=group.id, level=preset.retained, was=was, words=words)]


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last one of that month."""
    from calendar import monthrange

    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def missing_here(state: Run, commit: str, catalog: Catalog) -> Mapping[tuple[str, str], ContractFile]:
    """Return the newest file of each contract, or major line of one, that a commit promised and that is gone."""
    source = trees_of(state, commit)
    folder = settings_at(state, source).contracts
    here = {file.path for group in catalog.groups.values() for file in group.files}
    if here.issuperset(state.candidates(commit, folder)):
        return {}
    found: dict[tuple[str, str], ContractFile] = {}
    for name, group in catalog_at(state, commit).groups.items():
        if name not in catalog.groups:
            found[(name, "")] = group.files[-1]
        elif group.layout == "folders":
            left = {file.spot.line for file in catalog.groups[name].files}
            found.update({(name, f.spot.line): f for f in group.files if f.spot.line not in left})
    return {key: f for key, f in found.items() if f.release.status not in UNPROMISED}


def removed(rule: str, contract_id: str, line: str, file: ContractFile) -> Finding:
    """Return the finding that a whole contract, or a major line of it, is gone."""
    fact = file.release.interface.facts.get("id")
    place = file.release.document.place(fact.origin.pointer if fact else "")
    was = Spot(place, "", contract_id, file.release.version)
    words = {"id": contract_id, "line": line, "status": file.header.status or "active"}
    return raised(
        rule, contract=contract_id, address=f"{contract_id} v{line}" if line else contract_id, was=was, words=words
    )
