"""Pairs media types: by name, then by ranges and suffixes that hold one another."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from ..model.interface import Payload


class Paired(Struct, frozen=True):
    """Media types that belong together, and those that stand on one side only."""

    pairs: tuple[tuple[str, str], ...]
    gone: tuple[str, ...]
    come: tuple[str, ...]


def pair_media(old: Mapping[str, Payload], new: Mapping[str, Payload]) -> Paired:
    """Return which media types of `old` go on in which of `new`."""
    pairs = [(name, name) for name in old if name in new]
    gone = [name for name in old if name not in new]
    come = [name for name in new if name not in old]
    for name in list(gone):
        heir = next((other for other in come if covers(other, name) or covers(name, other)), None)
        heir = heir or next((other for other in new if covers(other, name)), None)
        if heir is not None:
            pairs.append((name, heir))
            gone.remove(name)
            come = [other for other in come if other != heir]
    come = [name for name in come if not any(covers(other, name) for other in old)]
    return Paired(tuple(pairs), tuple(gone), tuple(come))


def relation_of_media(old: str, new: str) -> str:
    """Return whether the newer media type is the same, or holds more or less than the older."""
    if plain(old) == plain(new):
        return "same"
    return "widened" if covers(new, old) else "narrowed"


def plain(name: str) -> str:
    """Return a media type in small letters; a charset says nothing of JSON, which has only one (RFC 8259, 8.1)."""
    parts = [part.strip() for part in name.lower().split(";")]
    if parts[0].endswith("json"):
        parts = [part for part in parts if not part.startswith("charset=")]
    return "; ".join(parts)


def essence(name: str) -> str:
    """Return a media type without its parameters."""
    return name.partition(";")[0].strip().lower()


SCALARS = frozenset({"integer", "fraction", "boolean"})


def written_as_text(name: str) -> frozenset[str]:
    """Return the types whose values a media type writes as text, so that a schema of text takes them as they are.

    Fields of forms are texts (OpenAPI 3.1, 4.8.15), and all that an element of XML holds is.
    """
    kind, _, rest = essence(name).partition("/")
    if rest in ("xml", "*") or rest.endswith("+xml"):
        return SCALARS | {"object", "array"} if rest != "*" else frozenset()
    form = rest in ("x-www-form-urlencoded", "form-data") or kind == "text"
    return SCALARS if form and not rest.endswith("json") else frozenset()


def covers(wide: str, narrow: str) -> bool:
    """Return whether `wide` takes all that `narrow` names.

    A range takes its types, a type takes itself with parameters (RFC 9110, 12.5.1), and `application/json` takes
    every type with the suffix `+json` (RFC 6839, 3.1).
    """
    wide, narrow = plain(wide), plain(narrow)
    if wide == narrow:
        return True
    if ";" in wide:
        return False
    kind, _, rest = essence(narrow).partition("/")
    suffix = rest.rpartition("+")[2] if "+" in rest else rest
    return wide in ("*/*", f"{kind}/*", f"{kind}/{rest}", f"{kind}/{suffix}")
