"""The templates: everything from a contract is escaped, and what cannot be seen is left out."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from ..escape.html import Markup, escape, literal, shown
from . import rows
from .anchors import named
from .text import clean, describe, first_sentence, inline, line, safe_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from jinja2.runtime import Context

    from ..model.finding import Finding

LONGEST_SAMPLE = 6000
SLOT = re.compile(r"\{([^{}]{1,60})\}")
GLYPHS = {"breaking": "◆", "risky": "▲", "safe": "●"}
MACROS = {
    "readers": "consumers",
    "p": "parts",
    "calls": "calls",
    "t": "timeline",
    "diagram": "diagram",
    "choose": "choose",
    "other": "others",
}
"""The templates that hold nothing but macros, by the names under which all others have them; imports take longer."""
STATUS_LEVELS = {"active": "safe", "deprecated": "risky", "retired": "quiet", "draft": "quiet", "proposed": "quiet"}


def section(name: str) -> str:
    """Return the address of a section of a page, which no field has."""
    return f"§{name}"


def change_id(finding: Finding) -> str:
    """Return the id of a change on the page of differences."""
    return f"c-{finding.fingerprint or hashlib.sha256(repr((finding.rule, finding.address)).encode()).hexdigest()[:12]}"


@cache
def environment() -> Environment:
    """Return the templates with what they may call; everything from a contract is escaped, hidden characters go."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("contractdocs", "site/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=shown,
        auto_reload=False,
    )
    made.context_class = calling()
    made.filters.update(md=describe, line=line, inline=inline, sentence=first_sentence, away=safe_link, message=message)
    made.filters.update(plural=plural, breaks=breaks, bare=bare, sample=sample, literal=literal, slots=slots)
    made.globals.update(
        rows=rows, GLYPHS=GLYPHS, status_level=status_level, change_id=change_id, section=section, named=named
    )
    for name, template in MACROS.items():
        made.globals[name] = made.get_template(f"{template}.html.jinja").module
    return made


@cache
def calling() -> type[Context]:
    """Return what templates run in: their functions are called as they are, since none of them asks for a context."""
    from jinja2.runtime import Context

    class Calling(Context):
        """Calls functions without asking each time whether they want to know who calls."""

        def call(_self, _function: Callable[..., Any], /, *words: Any, **named: Any) -> Any:
            """Return what a function says; what Jinja adds for those that ask is left out."""
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
            return _function(*words, **named)

    return Calling


def sample(value: Any) -> str:
    """Return a sample value as it is written, cut where it is long: a text as it stands, else indented JSON."""
    text = value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_SAMPLE else f"{text[:LONGEST_SAMPLE]}\n…"


def slots(text: str) -> Markup:
    """Return the title of a template with its places marked: what stands in braces is to be replaced."""
    return Markup(SLOT.sub(r'<span class="slot">\1</span>', str(escape(clean(text)))))  # escaped before


def message(text: str) -> Markup:
    """Return the message of a finding as a page shows it."""
    return inline(begun(text))


def begun(text: str) -> str:
    """Return the message of a finding as a sentence begins, with a true arrow; words in backticks are code."""
    said = text.replace(" -> ", " → ")
    first = said.partition(" ")[0]
    return said[:1].upper() + said[1:] if first.isalpha() and first.islower() else said


def bare(url: str) -> str:
    """Return an address as people say it."""
    return url.removeprefix("https://").removeprefix("http://").removeprefix("mailto:").rstrip("/")


def breaks(text: str) -> Markup:
    """Return an address that may be broken after each of its steps."""
    return Markup(re.sub(r"(&gt; |[./@])", r"\1<wbr>", str(escape(clean(text)))))  # escaped before


def plural(count: int, word: str, many: str = "") -> str:
    """Return a number with its word: `1 release`, `3 releases`."""
    return f"{count} {word if count == 1 else many or word + 's'}"


def status_level(status: str) -> str:
    """Return the level that a status is shown in."""
    return STATUS_LEVELS.get(status.lower(), "quiet")
