"""The options that several commands have, and the folder that a command works in."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    pass


LISTS = ("text", "json", "sarif", "github", "gitlab", "junit", "rdjson")
FORMATS = (*LISTS, "markdown")


def settings_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every command over a repository has."""
    function = click.option(
        "--config", type=click.Path(path_type=Path), help="Settings file; default contractdocs.yml."
    )(function)
    return click.option(
        "--root",
        "-C",
        type=click.Path(path_type=Path, file_okay=False),
        callback=root_of,
        help="Folder to check; default here, or the nearest one above that has contractdocs.yml.",
    )(function)


def root_of(context: click.Context, parameter: click.Parameter, said: Path | None) -> Path:
    """Return the folder to check: the one that was named, else here, else the nearest above with settings or contracts.

    What is compared names its files from here, so it looks nowhere else.
    """
    here = Path()
    if said is not None or context.info_name == "diff" or is_home(here, "contracts"):
        return said or here
    for folder in here.resolve().parents:
        is_top = (folder / ".git").exists()
        if is_home(folder, *(["contracts"] if is_top else [])):
            return Path(os.path.relpath(folder))
        if is_top:
            break
    return here


def seen_from(root: Path, paths: Sequence[str]) -> tuple[str, ...]:
    """Return paths as the folder to check has them; those beside a root that was named are its own already."""
    from click.core import ParameterSource

    if click.get_current_context().get_parameter_source("root") is ParameterSource.COMMANDLINE:
        return tuple(paths)
    above = Path(os.path.relpath(Path(), root))
    return tuple(path if path == "-" else (above / path).as_posix() for path in paths)


def is_home(folder: Path, *folders: str) -> bool:
    """Return whether a folder has settings, or one of the folders that are named."""
    names = ("contractdocs.yml", "contractdocs.yaml")
    return any(os.path.lexists(folder / name) for name in names) or any((folder / name).is_dir() for name in folders)


def format_options(forms: tuple[str, ...]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return what adds the options that say how to print, and where."""

    def added(function: Callable[..., Any]) -> Callable[..., Any]:
        function = click.option(
            "--output", "outputs", metavar="[FORMAT=]FILE", multiple=True, help="Write to a file; may be repeated."
        )(function)
        return click.option("--format", "form", type=click.Choice(forms), default="text", help="How to print.")(
            function
        )

    return added


def today_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that sets the clock."""
    return click.option("--today", metavar="DATE", help="Judge as if it were this day (2026-11-21).")(function)
