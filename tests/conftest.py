"""What many tests share: a repository to check, made by the test itself."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ENVIRONMENT = {
    **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.com",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.com",
    "GIT_AUTHOR_DATE": "2026-11-20T12:00:00Z",
    "GIT_COMMITTER_DATE": "2026-11-20T12:00:00Z",
    "LC_ALL": "C.UTF-8",
}
"""Nothing of the machine's own git, and the day before the one that tests judge by: no verdict hangs on the clock."""


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Workplace:
    """A folder, mostly a git repository, in which the installed command is run as a user would."""

    root: Path

    def write(self, files: Mapping[str, str]) -> Workplace:
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return self

    def edit(self, name: str, old: str, new: str) -> Workplace:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return self

    def git(self, *words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=self.root, env=ENVIRONMENT, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def start(self) -> Workplace:
        self.git("init", "-q", "-b", "main")
        return self

    def commit(self, message: str = "a commit") -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def run(self, *words: str, stdin: str | None = None, cwd: Path | None = None) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "contractdocs", *words],
            cwd=cwd or self.root,
            env=ENVIRONMENT,
            input=None if stdin is None else stdin.encode(),
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            check=False,
        )
        ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in ran.out + ran.err, ran.out + ran.err
        return ran


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """A git repository without a commit."""
    root = tmp_path / "repository"
    root.mkdir()
    return Workplace(root).start()


@pytest.fixture
def folder(tmp_path: Path) -> Workplace:
    """A folder that is no repository."""
    root = tmp_path / "folder"
    root.mkdir()
    return Workplace(root)
