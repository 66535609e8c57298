"""Bytes to text: UTF-8 with or without a mark, and plain words for anything else."""

from __future__ import annotations

import re

from .document import DocumentError, Place, Problem

UTF8_MARK = b"\xef\xbb\xbf"
MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
SAVE = "Save the file as UTF-8."
PIECE = 2**16
"""So many bytes are looked at in one go: no memory is asked for anew, and what is looked at twice is near."""
CONTROLS = bytes({*range(32), 127} - {9, 10, 13})
BEYOND_ASCII = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")
MARKS_INSIDE = (UTF8_MARK, b"\xef\xbf\xbe", b"\xef\xbf\xbf")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")


def without_mark(content: bytes) -> bytes:
    """Return the bytes after the mark of UTF-8 that some editors write."""
    return content.removeprefix(UTF8_MARK)


def decode(file: str, content: bytes) -> str:
    """Return the text of a file; raise DocumentError where it is not UTF-8."""
    try:
        text = str(without_mark(content), "utf-8")
    except UnicodeDecodeError as error:
        found = other_encoding(content)
        if found is not None:
            raise refused(file, f"The file is {found}, not UTF-8.", (1, 1)) from None
        message = f"Byte 0x{error.object[error.start]:02x} is not UTF-8."
        raise refused(file, message, place_of(error.object, error.start)) from None
    if "\x00" in text[:2]:
        raise refused(file, "The file is UTF-16 or UTF-32, not UTF-8.", (1, 1))
    return text


def other_encoding(content: bytes) -> str | None:
    """Return the encoding that the first bytes tell of; None where they tell nothing."""
    named = next((name for mark, name in MARKS.items() if content.startswith(mark)), None)
    return named or ("UTF-16 or UTF-32" if b"\x00" in content[:4] else None)


def place_of(content: bytes, offset: int) -> tuple[int, int]:
    """Return line and column of a byte."""
    start = content.rfind(b"\n", 0, offset) + 1
    return content.count(b"\n", 0, offset) + 1, len(content[start:offset].decode("utf-8", "replace")) + 1


def check_characters(file: str, text: str, content: bytes) -> None:
    """Raise DocumentError where a text holds a character that YAML does not allow."""
    if not may_be_forbidden(without_mark(content)):
        return
    match = FORBIDDEN.search(text)
    if match is None:
        return
    before = text[: match.start()].replace("\r\n", "\n").replace("\r", "\n")  # each ends a line (YAML 1.2.2, 5.4)
    place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
    message = f"The character U+{ord(match[0]):04X} is not allowed here."
    suggestion = f'Remove it, or write it as "\\u{ord(match[0]):04x}" in double quotes.'
    raise DocumentError([Problem("character-forbidden", message, suggestion, place)])


def may_be_forbidden(content: bytes) -> bool:
    """Return whether a text holds the bytes of such a character: to look for those is much faster."""
    pieces = (content[start : start + PIECE + 1] for start in range(0, len(content), PIECE))  # two bytes may be parted
    if any(is_suspect(piece) for piece in pieces):
        return True
    return UTF8_MARK[:1] in content and any(mark in content for mark in MARKS_INSIDE)  # all begin alike


def is_suspect(piece: bytes) -> bool:
    """Return whether a piece of a text holds a control, or the bytes of one beyond ASCII."""
    return len(piece.translate(None, CONTROLS)) != len(piece) or BEYOND_ASCII.search(piece) is not None


def refused(file: str, message: str, position: tuple[int, int]) -> DocumentError:
    """Return the error of a text that is not UTF-8."""
    return DocumentError([Problem("encoding-invalid", message, SAVE, Place(file, *position))])
