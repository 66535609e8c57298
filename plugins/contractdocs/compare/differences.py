"""One difference between two parts of a data contract, and the change that it is at an address."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ..model.change import Change, Side
from ..model.interface import Direction, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BOTH: frozenset[Direction] = frozenset({"both"})


class Difference(Struct, frozen=True):
    """A difference of one kind; the keys are pointer tails below the compared part, for the places."""

    kind: str
    words: Mapping[str, str] = {}
    old: Any = None
    new: Any = None
    old_key: str = ""
    new_key: str = ""


def change_of(difference: Difference, address: str, old: Origin, new: Origin, name: str) -> Change:
    """Return a difference as a change at an address."""
    left = Side(Origin(old.document, old.pointer + difference.old_key), difference.old)
    right = Side(Origin(new.document, new.pointer + difference.new_key), difference.new)
    return Change(difference.kind, address, BOTH, left, right, {"name": name, **difference.words}, data=True)


def at_key(kind: str, key: str, old: Any, new: Any, words: Mapping[str, str] | None = None) -> Difference:
    """Return a difference in one key that stands in both parts under the same name."""
    said = {"key": key, "old": show(old), "new": show(new), **(words or {})}
    return Difference(kind, said, old, new, tail(key) if old is not None else "", tail(key) if new is not None else "")


def tail(*steps: str | int) -> str:
    """Return a pointer tail (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def show(value: Any) -> str:
    """Return a value as a short word for a message."""
    if value is None or value == "":
        return "nothing"
    whole = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    plain = " ".join(whole.split())
    return plain if len(plain) <= 60 else plain[:59] + "…"


def documentation(
    old: Mapping[str, Any], new: Mapping[str, Any], known: frozenset[str], what: str = ""
) -> Iterator[Difference]:
    """Yield a difference for every key that is not `known` and differs: it is documentation, or an extension."""
    for key in [*old, *(key for key in new if key not in old)]:
        if key not in known and (old.get(key) or None) != (new.get(key) or None):
            yield at_key(
                "documentation-changed", key, old.get(key), new.get(key), {"part": f"{key} of {what}" if what else key}
            )


def squeezed(value: Any) -> str:
    """Return a text without case and spaces, empty where it is none."""
    return "".join(value.split()).lower() if isinstance(value, str) else ""
