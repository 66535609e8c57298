"""Tells from paths how a contract is laid out: version files, major folders, or one file with a history."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

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
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))})


@dataclass(frozen=True, slots=True)
class Spot:
    """What a path says: the contract's name and folder, its line, its version, and the layout."""

    name: str
    folder: str
    layout: str  # files, folders or history
    line: str = ""
    version: str = ""


def spot_of(path: str, root: str) -> Spot:
    """Return what the path of a contract file, relative to the repository, says; `root` is the contracts' folder."""
    below = PurePosixPath(path).relative_to(root) if root != "." else PurePosixPath(path)
    folders, file = list(below.parts[:-1]), below.name
    line = ""
    majors = [index for index, part in enumerate(folders) if MAJOR.fullmatch(part)]
    if majors:
        line = folders[majors[-1]][1:]
        del folders[majors[-1]]
    version = VERSION_FILE.fullmatch(file.lower())
    stem = file.partition(".")[0]
    name = folders[-1] if folders and (version or stem.lower() in GENERIC) else "contract" if version else stem
    home = "/".join([root, *folders]) if root != "." else "/".join(folders) or "."
    if version:
        return Spot(name, home, "files", line, version[1])
    return Spot(name, home, "folders" if line else "history", line)


def is_candidate(path: str) -> bool:
    """Return whether a file below the contracts' folder may be a contract."""
    pure = PurePosixPath(path)
    return (
        pure.suffix.lower() in SUFFIXES
        and "changes" not in pure.parts[:-1]
        and pure.name not in ("waivers.yml", "waivers.yaml")
    )


def is_announcement(path: str) -> bool:
    """Return whether a file is an announcement by its place."""
    pure = PurePosixPath(path)
    return pure.suffix.lower() == ".md" and "changes" in pure.parts[:-1]


def is_safe_id(name: str) -> bool:
    """Return whether an id may name pages and files on every system."""
    return ID.fullmatch(name) is not None and name.partition(".")[0] not in RESERVED and not name.endswith(".")


def slug(name: str) -> str:
    """Return a name as an id: lower case, with dashes for anything else."""
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-._")[:64] or "contract"
