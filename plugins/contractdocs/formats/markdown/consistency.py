"""Collects what a document claims about itself, to be held against what is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ..spelled_versions import numbers, same_version
from .blocks import Block, plain
from .sections import PAST, Loose, says
from .stated import Said, Stated
from .tree import At

if TYPE_CHECKING:
    from .. import Fetch

COUNTED = {
    "operations": r"(?:api |rest |http )?(?:endpoints?|operations?|routes?)",
    "messages": r"(?:websocket |ws |real-?time )?(?:events?|messages?)",
}
BEHIND = {
    name: re.compile(rf"^\W*(?:total |number of )?{words}\W*:\W*(?P<count>\d{{1,4}})\b", re.IGNORECASE)
    for name, words in COUNTED.items()
}
BEFORE = {
    name: re.compile(rf"(?<![\w.:/-])(?P<count>\d{{1,4}})\s+(?:[a-z-]+\s+){{0,2}}{words}\b", re.IGNORECASE)
    for name, words in COUNTED.items()
}
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)(?:\s+\"[^\"]*\")?\)")
FILE = re.compile(r"^`?(?P<target>[\w./-]+\.(?:ya?ml|json|ts|go|md|proto|graphql|py))`?(?:\s|$)")
ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")
MAJOR = re.compile(r"/v(\d{1,3})(?=/|$)")


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that a document claims to hold of something."""

    what: str
    count: int
    at: At


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that a document lists or links to, as a path in the repository."""

    written: str
    path: str
    at: At


def claims_in(loose: Sequence[Loose]) -> Iterator[Claim]:
    """Yield the counts that the prose of a document claims."""
    for item in loose:
        block = item.block
        if block.kind not in ("line", "item") or says(PAST, item.trail):
            continue
        text = plain(block.text)
        for what in COUNTED:
            if found := BEHIND[what].match(text) or BEFORE[what].search(text):
                yield Claim(what, int(found["count"]), (block.line, block.column))


def listed_in(file: str, blocks: Sequence[Block]) -> Iterator[Listed]:
    """Yield the files that headings name and links lead to."""
    home = posixpath.dirname(file)
    for block in blocks:
        if block.kind == "heading" and (found := FILE.match(block.text)):
            yield Listed(
                found["target"], posixpath.normpath(posixpath.join(home, found["target"])), (block.line, block.column)
            )
        if block.kind in ("heading", "line", "item"):
            for found in LINK.finditer(block.text):
                target = unquote(found["target"].partition("#")[0])
                if target and ENDING.search(target) and not re.match(r"[A-Za-z][\w+.-]*:|/|<", target):
                    path = posixpath.normpath(posixpath.join(home, target))
                    yield Listed(target, path, (block.line, block.column + found.start()))


def missing(listed: Sequence[Listed], file: str, fetch: Fetch) -> Iterator[Listed]:
    """Yield the files that are not there. A folder that nothing can be said about is left alone."""
    folder = getattr(fetch, "folder", None)
    if folder is None or not folder(file):
        return
    home = posixpath.dirname(file)
    for item in dict.fromkeys(listed):
        if item.path.startswith("../") or item.path == file:
            continue
        there = folder(item.path)
        inside = not home or item.path.startswith(home + "/")
        if item.path not in there and (there or inside):
            yield item


def disagreeing(stated: Stated, paths: Sequence[str], at: dict[str, At]) -> Iterator[tuple[str, Said]]:
    """Yield each version that differs from the stated one: what it says, and where."""
    if not stated.versions:
        return
    first = stated.versions[0]
    known = numbers(first.value)
    for other in stated.versions[1:]:
        if not same_version(first.value, other.value):
            yield first.value, other
    majors = {path: found[1] for path in paths if (found := MAJOR.search(path))}
    if len(set(majors.values())) == 1 and len(majors) == len(paths) and len(known) and known[0] < 1000:
        path, major = next(iter(majors.items()))
        if known[0] > 0 and int(major) != known[0]:
            yield first.value, Said(f"v{major}", at.get(path, (1, 1)), "the paths")
