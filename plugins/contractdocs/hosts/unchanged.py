"""While serving: the output of a page that has not changed is written again, and its template is not run again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment
    from jinja2.bccache import Bucket
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from ..site import Page as SitePage

NOTICE = "<!-- contractdocs:notice -->"
"""Stands before what is shown of a fault, so that it can be exchanged in output that is kept."""


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
FRONT = re.compile(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
HEADING = re.compile(r"^(?:#.*|.+\n(?:=+|-+)[ \t]*|.*<h1.*)$", re.MULTILINE)


def know_template(env: Environment) -> None:
    """Have the host know a template that says a page as it was, and compile those of its theme once for all builds."""
    from jinja2 import ChoiceLoader, DictLoader

    kept = DictLoader({TEMPLATE: "{{ page.kept_output }}"})
    env.loader = ChoiceLoader([kept, env.loader] if env.loader else [kept])
    env.bytecode_cache = env.bytecode_cache or compiled()


@cache
def compiled() -> BytecodeCache:
    """Return what holds compiled templates, by the hash of their source."""
    from jinja2 import BytecodeCache

    class Compiled(BytecodeCache):
        """Compiled templates in memory; Jinja itself tells one whose source has changed."""

        def __init__(self) -> None:
            self.held: dict[str, Any] = {}

        def load_bytecode(self, bucket: Bucket) -> None:
            """Fill in what was compiled before."""
            found = self.held.get(bucket.key)
            if found is not None and found.checksum == bucket.checksum:
                bucket.code = found.code

        def dump_bytecode(self, bucket: Bucket) -> None:
            """Hold what was compiled."""
            self.held[bucket.key] = bucket

    return Compiled()


def frame_of(config: MkDocsConfig, files: Files, listed: tuple[SitePage, ...], *, plain: bool) -> tuple[Any, ...]:
    """Return what changes when anything around the pages does: settings, prose, theme, entries of the navigation.

    Where `plain` says that no other plugin has a hand in pages, all that is shown of a page of prose elsewhere is its
    title: what else is in it may change.
    """
    theme = [Path(found) for folder in config.theme.dirs[:1] for found in sorted(Path(folder).rglob("*.html"))]
    settings = [Path(config.config_file_path).resolve()] if config.config_file_path else []
    prose = [Path(file.abs_src_path) for file in files if file.abs_src_path and file.is_documentation_page()]
    others = [Path(file.abs_src_path) for file in files if file.abs_src_path and not file.is_documentation_page()]
    stamped = [*settings, *theme, *others, *([] if plain else prose)]
    stamps = [(str(path), path.stat().st_mtime_ns) for path in stamped if path.is_file()]
    heads = [(str(path), *heading(path)) for path in prose] if plain else []
    return (tuple(sorted(stamps)), tuple(sorted(heads)), tuple((page.uri, page.title) for page in listed))


def heading(path: Path) -> tuple[str, ...]:
    """Return all of a text that may say its title: its front matter, and what it has down to its first heading."""
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ()
    front = FRONT.match(text)
    found = HEADING.search(text, front.end() if front else 0)
    return (text[: found.end()] if found else text,)
