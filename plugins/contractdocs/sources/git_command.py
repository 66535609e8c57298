"""Runs git so that nothing of a repository's settings is executed, and nothing is fetched, asked or locked."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .errors import SourceError

SETTINGS = {
    "core.fsmonitor": "",
    "core.hooksPath": os.devnull,
    "core.quotePath": "false",
    "core.alternateRefsCommand": "",
    "log.showSignature": "false",
    "log.mailmap": "true",
    "color.ui": "false",
}
GIT = (
    "git",
    "--no-pager",
    "--no-optional-locks",
    "--no-replace-objects",
    "--literal-pathspecs",
    *(word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")),
)
KEPT = (
    "PATH",
    "HOME",
    "TMPDIR",
    "XDG_CONFIG_HOME",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CEILING_DIRECTORIES",
    *("SYSTEMROOT", "USERPROFILE", "HOMEDRIVE", "HOMEPATH", "APPDATA", "PROGRAMDATA", "TEMP"),
)
FIXED = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # versions before 2.44 do not know the line above
    "GIT_GRAFT_FILE": os.devnull,  # a list of parents on this machine only: the past is what the commits say
    "LC_ALL": "C",
}
SECONDS = 120
WIDTH = 2**20
"""Bytes that git may answer before anybody reads them; without privileges more are refused (pipe(7))."""
BEGUN: dict[tuple[str, ...], subprocess.Popen[bytes]] = {}
"""Commands that git works on already, by what tells them apart; see `ahead`."""


def environment() -> dict[str, str]:
    """Return the environment of git: one language, no prompt, no network, nothing that a hook has set."""
    return {**{name: os.environ[name] for name in KEPT if name in os.environ}, **FIXED}


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder and return what it did; raise SourceError where there is no git, or it takes too long."""
    begun = BEGUN.pop(key(folder, words), None)
    try:
        if begun is not None:
            output, complaints = begun.communicate(timeout=SECONDS)
            return subprocess.CompletedProcess(begun.args, begun.returncode, output, complaints)
        return subprocess.run(
            [*GIT, "-C", str(folder), *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment(),
            timeout=SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise SourceError("git is not installed.", "Install git and run again.") from None
    except OSError as error:
        raise SourceError(f"git cannot be run: {error.strerror}.", "git --version") from None
    except subprocess.TimeoutExpired:
        if begun is not None:
            end(begun)
        raise SourceError(f"`git {words[0]}` took more than {SECONDS} seconds.", f"git {words[0]}") from None


@contextmanager
def ahead(folder: Path, *commands: Sequence[str]) -> Iterator[None]:
    """Let git begin with commands that `run` asks for later; at the end of the block the rest is dropped."""
    begun = [key(folder, words) for words in commands if begin(folder, words)]
    try:
        yield
    finally:
        for left in filter(None, (BEGUN.pop(one, None) for one in begun)):
            end(left)


def begin(folder: Path, words: Sequence[str]) -> bool:
    """Let git begin with a command; return whether it does: where it cannot, `run` says why."""
    if key(folder, words) in BEGUN:
        return False
    try:
        BEGUN[key(folder, words)] = subprocess.Popen(
            [*GIT, "-C", str(folder), *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
            pipesize=WIDTH,
        )
    except OSError:
        return False
    return True


def end(begun: subprocess.Popen[bytes]) -> None:
    """End a command whose answer nobody waits for."""
    begun.kill()
    begun.communicate()


def key(folder: Path, words: Sequence[str]) -> tuple[str, ...]:
    """Return what tells a command from every other one; the answers to those of this process are no copy's of it."""
    return str(os.getpid()), str(folder), *words


def text(output: bytes) -> str:
    """Return what git printed; names that are no UTF-8 survive the way there and back."""
    return output.decode("utf-8", "surrogateescape")
