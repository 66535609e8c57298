"""How two physical types relate: `int` is `INT`, `varchar(20)` holds all that `varchar(10)` holds.

Names are compared without case and extra spaces, with the aliases that databases share; sizes and precisions by what
they can hold; arrays, maps and structures part by part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Relation = Literal["same", "respelled", "widened", "narrowed", "changed", "unclear"]

ALIASES = {
    **dict.fromkeys(("integer", "int4", "int32", "signed"), "int"),
    **dict.fromkeys(("int8", "int64", "long", "big integer"), "bigint"),
    **dict.fromkeys(("int2", "int16", "short"), "smallint"),
    "byte": "tinyint",
    **dict.fromkeys(("numeric", "dec", "number"), "decimal"),
    **dict.fromkeys(("character varying", "char varying", "varchar2", "string"), "varchar"),
    **dict.fromkeys(("character", "bpchar"), "char"),
    **dict.fromkeys(("clob", "longtext"), "text"),
    **dict.fromkeys(("national character varying", "nvarchar2"), "nvarchar"),
    "national character": "nchar",
    "bool": "boolean",
    **dict.fromkeys(("double precision", "float8", "float64"), "double"),
    **dict.fromkeys(("float4", "float32"), "real"),
    **dict.fromkeys(("timestamp without time zone", "timestamp_ntz", "timestampntz"), "timestamp"),
    **dict.fromkeys(("timestamp with time zone", "timestamp_tz", "timestamp_ltz"), "timestamptz"),
    "time without time zone": "time",
    "time with time zone": "timetz",
    **dict.fromkeys(("bytea", "bytes"), "blob"),
    "list": "array",
    **dict.fromkeys(("record", "row"), "struct"),
}
CHAINS = (
    ("tinyint", "smallint", "mediumint", "int", "bigint", "hugeint"),
    ("tinyint unsigned", "smallint unsigned", "mediumint unsigned", "int unsigned", "bigint unsigned"),
    ("real", "float", "double"),
    ("char", "varchar", "text"),
    ("nchar", "nvarchar", "ntext"),
    ("binary", "varbinary", "blob"),
)
UNBOUNDED = {"varchar": "text", "nvarchar": "ntext", "varbinary": "blob"}
SIZED_ONE = frozenset({"char", "nchar", "binary"})
OPEN, CLOSE = {"<": ">", "(": ")"}, {">", ")"}
LISTS = re.compile(r"(?:\[\d*\])*\Z")
NAME = re.compile(r"[a-z_][\w .]*\Z")


@dataclass(frozen=True, slots=True)
class PhysicalType:
    """A parsed type: its base, its sizes, and for containers its parts, with names where they have any."""

    base: str
    sizes: tuple[int, ...] = ()
    parts: tuple[PhysicalType, ...] = ()
    names: tuple[str, ...] = ()


def relate(old: str, new: str) -> Relation:
    """Return how the new type relates to the old: `widened` holds all that the old one held, and more."""
    if squeeze(old) == squeeze(new):
        return "same"
    before, after = parse(old), parse(new)
    if before is None or after is None:
        return "unclear"
    found = relation(before, after)
    return "respelled" if found == "same" else found


def squeeze(written: str) -> str:
    """Return a type without case and without spaces that mean nothing."""
    plain = re.sub(r"\s+", " ", written.strip().lower())
    return re.sub(r"\s*([<>(),:\[\]])\s*", r"\1", plain)


@lru_cache(maxsize=1024)
def parse(written: str) -> PhysicalType | None:
    """Return the parsed type, None where it has no form that is known."""
    if len(written) > 2000:
        return None
    plain = squeeze(written)
    lists = LISTS.search(plain)
    assert lists is not None
    parsed = build(*pieces_of(plain[: lists.start()]))
    for _ in range(lists.group().count("[")):
        parsed = parsed and PhysicalType("array", parts=(parsed,))
    return parsed


def pieces_of(plain: str) -> tuple[str, str | None, str]:
    """Return the words before the first bracket, what stands inside it, and the words behind it."""
    start = min((at for at in map(plain.find, OPEN) if at >= 0), default=-1)
    end = max(map(plain.rfind, CLOSE))
    if start < 0 or end < start:
        return plain, None, ""
    return plain[:start].strip(), plain[start + 1 : end], plain[end + 1 :].strip()


def build(base: str, inside: str | None, tail: str) -> PhysicalType | None:
    """Return a type of its pieces: `timestamp`, `3`, `with time zone`."""
    name = f"{base} {tail}".strip()
    name = ALIASES.get(name, f"{ALIASES.get(base, base)} {tail}".strip())
    if not NAME.match(name):
        return None
    if inside is None:
        return PhysicalType(UNBOUNDED.get(name, name), (1,) if name in SIZED_ONE else ())
    pieces = split(inside)
    if all(re.fullmatch(r"\d+|max", piece.partition(" ")[0]) for piece in pieces) and pieces:
        if pieces == ["max"]:
            return PhysicalType(UNBOUNDED.get(name, name))
        return PhysicalType(name, tuple(int(piece.split(" ")[0]) for piece in pieces))
    return container(name, pieces)


def container(name: str, pieces: list[str]) -> PhysicalType | None:
    """Return an array, a map or a structure of its parts, None for anything else with parts."""
    if name == "struct":
        pairs = [re.match(r"([\w$]+)[: ](.+)\Z", piece) for piece in pieces]
        types = [parse(pair[2]) if pair else None for pair in pairs]
        if not pieces or any(part is None for part in types):
            return None
        ordered = sorted((pair[1], part) for pair, part in zip(pairs, types) if pair and part)
        return PhysicalType(name, (), tuple(part for _, part in ordered), tuple(key for key, _ in ordered))
    parts = [parse(piece) for piece in pieces]
    known = tuple(part for part in parts if part is not None)
    return PhysicalType(name, parts=known) if known and len(known) == len(parts) else None


def split(inside: str) -> list[str]:
    """Return the pieces between brackets, cut at commas that stand in no further bracket."""
    pieces, depth, start = [], 0, 0
    for index, letter in enumerate(inside):
        depth += (letter in OPEN) - (letter in CLOSE)
        if letter == "," and depth == 0:
            pieces.append(inside[start:index].strip())
            start = index + 1
    pieces.append(inside[start:].strip())
    return [piece for piece in pieces if piece]


def relation(old: PhysicalType, new: PhysicalType) -> Relation:
    """Return how two parsed types relate."""
    if old == new:
        return "same"
    if old.base == new.base:
        if old.parts or new.parts:
            return parts_relation(old, new)
        return sizes_relation(old, new)
    chain = next((chain for chain in CHAINS if old.base in chain and new.base in chain), None)
    if chain is None:
        return "changed"
    step: Relation = "widened" if chain.index(new.base) > chain.index(old.base) else "narrowed"
    return combine((step, sizes_relation(old, new) if sized(old, new) else step))


def sized(old: PhysicalType, new: PhysicalType) -> bool:
    """Return whether the types are sized ones, such as `char(3)` and `varchar(10)`."""
    return bool(old.sizes or new.sizes) and old.base not in ("real", "float", "double")


def sizes_relation(old: PhysicalType, new: PhysicalType) -> Relation:
    """Return how the sizes relate; a missing size is the largest. Decimals by whole digits and by fraction."""
    before, after = capacity(old), capacity(new)
    if before == after:
        return "same"
    if not before or not after:
        return "narrowed" if after else "widened"
    if len(before) != len(after):
        return "unclear"
    return combine("widened" if b > a else "narrowed" if b < a else "same" for a, b in zip(before, after))


def capacity(of: PhysicalType) -> tuple[int, ...]:
    """Return what sizes can hold: of `decimal(10,2)` eight digits before the point and two behind it.

    The size of an integer says how it is shown, not what it holds.
    """
    if of.base == "decimal" and of.sizes:
        scale = of.sizes[1] if len(of.sizes) > 1 else 0
        return (of.sizes[0] - scale, scale)
    return () if "int" in of.base else of.sizes


def parts_relation(old: PhysicalType, new: PhysicalType) -> Relation:
    """Return how containers relate: part by part, if they have the same parts."""
    if old.names != new.names or len(old.parts) != len(new.parts):
        return "changed"
    return combine(relation(a, b) for a, b in zip(old.parts, new.parts))


def combine(relations: Iterable[Relation]) -> Relation:
    """Return the relation of a whole whose parts relate so."""
    found = set(relations) - {"same", "respelled"}
    if not found:
        return "respelled"
    if "changed" in found or {"widened", "narrowed"} <= found:
        return "changed"
    return "unclear" if "unclear" in found else found.pop()
