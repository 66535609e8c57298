"""The ways in which people write endpoints, each in a small document."""

from __future__ import annotations

import pytest

from .reading import linted, read

WAYS = {
    "heading": "# T\n\n## POST /orders\n",
    "numbered heading": "# T\n\n### 1. POST /orders\n",
    "heading in code": "# T\n\n### `POST /orders` - Place an order\n",
    "heading in bold": "# T\n\n### **POST** `/orders`\n",
    "title before": "# T\n\n### Place an order (`POST /orders`)\n",
    "item": "# T\n\n- `POST /orders` — places an order\n",
    "task": "# T\n\n- [ ] **POST** `/orders` places an order\n",
    "http fence": "# T\n\n## Place\n\n```http\nPOST /orders HTTP/1.1\nHost: shop\n\n{}\n```\n",
    "plain fence": "# T\n\n## Place\n\n```\nPOST /orders\n```\n",
    "OpenAPI": "# T\n\n```yaml\npaths:\n  /orders:\n    post:\n      responses: {}\n```\n",
    "paths only": "# T\n\n```yaml\n/orders:\n  post:\n    responses: {}\n```\n",
    "label": "# T\n\n## Place\n\n**Endpoint**: `POST /orders`\n",
    "label with host": "# T\n\n## Place\n\nURL: POST https://shop.example/orders\n",
    "row": "# T\n\n| Method | Path | About |\n|---|---|---|\n| POST | `/orders` | Places |\n",
    "cell": "# T\n\n| Endpoint | About |\n|---|---|\n| POST /orders | Places |\n",
    "YAML with a request line": "# T\n\n## Place\n\n```yaml\nPOST /orders\nsummary: Place\nresponses: {}\n```\n",
    "bold line": "# T\n\n## Place\n\n**POST** `/orders`\n",
    "code line": "# T\n\n## Place\n\n`POST /orders`\n",
    "split lines": "# T\n\n## Place\n\n**Method**: POST\n**Path**: `/orders`\n",
    "TypeScript fence": '# T\n\n## Place\n\n```ts\nPOST /orders\n{ "sku": "a" }\n```\n',
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_of_writing_an_endpoint(way: str) -> None:
    found = read(WAYS[way])
    assert list(found.operations) == ["POST /orders"]
    operation = found.operations["POST /orders"]
    line = found.origin.document.place(operation.origin.pointer, key=True).line
    assert any(word in WAYS[way].split("\n")[line - 1] for word in ("POST", "post", "/orders"))


NONE = {
    "prose": "# T\n\nSend a POST /orders to place an order. Then wait.\n",
    "change log": "# T\n\n## Change Log\n\n- `GET /orders` was added\n\n### DELETE /orders is gone\n",
    "commands": "# T\n\n## Try\n\n```bash\ncurl -X POST /orders\n```\n",
    "example": "# T\n\n## Examples\n\n```http\nPOST /orders HTTP/1.1\n```\n",
    "migration": "# T\n\n## Migration from v1\n\n| Method | Path |\n|---|---|\n| GET | /old |\n",
    "a file": "# T\n\n[types](GET/orders)\n",
}


@pytest.mark.parametrize("case", NONE)
def test_what_is_no_endpoint(case: str) -> None:
    assert not read(NONE[case]).operations


@pytest.mark.parametrize("path", ["/orders/:id", "/orders/{id}", "/orders/<int:id>", "/orders/[id]", "/orders/<id>"])
def test_parameters_of_paths_in_every_spelling(path: str) -> None:
    found = read(f"# T\n\n## GET {path}\n")
    assert list(found.operations) == ["GET /orders/{id}"]
    assert [(p.place, p.name) for p in found.operations["GET /orders/{id}"].parameters] == [("path", "id")]


def test_a_query_behind_a_path_is_read_as_parameters() -> None:
    found = read("# T\n\n## GET /orders?page=1&limit={limit}\n").operations["GET /orders"]
    assert [(p.place, p.name, p.required) for p in found.parameters] == [
        ("query", "page", False),
        ("query", "limit", False),
    ]


def test_an_index_joins_the_details() -> None:
    text = """
    # T

    - `GET /orders` lists
    - `POST /orders` places

    | Method | Path |
    |---|---|
    | GET | /orders |

    ## GET /api/v1/orders

    ### Response 200

    ```json
    {"id": 1}
    ```
    """
    found = read(text)
    assert list(found.operations) == ["GET /api/v1/orders", "POST /orders"]
    assert not [f for f in linted(found) if f.rule == "operation-duplicated"]


def test_an_example_of_the_same_route_is_no_operation_of_its_own() -> None:
    text = (
        "# T\n\n## GET /orders/{id}\n\n```http\nGET /orders/17 HTTP/1.1\n```\n\n## Other\n\n```http\nGET /other\n```\n"
    )
    assert list(read(text).operations) == ["GET /orders/{id}", "GET /other"]


def test_an_operation_ends_at_a_heading_as_high() -> None:
    text = """
    # T

    ## POST /orders

    ### Request

    | Field | Type | Required |
    |---|---|---|
    | sku | string | yes |

    ## Notes

    | Field | Type | Required |
    |---|---|---|
    | other | string | yes |
    """
    found = read(text)
    body = found.operations["POST /orders"].body
    assert body is not None
    assert list(body.payloads["application/json"].schema[0].schema["properties"]) == ["sku"]  # type: ignore[index]
    assert list(found.schemas) == ["Notes"]
