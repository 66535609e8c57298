"""Family 6: a check and a build ask nobody: every socket to elsewhere ends the run, and none is opened."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ENVIRONMENT, Workplace
from tests.gate.documents import events, orders

WATCHED = """
import socket, sys
def refuse(*given, **named):
    print("A SOCKET WAS OPENED", given, file=sys.stderr, flush=True)
    import os; os._exit(99)
class Refused(socket.socket):
    connect = connect_ex = sendto = bind = refuse
socket.socket = Refused
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
"""
COMMAND = """
sys.argv = sys.argv[1:]
if sys.argv[0] == "contractdocs":
    from contractdocs.cli import main
    main()
else:
    from mkdocs.__main__ import cli
    cli()
"""
SITE = {"site_name": "x", "plugins": ["search", "contractdocs"], "theme": {"name": "material", "font": False}}


def watched(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in which every socket ends the run."""
    return subprocess.run(
        [sys.executable, "-c", WATCHED + COMMAND, *words],
        cwd=root,
        env={**ENVIRONMENT, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


@pytest.fixture
def shop(place: Workplace) -> Workplace:
    """A repository with references to elsewhere in its contracts."""
    text = orders("1.4.0").replace(
        "type: integer", "type: integer\n          externalDocs: {url: 'https://example.com'}"
    )
    place.write({"contracts/orders.openapi.yaml": text, "contracts/events.yaml": events("1.0.0")})
    place.write({"mkdocs.yml": yaml.safe_dump(SITE), "docs/index.md": "# Welcome\n"}).commit()
    return place


@pytest.mark.parametrize(
    "words", [("check", "--no-cache"), ("lint",), ("status", "orders"), ("explain", "key-duplicated")]
)
def test_commands_open_no_socket(shop: Workplace, words: tuple[str, ...]) -> None:
    done = watched(shop.root, "contractdocs", *words)
    assert done.returncode == 0, done.stderr
    assert "SOCKET" not in done.stderr


def test_a_build_opens_no_socket(shop: Workplace) -> None:
    done = watched(shop.root, "mkdocs", "build")
    assert done.returncode == 0, done.stderr
    assert "SOCKET" not in done.stderr
    assert (shop.root / "site/contracts/orders/index.html").is_file()


def test_the_watch_would_see_a_socket() -> None:
    program = WATCHED + "socket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 99
    assert "A SOCKET WAS OPENED" in done.stderr
