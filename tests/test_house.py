"""The house holds: imports point down, nothing below the doors knows a host, and the front door is light."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "plugins" / "contractdocs"
FLOORS = [
    {"escape", "model", "documents", "sources", "settings", "cache", "garbage", "schemas"},
    {"catalog", "site", "reports", "policy", "rules", "compare", "formats"},
    {"check", "record", "loosening", "own_rules", "warming", "whole", "worth"},
    {
        "__main__",
        "cli",
        "hosts",
        "workers",
        "operands",
        "pairs",
        "second",
        "needed",
        "linting",
        "adopting",
        "announcing",
        "lifecycle",
        "pulling",
        "scaffolding",
    },
]
FLOOR = {name: level for level, names in enumerate(FLOORS) for name in names}
FOR_DOORS = {"click", "mkdocs", "properdocs", "rich"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(module: Path) -> list[str]:
    """Return what a module imports, with relative imports made absolute."""
    package = ["contractdocs", *module.relative_to(PACKAGE).parts[:-1]]
    names = []
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names += [item.name for item in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            names += [stem] if node.module else [f"{stem}.{item.name}" for item in node.names]
    return names


@pytest.mark.parametrize("module", modules(), ids=lambda m: str(m.relative_to(PACKAGE)))
def test_imports_point_down(module: Path) -> None:
    if module.parent == PACKAGE and module.stem == "__init__":
        return
    for name in imported(module):
        parts = name.split(".")
        if parts[0] == "contractdocs" and len(parts) > 1 and parts[1] in FLOOR:
            assert FLOOR[parts[1]] <= FLOOR[room(module)], f"{room(module)} imports {name}"


@pytest.mark.parametrize("module", modules(), ids=lambda m: str(m.relative_to(PACKAGE)))
def test_only_doors_know_terminals_and_hosts(module: Path) -> None:
    if room(module) in ("cli", "hosts", "workers"):
        return
    allowed = {"jinja2"} if room(module) == "site" else set()
    found = {name.split(".")[0] for name in imported(module)} & ((FOR_DOORS | {"jinja2"}) - allowed)
    assert not found


ESCAPES = re.compile(
    r"markupsafe|html\.escape|import html\b|saxutils|u003c|u2028|%0A|&lt;|&amp;|\\x1b|unicodedata|quoteattr"
)
READING = ("escape", "documents")
"""Rooms that may name such signs: one writes them, the other reads them."""


@pytest.mark.parametrize("module", modules(), ids=lambda m: str(m.relative_to(PACKAGE)))
def test_text_is_escaped_in_one_place_alone(module: Path) -> None:
    if room(module) not in READING:
        found = ESCAPES.findall(module.read_text("utf-8"))
        assert found == [], "text for an output is written in `escape/`"


def test_every_room_has_a_floor() -> None:
    rooms = {room(module) for module in modules()} - {"__init__"}
    assert rooms <= set(FLOOR)


def test_the_front_door_is_light() -> None:
    program = "import sys, contractdocs; print(*sorted(m for m in sys.modules if m.startswith('contractdocs')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["contractdocs"]


def test_the_version_needs_no_engine() -> None:
    program = (
        "import sys; sys.argv=['contractdocs','--version']\n"
        "from contractdocs.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "names={'yaml','yaml12','jsonschema','jsonschema_rs','jinja2','markdown_it','msgspec','rich'}\n"
        "heavy=names & set(sys.modules)\n"
        "print('heavy:', *heavy)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "heavy:"
