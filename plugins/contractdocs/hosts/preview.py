"""Whether a build is the preview of a change, and of which: said by its environment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..site.page import Preview
from ..sources import Repository, SourceError

NO = frozenset({"0", "false", "no", "off"})
YES = frozenset({"1", "true", "yes", "on"})
PRODUCTION = frozenset({"main", "master", "production"})
"""Branches that are taken for the published one where the repository does not say."""


def preview_of(environment: Mapping[str, str], root: Path) -> Preview | None:
    """Return what a build is a preview of; None where it is the site itself.

    `CONTRACTDOCS_PREVIEW` decides where it is set: a number or name, `1` for a preview without one, `0` for none. Read
    the Docs, Netlify and Cloudflare Pages say it themselves.
    """
    stated = environment.get("CONTRACTDOCS_PREVIEW", "").strip()
    if stated.lower() in NO:
        return None
    if stated:
        return Preview("" if stated.lower() in YES else stated.lstrip("#"), commit_of(environment, root))
    found = on_read_the_docs(environment) or on_netlify(environment) or on_cloudflare(environment, root)
    return Preview(found.name, found.commit or commit_of(environment, root)) if found else None


def on_read_the_docs(environment: Mapping[str, str]) -> Preview | None:
    """Return the pull request that Read the Docs builds (docs.readthedocs.com, environment variables)."""
    if environment.get("READTHEDOCS") != "True" or environment.get("READTHEDOCS_VERSION_TYPE") != "external":
        return None
    return Preview(environment.get("READTHEDOCS_VERSION_NAME", ""), environment.get("READTHEDOCS_GIT_COMMIT_HASH", ""))


def on_netlify(environment: Mapping[str, str]) -> Preview | None:
    """Return the pull request or branch that Netlify builds (docs.netlify.com, build environment variables)."""
    if environment.get("NETLIFY") != "true" or environment.get("CONTEXT") in (None, "", "production", "dev"):
        return None
    name = environment.get("REVIEW_ID", "") or environment.get("HEAD", "")
    return Preview(name, environment.get("COMMIT_REF", ""))


def on_cloudflare(environment: Mapping[str, str], root: Path) -> Preview | None:
    """Return the branch that Cloudflare builds, where it is not the published one (its Pages manual)."""
    for flag, prefix in (("CF_PAGES", "CF_PAGES"), ("WORKERS_CI", "WORKERS_CI")):
        branch = environment.get(f"{prefix}_BRANCH", "")
        if environment.get(flag) == "1" and branch and branch not in published_branches(root):
            return Preview(branch, environment.get(f"{prefix}_COMMIT_SHA", ""))
    return None


def published_branches(root: Path) -> frozenset[str]:
    """Return the branch from which a repository publishes; its usual names where it does not say."""
    try:
        repository = Repository.open(root)
        remote = (
            repository.ask("symbolic-ref", "--quiet", f"refs/remotes/{repository.remote}/HEAD") if repository else ""
        )
    except SourceError:
        return PRODUCTION
    return frozenset({remote.rpartition("/")[2]}) if remote else PRODUCTION


def commit_of(environment: Mapping[str, str], root: Path) -> str:
    """Return the commit of a build: as the CI says, else HEAD; empty where there is none."""
    said = environment.get("CONTRACTDOCS_HEAD_SHA", "")
    try:
        repository = None if said else Repository.open(root)
    except SourceError:
        return ""
    return said or (repository.head or "" if repository else "")
