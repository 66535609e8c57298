"""Commands that write pages, fetch the registries of others, and set a repository up."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .ending import CODES, FAIL, PASS, guarded, leave, say, say_all
from .group import cli
from .inputs import checked, settings_of
from .options import settings_options, today_option

if TYPE_CHECKING:
    pass


@cli.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write Markdown pages for a generator.")
@click.option("--site", type=click.Path(path_type=Path, file_okay=False), help="Write a whole site that needs none.")
@click.option("--path", default="", metavar="FOLDER", help="Keep the pages in this folder of --out; default: in it.")
@click.option("--title", default="Contracts", show_default=True, help="What the catalog is called.")
@click.option("--url", default="", metavar="ADDRESS", help="Where it will be published, for feeds.")
@click.option(
    "--nav",
    type=click.Choice(["awesome", "literate", "none"]),
    default="awesome",
    show_default=True,
    help="The navigation file beside the Markdown pages: .nav.yml or SUMMARY.md.",
)
@click.option("--file-links", is_flag=True, help="Link to index.html, not to its folder.")
@click.option("--check", "only_look", is_flag=True, help="Write nothing; exit 1 where something is out of date.")
@today_option
@settings_options
def render(
    out: Path | None,
    site: Path | None,
    path: str,
    title: str,
    url: str,
    nav: str,
    file_links: bool,
    only_look: bool,
    today: str | None,
    root: Path,
    config: Path | None,
) -> None:
    """Write the pages to disk, for a generator that runs no plugins or for none at all; only where contracts pass."""
    from ..hosts.static import Wanted, brought_up_to_date, check_places, told
    from ..reports import report_as

    if out is None and site is None:
        raise click.UsageError("Say --out FOLDER for Markdown pages, --site FOLDER for a whole site, or both.")
    settings = guarded(lambda: settings_of(root, config))
    wanted = Wanted(out, site, path.strip("/"), title, url, nav, not file_links)
    guarded(lambda: check_places(root.resolve(), settings, wanted))
    report = checked(root, config, today)
    if report.status != "pass":
        say(report_as("text", report))
        leave("Nothing was written: the contracts do not pass.", CODES[report.status])
    made = guarded(lambda: brought_up_to_date(report, root.resolve(), settings, wanted, only_look=only_look))
    say_all([line for item in made for line in told(*item, only_looked=only_look)])
    sys.exit(FAIL if only_look and any(differed for *_, differed in made) else PASS)


@cli.command()
@click.option(
    "--ci",
    type=click.Choice(["github", "github-comment", "github-preview", "gitlab", "none"]),
    default="github",
    show_default=True,
    help="The CI files to write; -comment comments on pull requests, -preview shows their pages; forks included.",
)
@click.option("--contracts", "folder", default="", metavar="FOLDER", help="Where the contracts are; default: found.")
@click.option("--root", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="Default here.")
def init(ci: str, folder: str, root: Path) -> None:
    """Write settings, a workflow and a pre-commit hook for this repository; what exists is left alone."""
    from ..adopting import adopt

    say_all(guarded(lambda: list(adopt(root.resolve(), ci, folder.strip("/")))))


@cli.command()
@settings_options
def pull(root: Path, config: Path | None) -> None:
    """Fetch the registries of other catalogs that the settings name, and pin each in contractdocs.lock."""
    from ..pulling import pull as fetched

    say_all(guarded(lambda: list(fetched(root.resolve(), settings_of(root, config)))))
