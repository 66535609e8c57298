"""What every page has by the hundred, without a template, which takes far longer: rows of fields and what is in them.

What the place in the table tells is not said again, and the name of a field is its permalink.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..escape.html import Markup, filled, joined
from .text import line

if TYPE_CHECKING:
    from .anchors import Anchors
    from .described import Described
    from .history import Gone, Life, Touch
    from .parts import Field
    from .view import View

NOTHING = Markup("")
DEEPEST = 6
TABLE = (
    '<table class="fields stack">\n{}<thead><tr><th>{}</th><th>Type</th><th>Meaning</th><th>History</th></tr></thead>\n'
    "<tbody>\n{}</tbody></table>\n"
)
ROW = '<tr{}{}><td{}><a href="#{}">{}</a>{}</td><td><b>{}</b>{}{}</td><td>{}{}{}</td><td>{}</td></tr>\n'
OLD, REQUIRED = Markup(' class="old"'), Markup("<em>required</em>")
BREAK, DOT, SPACE = Markup("<br>"), " · ", " "


def fields(items: Sequence[Field], view: View, label: str = "Field", caption: str = "") -> Markup:
    """Return fields as a table."""
    if not items:
        return NOTHING
    named = filled('<caption class="sr">{}</caption>', caption) if caption else NOTHING
    return filled(TABLE, named, label, joined([row(item, view) for item in items]))


def row(item: Field, view: View) -> Markup:
    """Return one field as a row."""
    described, terms = item.described, item.terms
    stored = terms.get("physicalType")
    return filled(
        ROW,
        view.mark(item.address),
        OLD if item.deprecated else NOTHING,
        filled(' class="d{}"', min(item.depth, DEEPEST)) if item.depth else NOTHING,
        fragment(view.anchor(item.address)),
        item.name,
        joined(labels(item)),
        type_of(described, view.anchor),
        filled(" <code>{}</code>", stored) if stored else NOTHING,
        limits(described),
        line(item.description),
        told(described),
        facts(view.facts(item), item.description or described.told),
        life(view.life(item.address), view),
    )


def labels(item: Field) -> Iterable[Markup]:
    """Yield what stands below the name of a field."""
    if item.required:
        yield REQUIRED
    for word in (item.place, *item.flags, item.terms.get("classification")):
        if word:
            yield filled("<small>{}</small>", word)


@lru_cache(8192)
def fragment(anchor: str) -> str:
    """Return an anchor as a link names it."""
    return quote(anchor)


def type_of(described: Described, anchor: Anchors) -> Markup:
    """Return a type; the named schemas in it are links."""
    if len(described.type) == 1 and not described.type[0].name:
        return filled("{}", described.type[0].text)
    pieces = described.type
    return joined(
        filled('<a href="#{}">{}</a>', fragment(anchor(piece.name)), piece.text) if piece.name else piece.text
        for piece in pieces
    )


def limits(described: Described) -> Markup:
    """Return what restricts a value, each kind on a line of its own."""
    parts: list[Markup | str] = []
    for index, detail in enumerate(described.details):
        parts += (DOT if index else BREAK, detail.text)
        if detail.code:
            parts.append(filled(" <code>{}</code>", detail.code))
    if described.values and not described.told:
        for index, value in enumerate(described.values):
            parts += (SPACE if index else BREAK, filled("<code>{}</code>", value.code))
        if described.more_values:
            parts.append(f" and {described.more_values} more")
    for index, example in enumerate(described.examples):
        parts += (NOTHING if index else Markup("<br>e.g."), filled(" <code>{}</code>", example))
    return joined(parts) if parts else NOTHING


def told(described: Described) -> Markup:
    """Return the listed values with what is said of each; nothing where nothing is said of any."""
    if not described.told:
        return NOTHING
    listed = joined(
        filled("<li><code>{}</code>{}</li>", value.code, filled(" <span>{}</span>", value.text) if value.text else "")
        for value in described.values
    )
    more = filled("<li>and {} more</li>", described.more_values) if described.more_values else NOTHING
    return filled('<ul class="values">{}{}</ul>', listed, more)


def facts(pairs: Iterable[tuple[str, str]], after: object) -> Markup:
    """Return pairs of words and values, on a line of their own where they stand `after` something."""
    parts: list[Markup] = []
    for word, value in pairs:
        before = DOT if parts else BREAK if after else NOTHING
        parts.append(filled("{}<i>{}</i> {}", before, word, value))
    return joined(parts) if parts else NOTHING


def life(stated: Life | None, view: View) -> Markup:
    """Return since when a thing is there, what touched it, and when it goes."""
    if stated is None:
        return NOTHING
    parts = [filled("since {}", stated.since.version)]
    parts += (touched(touch, view) for touch in stated.touched)
    if stated.deprecated_in:
        parts.append(filled('<span class="risky">deprecated in {}</span>', stated.deprecated_in.version))
    if stated.removed_in:
        parts.append(removed(stated.removal, stated.removed_in.version, view))
    elif stated.sunset:
        parts.append(filled('<span class="breaking">leaves <time>{}</time></span>', stated.sunset))
    return joined(parts)


def touched(touch: Touch, view: View) -> Markup:
    """Return the link to a change of a thing."""
    level, said = touch.finding.level, '<a class="{}" href="{}">changed in {}<span class="sr">, {}</span></a>'
    return filled(said, level, view.touch(touch), touch.release.version, level)


def removed(removal: Touch | None, version: str, view: View) -> Markup:
    """Return in which release a thing went, with a link to the change where one was found."""
    if removal is None:
        return filled('<span class="breaking">removed in {}</span>', version)
    return filled('<a class="{}" href="{}">removed in {}</a>', removal.finding.level, view.touch(removal), version)


def gone(items: Sequence[Gone], view: View) -> Markup:
    """Return the things that are no longer there."""
    if not items:
        return NOTHING
    said = '<div class="gone"><span class="soft">No longer there:</span>\n<ul>{}</ul></div>\n'
    return filled(said, joined(departed(item, view) for item in items))


def departed(item: Gone, view: View) -> Markup:
    """Return a thing that is no longer there."""
    said = '<li{}><code>{}</code> <span class="hist">{}</span></li>'
    return filled(said, view.mark(f"gone {item.address}"), item.name, life(item.life, view))
