"""Makes what is remembered of a contract file without its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..cache import digest
from ..model.contract import Header
from .ends import stated_end
from .named import references_in

if TYPE_CHECKING:
    from ..documents import Document
    from ..model.interface import Interface


def header_of(document: Document, interface: Interface | None, kind: str, followed: dict[str, str]) -> Header:
    """Return what is to be remembered of a file."""
    follows = tuple(sorted(followed.items()))
    key = digest(document.file, document.content, kind, repr(document.limits), *hashes(follows))
    references = tuple(dict.fromkeys(r for r in references_in(document.data) if not r.startswith("#")))
    from ..sources import identity_of

    blob = identity_of(document.content)
    if interface is None:
        return Header(document.file, key, blob, references=references)
    declared = interface.facts.get("id")
    return Header(
        file=document.file,
        key=key,
        blob=blob,
        kind=kind,
        format=interface.format,
        title=interface.title,
        id=declared.value if declared is not None and isinstance(declared.value, str) else "",
        version=interface.version,
        status=interface.status,
        released=interface.released,
        ends=stated_end(interface.origin.document.data)[0],
        references=references,
        follows=follows,
    )


def hashes(follows: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Return names and hashes as parts of a key."""
    return tuple(part for pair in follows for part in pair)
