"""Results by the hash of what they were made from: safe to delete, shared by the command and the hosts.

A result is kept only where reading it back gives an equal value, so that a run with the cache and one without it say
the same. Keys hold the hash of this package and of the Python that runs it: another version finds nothing.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import sqlite3

T = TypeVar("T")
FILE = ".cache/contractdocs/results.sqlite"
LARGEST = 256 * 2**20
"""Bytes that the results may take; the oldest go first."""
TABLE = "CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL)"
READ, WRITE = "SELECT value FROM results WHERE key = ?", "INSERT OR REPLACE INTO results VALUES (?, ?, ?)"


def digest(*parts: bytes | str) -> str:
    """Return the hash of parts, which can not run into each other."""
    encoded = [part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass") for part in parts]
    sized = [piece for data in encoded for piece in (len(data).to_bytes(8, "little"), data)]
    return hashlib.blake2b(b"".join(sized), digest_size=16).hexdigest()


@cache
def engine() -> str:
    """Return the hash of this package and of the Python that runs it."""
    root = Path(__file__).parent
    files = sorted(path for path in root.rglob("*") if path.suffix in (".py", ".md", ".json"))
    return digest(
        sys.version, *(part for path in files for part in (path.relative_to(root).as_posix(), path.read_bytes()))
    )


@dataclass(slots=True)
class Memory:
    """What was worked out before, in this run and, where there is a store, in others.

    `made` counts by kind what had to be worked out: tests ask for it.
    """

    store: Store | None = None
    salt: str = ""
    made: dict[str, int] = field(default_factory=dict)
    fresh: dict[bytes, bytes] = field(default_factory=dict)

    def remember(self, kind: str, parts: tuple[str, ...], type_: Any, make: Callable[[], T]) -> T:
        """Return the result of `make` for these parts, from the store where it is there."""
        found: T | None = self.recall(kind, parts, type_)
        return found if found is not None else self.keep(kind, parts, type_, make())

    def recall(self, kind: str, parts: tuple[str, ...], type_: Any) -> Any:
        """Return a result that was kept, None where there is none or where it cannot be read."""
        if self.store is None:
            return None
        key = self.key(kind, parts)
        value = self.fresh.get(key) or self.store.read(key)
        if value is None:
            return None
        import msgspec

        with suppress(msgspec.MsgspecError):
            return decoder(type_).decode(value)
        return None

    def keep(self, kind: str, parts: tuple[str, ...], type_: Any, value: T) -> T:
        """Keep a result where reading it back gives an equal one; return it."""
        self.made[kind] = self.made.get(kind, 0) + 1
        if self.store is not None:
            with suppress(TypeError, ValueError, OverflowError, RecursionError):
                written = encoder().encode(value)
                if decoder(type_).decode(written) == value:
                    self.fresh[self.key(kind, parts)] = written
        return value

    def key(self, kind: str, parts: tuple[str, ...]) -> bytes:
        """Return the key of a result."""
        return bytes.fromhex(digest(engine(), self.salt, kind, *parts))

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

    def read(self, key: bytes) -> bytes | None:
        """Return a result, None where there is none."""
        import sqlite3

        try:
            row = self.connection.execute(READ, (key,)).fetchone()
        except sqlite3.Error:
            return None
        if row is None:
            return None
        self.seen.append(key)
        found: bytes = row[0]
        return found

    def write(self, results: dict[bytes, bytes]) -> None:
        """Write results in one transaction, and let go of the oldest where there are too many."""
        import sqlite3

        with suppress(sqlite3.Error), self.connection:
            self.connection.executemany(WRITE, ((key, value, self.run) for key, value in results.items()))
            if results:
                self.connection.executemany(
                    "UPDATE results SET used = ? WHERE key = ?", ((self.run, key) for key in self.seen)
                )
                self.trim()

    def trim(self) -> None:
        """Remove the results that were not used for longest, until the rest fits."""
        (size,) = self.connection.execute("SELECT coalesce(sum(length(value)), 0) FROM results").fetchone()
        while size > LARGEST:
            (oldest,) = self.connection.execute("SELECT min(used) FROM results").fetchone()
            gone = self.connection.execute("DELETE FROM results WHERE used = ?", (oldest,)).rowcount
            (size,) = self.connection.execute("SELECT coalesce(sum(length(value)), 0) FROM results").fetchone()
            if not gone:
                return

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
        connection = sqlite3.connect(path, timeout=5)
        connection.execute("PRAGMA journal_mode=WAL")
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
