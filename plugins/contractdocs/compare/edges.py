"""Values at the edges of what two shapes allow: every type, listed value, bound and property."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import chain, combinations, islice
from typing import Any

from msgspec import Struct, field

from ..model.interface import Node, Resolver
from .bundle import WHOLE_FORMATS
from .forms import Bounds, Shape, canonical
from .languages import counterexample, length_pattern, sample
from .making import FORMAT_SAMPLES, MOST_TEXT, Known, Maker
from .numbers import between
from .shape import shape_of
from .written import plain_number


def candidates(maker: Maker, shapes: tuple[Shape, Shape], sides: Sides) -> Iterator[Any]:
    """Yield values at the edges of both shapes: every type, every listed value, every bound, each property.

    Where there are many, each comes once.
    """
    found = edges(maker, shapes, sides)
    begun = list(islice(found, MOST_CANDIDATES + 1))
    if len(begun) <= MOST_CANDIDATES:  # to ask twice costs less than to tell values apart
        yield from begun
        return
    seen: set[str] = set()
    for value in chain(begun, found):
        key = canonical(value)
        if key not in seen and len(seen) < MOST_CANDIDATES:
            seen.add(key)
            yield value


def edges(maker: Maker, shapes: tuple[Shape, Shape], sides: Sides) -> Iterator[Any]:
    """Yield values at the edges, likely ones first."""
    mine, other = shapes
    for shape in shapes:
        yield from list((shape.enum or {}).values())[:20]
    yield maker.value(sides.old, DEEP)
    yield from (None, "", "a", 0, 1, -1, 0.5, True, False, [], {})
    yield from unlisted(shapes)
    yield from texts_between(mine, other)
    yield from numbers_between(mine, other)
    for shape in shapes:
        yield from number_edges(shape)
        yield from text_edges(shape)
    yield from refused_values(maker, shapes)
    if "array" in mine.types:
        yield from array_edges(maker, shapes)
    if "object" in mine.types:
        yield from object_edges(maker, mine, other)
        yield from conditional_objects(maker, shapes)
        yield from dependent_objects(maker, shapes)
    yield from branch_values(maker, mine, other)


def unlisted(shapes: tuple[Shape, Shape]) -> Iterator[Any]:
    """Yield the shortest text and the least whole number that no side lists."""
    listed = [value for shape in shapes for value in (shape.enum or {}).values()]
    yield next(text for count in range(len(listed) + 1) if (text := "a" * count) not in listed)
    yield next(number for number in range(len(listed) + 1) if number not in listed)


def branch_values(maker: Maker, mine: Shape, other: Shape) -> Iterator[Any]:
    """Yield a value of each branch, those first that only one side has."""
    known = {branch_text(branch) for union in other.unions for branch in union.branches}
    branches = [branch for union in mine.unions for branch in union.branches]
    branches = sorted(branches, key=lambda node: branch_text(node) in known)[:MOST_BRANCHES]
    for branch in branches:
        yield maker.value(branch, DEEP)
        shape = maker.shape(branch)
        if "object" in shape.types:
            yield maker.full(shape, DEEP)
            least = maker.least(shape, DEEP)
            yield from ({**least, name: maker.value(node, DEEP)} for name, node in list(shape.properties.items())[:8])
        yield from number_edges(shape)
        yield from text_edges(shape)
    yield from joined_branches(maker, mine, other)


def typical(maker: Maker, shape: Shape) -> Iterator[Any]:
    """Yield values of each branch by itself: the least one, and an object with all that it lists."""
    beside = maker.least(shape, DEEP) if "object" in shape.types else {}
    for branch in (branch for union in shape.unions for branch in union.branches[:MOST_BRANCHES]):
        own = maker.shape(branch)
        made = [maker.value(branch, DEEP)]
        made += [maker.least(own, DEEP), maker.full(own, DEEP)] if "object" in own.types else []
        yield from made
        yield from ({**beside, **value} for value in made if beside and isinstance(value, dict))


def joined_branches(maker: Maker, mine: Shape, other: Shape) -> Iterator[Any]:
    """Yield values that two branches of one union may both take: objects joined, multiples of both steps."""
    for union in (*mine.unions, *other.unions):
        shapes = [maker.shape(branch) for branch in union.branches[:MOST_JOINED]]
        least = [maker.least(shape, DEEP) for shape in shapes if "object" in shape.types]
        yield from ({**one, **two} for one, two in combinations(least, 2))
        steps = [step for shape in shapes for step in shape.multiple_of]
        yield from (plain_number(one * two) for one, two in combinations(steps, 2))


def branch_text(node: Node) -> str:
    """Return how a branch is written."""
    return canonical([part.schema for part in node])


def number_edges(shape: Shape) -> Iterator[Any]:
    """Yield numbers at and beside each bound."""
    for bound in (shape.number.low, shape.number.high):
        if bound is not None and abs(bound) < 1e300:
            yield from (bound, bound + 1, bound - 1, bound + 0.5, bound - 0.5)
    for name in shape.formats:
        if name in WHOLE_FORMATS:
            yield from (WHOLE_FORMATS[name][1] + 1, WHOLE_FORMATS[name][0] - 1)
    for step in shape.multiple_of:
        yield from (step, step * 2, step * 3, step / 2)
        for bound in (shape.number.low, shape.number.high):
            if bound is not None and abs(bound) < MOST_NUMBER:
                near = math.floor(bound / step)
                yield from (plain_number(times * step) for times in (near - 1, near, near + 1, near + 2))


def text_edges(shape: Shape) -> Iterator[Any]:
    """Yield texts at and beside each bound, and the shortest that each pattern matches."""
    for bound in (shape.length.low, shape.length.high):
        if bound is not None and 0 <= bound <= MOST_TEXT:
            yield from ("a" * int(bound), "a" * (int(bound) + 1), "a" * max(int(bound) - 1, 0))
    for pattern in shape.patterns:
        found = sample(pattern)
        if found is not None:
            yield found
    for name in shape.formats:
        if name in FORMAT_SAMPLES:
            yield FORMAT_SAMPLES[name]
            for bound in (shape.length.low, shape.length.high):
                if bound is not None and 0 <= bound <= MOST_TEXT:
                    yield from (padded(name, int(bound) + more) for more in (-1, 0, 1))


def padded(name: str, length: int) -> str:
    """Return a text of a format of the asked length, where the format has room for it."""
    text = FORMAT_SAMPLES[name]
    return text + "a" * (length - len(text)) if name in ("uri", "url", "uri-reference", "iri") else text


def numbers_between(mine: Shape, other: Shape) -> Iterator[float]:
    """Yield the number in the middle of an end that moved by less than one."""
    for one, two in ((mine.number.low, other.number.low), (mine.number.high, other.number.high)):
        if one is not None and two is not None and 0 < abs(one - two) < 1:
            yield between(one, two)


def texts_between(mine: Shape, other: Shape) -> Iterator[str]:
    """Yield the shortest text that matches all patterns of one side and not one of the other's."""
    bounded = mine.length != Bounds() and (mine.length.high or 0) <= LONGEST_COUNTED
    length = (length_pattern(mine.length.low, mine.length.high),) if bounded else ()
    limits = length_pattern(other.length.low, other.length.high) if other.length != Bounds() else None
    for pattern in (*other.patterns, *((limits,) if limits and (mine.patterns or other.patterns) else ())):
        found = counterexample((*mine.patterns, *length), pattern)
        if found is not None:
            yield found


def array_edges(maker: Maker, shapes: tuple[Shape, Shape]) -> Iterator[Any]:
    """Yield arrays at and beside each bound, with equal and with different items."""
    mine, other = shapes
    item = maker.value(mine.items, DEEP) if mine.items else 0
    yield from ([item], [item, item], [0, "a"])
    for shape in shapes:
        for bound in (shape.items_count.low, shape.items_count.high):
            if bound is not None and 0 <= bound <= MOST_ITEMS:
                yield from ([item] * int(bound), [item] * (int(bound) + 1), [item] * max(int(bound) - 1, 0))
                if shape.unique_items and bound <= MOST_DISTINCT:
                    yield from (distinct[: int(bound) + more] for distinct in DISTINCT for more in (-1, 0, 1))
    yield maker.node_of_prefix(mine)
    yield maker.node_of_prefix(other)
    for shape in shapes:
        if shape.contains:
            yield from containing(maker, shape, item)


def containing(maker: Maker, shape: Shape, item: Any) -> Iterator[list[Any]]:
    """Yield arrays at and beside each bound of how many items match."""
    match = maker.value(shape.contains, DEEP)
    for bound in (shape.contains_count.low, shape.contains_count.high):
        if bound is not None and 0 <= bound <= MOST_ITEMS:
            for count in (max(int(bound) - 1, 0), int(bound), int(bound) + 1):
                yield from ([match] * count, [*([match] * count), item])


def refused_values(maker: Maker, shapes: tuple[Shape, Shape]) -> Iterator[Any]:
    """Yield values at the edges of what either side refuses by `not`."""
    for node in (node for shape in shapes for node in shape.nots):
        refused = shape_of(node, maker.resolver)
        yield from list((refused.enum or {}).values())[:10]
        yield maker.value(node, DEEP)
        yield from number_edges(refused)
        yield from text_edges(refused)


def conditional_objects(maker: Maker, shapes: tuple[Shape, Shape]) -> Iterator[dict[str, Any]]:
    """Yield objects that meet a condition of either side, with and without what it then asks for."""
    least = [maker.least(shape, DEEP) for shape in shapes]
    for parts in (parts for shape in shapes for parts in shape.conditions):
        asked = maker.value(parts["if"], DEEP)
        met = [{**one, **asked} for one in least] if isinstance(asked, dict) else least
        met += [{**one, **chosen} for one in least for chosen in choices(maker, parts["if"])]
        for one in met:
            yield one
            for part in ("then", "else"):
                told = shape_of(parts[part], maker.resolver) if part in parts else None
                if told is not None:
                    yield {**maker.full(told, DEEP), **one}
                    yield {**one, **maker.full(told, DEEP)}
                    yield {name: value for name, value in one.items() if name not in told.required}


def dependent_objects(maker: Maker, shapes: tuple[Shape, Shape]) -> Iterator[dict[str, Any]]:
    """Yield objects with a property on which others depend, with, without and beside what it then asks for."""
    least = [maker.least(shape, DEEP) for shape in shapes]
    for shape in shapes:
        for name in (*shape.dependent_schemas, *shape.dependent_required):
            own = maker.value(shape.properties.get(name), DEEP) if name in shape.properties else 0
            for one in least:
                yield {**one, name: own}
                yield {**one, name: own, **dict.fromkeys(shape.dependent_required.get(name, ()), 0)}
                if name in shape.dependent_schemas:
                    told = maker.shape(shape.dependent_schemas[name])
                    yield {**one, name: own, **maker.full(told, DEEP)}
                    yield from ({**one, name: own, other: odd} for other in list(told.properties)[:4] for odd in ODD)


def choices(maker: Maker, node: Node) -> Iterator[dict[str, Any]]:
    """Yield an object for each listed value of each property that a condition looks at."""
    for name, below in list(shape_of(node, maker.resolver).properties.items())[:8]:
        for value in list((shape_of(below, maker.resolver).enum or {}).values())[:8]:
            yield {name: value}


def object_edges(maker: Maker, mine: Shape, other: Shape) -> Iterator[Any]:
    """Yield the least object, with each property added and taken away, and one with a name nobody listed."""
    least = maker.least(mine, DEEP)
    yield least
    yield maker.least(other, DEEP)
    yield maker.full(mine, DEEP)
    names = {**mine.properties, **other.properties}
    unlisted = "x" if "x" not in names else "x" * (1 + max(map(len, names)))
    yield from ({**least, unlisted: value} for value in (*ODD, *of_other_names(maker, mine, other)))
    for name in list({**mine.properties, **other.properties})[:30]:
        node = mine.properties.get(name) or other.properties.get(name)
        yield {**least, name: maker.value(node, DEEP) if node else 0}
        if name not in mine.properties:
            yield from ({**least, name: odd} for odd in ODD)
        yield {key: value for key, value in least.items() if key != name}
    yield from ({**least, name: item} for name in odd_names(mine, other) for item in (0, ""))
    for shape in (mine, other):
        for bound in (shape.members.low, shape.members.high):
            if bound is not None and bound <= 100:
                for count in (int(bound) - 1, int(bound), int(bound) + 1):
                    yield {**least, **{f"p{i}": 0 for i in range(max(count - len(least), 0))}}


def of_other_names(maker: Maker, *shapes: Shape) -> Iterator[Any]:
    """Yield what names that are not listed may hold."""
    for node in (node for shape in shapes for node in shape.additional):
        yield maker.value(node, DEEP)
        yield from list((shape_of(node, maker.resolver).enum or {}).values())[1:4]


def odd_names(mine: Shape, other: Shape) -> Iterator[str]:
    """Yield names that a rule for names of properties may take or refuse."""
    rules = [part.schema for shape in (mine, other) for part in shape.property_names]
    if not rules:
        return
    yield from ("", "a", "A", "0", "-", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
    for rule in rules:
        pattern = rule.get("pattern") if isinstance(rule, Mapping) else None
        if isinstance(pattern, str):
            yield from (name for name in (sample(pattern), counterexample((), pattern)) if name is not None)


MOST_CANDIDATES = 160


MOST_BRANCHES = 60


MOST_JOINED = 6


ODD: tuple[Any, ...] = (0, "", None, [])


DEEP = 12


MOST_NUMBER = 1e15  # beyond, neighbours cannot be told apart


MOST_ITEMS = 1200


MOST_DISTINCT = 50
DISTINCT = list(range(MOST_DISTINCT + 1)), ["a" * count for count in range(MOST_DISTINCT + 1)]


LONGEST_COUNTED = 200  # a longer bound makes the automaton of a pattern too large


class Sides(Struct, frozen=True):
    """Two nodes with what follows their references; `known` is shared by the witnesses of one comparison."""

    old: Node
    old_resolver: Resolver
    new: Node
    new_resolver: Resolver
    known: Known = field(default_factory=Known)
