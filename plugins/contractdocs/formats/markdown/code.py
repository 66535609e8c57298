"""Reads the fences of code of a document together, so that types find each other, and keeps their lines.

Names such as `RequestBody` are declared anew under every endpoint: they belong to the fence they stand in. Every
other name belongs to the document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any
from urllib.parse import quote, unquote

from ...documents.document import Spot
from ..lowering import Lowered, Unread
from .fences import ZOD, Piece, declares
from .roles import role_of
from .tree import At, Steps

LOCAL = {
    **dict.fromkeys(("Request", "RequestBody", "Body", "ReqBody", "Payload"), "request"),
    **dict.fromkeys(("Response", "ResponseBody", "ResBody", "Result"), "response"),
    **dict.fromkeys(("Errors", "Error"), "errors"),
    **dict.fromkeys(("PathParams", "Params", "UrlParams", "RouteParams"), "path"),
    **dict.fromkeys(("QueryParams", "Query", "QueryString", "SearchParams"), "query"),
    **dict.fromkeys(("Headers", "RequestHeaders"), "header"),
}
DECLARED = re.compile(
    r"^\s*(?:export\s+)?(?:declare\s+)?(?:interface|type|enum|const\s+enum|class|const|struct)\s+(?P<name>\w+)"
)
COMMENT = re.compile(r"^\s*(?://|#)\s*(?P<said>.*)$")
REFERENCE = "#/$defs/"
QUOTED_REFERENCE = r'"\$ref": "#/\$defs/((?:[^"\\]|\\.)*)"'
ZOD_IMPORT = re.compile(r"^\s*import\b.*['\"]zod", re.MULTILINE)
MARK = "ʘ"  # a letter that stands around the name of a placeholder, so that it is part of a name


@dataclass(frozen=True, slots=True)
class Local:
    """A type that belongs to one fence: its role, the status it answers with, its schema and places."""

    role: str
    status: str
    schema: dict[str, Any]
    spots: Mapping[Steps, Spot]
    at: At


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of code as read: its own types, the statuses that carry nothing, the first type it declares."""

    piece: Piece
    locals: tuple[Local, ...] = ()
    empty: tuple[str, ...] = ()
    first: str = ""

    @property
    def at(self) -> At:
        """Return where it begins."""
        return self.piece.line, self.piece.column


@dataclass(slots=True)
class Code:
    """All code of a document as read: named types with their places, pieces in order, what was not read."""

    defs: dict[str, Any] = field(default_factory=dict)
    spots: dict[Steps, Spot] = field(default_factory=dict)
    snippets: list[Snippet] = field(default_factory=list)
    unread: list[tuple[Piece, str]] = field(default_factory=list)
    twice: list[tuple[str, At, At]] = field(default_factory=list)
    opaque: list[Unread] = field(default_factory=list)


@dataclass(slots=True)
class Renamed:
    """A piece whose own names were replaced by ones that nothing else has."""

    piece: Piece
    text: str
    names: dict[str, tuple[str, str, str]]  # the name in the text → role, status, name as written
    empty: tuple[str, ...]
    first: str


def lowerer(language: str) -> Callable[..., Lowered] | None:
    """Return what reads a language; None where nothing does."""
    try:
        module = import_module(f"contractdocs.formats.{language}")
    except ImportError:
        return None
    found: Callable[..., Lowered] | None = getattr(module, f"lower_{language}", None)
    return found


def read_code(
    pieces: Sequence[tuple[Piece, bool]], placeholders: Iterable[str], beside: Sequence[tuple[str, str, str]] = ()
) -> Code:
    """Return what the pieces of code of a document say; each comes with whether it stands in an operation.

    `beside` holds the files of code that belong to the document: path, language, text.
    """
    found = Code()
    names = tuple(placeholders)
    languages = [*(piece.language for piece, _ in pieces), *(language for _, language, _ in beside)]
    for language in dict.fromkeys(languages):
        own = [(piece, inside) for piece, inside in pieces if piece.language == language]
        files = [(path, text) for path, known, text in beside if known == language]
        lower = lowerer(language)
        if lower is None:
            found.unread.extend((piece, f"{language} is not read") for piece, _ in own)
        else:
            read_language(found, own, language, lower, names, files)
    found.snippets.sort(key=lambda snippet: snippet.at)
    return found


def read_language(
    found: Code,
    pieces: Sequence[tuple[Piece, bool]],
    language: str,
    lower: Callable[..., Lowered],
    placeholders: tuple[str, ...],
    files: Sequence[tuple[str, str]] = (),
) -> None:
    """Read the pieces of one language: those that are faulty on their own are left out, the others read as one."""
    good: list[Renamed] = []
    for index, (piece, inside) in enumerate(pieces):
        renamed = rename(piece, index, inside, placeholders)
        if not declares(renamed.text, language):
            found.unread.append((piece, "code that declares no type"))
            continue
        alone = lower(prepared(renamed.text, language))
        if alone.problems:
            problem = alone.problems[0]
            found.unread.append((piece, f"{problem.why} on line {piece.line + problem.spot[0] - 1}"))
        else:
            good.append(renamed)
    text, starts = with_files(together(good), files)
    whole = lower(prepared(text, language))
    defs, spots = restored(whole, placeholders)
    found.opaque.extend(one for one in whole.not_read if not in_file(Spot(one.spot), starts).file)
    spots = {steps: in_file(spot, starts) for steps, spot in spots.items()}
    for renamed in good:
        found.snippets.append(snippet_of(renamed, defs, spots))
    found.defs.update(defs)
    found.spots.update(spots)
    found.twice.extend(declared_twice(good))


def prepared(text: str, language: str) -> str:
    """Return code with the import that people leave out of examples; imports hold wherever they stand."""
    if language == "typescript" and ZOD.search(text) and not ZOD_IMPORT.search(text):
        return f"{text}\nimport {{ z }} from 'zod';"
    return text


def rename(piece: Piece, index: int, inside: bool, placeholders: tuple[str, ...]) -> Renamed:
    """Return a piece with its own names replaced, every character in its place where that can be."""
    text = with_names(piece.text, placeholders)
    roles, empty, first = announced(text)
    names: dict[str, tuple[str, str, str]] = {}
    for name, status in roles.items() if inside else ():
        if name in LOCAL:
            unique = unique_name(name, index)
            names[unique] = (LOCAL[name], status, name)
            text = re.sub(rf"\b{name}\b", unique, text)
    return Renamed(piece, text, names, tuple(empty) if inside else (), first)


def unique_name(name: str, index: int) -> str:
    """Return a name of the same length where that is long enough, that nobody writes."""
    mark = f"Z{index}z"
    return mark + name[len(mark) :] if len(name) > len(mark) + 1 else f"{mark}{name}"


def announced(text: str) -> tuple[dict[str, str], list[str], str]:
    """Return the declared names with the status that a comment above them names, the empty statuses, the first name."""
    names: dict[str, str] = {}
    empty: list[str] = []
    pending = first = ""
    for line in text.split("\n"):
        comment, declared = COMMENT.match(line), DECLARED.match(line)
        if comment:
            role = role_of(comment["said"])
            if pending and (
                re.search(r"\bno (?:body|content)\b", comment["said"], re.IGNORECASE) or (role and role.status)
            ):
                empty.append(pending)
                pending = ""
            if role and role.status and role.name in ("response", "errors"):
                pending = role.status
            elif role:
                empty, pending = [*empty, *([pending] if pending else [])], ""
        elif declared:
            first = first or declared["name"]
            names.setdefault(declared["name"], pending)
            pending = ""
    return names, [*empty, *([pending] if pending else [])], first


def together(pieces: Sequence[Renamed]) -> str:
    """Return the pieces as one text in which each stands on the lines that it has in the document."""
    lines: list[str] = []
    for renamed in pieces:
        own = renamed.text.split("\n")
        start = renamed.piece.line - 1
        lines.extend([""] * (start - len(lines)))
        indent = " " * (renamed.piece.column - 1)
        lines.extend(indent + line for line in own)
    return "\n".join(lines)


def with_files(text: str, files: Sequence[tuple[str, str]]) -> tuple[str, list[tuple[int, str]]]:
    """Return a text with those of other files below it, and the number of lines above each of them."""
    starts: list[tuple[int, str]] = []
    for path, other in files:
        text = text + "\n"
        starts.append((text.count("\n"), path))
        text = text + other
    return text, starts


def in_file(spot: Spot, starts: Sequence[tuple[int, str]]) -> Spot:
    """Return a place counted in its own file."""
    above, path = next(((n, path) for n, path in reversed(starts) if spot.value[0] > n), (0, ""))
    if not path:
        return spot
    key = (spot.key[0] - above, spot.key[1]) if spot.key else None
    return Spot((spot.value[0] - above, spot.value[1]), key, path)


def with_names(text: str, placeholders: tuple[str, ...]) -> str:
    """Return code whose placeholders are names: `{Resource}Stats` becomes one word."""
    for name in placeholders:
        text = text.replace("{" + name + "}", MARK + re.sub(r"\W", "_", name) + MARK)
    return text


def restored(lowered: Lowered, placeholders: tuple[str, ...]) -> tuple[dict[str, Any], dict[Steps, Spot]]:
    """Return types and places with the placeholders as they were written."""
    defs, spots = dict(lowered.defs), dict(lowered.spots)
    known = {MARK + re.sub(r"\W", "_", name) + MARK: "{" + name + "}" for name in placeholders}
    if not known:
        return defs, spots
    known.update({quote(name): quote(written) for name, written in list(known.items())})  # in references
    pattern = re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))

    def back(text: str) -> str:
        return pattern.sub(lambda match: known[match[0]], text)

    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {back(str(key)): turned(item) for key, item in value.items()}
        if isinstance(value, list):
            return [turned(item) for item in value]
        return back(value) if isinstance(value, str) else value

    return turned(defs), {tuple(map(back, steps)): spot for steps, spot in spots.items()}


def snippet_of(renamed: Renamed, defs: dict[str, Any], spots: dict[Steps, Spot]) -> Snippet:
    """Return a piece with its own types, which are taken out of those of the document."""
    made = []
    for unique, (role, status, _) in renamed.names.items():
        if unique not in defs:
            continue
        schema = defs.pop(unique)
        below = {steps[1:]: spots.pop(steps) for steps in list(spots) if steps and steps[0] == unique}
        spot = below.get(())
        at = (spot.key or spot.value) if spot else (renamed.piece.line, renamed.piece.column)
        made.append(Local(role, status, schema if isinstance(schema, dict) else {}, below, at))
    return Snippet(renamed.piece, tuple(made), renamed.empty, renamed.first)


def declared_twice(pieces: Sequence[Renamed]) -> Iterator[tuple[str, At, At]]:
    """Yield the names of the document that two fences declare in different words."""
    seen: dict[str, tuple[At, str]] = {}
    for renamed in pieces:
        for name, at, text in declarations(renamed):
            first = seen.setdefault(name, (at, text))
            if first[0] != at and first[1] != text:
                yield name, at, first[0]


def declarations(renamed: Renamed) -> Iterator[tuple[str, At, str]]:
    """Yield the types that a piece declares, with the words of each."""
    lines = renamed.text.split("\n")
    starts = [(i, found["name"]) for i, line in enumerate(lines) if (found := DECLARED.match(line))]
    for (index, name), (end, _) in zip(starts, [*starts[1:], (len(lines), "")]):
        if name not in renamed.names:
            words = " ".join(" ".join(re.sub(r"//.*", "", line) for line in lines[index:end]).split())
            yield name, (renamed.piece.line + index, renamed.piece.column), words


def undefined(schemas: Any, known: Iterable[str]) -> list[str]:
    """Return the names that schemas refer to and that are not known, each once."""
    have = set(known)
    names = (json.loads(f'"{found}"') for found in re.findall(QUOTED_REFERENCE, json.dumps(schemas)))
    return list(dict.fromkeys(name for name in map(unquote, names) if name not in have))
