"""Decides how two patterns relate as languages, where their syntax is within what can be decided.

A pattern becomes a non-deterministic automaton; one language holds the other where no text is accepted by the second
alone. The shortest such text is a witness. Patterns are never run: a catastrophic one costs no more than its length.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Literal

from msgspec import Struct

from .expressions import portable

if sys.version_info >= (3, 11):
    from re import _constants as ops
    from re import _parser as parser
else:
    import sre_constants as ops
    import sre_parse as parser

PatternRelation = Literal["same", "widened", "narrowed", "changed", "undecided"]
Ranges = tuple[tuple[int, int], ...]

MOST_STATES = 1500
MOST_PAIRS = 3000
TOP = 0x10FFFF
LINE_ENDS: Ranges = ((0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029))  # what `.` leaves out (ECMA-262, 22.2.2.7)
CATEGORIES: dict[Any, Ranges] = {
    ops.CATEGORY_DIGIT: ((0x30, 0x39),),
    ops.CATEGORY_WORD: ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)),
    ops.CATEGORY_SPACE: (
        (0x09, 0x0D),
        (0x20, 0x20),
        (0xA0, 0xA0),
        (0x1680, 0x1680),
        (0x2000, 0x200A),
        (0x2028, 0x2029),
    ),
}
NEGATED = {
    ops.CATEGORY_NOT_DIGIT: ops.CATEGORY_DIGIT,
    ops.CATEGORY_NOT_WORD: ops.CATEGORY_WORD,
    ops.CATEGORY_NOT_SPACE: ops.CATEGORY_SPACE,
}


class Undecided(Exception):
    """A pattern that this module does not decide: back-references, look-around, or simply too much of it."""


class Automaton(Struct):
    """States as numbers; `silent` moves read nothing, `moves` read one character of their ranges."""

    silent: list[list[int]] = []
    moves: list[list[tuple[Ranges, int]]] = []
    start: int = 0
    end: int = 0
    reached: dict[int, frozenset[int]] = {}  # by state, where it was asked

    def state(self) -> int:
        """Add a state and return it."""
        if len(self.silent) >= MOST_STATES:
            raise Undecided
        self.silent.append([])
        self.moves.append([])
        return len(self.silent) - 1

    def closure(self, states: Sequence[int]) -> frozenset[int]:
        """Return all states that are reached without reading."""
        if len(states) == 1:  # nearly always
            return self.reached_from(states[0])
        return frozenset().union(*map(self.reached_from, states))

    def reached_from(self, state: int) -> frozenset[int]:
        """Return all states that are reached from one without reading; to be asked when all are there."""
        if state not in self.reached:
            self.reached[state] = self.follow(state)
        return self.reached[state]

    def follow(self, state: int) -> frozenset[int]:
        """Return all states that are reached from one without reading, asked for the first time."""
        found, pending = {state}, [state]
        while pending:
            for target in self.silent[pending.pop()]:
                if target not in found:
                    found.add(target)
                    pending.append(target)
        return frozenset(found)


@lru_cache(maxsize=1024)
def relation_of_patterns(old: str, new: str) -> PatternRelation:
    """Return how the texts that `new` matches relate to those of `old`; `undecided` where it cannot be told."""
    if old == new:
        return "same"
    try:
        left, right = automaton(old), automaton(new)
        lost, won = text_outside([left], right), text_outside([right], left)
    except (Undecided, re.error, RecursionError, OverflowError):
        return "undecided"
    if lost is None and won is None:
        return "same"
    return "widened" if lost is None else "narrowed" if won is None else "changed"


@lru_cache(maxsize=1024)
def automaton(pattern: str) -> Automaton:
    """Return the automaton of a pattern, which matches anywhere unless it is anchored (JSON Schema 2020-12, 6.3.3)."""
    if len(pattern) > 2000:
        raise Undecided
    built = Automaton()
    built.start, built.end = built.state(), built.state()
    for part in alternatives(parsed(pattern)):
        items = list(part)
        begins = bool(items) and items[0][0] is ops.AT and items[0][1] in (ops.AT_BEGINNING, ops.AT_BEGINNING_STRING)
        ends = len(items) > begins and items[-1][0] is ops.AT and items[-1][1] in (ops.AT_END, ops.AT_END_STRING)
        items = items[begins : len(items) - ends]
        first, last = built.state(), built.state()
        built.silent[built.start].append(first)
        built.silent[last].append(built.end)
        for anchored, state in ((begins, first), (ends, last)):
            if not anchored:
                built.moves[state].append((((0, TOP),), state))
        add_all(built, items, first, last)
    return built


def parsed(pattern: str) -> Any:
    """Return the parts of a pattern; the parser's advice on how to write it is nothing for users."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return parser.parse(portable(pattern))


def alternatives(parsed: Any) -> Iterator[Any]:
    """Yield the alternatives at the top of a pattern, through groups that hold nothing else."""
    items = list(parsed)
    if len(items) == 1 and items[0][0] is ops.BRANCH:
        for part in items[0][1][1]:
            yield from alternatives(part)
    elif len(items) == 1 and items[0][0] is ops.SUBPATTERN:
        yield from alternatives(items[0][1][3])
    else:
        yield items


CHARACTERS = (ops.LITERAL, ops.NOT_LITERAL, ops.ANY, ops.IN)
READ = "read"
"""The kind of a piece whose characters are worked out: one that is repeated comes many times."""


def add_all(built: Automaton, items: Sequence[Any], start: int, end: int) -> None:
    """Add a sequence between two states."""
    here = start
    for item in items:
        there = built.state()
        add(built, item, here, there)
        here = there
    built.silent[here].append(end)


def add(built: Automaton, item: Any, start: int, end: int) -> None:
    """Add one piece of a pattern between two states."""
    kind, value = item
    if kind == READ:
        built.moves[start].append((value, end))
    elif kind in CHARACTERS:
        built.moves[start].append((ranges_of(kind, value), end))
    elif kind is ops.BRANCH:
        for part in value[1]:
            add_all(built, list(part), start, end)
    elif kind is ops.SUBPATTERN and not (value[1] or value[2]):
        add_all(built, list(value[3]), start, end)
    elif kind in (ops.MAX_REPEAT, ops.MIN_REPEAT):
        add_repeat(built, value, start, end)
    else:
        raise Undecided


def add_repeat(built: Automaton, value: Any, start: int, end: int) -> None:
    """Add a repetition: the least number of copies, then optional ones or a loop."""
    least, most, body = value
    items = [(READ, ranges_of(*item)) if item[0] in CHARACTERS else item for item in body]
    if least > 300 or (most is not ops.MAXREPEAT and most > 300):
        raise Undecided
    here = start
    for _ in range(least):
        there = built.state()
        add_all(built, items, here, there)
        here = there
    if most is ops.MAXREPEAT:
        loop = built.state()
        built.silent[here].append(loop)
        add_all(built, items, loop, loop)
        here = loop
    else:
        for _ in range(most - least):
            built.silent[here].append(end)
            there = built.state()
            add_all(built, items, here, there)
            here = there
    built.silent[here].append(end)


def ranges_of(kind: Any, value: Any) -> Ranges:
    """Return the characters that a piece reads."""
    if kind is ops.ANY:
        return inverted(LINE_ENDS)
    if kind is ops.LITERAL:
        return ((value, value),)
    if kind is ops.NOT_LITERAL:
        return inverted(((value, value),))
    found: list[tuple[int, int]] = []
    negate = False
    for part, said in value:
        if part is ops.NEGATE:
            negate = True
        elif part is ops.LITERAL:
            found.append((said, said))
        elif part is ops.RANGE:
            found.append(said)
        elif part is ops.CATEGORY:
            found.extend(CATEGORIES[said] if said in CATEGORIES else inverted(CATEGORIES[NEGATED[said]]))
        else:
            raise Undecided
    joined = merged(found)
    return inverted(joined) if negate else joined


def merged(found: Sequence[tuple[int, int]]) -> Ranges:
    """Return ranges in order, without overlap."""
    out: list[tuple[int, int]] = []
    for low, high in sorted(found):
        if out and low <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return tuple(out)


def inverted(ranges: Ranges) -> Ranges:
    """Return all other characters."""
    out, next_low = [], 0
    for low, high in merged(ranges):
        if low > next_low:
            out.append((next_low, low - 1))
        next_low = high + 1
    if next_low <= TOP:
        out.append((next_low, TOP))
    return tuple(out)


States = tuple[frozenset[int], ...]


def text_outside(inner: Sequence[Automaton], outer: Automaton) -> str | None:
    """Return the shortest text that all of `inner` accept and `outer` does not; None where there is none."""
    built = [*inner, outer]
    first: States = tuple(one.closure([one.start]) for one in built)
    came: dict[States, tuple[Any, int]] = {first: (None, 0)}
    pending = deque([first])
    while pending:
        here = pending.popleft()
        ends = [one.end in states for one, states in zip(built, here)]
        if all(ends[:-1]) and not ends[-1]:
            return spelled(came, here)
        for char, there in steps(built, here):
            if there not in came:
                if len(came) >= MOST_PAIRS:
                    raise Undecided
                came[there] = (here, char)
                pending.append(there)
    return None


def steps(built: Sequence[Automaton], here: States) -> Iterator[tuple[int, States]]:
    """Yield one character of every class that the automata tell apart, with the states that it leads to."""
    moves = [[move for state in states for move in one.moves[state]] for one, states in zip(built, here)]
    for char, reading in classes(frozenset([ranges for each in moves for ranges, _ in each])):
        targets = [[target for ranges, target in each if ranges in reading] for each in moves]
        if all(targets[:-1]):
            yield char, tuple(one.closure(each) for one, each in zip(built, targets))


@lru_cache(maxsize=1024)
def classes(told: frozenset[Ranges]) -> tuple[tuple[int, frozenset[Ranges]], ...]:
    """Return one character of every class that some ranges tell apart, in order, with the ranges that hold it."""
    cuts = {low for ranges in told for low, _ in ranges} | {high + 1 for ranges in told for _, high in ranges}
    chars = sorted(cut for cut in cuts if cut <= TOP)
    return tuple((char, frozenset(ranges for ranges in told if reads(ranges, char))) for char in chars)


@lru_cache(maxsize=1024)
def follows(patterns: tuple[str, ...], pattern: str) -> bool:
    """Return whether every text that matches all of `patterns` is known to match `pattern`."""
    try:
        return text_outside([automaton(one) for one in patterns], automaton(pattern)) is None
    except (Undecided, re.error, RecursionError, OverflowError):
        return False


def counterexample(patterns: tuple[str, ...], pattern: str) -> str | None:
    """Return the shortest text that matches all of `patterns` and not `pattern`; None where none is known."""
    everything = patterns or (r"^[\s\S]*$",)
    try:
        return text_outside([automaton(one) for one in everything], automaton(pattern))
    except (Undecided, re.error, RecursionError, OverflowError):
        return None


@lru_cache(maxsize=1024)
def nothing_matches(patterns: tuple[str, ...]) -> bool:
    """Return whether no text is known to match all of `patterns`."""
    empty = Automaton()
    empty.start, empty.end = empty.state(), empty.state()
    try:
        return text_outside([automaton(one) for one in patterns], empty) is None
    except (Undecided, re.error, RecursionError, OverflowError):
        return False


def length_pattern(low: float | None, high: float | None) -> str:
    """Return the pattern of all texts of a length."""
    return rf"^[\s\S]{{{int(low or 0)},{'' if high is None else int(high)}}}$"


def reads(ranges: Ranges, char: int) -> bool:
    """Return whether a character is in the ranges."""
    return any(low <= char <= high for low, high in ranges)


def spelled(came: dict[Any, tuple[Any, int]], here: Any) -> str:
    """Return the text that led to a pair of states."""
    chars: list[str] = []
    while came[here][0] is not None:
        here, char = came[here]
        chars.append(chr(char))
    return "".join(reversed(chars))


def sample(pattern: str) -> str | None:
    """Return the shortest text that a pattern matches; None where it matches none or cannot be told."""
    empty = Automaton()
    empty.start, empty.end = empty.state(), empty.state()
    try:
        return text_outside([automaton(pattern)], empty)
    except (Undecided, re.error, RecursionError, OverflowError):
        return None
