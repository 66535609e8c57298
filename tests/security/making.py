"""What the families share: the command under bounds of memory and time, and folders with one contract."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ENVIRONMENT, Ran, Workplace

MEMORY = 512 * 2**20
SECONDS = 5
BOUNDED = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_DATA, ({MEMORY}, {MEMORY}))
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
from contractdocs.cli import main
sys.argv = ["contractdocs", *sys.argv[1:]]
main()
"""
ALONE = {"contractdocs.yml": "record: none\n"}
HEAD = "openapi: 3.0.3\ninfo: {title: T, version: 1.0.0}\n"


def bounded(root: Path, *words: str, environment: dict[str, str] | None = None) -> Ran:
    """Run the command within 512 MB and five seconds of work."""
    done = subprocess.run(
        [sys.executable, "-c", BOUNDED, *words],
        cwd=root,
        env={**ENVIRONMENT, **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )
    ran = Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))
    assert "Traceback" not in ran.out + ran.err, ran.err[-2000:]
    return ran


def alone(folder: Workplace, files: dict[str, str]) -> Workplace:
    """Return a folder with files, where nothing is published."""
    return folder.write({**ALONE, **files})


def tree_of(root: Path) -> dict[str, bytes]:
    """Return every file below a folder with its content, links unread."""
    found = {}
    for path in sorted(root.rglob("*")):
        if path.is_symlink():
            found[str(path.relative_to(root))] = os.readlink(path).encode()
        elif path.is_file():
            found[str(path.relative_to(root))] = path.read_bytes()
    return found
