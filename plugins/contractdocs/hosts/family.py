"""MkDocs 1 and what came of it: under which name it is installed, and what plugins beside ours ask of us."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

if importlib.util.find_spec("mkdocs") is None:
    import properdocs.replacement  # noqa: F401  # has `mkdocs` mean `properdocs`

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def translation(config: MkDocsConfig) -> Any:
    """Return the plugin that builds a site once for each language, None where there is none."""
    return config.plugins.get("i18n")


def makes_files_anew(config: MkDocsConfig) -> bool:
    """Return whether a plugin makes every file anew from the docs folder, where ours are not."""
    return translation(config) is not None


def makes_navigation(config: MkDocsConfig) -> bool:
    """Return whether a plugin makes the navigation out of the files that may stand in it."""
    return "awesome-nav" in config.plugins


def dates_pages(config: MkDocsConfig) -> bool:
    """Return whether a plugin asks git for the date of every file that was not generated."""
    return "git-revision-date-localized" in config.plugins


def builds_again(config: MkDocsConfig) -> bool:
    """Return whether a site that was built once is built in another language, from the same contracts."""
    plugin = translation(config)
    return plugin is not None and plugin.current_language is not None and not plugin.is_default_language_build


def language_folder(config: MkDocsConfig) -> str:
    """Return the folder of the language that is built, empty for the one at the root of the site."""
    return f"{translation(config).current_language}/" if builds_again(config) else ""


def name_catalog(nav: Any, path: str) -> None:
    """Have `contracts/` in a navigation mean the catalog: the host knows files alone."""
    for item in nav if isinstance(nav, list) else []:
        for key, value in item.items() if isinstance(item, dict) else ():
            if isinstance(value, str) and value.rstrip("/") == path:
                item[key] = f"{path}/index.md"
            else:
                name_catalog(value, path)
    if isinstance(nav, list):
        nav[:] = [f"{path}/index.md" if isinstance(item, str) and item.rstrip("/") == path else item for item in nav]
