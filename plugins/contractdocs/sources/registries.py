"""Published registries of others: a folder, or a copy that `contractdocs pull` fetched and pinned by its hash.

What stands in them comes from strangers. It is bounded, and every value is taken only in the form that it must have.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .errors import SourceError
from .paths import resolve_inside

if TYPE_CHECKING:
    from ..settings import OtherCatalog

FILE = "registry/contracts.json"
LOCK = "contractdocs.lock"
COPIES = ".contractdocs/catalogs"
MOST_BYTES = 5_000_000
MOST_CONTRACTS = 5_000
LONGEST = 300
MOST_LISTED = 200
UNSEEN = re.compile("[\u0000-\u001f\u007f-\u009f\ud800-\udfff]")
PAGE = re.compile(r"[A-Za-z0-9._+/-]{1,300}", re.ASCII)


@dataclass(frozen=True, slots=True)
class OtherRemoval:
    """Something that another catalog is about to remove, and the day."""

    day: str
    name: str


@dataclass(frozen=True, slots=True)
class OtherContract:
    """What the registry of another catalog says of a contract.

    `page` is a whole address, empty where none is known; `releases` is 0 where the registry does not say.
    """

    id: str
    title: str
    version: str
    format: str = ""
    status: str = ""
    stability: str = ""
    owner: str = ""
    released: str = ""
    releases: int = 0
    removals: tuple[OtherRemoval, ...] = ()
    tags: tuple[str, ...] = ()
    page: str = ""


@dataclass(frozen=True, slots=True)
class Registry:
    """The contracts of another catalog; `site` and `feed` are addresses, empty where none is known."""

    name: str
    contracts: tuple[OtherContract, ...]
    site: str = ""
    feed: str = ""


def read_registries(root: Path, catalogs: tuple[OtherCatalog, ...]) -> tuple[Registry, ...]:
    """Return every catalog that the settings name; raise SourceError for one that cannot be had as it was pinned."""
    return tuple(read_registry(catalog, bytes_of(root, catalog)) for catalog in catalogs)


def bytes_of(root: Path, catalog: OtherCatalog) -> bytes:
    """Return the registry of another catalog as it lies here; one that was pulled must be the one that is pinned."""
    if catalog.path:
        return bounded(root, f"{catalog.path}/{FILE}", catalog.name, "Name the folder of a published site.")
    pinned = read_lock(root).get(catalog.name)
    if pinned is None or pinned.get("url") != catalog.url:
        raise SourceError(f"The catalog `{catalog.name}` was never pulled from its address.", "Run: contractdocs pull")
    content = bounded(root, copy_of(catalog), catalog.name, "Run: contractdocs pull")
    if hashlib.sha256(content).hexdigest() != pinned.get("sha256"):
        raise SourceError(
            f"The copy of the catalog `{catalog.name}` is not the one that is pinned.", "Run: contractdocs pull"
        )
    return content


def bounded(root: Path, path: str, name: str, mend: str) -> bytes:
    """Return the bytes of a file that is not too large; a link that leads out of the root is refused."""
    try:
        file_path = resolve_inside(root, path)
        if not file_path.is_file():
            raise SourceError(f"The catalog `{name}` has no {FILE}.", mend)
        with file_path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise SourceError(f"The catalog `{name}` cannot be read: {error.strerror}.", mend) from error
    if len(content) > MOST_BYTES:
        raise SourceError(f"The catalog `{name}` is larger than {MOST_BYTES} bytes.")
    return content


def copy_of(catalog: OtherCatalog) -> str:
    """Return where the copy of a catalog lies; the name of the catalog is not part of the path."""
    return f"{COPIES}/{hashlib.sha256(catalog.name.encode('utf-8', 'replace')).hexdigest()[:16]}.json"


def read_lock(root: Path) -> Mapping[str, Mapping[str, Any]]:
    """Return what is pinned, by the name of the catalog; raise SourceError where the file cannot be read."""
    path = root / LOCK
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise SourceError(f"{LOCK} cannot be read.", "Remove it, and run: contractdocs pull") from error
    listed = found.get("catalogs") if isinstance(found, dict) else None
    return {key: item for key, item in listed.items() if isinstance(item, dict)} if isinstance(listed, dict) else {}


def read_registry(catalog: OtherCatalog, content: bytes) -> Registry:
    """Return a registry; raise SourceError where it is none."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"The registry of the catalog `{catalog.name}` is not JSON.") from error
    listed = data.get("items") if isinstance(data, dict) else None
    if not isinstance(listed, list):
        raise SourceError(f"The registry of the catalog `{catalog.name}` has no list of contracts.")
    if len(listed) > MOST_CONTRACTS:
        raise SourceError(f"The catalog `{catalog.name}` lists more than {MOST_CONTRACTS} contracts.")
    site = catalog.site
    return Registry(catalog.name, tuple(contracts_of(listed, site)), site, linked(site, "contracts/feed.xml"))


def contracts_of(listed: list[Any], site: str) -> Iterator[OtherContract]:
    """Yield the contracts that have a name and a version; anything else is passed over."""
    for item in listed:
        if not isinstance(item, dict) or not line(item.get("id")) or not line(item.get("version")):
            continue
        said = {key: line(item.get(key)) for key in ("format", "status", "stability", "owner")}
        yield OtherContract(
            line(item["id"]),
            line(item.get("title")) or line(item["id"]),
            line(item["version"]),
            **said,
            released=day(item.get("released")),
            releases=count(item.get("releases")),
            removals=tuple(sorted(set(removals_of(item)), key=lambda removal: (removal.day, removal.name))),
            tags=tuple(tag for tag in map(line, some(item.get("tags"))) if tag),
            page=linked(site, item.get("page")),
        )


def removals_of(item: Mapping[str, Any]) -> Iterator[OtherRemoval]:
    """Yield what goes on a day; a registry that lists nothing may still say the next day."""
    listed = [entry for entry in some(item.get("removals")) if isinstance(entry, dict)]
    for entry in listed:
        if day(entry.get("date")):
            yield OtherRemoval(day(entry["date"]), line(entry.get("name")))
    if not listed and day(item.get("next_removal")):
        yield OtherRemoval(day(item["next_removal"]), "")


def some(value: Any) -> list[Any]:
    """Return the first entries of a list; none for anything else."""
    return value[:MOST_LISTED] if isinstance(value, list) else []


def count(value: Any) -> int:
    """Return a number of things; 0 for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1_000_000 else 0


def line(value: Any) -> str:
    """Return one line of text, cut where it is long; empty for anything else."""
    if not isinstance(value, str):
        return ""
    return " ".join(UNSEEN.sub(" ", value[: LONGEST * 2]).split())[:LONGEST]


def day(value: Any) -> str:
    """Return a date; empty for anything else."""
    try:
        return date.fromisoformat(value).isoformat() if isinstance(value, str) else ""
    except ValueError:
        return ""


def linked(site: str, page: Any) -> str:
    """Return the address of a page below a site; empty where the page could lead anywhere else."""
    if not site or not isinstance(page, str) or not PAGE.fullmatch(page):
        return ""
    return "" if page.startswith("/") or ".." in page.split("/") else f"{site.rstrip('/')}/{page}"


def is_address(url: str) -> bool:
    """Return whether an address may be asked: https, or this machine itself."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    local = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
    return (local or (parts.scheme == "https" and port != 0)) and bool(parts.hostname) and "@" not in parts.netloc
