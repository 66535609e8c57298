"""What a page shows at its top while something is wrong: seen while writing, never published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..escape.html import Markup
from ..site.text import inline
from .gate import sentence

if TYPE_CHECKING:
    from ..model.finding import Finding
    from ..model.report import Report

MOST = 12


def banner(report: Report) -> str:
    """Return the banner of a report that does not pass."""
    found = list(failing(report))
    items = Markup("").join(item(finding) for finding in found[:MOST])
    more = Markup("<li>and {} more</li>").format(len(found) - MOST) if len(found) > MOST else ""
    said = "This would not be built: the contracts do not pass."
    if report.status == "incomplete":
        said = "This would not be built: the contracts could not be checked completely."
    return framed(said, Markup("<ul>{}{}</ul>").format(items, more))


def trouble(message: str) -> str:
    """Return the banner of a run that could not be made."""
    return framed("This would not be built.", Markup("<p>{}</p>").format(inline(message)))


def framed(title: str, body: Markup) -> str:
    """Return a banner."""
    frame = Markup(
        '<div class="cd"><aside class="banner breaking gate" role="alert">'
        '<strong><i aria-hidden="true">◆</i>{}</strong>{}</aside></div>\n'
    )
    return str(frame.format(title, body))


def failing(report: Report) -> Iterator[Finding]:
    """Yield what makes a report fail."""
    yield from (finding for finding in report.findings if finding.level == "error")
    for contract in report.contracts:
        yield from (finding for finding in contract.findings if finding.level == "error")
        yield from (judged.finding for judged in contract.judged if not judged.proof and judged.attributed)


def item(finding: Finding) -> Markup:
    """Return one finding as an item of the list: where, what, how to mend."""
    where = Markup("<code>{}</code> ").format(str(finding.spot.place)) if finding.spot else Markup("")
    mend = Markup(" {}").format(inline(finding.suggestion)) if finding.suggestion else Markup("")
    return Markup("<li>{}{}{}</li>").format(where, inline(sentence(finding.message)), mend)
