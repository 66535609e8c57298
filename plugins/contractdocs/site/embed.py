"""A contract, or one thing of it, inside a page that somebody wrote."""

from __future__ import annotations

from .build import Build
from .parts import Field
from .pointing import Target, target_of
from .templating import environment
from .view import View


def embed(build: Build, said: str, uri: str) -> str:
    """Return what a text names as HTML for the page `uri`, without ids; raise Lost where nothing has the name."""
    target = target_of(build, said)
    view = View(build, target.story, target.release, uri, main=True)
    view.silent = True
    html = build.render(
        "embed",
        uri,
        view=view,
        story=target.story,
        release=target.release,
        target=target,
        fields=fields_of(view, target),
        ahead=[item for item in target.story.removals if item.day >= build.report.today],
    )
    page = str(environment().filters["e"](build.href(uri)(target.page)))
    return html.replace('href="#', f'href="{page}#')


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
