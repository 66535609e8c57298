"""The content of our pages in the pages of a host, whatever stands around it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

TAG = re.compile(r"\s*(<[^<>]*>)\s*")
TEXT_FILE = re.compile(r"\.md\.txt\b")  # a host that takes Markdown for pages gets it under this name


def plain(html: str) -> str:
    """Return HTML without what white space and character references may do to the same content."""
    return " ".join(TAG.sub(r" \1 ", unescape(TEXT_FILE.sub(".md", html))).split())


def golden_pages(folder: Path) -> dict[str, str]:
    """Return the content of each rendered page by the path of its HTML; what is no HTML of it is left out."""
    found = {}
    for page in sorted(folder.rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        body = text.split("-->\n", 1)[1].rpartition("<!-- contractdocs:end -->")[0]
        found[page.relative_to(folder).with_suffix(".html").as_posix()] = plain(body)
    return found


def pages_that_differ(site: Path, golden: dict[str, str]) -> list[str]:
    """Return the pages of a site that are missing, or show something else than they should."""
    lost = []
    for path, wanted in golden.items():
        page = site / path
        if not page.is_file() or plain(page.read_text(encoding="utf-8")).count(wanted) != 1:
            lost.append(path)
    return lost


def strangers(site: Path, golden: dict[str, str], folders: tuple[str, ...] = ("contracts", "rules")) -> list[str]:
    """Return the pages in our folders that should not be there."""
    there = (page for folder in folders for page in (site / folder).rglob("*.html"))
    return sorted({page.relative_to(site).as_posix() for page in there} - golden.keys())


def data_files(site: Path) -> dict[str, str]:
    """Return the files for programs, by their path."""
    files = sorted((site / "registry").rglob("*.json"))
    return {file.relative_to(site).as_posix(): TEXT_FILE.sub(".md", file.read_text(encoding="utf-8")) for file in files}


def everything(site: Path) -> dict[str, bytes]:
    """Return every file of a site."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
