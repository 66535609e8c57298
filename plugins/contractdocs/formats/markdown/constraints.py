"""Reads what people write about a value into a cell: its type, and its rules (`Required, 2-100 chars, trimmed`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Keywords = dict[str, Any]
WORDS: tuple[tuple[str, Keywords], ...] = (
    ("string str text varchar char cadena 字符串", {"type": "string"}),
    ("integer int int32 int64 long bigint entero", {"type": "integer"}),
    ("number float double decimal numeric número", {"type": "number"}),
    ("boolean bool 布尔", {"type": "boolean"}),
    ("object json map dict objeto", {"type": "object"}),
    ("array list lista", {"type": "array"}),
    ("null", {"type": "null"}),
    ("uuid guid", {"type": "string", "format": "uuid"}),
    ("email", {"type": "string", "format": "email"}),
    ("url uri", {"type": "string", "format": "uri"}),
    ("datetime date-time timestamp isodatetime iso8601 isodatestring", {"type": "string", "format": "date-time"}),
    ("date", {"type": "string", "format": "date"}),
    ("enum any", {}),
)
TYPES: Mapping[str, Keywords] = {word: schema for words, schema in WORDS for word in words.split()}
CHARS = r"(?:chars?|characters?|letters?|symbols?|digits?|bytes|caracteres|字符)"
ITEMS = r"(?:items?|elements?|entries|values)"
NUM = r"(-?\d+(?:\.\d+)?)"
TO = r"\s*(?:-|–|to|and|\.\.\.?)\s*"
LEAST = r"(?:min(?:imum)?\.?|at least|>=|≥|no less than|length\s*>=)(?:\s*length)?\s*(?:of\s*)?:?=?\s*"
MOST = r"(?:max(?:imum)?\.?|at most|<=|≤|up to|no more than|length\s*<=)(?:\s*length)?\s*(?:of\s*)?:?=?\s*"
ONE_OF = re.compile(
    r"\b(?:one of|enum|values?|allowed values?|allowed|options|valores)\b\s*:?\s*(?P<list>.+)$", re.IGNORECASE
)
QUOTES = " `'\"[](){}."


def number(text: str) -> int | float:
    """Return a number as it is written."""
    return float(text) if "." in text else int(text)


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
        (rf"length\s*:?\s*(?:between\s*)?{NUM}{TO}{NUM}", pair("minLength", "maxLength")),
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
        (r"(?:pattern|regex|matches)\s*:?\s*`?/?(.+?)/?`?", lambda f: searched(f[1])),
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
    one_of = ONE_OF.search(text)
    head = text[: one_of.start()] if one_of else text
    if one_of:
        found["enum"] = listed(one_of["list"])
    for phrase in filter(None, (part.strip() for part in re.split(r"[,;]\s*(?!\d{3}\b)|<br\s*/?>", head))):
        need = required(phrase)
        keywords = {} if need is not None else phrase_of(phrase)
        needed = need if need is not None else needed
        found.update(keywords)
        if need is None and not keywords:
            left.append(phrase)
    return found, needed, ", ".join(left)


def phrase_of(phrase: str) -> Keywords:
    """Return what one phrase states; nothing where it is not understood."""
    said = phrase.strip(" `.*")
    return next((read(found) for known, read in PHRASES if (found := known.match(said))), {})


def listed(text: str) -> list[str]:
    """Return the values of a list in words."""
    parts = re.split(r"\s*(?:,|\||/|\bor\b)\s*", text.strip().rstrip("."))
    return list(dict.fromkeys(part.strip(QUOTES) for part in parts if part.strip(QUOTES)))


def type_of(text: str) -> Keywords:
    """Return the schema of a type as people write it: `string[]`, `array of User`, `'a' | 'b'`, `User`, `string?`."""
    said = text.strip().strip("`").strip()
    if not said:
        return {}
    if "|" in said or re.search(r"\bor null\b", said):
        return union([part.strip() for part in re.split(r"\||\bor\b", said) if part.strip()])
    if said.endswith("?"):
        return type_of(said[:-1])
    if inner := re.fullmatch(r"(.+)\[\]|(?:array|list)(?:\s+of\s+|\s*[<(\[])(.+?)s?[>)\]]?", said, re.IGNORECASE):
        return {"type": "array", "items": type_of(inner[1] or inner[2])}
    if literal := re.fullmatch(r"""["']([^"']*)["']""", said):
        return {"const": literal[1]}
    return named(said)


def named(said: str) -> Keywords:
    """Return the schema of one word, with what stands in brackets behind it: `string (uuid)`, `string(255)`."""
    word, _, more = said.partition("(")
    known = TYPES.get(word.strip().lower())
    if known is not None:
        inside = more.rstrip(") ")
        extra = {"maxLength": int(inside)} if inside.isdigit() and "string" in known.values() else rules_of(inside)[0]
        return {**known, **(extra if inside else {})}
    if re.fullmatch(r"[A-Z]\w*", said):
        return {"$ref": f"#/$defs/{said}"}
    return {"x-type-text": said}


def union(parts: list[str]) -> Keywords:
    """Return the schema of a union: literals are an enumeration, and null a type."""
    schemas = [type_of(part) for part in parts]
    others = [schema for schema in schemas if schema != {"type": "null"}]
    null = len(others) < len(schemas)
    if all("const" in schema for schema in others):
        values: list[Any] = [schema["const"] for schema in others]
        return {"enum": [*values, None] if null else values}
    if len(others) == 1:
        return with_null(others[0]) if null else others[0]
    return {"anyOf": schemas}


def with_null(schema: Keywords) -> Keywords:
    """Return a schema that takes null too."""
    if isinstance(schema.get("type"), str):
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}
