"""The index of everything that has a name, over all contracts: small, loaded when somebody searches.

It is a script that hands its data over, since a page opened from a folder may load scripts and no other data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..escape.script import literal
from .build import Build, Story
from .naming import TEMPLATE
from .parts import Field
from .searching import contents_of_operation
from .text import clean

MARKS = re.compile(r"[`*]|^\s*[-+>#]+ |(?<=\n)\s*[-+>#]+ |\]\([^)]*\)|\[")
LONGEST = 180
MOST_VALUES = 40


def finder_files(build: Build, entries: Iterable[str] | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield the index; links in it lead from the catalog. `entries` are those of all contracts, as literals."""
    if entries is None:
        promised = (story for story in build.stories if story.contract.head.interface.status != TEMPLATE)
        entries = (literal(entry(build, story)) for story in promised)
    listed = ",".join(entry for entry in entries if entry)
    yield build.layout.finder, f'contractdocsData("fields",{{"contracts":[{listed}]}});\n'.encode("ascii")


def handed(name: str, value: Mapping[str, Any]) -> bytes:
    """Return data as a script that hands it over; it is plain ASCII, and safe inside a page as well."""
    return f"contractdocsData({literal(name)},{literal(value)});\n".encode("ascii")


def entry(build: Build, story: Story) -> Mapping[str, Any]:
    """Return one contract: title, address, and its things as address, type, words, anchor."""
    href = build.href(build.layout.catalog)
    anchors = build.page_anchors(story, len(story.contract.releases) - 1)
    return {
        "id": story.contract.id,
        "title": clean(story.title),
        "page": href(build.layout.contract(story.contract.id)),
        "items": [[clean(a), clean(kind), clean(text), anchors(a)] for a, kind, text in things(story)],
    }


def things(story: Story) -> Iterator[tuple[str, str, str]]:
    """Yield operations, messages, datasets, schemas and fields: address, type, words; a listed value is a word."""
    outline = story.history.chapters[-1].outline
    for part in outline.operations:
        yield part.address, "operation", f"{part.operation.title} {part.operation.operation_id}".strip()[:LONGEST]
        yield from of_fields(part.parameters)
        for content in contents_of_operation(part):
            yield from of_fields(content.fields)
    for message in outline.messages:
        yield message.address, "message", shortened(message.message.title or message.message.description)
        yield from of_fields((*message.payload.fields, *message.headers))
    for dataset in outline.datasets:
        yield dataset.address, "dataset", shortened(dataset.dataset.description)
        yield from of_fields(dataset.fields)
    for schema in outline.schemas:
        values = " ".join(value.code for value in schema.described.values[:MOST_VALUES])
        yield schema.address, "schema", f"{shortened(schema.description)} {values}".strip()
        yield from of_fields(schema.fields)


def of_fields(fields: Iterable[Field]) -> Iterator[tuple[str, str, str]]:
    """Yield fields."""
    for item in fields:
        values = " ".join(value.code for value in item.described.values[:MOST_VALUES])
        said = (shortened(item.description), values, marks(item))
        yield item.address, item.described.words[:60], " ".join(part for part in said if part)


def marks(item: Field) -> str:
    """Return what readers look for beside names and meanings: how confidential a field is, and whether it is to go."""
    stated = (item.terms.get("classification"), item.terms.get("businessName"), *item.flags)
    words = [*(part for part in stated if isinstance(part, str)), *(["deprecated"] if item.deprecated else [])]
    return clean(" ".join(words))[:LONGEST]


def shortened(text: str) -> str:
    """Return the first words of a description, without marks."""
    said = " ".join(MARKS.sub("", clean(text)).split())
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"
