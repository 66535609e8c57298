"""The registry as files: what programs read, on any static host."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..escape.script import document
from ..model.contract import Release
from ..model.finding import Finding
from ..model.report import Announcement, Transition
from ..rules.registry import hint
from .build import Build, Story, content_of
from .documentation import documentation_of
from .removals import Removal
from .text import first_sentence
from .timeline import counts_of
from .validation import validation
from .versioning import change_type, notes_of

if TYPE_CHECKING:
    from .brief import Brief

Json = Mapping[str, Any]


def registry_files(build: Build, briefs: Iterable[Brief]) -> Iterator[tuple[str, bytes]]:
    """Yield the list of all contracts, and the JSON Schemas of the registry."""
    root = build.options.registry
    yield from ((f"{root}/schemas/{name}", content) for name, content in schemas().items())
    yield (
        f"{root}/contracts.json",
        dump(listed("schemas/contracts", [entry(brief, build.report.today) for brief in briefs])),
    )


def contract_files(build: Build, story: Story) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the registry about one contract, and the file of every release as published."""
    base = f"{build.options.registry}/contracts/{build.layout.contracts[story.contract.id]}"
    stages = {id(release): Stage(build, story, release) for release in story.contract.releases}
    newest_first = [stages[id(release)] for release in reversed(story.contract.releases)]
    yield f"{base}.json", dump(contract(build, story, newest_first))
    yield f"{base}/versions.json", dump(listed("../../schemas/versions", [short(stage) for stage in newest_first]))
    for stage in newest_first:
        yield f"{base}/versions/{stage.step}.json", dump(version(stage))
        yield build.layout.raw(story.contract.id, stage.release), content_of(stage.release)
        for part in stage.release.interface.parts:
            yield build.layout.part(story.contract.id, stage.release, part.file), part.content


@cache
def schemas() -> dict[str, bytes]:
    """Return the JSON Schemas of the registry's files by their names."""
    folder = Path(__file__).parent / "schemas"
    return {file.name: file.read_bytes() for file in sorted(folder.glob("*.schema.json"))}


@dataclass
class Stage:
    """One release of a contract, as the registry tells it."""

    build: Build
    story: Story
    release: Release

    @property
    def step(self) -> str:
        """Return the name of its file."""
        return self.build.layout.version(self.story.contract.id, self.release)

    @property
    def transition(self) -> Transition | None:
        """Return what changed since the release before."""
        return self.story.history.transition(self.release)

    @cached_property
    def validation(self) -> Json:
        """Return what validating it says."""
        return validation(self.release, self.build.report.levels)


def listed(schema: str, items: list[Json]) -> Json:
    """Return a whole list with its length, and the schema that it keeps to."""
    return {"$schema": f"{schema}.schema.json", "items": items, "total": len(items)}


def dump(value: Json) -> bytes:
    """Return JSON as bytes; safe to put into a page as well."""
    return document(plain(value))


def plain(value: Any) -> Any:
    """Return a value of JSON's own kinds."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, (dict, Mapping)):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if isinstance(value, float) and value - value == 0 else str(value)


def url(build: Build, path: str) -> str:
    """Return a path from the root of the site."""
    tail = "" if build.options.directory_urls else "index.html"
    return path.removesuffix("index") + tail if path.endswith("/index") else path


def entry(brief: Brief, today: str) -> Json:
    """Return what the list of contracts says of one, on a day."""
    ahead = brief.ahead(today)
    return {**brief.listed, "next_removal": ahead[0].day if ahead else None}


def summary(build: Build, story: Story) -> Json:
    """Return what the list of contracts says of one."""
    head = story.contract.head
    ahead = [item for item in story.removals if item.day >= build.report.today]
    step = build.layout.contracts[story.contract.id]
    return {
        "id": story.contract.id,
        "title": story.title,
        "format": head.interface.format,
        "version": head.version,
        "status": head.interface.status,
        "stability": head.interface.stability,
        "owner": head.interface.owner,
        "tags": list(head.interface.tags),
        "schemas": [*head.interface.datasets, *head.interface.schemas],
        "documentation": documented(story),
        "released": head.date or None,
        "next_removal": ahead[0].day if ahead else None,
        "removals": [removal(item) for item in story.removals],
        "releases": len(story.contract.releases),
        "page": url(build, build.layout.contract(story.contract.id)),
        "data": f"{build.options.registry}/contracts/{step}.json",
    }


def documented(story: Story) -> Json | None:
    """Return the shares of fields that are documented, in per cent."""
    found = documentation_of(story.history.chapters[-1].outline)
    if found is None:
        return None
    return {
        "score": found.score,
        "fields": found.fields,
        "descriptions": found.described,
        "examples": found.shown,
        "classifications": found.classified,
    }


def contract(build: Build, story: Story, stages: Sequence[Stage]) -> Json:
    """Return one contract: its newest release in full, and where it stands."""
    interface = story.contract.head.interface
    return {
        "$schema": "../schemas/contract.schema.json",
        **summary(build, story),
        "summary": interface.summary or first_sentence(interface.description),
        "support": [{"channel": name, "url": address} for name, address in interface.support],
        "versions": [short(stage) for stage in stages],
        "announcements": [announcement(build, item) for item in story.report.announcements],
        "validation": stages[0].validation,
        "document": story.contract.head.document.data,
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


def short(stage: Stage) -> Json:
    """Return one release in a few words."""
    build, release, transition = stage.build, stage.release, stage.transition
    contract_id = stage.story.contract.id
    return {
        "contract_id": contract_id,
        "version": release.version,
        "line": release.line,
        "status": release.interface.status,
        "change_type": change_type(transition),
        "change_notes": notes_of(release, stage.story.report.announcements) or None,
        "is_breaking": bool(transition and transition.breaking),
        "is_valid": stage.validation["is_valid"],
        "created_at": release.date or None,
        "created_by": release.author or None,
        "changes": counts_of(transition) if transition else None,
        "page": url(build, build.layout.release(contract_id, release)),
        "data": f"{build.options.registry}/contracts/{build.layout.contracts[contract_id]}/versions/{stage.step}.json",
        "file": build.layout.raw(contract_id, release),
        "sha256": hashlib.sha256(content_of(release)).hexdigest(),
    }


def version(stage: Stage) -> Json:
    """Return one release in full as published, with everything that changed in it, and whether it is valid."""
    transition = stage.transition
    return {
        "$schema": "../../../schemas/version.schema.json",
        **short(stage),
        "format": stage.release.interface.format,
        "previous": transition.old.version if transition else None,
        "findings": findings(stage.build, stage.story, transition) if transition else [],
        "validation": stage.validation,
        "document": stage.release.document.data,
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
        "migration_hint": hint(item.rule) if item.level == "breaking" else None,
        "affects": list(item.affects),
        "hurts": [reader.name for reader in story.hurt(item)],
        "announced": url(build, build.layout.change(announced)) if announced else None,
    }
