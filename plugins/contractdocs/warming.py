"""The parallel stage: other processes work results out, and the run that follows finds them remembered.

What is said never depends on who worked it out: a result has the hash of what it was made from as its key, and
whatever is missing is made by the run itself. So any executor of `concurrent.futures` will do, one on other machines
as well, as long as its workers see the same folder.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from .cache import FILE, Memory, engine, existing_store
from .catalog import layout
from .catalog.discover import Group, Listing, discover, listing_of
from .catalog.history import contract_of
from .check import assemble, attempted, document_findings, neighbours
from .garbage import seldom
from .model.contract import Contract
from .model.report import Announcement, ContractReport, Waiver
from .model.shard import Shard
from .own_rules import load_own
from .policy import read_announcements, read_waivers
from .record import Run, scoped, start, unpublished_transitions
from .settings import Settings
from .site import SiteOptions
from .sources import SourceError
from .worth import candidates

FEWEST_FILES, MOST_FILES = 8, 128
"""Files in one piece of work: so many documents stand in memory at once."""
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some files of a run, for one worker: `run` names the run, so that nothing of another one is held on to."""

    run: str
    engine: str
    root: Path
    settings: Settings
    today: date
    against: str
    cached: bool
    shard: Shard | None
    paths: frozenset[str]
    options: SiteOptions | None = None


class Made(NamedTuple):
    """What a worker worked out: results by their keys, and how many of each kind; `trouble` says why there is none."""

    results: dict[bytes, bytes]
    counts: dict[str, int]
    trouble: str = ""
    mend: str = ""


def warm(
    state: Run,
    executor: Executor,
    told: Told | None = None,
    *,
    alone: bool = False,
    workers: int = 2,
    options: SiteOptions | None = None,
) -> None:
    """Let workers work out what a run will ask for, with `options` its pages too; raise SourceError where they cannot.

    Processes of this machine `alone` may fail: what they do not return is made by the run itself.
    """
    token = os.urandom(8).hex()
    rules = [frozenset[str]()] if options is not None else []  # their pages are of no contract
    pieces = [piece_of(state, token, paths, options) for paths in (*rules, *batches(candidates(state), workers))]
    futures: dict[Future[Made], Piece] = {}
    try:
        futures = {executor.submit(work, piece): piece for piece in pieces}
        for done, future in enumerate(as_completed(futures), 1):
            take(state.reader.memory, future.result())
            if told is not None:
                told(done, len(pieces))
    except BrokenExecutor:
        if not alone:
            raise SourceError("The workers have gone.", "Start them again.") from None
    finally:
        for future in futures:
            future.cancel()


def take(memory: Memory, made: Made) -> None:
    """Take over what a worker worked out; raise SourceError where it could not."""
    if made.trouble:
        raise SourceError(made.trouble, made.mend)
    memory.take(made.results)
    for kind, count in made.counts.items():
        memory.made[kind] = memory.made.get(kind, 0) + count


def batches(paths: Sequence[str], workers: int) -> Iterator[frozenset[str]]:
    """Yield files in pieces of work: what stands in one folder below the contracts' folder is never parted.

    The last pieces are small, so that all workers end at about the same time.
    """
    left = len(paths)
    piece: list[str] = []
    for home in homes(paths):
        if piece and len(piece) + len(home) > max(FEWEST_FILES, min(MOST_FILES, left // (workers * 4))):
            yield frozenset(piece)
            left -= len(piece)
            piece = []
        piece.extend(home)
    if piece:
        yield frozenset(piece)


def homes(paths: Sequence[str]) -> Iterator[list[str]]:
    """Yield files together that may be one contract: those of a folder, without the folders of its major lines."""
    found: dict[str, list[str]] = {}
    for path in paths:
        steps = [step for step in path.split("/")[:-1] if not layout.MAJOR.fullmatch(step)]
        found.setdefault("/".join(steps), []).append(path)
    for home in found.values():
        versions = any(layout.VERSION_FILE.fullmatch(path.rpartition("/")[2].lower()) for path in home)
        if versions or len(home) <= MOST_FILES:
            yield home
        else:
            yield from ([path] for path in home)


def piece_of(state: Run, token: str, paths: frozenset[str], options: SiteOptions | None = None) -> Piece:
    """Return the piece of work over some files."""
    cached = state.reader.memory.store is not None
    return Piece(
        token, engine(), state.root, state.now, state.today, state.against, cached, state.shard, paths, options
    )


# -- in the worker --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Bench(threading.local):
    """What a thread of a worker holds on to between the pieces of one run."""

    run: str = ""
    state: Run | None = field(default=None)
    listing: Listing | None = None
    said: tuple[list[Announcement], list[Waiver]] | None = None


BENCH = Bench()


def work(piece: Piece) -> Made:
    """Return all results over some files; run by a worker, in whatever process or machine that is."""
    if engine() != piece.engine:
        version = "The workers have another version of contractdocs or of Python."
        return Made({}, {}, version, "Install the same ones there.")
    if not piece.root.is_dir():
        message = f"The workers do not see the folder `{piece.root}`."
        return Made({}, {}, message, "Put the repository on storage that they share, at the same path.")
    try:
        state = state_for(piece)
        with seldom():
            gather(state, piece)
    except SourceError as error:
        return Made({}, {}, error.message, error.mend)
    memory = state.reader.memory
    made = Made(memory.fresh, memory.made)
    memory.fresh, memory.made, memory.held = {}, {}, 0
    for held in (state.reader.parsed, state.transitions, state.catalogs):
        held.clear()
    return made


def state_for(piece: Piece) -> Run:
    """Return the state of a run in this thread."""
    if BENCH.run != piece.run or BENCH.state is None:
        leave_bench()
        store = existing_store(piece.root / FILE) if piece.cached else None
        memory = Memory(store, gathering=True)
        BENCH.state = start(piece.root, piece.settings, piece.today, piece.against, memory)
        BENCH.state.own = load_own(BENCH.state.tree, piece.settings).rules
        BENCH.run, BENCH.state.shard = piece.run, piece.shard
    return BENCH.state


def leave_bench() -> None:
    """Let go of the run before."""
    before, BENCH.state, BENCH.listing, BENCH.said = BENCH.state, None, None, None
    if before is None:
        return
    if before.reader.memory.store is not None:
        before.reader.memory.store.close()
    if before.repository is not None:
        before.repository.trees.objects.close()


def gather(state: Run, piece: Piece) -> None:
    """Work out what a run asks of the contracts in some files; a contract that cannot be checked is left to it."""
    state.among = piece.paths.__contains__
    BENCH.listing = BENCH.listing or listing_of(state.tree, state.settings)
    catalog = discover(state.tree, state.settings, state.reader, state.among, BENCH.listing)
    mine = [group for group in catalog.groups.values() if piece.shard is None or piece.shard.holds(group.id)]
    if piece.options is not None:
        show(state, mine, catalog.announcements, piece.options)
        return
    for group in mine:
        with suppress(Exception):  # the run itself meets it again, and says so
            ask(state, group)


def show(state: Run, groups: Sequence[Group], announcements: tuple[str, ...], options: SiteOptions) -> None:
    """Make the pages of some contracts, as the run will ask for them."""
    from .site import begin
    from .site.kept import ahead, rules_ahead

    if BENCH.said is None:
        BENCH.said = (
            read_announcements(state.tree, announcements)[0],
            read_waivers(state.tree, state.settings.contracts)[0],
        )
    made = [attempted(state, group, *BENCH.said) for group in groups]
    report = assemble(state, [item for item in made if isinstance(item, ContractReport)], [], [])
    make = ahead if groups else rules_ahead
    make(begin(report, options), state.reader.memory)


def ask(state: Run, group: Group) -> Contract:
    """Ask for all that a run asks of one contract, and for what its pages compare."""
    contract = contract_of(group, scoped(state), state.reader)
    for old, new in neighbours(contract):
        state.transition(contract.id, old, new)
    unpublished_transitions(state, contract, group)
    document_findings(state, contract, group)
    return contract


__all__ = ["Made", "Piece", "warm", "work"]
