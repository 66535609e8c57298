"""Who works things out beforehand: nobody, the cores of this machine, or a Dask cluster. With a bar on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

from .settings import SettingsError
from .sources import SourceError

if TYPE_CHECKING:
    from .record import Run
    from .site import SiteOptions

Told = Callable[[int, int], None]
Beforehand = Callable[["Run"], None]
DASK = "dask://"
WAYS = "auto, none, processes, processes:4, or dask://HOST:PORT"
PATIENCE = "10s"
"""How long a cluster may take to answer."""
LARGE = 2000
"""Files from which on even one core works in pieces, so that not every document stands in memory at once."""


@dataclass(frozen=True, slots=True)
class Way:
    """How the parallel stage is to be run: `auto`, `none`, `processes` or `dask`."""

    kind: str = "auto"
    workers: int = 0
    address: str = ""


def way_of(text: str) -> Way:
    """Return what `--executor` says; raise SettingsError for anything that is no such thing."""
    kind, _, rest = text.partition(":")
    if text in ("auto", "none", "processes"):
        return Way(text)
    if kind == "processes" and rest.isascii() and rest.isdigit() and 0 < int(rest) <= 1024:
        return Way(kind, int(rest))
    host, _, port = text.removeprefix(DASK).rpartition(":")
    if text.startswith(DASK) and host and port.isascii() and port.isdigit():
        return Way("dask", address=f"tcp://{host}:{port}")
    raise SettingsError(f"`{text}` names no executor.", suggestion=f"Say one of: {WAYS}.")


def beforehand(way: Way, options: SiteOptions | None = None) -> Beforehand | None:
    """Return what a check lets others work out before it begins, with `options` its pages too; None where nobody is."""
    if way.kind == "none":
        return None
    return lambda state: worked(state, way, options)


def worked(state: Run, way: Way, options: SiteOptions | None = None) -> None:
    """Let others work out what a run will ask for, where that pays or was asked for."""
    from .worth import candidates, pays

    if way.kind == "auto" and not pays(state, options):
        return
    count = way.workers or cores()
    alone = way.kind != "dask"
    if way.kind == "auto" and count < 2 and len(candidates(state)) < LARGE:
        return
    from .warming import warm

    with ExitStack() as stack:
        executor = stack.enter_context(cluster(way.address) if way.kind == "dask" else processes(count))
        told = stack.enter_context(bar())
        warm(state, executor, told, alone=alone, workers=count, options=options)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def processes(count: int) -> Iterator[Executor]:
    """Give an executor of processes; of one thread where there is one core."""
    if count < 2:
        with ThreadPoolExecutor(1) as alone:
            yield alone
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    how = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(how)
    if how == "forkserver":
        context.set_forkserver_preload(["contractdocs.warming"])
    with without_main(), ProcessPoolExecutor(count, mp_context=context) as executor:
        yield executor


@contextmanager
def without_main() -> Iterator[None]:
    """Keep the script that runs here from being imported by every process: it may be one that does its work then."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Give the executor of a Dask cluster; raise SettingsError without Dask, SourceError where nobody answers."""
    import importlib

    try:
        distributed = importlib.import_module("distributed")
    except ImportError:
        raise SettingsError("Dask is not installed.", suggestion='Run: pip install "contractdocs[dask]"') from None
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        message = f"No Dask scheduler answers at {address.removeprefix('tcp://')}: {type(error).__name__}."
        raise SourceError(message, "Start one: dask scheduler") from None
    try:
        if not client.scheduler_info()["workers"]:
            raise SourceError("The Dask cluster has no workers.", f"Start some: dask worker {address}")
        yield client.get_executor(pure=False)
    finally:
        client.close()


@contextmanager
def bar() -> Iterator[Told | None]:
    """Give what shows how far the work has come: a bar on standard error, only where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Reading and comparing contracts", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
