"""The Python-Markdown extension `contractdocs` on its own: for Zensical, and for MkDocs without the plugin.

It reads and judges the contracts itself, and refuses a build by raising: the only word that Zensical hears.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from . import finished
from .banner import banner, trouble
from .gate import line_of, messages, refusal, today
from .markdown import AFTER_FENCES, Blocks, Desk, References

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown

    from ..site.build import Build

LOOK_AGAIN = 1.0  # seconds between two looks at the files while serving


class Refused(Exception):
    """Why the site may not be built."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the contracts are, and where their pages stand in the site."""

    root: Path
    settings_file: Path | None
    path: str
    directory_urls: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the contracts, why the site may not be built, and what pages show of it while serving."""

    build: Build | None
    refused: str = ""
    notice: str = ""


@dataclass(slots=True)
class Kept:
    """A reading with the state of the files that it was made from, and when that was looked at."""

    reading: Reading
    state: tuple[Any, ...]
    looked: float


class Shelf:
    """Readings by their source: a host makes one Markdown a page, and the contracts are read once for all."""

    def __init__(self) -> None:
        self.kept: dict[Source, Kept] = {}
        self.lock = threading.Lock()

    def get(self, source: Source, *, serving: bool) -> Reading:
        """Return what is in the contracts; while serving, of the files as they are now."""
        with self.lock:
            kept = self.kept.get(source)
            now = time.monotonic()
            if kept and (not serving or now - kept.looked < LOOK_AGAIN):
                return kept.reading
            state = state_of(source)
            if kept is None or kept.state != state:
                kept = self.kept[source] = Kept(read(source), state, now)
            kept.looked = now
            return kept.reading


SHELF = Shelf()


def serving() -> bool:
    """Return whether the host shows pages while they are written."""
    return "serve" in sys.argv[1:]


def state_of(source: Source) -> tuple[Any, ...]:
    """Return what changes when a contract or a setting does."""
    from ..settings import NAMES, SettingsError, load

    files = [source.settings_file] if source.settings_file else [source.root / name for name in NAMES]
    try:
        folder = source.root / load(source.root, source.settings_file).contracts
    except SettingsError:
        return tuple(stamps(files))
    return tuple(stamps([*files, *(Path(at, name) for at, _, names in os.walk(folder) for name in sorted(names))]))


def stamps(files: list[Path]) -> Iterator[tuple[str, int, int]]:
    """Yield path, time and size of each file that is there."""
    for file in files:
        if file.is_file():
            found = file.stat()
            yield str(file), found.st_mtime_ns, found.st_size


def read(source: Source) -> Reading:
    """Return what is in the contracts, and whether the site may be built."""
    from ..cache import remembering
    from ..check import run
    from ..settings import SettingsError, load
    from ..site import SiteOptions, begin
    from ..sources import SourceError

    try:
        settings = load(source.root, source.settings_file)
        with remembering(source.root, True) as memory:
            report = run(source.root, settings, today(), memory=memory)
    except (SettingsError, SourceError) as error:
        return Reading(None, str(error), trouble(str(error)))
    options = SiteOptions(
        path=source.path, directory_urls=source.directory_urls, consumers=settings.consumers, text_suffix=".txt"
    )
    build = begin(report, options)
    if report.status == "pass":
        return Reading(build)
    wrong = [line_of(finding) for level, finding in messages(report) if level >= 40]
    return Reading(build, "\n".join([refusal(report), *wrong]), banner(report))


class Gate(Preprocessor):
    """Begins a page: refuses it where the contracts do not pass, and tells the other parts where it stands."""

    def __init__(self, md: Markdown, desk: Desk, stated: dict[str, Any]) -> None:
        super().__init__(md)
        self.desk, self.stated = desk, stated

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines, with a banner before them where something is wrong while serving; else raise Refused."""
        here = place_of(self.md)
        self.desk.turn_to(here.source, here.page)
        home = here.home
        file = (home / self.stated["config"]).resolve() if self.stated["config"] else None
        path = str(self.stated["path"]).strip("/")
        reading = SHELF.get(Source(file.parent if file else home, file, path, here.directory_urls), serving=serving())
        self.desk.build = reading.build
        if not reading.refused or not self.stated["gate"]:
            return lines
        if not serving():
            raise Refused(reading.refused)
        return ["", self.md.htmlStash.store(reading.notice), "", *lines]


@dataclass(frozen=True, slots=True)
class Here:
    """The page that is read: its text, its HTML without the extension, and the folder of the settings of the site."""

    source: str
    page: str
    home: Path
    directory_urls: bool = True


def place_of(md: Markdown) -> Here:
    """Return which page is read, as the host tells its parts; without a host, a page beside the contracts."""
    if "rendering_context" in md.preprocessors:  # Zensical
        context: Any = md.preprocessors["rendering_context"]
        url, config = str(context.page.url), context.config
        page = f"{url}index" if url in ("", "/") or url.endswith("/") else url.removesuffix(".html")
        urls = bool(config.get("use_directory_urls", True))
        return Here(str(context.page.path), page.lstrip("/"), Path(config["root_dir"]).resolve(), urls)
    if "relpath" in md.treeprocessors:  # MkDocs and what came of it
        way: Any = md.treeprocessors["relpath"]
        home = Path(way.config.config_file_path or "mkdocs.yml").resolve().parent
        page = way.file.dest_uri.removesuffix(".html")
        return Here(way.file.src_uri, page, home, way.config.use_directory_urls)
    return Here("index.md", "index", Path.cwd())


class AloneExtension(Extension):
    """Brings contracts into Markdown, and refuses the build where they do not pass."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {
            "config": ["", "The settings file, relative to that of the site."],
            "path": ["contracts", "Where the pages of the contracts stand in the site."],
            "gate": [True, "Whether contracts that do not pass stop the build."],
        }
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the gate, rendered pages, links and blocks."""
        desk = Desk(refuse_page)
        finished.register(md)
        md.preprocessors.register(Gate(md, desk, self.getConfigs()), "contractdocs_gate", finished.BEFORE_ALL + 0.5)
        md.references = References(desk)
        md.preprocessors.register(Blocks(md, desk), "contractdocs", AFTER_FENCES)


def refuse_page(said: str) -> None:
    """Refuse a page that names what is not there; while serving, say so and go on."""
    if not serving():
        raise Refused(said)
    print(f"contractdocs: {said}", file=sys.stderr)


def makeExtension(**kwargs: Any) -> AloneExtension:
    """Return the extension, as Python-Markdown asks for it."""
    return AloneExtension(**kwargs)
