"""What a package says about itself: version, status, owner and the like, in its comment or in constants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...documents.document import Spot
from ..spelled_versions import same_version
from .comments import DATE
from .declared import Declared
from .enums import Value, plain_values, values_by_type
from .package import is_version
from .syntax import Comment

STATED = re.compile(r"^\s*(?:@|\*\*)?(?P<key>[A-Za-z][A-Za-z -]{1,14}?)(?:\*\*)?\s*:\s+(?P<value>\S.*?)\s*$")
SWAG = re.compile(r"^\s*@(?P<key>title|version|description|BasePath)\s+(?P<value>\S.*?)\s*$")
KEYS = {
    "contract": "x-id",
    "id": "x-id",
    "title": "title",
    "version": "x-version",
    "status": "x-status",
    "owner": "x-owner",
    "team": "x-owner",
    "maintainer": "x-owner",
    "released": "x-released",
    "release date": "x-released",
    "date": "x-released",
    "sunset": "x-sunset",
    "change notes": "x-change-notes",
    "status reason": "x-status-reason",
    "stability": "x-stability-level",
    "support": "x-support",
    "tags": "x-tags",
    "base path": "x-base-path",
    "basepath": "x-base-path",
}
VERSION = re.compile(r"v?\d+(?:\.\d+){0,2}(?:[-+][0-9A-Za-z.+-]+)?|\d{4}-\d{2}-\d{2}")
FIRST_WORD = frozenset({"x-version", "x-status", "x-id", "x-released"})


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement: its key in the tree, its value, and where the value stands."""

    key: str
    value: str
    spot: Spot


def disagreeing(declared: Declared, version: str) -> Iterator[tuple[Stated, str]]:
    """Yield each statement of another version than the given one, with what makes it."""
    lines = (statement(line, spot) for comment in (declared.doc, *declared.free) for line, spot in comment.lines)
    said = [(one, "a comment") for one in lines if one is not None and one.key == "x-version"]
    for one, source in (*said, *((one, "a constant") for one in versions(declared))):
        if not same_version(one.value, version):
            yield one, source


def statements(declared: Declared) -> tuple[dict[str, Stated], str]:
    """Return what a package says about itself, and the rest of its comment."""
    found: dict[str, Stated] = {}
    rest: list[str] = []
    for comment in (declared.doc, *declared.free):
        for line, spot in comment.lines:
            said = statement(line, spot)
            if said is not None and said.key not in found:
                found[said.key] = said
            elif comment is declared.doc and said is None:
                rest.append(line)
    for said in versions(declared):
        have = found.get("x-version")
        if have is None or ("." in said.value and "." not in have.value):
            found["x-version"] = said
    text = "\n".join(rest).strip()
    if "x-status" not in found and re.search(r"^Deprecated:", text, re.MULTILINE):
        found["x-status"] = Stated("x-status", "deprecated", declared.doc.lines[0][1])
    return found, re.sub(r"\n{3,}", "\n\n", text)


def statement(line: str, spot: Spot) -> Stated | None:
    """Return the statement that a line of a comment is; None where it is prose."""
    said = SWAG.match(line) or STATED.match(line)
    key = KEYS.get(said["key"].strip().lower()) if said else None
    if said is None or key is None:
        return None
    value = said["value"].strip("`\"'")
    if key in FIRST_WORD:
        value = re.split(r"[\s,;(]", value, maxsplit=1)[0].strip("`\"'*")
    if (key == "x-version" and not VERSION.fullmatch(value)) or (key == "x-released" and not DATE.fullmatch(value)):
        return None
    row, column = spot.value
    return Stated(key, value, Spot((row, column + line.index(value)), file=spot.file))


def versions(declared: Declared) -> Iterator[Stated]:
    """Yield the constants that state a version: `const Version = "1.2"`, `APIVersion`; not those of something else."""
    consts: list[Value] = [
        *plain_values(declared.consts),
        *(v for vs in values_by_type(declared.consts).values() for v in vs),
    ]
    for const in consts:
        whole = const.name.lower() in ("version", "apiversion", "contractversion", "schemaversion")
        named = is_version(const.name) and not re.match(r"(?i)min|max|go|prev|old|legacy|default", const.name)
        if (whole or named) and isinstance(const.value, str) and VERSION.fullmatch(const.value):
            row, column = const.spot.value
            yield Stated("x-version", const.value, Spot((row, column + 1), file=const.spot.file))  # behind the quote


def comments_of(declared: Declared) -> Iterator[tuple[str, Comment]]:
    """Yield every comment with the type that it stands at, empty where it stands at none."""
    yield "", declared.doc
    for comment in declared.free:
        yield "", comment
    for func in declared.funcs:
        yield "", func.doc
    for const in declared.consts:
        yield "", const.doc
    for declared_type in declared.types.values():
        yield declared_type.name, declared_type.doc
