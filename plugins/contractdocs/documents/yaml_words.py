"""What libyaml says about a broken text, in plain words with the way to mend it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .document import Place, Problem
from .problems import cut, quoted
from .yaml_events import lines_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml.error import Mark, YAMLError

KEY = re.compile(r"""\s*(?:-\s+)*("[^"]*"|'[^']*'|[^\s#:][^:#]*?)\s*:(?:\s|$)""")
QUOTES = "Put the value in quotes."
LINE_UP = "Line it up with the lines that it belongs to."


@dataclass(frozen=True, slots=True)
class Slip:
    """A place where libyaml gave up: what it said, the line and column (from 0), and where the part began."""

    said: str
    during: str
    lines: list[str]
    line: int
    column: int
    start: tuple[int, int] | None

    @property
    def text(self) -> str:
        """Return the line where libyaml gave up."""
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def char(self) -> str:
        """Return the character where libyaml gave up; empty at the end of a line."""
        return self.text[self.column : self.column + 1]

    @property
    def position(self) -> tuple[int, int]:
        """Return where libyaml gave up."""
        return self.line, self.column

    @property
    def opening(self) -> tuple[int, int]:
        """Return where the part began that libyaml could not finish."""
        return self.start or self.position


Words = tuple[str, str, tuple[int, int]]


def syntax_problem(file: str, text: str, error: YAMLError) -> Problem:
    """Return the problem that libyaml met."""
    mark: Mark | None = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    if mark is None:
        return Problem("syntax-error", f"The YAML cannot be read: {cut(said)}.", "", Place(file, 1, 1))
    start = getattr(error, "context_mark", None)
    slip = Slip(
        said,
        getattr(error, "context", None) or "",
        lines_of(text),
        mark.line,
        mark.column,
        (start.line, start.column) if start is not None else None,
    )
    message, suggestion, (line, column) = words(slip)
    return Problem("syntax-error", message, suggestion, Place(file, line + 1, column + 1))


def words(slip: Slip) -> Words:
    """Return message, suggestion and position of a slip."""
    for phrase, explain in EXPLANATIONS:
        if phrase in slip.said:
            return explain(slip)
    during = f" {slip.during}" if slip.during else ""
    return f"The YAML cannot be read{during}: {cut(slip.said)}.", "", slip.position


def second_colon(slip: Slip) -> Words:
    """Explain `: ` where no key can stand."""
    before = slip.text[: slip.column]
    key = KEY.match(before + " ")
    if key and key.end() <= slip.column:
        message = f"The value of {quoted(bare(key[1]))} holds `: `, which would begin another value."
        return message, QUOTES, slip.position
    above, number = line_above(slip)
    if above and ":" not in above and indentation(above) == indentation(slip.text):
        return missing_colon(replace(slip, start=(number, indentation(above))))
    message = "A key stands here, but the line above has a value already."
    suggestion = f"{LINE_UP} Or, if it is part of a text, put that text in quotes."
    return message, suggestion, (slip.line, indentation(slip.text))


def line_above(slip: Slip) -> tuple[str, int]:
    """Return the line with text above the slip, and its number from 0."""
    number = slip.line - 1
    while number > 0 and not slip.lines[number].strip():
        number -= 1
    return (slip.lines[number], number) if number >= 0 else ("", 0)


def bad_start(slip: Slip) -> Words:
    """Explain a character that nothing begins with."""
    if slip.char == "\t":
        return "A tab is used for indentation.", "Use spaces.", slip.position
    return f"A value cannot begin with {quoted(slip.char)}.", QUOTES, slip.position


def tab(slip: Slip) -> Words:
    """Explain a tab among the spaces of the indentation."""
    column = slip.text.find("\t")
    return "A tab is used for indentation.", "Use spaces.", (slip.line, max(column, 0))


def missing_colon(slip: Slip) -> Words:
    """Explain a line that should be a key."""
    line, column = slip.opening
    text = slip.lines[line][column:].split(" #")[0].strip() if line < len(slip.lines) else ""
    return f"`:` is missing after {quoted(text)}.", "Write `:` and a space after a key.", (line, column)


def no_key(slip: Slip) -> Words:
    """Explain what stands among the keys of a mapping and is none."""
    before = slip.text[: slip.column].rstrip()
    if before.endswith(('"', "'")):
        suggestion = "Put the whole value in one pair of quotes; inside single quotes, write an apostrophe twice."
        return "There is text after the closing quote.", suggestion, slip.position
    if before.endswith(("]", "}")):
        return f"There is text after the closing {quoted(before[-1])}.", QUOTES, slip.position
    if slip.char == "-":
        return "A list item stands among the keys of a mapping.", LINE_UP, slip.position
    if slip.char in ("}", "]"):
        return f"{quoted(slip.char)} closes nothing.", "Remove it.", slip.position
    column = slip.opening[1] + 1
    message = f"This line does not line up with the keys that begin on line {slip.opening[0] + 1}, column {column}."
    return message, LINE_UP, slip.position


def no_item(slip: Slip) -> Words:
    """Explain what stands among the items of a list and is none."""
    line, column = slip.opening
    message = f"This is no item of the list that begins on line {line + 1}, column {column + 1}."
    return message, "Begin it with `- `, or line it up with the keys around the list.", slip.position


def not_in_line(slip: Slip) -> Words:
    """Explain what ends a list or mapping too early, where the parser does not say which."""
    return no_key(slip) if "mapping" in slip.during else no_item(slip)


def open_bracket(slip: Slip) -> Words:
    """Explain a bracket that is not closed, or a comma that is missing."""
    line, column = slip.opening
    bracket = "]" if "sequence" in slip.during else "}"
    if slip.line >= len(slip.lines) - 1 and not slip.char:
        opening = {"]": "[", "}": "{"}[bracket]
        return f"{quoted(opening)} is not closed.", f"Add {quoted(bracket)}.", (line, column)
    message = f"A comma or {quoted(bracket)} is missing here, in the part that begins on line {line + 1}."
    return message, "Separate the parts with commas; put texts with special characters in quotes.", slip.position


def open_quote(slip: Slip) -> Words:
    """Explain a quote that is not closed."""
    line, column = slip.opening
    quote = slip.lines[line][column : column + 1] if line < len(slip.lines) else ""
    twice = " Inside single quotes, write an apostrophe twice." if quote == "'" else ""
    return f"The quote {quote} is not closed.".replace("  ", " "), f"Close it on the same line.{twice}", (line, column)


def bad_escape(slip: Slip) -> Words:
    """Explain a backslash that escapes nothing."""
    start = slip.column if slip.char == "\\" else slip.column - 1
    message = f"{quoted(slip.text[start : start + 2])} is no escape."
    return message, "Write the backslash twice, or use single quotes.", slip.position


def bad_code(slip: Slip) -> Words:
    """Explain an escape that names half a character."""
    suggestion = "Write the character itself, or its code with eight digits such as \\U0001F600."
    return "The escape is no character.", suggestion, slip.position


def item_on_key_line(slip: Slip) -> Words:
    """Explain a list that begins beside its key."""
    message = "A list item stands on the line of its key."
    return message, "Begin the list on the next line, or put the text in quotes.", slip.position


def no_value(slip: Slip) -> Words:
    """Explain a comma or bracket where a value should be."""
    if slip.line >= len(slip.lines) - 1 and not slip.char:
        from .json_words import not_closed

        whole = "\n".join(slip.lines)
        message, suggestion, offset = not_closed(whole, len(whole))
        return message, suggestion, (whole.count("\n", 0, offset), offset - whole.rfind("\n", 0, offset) - 1)
    what = f" before {quoted(slip.char)}" if slip.char else ""
    return f"A value is missing{what}.", "Remove the comma before it, or put the text in quotes.", slip.position


def bad_name(slip: Slip) -> Words:
    """Explain a value that begins with the sign of an anchor or alias."""
    line, column = slip.opening
    sign = slip.lines[line][column : column + 1] if line < len(slip.lines) else "*"
    return f"{quoted(sign)} must be followed by a name here.", QUOTES, (line, column)


def bad_block(slip: Slip) -> Words:
    """Explain text after `|` or `>`."""
    suggestion = "Begin the text on the next line, or put the value in quotes."
    return "There is text after `|` or `>`.", suggestion, slip.position


def document_mark(slip: Slip) -> Words:
    """Explain text where a new document should begin."""
    if slip.char in ("}", "]"):
        return f"{quoted(slip.char)} closes nothing.", "Remove it.", slip.position
    return (
        "There is text after the end of the document.",
        "Line it up with the lines above, or remove it.",
        slip.position,
    )


def handle(slip: Slip) -> Words:
    """Explain a tag with a handle that nobody defined."""
    return "The handle of this tag is not defined.", "Remove the tag, or put the text in quotes.", slip.opening


def indentation(text: str) -> int:
    """Return the column where the text of a line begins."""
    return len(text) - len(text.lstrip(" "))


def bare(key: str) -> str:
    """Return a key without its quotes."""
    return key[1:-1] if key[:1] in ("'", '"') else key


EXPLANATIONS: tuple[tuple[str, Callable[[Slip], Words]], ...] = (
    ("mapping values are not allowed", second_colon),
    ("cannot start any token", bad_start),
    ("found a tab character", tab),
    ("found character '\\t'", tab),
    ("could not find expected ':'", missing_colon),
    ("did not find expected key", no_key),
    ("did not find expected '-' indicator", no_item),
    ("expected ',' or", open_bracket),
    ("found unexpected end of stream", open_quote),
    ("found unexpected document", open_quote),
    ("found unknown escape character", bad_escape),
    ("found invalid Unicode character escape code", bad_code),
    ("did not find expected hexdecimal number", bad_code),
    ("sequence entries are not allowed", item_on_key_line),
    ("node content", no_value),
    ("expected alphabetic or numeric character", bad_name),
    ("comment or", bad_block),
    ("expected chomping or indentation indicators", bad_block),
    ("expected <document start>", document_mark),
    ("'<document start>'", document_mark),
    ("expected <block end>", not_in_line),
    ("found undefined tag handle", handle),
)
"""What libyaml, or PyYAML without it, says: a part of it that does not change, and what it means."""
