"""While serving: the output of a page that has not changed is written again, and its template is not run again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File, Files

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

    from ..site import Page as SitePage

NOTICE = "<!-- contractdocs:notice -->"
"""Stands before what is shown of a fault, so that it can be exchanged in output that is kept."""


class Kept(File):
    """The output of a page, for the host a file to copy; links to the page still find it."""

    def is_documentation_page(self) -> bool:
        """Return that no template is to be run."""
        return False


@dataclass(frozen=True, slots=True)
class Output:
    """What the template of the host made of a page, and what other plugins made of that."""

    page: SitePage
    template: str
    final: str = ""

    def noticed(self, old: str, new: str) -> Output | None:
        """Return the output with another notice; None where its place is not found."""
        if NOTICE + old not in self.template or NOTICE + old not in self.final:
            return None
        texts = (text.replace(NOTICE + old, NOTICE + new, 1) for text in (self.template, self.final))
        return Output(self.page, *texts)


@dataclass
class Outputs:
    """The output of every page of ours, as the last build wrote it, and what all of them were made within."""

    frame: tuple[Any, ...] = ()
    pages: dict[str, Output] = field(default_factory=dict)
    notice: str = ""
    reused: int = 0

    def begin(self, frame: tuple[Any, ...], notice: str) -> None:
        """Begin a build; forget all where what stands around the pages is another."""
        if frame != self.frame:
            self.pages.clear()
        if notice != self.notice:
            changed = {uri: output.noticed(self.notice, notice) for uri, output in self.pages.items()}
            self.pages = {uri: output for uri, output in changed.items() if output is not None}
        self.frame, self.notice, self.reused = frame, notice, 0

    def of(self, page: SitePage) -> Output | None:
        """Return the output of a page that is as it was; None where it has to be made."""
        found = self.pages.get(page.uri)
        if found is None or not found.final or found.page != page:
            return None
        self.reused += 1
        return found

    def keep_template(self, page: SitePage, output: str) -> None:
        """Keep what the template made of a page."""
        self.pages[page.uri] = Output(page, output)

    def keep_final(self, page: SitePage, output: str) -> None:
        """Keep what other plugins made of it."""
        self.pages[page.uri] = replace(self.pages[page.uri], final=output)


TEMPLATE = "contractdocs-kept.html"


def know_template(env: Environment) -> None:
    """Have the host know a template that says a page as it was."""
    from jinja2 import ChoiceLoader, DictLoader

    kept = DictLoader({TEMPLATE: "{{ page.kept_output }}"})
    env.loader = ChoiceLoader([kept, env.loader] if env.loader else [kept])


def frame_of(config: MkDocsConfig, files: Files, listed: tuple[SitePage, ...]) -> tuple[Any, ...]:
    """Return what changes when anything around the pages does: settings, prose, theme, entries of the navigation."""
    theme = [Path(found) for folder in config.theme.dirs[:1] for found in sorted(Path(folder).rglob("*.html"))]
    written = [Path(file.abs_src_path) for file in files if file.abs_src_path]
    settings = [Path(config.config_file_path)] if config.config_file_path else []
    stamps = [(str(path), path.stat().st_mtime_ns) for path in (*settings, *written, *theme) if path.is_file()]
    return (tuple(sorted(stamps)), tuple((page.uri, page.title) for page in listed))


def kept_file(config: MkDocsConfig, page: SitePage, output: str) -> Kept:
    """Return the output of a page as a file."""
    made: Any = Kept.generated(config, f"{page.uri}.md", content=output)
    made.dest_uri = f"{page.uri}.html"
    kept: Kept = made
    return kept
