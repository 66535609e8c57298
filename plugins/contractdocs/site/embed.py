"""A contract, a part of it, or one thing of it, inside a page that somebody wrote."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .build import Build
from .parts import Field, OperationPart, Outline
from .pointing import Lost, Target, target_of
from .templating import environment, section
from .view import View

PARTS = ("timeline", "changes", "operations", "fields")
HEADING = re.compile(r"(?=<h2 id=)")
FIRST_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
IDS = re.compile(r' id="[^"]*"(?=[^<>]*>)')
PERMALINK = re.compile(r'<a class="perma".*?</a>')
SECTIONS = {"operations": ("operations", "messages"), "timeline": ("timeline",), "changes": ("changes",)}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a block asks for: a reference, and parts of what it names; none for all of a contract."""

    reference: str
    parts: tuple[str, ...] = ()


def asked(said: str) -> Asked:
    """Return what `orders`, `orders operations`, `orders@1.0.0 fields changes` or `orders#Order > status` asks for.

    Raise Lost where a part has no known name.
    """
    if "#" in said:
        return Asked(said)
    reference, *parts = said.split()
    for part in parts:
        if part not in PARTS:
            near = difflib.get_close_matches(part, PARTS, 1)
            hint = f"Did you mean `{near[0]}`?" if near else f"There are {', '.join(PARTS)}."
            raise Lost(f"`{part}` is no part of a contract. {hint}")
    return Asked(reference, tuple(parts))


def embed(build: Build, said: str, uri: str) -> str:
    """Return what a text names as HTML for the page `uri`, without ids; raise Lost where nothing has the name."""
    wanted = asked(said)
    target = target_of(build, wanted.reference)
    html = card(build, target, uri) if not wanted.parts else ""
    if not target.address:
        titled = len(wanted.parts) != 1
        inside = (part_of(build, target, uri, part, titled=titled) for part in wanted.parts or PARTS)
        shown = [one for one in inside if one]
        if wanted.parts and not shown:
            raise Lost(f"{target.story.contract.id} {target.release.version} has no {' and no '.join(wanted.parts)}.")
        html += f'<div class="cd embed">\n{"".join(shown)}</div>\n'
    page = str(environment().filters["e"](build.href(uri)(target.page)))
    return html.replace('href="#', f'href="{page}#')


def card(build: Build, target: Target, uri: str) -> str:
    """Return what a thing is in a few lines, with its fields where it is not the whole contract."""
    view = silent_view(build, target, uri)
    return build.render(
        "embed",
        uri,
        view=view,
        story=target.story,
        release=target.release,
        target=target,
        fields=fields_of(view, target),
        ahead=[item for item in target.story.removals if item.day >= build.report.today],
    )


def silent_view(build: Build, target: Target, uri: str) -> View:
    """Return what a template asks for, without ids: the things have them on their own pages."""
    view = View(build, target.story, target.release, uri, main=True)
    view.silent = True
    return view


def part_of(build: Build, target: Target, uri: str, part: str, *, titled: bool) -> str:
    """Return a part of a contract as HTML, empty where the contract has no such thing; its title is no heading."""
    view = silent_view(build, target, uri)
    if part == "fields":
        groups = list(field_groups(view.outline))
        return build.render("embedded_fields", uri, view=view, groups=groups, titled=titled) if groups else ""
    wanted = {view.anchor(section(name)) for name in SECTIONS[part]}
    found = sections_of(build, view, uri)
    title = r'<p class="kind"><b>\1</b></p>' if titled else ""
    return "".join(FIRST_HEADING.sub(title, html, count=1) for anchor, html in found if anchor in wanted)


def sections_of(build: Build, view: View, uri: str) -> Iterator[tuple[str, str]]:
    """Yield the sections of the page of a release: the anchor of each, and its HTML without ids."""
    shared = {"view": view, "story": view.story, "release": view.release, "main": True, "anchor": view.anchor}
    for piece in HEADING.split(build.render("contract", uri, **shared))[1:]:
        anchor = piece.removeprefix('<h2 id="').partition('"')[0]
        yield anchor, IDS.sub("", PERMALINK.sub("", piece))


def field_groups(outline: Outline) -> Iterator[tuple[str, Sequence[Field]]]:
    """Yield every part of an interface that has fields: its address, and the fields."""
    groups = [(part.address, operation_fields(part)) for part in outline.operations]
    groups += [(part.address, [*part.payload.fields, *part.headers]) for part in outline.messages]
    groups += [(part.address, list(part.fields)) for part in outline.datasets]
    groups += [(part.address, list(part.fields)) for part in outline.schemas]
    yield from ((address, fields) for address, fields in groups if fields)


def operation_fields(part: OperationPart) -> list[Field]:
    """Return what an operation takes and gives that no named schema holds."""
    given = [item for answer in part.answers for content in answer.contents for item in content.fields]
    return [*part.parameters, *(item for content in part.contents for item in content.fields), *given]


def fields_of(view: View, target: Target) -> tuple[Field, ...]:
    """Return the fields of a thing: a field with those below it, the fields of a schema, of a dataset, of a request."""
    address, outline = target.address, view.outline
    if not address:
        return ()
    held = {part.address: part.parameters for part in outline.operations}
    held |= {part.address: part.fields for part in outline.datasets}
    held |= {part.address: part.fields for part in outline.schemas}
    if address in held:
        return held[address]
    inside = (f"{address}.", f"{address}[", f"{address}{{", f"{address}<")
    return tuple(item for item in outline.fields() if item.address == address or item.address.startswith(inside))
