"""An endpoint that goes is told with the line of the old document and the nearest heading that is left of the new."""

from __future__ import annotations

import pytest

from contractdocs.compare import compare

from .reading import read

HEAD = "# Shop\n\nversion: 1.0.0\n\n## Orders\n\n"
F = "```"
WAYS = {
    "a heading": ("### GET /orders\n\nLists.\n\n", "### 2. **POST /orders**\n\nPlaces.\n\n", 0, 7),
    "an item": ("- `GET /orders` — lists\n", "- `POST /orders` — places\n", 0, 5),
    "a request": (
        f"### List\n\n{F}http\nGET /orders\n{F}\n\n",
        f"### Place\n\n{F}http\nPOST /orders HTTP/1.1\n\n{{}}\n{F}\n\n",
        3,
        7,
    ),
    "OpenAPI": (
        f"{F}yaml\npaths:\n  /orders:\n    get:\n      responses: {{'200': {{description: ok}}}}\n",
        "    post:\n      responses: {'201': {description: ok}}\n",
        0,
        5,
    ),
    "a label": ("### List\n\n**Endpoint**: `GET /orders`\n\n", "### Place\n\n**Endpoint**: `POST /orders`\n\n", 2, 7),
    "a row": ("| Method | Path |\n|---|---|\n| GET | /orders |\n", "| POST | /orders |\n", 0, 5),
    "YAML below a request": (
        f"### List\n\n{F}yaml\nGET /orders\nresponses: {{'200': {{description: ok}}}}\n{F}\n\n",
        f"### Place\n\n{F}yaml\nPOST /orders\nresponses: {{'201': {{description: ok}}}}\n{F}\n\n",
        3,
        7,
    ),
    "bold": ("### List\n\n**GET** `/orders`\n\n", "### Place\n\n**POST** `/orders`\n\n", 2, 7),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_removed_has_both_places(way: str) -> None:
    stays, goes, shift, heading = WAYS[way]
    end = f"{F}\n" if way == "OpenAPI" else ""
    old, new = read(HEAD + stays + goes + end), read(HEAD + stays + end)
    (change,) = compare(old, new).changes
    assert (change.kind, str(change.address)) == ("operation-removed", "POST /orders")
    lines = [side.origin.document.place(side.origin.pointer, key=True).line for side in (change.old, change.new)]
    assert lines == [(HEAD + stays).count("\n") + 1 + shift, heading]
