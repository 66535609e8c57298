"""Pages as Markdown: the finished HTML comes through every reader of Markdown as it went in."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from markdown_it import MarkdownIt

import markdown
from contractdocs.hosts.markdown_alone import AloneExtension
from contractdocs.site import Heading, Page, SiteOptions, build_site
from contractdocs.site.text_pages import CLOSING, OPENING, markdown_page, one_block
from tests.site.documents import EVENTS, GUIDE, ORDERS_1, ORDERS_2, ORDERS_3
from tests.site.making import report_of

HOSTILE = [
    "{{ secret }} {% include '/etc/passwd' %} {# x #}",
    "```\ncode\n```",
    "~~~\ncode\n~~~",
    "::: contract orders",
    "/// note\n///",
    "!!! note\n    text",
    "=== tab\n\n    text",
    "--8<-- file",
    "{++added++} {--gone--}",
    "[link][contract:orders]",
    "[x]: http://elsewhere.example",
    "*[HTML]: words",
    "tab\there  \n\n\n   \n\tend",
    "\n\nfirst and last\n\n",
    "-- {#id .class}",
    "<!-- contractdocs:end -->",
]
EXTENSIONS: list[Any] = [
    *("fenced_code", "tables", "admonition", "attr_list", "abbr", "footnotes", "toc", "md_in_html", "def_list"),
    *("pymdownx.superfences", "pymdownx.snippets", "pymdownx.critic", "pymdownx.tabbed", "pymdownx.blocks.admonition"),
]


def by_python_markdown(text: str) -> str:
    return markdown.markdown(text, extensions=EXTENSIONS)


def by_the_extension(text: str) -> str:
    extension = AloneExtension(gate=False)
    return markdown.markdown(text, extensions=[extension, *EXTENSIONS])


def by_commonmark(text: str) -> str:
    return MarkdownIt("commonmark", {"html": True}).render(text)


READERS = {"Python-Markdown": by_python_markdown, "the extension": by_the_extension, "CommonMark": by_commonmark}


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def body(text: str) -> str:
    """Return the text of a page without its front matter, which hosts take off."""
    return text.split("---\n", 2)[2]


def content(html: str) -> list[Any]:
    """Return elements and words, where white space stands for itself only in preformatted text."""
    parts = re.split(r"(<pre.*?</pre>)", re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL), flags=re.DOTALL)
    inside = [unescape(part).replace("<pre>\n", "<pre>") for part in parts[1::2]]
    outside = [" ".join(unescape(part).replace("> <", "><").split()) for part in parts[::2]]
    return [inside, [re.sub(r"\s*(<[^>]*>)\s*", r"\1", part) for part in outside]]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("said", HOSTILE)
def test_what_a_contract_says_is_no_directive(
    said: str, reader: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    html = f'<div class="cd">\n<p title="x">{escaped(said)}</p>\n\n<pre><code>{escaped(said)}</code></pre>\n</div>\n'
    page = Page("a/index", "A", html)
    assert content(READERS[reader](body(markdown_page(page)))) == content(html)


@pytest.mark.parametrize("reader", READERS)
def test_every_page_comes_through(reader: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = report_of({"orders": [ORDERS_1, ORDERS_2, ORDERS_3], "events": [EVENTS]}, {"orders": {"gone": GUIDE}})
    pages = [page for page in build_site(report, SiteOptions(path="")).pages if not page.uri.startswith("rules/a")]
    for page in pages[:60]:
        assert content(READERS[reader](body(markdown_page(page)))) == content(page.html), page.uri


def test_the_head_of_a_page_is_yaml_and_its_contents_are_kept() -> None:
    import yaml

    toc = (Heading(1, "c-top", "A -- {b} `c` -->", (Heading(2, "c-x", "X"),)),)
    page = Page("a/index", 'Say "A": b', "<div>x</div>", toc, date="2026-01-02", in_search=False, hide=("toc",))
    text = markdown_page(page)
    head = yaml.safe_load(text.split("---\n")[1])
    assert head == {"title": 'Say "A": b', "date": "2026-01-02", "hide": ["toc"], "search": {"exclude": True}}
    (line,) = [line for line in text.splitlines() if line.startswith(OPENING)]
    assert line.count("-->") == 1
    assert line.endswith(" -->")
    assert not set("{}`") & set(line.replace("}", "", 1)) - {"}"}
    assert text.rstrip().endswith(CLOSING)
    made = markdown.Markdown(extensions=[AloneExtension(gate=False), "toc"])
    made.convert(body(text))
    (top,) = made.toc_tokens  # type: ignore[attr-defined]
    assert (top["id"], top["name"], top["children"][0]["id"]) == ("c-top", "A -- {b} `c` --&gt;", "c-x")


def test_empty_lines_end_nothing() -> None:
    made = one_block("<div>\n\n<pre>a\n\n\nb</pre>\n \n</div>")
    assert "\n\n" not in made
    assert unescape(made) == "<div>\n<pre>a\n\n\nb</pre>\n</div>"
