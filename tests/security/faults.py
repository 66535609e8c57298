"""Strikes the command in real processes: kills it, fills its disk, spoils its cache, and looks at what is left."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from tests.conftest import ENVIRONMENT
from tests.gate.documents import events, orders

from .making import tree_of

COMMAND = [sys.executable, "-m", "contractdocs"]
BUILD = [sys.executable, "-m", "mkdocs", "build", "-q"]
SITE = {"site_name": "x", "plugins": ["contractdocs"], "theme": "mkdocs"}
CACHE = ".cache/contractdocs/results.sqlite"
MANY = 12
WORDS = ["check", "--format", "json", "--today", "2026-11-21"]
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
sys.argv = ["contractdocs", *sys.argv[1:]]
from contractdocs.cli import main
main()
"""


def shop(root: Path) -> Path:
    """Return a folder with a dozen contracts, where nothing is published."""
    root.mkdir(parents=True, exist_ok=True)
    files = {f"contracts/c{n}/1.0.0.yaml": orders("1.0.0").replace("Orders", f"Orders {n}") for n in range(MANY)}
    files |= {"contracts/events.yaml": events("1.0.0"), "contractdocs.yml": "record: none\n", "docs/index.md": "# x\n"}
    for name, text in {**files, "mkdocs.yml": yaml.safe_dump(SITE)}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def run(root: Path, *words: str, program: list[str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the command to its end."""
    done = subprocess.run(
        [*(program or COMMAND), *words], cwd=root, env=environment(), capture_output=True, timeout=300, check=False
    )
    assert b"Traceback" not in done.stderr + done.stdout, done.stderr.decode()[-3000:]
    return done


def environment() -> dict[str, str]:
    """Return the environment of a run that can be repeated."""
    return {**ENVIRONMENT, "SOURCE_DATE_EPOCH": "1789000000", "NO_MKDOCS_2_WARNING": "1"}


def right(root: Path) -> bytes:
    """Return what a run without any cache says."""
    done = run(root, *WORDS, "--no-cache")
    assert done.returncode == 0, done.stdout.decode()[-2000:]
    return done.stdout


def is_right(root: Path, expected: bytes) -> None:
    """Fail where the next run, and the one after it, say anything else."""
    for _ in range(2):
        done = run(root, *WORDS)
        assert done.returncode == 0, done.stdout.decode()[-2000:] + done.stderr.decode()[-2000:]
        assert done.stdout == expected


def killed(root: Path, words: list[str], after: float) -> int:
    """Start a process and kill it after a while; return how it ended."""
    process = subprocess.Popen(words, cwd=root, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    return process.wait()


def killed_in_a_check(root: Path) -> None:
    expected = right(root)
    for step in range(8):
        killed(root, [*COMMAND, *WORDS], 0.15 + step * 0.08)
    is_right(root, expected)


def killed_in_a_write_of_the_cache(root: Path) -> None:
    expected = right(root)
    program = (
        "import os, signal, sqlite3, sys\n"
        "from contractdocs import cache\n"
        "def struck(self, results):\n"
        "    self.connection.execute('BEGIN IMMEDIATE')\n"
        "    self.connection.executemany(cache.WRITE, [(k, v[:9], 1) for k, v in results.items()])\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "cache.Store.write = struck\n"
        "sys.argv = ['contractdocs', *sys.argv[1:]]\n"
        "from contractdocs.cli import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", program, *WORDS], cwd=root, env=environment(), check=False)
    assert done.returncode == -signal.SIGKILL
    is_right(root, expected)


def killed_in_a_report(root: Path) -> None:
    (root / "out.json").write_bytes(b"the older report\n")
    program = (
        "import os, signal, sys\n"
        "real = os.replace\n"
        "os.replace = lambda *given: os.kill(os.getpid(), signal.SIGKILL)\n"
        "sys.argv = ['contractdocs', *sys.argv[1:]]\n"
        "from contractdocs.cli import main\n"
        "main()\n"
    )
    words = [*WORDS, "--no-cache", "--output", "json=out.json"]
    done = subprocess.run([sys.executable, "-c", program, *words], cwd=root, env=environment(), check=False)
    assert done.returncode == -signal.SIGKILL
    assert (root / "out.json").read_bytes() == b"the older report\n"
    assert run(root, *words).returncode == 0
    assert (root / "out.json").read_bytes().startswith(b"{")


def killed_in_a_build(root: Path) -> None:
    whole = built(root)
    for step in range(3):
        shutil.rmtree(root / "site", ignore_errors=True)
        killed(root, BUILD, 0.9 + step * 0.25)
    assert built(root) == whole


def built(root: Path) -> dict[str, bytes]:
    """Return the site of a folder, built to the end."""
    run(root, program=BUILD)
    return {name: text for name, text in tree_of(root / "site").items() if not name.endswith(".gz")}


def disk_full_for_a_report(root: Path) -> None:
    (root / "out.json").write_bytes(b"the older report\n")
    program = [sys.executable, "-c", LIMITED.format(size=4096)]
    done = run(root, *WORDS, "--no-cache", "--output", "json=out.json", program=program)
    assert done.returncode == 2
    assert b"out.json" in done.stderr
    assert (root / "out.json").read_bytes() == b"the older report\n"
    assert not [path.name for path in root.iterdir() if path.name.startswith(".contractdocs-")]


def disk_full_for_the_cache(root: Path) -> None:
    expected = right(root)
    for size in (0, 4096, 30_000):
        done = run(root, *WORDS, program=[sys.executable, "-c", LIMITED.format(size=size)])
        assert (done.returncode, done.stdout) == (0, expected)
    is_right(root, expected)


def disk_full_for_a_site(root: Path) -> None:
    whole = built(root)
    program = [sys.executable, "-c", SMALL_DISK]
    done = subprocess.run(program, cwd=root, env=environment(), capture_output=True, timeout=300, check=False)
    assert done.returncode != 0
    assert built(root) == whole


SMALL_DISK = """
import resource, signal, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
sys.argv = ["mkdocs", "build", "-q"]
from mkdocs.__main__ import cli
cli()
"""


def spoil(name: str, change: Callable[[Path], None]) -> Callable[[Path], None]:
    """Return a fault that spoils the cache in one way."""

    def struck(root: Path) -> None:
        expected = right(root)
        is_right(root, expected)
        assert (root / CACHE).stat().st_size > 1000
        change(root / CACHE)
        is_right(root, expected)

    struck.__name__ = name
    return struck


def halved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def noisy(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for at in range(100, len(content), 37):
        content[at] ^= 0x5A
    path.write_bytes(bytes(content))


def a_folder(path: Path) -> None:
    path.unlink()
    (path / "x").mkdir(parents=True)


def of_other_values(path: Path) -> None:
    import sqlite3

    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE results SET value = x'93'")
    connection.close()


def files_that_vanish(root: Path) -> None:
    watched(root, lambda step: (root / f"contracts/c{step % MANY}/1.0.0.yaml").unlink(missing_ok=True))


def files_that_change(root: Path) -> None:
    def change(step: int) -> None:
        path = root / f"contracts/c{step % MANY}/1.0.0.yaml"
        path.write_text("openapi: [" if step % 2 else orders("1.0.0"), encoding="utf-8")

    watched(root, change)


def watched(root: Path, change: Callable[[int], None]) -> None:
    """Change files while a check runs: it ends with a code of its own; after the files are back it is right."""
    kept = tree_of(root / "contracts")
    expected = right(root)
    for attempt in range(3):
        process = subprocess.Popen(
            [*COMMAND, *WORDS], cwd=root, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        time.sleep(0.25 + attempt * 0.1)
        for step in range(MANY):
            change(step)
        said, wrong = process.communicate(timeout=300)
        assert process.returncode in (0, 1, 3), wrong.decode()[-2000:]
        assert b"Traceback" not in said + wrong
        for name, content in kept.items():
            (root / "contracts" / name).parent.mkdir(parents=True, exist_ok=True)
            (root / "contracts" / name).write_bytes(content)
    is_right(root, expected)


def two_checks_at_once(root: Path) -> None:
    expected = right(root)
    running = [
        subprocess.Popen([*COMMAND, *WORDS], cwd=root, env=environment(), stdout=subprocess.PIPE) for _ in range(3)
    ]
    said = [process.communicate(timeout=300)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0]
    assert said == [expected] * 3
    is_right(root, expected)


def two_builds_at_once(root: Path) -> None:
    whole = built(root)
    running = [
        subprocess.Popen([*BUILD, "-d", f"site{n}"], cwd=root, env=environment(), stderr=subprocess.PIPE)
        for n in range(2)
    ]
    wrong = [process.communicate(timeout=300)[1] for process in running]
    assert [process.returncode for process in running] == [0, 0], wrong
    for n in range(2):
        made = {name: text for name, text in tree_of(root / f"site{n}").items() if not name.endswith(".gz")}
        assert made.keys() == whole.keys()


FAULTS: dict[str, Callable[[Path], None]] = {
    fault.__name__: fault
    for fault in (
        killed_in_a_check,
        killed_in_a_write_of_the_cache,
        killed_in_a_report,
        killed_in_a_build,
        disk_full_for_a_report,
        disk_full_for_the_cache,
        disk_full_for_a_site,
        spoil("a_cache_cut_in_half", halved),
        spoil("a_cache_of_noise", noisy),
        spoil("an_empty_cache", lambda path: path.write_bytes(b"")),
        spoil("a_cache_that_is_text", lambda path: path.write_bytes(b"no database\n" * 500)),
        spoil("a_cache_that_is_a_folder", a_folder),
        spoil("a_cache_of_other_values", of_other_values),
        spoil("a_cache_without_rights", lambda path: os.chmod(path, 0)),
        files_that_vanish,
        files_that_change,
        two_checks_at_once,
        two_builds_at_once,
    )
}


def survived(name: str) -> str:
    """Strike once; return what was wrong afterwards, empty where nothing was."""
    with TemporaryDirectory() as folder:
        try:
            FAULTS[name](shop(Path(folder) / "shop"))
        except AssertionError as error:
            return str(error)[:500] or "it was not right afterwards"
    return ""
