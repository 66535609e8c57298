"""YAML read exactly: the event stream of libyaml, bounded and checked event by event, then built without recursion.

libyaml's own composer is never called: it crashes on deep nesting, forgives duplicate keys, and lets aliases expand
without a bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from .core_schema import resolve
from .document import DocumentError, Limits, Place, Problem
from .problems import (
    alias_cyclic,
    alias_undefined,
    documents_many,
    key_duplicated,
    key_not_text,
    limit_reached,
    merge_invalid,
)
from .yaml_events import events_of
from .yaml_merge import is_mergeable, merged
from .yaml_tags import TagError, tag_refused, tagged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .yaml_events import Mark

MOST_PROBLEMS = 100
QUOTED = frozenset(["'", '"', "|", ">"])
NO_KEY, MERGE, BAD_KEY = (object() for _ in range(3))


@dataclass(slots=True)
class Frame:
    """A list or mapping that is still open; `lines` holds the line of each key, None in a list."""

    value: Any
    lines: dict[str, int] | None
    mark: Mark
    anchor: str | None
    nodes_before: int
    key: Any = NO_KEY
    height: int = 1
    merge: tuple[int, Any] | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an alias stands for: its value, its size and height when written out, its text where it is a scalar."""

    value: Any
    size: int
    height: int
    text: str | None = None


def parse_exactly(file: str, text: str, limits: Limits) -> Any:
    """Return the data of a YAML text; raise DocumentError with every problem that was found."""
    import yaml

    builder = Builder(file, text, limits)
    try:
        builder.take_all(events_of(text))
    except yaml.YAMLError as error:
        from .yaml_words import syntax_problem

        builder.problems.append(syntax_problem(file, text, error))
    if builder.problems:
        raise DocumentError(builder.problems)
    return builder.root


class Builder:
    """Builds data from events; everything is counted before it is built."""

    def __init__(self, file: str, text: str, limits: Limits) -> None:
        self.file, self.text, self.limits = file, text, limits
        self.frames: list[Frame] = []
        self.anchors: dict[str, Anchor | None] = {}
        self.problems: list[Problem] = []
        self.root: Any = None
        self.nodes = self.aliases = self.documents = 0

    def take_all(self, stream: Iterator[Any]) -> None:
        """Take every event; those that open or close the stream say nothing."""
        from yaml import events

        handlers: dict[type, Callable[[Any], None]] = {
            events.ScalarEvent: self.scalar,
            events.MappingStartEvent: self.open_mapping,
            events.SequenceStartEvent: self.open_list,
            events.MappingEndEvent: self.close,
            events.SequenceEndEvent: self.close,
            events.AliasEvent: self.alias,
            events.DocumentStartEvent: self.open_document,
        }
        for event in stream:
            handler = handlers.get(event.__class__)
            if handler is not None:
                handler(event)

    def place(self, mark: Mark) -> Place:
        """Return the place of a mark."""
        return Place(self.file, mark.line + 1, mark.column + 1)

    def report(self, problem: Problem) -> None:
        """Note a problem; after too many, give up."""
        self.problems.append(problem)
        if len(self.problems) >= MOST_PROBLEMS:
            raise DocumentError(self.problems)

    def stop(self, name: str, mark: Mark) -> NoReturn:
        """Give up because a limit is reached."""
        problem = limit_reached(name, getattr(self.limits, name), self.place(mark))
        raise DocumentError([*self.problems, problem], incomplete=True)

    def count(self, nodes: int, mark: Mark) -> None:
        """Count nodes; stop where there are too many."""
        self.nodes += nodes
        if self.nodes > self.limits.max_nodes:
            self.stop("max_nodes", mark)

    def open_document(self, event: Any) -> None:
        """Begin the document; a second one is a problem that ends the reading."""
        self.documents += 1
        if self.documents > 1:
            self.report(documents_many(self.place(event.start_mark)))
            raise DocumentError(self.problems)

    def scalar(self, event: Any) -> None:
        """Take a key or a value."""
        self.nodes += 1
        if self.nodes > self.limits.max_nodes:
            self.stop("max_nodes", event.start_mark)
        if self.frames and self.frames[-1].key is NO_KEY and self.frames[-1].lines is not None:
            self.key(event.value, event)
            return
        value = self.value_of(event)
        if event.anchor:
            self.anchors[event.anchor] = Anchor(value, 1, 0, event.value)
        self.add(value, 0, event.start_mark)

    def value_of(self, event: Any) -> Any:
        """Return the value of a scalar by the core schema and its tag."""
        if event.implicit[0]:
            return event.value if event.style in QUOTED else resolve(event.value)
        if event.tag is None or event.implicit[1]:
            return event.value
        try:
            return tagged(event.tag, event.value)
        except TagError as error:
            self.report(tag_refused(error, self.place(event.start_mark)))
            return None

    def key(self, text: str, event: Any) -> None:
        """Take a key: any scalar, by its source text."""
        frame = self.frames[-1]
        if text == "<<" and event.implicit[0]:
            text_key: Any = MERGE
        else:
            text_key = text
            if event.tag is not None:
                self.value_of(event)
        if event.anchor:
            self.anchors[event.anchor] = Anchor(text, 1, 0, text)
        self.hold(frame, text_key, text, event.start_mark)

    def hold(self, frame: Frame, key: Any, text: str, mark: Mark) -> None:
        """Keep a key until its value comes; report it where the mapping has it already."""
        assert frame.lines is not None
        if text in frame.lines:
            self.report(key_duplicated(text, frame.lines[text] + 1, self.place(mark)))
        else:
            frame.lines[text] = mark.line
            if len(frame.lines) > self.limits.max_keys:
                self.stop("max_keys", mark)
        frame.key = key

    def add(self, value: Any, height: int, mark: Mark) -> None:
        """Put a value where it belongs: into the list, under the key, or at the root."""
        if not self.frames:
            self.root = value
            return
        frame = self.frames[-1]
        if height >= frame.height:
            frame.height = height + 1
        if frame.lines is None:
            frame.value.append(value)
            if len(frame.value) > self.limits.max_members:
                self.stop("max_members", mark)
            return
        if frame.key is NO_KEY:
            self.report(key_not_text(self.text, self.place(mark)))
            frame.key = BAD_KEY
            return
        if frame.key is MERGE:
            self.merge(frame, value, mark)
        elif frame.key is not BAD_KEY:
            frame.value[frame.key] = value
        frame.key = NO_KEY

    def merge(self, frame: Frame, value: Any, mark: Mark) -> None:
        """Keep what `<<` merges in until all keys of the mapping are known."""
        if is_mergeable(value):
            frame.merge = (len(frame.value), value)
        else:
            self.report(merge_invalid(self.place(mark)))

    def open_mapping(self, event: Any) -> None:
        """Open a mapping."""
        self.open(event, {}, {})

    def open_list(self, event: Any) -> None:
        """Open a list."""
        self.open(event, [], None)

    def open(self, event: Any, value: Any, lines: dict[str, int] | None) -> None:
        """Open a list or mapping, unless it stands too deep."""
        self.check_tag(event, "map" if lines is not None else "seq")
        if len(self.frames) >= self.limits.max_depth:
            self.stop("max_depth", event.start_mark)
        before = self.nodes
        self.count(1, event.start_mark)
        if event.anchor:
            self.anchors[event.anchor] = None
        self.frames.append(Frame(value, lines, event.start_mark, event.anchor, before))

    def check_tag(self, event: Any, name: str) -> None:
        """Report the tag of a list or mapping that is not the standard one."""
        if event.tag not in (None, "!", f"tag:yaml.org,2002:{name}"):
            self.report(tag_refused(TagError(event.tag), self.place(event.start_mark)))

    def close(self, event: Any) -> None:
        """Close the innermost list or mapping."""
        frame = self.frames.pop()
        if frame.merge is not None:
            frame.value = merged(frame.value, *frame.merge)
            if len(frame.value) > self.limits.max_keys:
                self.stop("max_keys", frame.mark)
        if frame.anchor:
            self.anchors[frame.anchor] = Anchor(frame.value, self.nodes - frame.nodes_before, frame.height)
        self.add(frame.value, frame.height, frame.mark)

    def alias(self, event: Any) -> None:
        """Take an alias, counted as if it were written out."""
        self.aliases += 1
        if self.aliases > self.limits.max_aliases:
            self.stop("max_aliases", event.start_mark)
        anchor = self.anchor_of(event)
        self.count(anchor.size, event.start_mark)
        if len(self.frames) + anchor.height > self.limits.max_depth:
            self.stop("max_depth", event.start_mark)
        frame = self.frames[-1] if self.frames else None
        if frame and frame.key is NO_KEY and frame.lines is not None and anchor.text is not None:
            self.hold(frame, anchor.text, anchor.text, event.start_mark)
        else:
            self.add(anchor.value, anchor.height, event.start_mark)

    def anchor_of(self, event: Any) -> Anchor:
        """Return what an alias stands for; report it where it stands for nothing or for a part around itself."""
        found = self.anchors.get(event.anchor)
        if found is not None:
            return found
        place = self.place(event.start_mark)
        if event.anchor in self.anchors:
            self.report(alias_cyclic(event.anchor, place))
        else:
            self.report(alias_undefined(event.anchor, list(self.anchors), place))
        return Anchor(None, 1, 0, "")
