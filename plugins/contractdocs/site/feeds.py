"""Feeds of changes (Atom, RFC 4287): of all contracts, of one, and of what breaks alone."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..escape.atom import plain
from ..escape.html import Markup, escape
from ..model.contract import Release
from ..model.finding import Finding
from ..model.report import Transition
from .build import Build, Story
from .templating import change_id
from .view import sorted_findings

MOST = 100
NEVER = "1970-01-01"  # a release without a date is older than any that has one
SHOWN = 40


@dataclass(frozen=True, slots=True)
class News:
    """One entry of a feed; `page` is a path from the root of the site, `fragment` a place on it."""

    key: str
    title: str
    page: str
    fragment: str
    day: str
    owner: str
    lines: tuple[str, ...]
    terms: tuple[str, ...]


def feed_files(build: Build, news: Iterable[News], breaks: Iterable[News]) -> Iterator[tuple[str, bytes]]:
    """Yield the feeds over all contracts; the identity of an entry never changes, nor does its day.

    A preview has no news for anybody.
    """
    layout = build.layout
    every, broken = (news, breaks) if build.options.preview is None else ((), ())
    title = build.options.title
    yield layout.feed(), feed(build, layout.feed(), f"{title}: changes", layout.catalog, every)
    yield layout.feed("breaking"), feed(build, layout.feed("breaking"), f"{title}: breaking", layout.catalog, broken)


def contract_feed(build: Build, story: Story) -> Iterator[tuple[str, bytes]]:
    """Yield the feed of one contract."""
    uri = build.layout.contract_feed(story.contract.id)
    page = build.layout.contract(story.contract.id)
    news = releases_of(build, story) if build.options.preview is None else ()
    yield uri, feed(build, uri, f"{story.title}: changes", page, news)


def releases_of(build: Build, story: Story) -> Iterator[News]:
    """Yield one entry a release."""
    for release in story.contract.releases:
        transition = story.history.transition(release)
        yield News(
            f"{story.contract.id} {release.version}",
            f"{story.title} {release.version}{summary(transition)}",
            page_of(build, story, release, transition),
            "",
            release.date or NEVER,
            release.interface.owner,
            tuple(said(finding) for finding in sorted_findings(transition.findings)[:SHOWN]) if transition else (),
            tuple(sorted({finding.level for finding in transition.findings})) if transition else (),
        )


def breaks_of(build: Build, story: Story) -> Iterator[News]:
    """Yield one entry a breaking change; one that was announced leads to what to do."""
    for transition in story.report.transitions:
        for finding in transition.breaking:
            announcement = story.announced.get(finding.fingerprint)
            page = (
                build.layout.change(announcement) if announcement else page_of(build, story, transition.new, transition)
            )
            yield News(
                f"{story.contract.id} {transition.new.version} {change_id(finding)}",
                f"{story.title} {transition.new.version}: {finding.message}",
                page,
                "" if announcement else change_id(finding),
                transition.new.date or NEVER,
                transition.new.interface.owner,
                (said(finding), *([f"Announced: {announcement.title}"] if announcement else [])),
                ("breaking",),
            )


def page_of(build: Build, story: Story, release: Release, transition: Transition | None) -> str:
    """Return the page that tells of a release."""
    if transition is None:
        return build.layout.release(story.contract.id, release)
    return build.layout.difference(story.contract.id, transition.old, release)


def summary(transition: Transition | None) -> str:
    """Return what a release did, in a few words."""
    if transition is None:
        return ": first release"
    broken = len(transition.breaking)
    if broken:
        return f": {broken} breaking change{'s' if broken > 1 else ''}"
    count = len(transition.findings)
    return f": {count} change{'s' if count != 1 else ''}, none breaking"


def said(finding: Finding) -> str:
    """Return a change in a line."""
    return f"{finding.level}: {finding.message} ({finding.address})" if finding.address else finding.message


def feed(build: Build, uri: str, title: str, page: str, news: Iterable[News]) -> bytes:
    """Return a feed, the newest first; its day is that of the newest entry, so the same input gives the same bytes."""
    listed = sorted(news, key=lambda item: (item.day, item.key), reverse=True)[:MOST]
    day = listed[0].day if listed else NEVER
    head = Markup(
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        "<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<author><name>{}</name></author>\n"
        '<link rel="self" type="application/atom+xml" href="{}"/>\n<link rel="alternate" type="text/html" href="{}"/>\n'
    ).format(
        identity(f"feed {uri}"), plain(title), moment(day), plain(build.options.title),
        build.address(uri, uri), build.address(uri, page),
    )  # fmt: skip
    body = Markup("").join(entry(build, uri, item) for item in listed)
    return f"{head}{body}</feed>\n".encode()


def entry(build: Build, uri: str, item: News) -> Markup:
    """Return one entry."""
    text = Markup("").join(Markup("<li>{}</li>").format(plain(line)) for line in item.lines)
    content = escape(str(Markup("<ul>{}</ul>").format(text))) if item.lines else escape("")
    terms = Markup("").join(Markup('<category term="{}"/>').format(term) for term in item.terms)
    author = Markup("<author><name>{}</name></author>").format(plain(item.owner)) if item.owner else Markup("")
    return Markup(
        "<entry><id>{}</id><title>{}</title><updated>{}</updated>{}"
        '<link rel="alternate" type="text/html" href="{}"/>{}<content type="html">{}</content></entry>\n'
    ).format(
        identity(item.key), plain(item.title), moment(item.day), author,
        build.address(uri, item.page, item.fragment), terms, content,
    )  # fmt: skip


def identity(key: str) -> str:
    """Return an identity that holds wherever the site stands."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"contractdocs:{key}").urn


def moment(day: str) -> str:
    """Return a day as a moment (RFC 3339); what is no day is the oldest moment."""
    from datetime import date

    try:
        return f"{date.fromisoformat(day[:10]).isoformat()}T00:00:00Z"
    except ValueError:
        return f"{NEVER}T00:00:00Z"
