"""Tells from paths how a contract is laid out: version files, major folders, or one file with a history."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

VERSION_FILE = re.compile(
    r"v?(\d+(?:\.\d+){1,2}(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*?)?|\d{4}-\d{2}-\d{2})"
    r"(?:\.[a-z][a-z0-9-]*)*\.[a-z0-9]+",
    re.ASCII,
)
MAJOR = re.compile(r"v(\d+)", re.ASCII)
GENERIC = frozenset(
    [
        "openapi",
        "swagger",
        "asyncapi",
        "contract",
        "contracts",
        "schema",
        "index",
        "api",
        "odcs",
        "datacontract",
        "data-contract",
        "spec",
    ]
)
ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}", re.ASCII)
SUFFIXES = (".yaml", ".yml", ".json")
CODE = {**dict.fromkeys((".ts", ".mts", ".cts", ".tsx"), "typescript"), ".go": "go"}
PROSE = (".md", ".markdown")
ABOUT = frozenset(("readme", "changelog", "changes", "contributing", "license", "code_of_conduct", "security"))
FIRST = {"typescript": ("index",), "go": ("doc",)}
OURS = ("waivers.yml", "waivers.yaml", "contractdocs.yml", "contractdocs.yaml")
TESTED = re.compile(r"_test\.go|\.(?:test|spec)\.[mc]?tsx?", re.ASCII)
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))})


@dataclass(frozen=True, slots=True)
class Spot:
    """What a path says: the contract's name and folder, its line, its version, and the layout."""

    name: str
    folder: str
    layout: str  # files, folders or history
    line: str = ""
    version: str = ""


@lru_cache(maxsize=2**14)
def spot_of(path: str, root: str) -> Spot:
    """Return what the path of a contract file, relative to the repository, says; `root` is the contracts' folder."""
    *folders, file = (path.removeprefix(root + "/") if root != "." else path).split("/")
    line = ""
    majors = [index for index, part in enumerate(folders) if MAJOR.fullmatch(part)]
    if majors:
        line = folders[majors[-1]][1:]
        del folders[majors[-1]]
    version = VERSION_FILE.fullmatch(file.lower())
    stem = file.partition(".")[0]
    whole = version or stem.lower() in (*GENERIC, "readme") or ending(file) in CODE
    name = telling(folders) if folders and whole else "contract" if version else stem
    home = "/".join([root, *folders]) if root != "." else "/".join(folders) or "."
    if version:
        return Spot(name, home, "files", line, version[1])
    return Spot(name, home, "folders" if line else "history", line)


def telling(folders: list[str]) -> str:
    """Return the name of the innermost folder that tells one contract from another: `orders` for `orders/api`."""
    return next((name for name in reversed(folders) if name.lower() not in GENERIC), folders[-1])


@lru_cache(maxsize=2**16)  # both sides of a change and their histories ask of the same paths
def is_candidate(path: str) -> bool:
    """Return whether a file below the contracts' folder may be a contract."""
    *folders, name = path.split("/")
    return (
        name.lower().endswith((*SUFFIXES, *CODE, *PROSE))
        and "changes" not in folders
        and "node_modules" not in folders
        and name not in OURS
        and not TESTED.search(name.lower())
    )


def main_files(paths: Iterable[str], root: str) -> dict[str, str]:
    """Return the files of code that are parts of a contract of several files, each with the file that stands for it.

    A folder of code below the contracts' folder is one contract: a Markdown document beside it stands for it, else
    `index.ts` or `doc.go`, else its first file. TypeScript below such a folder belongs to it; a Go package is a folder.
    """
    mains: dict[tuple[str, str], str] = {}
    every = list(paths)
    code = sorted((p for p in every if is_part(p, root)), key=lambda path: (path.count("/"), not leads(path), path))
    documents = {posixpath.dirname(p): p for p in sorted(every, reverse=True) if code and is_document(p)}
    parts: dict[str, str] = {}
    for path in code:
        folder, syntax = posixpath.dirname(path), CODE[ending(path)]
        homes = homes_of(folder, root) if syntax == "typescript" else [folder]
        main = next((m for home in homes if (m := documents.get(home) or mains.get((home, syntax)))), None)
        if main is None:
            mains[folder, syntax] = path
        else:
            parts[path] = main
    return parts


def prose(paths: Iterable[str]) -> frozenset[str]:
    """Return the Markdown files that stand beside contracts of other kinds, or tell about a folder that has some.

    They are contracts only where their front matter says so; a document that code belongs to is none of them.
    """
    every = list(paths)
    texts = [path for path in every if path.lower().endswith(PROSE)]
    if not texts:
        return frozenset()
    stands = {posixpath.dirname(p) for p in every if not is_text(p) or VERSION_FILE.fullmatch(posixpath.basename(p))}
    code = {posixpath.dirname(p) for p in every if p.lower().endswith(tuple(CODE))}
    around = [posixpath.dirname(p) + "/" for p in every if stem_of(p) not in ABOUT]
    found = set()
    for path in texts:
        folder, name = posixpath.dirname(path), posixpath.basename(path)
        if VERSION_FILE.fullmatch(name.lower()):
            continue
        tells = stem_of(path) in ABOUT and any(home.startswith(folder + "/" if folder else "") for home in around)
        if tells or folder in stands or (folder in code and not is_document(path)):
            found.add(path)
    return frozenset(found)


def stem_of(path: str) -> str:
    """Return the name of a file up to its first dot, in lower case."""
    return posixpath.basename(path).lower().partition(".")[0]


def is_part(path: str, root: str) -> bool:
    """Return whether a file is code below a folder of its own, not a version file."""
    inside = ending(path) in CODE and posixpath.dirname(path) != ("" if root == "." else root)
    return inside and not VERSION_FILE.fullmatch(posixpath.basename(path).lower())


def is_document(path: str) -> bool:
    """Return whether a file is named as the Markdown document of the contract of its folder."""
    folder, stem = posixpath.basename(posixpath.dirname(path)).lower(), stem_of(path)
    return ending(path) in PROSE and (stem in GENERIC or stem == folder)


def leads(path: str) -> bool:
    """Return whether a file of code is named as the first of its folder."""
    return posixpath.basename(path).partition(".")[0] in FIRST[CODE[ending(path)]]


def homes_of(folder: str, root: str) -> list[str]:
    """Return a folder and those above it, up to the next major folder or the contracts' folder, which is left out."""
    homes = []
    while folder and folder != root:
        homes.append(folder)
        if MAJOR.fullmatch(posixpath.basename(folder)):
            break
        folder = posixpath.dirname(folder)
    return homes


def is_text(path: str) -> bool:
    """Return whether a file is code or prose, which may well be no contract."""
    return ending(path) in (*CODE, *PROSE)


def is_announcement(path: str) -> bool:
    """Return whether a file is an announcement by its place."""
    return ending(path) == ".md" and "changes" in path.split("/")[:-1]


@lru_cache(maxsize=2**16)
def ending(path: str) -> str:
    """Return the ending of a file's name with its dot, in lower case."""
    return posixpath.splitext(path)[1].lower()


def is_safe_id(name: str) -> bool:
    """Return whether an id may name pages and files on every system."""
    return ID.fullmatch(name) is not None and name.partition(".")[0] not in RESERVED and not name.endswith(".")


def slug(name: str) -> str:
    """Return a name as an id: lower case, with dashes for anything else."""
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-._")[:64] or "contract"
