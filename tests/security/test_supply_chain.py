"""Family 17: what is installed is locked with hashes, pages load nothing from elsewhere, and reports have a way in."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from contractdocs.site import assets

if sys.version_info >= (3, 11):
    import tomllib
else:
    tomllib = None  # type: ignore[assignment]

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
NAME = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)


def plain(name: str) -> str:
    """Return the name of a package as registries compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, str]:
    """Return the versions that are locked."""
    return {plain(name): version for name, version in NAME.findall(LOCK)}


def test_every_package_is_locked_with_a_hash() -> None:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", LOCK.strip())
    assert len(blocks) > 50
    for block in blocks:
        if not block.startswith("#"):
            assert NAME.match(block), block[:80]
            assert "--hash=sha256:" in block, block[:80]


def test_the_lock_names_no_registry() -> None:
    assert not re.search(r"https?://|--index-url|--extra-index|--find-links|file:", LOCK)


@pytest.mark.skipif(tomllib is None, reason="this Python reads no TOML")
def test_everything_that_is_asked_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["mkdocs"]]
    asked += [line for line in (ROOT / "requirements-dev.txt").read_text("utf-8").splitlines() if line.strip()]
    names = {plain(match[0]) for line in asked if (match := re.match(r"[A-Za-z0-9._-]+", line))}
    assert names <= locked().keys() | {"contractdocs"}, "run: make lock"


def test_the_lock_fits_what_pyproject_asks_for() -> None:
    from packaging.requirements import Requirement

    if tomllib is None:
        pytest.skip("this Python reads no TOML")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for line in (*project["dependencies"], *project["optional-dependencies"]["mkdocs"]):
        asked = Requirement(line)
        assert asked.specifier.contains(locked()[plain(asked.name)], prereleases=True), "run: make lock"


def test_pages_load_nothing_from_elsewhere() -> None:
    templates = ROOT / "plugins/contractdocs/site/templates"
    for path in templates.rglob("*.jinja"):
        text = path.read_text("utf-8")
        assert not re.search(r"<(?:script|link|img|iframe)\b", text), path.name
        assert "|safe" not in text.replace(" ", ""), path.name
    for name, content in assets().items():
        assert re.search(r"\.[0-9a-f]{8}\.(?:css|js)$", name), "the name holds a hash of the content"
        assert b"//cdn" not in content


def test_workflows_that_are_written_pin_no_secret() -> None:
    for path in (ROOT / "action.yml", *(ROOT / "plugins").rglob("*.yml")):
        text = path.read_text("utf-8")
        assert "pull_request_target" not in text or "checkout" not in text.partition("pull_request_target")[2], path


def test_there_is_a_way_to_report() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    assert "Report a vulnerability" in text
    assert "What it is held against" in text


def test_scripts_of_ci_are_sound() -> None:
    for name in ("install", "audit", "run"):
        path = ROOT / ".ci" / name
        if path.is_file():
            assert subprocess.run(["bash", "-n", str(path)], check=False).returncode == 0
