"""The MkDocs plugin (also for ProperDocs): runs the gate, then hands finished pages to the host."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from . import family  # isort: skip  # first of all: it knows under which name the host is installed

from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from ..garbage import rest, seldom
from ..site import Page as SitePage
from ..site import Preview, Site, SiteOptions, assets, begin, in_nav, site_of
from ..site.preview import bar, unlisted
from .banner import banner, trouble
from .gate import line_of, messages, refusal, today
from .markdown import ContractExtension, Desk
from .mkdocs_frame import Frames
from .mkdocs_nav import place
from .mkdocs_page import ContractPage, made_file, restore, shorten
from .preview import preview_of
from .serving import Serving
from .unchanged import NOTICE, know_template

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

    from ..model.report import Report

log = get_plugin_logger(__name__)
MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


class PluginConfig(base.Config):  # type: ignore[no-untyped-call]
    """The block of the plugin in `mkdocs.yml`: where the settings are, and how pages look."""

    enabled = c.Type(bool, default=True)
    config = c.Optional(c.Type(str))
    title = c.Type(str, default="Contracts")
    path = c.Type(str, default="contracts")
    rules = c.Type(str, default="rules")
    registry = c.Type(str, default="registry")
    cache = c.Type(bool, default=True)
    preview_failing = c.Type(bool, default=False)


class ContractDocsPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]
    """Shows the contracts of a repository, and refuses to build where one breaks a promise unannounced."""

    def __init__(self) -> None:
        super().__init__()
        self.serving = False
        self.site = Site(())
        self.root = Path()
        self.notice = ""
        self.nav: Navigation | None = None
        self.frames = Frames()
        self.late: dict[str, bytes] = {}
        self.preview: Preview | None = None
        self.desk = Desk(log.warning)
        self.held = Serving()
        self.calm = ExitStack()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether the site is built or shown while it is written."""
        self.serving, self.held.cleaned = command == "serve", not dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig | None:
        """Run the gate before anything of the last site is touched; raise PluginError where a build may not go on."""
        again = family.builds_again(config)
        if not again:
            self.notice, self.late, self.preview = "", {}, None
        if not self.config.enabled and not self.serving and not again:
            log.warning("The plugin is switched off: the contracts were neither checked nor published.")
        if not self.config.enabled or again:
            return None
        self.calm.enter_context(seldom())
        self.root, settings_file = self.places(config)
        self.preview = preview_of(os.environ, self.root)
        try:
            self.read(config, settings_file)
        except PluginError:
            raise
        except Exception as error:
            self.refuse(error)
        self.add_assets(config)
        self.add_markdown(config)
        family.name_catalog(config.nav, self.config.path.strip("/"))
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """While serving, save what stands in the folder of the site before the host empties it."""
        if self.serving and self.config.enabled:
            self.held.before(config)

    def add_markdown(self, config: MkDocsConfig) -> None:
        """Bring contracts into Markdown; the extension on its own makes way, since the plugin has the contracts."""
        listed: list[Any] = config.markdown_extensions
        listed[:] = [item for item in listed if item != "contractdocs" and not isinstance(item, ContractExtension)]
        listed.append(ContractExtension(self.desk))

    def read(self, config: MkDocsConfig, settings_file: Path | None) -> None:
        """Read and judge the contracts, and make their pages; while serving, the pages stay where that fails."""
        from ..cache import remembering
        from ..check import run
        from ..settings import load
        from ..sources.registries import read_registries
        from ..workers import Way, beforehand

        self.watch(config, settings_file or self.root / "contractdocs.yml")
        settings = load(self.root, settings_file)
        self.watch(config, self.root / settings.contracts)
        with remembering(self.root, self.config.cache) as memory:
            others = read_registries(self.root, settings.catalogs)
            options = replace(self.options(config), consumers=settings.consumers, others=others)
            report = run(self.root, settings, today(), memory=memory, beforehand=beforehand(Way(), options))
            self.judge(report)
            self.desk.build = begin(report, options)
            last = self.held.parts if self.serving else None
            self.site = site_of(self.desk.build, memory, last, spare=not self.serving)

    def places(self, config: MkDocsConfig) -> tuple[Path, Path | None]:
        """Return the root of the contracts and the settings file, where one is named."""
        home = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        if not self.config.config:
            return home, None
        file = (home / self.config.config).resolve()
        return file.parent, file

    def options(self, config: MkDocsConfig) -> SiteOptions:
        """Return how the site is laid out."""
        return SiteOptions(
            title=self.config.title,
            path=self.config.path.strip("/"),
            rules=self.config.rules.strip("/"),
            registry=self.config.registry.strip("/"),
            directory_urls=config.use_directory_urls,
            site_url="" if self.preview else config.site_url or "",
            preview=self.preview,
        )

    def judge(self, report: Report) -> None:
        """Log every finding; refuse a build that does not pass, show it on the pages while serving.

        A preview may be asked to show a change that is refused; never one that could not be checked.
        """
        for level, finding in messages(report):
            log.log(level, line_of(finding))
        if report.status == "pass":
            return
        self.notice = banner(report)
        shown = self.preview is not None and self.config.preview_failing and report.status == "fail"
        if not self.serving and not shown:
            raise PluginError(refusal(report))

    def refuse(self, error: Exception) -> None:
        """Stop a build with one clear sentence; while serving, show it and go on."""
        from ..settings import SettingsError
        from ..sources import SourceError

        if not isinstance(error, (SettingsError, SourceError)):
            if not self.serving:
                raise error
            log.exception("contractdocs could not read the contracts")
        said = str(error) or type(error).__name__
        if not self.serving:
            raise PluginError(said)
        log.error(said)
        self.notice = trouble(said)

    def watch(self, config: MkDocsConfig, path: Path) -> None:
        """Watch a file or folder, never the whole repository: the host looks at every file below."""
        if path.exists() and path.resolve() != self.root and str(path) not in config.watch:
            config.watch.append(str(path))

    def add_assets(self, config: MkDocsConfig) -> None:
        """Name style sheet and script before those of the user."""
        for name in assets():
            uri = f"assets/{name}"
            listed: list[Any] = config.extra_css if name.endswith(".css") else config.extra_javascript
            if uri not in map(str, listed):
                listed.insert(0, uri)

    on_files = CombinedEvent(
        event_priority(0)(lambda self, files, *, config: self.add_files(files, config, late=False)),
        event_priority(-110)(lambda self, files, *, config: self.add_files(files, config, late=True)),
    )

    def add_files(self, files: Files, config: MkDocsConfig, *, late: bool) -> Files:
        """Add every page and file: before plugins that make a navigation, but after one that makes all files anew."""
        if not self.config.enabled or late != family.makes_files_anew(config):
            return files
        self.check_places(files)
        if self.serving:
            self.held.begin(config, files, in_nav(self.site.pages), self.notice)
        inside = family.language_folder(config)
        shown = {id(page) for page in in_nav(self.site.pages)} if family.makes_navigation(config) else set()
        for page in self.site.pages:
            self.add_page(files, page, config, shown=id(page) in shown)
        for uri in self.site.files:
            if uri.lower().endswith(MARKDOWN):
                self.late[inside + uri] = self.site.files[uri]  # the host would take it for a page
            elif self.serving:
                files.append(self.held.file(config, uri, self.site.files[uri], inside + uri))
            else:
                files.append(placed(made_file(config, uri, self.site.files), inside))
        if not inside:
            for name, content in assets().items():
                files.append(File.generated(config, f"assets/{name}", content=content))
        return files

    def check_places(self, files: Files) -> None:
        """Raise PluginError where a page of the user stands where one of ours should."""
        for page in self.site.pages:
            there = files.src_uris.get(page.uri + ".md")
            if there is not None:
                said = f"`{page.uri}.md` is in the docs folder, and made from the contracts as well."
                said += " Rename it, or set `path:`."
                if not self.serving:
                    raise PluginError(said)
                log.error(said)
                files.remove(there)

    def add_page(self, files: Files, page: SitePage, config: MkDocsConfig, *, shown: bool) -> None:
        """Add one page; its edit link leads to the file it was made from."""
        kept = self.held.outputs.of(page) if self.serving else None
        standing = self.held.as_file(config, page, kept, family.language_folder(config))
        if standing is not None:
            files.append(standing)
            return
        written = config.config_file_path or self.root
        where = os.path.join(self.root, page.edit_file) if page.edit_file else str(written)  # plugins ask for its dates
        inclusion = InclusionLevel.INCLUDED if shown else InclusionLevel.NOT_IN_NAV
        file = File.generated(config, page.uri + ".md", abs_src_path=where, inclusion=inclusion)
        placed(file, family.language_folder(config))
        if page.edit_file:
            file.edit_uri = way_between(config.docs_dir, where)
            if family.dates_pages(config):
                file.generated_by = None  # else it is given the date of the build
        if self.serving:
            self.held.expect(file)
        files.append(file)
        ContractPage(file, config, page, kept.template if kept else "", self.site.whole)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Give the contracts their place in the navigation."""
        if self.config.enabled and self.site.pages:
            made = config.nav is not None or family.makes_navigation(config)
            self.nav = nav
            place(nav, files, config.nav, in_nav(self.site.pages), automatic=not made)
        return nav

    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let the theme draw the frame of pages that share it once; while serving, say a page again as it was."""
        if self.serving:
            know_template(env)
        if self.config.enabled and self.nav is not None:
            self.frames.begin(env, files, self.nav)
        return env

    on_page_context = CombinedEvent(
        event_priority(100)(lambda self, context, *, page, config, nav: shorten(page, context)),
        event_priority(-100)(lambda self, context, *, page, config, nav: restore(page, context)),
    )

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Remember which page is read, for the links in it."""
        self.desk.turn_to(page.file.src_uri, page.file.dest_uri.removesuffix(".html"))

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Show on every page what it is a preview of, and what is wrong."""
        build = self.desk.build if self.preview is not None else None
        said = bar(build, page.file.dest_uri.removesuffix(".html")) if build is not None else ""
        return said + (NOTICE if self.serving else "") + self.notice + html

    on_post_page = CombinedEvent(
        event_priority(100)(lambda self, output, *, page, config: self.keep(page, output, final=False)),
        event_priority(0)(lambda self, output, *, page, config: unlisted(output) if self.preview else output),
        event_priority(-100)(lambda self, output, *, page, config: self.keep(page, output, final=True)),
    )

    def keep(self, page: Page, output: str, *, final: bool) -> str:
        """Keep what became of a page for the next build, while serving; let go of what is drawn."""
        if isinstance(page, ContractPage) and final:
            page.drawn = None
        return self.held.keep(page, output, final=final) if self.serving else output

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Keep a preview out of search engines: pages without a source, and the map of the site."""
        if self.preview is None:
            return output_content
        return "" if template_name == "sitemap.xml" else unlisted(output_content)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the files that the host would take for pages; while serving, complete the index of the search."""
        if not self.serving:
            rest()
        self.calm.close()
        if self.serving:
            for uri, content in self.late.items():
                self.held.standing.write(self.held.file(config, uri, content))
            self.held.finish(config)
            return
        for uri, content in self.late.items():
            target = Path(config.site_dir, uri)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the process as it was."""
        self.calm.close()

    def on_shutdown(self) -> None:
        """Do nothing: with this event the host keeps one plugin over all rebuilds."""


@lru_cache(4096)
def way_between(folder: str, path: str) -> str:
    """Return the way from a folder to a file, as links are written."""
    return os.path.relpath(path, folder).replace(os.sep, "/")


def placed(file: File, folder: str) -> File:
    """Put a file into a folder of the site, empty for none."""
    if folder:
        file.dest_uri = folder + file.dest_uri
    return file
