"""Nothing that stands in a contract becomes more than text, whatever it is and wherever it stands."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from contractdocs.site import Site, build_site
from contractdocs.site.text import render, safe_link

from .documents import EVENTS, GUIDE, ORDERS_1, ORDERS_3
from .making import report_of
from .pages import read, text_of

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "\"><b id=x onclick='alert(1)'>",
    "'onmouseover='alert(1)",
    "[click](javascript:alert(1))",
    "[click](JaVaScRiPt:alert(1))",
    "[click](java\tscript:alert(1))",
    "[click](data:text/html,<script>alert(1)</script>)",
    "[click](vbscript:x)",
    "![x](https://evil.example/x.png)",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "{{ 7*7 }}{% include 'x' %}",
    "</code></pre><script>alert(1)</script>",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "<style>*{display:none}</style>",
    "<!-- --><iframe src=//evil.example>",
    "a\u202eb\u2066c\u0000d\u001be",
    "[x]: javascript:alert(1)\n\n[click][x]",
    "| a | b |\n|:-:|--:|\n| <script>x</script> | `y` |",
]
TAGS = {
    *("div", "header", "nav", "aside", "section", "figure", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("p", "a", "b", "i", "strong", "em", "span", "code", "pre", "ul", "ol", "li", "dl", "dt", "dd", "br", "wbr", "s"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary", "blockquote", "hr", "time"),
    *("form", "input", "select", "option", "output", "button", "svg", "path", "circle", "g", "foreignobject"),
    *("label", "fieldset", "legend", "small"),
}
ATTRIBUTES = {
    *("id", "class", "href", "rel", "role", "tabindex", "scope", "download", "datetime", "hidden", "open", "start"),
    *("name", "type", "placeholder", "autocomplete", "value", "width", "height", "viewbox", "d", "cx", "cy", "r"),
    *("x", "y", "aria-label", "aria-hidden", "aria-current", "aria-live", "selected", "checked"),
}
PICTURE = ("svg", "title", "rect", "path", "g", "text")
FEED = ("feed", "id", "title", "updated", "author", "name", "link", "entry", "category", "content")
SCHEMES = ("http://", "https://", "mailto:", "#", ".")


def faults(site: Site) -> Iterator[str]:
    """Yield what no page may hold."""
    yield from pictures_and_feeds(site)
    for page in site.pages:
        if page.uri.startswith("rules/"):
            continue
        for html in (page.html, page.search_html):
            found = read(html)
            yield from (f"{page.uri}: {fault}" for fault in found.faults)
            for element in found.elements:
                if element.tag not in TAGS:
                    yield f"{page.uri}: <{element.tag}>"
                for name, value in element.attributes.items():
                    if name not in ATTRIBUTES and not name.startswith("data-"):
                        yield f"{page.uri}: <{element.tag} {name}>"
                    if name == "href" and not (value.startswith(SCHEMES) or ":" not in value.partition("/")[0]):
                        yield f"{page.uri}: {value}"


def pictures_and_feeds(site: Site) -> Iterator[str]:
    """Yield what no badge and no feed may hold; each is whole XML."""
    for name, content in site.files.items():
        if not name.endswith((".svg", ".xml")):
            continue
        for element in ElementTree.fromstring(content).iter():
            tag = element.tag.rpartition("}")[2]
            if tag not in (*PICTURE, *FEED):
                yield f"{name}: <{tag}>"
            for key, value in element.attrib.items():
                if key.startswith("on") or (key == "href" and ":" in value.partition("/")[0]):
                    yield f"{name}: {key}={value}"
            if tag == "content":
                yield from (
                    f"{name}: <{e.tag}>" for e in read(element.text or "").elements if e.tag not in ("ul", "li")
                )


def poisoned(value: Any, attack: str, keep: frozenset[str]) -> Any:
    """Return a document with an attack in every text, and in the names of things."""
    if isinstance(value, dict):
        return {key: item if key in keep else poisoned(item, attack, keep) for key, item in value.items()}
    if isinstance(value, list):
        return [poisoned(item, attack, keep) for item in value]
    return attack if isinstance(value, str) else value


KEEP = frozenset({"openapi", "version", "$ref", "in", "type", "format", "x-status", "pattern", "apiVersion", "kind"})


@pytest.mark.parametrize("attack", ATTACKS)
def test_texts_of_an_openapi_document(attack: str) -> None:
    data = poisoned(yaml.safe_load(ORDERS_1), attack, KEEP)
    schemas = data["components"]["schemas"]
    schemas["Order"]["properties"][attack] = {"type": "string", "enum": [attack], "default": attack, "example": attack}
    data["paths"][f"/{attack}"] = {"get": {"responses": {"200": {"description": attack}}, "tags": [attack]}}
    data["info"]["contact"] = {"name": attack, "url": "javascript:alert(1)", "email": attack}
    data["servers"] = [{"url": "javascript:alert(1)", "description": attack}]
    newer = copy.deepcopy(data)
    newer["info"]["version"] = "2.0.0"
    del newer["components"]["schemas"]["Order"]["properties"][attack]
    texts = [json.dumps(data), json.dumps(newer)]
    assert list(faults(build_site(report_of({"orders": texts})))) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_texts_of_a_data_contract(attack: str) -> None:
    keep = KEEP | {"logicalType", "primaryKey", "metric"}
    data = poisoned(yaml.safe_load(EVENTS), attack, keep)
    data["support"] = [{"channel": attack, "url": "javascript:alert(1)"}, {"channel": "x", "url": attack}]
    data["schema"][0]["properties"][0]["customProperties"] = [{"property": attack, "value": attack}]
    data["slaProperties"][0]["extra" + attack] = attack
    assert list(faults(build_site(report_of({"events": [json.dumps(data)]})))) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_texts_of_an_announcement(attack: str) -> None:
    head, _, body = GUIDE.partition("who: ")
    said = (
        head + f"who: {json.dumps(attack)}\neffective: 2026-09-01\n---\n# {attack}\n\n{attack}\n\n## {attack}\n\n{body}"
    )
    made = build_site(report_of({"orders": [ORDERS_1, ORDERS_3]}, {"orders": {"guide": said}}))
    assert list(faults(made)) == []


def test_what_is_not_seen_is_left_out() -> None:
    data = poisoned(yaml.safe_load(ORDERS_1), "a\u202eb\u200bc", KEEP)
    made = build_site(report_of({"orders": [json.dumps(data)]}))
    for page in made.pages:
        assert not set(page.html) & set("\u202e\u200b\u2066\u0000")
        assert not set(page.search_html) & set("\u202e\u200b\u2066\u0000")


def test_files_for_programs_cannot_end_a_script() -> None:
    data = poisoned(yaml.safe_load(ORDERS_1), "</script><script>\u2028", KEEP)
    made = build_site(report_of({"orders": [json.dumps(data)]}))
    for name, content in made.files.items():
        if name.startswith("registry/") or name.endswith(".js"):
            text = content.decode()
            json.loads(text.partition(",")[2].rpartition(")")[0] if name.endswith(".js") else text)
            assert b"<" not in content
            assert "\u2028".encode() not in content


@pytest.mark.parametrize(
    ("url", "passes"),
    [
        ("https://example.com/a?b=c#d", True),
        ("http://example.com", True),
        ("mailto:ada@example.com", True),
        ("../orders/#c-Order", True),
        ("#c-x", True),
        ("docs/a:b", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        (" java\nscript:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("\u0001javascript:alert(1)", False),
        ("blob:x", False),
        ("http://[", False),
    ],
)
def test_schemes_of_links(url: str, passes: bool) -> None:
    assert bool(safe_link(url)) is passes


def test_raw_html_is_text_and_headings_stay_below_those_of_the_page() -> None:
    made = render("# Big <b>x</b>\n\n<div>y</div>", lowest=4)
    assert "&lt;b&gt;" in made.html
    assert "<div>" not in made.html
    assert "<h1" not in made.html
    assert text_of(str(made.html)) == "Big <b>x</b> <div>y</div>"


def test_names_that_clash_with_things_of_the_page_keep_their_own_ids() -> None:
    names = ["__proto__", "constructor", "timeline", "forms", "location", "A b", "A-b", "a-B", "é", "x" * 300]
    properties = {name: {"type": "string"} for name in names}
    data = yaml.safe_load(ORDERS_1)
    data["components"]["schemas"]["timeline"] = {"type": "object", "properties": properties}
    made = build_site(report_of({"orders": [json.dumps(data)]}))
    html = next(page.html for page in made.pages if page.uri == "contracts/orders/index")
    ids = [element.attributes["id"] for element in read(html).elements if "id" in element.attributes]
    assert len(ids) == len({name.casefold() for name in ids})
    assert all(name.startswith("c-") and len(name) < 130 for name in ids)
