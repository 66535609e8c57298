"""Reads struct tags: pairs of key and quoted value (Go, reflect.StructTag), and what encoding/json makes of `json`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

PAIR = re.compile(r'\s*([^\s":\x00-\x1f]+):"((?:[^"\\]|\\.)*)"')
NAME = re.compile(r"[\w!#$%&()*+\-./:;<=>?@\[\]^{|}~ ]+")
"""Names that encoding/json takes; others are passed over, and the field keeps its own (isValidTag)."""
PLACES = {
    **dict.fromkeys(("query", "form", "schema", "url"), "query"),
    **dict.fromkeys(("param", "uri", "path"), "path"),
    "header": "header",
    "cookie": "cookie",
}
"""Tags that say where a parameter stands: those of gin, echo, fiber, gorilla/schema, go-querystring and huma."""


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of a field; `rest` is what follows the last pair that can be read, and is ignored by Go."""

    pairs: Mapping[str, str]
    rest: str = ""

    @property
    def checks(self) -> str:
        """Return the validation rules: of `validate`, else of gin's `binding`."""
        return self.pairs.get("validate") or self.pairs.get("binding", "")

    @property
    def places(self) -> Iterator[tuple[str, str]]:
        """Yield where the field stands as a parameter, and its name there."""
        for tag, place in PLACES.items():
            name = self.pairs.get(tag, "").partition(",")[0]
            if name and name != "-":
                yield place, name


@dataclass(frozen=True, slots=True)
class JsonTag:
    """What `json:"…"` says: an empty name leaves the field its own."""

    name: str = ""
    options: frozenset[str] = frozenset()
    skipped: bool = False
    there: bool = False


def tags_of(literal: str) -> Tags:
    """Return the tags of a string literal as written, in backticks or double quotes."""
    return pairs_of(literal[1:-1] if literal[:1] == "`" else unquoted(literal))


def pairs_of(text: str) -> Tags:
    """Return the tags of a text."""
    pairs: dict[str, str] = {}
    position = 0
    while found := PAIR.match(text, position):
        pairs.setdefault(found[1], unquoted(f'"{found[2]}"'))
        position = found.end()
    return Tags(pairs, text[position:].strip())


def unquoted(literal: str) -> str:
    """Return what a quoted text means; the escapes of Go that matter here are those of JSON."""
    try:
        return str(json.loads(literal))
    except ValueError:
        return literal[1:-1].replace('\\"', '"')


def json_tag(tags: Tags) -> JsonTag:
    """Return what the `json` tag of a field says (encoding/json, Marshal)."""
    stated = tags.pairs.get("json")
    if stated is None:
        return JsonTag()
    name, *options = stated.split(",")
    if stated == "-":
        return JsonTag(skipped=True, there=True)
    return JsonTag(name if NAME.fullmatch(name) else "", frozenset(options), there=True)
