"""What is put into a page without a template is escaped as a template escapes it."""

from __future__ import annotations

from typing import Any

import pytest

from contractdocs.escape.html import Markup, filled, joined
from contractdocs.site import Page, Site, rows
from contractdocs.site.anchors import Anchors
from contractdocs.site.described import Described, Detail, Piece, Value
from contractdocs.site.parts import Field
from contractdocs.site.templating import environment

from .test_hostile import ATTACKS, faults

ODD: list[Any] = [
    "",
    "plain words",
    "Größe · ✓",
    None,
    0,
    7,
    1.5,
    True,
    ["<b>", '"'],
    {"a'": "&"},
    Markup("<b>done</b>"),
]


@pytest.mark.parametrize("value", [*ATTACKS, *ODD], ids=repr)
def test_a_value_is_written_as_a_template_writes_it(value: Any) -> None:
    there = environment().from_string('<a title="{{ value }}">{{ value }}</a>').render(value=value)
    assert filled('<a title="{}">{}</a>', value, value) == there
    assert joined([Markup('<a title="'), value, Markup('">'), value, Markup("</a>")]) == there


class Looking:
    """The page that rows stand on, as far as they ask for it."""

    def __init__(self, said: str) -> None:
        self.said, self.anchor = said, Anchors()

    def mark(self, address: str) -> Markup:
        return filled(' id="{}"', self.anchor(address))

    def facts(self, item: Field) -> tuple[tuple[str, str], ...]:
        return ((self.said, self.said),)

    def life(self, address: str) -> None:
        return None


@pytest.mark.parametrize("said", ATTACKS)
def test_nothing_of_a_field_is_more_than_text(said: str) -> None:
    told = Described((Piece(said), Piece(said, said)), (Detail(said, said),), (Value(said, said),), 3, (said,))
    silent = Described(told.type, told.details, (Value(said),), 3, told.examples)
    terms = {"classification": said, "physicalType": [said]}
    items = [Field(said, said, 9, True, known, said, True, "", said, (said,), terms) for known in (told, silent)]
    html = rows.fields(items, Looking(said), said, said)  # type: ignore[arg-type]
    assert rows.fields([], Looking(said)) == ""  # type: ignore[arg-type]
    assert list(faults(Site((Page("a/index", "A", html),)))) == []
    assert not set(html) & set("\u202e\u2066\u0000\u001b")
