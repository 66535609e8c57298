"""What a document says about itself: version, status, owner, id, dates, in all the places where people put them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...documents import DocumentError, parse_front_matter
from ...documents.document import Document
from ..spelled_versions import numbers
from .blocks import Block, front_matter, plain
from .tree import At

NUMBER = r"v?\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.]+)?"
LINE = re.compile(
    rf"^[>*_\s-]*(?:api |contract |document )?(?P<name>version|versión|版本)\s*[*_]*\s*:?[*_:]*\s+"
    rf"`?(?P<value>{NUMBER})`?"
    r"(?![\w.]|\s*(?:files?|control))",
    re.IGNORECASE,
)
STATUS = re.compile(
    r"^[>*_\s-]*(?P<name>status|estado|stage)[*_]*\s*:[*_]*\s*(?P<value>[A-Za-z][^\n]{0,60}?)\s*[*_]*$", re.IGNORECASE
)
OWNER = re.compile(
    r"^[>*_\s-]*(?P<name>owner|maintainer|team|owned by|responsable)[*_]*\s*:[*_]*\s*"
    r"(?P<value>\S[^\n]{0,80}?)\s*[*_]*$",
    re.IGNORECASE,
)
UPDATED = re.compile(
    r"^[>*_\s-]*(?P<name>last updated|updated|date|released)[*_]*\s*:[*_]*\s*(?P<value>\d{4}-\d{2}-\d{2})\b",
    re.IGNORECASE,
)
SUNSET = re.compile(
    r"^[>*_\s-]*(?P<name>sunset|end of life|end of support)[*_]*\s*:[*_]*\s*(?P<value>\d{4}-\d{2}-\d{2})\b",
    re.IGNORECASE,
)
NOTES = re.compile(r"^[>*_\s-]*(?P<name>change notes)[*_]*\s*:[*_]*\s*(?P<value>\S.*?)\s*$", re.IGNORECASE)
REASON = re.compile(r"^[>*_\s-]*(?P<name>status reason)[*_]*\s*:[*_]*\s*(?P<value>\S.*?)\s*$", re.IGNORECASE)
BASE = re.compile(
    r"^[>*_\s-]*(?P<name>base (?:url|path|uri)|server|api (?:url|root))[*_]*\s*:[*_]*\s*[`<]?"
    r"(?P<value>(?:https?:/)?/[^\s`>*|]+)",
    re.IGNORECASE,
)
IN_TITLE = re.compile(
    rf"[(\s]v(?P<value>\d+(?:\.\d+){{0,2}})\)?\s*$|\bversion (?P<other>{NUMBER})\)?\s*$", re.IGNORECASE
)
CONSTANT = re.compile(
    r"^\s*(?:export\s+)?const\s+\w*VERSION\w*\s*(?::\s*\w+\s*)?=\s*['\"](?P<value>[^'\"]+)['\"]", re.M
)
COMMENT = re.compile(rf"^\s*(?:/\*\*?|\*|//)\s*(?:@version|Version:)\s*(?P<value>{NUMBER})\b", re.M)
LOG = re.compile(
    r"\b(?:change ?log|changelog|version history|revision history|history|release notes|historial)\b", re.IGNORECASE
)
DATE = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
ENTRY = re.compile(
    r"^[*_\[\s]*(?:(?:version\s+)?(?P<version>v?\d+\.\d+(?:\.\d+)?)|(?P<date>\d{4}-\d{2}-\d{2}))\b",
    re.IGNORECASE,
)
KEYS = {
    "version": ("version", "contract_version", "api_version", "contract-version"),
    "status": ("status", "state"),
    "owner": ("owner", "owners", "team", "maintainer"),
    "id": ("id", "contract"),
    "title": ("title", "name"),
    "released": ("released", "updated", "date", "last_updated"),
    "description": ("description", "summary"),
    "stability": ("stability",),
    "examples": ("examples",),
    "support": ("support", "contact"),
    "sunset": ("sunset", "end_of_life", "end-of-life"),
    "notes": ("change-notes", "change_notes"),
    "reason": ("status-reason", "status_reason"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: what, and where it stands."""

    value: str
    at: At
    source: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a change log."""

    version: str
    date: str
    text: str
    at: At


@dataclass(slots=True)
class Stated:
    """Everything that a document states about itself; `versions` holds every version with where it came from."""

    values: dict[str, Said] = field(default_factory=dict)
    versions: list[Said] = field(default_factory=list)
    tags: tuple[str, ...] = ()
    log: tuple[Entry, ...] = ()
    front: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""

    def text(self, key: str) -> str:
        """Return a statement, empty where it is not made."""
        return self.values[key].value if key in self.values else ""


def stated_in(file: str, text: str, blocks: Sequence[Block]) -> Stated:
    """Return what a document states about itself."""
    found = Stated()
    from_front_matter(found, file, text)
    for block in blocks[:60]:
        if block.kind in ("line", "item"):
            from_line(found, block)
    from_code(found, blocks)
    from_title(found, blocks)
    found.log = tuple(log_of(blocks))
    from_log(found)
    if found.versions:
        found.values["version"] = found.versions[0]
    return found


def from_front_matter(found: Stated, file: str, text: str) -> None:
    """Take what the front matter states."""
    head = front_matter(text)
    if not head.strip():
        return
    try:
        document = parse_front_matter(file, head.encode("utf-8", "replace"))
    except DocumentError as error:
        found.problem = str(error.problems[0].message)
        return
    data = document.data if isinstance(document.data, dict) else {}
    found.front = data
    for name, keys in KEYS.items():
        for key in keys:
            if key in data and (said := said_at(document, key)):
                found.values.setdefault(name, said)
    if "version" in found.values:
        found.versions.append(found.values["version"])
    tags = data.get("tags")
    found.tags = tuple(str(tag) for tag in tags if isinstance(tag, (str, int))) if isinstance(tags, list) else ()


def said_at(document: Document, key: str) -> Said | None:
    """Return a scalar of the front matter as it is written, with its place in the file; a list by its first item."""
    value = document.data[key]
    pointer = f"/{key}"
    if isinstance(value, list) and value:
        value, pointer = value[0], f"/{key}/0"
    if isinstance(value, (dict, list, bool)) or value is None:
        return None
    written = value if isinstance(value, str) else (document.source_text(pointer) or str(value)).strip()
    place = document.place(pointer)
    return Said(written, (place.line + 1, place.column), "the front matter")  # behind the line of dashes


STATEMENTS = (LINE, STATUS, OWNER, UPDATED, BASE, SUNSET, NOTES, REASON)


def is_statement(text: str) -> bool:
    """Return whether a line states something about the document."""
    return any(pattern.match(text) for pattern in STATEMENTS)


def from_line(found: Stated, block: Block) -> None:
    """Take what a line such as `**Version**: 1.2` states."""
    for key, pattern in (
        ("version", LINE),
        ("status", STATUS),
        ("owner", OWNER),
        ("released", UPDATED),
        ("base", BASE),
        ("sunset", SUNSET),
        ("notes", NOTES),
        ("reason", REASON),
    ):
        match = pattern.match(block.text)
        if match is None:
            continue
        said = Said(
            match["value"] if key in ("base", "notes", "reason") else plain(match["value"]),
            (block.line, block.column + match.start("value")),
            "a line of its own",
        )
        if key == "version":
            found.versions.append(said)
        else:
            found.values.setdefault(key, said)


def from_code(found: Stated, blocks: Sequence[Block]) -> None:
    """Take the versions that constants and comments of fences of code state."""
    for block in blocks:
        if block.kind != "fence" or block.language not in ("ts", "typescript", "go", "javascript", "js"):
            continue
        for pattern, source in ((CONSTANT, "a constant"), (COMMENT, "a comment")):
            if match := pattern.search(block.text):
                line = block.line + block.text.count("\n", 0, match.start("value"))
                column = match.start("value") - block.text.rfind("\n", 0, match.start("value"))
                found.versions.append(Said(match["value"], (line, block.column + column - 1), source))


def from_title(found: Stated, blocks: Sequence[Block]) -> None:
    """Take the title, and the version that it ends in."""
    title = next((block for block in blocks if block.kind == "heading" and block.level == 1), None)
    title = title or next((block for block in blocks if block.kind == "heading"), None)
    if title is None:
        return
    at = (title.line, title.column)
    if match := IN_TITLE.search(title.text):
        group = "value" if match["value"] else "other"
        found.versions.append(Said(match[group], (title.line, title.column + match.start(group)), "the title"))
    if title.level == 1:
        found.values["title"] = Said(plain(title.text), at, "the title")
    else:
        found.values.setdefault("title", Said(plain(title.text), at, "the title"))


def log_of(blocks: Sequence[Block]) -> Iterator[Entry]:
    """Yield the entries of the change log: headings, items or rows that begin with a version or a date."""
    level = 0
    for index, block in enumerate(blocks):
        if block.kind == "heading" and not (level and block.level > level):
            level = block.level if LOG.search(plain(block.text)) else 0
        elif level and block.kind in ("heading", "item", "line") and (match := ENTRY.match(plain(block.text))):
            text = plain(block.text)
            below = (b for b in blocks[index + 1 : index + 9])
            words = [text[match.end() :].strip(" :-–—()")] if block.kind != "heading" else texts_until(below)
            yield entry(match, text, " ".join(filter(None, words)), (block.line, block.column))
        elif level and block.kind == "table":
            for row in block.rows:
                if row and (match := ENTRY.match(row[0].text)):
                    said = " ".join(cell.text for cell in row)
                    yield entry(match, said, row[-1].text, (row[0].line, row[0].column))


def entry(match: re.Match[str], text: str, words: str, at: At) -> Entry:
    """Return an entry; a date may stand anywhere on its line."""
    date = match["date"] or next(iter(DATE.findall(text)), "")
    return Entry(match["version"] or "", date, words, at)


def texts_until(blocks: Iterator[Block]) -> list[str]:
    """Return the words of the blocks up to the next heading."""
    found = []
    for block in blocks:
        if block.kind == "heading":
            break
        if block.kind in ("item", "line"):
            found.append(plain(block.text))
    return found


def from_log(found: Stated) -> None:
    """Take the newest version of the change log, else its newest date where nothing states a version."""
    versions = [item for item in found.log if item.version]
    if versions:
        newest = max(versions, key=lambda item: numbers(item.version))
        found.versions.append(Said(newest.version, newest.at, "the change log"))
    elif not found.versions and found.log:
        newest = max(found.log, key=lambda item: item.date)
        found.versions.append(Said(newest.date, newest.at, "the change log"))
    version = found.versions[0].value if found.versions else ""
    dated = next((e for e in found.log if e.date and numbers(e.version) == numbers(version)), None)
    if dated:
        found.values.setdefault("released", Said(dated.date, dated.at, "the change log"))
