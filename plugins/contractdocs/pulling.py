"""Fetches the registries of other catalogs, and pins each by the hash of its bytes: nothing else asks a network."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping
from email.message import Message
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from .settings import OtherCatalog, Settings
from .sources.errors import SourceError
from .sources.paths import resolve_inside
from .sources.registries import FILE, LOCK, MOST_BYTES, copy_of, is_address, read_lock, read_registry

SECONDS = 20
MOST_SECONDS = 120
PIECE = 65_536


class Straight(HTTPRedirectHandler):
    """Follows no redirect: an address that moved is said anew in the settings."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        """Refuse."""
        return None


def pull(root: Path, settings: Settings) -> Iterator[str]:
    """Fetch every catalog with an address and pin it; yield what happened to each, a line a catalog.

    Nothing is written before all of them are there and can be read. Raise SourceError where one cannot.
    """
    wanted = [catalog for catalog in settings.catalogs if catalog.url]
    fetched = {catalog.name: fetch(catalog) for catalog in wanted}
    before = read_lock(root)
    lines = [said(catalog, fetched[catalog.name], before.get(catalog.name, {})) for catalog in wanted]
    for catalog in wanted:
        store(resolve_inside(root, copy_of(catalog)), fetched[catalog.name])
    pinned = {catalog.name: pin(catalog, fetched[catalog.name]) for catalog in wanted}
    store(resolve_inside(root, LOCK), (json.dumps({"catalogs": pinned}, indent=2, sort_keys=True) + "\n").encode())
    yield from lines or ["No catalog has an address: name one below `catalogs` in contractdocs.yml."]


def fetch(catalog: OtherCatalog) -> bytes:
    """Return the registry at an address; raise SourceError where it cannot be had or is none."""
    if not is_address(catalog.url):
        raise SourceError(f"The address of the catalog `{catalog.name}` is not asked.", "It takes an https address.")
    handlers: list[Any] = [Straight()]
    if catalog.url.startswith("http://"):
        handlers.append(ProxyHandler({}))
    request = Request(f"{catalog.url.rstrip('/')}/{FILE}", headers={"Accept": "application/json"})
    try:
        with build_opener(*handlers).open(request, timeout=SECONDS) as response:
            content = body_of(response, catalog.name)
    except (OSError, ValueError, HTTPException) as error:
        raise SourceError(
            f"The catalog `{catalog.name}` cannot be fetched: {reason(error)}.",
            f"It is asked for at {request.full_url}; a redirect is not followed.",
        ) from error
    read_registry(catalog, content)
    return content


def body_of(response: IO[bytes], name: str) -> bytes:
    """Return the body of an answer; raise SourceError where it is too large, or comes too slowly to wait for."""
    pieces: list[bytes] = []
    late = time.monotonic() + MOST_SECONDS
    while piece := response.read(PIECE):
        pieces.append(piece)
        if sum(map(len, pieces)) > MOST_BYTES:
            raise SourceError(f"The catalog `{name}` is larger than {MOST_BYTES} bytes.")
        if time.monotonic() > late:
            raise SourceError(f"The catalog `{name}` is not there after {MOST_SECONDS} seconds.")
    return b"".join(pieces)


def reason(error: Exception) -> str:
    """Return why an address could not be asked, without any text that the other side sent."""
    if isinstance(error, HTTPError):
        return f"the answer is {error.code}"
    return "no answer in time" if isinstance(error, TimeoutError) else type(error).__name__


def pin(catalog: OtherCatalog, content: bytes) -> Mapping[str, Any]:
    """Return what the lock file says of a catalog."""
    return {"url": catalog.url, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def said(catalog: OtherCatalog, content: bytes, before: Mapping[str, Any]) -> str:
    """Return what happened to a catalog."""
    count = len(read_registry(catalog, content).contracts)
    digest = hashlib.sha256(content).hexdigest()
    known = before.get("sha256")
    state = "unchanged" if known == digest else "changed" if known else "new"
    return f"{catalog.name}: {count} contract{'s' if count != 1 else ''}, {state}, sha256 {digest[:12]}"


def store(path: Path, content: bytes) -> None:
    """Write a file in one step; raise SourceError where that cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.write_bytes(content)
        os.replace(draft, path)
    except OSError as error:
        raise SourceError(f"{path.name} cannot be written: {error.strerror}.") from error
