"""An organisation's own rules: pages in its repository, data only. A page states a lint as a condition, or a level.

A lint looks at each thing of a kind (`each`) and says what it must have, must match and must not match. Nothing of a
page is executed, and a pattern takes time in proportion to the text, whatever it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..documents import DocumentError, parse_front_matter
from ..model.change import Level
from ..model.finding import Finding
from .judgement import lint_finding
from .patterns import Pattern, PatternError, compiled
from .registry import Hit, Reading, Rule, pages, split_front_matter
from .things import KINDS, Thing, things_of

LEVELS = ("error", "warning", "note", "off")
CHANGE_LEVELS = ("breaking", "risky", "safe", *LEVELS)
KEYS = ("each", "where", "must_have", "must_match", "must_not_match", "level", "message", "suggestion", "formats")
MOST_TEXT = 2000
"""Characters of a value that a pattern looks at."""


class OwnRuleError(Exception):
    """A page that cannot be used: says which, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A lint of an organisation: what it looks at, and what holds there."""

    rule: Rule
    each: str
    where: tuple[tuple[str, Pattern], ...] = ()
    must_have: tuple[str, ...] = ()
    must_match: tuple[tuple[str, Pattern], ...] = ()
    must_not_match: tuple[tuple[str, Pattern], ...] = ()


@dataclass(frozen=True, slots=True)
class OwnLevel:
    """Another level for a rule, stated by a page with its reason."""

    rule: str
    level: str
    reason: str
    file: str


def read_own(path: str, content: bytes) -> OwnRule | OwnLevel:
    """Return what a page states; raise OwnRuleError where it states nothing that can be used."""
    head, body = split_front_matter(content.decode("utf-8", "replace").replace("\r\n", "\n"))
    try:
        stated = parse_front_matter(path, head.encode()).data if head else None
    except DocumentError as error:
        raise OwnRuleError(str(error.problems[0])) from None
    if not isinstance(stated, dict):
        raise OwnRuleError(f"{path}: A rule begins with front matter between two lines of `---`.")
    return level_of(path, stated) if "rule" in stated else lint_rule(path, stated, body)


def level_of(path: str, stated: Mapping[str, Any]) -> OwnLevel:
    """Return another level for a rule."""
    check_keys(path, stated, ("rule", "level", "reason"))
    if stated["rule"] not in pages():
        raise OwnRuleError(f"{path}: `{stated['rule']}` is no rule.")
    if stated.get("level") not in CHANGE_LEVELS:
        raise OwnRuleError(f"{path}: `level` is one of {', '.join(CHANGE_LEVELS)}.")
    if not str(stated.get("reason") or "").strip():
        raise OwnRuleError(f"{path}: Another level needs a `reason`.")
    return OwnLevel(stated["rule"], stated["level"], str(stated["reason"]), path)


def lint_rule(path: str, stated: Mapping[str, Any], body: str) -> OwnRule:
    """Return a lint."""
    check_keys(path, stated, KEYS)
    name = Path(path).stem
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or name in pages():
        raise OwnRuleError(f"{path}: The id of a rule is its file's name, in kebab-case, and not that of another rule.")
    if stated.get("each") not in KINDS:
        raise OwnRuleError(f"{path}: `each` is one of {', '.join(KINDS)}.")
    if stated.get("level", "warning") not in LEVELS:
        raise OwnRuleError(f"{path}: `level` is one of {', '.join(LEVELS)}.")
    if not isinstance(stated.get("message"), str) or "\n# " not in f"\n{body}":
        raise OwnRuleError(f"{path}: A rule has a `message`, and a title below its front matter.")
    conditions = {key: patterns(path, key, stated.get(key)) for key in ("where", "must_match", "must_not_match")}
    have = stated.get("must_have", [])
    have = [have] if isinstance(have, str) else have
    if not isinstance(have, list) or not all(isinstance(item, str) for item in have):
        raise OwnRuleError(f"{path}: `must_have` is a list of names.")
    if not (have or conditions["must_match"] or conditions["must_not_match"]):
        raise OwnRuleError(f"{path}: The rule asks for nothing: say must_have, must_match or must_not_match.")
    formats = tuple(map(str, stated.get("formats", ()) or ()))
    safe = Level.SAFE
    rule = Rule(
        name,
        "own",
        Path(path),
        stated["message"],
        safe,
        safe,
        safe,
        safe,
        formats=formats,
        lint="any",
        level=stated.get("level", "warning"),
        suggestion=str(stated.get("suggestion", "")),
        page=body,
    )
    return OwnRule(rule, stated["each"], must_have=tuple(have), **conditions)


def check_keys(path: str, stated: Mapping[str, Any], known: tuple[str, ...]) -> None:
    """Raise OwnRuleError for a key that is not known."""
    import difflib

    for key in stated:
        if key not in known:
            near = difflib.get_close_matches(str(key), known, 1)
            hint = f"Did you mean `{near[0]}`?" if near else f"It takes {', '.join(known)}."
            raise OwnRuleError(f"{path}: `{key}` is no key of a rule. {hint}")


def patterns(path: str, key: str, stated: Any) -> tuple[tuple[str, Pattern], ...]:
    """Return patterns by the name of what they are for."""
    if stated is None:
        return ()
    if not isinstance(stated, dict):
        raise OwnRuleError(f"{path}: `{key}` is a mapping of names to patterns.")
    found = []
    for name, text in stated.items():
        try:
            found.append((str(name), compiled(str(text))))
        except PatternError as error:
            raise OwnRuleError(f"{path}: The pattern of `{key}.{name}` {error}.") from None
    return tuple(found)


def lint_own(own: OwnRule, reading: Reading, contract: str, format_name: str) -> Iterator[Finding]:
    """Yield what one rule finds in a document."""
    if own.rule.level == "off" or (own.rule.formats and format_name not in own.rule.formats):
        return
    for thing in things_of(own.each, reading):
        if all(any(found.search(text) for text in texts(thing, name)) for name, found in own.where):
            for attribute, value in faults(own, thing):
                words = {"name": thing.name, "attribute": attribute, "value": value[:80]}
                yield lint_finding(own.rule, Hit(thing.pointer, words, thing.key), reading, contract)


def faults(own: OwnRule, thing: Thing) -> Iterator[tuple[str, str]]:
    """Yield what of a thing is not as a rule says, with what stands there."""
    for name in own.must_have:
        if not any(text.strip() for text in texts(thing, name)):
            yield name, ""
    for name, pattern in own.must_match:
        yield from ((name, text) for text in texts(thing, name) if not pattern.search(text))
    for name, pattern in own.must_not_match:
        yield from ((name, text) for text in texts(thing, name) if pattern.search(text))


def texts(thing: Thing, name: str) -> list[str]:
    """Return what a thing says under a name, as texts; none where it says nothing."""
    value = thing.facts.get(name)
    values = value if isinstance(value, (list, tuple)) else [value]
    return [written(item)[:MOST_TEXT] for item in values if item is not None]


def written(value: Any) -> str:
    """Return a value as YAML writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
