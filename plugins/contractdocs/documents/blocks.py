"""A large document as named blocks of text, found without reading what is in them.

Where two documents hold a block alike, neither has to read it. The blocks of JSON are the members that the native
decoder skips over; those of YAML are the lines from one key of a column to the next. That is sound because what
belongs to a key of block YAML stands further right (YAML 1.2, 6.1); where the lines look different from plain keys,
the answer is None and the document is read whole. The text that is left is read like any other, with the same checks.
What reads a syntax is loaded where it is met.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from .document import Document, Limits
from .encoding import without_mark
from .outlines import CHUNK, AnyText, Depths, Outline, Piece, Steps, Texts, below, chunks

if TYPE_CHECKING:
    from .json_blocks import JsonText
    from .yaml_blocks import YamlText


class Blocks(NamedTuple):
    """The blocks of one document: `parts` may be left out, `rest` is every other top-level value.

    `order` has the steps of all of them and of their folders, each folder before what is in it.
    """

    parts: Texts
    rest: Texts
    order: Sequence[Steps]
    text: JsonText | YamlText

    def chosen(self, wanted: Container[Steps]) -> list[Steps]:
        """Return the steps of the wanted blocks that are here, in their order; a folder is none."""
        return [at for at in self.order if at in wanted and (at in self.parts or at in self.rest)]

    def piece(self, wanted: Iterable[Steps], limits: Limits) -> Piece:
        """Return the data of some blocks that are here."""
        return self.text.data(Texts(self.text.text, {at: self.text.outline[at] for at in wanted}), limits)

    def pieces(self, wanted: Container[Steps]) -> Iterator[Sequence[Steps]]:
        """Yield the chosen blocks, in their order, as pieces that are each read in one go."""
        return chunks(self.texts(wanted))

    def texts(self, wanted: Container[Steps]) -> Texts:
        """Return the texts of the chosen blocks, in their order."""
        return Texts(self.text.text, {at: self.text.outline[at] for at in self.chosen(wanted)})

    def quick_data(self, wanted: Container[Steps]) -> Mapping[Steps, Any] | None:
        """Return the data of the chosen blocks of JSON, not checked; None where they are no JSON."""
        from .json_data import parse_quickly

        return parse_quickly(self.texts(wanted))

    def tree(self, values: Mapping[Steps, Any]) -> Any:
        """Return the data of the document with these blocks alone."""
        made: dict[str, Any] = {}
        for at in self.order:
            if at in values:
                below(made, at[:-1])[at[-1]] = values[at]
            elif at not in self.parts:
                below(made, at[:-1])[at[-1]] = {}
        return made

    def document(self, file: str, content: bytes, data: Any, before: Sequence[int] = ()) -> Document:
        """Return the document of such data; its places are those of the whole text.

        `before` is what `lines_before` tells of a text of JSON, where that is known.
        """
        left_out = frozenset(at for at in self.parts if not is_held(data, at))
        return replace(self.text.document(file, content, data, before), left_out=left_out)


def is_held(data: Any, steps: Steps) -> bool:
    """Return whether something stands at some steps."""
    for step in steps:
        if step not in data:
            return False
        data = data[step]
    return True


def blocks_of(file: str, content: bytes, depths: Depths) -> Blocks | None:
    """Return the blocks of a text; None where it is not one that can be taken apart."""
    found: JsonText | YamlText | None
    if is_json(content):
        from .json_blocks import JsonText

        found = JsonText.of(content, depths)
    else:
        from .yaml_blocks import YamlText

        found = YamlText.of(file, content, depths)
    return None if found is None else taken_apart(found)


def blocks_again(text: AnyText, outline: Outline) -> Blocks:
    """Return the blocks of a text, made `readable`, whose outline is known."""
    if isinstance(text, bytes):
        from .json_blocks import JsonText

        return taken_apart(JsonText(text, outline))
    from .yaml_blocks import YamlText

    return taken_apart(YamlText(text, outline))


def readable(content: bytes) -> AnyText:
    """Return a text as its blocks are found in it."""
    if is_json(content):
        return without_mark(content)
    from .yaml_blocks import ended

    return ended(str(without_mark(content), "utf-8"))


def taken_apart(whole: JsonText | YamlText) -> Blocks:
    """Return the blocks of a text with an outline."""
    parts, rest = (
        Texts(
            whole.text, {at: mark for at, mark in whole.outline.items() if not mark.folder and (len(at) > 1) == below}
        )
        for below in (True, False)
    )
    return Blocks(parts, rest, tuple(whole.outline), whole)


def is_quick(content: bytes, limits: Limits) -> bool:
    """Return whether the blocks of a text can be read without checks, because it is JSON and holds no more than it may:
    each key and each value stands behind a comma, or opens a list or an object.
    """
    starts = range(0, len(content), CHUNK)
    counts = (content.count(sign, start, start + CHUNK) for start in starts for sign in (b",", b"[", b"{"))
    return is_json(content) and 1 + 2 * sum(counts) <= limits.max_nodes


def is_json(content: bytes) -> bool:
    """Return whether a text opens like JSON."""
    return without_mark(content)[:1] in (b"{", b"[")
