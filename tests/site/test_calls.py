"""How an operation is called: what is written runs, asks what the contract asks for, and is never more than data."""

from __future__ import annotations

import ast
import json
import shlex
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, ClassVar

import pytest
import yaml

from contractdocs.site import build_site
from contractdocs.site.calls import Code, call_of, codes

from .documents import ORDERS_1
from .making import release_of, report_of
from .pages import page, text_of


def document(**changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(ORDERS_1)
    data["servers"] = [{"url": "https://api.example.com/v1"}]
    data["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    data["security"] = [{"token": []}]
    return {**data, **changes}


def written(key: str, data: dict[str, Any]) -> dict[str, Code]:
    interface = release_of(json.dumps(data), "orders.json").interface
    return {code.name: code for code in codes(interface.operations[key], interface)}


def test_a_request_holds_what_is_required_and_no_more() -> None:
    interface = release_of(json.dumps(document()), "orders.json").interface
    call = call_of(interface.operations["POST /orders"], interface)
    assert call is not None
    assert (call.method, call.url) == ("POST", "https://api.example.com/v1/orders")
    assert call.headers == {"Authorization": "Bearer TOKEN", "Content-Type": "application/json"}
    assert json.loads(call.body or "") == {"items": [{"sku": "ABC"}]}


def test_every_language_says_the_same() -> None:
    made = written("POST /orders", document())
    words = shlex.split(made["curl"].text.replace("\\\n", " "))
    assert words[:4] == ["curl", "-X", "POST", "https://api.example.com/v1/orders"]
    assert json.loads(words[words.index("-d") + 1]) == {"items": [{"sku": "ABC"}]}
    assert "method='POST'" in made["Python"].text
    assert 'body: JSON.stringify({\n    "items": [' in made["TypeScript"].text


class Echo(BaseHTTPRequestHandler):
    seen: ClassVar[list[tuple[str, str, Any]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append((self.path, self.headers["Authorization"], body))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *args: Any) -> None:
        pass


def test_the_python_of_a_page_runs() -> None:
    server = HTTPServer(("127.0.0.1", 0), Echo)
    Thread(target=server.serve_forever, daemon=True).start()
    data = document(servers=[{"url": f"http://127.0.0.1:{server.server_port}"}])
    done = subprocess.run([sys.executable, "-c", written("POST /orders", data)["Python"].text], capture_output=True)
    server.shutdown()
    assert done.returncode == 0, done.stderr
    assert Echo.seen == [("/orders", "Bearer TOKEN", {"items": [{"sku": "ABC"}]})]


@pytest.mark.parametrize("attack", ["'; rm -rf / #", "\\'", '"})//', "`id`$(id)", "</code><script>", "'''\n", "${x}"])
def test_what_stands_in_a_contract_stays_data(attack: str) -> None:
    data = document(servers=[{"url": f"https://api.example.com/{attack}"}])
    body = data["paths"]["/orders"]["post"]["requestBody"]["content"]["application/json"]
    body["schema"] = {"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "example": attack}}}
    made = written("POST /orders", data)
    words = shlex.split(made["curl"].text.replace(" \\\n", " "))
    assert words[0] == "curl"
    assert json.loads(words[words.index("-d") + 1]) == {"a": attack}
    (call,) = [n for n in ast.walk(ast.parse(made["Python"].text)) if isinstance(n, ast.keyword) and n.arg == "data"]
    assert repr(attack) in ast.unparse(call)
    assert (
        json.dumps(attack) in made["TypeScript"].text
        or json.dumps(attack, ensure_ascii=False) in made["TypeScript"].text
    )


@pytest.mark.parametrize(
    ("scheme", "header", "query"),
    [
        ({"type": "apiKey", "in": "header", "name": "X-Key"}, {"X-Key": "API_KEY"}, ""),
        ({"type": "apiKey", "in": "query", "name": "key"}, {}, "?key=API_KEY"),
        ({"type": "http", "scheme": "basic"}, {"Authorization": "Basic CREDENTIALS"}, ""),
        ({"type": "apiKey", "in": "header", "name": "X: y\r\nZ"}, {}, ""),
    ],
)
def test_ways_in(scheme: dict[str, str], header: dict[str, str], query: str) -> None:
    data = document()
    data["components"]["securitySchemes"] = {"token": scheme}
    interface = release_of(json.dumps(data), "orders.json").interface
    call = call_of(interface.operations["GET /orders/{id}"], interface)
    assert call is not None
    assert call.headers == header
    assert call.url == f"https://api.example.com/v1/orders/00000000-0000-4000-8000-000000000000{query}"


def test_examples_say_whether_they_fit() -> None:
    data = document()
    media = data["paths"]["/orders"]["post"]["requestBody"]["content"]["application/json"]
    media["examples"] = {"good": {"value": {"items": [{"sku": "ABC"}]}}, "bad": {"value": {"items": []}}}
    html = page(build_site(report_of({"orders": [json.dumps(data)]})), "contracts/orders/index").html
    said = text_of(html)
    assert "Example: good, fits its schema" in said
    assert "Example: bad, does not fit its schema" in said
    assert "How to call it" in said


def test_a_contract_of_500_fields_is_a_small_page() -> None:
    data = document()
    for number in range(20):
        fields = {f"field_{number}_{i}": {"type": "string", "description": "One of many fields."} for i in range(25)}
        data["components"]["schemas"][f"Part{number}"] = {"type": "object", "properties": fields}
        answer = {"$ref": f"#/components/schemas/Part{number}"}
        content = {"application/json": {"schema": answer}}
        data["paths"][f"/parts/{number}"] = {"get": {"responses": {"200": {"description": "It.", "content": content}}}}
    made = build_site(report_of({"orders": [json.dumps(data)]}))
    html = page(made, "contracts/orders/index").html
    assert html.count("field_19_24") >= 1
    assert len(html.encode()) < 280_000  # the theme around it takes the rest of 300 kB
