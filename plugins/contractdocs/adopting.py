"""Writes what a repository needs to begin: settings, a workflow, a hook. Nothing that exists is overwritten."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .catalog.layout import CODE, SUFFIXES, is_candidate
from .catalog.named import references_in, target_of
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
    """Where the contracts of a repository are: the folder that holds them all and their parts, and what in it is none.

    `code` holds the endings of code that stands there as well.
    """

    folder: str
    contracts: tuple[str, ...]
    others: tuple[str, ...]
    code: tuple[str, ...] = ()


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
    yield from hook(root, found.folder)
    count = len(found.contracts)
    yield f"{count} contract file{'s' if count != 1 else ''} {where(found.folder)}"
    if ci == "gitlab":
        yield "Add to .gitlab-ci.yml:  include: .gitlab/contracts.yml"
    yield "Next: contractdocs check"


def where(folder: str) -> str:
    """Return a folder as people say it."""
    return "in this folder and below" if folder == "." else f"below {folder}/"


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
    parts = tuple(sorted(referred(tree, contracts)))
    home = folder or posixpath.commonpath([posixpath.dirname(path) for path in (*contracts, *parts)]) or "."
    inside = [path for path in paths if home == "." or path.startswith(home + "/")]
    return Found(home, contracts, tuple(path for path in inside if path not in {*contracts, *parts}), code(tree, home))


def referred(tree: WorkingTree, contracts: Sequence[str]) -> set[str]:
    """Return the files that contracts refer to, directly or through other files."""
    found: set[str] = set()
    pending = list(contracts)
    while pending:
        path = pending.pop()
        for target in (target_of(path, reference) for reference in references_in(data_of(tree, path))):
            if target and target not in found and target not in contracts and (tree.root / target).is_file():
                found.add(target)
                pending.append(target)
    return found


def data_of(tree: WorkingTree, path: str) -> object:
    """Return the data of a file, None where it cannot be read."""
    try:
        return parse(path, tree.read(path), Limits()).data
    except (DocumentError, SourceError):
        return None


def code(tree: WorkingTree, home: str) -> tuple[str, ...]:
    """Return the endings of the code below a folder: beside contracts in YAML or JSON it is no contract."""
    endings = (posixpath.splitext(path)[1] for path in tree.files(home) if is_candidate(path))
    return tuple(sorted({ending for ending in endings if ending.lower() in CODE}))


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
    return [*patterns, *(f"*{ending}" for ending in found.code)]


def quoted(text: str) -> str:
    """Return text as a YAML scalar that stays text."""
    plain = text.replace("/", "").replace("-", "").replace("_", "").isalnum() and not text[0].isdigit()
    return text if plain else "'" + text.replace("'", "''") + "'"


def files_for(ci: str) -> Sequence[tuple[str, str]]:
    """Return the CI files, by where they belong."""
    return [(target, (TEMPLATES / name).read_text("utf-8")) for name, target in CI[ci].items()]


def hook(root: Path, folder: str) -> Iterator[str]:
    """Write the hook for a folder where there are no hooks yet; say what to add where there are."""
    text = (TEMPLATES / "pre-commit.yml").read_text("utf-8")
    below = "" if folder == "." else f"^{re.escape(folder)}/"
    text = text.replace("^contracts/", quoted(below) if below else "''")
    if not (root / HOOKS).exists():
        write_whole(resolve_inside(root, HOOKS), text.encode("utf-8"))
        yield f"{HOOKS}: written"
    elif "contractdocs" in (root / HOOKS).read_text("utf-8", "replace"):
        yield f"{HOOKS}: left as it is"
    else:
        yield f"{HOOKS}: left as it is; add below `repos:`"
        yield from (f"  {line}" for line in text.splitlines()[1:])
