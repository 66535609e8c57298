"""Results by the hash of what they were made from: safe to delete, shared by the command and the hosts.

A result is kept only where reading it back gives an equal value, so that a run with the cache and one without it say
the same. Keys hold the hash of this package and of the Python that runs it: another version finds nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from . import __version__

if TYPE_CHECKING:
    import sqlite3

T = TypeVar("T")
FILE = ".cache/contractdocs/results.sqlite"
LARGEST = 2**30
"""Bytes that the results may take; the oldest go first."""
PARTS = (".py", ".md", ".json", ".jinja", ".css", ".js")
"""Endings of the files that this package is made of."""
MOST_HELD = 32 * 2**20
"""Bytes of new results that stand in memory before they are written."""
PATIENCE = 5
"""Seconds to wait while another run writes."""
TABLE = "CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL)"
OLDEST = "SELECT rowid, length(value) FROM results ORDER BY used, rowid"
READ, WRITE = "SELECT value FROM results WHERE key = ?", "INSERT OR REPLACE INTO results VALUES (?, ?, ?)"
NEWEST = "SELECT key, value FROM results WHERE length(value) <= 4096 ORDER BY rowid DESC LIMIT 200000"
HASH = re.compile(rb"[0-9a-f]{32}")
MANY = 200
"""Results asked for one by one, after which all small ones are read at once: a large catalog asks for thousands."""


def digest(*parts: bytes | str) -> str:
    """Return the hash of parts, which can not run into each other."""
    return hashed(parts).hexdigest()


def hashed(parts: Iterable[bytes | str]) -> hashlib.blake2b:
    """Return what hashes parts, each with its length before it."""
    encoded = [part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass") for part in parts]
    sized = [piece for data in encoded for piece in (len(data).to_bytes(8, "little"), data)]
    return hashlib.blake2b(b"".join(sized), digest_size=16)


@cache
def engine() -> str:
    """Return the hash of this package and of the Python that runs it."""
    root = Path(__file__).parent
    names = (name for name, _ in package_files())
    return digest(sys.version, *(part for name in names for part in (name, (root / name).read_bytes())))


@cache
def stamp() -> bytes:
    """Return the hash of the names, sizes and times of the files of this package, which is quicker to have.

    Python too tells by size and time that a module has changed since it was compiled. The time of the last change of
    an entry is asked as well: nobody can set it back.
    """
    files = package_files()
    state = (part for name, f in files for part in (name, f"{f.st_size} {f.st_mtime_ns} {f.st_ctime_ns}"))
    return hashed((__file__, __version__, sys.version, *state)).digest()


@cache
def package_files() -> tuple[tuple[str, os.stat_result], ...]:
    """Return the files that this package is made of, by their paths in it, in order."""
    found, pending = [], [("", os.fspath(Path(__file__).parent))]
    while pending:
        before, folder = pending.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    pending.append((f"{before}{entry.name}/", entry.path))
                elif entry.name.endswith(PARTS):
                    found.append((before + entry.name, entry.stat()))
    return tuple(sorted(found, key=lambda pair: pair[0]))


@dataclass(slots=True)
class Memory:
    """What was worked out before, in this run and, where there is a store, in others.

    `made` counts by kind what had to be worked out: tests ask for it. A `gathering` memory keeps results without a
    store too, to hand them on to another process.
    """

    store: Store | None = None
    salt: str = ""
    gathering: bool = False
    made: dict[str, int] = field(default_factory=dict)
    fresh: dict[bytes, bytes] = field(default_factory=dict)
    held: int = 0
    engine: str = ""

    def remember(self, kind: str, parts: tuple[str, ...], type_: Any, make: Callable[[], T]) -> T:
        """Return the result of `make` for these parts, from the store where it is there."""
        found: T | None = self.recall(kind, parts, type_)
        return found if found is not None else self.keep(kind, parts, type_, make())

    def recall(self, kind: str, parts: tuple[str, ...], type_: Any) -> Any:
        """Return a result that was kept, None where there is none or where it cannot be read."""
        if self.store is None and not self.fresh:
            return None
        key = self.key(kind, parts)
        value = self.fresh.get(key) or (self.store.read(key) if self.store is not None else None)
        if value is None:
            return None
        import msgspec

        with suppress(msgspec.MsgspecError, RecursionError):
            return decoder(type_).decode(value)
        return None

    def keep(self, kind: str, parts: tuple[str, ...], type_: Any, value: T) -> T:
        """Keep a result where reading it back gives an equal one; return it."""
        self.made[kind] = self.made.get(kind, 0) + 1
        if self.store is not None or self.gathering:
            with suppress(TypeError, ValueError, OverflowError, RecursionError):
                written = encoder().encode(value)
                if decoder(type_).decode(written) == value:
                    self.take({self.key(kind, parts): written})
        return value

    def take(self, results: dict[bytes, bytes]) -> None:
        """Hold results, written already; so many that they would fill the memory go to the store at once."""
        self.fresh.update(results)
        self.held += sum(map(len, results.values()))
        if self.held > MOST_HELD and self.store is not None and not self.gathering:
            self.store.write(self.fresh)
            self.fresh, self.held = {}, 0

    def knows(self, kind: str, parts: tuple[str, ...]) -> bool:
        """Return whether there is a result, without reading it."""
        key = self.key(kind, parts)
        return key in self.fresh or (self.store is not None and self.store.read(key) is not None)

    def key(self, kind: str, parts: tuple[str, ...]) -> bytes:
        """Return the key of a result."""
        if not self.engine:
            self.engine = self.known_engine()
        named = repr((self.engine, self.salt, kind, *parts))  # names no two results alike, and is quick to write
        return hashlib.blake2b(named.encode(), digest_size=16).digest()

    def known_engine(self) -> str:
        """Return the hash of this package: as it was last worked out, where its files look as they did then."""
        if self.store is None:
            return engine()
        known = self.store.read(stamp())
        if known is None or HASH.fullmatch(known) is None:
            known = engine().encode()
            self.take({stamp(): known})
        return known.decode()

    def close(self) -> None:
        """Write what is new, all of it or nothing."""
        if self.store is not None:
            self.store.write(self.fresh)
            self.store.close()
            self.store = None


@cache
def encoder() -> Any:
    """Return what writes results."""
    import msgspec

    return msgspec.msgpack.Encoder()


@cache
def decoder(type_: Any) -> Any:
    """Return what reads results of a type."""
    import msgspec

    return msgspec.msgpack.Decoder(type_)


@dataclass(slots=True)
class Store:
    """A file of results. A file that is broken is made anew; a store that fails is silent, and empty."""

    path: Path
    connection: sqlite3.Connection
    run: int
    seen: list[bytes] = field(default_factory=list)
    near: dict[bytes, bytes] = field(default_factory=dict)
    asked: int = 0

    def read(self, key: bytes) -> bytes | None:
        """Return a result, None where there is none."""
        self.asked += 1
        if self.asked == MANY:
            self.near = dict(self.rows(NEWEST))
        found = self.near.get(key)
        if found is None:
            found = next((value for (value,) in self.rows(READ, key)), None)
        if found is not None:
            self.seen.append(key)
        return found

    def rows(self, question: str, *values: bytes) -> list[tuple[Any, ...]]:
        """Return what a question is answered with; nothing where the file does not answer."""
        import sqlite3

        try:
            return self.connection.execute(question, values).fetchall()
        except sqlite3.Error:
            return []

    def write(self, results: dict[bytes, bytes]) -> None:
        """Write results in one transaction, and let go of the oldest where there are too many."""
        import sqlite3

        with suppress(sqlite3.Error, OSError), self.connection:
            self.connection.executemany(WRITE, ((key, value, self.run) for key, value in results.items()))
            if results and self.path.stat().st_size > LARGEST / 2:  # what was used only counts where something must go
                self.connection.executemany(
                    "UPDATE results SET used = ? WHERE key = ?", ((self.run, key) for key in self.seen)
                )
                self.trim()

    def trim(self) -> None:
        """Remove the results that were not used for longest, until the rest fits."""
        sizes = "SELECT coalesce(sum(length(value)), 0) FROM results"
        (size,) = self.connection.execute(sizes).fetchone()
        if size <= LARGEST:
            return
        gone, freed = [], 0
        for row, length in self.connection.execute(OLDEST):
            if size - freed <= LARGEST:
                break
            gone.append((row,))
            freed += length
        self.connection.executemany("DELETE FROM results WHERE rowid = ?", gone)

    def close(self) -> None:
        """Let go of the file."""
        import sqlite3

        with suppress(sqlite3.Error):
            self.connection.close()


def open_store(path: Path) -> Store | None:
    """Return the store in a file, made where it is not there; None where the place cannot be written to."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        ignored = path.parent / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="utf-8")
    except OSError:
        return None
    return connected(path) or anew(path)


def existing_store(path: Path, *, small: bool = True) -> Store | None:
    """Return the store in a file to read from, None where there is none: nothing is made or mended.

    Say so where no `small` results are asked for: they would be read all at once.
    """
    import sqlite3

    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", timeout=PATIENCE, uri=True)
        connection.execute("SELECT count(*) FROM results WHERE used < 0")
    except (sqlite3.Error, OSError):
        return None
    return Store(path, connection, 0, asked=0 if small else MANY)


def anew(path: Path) -> Store | None:
    """Return a store in place of a file that is none."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return None
    return connected(path)


def connected(path: Path) -> Store | None:
    """Return the store in a file; None where it is no such file, or not to be had."""
    import sqlite3

    try:
        connection = sqlite3.connect(path, timeout=PATIENCE)
        connection.execute("PRAGMA journal_mode=DELETE")  # one file, which several machines may read over a network
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute(TABLE)
        (last,) = connection.execute("SELECT coalesce(max(used), 0) FROM results").fetchone()
    except (sqlite3.Error, OSError):
        return None
    return Store(path, connection, last + 1)


def is_committed(root: Path) -> bool:
    """Return whether the repository itself holds a store: whoever wrote that could have written any verdict."""
    from .sources import Repository, SourceError

    repository = Repository.open(root)
    if repository is None or repository.head is None:
        return False
    below = root.resolve().relative_to(Path(repository.root).resolve()).as_posix()
    place = FILE.partition("/")[0] if below == "." else f"{below}/{FILE.partition('/')[0]}"
    try:
        return repository.tree(repository.head).entry(place) is not None
    except SourceError:
        return True


@contextmanager
def remembering(root: Path, wanted: bool = True) -> Iterator[Memory]:
    """Give a memory with the store of a folder, where one is wanted and can be had; write what is new at the end."""
    memory = Memory(open_store(root / FILE) if wanted and not is_committed(root) else None)
    try:
        yield memory
    finally:
        memory.close()
