"""What Python's JSON decoder says about a broken text, in plain words with the way to mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .json_tokens import tokens
from .problems import cut, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

Words = tuple[str, str, int]
BARE = re.compile(r"[^\s\"',:\[\]{}]+")
CLOSING = {"[": "]", "{": "}"}
PYTHON_WORDS = {"True": "true", "False": "false", "None": "null", "TRUE": "true", "FALSE": "false", "NULL": "null"}


def explain(text: str, said: str, offset: int) -> Words:
    """Return message, suggestion and offset for what the decoder said at an offset."""
    if not text.strip():
        return "The file is empty.", "Write at least `{}`.", 0
    comment = re.compile(r"\s*(//|/\*|#)").match(text, offset)
    if comment:
        return "JSON has no comments.", "Remove the comment, or write the file as YAML.", comment.start(1)
    for phrase, words in EXPLANATIONS:
        if said.startswith(phrase):
            return words(text, offset)
    return f"The JSON cannot be read: {cut(said)}.", "", offset


def no_key(text: str, offset: int) -> Words:
    """Explain what stands where a key should."""
    at = skip(text, offset)
    if at >= len(text):
        return not_closed(text, offset)
    before = text.rfind(",", 0, at) if previous(text, at) == "," else -1
    if text[at] == "}" and before >= 0:
        return "A comma stands before the closing `}`.", "Remove the comma.", before
    if text[at] == "'":
        return "The key is in single quotes.", "Use double quotes.", at
    word = BARE.match(text, at)
    if word:
        return f"The key {quoted(word[0])} is not in quotes.", "Put every key in double quotes.", at
    return f"A key is missing before {quoted(text[at])}.", "Write a key in double quotes.", at


def trailing_comma(text: str, offset: int) -> Words:
    """Explain a comma before a closing bracket, which decoders since Python 3.13 point at."""
    closing = text[skip(text, offset + 1)]
    return f"A comma stands before the closing `{closing}`.", "Remove the comma.", offset


def no_value(text: str, offset: int) -> Words:
    """Explain what stands where a value should."""
    at = skip(text, offset)
    if at >= len(text):
        return not_closed(text, offset)
    if text[at] == "]" and previous(text, at) == ",":
        return "A comma stands before the closing `]`.", "Remove the comma.", text.rfind(",", 0, at)
    if text[at] == "'":
        return "The text is in single quotes.", "Use double quotes.", at
    word = BARE.match(text, at)
    if word is None:
        return f"A value is missing before {quoted(text[at])}.", "Write a value, or remove the comma or key.", at
    if word[0] in PYTHON_WORDS:
        return f"{quoted(word[0])} is no word of JSON.", f"Write {quoted(PYTHON_WORDS[word[0]])}.", at
    if at == 0 or not text[:at].strip():
        return "The text does not begin like JSON.", "If it is YAML, name the file .yaml.", at
    if word[0][0] in "+.":
        return f"{quoted(word[0])} is no number of JSON.", "Begin a number with a digit or a minus.", at
    return f"The text {quoted(word[0])} is not in quotes.", "Put it in double quotes.", at


def no_comma(text: str, offset: int) -> Words:
    """Explain what stands where a comma or a closing bracket should."""
    at = skip(text, offset)
    if at >= len(text):
        return not_closed(text, offset)
    if text[at].isdigit() and text[at - 1] == "0":
        return "A number begins with 0.", "Remove the leading zero, or put the number in quotes.", at - 1
    if text[at] in "]}":
        opened = open_brackets(text[:at])[-1]
        message = f"{quoted(text[at])} stands where {quoted(text[opened])} is still open."
        return message, f"Write {quoted(CLOSING[text[opened]])} before it, or instead.", at
    return f"A comma is missing before {quoted(start_of(text, at))}.", "Add the comma.", at


def no_colon(text: str, offset: int) -> Words:
    """Explain what stands where a colon should."""
    at = skip(text, offset)
    if at >= len(text):
        return not_closed(text, offset)
    return f"`:` is missing before {quoted(start_of(text, at))}.", "Write `:` after a key.", at


def extra(text: str, offset: int) -> Words:
    """Explain text behind the end."""
    at = skip(text, offset)
    if at >= len(text):  # white space, but none of JSON's
        return f"The character U+{ord(text[offset]):04X} stands after the end of the JSON.", "Remove it.", offset
    if text[at].isdigit() and text[at - 1] == "0":
        return "A number begins with 0.", "Remove the leading zero, or put the number in quotes.", at - 1
    if not text[:1].strip() or text.lstrip()[0] not in "{[":
        return "The text does not begin like JSON.", "If it is YAML, name the file .yaml.", at
    return "There is text after the end of the JSON.", "Remove it; a file holds one document.", at


def open_text(text: str, offset: int) -> Words:
    """Explain a text that is not closed."""
    return "The quote that begins here is not closed.", 'Add the closing `"`.', offset


def control(text: str, offset: int) -> Words:
    """Explain a line break or another control character inside a text."""
    if text[offset] in "\r\n":
        message = "The quote that begins here is not closed on its line."
        return message, r"Close it, or write a line break as `\n`.", text.rfind('"', 0, offset)
    if text[offset] == "\t":
        return "A tab stands inside a text.", r"Write it as `\t`.", offset
    return f"The character U+{ord(text[offset]):04X} is not allowed inside a text.", "Remove it.", offset


def bad_escape(text: str, offset: int) -> Words:
    """Explain a backslash that escapes nothing."""
    found = text[offset : offset + 2] if text[offset : offset + 1] == "\\" else text[max(offset - 1, 0) : offset + 1]
    return f"{quoted(found)} is no escape of JSON.", "Write the backslash twice.", offset


def bad_code(text: str, offset: int) -> Words:
    r"""Explain `\u` without four digits."""
    return r"`\u` must be followed by four hexadecimal digits.", "Write the code, or write the backslash twice.", offset


def not_closed(text: str, offset: int) -> Words:
    """Explain the end of the text inside a list or object."""
    levels = open_brackets(text)
    if not levels:
        return "The text ends too early.", "Write the rest of it.", min(offset, len(text))
    opened = text[levels[-1]]
    return f"{quoted(opened)} is not closed.", f"Add {quoted(CLOSING[opened])}.", levels[-1]


def open_brackets(text: str) -> list[int]:
    """Return the offsets of the brackets that are not closed, the innermost last."""
    levels: list[int] = []
    for token in tokens(text):
        if token.sign in "[{":
            levels.append(token.start)
        elif token.sign in "]}" and levels:
            levels.pop()
    return levels


def skip(text: str, offset: int) -> int:
    """Return the offset of the next character that is no space."""
    match = re.compile(r"\s*").match(text, offset)
    return match.end() if match else offset


def previous(text: str, offset: int) -> str:
    """Return the last character before an offset that is no space."""
    return text[:offset].rstrip()[-1:]


def start_of(text: str, offset: int) -> str:
    """Return the beginning of what stands at an offset."""
    match = re.compile(r'"[^"\n]*"?|[\w.+-]+|.', re.DOTALL).match(text, offset)
    return match[0] if match else ""


EXPLANATIONS: tuple[tuple[str, Callable[[str, int], Words]], ...] = (
    ("Expecting property name", no_key),
    ("Illegal trailing comma", trailing_comma),
    ("Expecting value", no_value),
    ("Expecting ',' delimiter", no_comma),
    ("Expecting ':' delimiter", no_colon),
    ("Extra data", extra),
    ("Unterminated string", open_text),
    ("Invalid control character", control),
    ("Invalid \\escape", bad_escape),
    ("Invalid \\uXXXX escape", bad_code),
)
