"""Writes what a repository needs to begin: settings, a workflow, a hook. Nothing that exists is overwritten."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .catalog.layout import SUFFIXES, is_candidate
from .documents import DocumentError, Limits, parse
from .formats import detect
from .settings import NAMES, SettingsError
from .sources import SourceError, WorkingTree, resolve_inside, write_whole

MOST_FILES = 5000
TEMPLATES = Path(__file__).parent / "adoption"
CI = {
    "github": {"contracts.yml": ".github/workflows/contracts.yml"},
    "github-comment": {
        "contracts.yml": ".github/workflows/contracts.yml",
        "contracts-comment.yml": ".github/workflows/contracts-comment.yml",
    },
    "github-preview": {
        name: f".github/workflows/{name}"
        for name in ("contracts.yml", "contracts-comment.yml", "contracts-preview.yml", "contracts-publish.yml")
    },
    "gitlab": {"gitlab.yml": ".gitlab/contracts.yml"},
    "none": {},
}
HOOKS = ".pre-commit-config.yaml"


@dataclass(frozen=True, slots=True)
class Found:
    """Where the contracts of a repository are: the folder that holds them all, and what in it is none."""

    folder: str
    contracts: tuple[str, ...]
    others: tuple[str, ...]


def adopt(root: Path, ci: str, folder: str = "") -> Iterator[str]:
    """Write settings, CI files and hooks that are not there yet, and yield what was done and what comes next."""
    found = look(root, folder)
    for name, text in [("contractdocs.yml", settings_for(found)), *files_for(ci)]:
        there = next((n for n in (NAMES if name in NAMES else (name,)) if (root / n).exists()), "")
        if there:
            yield f"{there}: left as it is"
        else:
            write_whole(resolve_inside(root, name), text.encode("utf-8"))
            yield f"{name}: written"
    yield from hook(root)
    count = len(found.contracts)
    yield f"{count} contract file{'s' if count != 1 else ''} below {found.folder}/"
    if ci == "gitlab":
        yield "Add to .gitlab-ci.yml:  include: .gitlab/contracts.yml"
    yield "Next: contractdocs check"


def look(root: Path, folder: str) -> Found:
    """Return where the contracts are; raise SettingsError where there is none."""
    tree = WorkingTree(root)
    below = folder or ("contracts" if (root / "contracts").is_dir() else ".")
    paths = [p for p in tree.files(below) if is_candidate(p) and p.endswith(SUFFIXES)]
    if len(paths) > MOST_FILES:
        raise SettingsError(
            f"There are {len(paths):,} files to look at.", suggestion="Name a folder: --contracts FOLDER."
        )
    contracts = tuple(path for path in paths if is_contract(tree, path))
    if not contracts:
        raise SettingsError(
            f"No contract was found below `{below}`.", suggestion="Name their folder: --contracts FOLDER."
        )
    home = folder or posixpath.commonpath([posixpath.dirname(path) for path in contracts]) or "."
    inside = [path for path in paths if home == "." or path.startswith(home + "/")]
    return Found(home, contracts, tuple(path for path in inside if path not in contracts))


def is_contract(tree: WorkingTree, path: str) -> bool:
    """Return whether a file is a contract of a known format."""
    try:
        return detect(parse(path, tree.read(path), Limits())) is not None
    except (DocumentError, SourceError):
        return False


def settings_for(found: Found) -> str:
    """Return the settings of a repository."""
    lines = [
        "# What is checked, and how strictly. Every name is optional; `contractdocs check` says what it does not know.",
        f"contracts: {quoted(found.folder)}",
        "policy: standard   # relaxed, standard or strict",
    ]
    patterns = ignored(found)
    if patterns:
        lines += ["ignore:   # no contracts", *(f"  - {quoted(pattern)}" for pattern in patterns)]
    return "\n".join(lines) + "\n"


def ignored(found: Found) -> list[str]:
    """Return patterns of what is no contract: whole folders where they hold none."""
    patterns: dict[str, None] = {}
    for path in found.others:
        steps = path.split("/")[:-1]
        above = ["/".join(steps[: count + 1]) for count in range(len(steps))]
        bare = (f for f in above if not any(c.startswith(f + "/") for c in found.contracts))
        home = next(bare, "")
        patterns[f"{home}/*" if home else path] = None
    return list(patterns)


def quoted(text: str) -> str:
    """Return text as a YAML scalar that stays text."""
    plain = text.replace("/", "").replace("-", "").replace("_", "").isalnum() and not text[0].isdigit()
    return text if plain else "'" + text.replace("'", "''") + "'"


def files_for(ci: str) -> Sequence[tuple[str, str]]:
    """Return the CI files, by where they belong."""
    return [(target, (TEMPLATES / name).read_text("utf-8")) for name, target in CI[ci].items()]


def hook(root: Path) -> Iterator[str]:
    """Write the hook where there are no hooks yet; say what to add where there are."""
    text = (TEMPLATES / "pre-commit.yml").read_text("utf-8")
    if not (root / HOOKS).exists():
        write_whole(resolve_inside(root, HOOKS), text.encode("utf-8"))
        yield f"{HOOKS}: written"
    elif "contractdocs" in (root / HOOKS).read_text("utf-8", "replace"):
        yield f"{HOOKS}: left as it is"
    else:
        yield f"{HOOKS}: left as it is; add below `repos:`"
        yield from (f"  {line}" for line in text.splitlines()[1:])
