"""Badges: small pictures that another page embeds, made of text that stands in the file itself."""

from __future__ import annotations

from collections.abc import Iterator

from ..escape.html import Markup
from ..escape.svg import short
from .build import Build, Story

COLOURS = {"breaking": "#a8201a", "risky": "#7d4a00", "safe": "#1a6130", "note": "#3350a8", "quiet": "#57606a"}
NARROW, WIDE = frozenset("fijlrt.,:;|!'()[] "), frozenset("mwMW@%")
SVG = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" aria-label="{label}: {value}">'
    "<title>{label}: {value}</title>"
    '<rect width="{width}" height="20" rx="3" fill="#30363d"/>'
    '<path d="M{left} 0h{rest}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-{rest}z" fill="{colour}"/>'
    '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
    '<text x="7" y="14" textLength="{label_width}">{label}</text>'
    '<text x="{start}" y="14" textLength="{value_width}">{value}</text></g></svg>\n'
)


def badge_files(build: Build, story: Story) -> Iterator[tuple[str, bytes]]:
    """Yield the badges of a contract: its version, its status, and when it last broke."""
    from .templating import status_level

    head = story.contract.head
    status = head.interface.status or "no status"
    badges = {
        "version": badge(story.contract.id, head.version, "note"),
        "status": badge(story.contract.id, status, status_level(head.interface.status)),
        "breaking": badge("last break", *last_break(story)),
    }
    for name, picture in badges.items():
        yield build.layout.badge(story.contract.id, name), picture


def last_break(story: Story) -> tuple[str, str]:
    """Return the newest release that broke something, and its level."""
    for transition in reversed(story.report.transitions):
        if transition.breaking:
            return f"{transition.new.version} {transition.new.date}".strip(), "breaking"
    return "never", "safe"


def badge(label: str, value: str, level: str) -> bytes:
    """Return a picture with two texts; everything in it is escaped, nothing is fetched."""
    left, right = short(label), short(value)
    first, second = width_of(left), width_of(right)
    return str(
        SVG.format(
            width=first + second + 28,
            left=first + 14,
            rest=second + 11,
            start=first + 21,
            label_width=first,
            value_width=second,
            label=left,
            value=right,
            colour=COLOURS.get(level, COLOURS["quiet"]),
        )
    ).encode()


def width_of(text: str) -> int:
    """Return about how wide a text is at 11 pixels."""
    return round(sum(4.2 if c in NARROW else 10 if c in WIDE or ord(c) > 0x2E80 else 7 for c in text))
