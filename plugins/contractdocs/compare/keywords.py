"""Compares `multipleOf`, `pattern` and `format`."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from . import intervals
from .languages import follows, length_pattern, relation_of_patterns

if TYPE_CHECKING:
    from .comparison import Comparison
    from .forms import Shape

NARROWER_FORMATS = {  # every value of the first is one of the others
    "int8": ("int16", "int32", "int64", "i16", "i32", "i64"),
    "int16": ("int32", "int64"),
    "int32": ("int64", "float", "double", "decimal"),
    "int64": ("double", "decimal"),
    "float": ("double", "decimal"),
    "i8": ("i16", "i32", "i64"),
    "i16": ("i32", "i64"),
    "i32": ("i64",),
    "u8": ("u16", "u32", "u64", "i16", "i32", "i64"),
    "u16": ("u32", "u64", "i32", "i64"),
    "u32": ("u64", "i64"),
    "f32": ("f64",),
    "email": ("idn-email",),
    "hostname": ("idn-hostname",),
    "uri": ("uri-reference", "iri", "iri-reference"),
    "url": ("uri", "uri-reference"),
    "uri-reference": ("iri-reference",),
    "iri": ("iri-reference",),
    "json-pointer": ("uri-fragment",),
}


def compare_multiples(self: Comparison) -> None:
    """Compare `multipleOf` by divisibility (JSON Schema 2020-12 validation, 6.2.1)."""
    old, new = set(self.old.multiple_of), set(self.new.multiple_of)
    if old == new:
        return
    kind = multiple_kind(list(old | steps_of(self.old)), list(new | steps_of(self.new)))
    told = (kind == "multiple-of-tightened" and not new) or (kind == "multiple-of-loosened" and not old)  # by the type
    if kind is not None and not told:
        before, after = (max(values, default=None) for values in (old, new))
        words = {"name": self.at.name, "old": str(before), "new": str(after)}
        self.emit(kind, self.at, "multipleOf", words=words, old=before, new=after)


def steps_of(shape: Shape) -> set[float]:
    """Return the step that a type implies: whole numbers are multiples of 1."""
    return {1} if "fraction" not in shape.types else set()


def multiple_kind(old: list[float], new: list[float]) -> str | None:
    """Return how the allowed multiples changed; None where they are the same."""
    narrower = all(any(divides(step, fine) for fine in new) for step in old)
    wider = all(any(divides(step, fine) for fine in old) for step in new)
    if narrower and wider:
        return None
    return "multiple-of-tightened" if narrower else "multiple-of-loosened" if wider else "multiple-of-changed"


def divides(step: float, number: float) -> bool:
    """Return whether `number` is a whole multiple of `step`."""
    if step <= 0 or number != number or step != step or abs(number) == float("inf") or step == float("inf"):
        return step == number
    return (Fraction(str(number)) / Fraction(str(step))).denominator == 1


def compare_patterns(self: Comparison) -> None:
    """Compare patterns as languages, as far as that can be decided; what the length says already is not said again."""
    old, new = set(self.old.patterns), set(self.new.patterns)
    gone, come = sorted(old - new), sorted(new - old)
    if len(gone) == len(come) == 1:
        relation = relation_of_patterns(gone[0], come[0])
        lost = relation in ("narrowed", "changed") and not follows((*texts_of(self.old), length_of(self.new)), come[0])
        won = relation in ("widened", "changed") and not follows((*texts_of(self.new), length_of(self.old)), gone[0])
        said = "undecided" if relation == "undecided" else WAYS[lost, won]
        if said:
            words = {"name": self.at.name, "old": gone[0], "new": come[0]}
            self.emit(f"pattern-{said}", self.at, "pattern", words=words, old=gone[0], new=come[0])
        return
    sides = (("pattern-removed", gone, self.new, self.old), ("pattern-added", come, self.old, self.new))
    for kind, patterns, others, mine in sides:
        for pattern in patterns:
            if follows((*texts_of(others), length_of(mine)), pattern):
                continue
            side = {"old": pattern} if kind.endswith("removed") else {"new": pattern}
            self.emit(kind, self.at, "pattern", words={"name": self.at.name, "value": pattern}, **side)


WAYS = {(False, False): "", (True, False): "narrowed", (False, True): "widened", (True, True): "changed"}


def texts_of(shape: Shape) -> tuple[str, ...]:
    """Return all that a shape says of a text, its length too, as patterns."""
    return (*shape.patterns, length_of(shape))


def length_of(shape: Shape) -> str:
    """Return what a shape says of the length of a text, as a pattern."""
    return length_pattern(shape.length.low, shape.length.high)


def compare_lengths(self: Comparison) -> None:
    """Compare lengths of texts, as far as patterns do not say the same already.

    Of data each option is a check of its own: one that goes is told, whatever the others hold.
    """
    if self.old.length == self.new.length:
        return
    patterned = bool(self.old.patterns or self.new.patterns) and not self.walk.data
    if (
        patterned
        and follows(texts_of(self.old), length_of(self.new))
        and follows(texts_of(self.new), length_of(self.old))
    ):
        return
    intervals.compare(self, "length", "min-length", "max-length")


def compare_formats(self: Comparison) -> None:
    """Compare formats by what values they share, and how the content of a text is encoded."""
    (old, before), (new, after) = formats_of(self.old, self.new), formats_of(self.new, self.old)
    gone, come = sorted(old - new), sorted(new - old)
    if len(gone) == len(come) == 1:
        kind = format_kind(gone[0], come[0])
        words = {"name": self.at.name, "old": gone[0], "new": come[0]}
        self.emit(kind, self.at, "format", words=words, old=gone[0], new=come[0])
    else:
        for kind, formats in (("format-removed", gone), ("format-added", come)):
            for value in formats:
                side = {"old": value} if kind.endswith("removed") else {"new": value}
                self.emit(kind, self.at, "format", words={"name": self.at.name, "value": value}, **side)
    if before != after:
        for keyword in sorted({*before, *after}):
            if before.get(keyword) != after.get(keyword):
                words = {"name": self.at.name, "old": str(before.get(keyword)), "new": str(after.get(keyword))}
                kind = "content-encoding-changed" if keyword == "contentEncoding" else "content-media-type-changed"
                self.emit(kind, self.at, keyword, words=words, old=before.get(keyword), new=after.get(keyword))


def formats_of(shape: Shape, other: Shape) -> tuple[set[str], dict[str, str]]:
    """Return formats and encodings, `byte` and `binary` in the words of the other side (OpenAPI 3.1, 4.8.14.4)."""
    formats, encodings = set(shape.formats), dict(shape.encodings)
    for name, (keyword, value) in RESPELLED.items():
        if name in formats and name not in other.formats and dict(other.encodings).get(keyword) == value:
            formats.remove(name)
            encodings.setdefault(keyword, value)
    return formats, encodings


RESPELLED = {
    "byte": ("contentEncoding", "base64"),
    "binary": ("contentMediaType", "application/octet-stream"),
}


def format_kind(old: str, new: str) -> str:
    """Return whether the newer format takes more, fewer or other values."""
    if new in NARROWER_FORMATS.get(old, ()):
        return "format-widened"
    return "format-narrowed" if old in NARROWER_FORMATS.get(new, ()) else "format-changed"
