"""Who reads a contract, and whom a change hurts: stated in the settings, or in the contract itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model.contract import Release
from ..model.finding import Finding
from ..settings import Consumer
from .history import Chapter
from .lookup import below, find

STATED = "x-consumers"
WHOLE = ("servers", "security")  # what everybody who reads a contract goes through


@dataclass(frozen=True, slots=True)
class Reader:
    """A consumer of one contract: what it reads as addresses, and what it names that is not there.

    Who names nothing reads all of it.
    """

    name: str
    contact: str = ""
    reads: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def hurt_by(self, finding: Finding) -> bool:
        """Return whether a change touches what this consumer reads."""
        if finding.level == "safe":
            return False
        if not self.reads:
            return not self.unknown
        return any(touches(finding, address) for address in self.reads)


def touches(finding: Finding, address: str) -> bool:
    """Return whether a change is at, above or below what is read, or reaches the operation that is read."""
    at = finding.address
    if at.partition(" > ")[0] in WHOLE:
        return True
    return at == address or below(at, address) or below(address, at) or address in finding.affects


def readers_of(contract_id: str, settled: Sequence[Consumer], chapters: Sequence[Chapter]) -> tuple[Reader, ...]:
    """Return the consumers of a contract, each once: those of the settings first."""
    stated = [(c.name, c.contact, c.reads[contract_id]) for c in settled if contract_id in c.reads]
    known = {name for name, _, _ in stated}
    stated += [item for item in stated_in(chapters[-1].release) if item[0] not in known]
    return tuple(reader(name, contact, reads, chapters) for name, contact, reads in stated)


def reader(name: str, contact: str, reads: Sequence[str], chapters: Sequence[Chapter]) -> Reader:
    """Return a consumer; what has left the contract is looked for in its older releases, the newest first."""
    known: list[str] = []
    unknown: list[str] = []
    for said in reads:
        found = next((hit.address for c in reversed(chapters) if (hit := find(c, said)).address), "")
        (known if found else unknown).append(found or said)
    return Reader(name, contact, tuple(known), tuple(unknown))


def stated_in(release: Release) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the consumers that a contract names: `x-consumers`, or the custom property `consumers`."""
    data = release.document.data
    if not isinstance(data, Mapping):
        return
    info = data.get("info")
    holders = [data, info] if isinstance(info, Mapping) else [data]
    listed = [item for holder in holders for item in sequence(holder.get(STATED))]
    for custom in sequence(data.get("customProperties")):
        if isinstance(custom, Mapping) and str(custom.get("property", "")).lower() == "consumers":
            listed.extend(sequence(custom.get("value")))
    for item in listed:
        yield from stated_one(item)


def stated_one(item: Any) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield a consumer given by its name, or with what it reads."""
    if isinstance(item, str) and item:
        yield item, "", ()
    elif isinstance(item, Mapping) and isinstance(item.get("name"), str):
        reads = tuple(part for part in sequence(item.get("reads")) if isinstance(part, str))
        yield item["name"], str(item.get("contact") or ""), reads


def sequence(value: Any) -> Sequence[Any]:
    """Return a list, empty for what is none."""
    return value if isinstance(value, list) else ()
