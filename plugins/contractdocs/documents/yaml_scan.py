"""A light scan over the lines of plain block YAML.

It matches line after line with one pattern and stops at the first line that it does not know for certain: then it
says nothing, and the exact parser reads the text. What it knows: keys and list items with a value on one line, texts
over several lines, block texts, comments, and lists in brackets on one line.

To begin a group that repeats takes as long as to match ten characters, even where there is nothing to repeat. So what
most lines do not have is an alternative that opens with its first character, `(?:#...|)` for `(?:#...)?`: one look
passes it over.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from msgspec import Struct

from .core_schema import NUMERIC, resolve

DEEPEST_COLUMN = 400
"""Indentation up to which the native parser is trusted not to exhaust the stack."""

MANY, LINES, GAP = "{0,2000}", "{0,50000}", "{0,99}"
"""How often a group may repeat: each time takes memory, so that longer texts are left to the exact parser."""

NEVER_FIRST = r"""\s\-?:,\[\]{}\#&*!|>'"%@`"""
FIRST = f"[^{NEVER_FIRST}]"
RUN = r"[^\n:\#\t]*"
SIGNS = rf"{RUN}(?:(?::(?=[^\s])|(?<=[^\s])\#){RUN}){MANY}"
REST = rf"{RUN}(?:(?=:[^\s]|\#)(?:(?::(?=[^\s])|(?<=[^\s])\#){RUN}){MANY}|)"
LONG = r"(?:[-+]?[0-9]{18}|0[xo][0-9A-Fa-f]{14})"
PLAIN = rf"(?:[^{NEVER_FIRST}0-9+]|(?!{LONG})(?:[0-9+]|[-:](?=[A-Za-z0-9:\-/.]))){REST}(?<=[^\ ])"
MORE = rf"(?:[^\s\#:]|:(?=[^\s])){REST}(?<=[^\ ])"
ESCAPE = r"""\\(?:["\\/nrt\ ]|x[0-9A-Fa-f]{2}|u(?![dD][89a-fA-F])[0-9A-Fa-f]{4}|U0001[0-9A-Fa-f]{4})"""
FURTHER = r"(?:\ *\n)" + GAP + r"{inside}\ *"
BELOW = r"\n" + FURTHER
DOUBLE = r'"[^"\\\n\t]*(?:(?:' + ESCAPE + r'|\\?{below}(?=[^\s]))[^"\\\n\t]*)' + MANY + '"'
SINGLE = r"'[^'\n\t]*(?:(?:''|{below}(?=[^\s]))[^'\n\t]*)" + MANY + "'"
ITEM = (
    rf"(?:(?!{LONG})(?:[A-Za-z0-9_./$+]|-[0-9])"
    r"""[^\n:\#\t,\[\]{}"'&*!|>%@`]*(?<=[^\ ])|"[^"\\\n\t]*"(?!\ *:)|'[^'\n\t]*'(?!\ *:))"""
)
BRACKETS = rf"\[\ *(?:{ITEM}\ *(?:,\ *{ITEM}\ *){MANY})?\]|\{{\ *\}}"
END = r"(?:\n|\ +(?:\#[^\n]*|)\n|\#(?<=\ \#)[^\n]*\n)"
NEVER = "(?!)"


def folded(inside: str) -> str:
    """Return the pattern of a plain text; `inside` is what its further lines begin with."""
    further, below = (part.replace("{inside}", inside) for part in (FURTHER, BELOW))
    return rf"{PLAIN}(?:\n(?={inside}|\ *\n){further}{MORE}(?:{below}{MORE}){MANY}|)"


def texts(inside: str) -> str:
    """Return the pattern of a quoted text; `inside` is what its further lines begin with."""
    below = BELOW.replace("{inside}", inside)
    return DOUBLE.replace("{below}", below) + "|" + SINGLE.replace("{below}", below)


def values(inside: str, body: str) -> str:
    """Return the pattern of a value that may go on over several lines."""
    return rf"""
      (?:{folded(inside)}|{texts(inside)}|{BRACKETS}){END}
     |(?P<big{body}>[-+]?[0-9]{{18,30}}){END}
     |[|>][-+]?{END}\n*(?P<body{body}>{inside}\ *)(?=[^\s])[^\n]*\n
      (?:(?P=body{body})[^\n]*\n|\ *\n){LINES}(?!(?P=body{body}))
    """


ONE_LINE_TEXT = DOUBLE.replace("{below}", NEVER) + "|" + SINGLE.replace("{below}", NEVER)
UNDER_KEY = r"(?(dash)(?P=indent)[ ]{3}|(?P=indent)[ ])"
UNDER_DASH = r"(?P=indent)[ ]"
LINE = rf"""
 (?P<indent>\ {{0,{DEEPEST_COLUMN}}})(?:-(?P<dash>\ )|)
 (?:
   (?P<key>[^{NEVER_FIRST}.<]{REST}(?<=[^\ ])|"[^"\\\n\t]*"|'[^'\n\t]*(?:''[^'\n\t]*){MANY}'):
     (?:\ \ *(?:{values(UNDER_KEY, "1")})
       |{END})
  |(?<=-\ )(?:{values(UNDER_DASH, "2")})
  |(?<=-\ )-\ (?:-\ ){{0,3}}(?:{PLAIN}|{ONE_LINE_TEXT}|{BRACKETS}){END}
  |-?{END}|\#[^\n]*\n
  |(?:(?![-.]){folded("(?P=indent)")}|{texts("(?P=indent)")}){END}
 )
"""
BLANK = r"(?: *(?:#[^\n]*)?\n){0,9999}"
OPENING = re.compile(rf"{BLANK}(?:--- *\n{BLANK})?(?=[^ \n#])")
UNSURE = ("\r", "\x85", "\u2028", "\u2029")
"""Characters that may end a line, beside the usual one."""


class Scan(Struct, frozen=True):
    """What a scan found: how many keys and lines, the keys that are no text, the numbers too long for 64 bits."""

    keys: int
    lines: int
    odd_keys: frozenset[str]
    long_numbers: tuple[str, ...]


class Lines(NamedTuple):
    """The pattern of a line, and the numbers of its groups."""

    line: re.Pattern[str]
    key: int
    block_texts: tuple[int, int]
    long_numbers: tuple[int, int]


@cache
def lines() -> Lines:
    """Return the pattern of a line; to compile it takes as long as to read 100 KB of JSON, which has no need of it."""
    line = re.compile(LINE, re.VERBOSE)
    group = line.groupindex
    return Lines(line, group["key"], (group["body1"], group["body2"]), (group["big1"], group["big2"]))


def scan(text: str) -> Scan | None:
    """Return what the lines of a text hold; None where one of them is not known for certain."""
    begun = OPENING.match(text)
    if begun is None or any(sign in text for sign in UNSURE):
        return None
    keys: list[str | None] = []
    long_numbers: list[str] = []
    whole = text if text.endswith("\n") else text + "\n"
    match = None
    line, key, block_texts, numbers = lines()
    for match in iter(line.scanner(whole, begun.end()).match, None):  # type: ignore[attr-defined]
        keys.append(match[key])
        if match.lastindex in numbers:
            long_numbers.append(match[match.lastindex])
    if match is None or match.end() != len(whole):
        return None
    if whole is not text and match.lastindex in block_texts:
        return None
    return Scan(len(keys) - keys.count(None), len(keys), odd(set(keys)), tuple(long_numbers))


def odd(keys: set[str | None]) -> frozenset[str]:
    """Return the keys that YAML reads as numbers, truth values or nothing."""
    plain = (key.rstrip() for key in keys if key and (key[0] in NUMERIC or key[0] in "~nNtTfF"))
    return frozenset(key for key in plain if not isinstance(resolve(key), str))
