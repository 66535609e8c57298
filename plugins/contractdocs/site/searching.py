"""The short text of a page for search: a heading for each thing that readers look for, with what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..escape.html import filled, joined
from .anchors import Anchors
from .page import Heading
from .parts import Content, Field, OperationPart, Outline
from .text import clean, first_sentence


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that search finds: its anchor, its name, and a few words."""

    id: str
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class SearchText:
    """The text for the index, and its headings."""

    html: str = ""
    toc: tuple[Heading, ...] = ()


UNSEARCHED = SearchText()


def search_text(title: str, lead: str, entries: Iterable[Entry]) -> SearchText:
    """Return the short text of a page."""
    listed = list(entries)
    body = joined([filled('<h2 id="{}">{}</h2><p>{}</p>\n', entry.id, entry.title, entry.text) for entry in listed])
    html = filled("<h1>{}</h1><p>{}</p>\n{}", title, lead, body)
    return SearchText(str(html), tuple(Heading(2, entry.id, clean(entry.title)) for entry in listed))


def entries_of(outline: Outline, anchors: Anchors) -> Iterator[Entry]:
    """Yield everything in an interface that readers look for."""
    for operation in outline.operations:
        yield from operation_entries(operation, anchors)
    for message in outline.messages:
        said = f"{message.message.title} {first_sentence(message.message.description)}"
        yield Entry(anchors(message.address), message.message.name, said.strip())
        yield from field_entries((*message.payload.fields, *message.headers), message.message.name, anchors)
    for dataset in outline.datasets:
        yield Entry(anchors(dataset.address), dataset.address, first_sentence(dataset.dataset.description))
        yield from field_entries(dataset.fields, dataset.address, anchors)
    for schema in outline.schemas:
        yield Entry(anchors(schema.address), schema.name, first_sentence(schema.description))
        yield from field_entries(schema.fields, schema.name, anchors)


def operation_entries(part: OperationPart, anchors: Anchors) -> Iterator[Entry]:
    """Yield an operation and its fields."""
    stated = part.operation
    said = f"{stated.title} {stated.operation_id} {first_sentence(stated.description)}"
    yield Entry(anchors(part.address), part.address, said.strip())
    yield from field_entries(part.parameters, part.address, anchors)
    for content in contents_of_operation(part):
        yield from content_entries(content, part.address, anchors)


def contents_of_operation(part: OperationPart) -> tuple[Content, ...]:
    """Return what travels with an operation."""
    return (*part.contents, *(content for answer in part.answers for content in answer.contents))


def content_entries(content: Content, holder: str, anchors: Anchors) -> Iterator[Entry]:
    """Yield the fields of what travels."""
    yield from field_entries(content.fields, holder, anchors)


def field_entries(fields: Iterable[Field], holder: str, anchors: Anchors) -> Iterator[Entry]:
    """Yield fields: name, holder, type, description, listed values."""
    for item in fields:
        values = " ".join(value.code for value in item.described.values)
        said = f"{holder} · {item.described.words}. {first_sentence(item.description)} {values}"
        yield Entry(anchors(item.address), path_of(item, holder), said.strip())


def path_of(item: Field, holder: str) -> str:
    """Return the name of a field with those above it, without its holder."""
    tail = item.address.removeprefix(holder).removeprefix(" > ")
    return tail.rpartition(" > ")[2] or item.name
