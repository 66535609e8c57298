"""Works out what is truly wrong from the tree of errors of a schema validator.

A validator says everything that failed. Of the branches of `oneOf` and `anyOf` only one was meant, and one mistake
shows in several keywords. What is left here is one cause for one mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .plain import nearest

if TYPE_CHECKING:
    from .keywords import Keywords

Path = tuple[Any, ...]
STATUS = frozenset(("^[1-5](?:[0-9]{2}|XX)$", "^[1-5](?:\\d{2}|XX)$"))  # keys beside which OpenAPI asks for `default`


@dataclass(frozen=True, slots=True)
class Cause:
    """One mistake: its kind (a keyword, or `unknown`, `one-key`, `both`), where it is, and what was expected.

    `whole` is what a message calls the root.
    """

    kind: str
    path: Path
    value: Any = None
    expected: tuple[Any, ...] = ()
    known: frozenset[str] = field(default_factory=frozenset)
    patterns: frozenset[str] = field(default_factory=frozenset)
    whole: str = "the document"


def causes(errors: Iterable[Any], keywords: Keywords) -> list[Cause]:
    """Return the causes of the errors of `jsonschema_rs`, each once."""
    found = [cause for error in errors for cause in from_error(error, keywords)]
    return list(dict.fromkeys(without_echoes(found)))


def from_error(error: Any, keywords: Keywords) -> Iterator[Cause]:
    """Yield the causes of one error."""
    name = error.kind.name
    context = getattr(error.kind, "context", None)
    if name in ("oneOf", "anyOf") and context:
        if type(error.kind).__name__ == "OneOfMultipleValid":
            yield too_many(error, keywords)
        else:
            yield from best_branch([branch_causes(branch, keywords) for branch in context], path_of(error))
    elif name in ("additionalProperties", "unevaluatedProperties"):
        yield from unknown_keys(error, keywords)
    else:
        yield simple(error)


def too_many(error: Any, keywords: Keywords) -> Cause:
    """Return the cause of matching more than one form; forms that only ask for a key are named by it."""
    forms = keywords.forms(error)
    keys = [form["required"] for form in forms if list(form) == ["required"]]
    if len(keys) == len(forms) and keys and all(len(key) == 1 for key in keys):
        return Cause("both", path_of(error), None, tuple(key[0] for key in keys))
    return Cause("several", path_of(error))


def path_of(error: Any) -> Path:
    """Return the path of the refused value; steps are hashable."""
    return tuple(error.instance_path)


def branch_causes(branch: Iterable[Any], keywords: Keywords) -> list[Cause]:
    """Return the causes within one branch."""
    return without_echoes([cause for error in branch for cause in from_error(error, keywords)])


def simple(error: Any) -> Cause:
    """Return the cause of an error that stands for itself."""
    kind, name, path = error.kind, error.kind.name, path_of(error)
    if name == "required":
        return Cause("required", path, None, (kind.property,))
    if name == "type":
        return Cause("type", path, frozen(error.instance), tuple(kind.types))
    if name == "enum":
        return Cause("enum", path, frozen(error.instance), tuple(map(frozen, kind.options)))
    if name == "const":
        return Cause("enum", path, frozen(error.instance), (frozen(kind.expected_value),))
    if name == "not":
        required = kind.schema.get("required") if isinstance(kind.schema, Mapping) else None
        return Cause("both", path, None, tuple(required)) if isinstance(required, list) else Cause("not", path)
    if name == "propertyNames":
        return Cause("name", path, frozen(kind.error.instance), (getattr(kind.error.kind, "pattern", ""),))
    return Cause(name, path, frozen(error.instance), (frozen(limit_of(kind)),))


def limit_of(kind: Any) -> Any:
    """Return the bound that an error names: a limit, a pattern, a format."""
    return next(
        (getattr(kind, name) for name in ("limit", "pattern", "format", "multiple_of") if hasattr(kind, name)), ""
    )


def frozen(value: Any) -> Any:
    """Return a plain value as it is, a list or a mapping as something hashable of the same type of value."""
    return Whole(type(value).__name__) if isinstance(value, (dict, list)) else value


@dataclass(frozen=True, slots=True)
class Whole:
    """A list or a mapping, of which no message shows the content."""

    type: str


def unknown_keys(error: Any, keywords: Keywords) -> Iterator[Cause]:
    """Yield the keys that the schema does not know; those that only a failed branch did not reach are no mistake."""
    known, patterns = keywords.known(error)
    for key in error.kind.unexpected:
        if key not in known:
            yield Cause("unknown", (*path_of(error), key), None, (), known, patterns)


def best_branch(branches: list[list[Cause]], path: Path) -> Iterator[Cause]:
    """Yield the causes of the branch that was most likely meant."""
    branches = [branch for branch in branches if branch]
    if not branches:
        return
    least = min(penalty(branch, path) for branch in branches)
    meant = [branch for branch in branches if penalty(branch, path) == least]
    merged = merge(meant, path) if len(meant) > 1 else None
    if merged:
        yield merged
    else:
        yield from min(meant, key=lambda branch: (-max(len(cause.path) for cause in branch), len(branch)))


def penalty(branch: list[Cause], path: Path) -> int:
    """Return how surely another branch was meant: 3 a wrong type, 2 about `$ref`, 1 a key that tells forms apart."""
    worst = 0
    for cause in branch:
        if cause.kind == "type" and cause.path == path:
            worst = 3
        elif about_reference(cause, path):
            worst = max(worst, 2)
        elif cause.kind == "enum" and cause.path[:-1] == path and len(cause.path) > len(path):
            worst = max(worst, 1)
    return worst


def about_reference(cause: Cause, path: Path) -> bool:
    """Return whether a reference was expected and is missing, or is there and was not expected."""
    missing = cause.kind == "required" and cause.path == path and cause.expected == ("$ref",)
    return missing or (cause.kind == "unknown" and cause.path == (*path, "$ref"))


def merge(branches: list[list[Cause]], path: Path) -> Cause | None:
    """Return one cause for branches that differ in one choice only: a type, a missing key, a value."""
    for kind in ("type", "enum", "required"):
        shared = set.intersection(*({cause.path for cause in branch if cause.kind == kind} for branch in branches))
        shared = {place for place in shared if kind == "enum" or place == path}
        if not shared or (kind == "required" and any(len(branch) > 1 for branch in branches)):
            continue
        place = min(shared, key=lambda steps: (len(steps), str(steps)))
        every = [cause for branch in branches for cause in branch if cause.kind == kind and cause.path == place]
        expected = tuple(dict.fromkeys(option for cause in every for option in cause.expected))
        return Cause("one-key" if kind == "required" else kind, place, every[0].value, expected)
    return None


def without_echoes(found: list[Cause]) -> list[Cause]:
    """Return the causes without those that another one already says."""
    misspelt = {(cause.path[:-1], nearest(cause.path[-1], cause.known)) for cause in found if cause.kind == "unknown"}
    offered = {(cause.path, key) for cause in found if cause.kind == "one-key" for key in cause.expected}
    offered |= {(cause.path[:-1], "default") for cause in found if STATUS & cause.patterns}
    chosen = {(cause.path, "type") for cause in found if cause.kind == "enum"}
    paths = [cause.path for cause in found if cause.kind != "several"]
    return [cause for cause in found if not echoes(cause, misspelt | offered | chosen, paths)]


def echoes(cause: Cause, said: set[tuple[Path, str]], paths: list[Path]) -> bool:
    """Return whether a cause follows from another one: a missing key that is misspelt, a doubt about a mistake."""
    if cause.kind == "several":
        return any(path[: len(cause.path)] == cause.path for path in paths)
    if cause.kind == "required":
        return (cause.path, cause.expected[0]) in said
    return cause.kind == "type" and (cause.path, "type") in said
