"""JSON into data by the decoder of the standard library, which hands over every pair, so that no key gets lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

from .core_schema import whole
from .document import DocumentError, Limits, Problem
from .encoding import decode
from .json_checks import check_bounds, check_halves, duplicates, not_a_number, place, stop
from .json_words import explain
from .measure import measure

AS_BRACES = bytes.maketrans(b"[]", b"{}")
NO_SIGNS = bytes({*range(256)} - {*b'[]{}"'})
HALF, HALF_WRITTEN = re.compile(r"\\u[dD]"), re.compile(rb"\\u[dD]")
"""How an escape begins that may name half of a character."""
SPACED, SPACED_KEY = re.compile(rb":(?<=[ \t\r\n]:)"), re.compile(rb'"[ \t\r\n]+:')
"""A colon behind space, in a text or behind a key; to look for keys by their quotes takes twice as long."""
DEEPEST = 900
"""Levels that the decoder reads without exhausting the stack."""


def parse_json(file: str, content: bytes, limits: Limits) -> Any:
    """Return the data of a JSON text; raise DocumentError with its problems."""
    text = decode(file, content)
    if may_hold(content) > limits.max_nodes:
        check_bounds(file, text, limits)
    data = load(file, text, limits)
    if not (measure(data).is_within(limits) if may_be_wide(content, limits) else is_flat(content, limits.max_depth)):
        check_bounds(file, text, limits)
    if HALF.search(text):
        check_halves(file, text)
    return data


def parse_parts(parts: Sequence[bytes], limits: Limits, depth: int) -> tuple[list[Any], int] | None:
    """Return the data of parts of one text that stand `depth` levels deep at the most, and how many nodes they have.

    None where the whole text has to be read, because something is wrong with a part or a limit may be reached.
    """
    values = decoded_quickly(parts)
    if values is None or any(map(HALF_WRITTEN.search, parts)):
        return None
    size = measure(values)
    fits = size.is_within(limits) and size.depth - 1 + depth <= limits.max_depth
    if not fits or (size.keys != keys_written(parts) and is_key_twice(parts)):
        return None
    return values, size.nodes


def parse_quickly(texts: Mapping[Any, bytes]) -> dict[Any, Any] | None:
    """Return the data of some texts by the native decoder; None where one is not JSON, or not certainly.

    Of a key that stands twice it keeps the last value, and of `max_depth` it knows nothing.
    """
    values = decoded_quickly(texts.values())
    return None if values is None else dict(zip(texts, values))


def decoded_quickly(texts: Iterable[bytes]) -> list[Any] | None:
    """Return the data of some texts by the native decoder; None where one is not JSON, or not certainly.

    It refuses all that the decoder of the standard library refuses, and numbers beyond the range of floats besides.
    """
    import msgspec

    decode = msgspec.json.Decoder().decode
    try:
        return [decode(text) for text in texts]
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None


def keys_written(texts: Iterable[bytes]) -> int:
    """Return how many keys some JSON texts have, those that stand twice too; more where a text may look like a key.

    A key is a quote and a colon behind it; within a text, a backslash stands before the quote. -1 where one may be
    written otherwise: with space before the colon, or with a backslash as its last character.
    """
    found = 0
    for text in texts:
        if SPACED.search(text) and SPACED_KEY.search(text):
            return -1
        found += text.count(b'":')
        if b"\\" in text and (quoted := text.count(b'\\":')):
            if b'\\\\":' in text:
                return -1
            found -= quoted
    return found


def is_key_twice(texts: Iterable[bytes]) -> bool:
    """Return whether a key stands twice in some JSON texts, or that is not certain."""
    pairs = Pairs()
    decoder = json.JSONDecoder(object_pairs_hook=pairs)
    try:
        for text in texts:
            decoder.decode(text.decode())
    except ValueError:  # a number of thousands of digits
        return True
    return pairs.duplicated


def may_hold(content: bytes) -> int:
    """Return a number that the nodes of a text do not exceed."""
    return 1 + len(content) - len(content.translate(None, b",:[{"))


def may_be_wide(content: bytes, limits: Limits) -> bool:
    """Return whether a text has commas enough for a list or an object that is longer than allowed."""
    return content.count(b",") >= min(limits.max_keys, limits.max_members)


def is_flat(content: bytes, most: int) -> bool:
    """Return whether the lists and objects of a text that is known to parse are nested no deeper than `most`.

    Only the signs are looked at: what stands between quotes is dropped, then the innermost pairs again and again.
    """
    plain = content.replace(b"\\\\", b"").replace(b'\\"', b"") if b"\\" in content else content
    signs = plain.translate(AS_BRACES, NO_SIGNS).replace(b'""', b"")
    left = b"".join(signs.split(b'"')[::2])
    for _ in range(most):
        if not left:
            return True
        left = left.replace(b"{}", b"")
    return not left


def load(file: str, text: str, limits: Limits) -> Any:
    """Return the data of a text; raise DocumentError where it is no JSON, too deep, or has a key twice."""
    pairs = Pairs()
    try:
        data = decoded(text, pairs)
    except json.JSONDecodeError as error:
        message, suggestion, offset = explain(text, error.msg, error.pos)
        raise DocumentError([Problem("syntax-error", message, suggestion, place(file, text, offset))]) from None
    except Constant as error:
        raise DocumentError([not_a_number(file, text, str(error))]) from None
    except RecursionError:
        check_bounds(file, text, limits)
        stop(file, text, "max_depth", DEEPEST, 0)
    if pairs.duplicated:
        raise DocumentError(duplicates(file, text))
    return data


def decoded(text: str, pairs: Pairs) -> Any:
    """Return the data of a text; a number with thousands of digits needs the slower way."""
    try:
        return json.loads(text, object_pairs_hook=pairs, parse_constant=refuse)
    except json.JSONDecodeError:
        raise
    except ValueError:
        return json.loads(text, object_pairs_hook=pairs, parse_constant=refuse, parse_int=number)


def number(digits: str) -> int | float:
    """Return a whole number of any length."""
    return whole(digits, 10)


class Constant(Exception):
    """A word such as NaN that the decoder takes for a number."""


def refuse(word: str) -> NoReturn:
    """Refuse a number that JSON does not have."""
    raise Constant(word)


class Pairs:
    """Builds objects and notes whether one of them has a key twice."""

    def __init__(self) -> None:
        self.duplicated = False

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Return the object of its keys and values."""
        made = dict(pairs)
        if len(made) != len(pairs):
            self.duplicated = True
        return made
