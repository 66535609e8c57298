"""Reads one file: size first, then JSON, YAML, or a text that its format makes a tree of, whichever it is."""

from __future__ import annotations

from ..garbage import resting
from .document import Document, DocumentError, Limits, Place, Places
from .encoding import check_characters, decode, without_mark
from .problems import limit_reached

NO_LIMITS_GIVEN = Limits()
TEXTS = {
    **dict.fromkeys(("ts", "mts", "cts", "tsx"), "typescript"),
    "go": "go",
    **dict.fromkeys(("md", "markdown"), "markdown"),
}


def parse(file: str, content: bytes, limits: Limits = NO_LIMITS_GIVEN) -> Document:
    """Return the document that `content` holds; `file` names it in messages, and its ending hints at the syntax.

    Raises DocumentError: `incomplete` where a limit is reached, else with every problem of the text.
    """
    if len(content) > limits.max_bytes:
        raise DocumentError([limit_reached("max_bytes", limits.max_bytes, Place(file, 1, 1))], incomplete=True)
    with resting():
        return read(file, content, limits)


def parse_front_matter(file: str, content: bytes, limits: Limits = NO_LIMITS_GIVEN) -> Document:
    """Return the YAML that stands before the prose of the Markdown file `file`; raise as `parse` does."""
    if len(content) > limits.max_bytes:
        raise DocumentError([limit_reached("max_bytes", limits.max_bytes, Place(file, 1, 1))], incomplete=True)
    return read_yaml(file, content, limits)


def read(file: str, content: bytes, limits: Limits) -> Document:
    """Return the document of a text whose size is within bounds."""
    ending = file.lower().rpartition(".")[2]
    if ending in TEXTS:
        return read_text(file, content, TEXTS[ending], limits)
    if ending == "json":
        return read_json(file, content, limits)
    if without_mark(content).lstrip()[:1] in (b"{", b"["):
        return read_either(file, content, limits, ending in ("yaml", "yml"))
    return read_yaml(file, content, limits)


def read_text(file: str, content: bytes, syntax: str, limits: Limits) -> Document:
    """Return the document of code or Markdown: its data is the text, with newlines as on Unix."""
    from .lowered import LoweredPlaces

    text = decode(file, content).replace("\r\n", "\n")
    return Document(file, content, syntax, text, LoweredPlaces({}), limits)


def read_either(file: str, content: bytes, limits: Limits, named_yaml: bool) -> Document:
    """Return the document of a text that opens like JSON: flow YAML opens like it too."""
    try:
        return read_json(file, content, limits)
    except DocumentError as error:
        if error.incomplete or any(problem.rule != "syntax-error" for problem in error.problems):
            raise
        try:
            return read_yaml(file, content, limits)
        except DocumentError as other:
            raise other if named_yaml or other.incomplete else error from None


def read_json(file: str, content: bytes, limits: Limits) -> Document:
    """Return the document of a JSON text."""
    from .json_data import parse_json
    from .json_places import JsonPlaces

    return Document(file, content, "json", parse_json(file, content, limits), JsonPlaces(content), limits)


def read_yaml(file: str, content: bytes, limits: Limits) -> Document:
    """Return the document of a YAML text, by the fast way where the text allows it."""
    from .yaml_fast import parse_fast
    from .yaml_places import EventPlaces, LinePlaces

    text = decode(file, content)
    check_characters(file, text, content)
    text = text.replace("\r\n", "\n")
    fast = parse_fast(text, limits)
    if fast is not None:
        return Document(file, content, "yaml", fast[0], LinePlaces(content), limits)
    from .yaml_exact import parse_exactly  # few texts need it

    return Document(file, content, "yaml", parse_exactly(file, text, limits), EventPlaces(content), limits)


def places_of(content: bytes, syntax: str) -> Places:
    """Return a finder of places for a text that is known to parse as JSON or YAML."""
    if syntax == "json":
        from .json_places import JsonPlaces

        return JsonPlaces(content)
    from .yaml_places import EventPlaces

    return EventPlaces(content)
