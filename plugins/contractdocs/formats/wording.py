"""Says in one plain sentence what is wrong and what is expected, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .causes import Cause, Path, Whole
from .plain import did_you_mean, listed, nearest, quoted, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TYPES = {
    "string": "a string",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "null",
}
BOUNDS = {
    "minLength": "must have at least {} characters",
    "maxLength": "may have at most {} characters",
    "minItems": "needs at least {} items",
    "maxItems": "may have at most {} items",
    "minProperties": "needs at least {} keys",
    "maxProperties": "may have at most {} keys",
    "minimum": "must be {} or more",
    "maximum": "must be {} or less",
    "exclusiveMinimum": "must be more than {}",
    "exclusiveMaximum": "must be less than {}",
    "multipleOf": "must be a multiple of {}",
    "pattern": "must match the pattern `{}`",
    "format": "must be written as a `{}`",
}


def sentence(cause: Cause) -> str:
    """Return what is wrong, the key named and what is expected."""
    return WORDS.get(cause.kind, bound)(cause)


def subject(cause: Cause) -> str:
    """Return how a message names the value that is wrong."""
    return name_of(cause.path, cause.whole)


def name_of(path: Path, whole: str) -> str:
    """Return how a message names the value at `path`: its key, with the index where it is in a list."""
    if not path:
        return whole
    last = path[-1]
    if isinstance(last, int) and len(path) > 1 and not isinstance(path[-2], int):
        return quoted(f"{path[-2]}[{last}]" if path[-2] in LISTS else last)
    return quoted(last)


LISTS = {
    *(
        "parameters",
        "tags",
        "servers",
        "security",
        "allOf",
        "anyOf",
        "oneOf",
        "prefixItems",
        "enum",
        "required",
        "type",
    ),
    *("schema", "properties", "quality", "roles", "support", "slaProperties", "members", "team", "relationships"),
    *("customProperties", "authoritativeDefinitions", "consumes", "produces", "schemes", "examples"),
}


def missing(cause: Cause) -> str:
    """Say which key is missing."""
    return f"{subject(cause)} needs the key {quoted(cause.expected[0])}"


def one_key(cause: Cause) -> str:
    """Say which keys would do."""
    return f"{subject(cause)} needs one of the keys {listed(cause.expected)}"


def wrong_type(cause: Cause) -> str:
    """Say which type is expected and which is there."""
    wanted = " or ".join(TYPES.get(kind, str(kind)) for kind in cause.expected)
    return f"{subject(cause)} must be {wanted}, not {described(cause.value)}"


def wrong_value(cause: Cause) -> str:
    """Say which values are expected and which is there."""
    return f"{subject(cause)} must be {listed(map(written, cause.expected))}, not {described(cause.value)}"


def unknown(cause: Cause) -> str:
    """Say which key is not allowed, and where."""
    return f"{quoted(cause.path[-1])} is not a key that {name_of(cause.path[:-1], cause.whole)} may have"


def both(cause: Cause) -> str:
    """Say which keys exclude each other."""
    if len(cause.expected) == 1:
        return f"{quoted(cause.expected[0])} is not allowed in {subject(cause)} as it stands"
    return f"{subject(cause)} may have only one of {listed(cause.expected, 'and')}"


def several(cause: Cause) -> str:
    """Say that more than one of the forms matches."""
    return f"{subject(cause)} matches more than one of the forms it may have; it must match exactly one"


def bad_name(cause: Cause) -> str:
    """Say which name of a key is refused."""
    pattern = f"; a name must match the pattern {quoted(cause.expected[0])}" if cause.expected[0] else ""
    return f"{quoted(cause.value)} is not a name that a key of {subject(cause)} may have{pattern}"


def forbidden(cause: Cause) -> str:
    """Say that nothing may stand there."""
    return f"{subject(cause)} is not allowed here"


def twice(cause: Cause) -> str:
    """Say that a list repeats itself."""
    return f"{subject(cause)} holds the same item twice"


def bound(cause: Cause) -> str:
    """Say which bound is broken."""
    rule = BOUNDS.get(cause.kind)
    if rule is None or not cause.expected:
        return f"{subject(cause)} is refused by `{shown(cause.kind)}`"
    expected = rule.format(shown(cause.expected[0]))
    if cause.expected[0] == 1 and rule.endswith(("characters", "items", "keys")):
        expected = expected.removesuffix("s")
    there = "" if isinstance(cause.value, Whole) else f", and is {described(cause.value)}"
    return f"{subject(cause)} {expected}{there}"


def described(value: Any) -> str:
    """Return what is there in a few words."""
    if isinstance(value, Whole):
        return "a mapping" if value.type == "dict" else "a list"
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"`{written(value)}`"
    return f"the number `{shown(value)}`" if isinstance(value, (int, float)) else quoted(value) if value else "empty"


def written(value: Any) -> Any:
    """Return a value as a contract writes it."""
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else value


WORDS: Mapping[str, Callable[[Cause], str]] = {
    "required": missing,
    "one-key": one_key,
    "type": wrong_type,
    "enum": wrong_value,
    "unknown": unknown,
    "both": both,
    "several": several,
    "name": bad_name,
    "falseSchema": forbidden,
    "uniqueItems": twice,
}


def suggestion(cause: Cause, source: str) -> str:
    """Return what to do about it, empty where the sentence says it; `source` is the value as it is written."""
    if cause.kind == "unknown":
        return about_unknown(str(cause.path[-1]), cause)
    if cause.kind == "enum":
        return did_you_mean(cause.value, map(written, cause.expected))
    if cause.kind == "type" and "string" in cause.expected and isinstance(cause.value, (int, float)):
        key = shown(cause.path[-1]) if cause.path and isinstance(cause.path[-1], str) else ""
        return f'Put it in quotes: `{key}{": " if key else ""}"{shown(source or written(cause.value))}"`'
    if cause.kind in ("required", "one-key"):
        return f"Add {listed(cause.expected)}."
    return ""


def about_unknown(key: str, cause: Cause) -> str:
    """Return which key was meant, or what may be written instead."""
    if nearest(key, cause.known):
        return did_you_mean(key, cause.known)
    if any(pattern.startswith(("^/", r"^\/")) for pattern in cause.patterns):
        return f"Did you mean {quoted('/' + key)}?"
    if any(pattern.startswith("^[1-5]") for pattern in cause.patterns):
        return "Write a status code such as `200` or `4XX`, or `default`."
    if "^x-" in cause.patterns:
        return f"Remove it, or name it {quoted('x-' + key)} if it is an extension."
    if cause.known and len(cause.known) <= 8:
        return f"Known here: {listed(sorted(cause.known), 'and')}."
    return "Remove it, or check its indentation."
