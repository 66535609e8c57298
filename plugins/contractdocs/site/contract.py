"""The page of a contract, and the page of each of its releases: what is promised, and how it came to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.contract import Release
from .build import Build, Story, ids_of
from .catalog import SECTION
from .page import Heading, Page
from .searching import UNSEARCHED, entries_of, search_text
from .templating import section
from .text import first_sentence
from .view import View


def contract_page(build: Build, story: Story) -> Page:
    """Return the page of a contract: its newest release, with everything around it."""
    return interface_page(build, story, story.contract.head, build.layout.contract(story.contract.id), main=True)


def release_page(build: Build, story: Story, release: Release) -> Page:
    """Return the page of one release, which stays as it is when others follow."""
    return interface_page(build, story, release, build.layout.release(story.contract.id, release), main=False)


def interface_page(build: Build, story: Story, release: Release, uri: str, *, main: bool) -> Page:
    """Return a page that shows the interface of a release."""
    view = View(build, story, release, uri, main=main)
    html = build.render("contract", uri, view=view, story=story, release=release, main=main, anchor=view.anchor)
    interface = release.interface
    lead = first_sentence(interface.summary or interface.description)
    search = search_text(view.title, lead, entries_of(view.outline, view.anchor)) if main else UNSEARCHED
    return Page(
        uri,
        view.title,
        html,
        tuple(headings(view)),
        ids_of(html),
        search.html,
        search.toc,
        lead,
        release.file,
        release.date,
        SECTION if main else "",
        in_search=main,
    )


def headings(view: View) -> Iterator[Heading]:
    """Yield the table of contents."""
    top = [heading(view, *item) for item in sections(view)]
    yield Heading(1, view.anchor(section("top")), view.title, tuple(top))


def heading(view: View, name: str, title: str, parts: Sequence[tuple[str, str]]) -> Heading:
    """Return one section of the table of contents with its parts."""
    below = tuple(Heading(3, view.anchor(address), said) for address, said in parts)
    return Heading(2, view.anchor(section(name)), title, below)


def sections(view: View) -> Iterator[tuple[str, str, Sequence[tuple[str, str]]]]:
    """Yield the sections of the page: name, title, parts."""
    outline = view.outline
    yield "timeline", "Timeline", ()
    if view.transition:
        yield "changes", f"What changed in {view.release.version}", ()
    if view.about:
        yield "about", "About", ()
    if view.document:
        yield "document", "Document", ()
    parts = (
        ("operations", "Operations", [(part.address, part.address) for part in outline.operations]),
        ("messages", "Messages", [(part.address, part.message.name) for part in outline.messages]),
        ("datasets", "Datasets", [(part.address, part.address) for part in outline.datasets]),
        ("schemas", "Schemas", [(part.address, view.called(part)) for part in view.schemas]),
    )
    yield from (item for item in parts if item[2])
    yield from ((table.id, table.title, ()) for table in view.tables)
    if view.story.readers:
        yield "consumers", "Consumers", ()
    if view.gone_from(""):
        yield "gone", "No longer there", ()
    yield "files", "File", ()
