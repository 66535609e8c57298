"""Family 5: a reference never leaves the contracts, never asks the network, and tells nothing of its target."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest

from tests.conftest import Workplace

from .making import HEAD, alone

CANARY = "THE-SECRET-OF-THE-HOUSE"
TARGETS = [
    "file:///etc/passwd",
    "/etc/passwd",
    "../../outside.yaml",
    "../../outside.yaml#/secret",
    "..%2f..%2foutside.yaml",
    "%2e%2e/%2e%2e/outside.yaml",
    "..\\\\..\\\\outside.yaml",
    "\\\\\\\\host\\\\share\\\\a.yaml",
    "//host/share/a.yaml",
    "../contracts_private/a.yaml",
    "./link.yaml",
    "./linked/a.yaml",
    "FILE:outside.yaml",
    "./a.yaml/../../outside.yaml",
    "{url}/a.yaml",
    "{url}/a.yaml#/secret",
]


class Canary(http.server.BaseHTTPRequestHandler):
    """Notes every request."""

    hits: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.hits.append(self.path)
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The address of a server that should never be asked."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("target", TARGETS)
def test_a_reference_that_leads_elsewhere(folder: Workplace, url: str, target: str) -> None:
    secret = f"secret: {CANARY}\ntype: {CANARY}\n"
    folder.write({"outside.yaml": secret, "contracts_private/a.yaml": secret})
    said = target.replace("{url}", url)
    schemas = f'components: {{schemas: {{A: {{$ref: "{said}"}}, B: {{properties: {{a: {{$ref: "{said}"}}}}}}}}}}\n'
    alone(folder, {"contracts/a.yaml": f"{HEAD}paths: {{}}\n{schemas}", "contracts/b.yaml": f"{HEAD}paths: {{}}\n"})
    (folder.root / "contracts/link.yaml").symlink_to("../outside.yaml")
    (folder.root / "contracts/linked").symlink_to("../contracts_private")
    Canary.hits.clear()
    for words in (("check", "--no-cache", "--verbose"), ("lint",), ("diff", "contracts/b.yaml", "contracts/a.yaml")):
        ran = folder.run(*words)
        assert ran.code != 0 or words[0] == "diff", ran.out
        assert CANARY not in ran.out + ran.err
        assert "root:" not in ran.out + ran.err
    assert Canary.hits == []


def test_an_announcement_and_settings_read_nothing_else(folder: Workplace) -> None:
    folder.write({"outside.yaml": CANARY, "contractdocs.yml": "contracts: ../\n", "contracts/a.yaml": HEAD})
    ran = folder.run("check")
    assert ran.code == 2
    folder.write({"contractdocs.yml": "own_rules: /etc\n"})
    assert folder.run("check").code == 2
