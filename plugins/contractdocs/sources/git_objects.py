"""Objects of a repository, handed out by one `git cat-file --batch` that stays open."""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import select
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import SourceError
from .git_command import GIT, SECONDS, environment
from .source import LARGEST

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Object:
    """A blob, tree or commit."""

    kind: str
    content: bytes


def identity_of(content: bytes) -> str:
    """Return the id that git gives a file of this content, in a repository of the usual kind (SHA-1)."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


class Objects:
    """The objects of one repository. One process serves every tree of it; threads take turns, forks start their own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.owner = 0
        self.rest = b""

    def __reduce__(self) -> tuple[Any, ...]:
        """Leave the process behind on the way to another one."""
        return Objects, (self.root,)

    def read(self, name: str) -> Object | None:
        """Return the object of a name (an id, or `id^{tree}`); None where this clone does not have it."""
        with self.lock:
            try:
                return self.ask(name)
            except (BrokenPipeError, EOFError):
                self.close()
                return None
            except TimeoutError:
                self.close()
                raise SourceError(f"git gave no answer for {SECONDS} seconds.", "git fsck") from None

    def ask(self, name: str) -> Object | None:
        """Send a name and take the answer; raise EOFError where git has ended."""
        process = self.started()
        assert process.stdin is not None
        process.stdin.write(name.encode("ascii") + b"\n")
        process.stdin.flush()
        head = self.line().split()
        if len(head) != 3 or not head[2].isdigit():
            return None
        size = int(head[2])
        if size > LARGEST:
            self.close()
            raise SourceError(f"The object {name[:7]} is larger than {LARGEST:,} bytes.", f"git cat-file -s {name}")
        content = self.take(size + 1)
        return Object(head[1].decode("ascii"), content[:-1])

    def started(self) -> subprocess.Popen[bytes]:
        """Return the process, started when it is first needed, and again after a fork or an end."""
        if self.process is None or self.owner != os.getpid() or self.process.poll() is not None:
            self.process = subprocess.Popen(
                [*GIT, "-C", str(self.root), "cat-file", "--batch"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
            )
            self.owner, self.rest = os.getpid(), b""
            atexit.register(self.close)
        return self.process

    def line(self) -> bytes:
        """Return the next line of the answer."""
        while b"\n" not in self.rest:
            self.rest += self.more()
        line, _, self.rest = self.rest.partition(b"\n")
        return line

    def take(self, count: int) -> bytes:
        """Return the next bytes of the answer."""
        parts, missing = [self.rest], count - len(self.rest)
        while missing > 0:
            parts.append(self.more())
            missing -= len(parts[-1])
        whole = b"".join(parts)
        self.rest = whole[count:]
        return whole[:count]

    def more(self) -> bytes:
        """Return some bytes; raise TimeoutError where none come, EOFError where none will."""
        assert self.process is not None
        assert self.process.stdout is not None
        handle = self.process.stdout.fileno()
        if os.name == "posix" and not select.select([handle], [], [], SECONDS)[0]:
            raise TimeoutError
        found = os.read(handle, CHUNK)
        if not found:
            raise EOFError
        return found

    def close(self) -> None:
        """End the process, unless another one has started it."""
        process, self.process = self.process, None
        if process is None or self.owner != os.getpid():
            return
        atexit.unregister(self.close)
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()
