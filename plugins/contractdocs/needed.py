"""Which blocks of two large OpenAPI documents a comparison has to see.

A path or a component that both documents write alike is read where it uses, over any number of references, something
that changed, or is used by something that changed. All else cannot differ. An example that stands among the components
promises nothing: it is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence, Set
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote

from msgspec import Struct

from .compare.paths import template
from .documents.blocks import Blocks
from .documents.outlines import AnyText, Steps

WORTH = 0.9
"""The share of the text that has to be read, above which the whole is read."""
DEPTHS = {"paths": 1, "webhooks": 1, "x-webhooks": 1, "components": 2}
SHARED = ("openapi", "jsonSchemaDialect", "security", "servers", "$schema", "$self")
"""What holds for every operation or schema: where one of these differs, nothing is left out."""
SCHEMAS = ("components", "schemas")
SCHEMES = ("components", "securitySchemes")
EXAMPLES = ("components", "examples")
CHILD = re.compile(r"\n( +)(?![ #\n])")
"""The first line below that of a key of YAML."""
REFERENCE = re.compile(r"""#/([^\s'"]*)""", re.ASCII)
OUTSIDE = re.compile(r"""\$ref(?!["']? *: *["']?#/)""")
"""The word that refers, where what follows does not lead into the document."""
ESCAPED = re.compile(r"""\"#/[^\s"\\]*\\""", re.ASCII)
"""A reference that is written with an escape: a look at the text alone would miss what it leads to."""
EXAMPLE = "components/examples/"
ENTRY = r"""[^\s-][^\n]*: *\n +\$ref: *["']?#/components/examples/[^\n]*"""
SHOWN = {
    str: re.compile(rf"""examples: *\n( +){ENTRY}(?:\n\1{ENTRY})*"""),
    bytes: re.compile(
        r""""examples"\s*:\s*\{(?:\s*"[^"\\]*"\s*:\s*\{\s*"\$ref"\s*:\s*"#/components/examples/[^"]*"\s*\}\s*,?)+"""
    ),
}
"""Examples beside a schema that each refer to one among the components, in block YAML and in JSON."""
NOWHERE = -1
"""What stands for the number of a block where a reference leads to none."""
MOST_CROSSED = 100
"""So many pairs of schemas are followed where two blocks name different ones."""

TAG, EXTENDS, MAPPING, TAKEN = "discriminator", "allOf", "mapping", "example"
WORD = re.compile(r"""[^\s'"]+""", re.ASCII)
STATED = frozenset({"summary", "description", "value", "externalValue", "dataValue", "serializedValue"})
"""What an example may state (OpenAPI 3.2, 4.15): taken for a schema, it allows anything."""


class Mentions(NamedTuple):
    """What a text mentions: the pointers that it holds, whether it refers to something outside of the document or not
    certainly to something in it, which of some words stand in it, and where a discriminator may name schemas without a
    pointer, all words of it.
    """

    pointers: Sequence[str]
    outside: bool
    words: Sequence[str]
    names: Sequence[str] = ()


Told = Mapping[Steps, Mentions]


class Survey(NamedTuple):
    """The blocks of a text, and what each of those mentions that may be left out."""

    blocks: Blocks
    told: Told


Numbers = Mapping[Steps, int]
"""A number for every block of two documents: to count in numbers is several times as fast as in steps."""


class Uses(NamedTuple):
    """Which blocks each block names, in the order in which it does, and those that must be read for a reason of theirs:
    a reference leads to nothing or to a part of the block, or a discriminator names more than pointers.
    """

    named: dict[int, Sequence[int]]
    own: set[int]


class Needed(Struct, frozen=True):
    """The blocks to read, those that are written alike on both sides, those whose every user is read too, and those
    that are compared with another one.
    """

    read: set[Steps]
    alike: set[Steps]
    complete: set[Steps]
    crossed: set[Steps]


def told_by(blocks: Blocks, left_out: Container[Steps] = ()) -> Told | None:
    """Return what each block of a text mentions, but for some; None where one of them is no text."""
    parts = blocks.parts
    try:
        return {at: mentions(parts[at], is_schema=at[:2] == SCHEMAS) for at in parts if at not in left_out}
    except UnicodeDecodeError:
        return None


def surveys(sides: tuple[Blocks, Blocks], own: Told, newer: Told) -> tuple[Survey, Survey]:
    """Return the surveys of two texts, of which the newer one tells of what both write alike; `own` has the rest."""
    old, new = sides
    return Survey(old, {at: own[at] if at in own else newer[at] for at in old.parts}), Survey(new, newer)


def written_alike(one: Blocks, other: Blocks) -> set[Steps]:
    """Return the blocks that two texts write alike."""
    old, new = one.parts, other.parts
    return {at for at in old if old.size(at) == new.size(at) and new.is_written(at, old[at])}


def surely_needed(different: Iterable[Steps]) -> set[Steps]:
    """Return the blocks that have to be read whatever else does, of those that two texts do not write alike."""
    return {steps for steps in different if steps[:2] != EXAMPLES}


def needed(older: Survey, newer: Survey, different: set[Steps]) -> Needed | None:
    """Return the blocks that have to be read of two documents; `different` are those that they do not write alike.

    None where that is all of them, or not certain.
    """
    old, new = older.blocks, newer.blocks
    if not (certain(old) and certain(new) and comparable(old, new)):
        return None
    both = list({**dict.fromkeys(old.parts), **dict.fromkeys(new.parts)})
    numbers = {steps: number for number, steps in enumerate(both)}
    schemas = {number for steps, number in numbers.items() if steps[:2] == SCHEMAS}
    before, after = uses_of(old, older.told, numbers), uses_of(new, newer.told, numbers)
    if before is None or after is None:
        return None
    shown = examples_alone(numbers, different, ((before, older), (after, newer)))
    every = {*numbers.values()} - shown
    changed = {numbers[steps] for steps in different} - shown
    same = {number for number in every - changed if is_whole(both[number])}
    changed |= before.own | after.own
    changed |= {numbers[steps] for steps in always(old, new, [both[number] for number in changed])}
    crossed = told_at(alike(changed, both), before, after, schemas)
    changed |= crossed
    uses = {number: {*before.named.get(number, ()), *after.named.get(number, ())} - shown for number in every}
    use_extensions(uses, (older.told, newer.told), numbers)
    complete = closure(changed, users_of(uses))
    followed = {number: targets - schemas for number, targets in uses.items()}
    found = complete | closure(changed, uses) | closure(complete, followed)
    read, *rest = ({both[number] for number in one} for one in (found, found & same, complete, crossed))
    return Needed(read, *rest) if share(read, (old, new)) < WORTH else None


def certain(side: Blocks) -> bool:
    """Return whether the names of the blocks are such that a reference in a text is found whole."""
    names = "".join(step for steps in side.parts for step in steps[2:])
    return ("openapi",) in side.rest and not any(sign in names for sign in " \t\n'\"")


def comparable(old: Blocks, new: Blocks) -> bool:
    """Return whether two documents are alike in all that holds for the whole of them."""
    schemes = [{steps for steps in side.parts if steps[:2] == SCHEMES} for side in (old, new)]
    renamed = schemes[0] - schemes[1] and schemes[1] - schemes[0]
    return not renamed and all(old.rest.get((key,)) == new.rest.get((key,)) for key in SHARED)


def mentions(written: AnyText, *, is_schema: bool) -> Mentions:
    """Return what a text mentions; raise UnicodeDecodeError where it is none."""
    text = written if isinstance(written, str) else written.decode()
    pointers = REFERENCE.findall(text)
    unknown = OUTSIDE.search(text) or (ESCAPED.search(text) if any("\\" in pointer for pointer in pointers) else None)
    words = [word for word in ((TAG, EXTENDS) if is_schema else (TAG,)) if word in text]
    names: Sequence[str] = ()
    if TAG in words and MAPPING in text:
        names = list(dict.fromkeys(word.rstrip(":,") for word in WORD.findall(text)))
    if any(EXAMPLE in pointer for pointer in pointers) and takes_examples(text, SHOWN[type(written)]):
        words.append(TAKEN)
    return Mentions(pointers, unknown is not None, words, names)


def takes_examples(text: str, shown: re.Pattern[str]) -> bool:
    """Return whether a text may refer to an example among the components as to something else, such as a schema.

    `shown` is the pattern of examples beside a schema.
    """
    return text.count("#/" + EXAMPLE) > sum(found[0].count("#/" + EXAMPLE) for found in shown.finditer(text))


def uses_of(side: Blocks, told: Told, numbers: Numbers) -> Uses | None:
    """Return which blocks each block names; None where one names a whole folder of them."""
    folders = {steps[:count] for steps in side.parts for count in range(1, len(steps))}
    targets: dict[str, int] = {}
    uses = Uses({}, set())
    for steps, (written, outside, _, names) in told.items():
        if outside:
            return None  # what stands there may lead back into any part of the document
        number = numbers[steps]
        for reference in [one for one in written if one not in targets]:
            pointer = target_of(reference)
            block = block_of(pointer, side, folders)
            if block in folders:
                return None
            targets[reference] = numbers[block] if block else NOWHERE
            if block and (block != pointer or (pointer[:2] == EXAMPLES and not reference.startswith(EXAMPLE))):
                uses.own.add(targets[reference])
        named = [targets[reference] for reference in written]
        if names or NOWHERE in named:  # among the names may be files as well
            uses.own.add(number)
            named = [one for one in named if one != NOWHERE]
            named += [numbers[at] for name in names if (at := (*SCHEMAS, name)) in side.parts]
        uses.named[number] = named
    return uses


def examples_alone(numbers: Numbers, different: Container[Steps], sides: Iterable[tuple[Uses, Survey]]) -> set[int]:
    """Return the examples among the components that stand for nothing else, and into which nothing leads."""
    found = {number: steps for steps, number in numbers.items() if steps[:2] == EXAMPLES and is_whole(steps)}
    for uses, side in sides:
        taken = (uses.named[numbers[steps]] for steps, said in side.told.items() if TAKEN in said.words)
        for number in uses.own.union(*taken):
            found.pop(number, None)
    parts = [side.blocks.parts for _, side in sides]
    written = {number: [part[at] for part in parts if at in part] for number, at in found.items()}
    return {
        number
        for number, texts in written.items()
        if all(keys_of(text) <= STATED for text in (texts if found[number] in different else texts[:1]))
    }


def keys_of(written: AnyText) -> Set[str]:
    """Return the keys of an object that a block is; one that is none of an example where it is no object."""
    if isinstance(written, bytes):
        import msgspec

        try:
            return msgspec.json.decode(written, type=dict[str, msgspec.Raw]).keys()
        except (msgspec.DecodeError, ValueError):
            return frozenset({""})
    first = CHILD.search(written)
    return {*lines_up_to(len(first[1])).findall(written)} if first else frozenset({""})


@cache
def lines_up_to(column: int) -> re.Pattern[str]:
    """Return the pattern of the lines of YAML that begin no further right than in a column, with their keys."""
    return re.compile(rf"\n(?! {{{column + 1}}}) *([^\s#][^:\n]*)")


def target_of(reference: str) -> Steps:
    """Return the steps of a pointer as it is written behind `#/`."""
    plain = unquote(reference) if "%" in reference else reference
    steps = plain.split("/")
    return tuple([step.replace("~1", "/").replace("~0", "~") for step in steps] if "~" in plain else steps)


def block_of(pointer: Steps, side: Blocks, folders: set[Steps]) -> Steps:
    """Return the block that a pointer leads into, or the folder that it names; no steps where it leads to none."""
    while pointer and pointer not in side.parts and pointer not in folders:
        pointer = pointer[:-1]
    return pointer


def always(old: Blocks, new: Blocks, changed: Iterable[Steps]) -> set[Steps]:
    """Return the blocks that are read whatever they hold.

    Those are the ways to prove who one is, a first path, so that an interface with operations stays one, and paths
    that differ from a changed one only in the names of their parameters.
    """
    both = {*old.parts, *new.parts}
    paths = {template(steps[1]) for steps in changed if steps[0] == "paths"}
    first = [next((steps for steps in side.parts if steps[0] == "paths"), ()) for side in (old, new)]
    same = {steps for steps in both if steps[0] == "paths" and template(steps[1]) in paths}
    return {steps for steps in both if steps[:2] == SCHEMES} | same | {steps for steps in first if steps}


def alike(changed: Iterable[int], both: Sequence[Steps]) -> list[tuple[int, int]]:
    """Return the blocks that may be compared with each other: those of one name, and paths of one template."""
    groups: dict[Steps, list[int]] = {}
    for number in changed:
        steps = both[number]
        key = ("paths", template(steps[1])) if steps[0] == "paths" else steps
        groups.setdefault(key, []).append(number)
    return [(one, other) for group in groups.values() for one in group for other in group]


def told_at(pending: list[tuple[int, int]], before: Uses, after: Uses, schemas: Set[int]) -> set[int]:
    """Return the schemas that are compared with one of another name, which stands in their place now.

    What such a pair differs in is told at the older schema, whose text may be what it was. This is a good guess, no
    more: `Pair.suffices` asks the comparison itself.
    """
    seen = set(pending)
    while pending:
        one, other = pending.pop()
        old, new = (
            [at for at in named if at in schemas] for named in (before.named.get(one, ()), after.named.get(other, ()))
        )
        if old != new:
            crossed = {(gone, come) for gone in middle(old, new) for come in middle(new, old) if gone != come}
            pending += crossed - seen if len(crossed) <= MOST_CROSSED else ()
            seen |= crossed
    return {one for one, other in seen if one != other and one in schemas}


def middle(these: Sequence[int], those: Sequence[int]) -> Sequence[int]:
    """Return what is left of a list without what it begins and ends with as another one does."""
    shorter = min(len(these), len(those))
    start = next((index for index in range(shorter) if these[index] != those[index]), shorter)
    rest = shorter - start
    end = next((index for index in range(rest) if these[-1 - index] != those[-1 - index]), rest)
    return these[start : len(these) - end]


def use_extensions(uses: Mapping[int, set[int]], sides: Sequence[Told], numbers: Numbers) -> None:
    """Let a schema with a discriminator use those that extend it, which it does not name."""
    said = [(numbers[at], mentions.words) for told in sides for at, mentions in told.items() if at[:2] == SCHEMAS]
    tagged = {number for number, words in said if TAG in words}
    if not tagged:
        return
    extending = {number: uses[number] for number, words in said if EXTENDS in words}
    children = users_of(extending)
    for parent in closure(tagged, children):
        uses[parent].update(children.get(parent, ()))


def users_of(uses: Mapping[int, Iterable[int]]) -> Mapping[int, set[int]]:
    """Return which block is named by which."""
    users: dict[int, set[int]] = {}
    for number, targets in uses.items():
        for target in targets:
            users.setdefault(target, set()).add(number)
    return users


def closure(begun: Iterable[int], below: Mapping[int, Iterable[int]]) -> set[int]:
    """Return what can be reached from somewhere, itself included."""
    found = set(begun)
    pending = list(found)
    while pending:
        more = [number for number in below.get(pending.pop(), ()) if number not in found]
        found.update(more)
        pending += more
    return found


def share(kept: set[Steps], sides: Iterable[Blocks]) -> float:
    """Return which share of the texts has to be read."""
    sizes = [(side.parts.size(steps), steps in kept) for side in sides for steps in side.parts]
    return sum(size for size, read in sizes if read) / max(sum(size for size, _ in sizes), 1)


def is_whole(steps: Steps) -> bool:
    """Return whether a block stands in a folder of blocks, and not beside one."""
    return len(steps) == DEPTHS[steps[0]] + 1
