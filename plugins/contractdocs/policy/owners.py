"""Who has to agree to a change of a file, as CODEOWNERS says on GitHub, GitLab, Gitea and Bitbucket."""

from __future__ import annotations

import re

from ..sources import Source, SourceError

PLACES = ("CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", ".gitea/CODEOWNERS", "docs/CODEOWNERS")


def owners_of(source: Source, path: str) -> tuple[str, ...]:
    """Return the owners of a file: those of the last line that matches it, none where nobody is named."""
    found: tuple[str, ...] = ()
    for line in lines_of(source):
        pattern, *owners = line.partition(" #")[0].split()
        if expression(pattern).fullmatch(path):
            found = tuple(owners)
    return found


def lines_of(source: Source) -> list[str]:
    """Return the lines of the first file of owners that say something; headings of sections are left out."""
    for name in PLACES:
        try:
            text = source.read(name).decode("utf-8", "replace")
        except SourceError:
            continue
        lines = (line.strip() for line in text.replace("\t", " ").splitlines())
        return [line for line in lines if line and not line.startswith(("#", "[", "^["))]
    return []


def expression(pattern: str) -> re.Pattern[str]:
    """Return what matches the paths of a pattern: as in .gitignore, a name without a slash matches anywhere."""
    body = pattern.strip("/")
    anchored = "/" in pattern.rstrip("/")
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", body)
    words = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    inside = "".join(words.get(part, re.escape(part)) for part in parts)
    below = "/.*" if pattern.endswith("/") else "(?:/.*)?"
    return re.compile(("" if anchored else "(?:.*/)?") + inside + below)
