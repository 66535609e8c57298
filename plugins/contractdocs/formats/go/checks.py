"""Turns validation tags into keywords (go-playground/validator, which `validate` and gin's `binding` name).

A rule that no keyword can say is kept as text and compared as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

FORMATS = {
    "email": "email",
    "url": "uri",
    "http_url": "uri",
    "uri": "uri",
    **dict.fromkeys(("uuid", "uuid3", "uuid4", "uuid5", "uuid_rfc4122", "uuid4_rfc4122"), "uuid"),
    **dict.fromkeys(("hostname", "hostname_rfc1123", "fqdn"), "hostname"),
    **dict.fromkeys(("ipv4", "ip4_addr"), "ipv4"),
    **dict.fromkeys(("ipv6", "ip6_addr"), "ipv6"),
}
LAYOUTS = {"2006-01-02": "date", "2006-01-02T15:04:05Z07:00": "date-time", "15:04:05": "time"}
PATTERNS = {
    "alpha": "^[a-zA-Z]+$",
    "alphanum": "^[a-zA-Z0-9]+$",
    "number": "^[0-9]+$",
    "numeric": r"^[-+]?[0-9]+(?:\.[0-9]+)?$",
    "hexadecimal": "^(?:0[xX])?[0-9a-fA-F]+$",
    "e164": r"^\+[1-9]?[0-9]{7,14}$",
    "ulid": "^[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{26}$",
    "semver": r"^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$",
}
BOUNDS = {
    "string": ("minLength", "maxLength"),
    "array": ("minItems", "maxItems"),
    "object": ("minProperties", "maxProperties"),
}
IGNORED = frozenset({"omitempty", "omitnil", "omitzero", "structonly", "nostructlevel", "required", "isdefault", ""})
WORD = re.compile(r"'([^']*)'|(\S+)")


@dataclass(slots=True)
class Checks:
    """What validation rules say of one value: keywords, whether it is required, what is only text, and its elements."""

    keywords: dict[str, Any] = field(default_factory=dict)
    required: bool = False
    unread: list[str] = field(default_factory=list)
    keys: Checks | None = None
    elements: Checks | None = None


Types = Callable[[int], str]
"""Returns the JSON type of the value itself (0), of its elements (1), and of theirs (2): empty where unknown."""


def checks_of(stated: str, kind: Types, depth: int = 0) -> Checks:
    """Return what the rules of a tag say; `dive` goes on with the elements."""
    rules = stated.split(",") if stated else []
    if "dive" not in rules:
        return own_checks(rules, kind(depth))
    at = rules.index("dive")
    found = own_checks(rules[:at], kind(depth))
    below = rules[at + 1 :]
    if below[:1] == ["keys"] and "endkeys" in below:
        end = below.index("endkeys")
        found.keys = own_checks(below[1:end], "string")
        below = below[end + 1 :]
    if depth < 20:
        found.elements = checks_of(",".join(below), kind, depth + 1)
    return found


def own_checks(rules: list[str], kind: str) -> Checks:
    """Return what rules say of a value of a JSON type."""
    found = Checks()
    for rule in rules:
        name, _, value = rule.strip().partition("=")
        value = value.replace("0x2C", ",").replace("0x7C", "|")
        if name == "required":
            found.required = True
        if name in IGNORED:
            continue
        keywords = dict(keywords_of(name, value, kind)) if "|" not in rule else {}
        if keywords and not any(found.keywords.get(key, item) != item for key, item in keywords.items()):
            found.keywords.update(keywords)
        else:
            found.unread.append(rule.strip())
    return found


def keywords_of(name: str, value: str, kind: str) -> Iterator[tuple[str, Any]]:
    """Yield the keywords that one rule means for a value of a JSON type; none where no keyword says it."""
    if name in ("min", "gte", "max", "lte", "gt", "lt", "len", "eq"):
        yield from bound(name, value, kind)
    elif name == "oneof":
        yield from choice(value, kind)
    elif name == "unique" and kind == "array" and not value:
        yield "uniqueItems", True
    elif kind == "string":
        yield from textual(name, value)


def bound(name: str, value: str, kind: str) -> Iterator[tuple[str, Any]]:
    """Yield the keywords of a rule about size: of a number its value, of a text its length, of a list its items."""
    amount = number(value)
    if name == "eq" and kind == "string":
        yield "const", value
        return
    if amount is None or (kind not in BOUNDS and kind not in ("integer", "number")):
        return
    if kind in ("integer", "number"):
        yield from NUMERIC[name](amount)
        return
    if not isinstance(amount, int):
        return
    low, high = BOUNDS[kind]
    if name in ("min", "gte", "gt", "len", "eq"):
        yield low, amount + (name == "gt")
    if name in ("max", "lte", "lt", "len", "eq"):
        yield high, max(amount - (name == "lt"), 0)


NUMERIC: dict[str, Callable[[float], Iterator[tuple[str, Any]]]] = {
    **dict.fromkeys(("min", "gte"), lambda value: iter([("minimum", value)])),
    **dict.fromkeys(("max", "lte"), lambda value: iter([("maximum", value)])),
    "gt": lambda value: iter([("exclusiveMinimum", value)]),
    "lt": lambda value: iter([("exclusiveMaximum", value)]),
    **dict.fromkeys(("len", "eq"), lambda value: iter([("const", value)])),
}


def choice(value: str, kind: str) -> Iterator[tuple[str, Any]]:
    """Yield the values of `oneof`: words, in single quotes where they hold spaces; numbers for a number."""
    words = [found[1] if found[1] is not None else found[2] for found in WORD.finditer(value)]
    values: list[Any] = [number(word) for word in words] if kind in ("integer", "number") else words
    if words and None not in values and kind in ("integer", "number", "string"):
        yield "enum", list(dict.fromkeys(values))


def textual(name: str, value: str) -> Iterator[tuple[str, Any]]:
    """Yield the keywords of a rule about text."""
    if name in FORMATS:
        yield "format", FORMATS[name]
    elif name == "datetime" and value in LAYOUTS:
        yield "format", LAYOUTS[value]
    elif name in PATTERNS:
        yield "pattern", PATTERNS[name]
    elif name in ("base64", "base64url"):
        yield "contentEncoding", name
    elif name in ("startswith", "endswith", "contains") and value:
        plain = re.sub(r"([\\^$.|?*+()\[\]{}])", r"\\\1", value)
        yield "pattern", {"startswith": f"^{plain}", "endswith": f"{plain}$", "contains": plain}[name]


def number(text: str) -> Any:
    """Return a number as written, whole ones as such; None where it is none."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        found = float(text)
    except ValueError:
        return None
    return found if found == found and abs(found) != float("inf") else None
