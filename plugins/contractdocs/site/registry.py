"""The registry as files: what programs read, on any static host."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..model.contract import Release
from ..model.finding import Finding
from ..model.report import Announcement, Transition
from .build import Build, Story, content_of
from .removals import Removal
from .timeline import counts_of

Json = Mapping[str, Any]


def registry_files(build: Build) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the registry, and the file of every release as published."""
    root = build.options.registry
    yield f"{root}/contracts.json", dump({"contracts": [summary(build, story) for story in build.stories]})
    for story in build.stories:
        base = f"{root}/contracts/{build.layout.contracts[story.contract.id]}"
        yield f"{base}.json", dump(contract(build, story))
        yield f"{base}/versions.json", dump({"contract": story.contract.id, "versions": versions(build, story)})
        for release in story.contract.releases:
            step = build.layout.version(story.contract.id, release)
            yield f"{base}/versions/{step}.json", dump(version(build, story, release))
            yield build.layout.raw(story.contract.id, release), content_of(release)


def dump(value: Json) -> bytes:
    """Return JSON as bytes; safe to put into a page as well."""
    text = json.dumps(plain(value), indent=2, ensure_ascii=True, allow_nan=False)
    return (text.replace("<", "\\u003c").replace(">", "\\u003e") + "\n").encode("ascii")


def plain(value: Any) -> Any:
    """Return a value of JSON's own kinds."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return value if isinstance(value, float) and value - value == 0 else str(value)


def url(build: Build, path: str) -> str:
    """Return a path from the root of the site."""
    tail = "" if build.options.directory_urls else "index.html"
    return path.removesuffix("index") + tail if path.endswith("/index") else path


def summary(build: Build, story: Story) -> Json:
    """Return what the list of contracts says of one."""
    head = story.contract.head
    ahead = [item for item in story.removals if item.day >= build.report.today]
    return {
        "id": story.contract.id,
        "title": story.title,
        "format": head.interface.format,
        "version": head.version,
        "status": head.interface.status,
        "stability": head.interface.stability,
        "owner": head.interface.owner,
        "tags": list(head.interface.tags),
        "released": head.date,
        "next_removal": ahead[0].day if ahead else None,
        "page": url(build, build.layout.contract(story.contract.id)),
        "versions": len(story.contract.releases),
    }


def contract(build: Build, story: Story) -> Json:
    """Return one contract."""
    interface = story.contract.head.interface
    return {
        **summary(build, story),
        "summary": interface.summary,
        "support": [{"channel": name, "url": address} for name, address in interface.support],
        "versions": versions(build, story),
        "removals": [removal(item) for item in story.removals],
        "announcements": [announcement(build, item) for item in story.report.announcements],
        "consumers": [
            {"name": item.name, "contact": item.contact, "reads": list(item.reads)} for item in story.readers
        ],
    }


def removal(item: Removal) -> Json:
    """Return something that goes on a day."""
    return {"date": item.day, "name": item.name, "address": item.address, "version": item.release.version}


def announcement(build: Build, item: Announcement) -> Json:
    """Return an announced change."""
    return {
        "title": item.title,
        "version": item.version,
        "effective": item.effective,
        "who": item.who,
        "page": url(build, build.layout.change(item)),
    }


def versions(build: Build, story: Story) -> list[Json]:
    """Return the releases, newest first."""
    return [short(build, story, release) for release in reversed(story.contract.releases)]


def short(build: Build, story: Story, release: Release) -> Json:
    """Return one release in a few words."""
    contract_id, transition = story.contract.id, story.history.transition(release)
    return {
        "version": release.version,
        "line": release.line,
        "released": release.date,
        "page": url(build, build.layout.release(contract_id, release)),
        "file": build.layout.raw(contract_id, release),
        "sha256": hashlib.sha256(content_of(release)).hexdigest(),
        "changes": counts_of(transition) if transition else None,
    }


def version(build: Build, story: Story, release: Release) -> Json:
    """Return one release with everything that changed in it."""
    transition = story.history.transition(release)
    return {
        "contract": story.contract.id,
        **short(build, story, release),
        "format": release.interface.format,
        "status": release.interface.status,
        "previous": transition.old.version if transition else None,
        "findings": findings(build, story, transition) if transition else [],
    }


def findings(build: Build, story: Story, transition: Transition) -> list[Json]:
    """Return what changed from the release before."""
    return [finding(build, story, item) for item in transition.findings]


def finding(build: Build, story: Story, item: Finding) -> Json:
    """Return one change; where it was announced, with its page."""
    announced = story.announced.get(item.fingerprint)
    return {
        "rule": item.rule,
        "level": item.level,
        "address": item.address,
        "direction": item.direction,
        "message": item.message,
        "fingerprint": item.fingerprint,
        "who": item.who,
        "affects": list(item.affects),
        "hurts": [reader.name for reader in story.hurt(item)],
        "announced": url(build, build.layout.change(announced)) if announced else None,
    }
