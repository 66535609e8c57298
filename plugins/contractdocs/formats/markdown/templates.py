"""Finds what is left to fill in: placeholders, choices that nobody made, open questions and assumptions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from .tree import At

BRACED = re.compile(r"(?<![$\\{#%])\{(?P<name>[A-Za-z][\w-]{0,40}|[A-Z]{2})\}(?!\})")
DOUBLE = re.compile(r"\{\{\s*(?P<name>[A-Za-z][\w .-]{0,40})\s*\}\}")
OPEN = re.compile(
    r"\[(?P<kind>NEEDS CLARIFICATION|ASSUMPTION|TBD|OPEN QUESTION)\s*:?\s*(?P<text>[^\]\n]*)\]", re.IGNORECASE
)
CHOICE = re.compile(r"^[\w -]+(?:\s*\|\s*[\w -]+)+$")
DECLARES = re.compile(r"(?:\b(?:interface|type|class|enum|extends|const|function|struct)\s+|:\s*)$")
INLINE = re.compile(r"`[^`\n]*`")


@dataclass(frozen=True, slots=True)
class Gap:
    """A placeholder that is left to fill in: as written, how often, and where first."""

    text: str
    count: int
    at: At


@dataclass(frozen=True, slots=True)
class Question:
    """An open question or an assumption."""

    kind: str
    text: str
    at: At


def gaps_in(text: str, *, template: bool = False) -> tuple[Gap, ...]:
    """Return each distinct placeholder of a document, in the order in which they first stand there.

    In a template every word in braces is one, but for a parameter of a path that is nothing else.
    """
    sure = set(sure_names(text))
    if template:
        sure |= {m["name"] for line in text.split("\n") for m in BRACED.finditer(line) if not in_path(line, m)}
    found: dict[str, list[At]] = {}
    for index, line in enumerate(text.split("\n")):
        for match in [*BRACED.finditer(line), *DOUBLE.finditer(line)]:
            if match["name"] in sure:
                found.setdefault(match[0], []).append((index + 1, match.start() + 1))
    return tuple(Gap(written, len(places), places[0]) for written, places in found.items())


def sure_names(text: str) -> Iterator[str]:
    """Yield the names that stand in braces where only a placeholder can: in a name, a heading, the front matter.

    A path parameter (`/users/{id}`) is none, nor is what stands in a comment or an import; a word that is a
    placeholder elsewhere in the document is one in a path, too.
    """
    front = text.startswith("---\n")
    fenced = ""
    for index, line in enumerate(text.split("\n")):
        front = front and not (index and line.rstrip() == "---")
        if found := re.match(r"\s*(`{3,}|~{3,})\s*([\w-]*)", line):
            fenced = "" if fenced else found[2] or "text"
        for match in DOUBLE.finditer(line) if not fenced else ():
            if line[match.end() : match.end() + 1] != "/":  # `{{baseUrl}}/users`: a variable of whoever calls
                yield match["name"]
        for match in BRACED.finditer(line):
            if front or is_gap(line, match, fenced):
                yield match["name"]


def is_gap(line: str, match: re.Match[str], fenced: str) -> bool:
    """Return whether a word in braces stands where a name, or a part of one, would."""
    before, after = line[: match.start()], line[match.end() :]
    if re.search(r"//|/\*|^\s*(?:import|export)\s*$", before) or in_path(line, match):
        return False
    if fenced:
        code = fenced in ("ts", "typescript", "tsx", "go", "golang", "javascript", "js")
        touches = bool(re.search(r"\w$", before)) or bool(re.match(r"\w", after))
        opens = bool(DECLARES.search(before)) or (not before.strip() and bool(re.match(r"\??:", after)))
        return code and (touches or opens)
    if line.lstrip().startswith("#"):
        return True
    return bool(re.search(r"\w$", before)) and not INLINE.search(line)


def in_path(line: str, match: re.Match[str]) -> bool:
    """Return whether a word in braces is a segment of a path or a part of an address."""
    return re.search(r"/\S*$", line[: match.start()]) is not None


def questions_in(text: str) -> tuple[Question, ...]:
    """Return the open questions and assumptions of a document, in order."""
    return tuple(
        Question(match["kind"].upper(), match["text"].strip(), (index + 1, match.start() + 1))
        for index, line in enumerate(text.split("\n"))
        for match in OPEN.finditer(line)
    )


def is_template(file: str, stated: Mapping[str, object], gaps: tuple[Gap, ...]) -> bool:
    """Return whether a document says that it is a template: by its name, or by a status that nobody chose."""
    status = str(stated.get("status", ""))
    named = "template" in PurePosixPath(file).name.lower()
    return status.lower() == "template" or bool(CHOICE.match(status)) or (named and bool(gaps))
