"""The rules that an organisation keeps in its repository: read, listed, tried against their own examples, begun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from .documents import DocumentError, Place, parse
from .formats import detect
from .rules import registry
from .rules.own import OwnLevel, OwnRule, OwnRuleError, lint_own, read_own
from .rules.registry import Reading
from .rules.things import KINDS
from .settings import RuleOverride, Settings, SettingsError
from .sources import Source, SourceError, WorkingTree

LANGUAGES = ("yaml", "json")


@dataclass(frozen=True, slots=True)
class Own:
    """What a folder of rules states: lints, and other levels by the id of the rule."""

    rules: tuple[OwnRule, ...] = ()
    levels: Mapping[str, RuleOverride] = field(default_factory=dict)


def load_own(source: Source, settings: Settings) -> Own:
    """Return the rules of a repository; raise SettingsError for a page that cannot be used, or a folder without any."""
    if not settings.own_rules:
        return Own()
    paths = [path for path in source.files(settings.own_rules) if path.endswith(".md")]
    if not paths:
        message = f"There is no rule in `{settings.own_rules}/`."
        raise SettingsError(message, settings.places.get("own_rules"), "Begin one: contractdocs rules new ID.")
    rules: dict[str, OwnRule] = {}
    levels: dict[str, RuleOverride] = {}
    for path in paths:
        try:
            read = read_own(path, source.read(path))
        except (OwnRuleError, SourceError) as error:
            raise SettingsError(str(error)) from None
        if isinstance(read, OwnLevel):
            levels[read.rule] = RuleOverride(read.level, read.reason, Place(path, 1, 1))
        elif read.rule.id in rules:
            raise SettingsError(f"{path}: The rule `{read.rule.id}` stands in {rules[read.rule.id].rule.file} as well.")
        else:
            rules[read.rule.id] = read
    return Own(tuple(rules.values()), levels)


def with_levels(settings: Settings, own: Own) -> Settings:
    """Return settings with the levels that rule pages give; what the settings say themselves goes before."""
    return replace(settings, rules={**own.levels, **settings.rules}) if own.levels else settings


def listed(root: Path, settings: Settings, *, mine: bool) -> Iterator[str]:
    """Yield a line for every rule: its level, its id, its title; those of the repository first."""
    own = load_own(WorkingTree(root), settings)
    for item in own.rules:
        yield f"{item.rule.level:<9} {item.rule.id}  {item.rule.title}  ({item.rule.file})"
    for rule_id, override in own.levels.items():
        yield f"{override.level:<9} {rule_id}  {override.reason}  ({override.place.file if override.place else ''})"
    for rule in () if mine else registry.all_rules():
        level = rule.level or "/".join(dict.fromkeys((rule.input.value, rule.output.value)))
        yield f"{level:<9} {rule.id}  {rule.title}"


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of the examples of one rule: what is wrong, line by line; nothing where all is well."""

    rule: str
    examples: int
    wrong: tuple[str, ...]


def tried(root: Path, settings: Settings) -> list[Tried]:
    """Return what the examples of each rule of the repository give."""
    return [try_rule(item) for item in load_own(WorkingTree(root), settings).rules]


def try_rule(own: OwnRule) -> Tried:
    """Return what the examples of a rule give: exactly their findings, one that fires, one that stays quiet."""
    wrong: list[str] = []
    examples = list(examples_of(own))
    for number, (language, format_name, text, expected) in enumerate(examples, start=1):
        got = findings_in(own, f"example.{language}", text, format_name)
        wrong += [f"example {number}: it does not give `{line}`" for line in expected if line not in got]
        wrong += [f"example {number}: it gives `{line}`, which is not stated" for line in got if line not in expected]
    if not any(expected for *_, expected in examples):
        wrong.append("no example shows what it finds")
    if not any(not expected for *_, expected in examples):
        wrong.append("no example shows what it leaves alone")
    return Tried(own.rule.id, len(examples), tuple(wrong))


def examples_of(own: OwnRule) -> Iterator[tuple[str, str, str, list[str]]]:
    """Yield the examples of a page: language, format, text, and the findings that are stated."""
    from markdown_it import MarkdownIt

    pending: tuple[str, str, str] | None = None
    for token in MarkdownIt().parse(own.rule.text):
        words = token.info.split() if token.type == "fence" else []
        if words == ["findings"] and pending is not None:
            yield (*pending, [normal(line) for line in token.content.splitlines() if line.strip()])
            pending = None
        elif len(words) == 2 and words[0] in LANGUAGES:
            pending = (words[0], words[1], token.content)


def normal(line: str) -> str:
    """Return a stated finding with one space between its parts."""
    return " ".join(line.split())


class Alone:
    """Fetches nothing: an example is one document, whole by itself."""

    def __call__(self, path: str) -> None:
        """Return no other document."""

    def folder(self, path: str) -> tuple[str, ...]:
        """Return the document alone."""
        return (path,)


def findings_in(own: OwnRule, file: str, text: str, format_name: str) -> list[str]:
    """Return what a rule finds in a document, as pages state it; what cannot be read is said in its place."""
    try:
        document = parse(file, text.encode())
    except DocumentError as error:
        return [str(error.problems[0])]
    found = detect(document)
    if found is None or found.name != format_name:
        return [f"the example is no {format_name}"]
    reading = Reading(document, document.data, found.read(document, Alone()))
    return [
        normal(f"{f.rule} {f.new.place.line}:{f.new.place.column} {f.level} {f.message}")
        for f in lint_own(own, reading, "example", format_name)
        if f.new is not None
    ]


def begin(root: Path, settings: Settings, rule_id: str, each: str) -> tuple[str, str]:
    """Return the path and the text of a new rule; raise SettingsError where it cannot be one."""
    if rule_id in registry.pages():
        raise SettingsError(f"`{rule_id}` is a rule already.", suggestion=f"See: contractdocs explain {rule_id}.")
    if each not in KINDS:
        import difflib

        near = difflib.get_close_matches(each, KINDS, 1)
        hint = f"Did you mean `{near[0]}`?" if near else ""
        raise SettingsError(f"There is no `{each}`; a rule looks at {', '.join(KINDS)}.", suggestion=hint)
    path = f"{settings.own_rules or 'contract-rules'}/{rule_id}.md"
    if (root / path).exists():
        raise SettingsError(f"{path} exists already.")
    return path, PAGE.format(each=each, title=rule_id.replace("-", " ").capitalize())


PAGE = """\
---
each: {each}
must_have: description
level: warning
message: "`{{name}}` has no {{attribute}}"
suggestion: "Say in one sentence what it is for."
formats: [openapi]
---
# {title}

## Why it matters

Say who is hurt, and how.

## How to mend

Say what to write instead.

## Examples

State a small whole document, and the findings that it must give: `rule  line:column  level  message`. Then one that it
leaves alone, with no findings. `contractdocs rules test` tries them.
"""
