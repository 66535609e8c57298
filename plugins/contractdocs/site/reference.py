"""The rule reference, built from the rule pages: a list by area, and a page a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from ..model.report import Report
from ..rules.registry import Rule, all_rules
from .anchors import Anchors
from .build import Build, ids_of
from .page import Heading, Page, SiteOptions
from .searching import search_text
from .text import Rendered, first_sentence, render

SECTION = "Rules"
AREAS = {
    "operations": "Operations",
    "schemas": "Schemas",
    "data": "Data contracts",
    "events": "Messages",
    "lint": "Single documents",
    "policy": "Announcements and versions",
}
FENCE = re.compile(
    r"^(`{3,}|~{3,})[ \t]*(\S+)(?:[ \t]+(\S+))?(?:[ \t]+(before|after))?[ \t]*\n(.*?)^\1[ \t]*$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A piece of the examples: prose, a document, a pair of documents, or the findings that they give."""

    kind: str
    text: str = ""
    prose: Rendered | None = None
    before: tuple[tuple[str, bool], ...] = ()
    after: tuple[tuple[str, bool], ...] = ()
    format: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """The rules of one area."""

    id: str
    title: str
    rules: tuple[Rule, ...]


@lru_cache(maxsize=4)
def rule_pages(options: SiteOptions, own: tuple[Rule, ...] = ()) -> tuple[Page, ...]:
    """Return the list of rules and a page for each rule, those of the repository too: made once for the same rules."""
    rules, build = (*all_rules(), *own), Build(Report("pass", ()), options)
    return (rules_page(build, rules), *(rule_page(build, rule) for rule in rules))


def rules_page(build: Build, rules: Sequence[Rule]) -> Page:
    """Return the list of all rules."""
    uri, title = build.layout.rules, "Rules"
    areas = areas_of(rules)
    html = build.render("rules", uri, areas=areas, count=len(rules))
    said = f"The {len(rules)} rules by which contracts are judged."
    search = search_text(title, said, ())
    toc = Heading(1, "c-top", title, tuple(Heading(2, area.id, area.title) for area in areas))
    return Page(uri, title, html, (toc,), ids_of(html), search.html, search.toc, said, nav_section=SECTION)


def areas_of(rules: Sequence[Rule]) -> tuple[Area, ...]:
    """Return the rules by area, known areas first."""
    rank = {name: index for index, name in enumerate(AREAS)}
    names = sorted({rule.area for rule in rules}, key=lambda area: (rank.get(area, len(rank)), area))
    return tuple(
        Area(f"c-{name}", AREAS.get(name, name.capitalize()), tuple(rule for rule in rules if rule.area == name))
        for name in names
    )


def rule_page(build: Build, rule: Rule) -> Page:
    """Return the page of a rule."""
    uri, anchors = build.layout.rule(rule.id), Anchors()
    parts = [(name, title, text) for name, title, text in sections_of(rule) if text]
    samples = tuple(samples_of(rule.section("Examples"), anchors))
    html = build.render("rule", uri, rule=rule, parts=parts, samples=samples, levels=levels_of(rule))
    own = [Heading(2, f"c-{name}", title) for name, title, _ in parts]
    own += [Heading(2, "c-examples", "Examples")] if samples else []
    search = search_text(rule.title, f"{rule.id}. {first_sentence(rule.why)}", ())
    return Page(
        uri,
        rule.title.replace("`", ""),
        html,
        (Heading(1, "c-top", rule.title.replace("`", ""), tuple(own)),),
        ids_of(html),
        search.html,
        search.toc,
        first_sentence(rule.why),
    )


def sections_of(rule: Rule) -> Iterator[tuple[str, str, str]]:
    """Yield the sections of prose: anchor, title, text."""
    breaks = rule.section("Why it breaks")
    yield "why", "Why it breaks" if breaks else "Why it matters", rule.why
    yield "mend", "How to mend", rule.mend


def levels_of(rule: Rule) -> tuple[tuple[str, str], ...]:
    """Return who is hurt and how much; a rule over one document has a single level."""
    if rule.lint or rule.level:
        return (("Every document", rule.level),)
    rows = [("You send it (request)", rule.input.value), ("You receive it (response)", rule.output.value)]
    if rule.area == "data":
        rows = []
    if rule.area == "data" or (rule.consumer, rule.producer) != (rule.output, rule.input):
        rows += [("You read the data", rule.consumer.value), ("You write the data", rule.producer.value)]
    return tuple(rows)


def samples_of(text: str, anchors: Anchors) -> Iterator[Sample]:
    """Yield the pieces of the examples in their order; documents before and after a change make one pair."""
    position, before = 0, None
    for match in FENCE.finditer(text):
        yield from prose(text[position : match.start()], anchors)
        position = match.end()
        language, kind, side, body = match[2], match[3] or "", match[4], match[5]
        if side == "before":
            before = body
        elif side == "after" and before is not None:
            yield Sample("pair", before=marked(before, body), after=marked(body, before), format=kind)
            before = None
        elif language == "findings":
            yield Sample("findings", rows=rows_of(body))
        else:
            yield Sample("document", text=body, format=kind or language)
    yield from prose(text[position:], anchors)


def marked(text: str, other: str) -> tuple[tuple[str, bool], ...]:
    """Return the lines of a text, each with whether the other text has no such line there."""
    lines = text.splitlines()
    matcher = SequenceMatcher(None, lines, other.splitlines(), autojunk=False)
    same = {i for block in matcher.get_matching_blocks() for i in range(block.a, block.a + block.size)}
    return tuple((line, i not in same) for i, line in enumerate(lines))


def prose(text: str, anchors: Anchors) -> Iterator[Sample]:
    """Yield a piece of prose, none where there is only space."""
    if text.strip():
        yield Sample("prose", prose=render(text, lowest=2, anchors=anchors))


def rows_of(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the findings of an example as rows of words."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(tuple(re.split(r"\s{2,}", line)) for line in lines if line and not line.startswith("#"))
