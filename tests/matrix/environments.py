"""Virtual environments of hosts, made by uv and kept in `.cache/hosts` for the next run."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOME = ROOT / ".cache" / "hosts"


def uv() -> str:
    """Return the uv of this environment, else that of the machine."""
    beside = Path(sys.executable).parent / "uv"
    return str(beside) if beside.is_file() else shutil.which("uv") or "uv"


def environment(words: list[str]) -> Path:
    """Return the folder of the commands of an environment with these packages; the checkout stands for our own."""
    ours = [
        f"-e{ROOT}{word.removeprefix('contractdocs')}" if word.startswith("contractdocs") else word for word in words
    ]
    stated = "\n".join([sys.version, *ours, (ROOT / "pyproject.toml").read_text(encoding="utf-8")])
    made = HOME / hashlib.sha256(stated.encode()).hexdigest()[:12]
    HOME.mkdir(parents=True, exist_ok=True)
    with (HOME / f"{made.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made / "ready").exists():
            shutil.rmtree(made, ignore_errors=True)
            run(uv(), "venv", "-q", "--python", sys.executable, str(made))
            packages = [word for our in ours for word in (["-e", our[2:]] if our.startswith("-e") else [our])]
            run(uv(), "pip", "install", "-q", "--python", str(made / "bin/python"), *packages)
            (made / "ready").touch()
    return made / "bin"


def run(*words: str) -> None:
    """Run a command; raise with what it said where it fails."""
    done = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "UV_LINK_MODE": "copy"})
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}{done.stderr}"
