"""Links from prose: `contract:orders#status`, `contract:orders@1.2.0#GET /orders`, `contract:orders`."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from ..model.contract import Release
from .build import Build, Story
from .lookup import find

SCHEME = "contract:"


class Lost(LookupError):
    """A link that leads nowhere: says what was not found, and what may be meant."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a link leads to: a page, a place on it, and the thing there; `address` is empty for the whole contract."""

    story: Story
    release: Release
    page: str
    fragment: str = ""
    address: str = ""


def target_of(build: Build, said: str) -> Target:
    """Return what a link names; raise Lost where nothing does.

    Letters of either case are one, since Markdown keeps no case in the names of links.
    """
    named, _, thing = said.strip().removeprefix(SCHEME).partition("#")
    contract_id, _, version = named.strip().partition("@")
    story = story_of(build, contract_id)
    release = release_of(story, version) if version else story.contract.head
    page = build.layout.release(story.contract.id, release) if version else build.layout.contract(story.contract.id)
    if not thing.strip():
        return Target(story, release, page)
    at = story.history.index(release)
    found = find(story.history.chapters[at], thing)
    if not found.address:
        raise Lost(f"`{thing}` is not in {story.contract.id} {release.version}.{meant(found.near)}")
    return Target(story, release, page, build.page_anchors(story, at)(found.address), found.address)


def story_of(build: Build, contract_id: str) -> Story:
    """Return the contract with an id; raise Lost where there is none."""
    known = {story.contract.id.casefold(): story for story in build.stories}
    if contract_id.casefold() not in known:
        near = difflib.get_close_matches(contract_id.casefold(), known, 1)
        raise Lost(f"There is no contract `{contract_id}`.{meant(tuple(known[n].contract.id for n in near))}")
    return known[contract_id.casefold()]


def release_of(story: Story, version: str) -> Release:
    """Return a release of a contract; raise Lost where there is none."""
    known = {release.version.casefold(): release for release in story.contract.releases}
    if version.casefold() not in known:
        near = difflib.get_close_matches(version.casefold(), known, 1)
        raise Lost(f"{story.contract.id} has no release `{version}`.{meant(tuple(known[n].version for n in near))}")
    return known[version.casefold()]


def meant(near: tuple[str, ...]) -> str:
    """Return what may be meant."""
    return f" Did you mean {' or '.join(f'`{name}`' for name in near)}?" if near else ""
