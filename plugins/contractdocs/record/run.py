"""The state of one run: where bytes come from, what the past is measured by, and what was read of it, each once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..cache import Memory
from ..catalog.baseline import Baseline, find_baseline
from ..catalog.contract_file import ContractFile
from ..catalog.discover import Among, Catalog, discover
from ..catalog.layout import is_candidate
from ..catalog.manifest import Manifest
from ..catalog.reader import Reader
from ..documents import DocumentError, parse
from ..model.contract import Contract, Release
from ..model.report import Transition
from ..model.shard import Shard
from ..own_rules import load_own, with_levels
from ..policy.holding import held
from ..settings import NAMES, Settings, SettingsError, read
from ..sources import GitTree, Repository, Source, SourceError, WorkingTree
from .comparing import compare_releases

if TYPE_CHECKING:
    from ..rules.own import OwnRule


@dataclass(slots=True)
class Run:
    """What one run holds on to: sources, settings, and every comparison made, once each.

    `settings` are those that hold, `now` those in the file: a record that was just changed does not hold yet. `among`
    says which files are looked at, where not all are; `shard` which contracts are judged, where not all are. `here`
    holds the contract files of the working tree, once they are read.
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
    among: Among | None = None
    shard: Shard | None = None
    transitions: dict[tuple[int, int], Transition] = field(default_factory=dict)
    catalogs: dict[str, Catalog] = field(default_factory=dict)
    listings: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    standing: dict[tuple[str, str], bool] = field(default_factory=dict)
    manifests: dict[str, Manifest] = field(default_factory=dict)
    past: dict[str, frozenset[str]] = field(default_factory=dict)
    known: dict[str, frozenset[str]] = field(default_factory=dict)
    moves: dict[str, bool] = field(default_factory=dict)
    here: dict[str, ContractFile] = field(default_factory=dict)

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
        if (settings.limits, settings.contracts) == (state.settings.limits, state.settings.contracts):
            reader.alike = partial(as_here, state, commit)
        catalog = discover(source, settings, reader, state.among)
        if catalog.incomplete:
            first = catalog.incomplete[0]
            raise SourceError(f"What was published cannot be read: {first.message}", first.suggestion)
        state.catalogs[commit] = catalog
    return state.catalogs[commit]


def as_here(state: Run, commit: str, path: str) -> ContractFile | None:
    """Return the contract file that stands at a path of the working tree, where it stands at a commit as well."""
    file = state.here.get(path)
    return file if file is not None and unchanged_since(state, commit, file.release) else None


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


def contract_release(contract: Contract, file: ContractFile) -> Release:
    """Return the release of the contract that a file of the working tree holds."""
    return next(r for r in contract.releases if r.contents is file.release.contents)


def past_commits(state: Run) -> list[str]:
    """Return the commits whose contracts are out: the baseline, and on the default branch HEAD as well."""
    commits = [state.attribution.commit]
    if state.repository is not None and not state.attribution.branch:
        commits.append(state.repository.head)
    return list(dict.fromkeys(commit for commit in commits if commit is not None))
