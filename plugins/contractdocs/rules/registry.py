"""Finds rule pages by listing the folder and reads their front matter, one page at a time, when it is asked for."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from ..model.change import Level

if TYPE_CHECKING:
    from ..documents import Document
    from ..model.interface import Interface

T = TypeVar("T")
FOLDER = Path(__file__).parent


class Reading(Struct, frozen=True):
    """What a lint rule looks at: one document, its data, and the interface read from it."""

    document: Document
    data: Any
    interface: Interface
    known: dict[Any, tuple[Any, ...]] = {}

    def once(self, find: Callable[[Interface, Document], Iterable[T]]) -> tuple[T, ...]:
        """Return what `find` yields for this document, looked for once however many rules ask."""
        if find not in self.known:
            self.known[find] = tuple(find(self.interface, self.document))
        return self.known[find]


class Hit(Struct, frozen=True):
    """A place where a lint rule holds; `words` fill its message, `key` points at the key instead of the value."""

    pointer: str
    words: Mapping[str, str] = {}
    key: bool = False


Lint = Callable[[Reading], Iterator[Hit]]


class RulePageError(Exception):
    """A rule page that cannot be read: names the file and what is wrong with it."""


class Rule(Struct, frozen=True):
    """A rule as its page states it; `input` to `producer` are levels by who is on the other side."""

    id: str
    area: str
    file: Path
    message: str
    input: Level
    output: Level
    consumer: Level
    producer: Level
    bump: str = ""
    mirror: str = ""
    formats: tuple[str, ...] = ()
    lint: str = ""
    level: str = ""
    suggestion: str = ""
    who: str = ""
    page: str = ""

    @property
    def text(self) -> str:
        """Return the page below its front matter."""
        if self.page:
            return self.page
        return split_front_matter(self.file.read_text("utf-8"))[1]

    @property
    def title(self) -> str:
        """Return the heading of the page."""
        return next(line[2:].strip() for line in self.text.splitlines() if line.startswith("# "))

    def section(self, name: str) -> str:
        """Return the text of the section called `name`, empty where the page has none."""
        after = self.text.partition(f"\n## {name}\n")[2]
        return after.partition("\n## ")[0].strip()

    @property
    def why(self) -> str:
        """Return why it hurts."""
        return self.section("Why it breaks") or self.section("Why it matters")

    @property
    def mend(self) -> str:
        """Return how to mend it."""
        return self.section("How to mend")


@cache
def pages() -> Mapping[str, Path]:
    """Return every rule page by its id, in the order of ids."""
    found: dict[str, Path] = {}
    for area in os.scandir(FOLDER):
        if area.is_dir() and not area.name.startswith("_"):
            found.update({Path(e.name).stem: Path(e.path) for e in os.scandir(area.path) if e.name.endswith(".md")})
    return dict(sorted(found.items()))


@cache
def rule(rule_id: str) -> Rule:
    """Return the rule with this id; raise KeyError where no page has it."""
    return read_page(pages()[rule_id])


@cache
def hint(rule_id: str) -> str:
    """Return how to mend what a rule finds, in one paragraph on one line; raise KeyError where no page has the id."""
    return " ".join(rule(rule_id).mend.split("\n\n")[0].split())


def all_rules() -> tuple[Rule, ...]:
    """Return every rule, in the order of ids."""
    return tuple(rule(rule_id) for rule_id in pages())


def split_front_matter(text: str) -> tuple[str, str]:
    """Return the front matter and the text below it; the first is empty where there is none."""
    if not text.startswith("---\n"):
        return "", text
    head, _, body = text[4:].partition("\n---\n")
    return head, body


def read_page(file: Path) -> Rule:
    """Read one page; raise RulePageError where its front matter is not that of a rule."""
    from ..documents.yaml_fast import native

    head, _ = split_front_matter(file.read_text("utf-8"))
    stated = native(head) if head else None  # a page of this package: nobody has to be told where it is wrong
    if not isinstance(stated, dict) or "message" not in stated:
        raise RulePageError(f"{file.name}: the front matter of a rule page needs at least `message`")
    unknown = set(stated) - (set(Rule.__struct_fields__) - {"page"}) - {"change"}
    if unknown:
        raise RulePageError(f"{file.name}: unknown key `{min(unknown)}` in the front matter")
    into, out = (Level(stated.get(side, "safe")) for side in ("input", "output"))
    return Rule(
        id=file.stem,
        area=file.parent.name,
        file=file,
        message=stated["message"],
        input=into,
        output=out,
        consumer=Level(stated.get("consumer", out)),
        producer=Level(stated.get("producer", into)),
        formats=tuple(stated.get("formats", ())),
        **{key: str(stated.get(key, "")) for key in ("bump", "mirror", "lint", "level", "suggestion", "who")},
    )


@cache
def lint_of(rule_id: str) -> Lint | None:
    """Return the function beside a lint rule's page, None where the engine raises the rule itself."""
    code = pages()[rule_id].with_name(rule_id.replace("-", "_") + ".py")
    if not code.exists():
        return None
    name = f"contractdocs.rules.{code.parent.name}.{code.stem}"
    found = importlib.util.spec_from_file_location(name, code)
    if found is None or found.loader is None:
        raise RulePageError(f"{code.name} cannot be loaded")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    function: Lint = module.lint
    return function


@cache
def lints() -> tuple[Rule, ...]:
    """Return the lint rules that have code, in the order of ids."""
    with_code = (i for i, file in pages().items() if file.with_name(i.replace("-", "_") + ".py").exists())
    return tuple(rule(rule_id) for rule_id in with_code)
