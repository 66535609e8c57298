"""The problems of texts that parse but cannot be used, in words."""

from __future__ import annotations

from .document import Place, Problem
from .yaml_events import lines_of

LIMITS = {
    "max_bytes": "The file is larger than {limit:,} bytes.",
    "max_depth": "The text nests deeper than {limit:,} levels.",
    "max_nodes": "The text holds more than {limit:,} values, counted after aliases are expanded.",
    "max_aliases": "The text uses more than {limit:,} aliases.",
    "max_keys": "A mapping has more than {limit:,} keys.",
    "max_members": "A list has more than {limit:,} members.",
    "max_steps": "A pattern goes back more than {limit:,} times in one text, and was stopped.",
    "max_pages": "The site would have more than {limit:,} pages.",
    "max_output": "What is written would be larger than {limit:,} bytes.",
}
SUBJECTS = {"max_steps": "the pattern", "max_pages": "the site", "max_output": "it"}


def limit_reached(name: str, limit: int, place: Place) -> Problem:
    """Return the problem that a bound is reached."""
    suggestion = f"If {SUBJECTS.get(name, 'the file')} must be like this, raise `limits.{name}` in contractdocs.yml."
    return Problem("limit-reached", LIMITS[name].format(limit=limit), suggestion, place)


def key_duplicated(key: str, first_line: int, place: Place) -> Problem:
    """Return the problem that a mapping has a key twice."""
    where = "on this line" if first_line == place.line else f"on line {first_line}"
    suggestion = "Remove one of the two, or rename it."
    if key == "<<":
        suggestion = "Merge several mappings with one `<<: [*first, *second]`."
    return Problem("key-duplicated", f"The key {quoted(key)} is already {where}.", suggestion, place)


def key_not_text(text: str, place: Place) -> Problem:
    """Return the problem that a key is a list or mapping."""
    line = lines_of(text)[place.line - 1]
    if line.startswith("{", place.column - 1):
        suggestion = 'If this is a placeholder such as {{ name }}, put it in quotes: "{{ name }}".'
    else:
        suggestion = "Use a text as the key."
    return Problem("key-not-text", "A list or mapping is used as a key.", suggestion, place)


def alias_undefined(name: str, known: list[str], place: Place) -> Problem:
    """Return the problem that an alias names no anchor above it."""
    import difflib

    near = difflib.get_close_matches(name, known, 1)
    suggestion = f"Did you mean `*{near[0]}`?" if near else f"Define `&{cut(name)}` above, or put the text in quotes."
    return Problem("alias-undefined", f"No anchor `&{cut(name)}` stands above this alias.", suggestion, place)


def alias_cyclic(name: str, place: Place) -> Problem:
    """Return the problem that an alias stands inside its own anchor."""
    message = f"The alias `*{cut(name)}` stands inside the part that it names, so that the text never ends."
    return Problem("alias-cyclic", message, "Name the part by `$ref` instead.", place)


def merge_invalid(place: Place) -> Problem:
    """Return the problem that `<<` has nothing to merge."""
    suggestion = 'If a key of this name is meant, put it in quotes: "<<".'
    return Problem("merge-invalid", "`<<` merges mappings; this is none.", suggestion, place)


def documents_many(place: Place) -> Problem:
    """Return the problem that a file holds several documents."""
    return Problem("documents-many", "A second document begins here.", "Give each document a file of its own.", place)


def quoted(key: str) -> str:
    """Return a text in backticks, cut where it is long; in double quotes where backticks would mislead."""
    shown = cut(key)
    return f'"{shown}"' if not shown or "`" in shown else f"`{shown}`"


def cut(text: str) -> str:
    """Return a text on one line that fits into a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
