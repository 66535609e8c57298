"""The Python-Markdown extension: links from prose to contracts, and contracts inside prose.

`[status][contract:orders#status]` links to a field, `::: contract orders#Order` shows one.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from ..site.embed import embed
from ..site.pointing import SCHEME, Lost, target_of
from .finished import register

if TYPE_CHECKING:
    from markdown import Markdown

    from ..site.build import Build

BLOCK = re.compile(r"^::: *contract +(?P<said>\S.*?) *$")
AFTER_FENCES = 20  # blocks of code are taken out at 25


@dataclass
class Desk:
    """What the extension works with: the contracts, and the page that is read."""

    complain: Callable[[str], None]
    build: Build | None = None
    source: str = "index.md"
    page: str = "index"
    told: set[str] = field(default_factory=set)

    def turn_to(self, source: str, page: str) -> None:
        """Begin a page: the path of its text, and of its HTML without the extension."""
        self.source, self.page = source, page
        self.told.clear()

    def complain_once(self, said: str) -> None:
        """Tell of a fault of the page, once."""
        if said not in self.told:
            self.told.add(said)
            self.complain(f"{self.source}: {said}")

    def link(self, said: str) -> str | None:
        """Return the link to what a reference names, as a path between texts; None where nothing has the name."""
        if self.build is None:
            return None
        try:
            target = target_of(self.build, said)
        except Lost as error:
            self.complain_once(str(error))
            return None
        way = posixpath.relpath(f"{target.page}.md", posixpath.dirname(self.source) or ".")
        return f"{way}#{target.fragment}" if target.fragment else way

    def block(self, said: str) -> str | None:
        """Return a block as HTML; None where nothing has the name."""
        if self.build is None:
            return None
        try:
            return embed(self.build, said, self.page)
        except Lost as error:
            self.complain_once(str(error))
            return None


class References(dict[str, Any]):
    """The references of a page, and behind them everything in the contracts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def __contains__(self, key: object) -> bool:
        if super().__contains__(key):
            return True
        if not isinstance(key, str) or not key.startswith(SCHEME):
            return False
        link = self.desk.link(key)
        if link is None:
            return False
        self[key] = (link, None)
        return True


class Blocks(Preprocessor):
    """Puts contracts in the place of `::: contract` lines."""

    def __init__(self, md: Markdown, desk: Desk) -> None:
        super().__init__(md)
        self.desk = desk

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with blocks replaced; a line that names nothing stays."""
        return [out for line in lines for out in self.one(line)]

    def one(self, line: str) -> list[str]:
        """Return what stands for a line."""
        found = BLOCK.match(line)
        html = self.desk.block(found["said"]) if found else None
        return [line] if html is None else ["", self.md.htmlStash.store(html), ""]


class ContractExtension(Extension):
    """Brings contracts into Markdown."""

    def __init__(self, desk: Desk, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.desk = desk

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the links, the blocks, and pages that were rendered before."""
        register(md)
        md.references = References(self.desk)
        md.preprocessors.register(Blocks(md, self.desk), "contractdocs", AFTER_FENCES)
