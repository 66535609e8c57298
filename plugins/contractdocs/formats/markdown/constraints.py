"""Reads what people write about a value into a cell: its type, and its rules (`Required, 2-100 chars, trimmed`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Keywords = dict[str, Any]
WORDS: tuple[tuple[str, Keywords], ...] = (
    ("string str text varchar char cadena 字符串", {"type": "string"}),
    ("integer int int8 int16 int32 int64 long short bigint smallint entero", {"type": "integer"}),
    ("uint uint8 uint16 uint32 uint64", {"type": "integer", "minimum": 0}),
    ("number float float32 float64 double decimal numeric número", {"type": "number"}),
    ("boolean bool 布尔", {"type": "boolean"}),
    ("object json map dict objeto", {"type": "object"}),
    ("array list lista", {"type": "array"}),
    ("null", {"type": "null"}),
    ("uuid guid", {"type": "string", "format": "uuid"}),
    ("email", {"type": "string", "format": "email"}),
    ("url uri", {"type": "string", "format": "uri"}),
    (
        "datetime date-time timestamp timestamptz isodatetime iso8601 isodatestring",
        {"type": "string", "format": "date-time"},
    ),
    ("date isodate", {"type": "string", "format": "date"}),
    ("ulid", {"type": "string", "format": "ulid"}),
    ("bytes base64", {"type": "string", "contentEncoding": "base64"}),
    ("binary file", {"type": "string", "format": "binary"}),
    ("enum any mixed unknown", {}),
)
SPACED = {
    "iso 8601": "iso8601",
    "iso 8601 date": "isodate",
    "iso date": "isodate",
    "uuid v4": "uuid",
    "date time": "datetime",
}
SINGLE: Mapping[str, Keywords] = {word: schema for words, schema in WORDS for word in words.split()}
TYPES: Mapping[str, Keywords] = {**SINGLE, **{name: SINGLE[word] for name, word in SPACED.items()}}
CHARS = r"(?:chars?|characters?|letters?|symbols?|digits?|bytes|caracteres|字符)"
ITEMS = r"(?:items?|elements?|entries|values)"
NUM = r"(-?\d{1,3}(?:,\d{3})+|-?\d+(?:\.\d+)?)"
TO = r"\s*(?:-|–|to|and|\.\.\.?)\s*"
LEAST = r"(?:must be )?(?:min(?:imum)?\.?|at least|>=|≥|no less than)\s*(?:of\s*)?:?=?\s*"
MOST = r"(?:must be )?(?:max(?:imum)?\.?|at most|<=|≤|up to|no more than)\s*(?:of\s*)?:?=?\s*"
LONG = r"(?:len(?:gth)?)\s*(?:of\s*)?:?=?\s*"
ONE_OF = re.compile(
    r"\b(?:one of|enum|values?|allowed values?|allowed|options|valores)\b\s*:?\s*(?P<list>.+)$", re.IGNORECASE
)
CODES = re.compile(
    r"(?:^|(?<=[,;] ))(?P<list>(?:`[^`]+`|'[^']+')(?:\s*(?:,|/|\||\bor\b)\s*(?:`[^`]+`|'[^']+'))+"
    r"|[\w.-]+(?:\s*\|\s*[\w.-]+)+)$"
)
BETWEEN = re.compile(r"`[^`]*`|/[^/\s]+/|[,;]\s*(?!\d{3}\b)|<br\s*/?>")
QUOTES = " `'\"[](){}."


def number(text: str) -> int | float:
    """Return a number as it is written."""
    plain = text.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def pair(low: str, high: str) -> Callable[[re.Match[str]], Keywords]:
    """Return the reader of a range."""
    return lambda found: {low: number(found[1]), high: number(found[2])}


def single(*names: str) -> Callable[[re.Match[str]], Keywords]:
    """Return the reader of one bound that several keywords may state."""
    return lambda found: dict.fromkeys(names, number(found[1]))


def fixed(**keywords: Any) -> Callable[[re.Match[str]], Keywords]:
    """Return the reader of a phrase that always says the same."""
    return lambda found: dict(keywords)


PHRASES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Keywords]], ...] = tuple(
    (re.compile(rf"^(?:{pattern})$", re.IGNORECASE), read)
    for pattern, read in (
        (rf"(?:length\s*:?\s*)?(?:between\s*)?{NUM}{TO}{NUM}\s*{CHARS}(?: long)?", pair("minLength", "maxLength")),
        (rf"{LONG}(?:between\s*)?{NUM}{TO}{NUM}", pair("minLength", "maxLength")),
        (rf"{LONG}{NUM}|{NUM}\s*{CHARS} exactly", lambda f: {**bound(f, "minLength"), **bound(f, "maxLength")}),
        (rf"(?:min(?:imum)?\.?[- ]?{LONG}|length\s*(?:>=|≥)\s*){NUM}", single("minLength")),
        (rf"(?:max(?:imum)?\.?[- ]?{LONG}|length\s*(?:<=|≤)\s*){NUM}", single("maxLength")),
        (rf"(?:between\s*)?{NUM}{TO}{NUM}\s*{ITEMS}", pair("minItems", "maxItems")),
        (rf"(?:range\s*:?\s*)?(?:between\s*)?{NUM}{TO}{NUM}", pair("minimum", "maximum")),
        (rf"{LEAST}{NUM}\s*{CHARS}(?: long)?|minlength\s*:?\s*{NUM}", lambda f: bound(f, "minLength")),
        (rf"{MOST}{NUM}\s*{CHARS}(?: long)?|maxlength\s*:?\s*{NUM}", lambda f: bound(f, "maxLength")),
        (rf"{LEAST}{NUM}\s*{ITEMS}", single("minItems")),
        (rf"{MOST}{NUM}\s*{ITEMS}", single("maxItems")),
        (rf"(?:exactly\s*)?{NUM}\s*{CHARS}(?: long)?", single("minLength", "maxLength")),
        (rf"{LEAST}{NUM}", single("minimum")),
        (rf"{MOST}{NUM}", single("maximum")),
        (rf">\s*{NUM}|greater than {NUM}", lambda f: bound(f, "exclusiveMinimum")),
        (rf"<\s*{NUM}|less than {NUM}", lambda f: bound(f, "exclusiveMaximum")),
        (r"positive(?: (?:number|integer))?", fixed(exclusiveMinimum=0)),
        (r"non-?negative(?: (?:number|integer))?", fixed(minimum=0)),
        (r"(?:must be )?(?:a |an )?(?:valid )?e-?mail(?: (?:format|address))?", fixed(format="email")),
        (r"(?:must be )?(?:a )?(?:valid )?(?:uuid|guid)(?: ?v4)?(?: format)?", fixed(format="uuid")),
        (r"(?:must be )?(?:a )?(?:valid )?(?:url|uri)(?: format)?", fixed(format="uri")),
        (
            r"(?:valid )?(?:iso[- ]?8601(?: (?:format|datetime|timestamp))?|date-?time|timestamp)",
            fixed(format="date-time"),
        ),
        (r"(?:valid )?(?:iso )?date(?: \(yyyy-mm-dd\))?|yyyy-mm-dd", fixed(format="date")),
        (r"not empty|non-?empty", fixed(minLength=1)),
        (r"unique items", fixed(uniqueItems=True)),
        (r"(?:an? )?(?:integer|whole number)", fixed(type="integer")),
        (r"(?:an? )?(?:boolean|true/false|true or false)", fixed(type="boolean")),
        (r"(?:an? )?(?:string|text)", fixed(type="string")),
        (r"(?:an? )?number", fixed(type="number")),
        (r"nullable|can be null|or null", fixed(nullable=True)),
        (r"default(?:s to|:|=)?\s*[`'\"]?([^`'\"]+)[`'\"]?", lambda f: {"default": value(f[1].strip())}),
        (r"(?:must )?(?:pattern|regex|match(?:es)?)\s*:?\s*`?/?(.+?)/?`?", lambda f: searched(f[1])),
        (
            r"(?:must )?(?:starts? with|begins? with|prefix(?:ed with)?)\s*:?\s*[`'\"](.+?)[`'\"]",
            lambda f: {"pattern": "^" + re.escape(f[1])},
        ),
        (r"(?:valid )?iso[- ]?8601 date", fixed(format="date")),
    )
)
REQUIRED = re.compile(r"^(?:required|mandatory|obligatorio|requis|必填|yes|sí|oui|true|✓|✅|是)\.?$", re.IGNORECASE)
OPTIONAL = re.compile(r"^(?:optional|opcional|optionnel|no|non|false|✗|❌|-|–|否|可选)\.?$", re.IGNORECASE)


def bound(found: re.Match[str], keyword: str) -> Keywords:
    """Return a bound that one of several spellings states."""
    return {keyword: number(next(group for group in found.groups() if group))}


def searched(text: str) -> Keywords:
    """Return a pattern that a search may use; none where it is no pattern."""
    try:
        re.compile(text)
    except re.error:
        return {}
    return {"pattern": text}


def value(text: str) -> Any:
    """Return a default as the value that it is written as."""
    words: dict[str, Any] = {"true": True, "false": False, "null": None}
    if text.lower() in words:
        return words[text.lower()]
    return number(text) if re.fullmatch(r"-?\d{1,15}(?:\.\d+)?", text) else text


def required(text: str) -> bool | None:
    """Return whether a cell says required or optional; None where it says neither."""
    said = text.strip()
    if REQUIRED.match(said):
        return True
    return False if OPTIONAL.match(said) else None


def rules_of(text: str) -> tuple[Keywords, bool | None, str]:
    """Return the keywords that rules state, whether the value is required, and the phrases that are only text."""
    found: Keywords = {}
    needed: bool | None = None
    left: list[str] = []
    one_of = ONE_OF.search(text) or CODES.search(text)
    head = text[: one_of.start()] if one_of else text
    if one_of:
        found["enum"] = listed(one_of["list"])
    for phrase in phrases(head):
        need = required(phrase)
        keywords = {} if need is not None else phrase_of(phrase)
        needed = need if need is not None else needed
        found.update(keywords)
        if need is None and not keywords:
            left.append(phrase)
    return found, needed, ", ".join(left)


def phrases(text: str) -> list[str]:
    """Return the phrases of a cell; a comma inside code or a pattern separates nothing."""
    found, start = [], 0
    for match in BETWEEN.finditer(text):
        if match[0][0] not in "`/":
            found.append(text[start : match.start()])
            start = match.end()
    return [part.strip() for part in (*found, text[start:]) if part.strip()]


def phrase_of(phrase: str) -> Keywords:
    """Return what one phrase states; nothing where it is not understood."""
    said = phrase.strip(" .").strip("`* ") if phrase.count("`") != 2 or phrase[:1] == "`" else phrase.strip(" .")
    found = next((read(match) for known, read in PHRASES if (match := known.match(said))), {})
    kind, _, rest = said.partition(" ")
    if found or not rest or kind.lower() not in SINGLE:
        return found
    more = phrase_of(rest)  # `integer ≥ 1`: a type with one rule behind it
    return {**SINGLE[kind.lower()], **more} if more else {}


def listed(text: str) -> list[str]:
    """Return the values of a list in words."""
    parts = re.split(r"\s*(?:,|\||/|\bor\b)\s*", text.strip().rstrip("."))
    return list(dict.fromkeys(part.strip(QUOTES) for part in parts if part.strip(QUOTES)))
