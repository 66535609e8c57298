"""Reads of two large OpenAPI documents only what a comparison has to see.

A path or a component that both documents write alike is read where it uses, over any number of references, something
that changed, or is used by something that changed. All else cannot differ: it is neither parsed nor compared. Where a
document has a part that this does not hold for, both are read whole, and the findings are the same either way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import unquote

from .compare.paths import template
from .documents import Limits
from .documents.blocks import AnyText, Blocks, Steps, blocks_again, blocks_of, is_quick, outline_of
from .documents.companion import Companion
from .documents.document import Document
from .documents.pair_data import Choice, answer_of, checked_data, quick_data
from .documents.yaml_scan import lines

if TYPE_CHECKING:
    from .model.change import Change
    from .model.finding import Finding

T = TypeVar("T")

LARGE = 2**18
"""Bytes from which on taking a document apart costs less than reading it whole."""
WORTH = 0.9
"""The share of the text that has to be read, above which the whole is read."""
DEPTHS = {"paths": 1, "webhooks": 1, "x-webhooks": 1, "components": 2}
SHARED = ("openapi", "jsonSchemaDialect", "security", "servers", "$schema", "$self")
"""What holds for every operation or schema: where one of these differs, nothing is left out."""
SCHEMAS = ("components", "schemas")
SCHEMES = ("components", "securitySchemes")
REFERENCE = re.compile(r"""#/([^\s'"]*)""")
WITHIN = re.compile(r"""\$ref(["']? *: *["']?#/)?""")
"""The word that refers, and whether what follows leads into the document."""
MOST_CROSSED = 100
"""So many pairs of schemas are followed where two blocks name different ones."""
HIDDEN = (
    re.compile(rb"\$(?:id|anchor|dynamic|recursive)"),
    re.compile(rb"\\(?:u002|x2|U0000002|(?<=#\\)/)"),
)
"""Other ways to name a part, or to write a reference, that a look at the text alone would miss."""


Mentions = tuple[list[str], bool]
"""The pointers that a text holds, and whether it refers to something outside of the document."""
Told = Mapping[Steps, Mentions]


class Survey(NamedTuple):
    """The blocks of a text, and what each of those mentions that may be left out."""

    blocks: Blocks
    told: Told


class Uses(NamedTuple):
    """Which blocks each block names, in the order in which it does, and those that must be read for a reason of theirs:
    a reference leads out of the document, or to a part of the block.
    """

    named: Mapping[Steps, Sequence[Steps]]
    own: set[Steps]


@dataclass(frozen=True, slots=True)
class Needed:
    """The blocks to read, those that are written alike on both sides, those whose every user is read too, and those
    that are compared with another one.
    """

    read: set[Steps]
    alike: set[Steps]
    complete: set[Steps]
    crossed: set[Steps]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents without what need not be compared, and what is known of them: `crossed` names the schemas that are
    likely compared with one of another name.
    """

    old: Document
    new: Document
    complete: set[Steps]
    crossed: frozenset[str]
    checks: Companion | None = None

    def checked(self, work: Callable[[], T | None]) -> T | None:
        """Return what some work makes of the two; None where a thorough reading finds that they have to be read whole.

        The work goes on while another process looks. What it raises of such documents is not raised.
        """
        try:
            made = work()
        except Exception:
            if self.stands():
                raise
            return None
        return made if self.stands() else None

    def stands(self) -> bool:
        """Return what came of the checks; to be asked for once."""
        if self.checks is None:
            return True
        try:
            return bool(self.checks.answer())
        finally:
            self.checks.end()

    def suffices(self, changes: Iterable[Change | Finding]) -> bool:
        """Return whether the users of every changed schema were read: a change may be told at one that is not new."""
        roots = {change.address.partition(" > ")[0] for change in changes}
        return all((*SCHEMAS, root) in self.complete for root in roots if self.has(root))

    def has(self, name: str) -> bool:
        """Return whether a name is that of a schema that was read."""
        sides = (document.data.get("components") for document in (self.old, self.new))
        return any(name in ((side or {}).get("schemas") or {}) for side in sides)


def read_pair(
    old: tuple[str, bytes], new: tuple[str, bytes], limits: Limits, meanwhile: Callable[[], None] = lambda: None
) -> Pair | None:
    """Return two documents, each given as name and content, without what need not be compared.

    None where they are small, or where anything about them is not certain: then they are to be read whole.
    `meanwhile` is called here while another process looks at the newer one.
    """
    if min(len(old[1]), len(new[1])) < LARGE or max(len(old[1]), len(new[1])) > limits.max_bytes:
        return None
    companion = Companion(Second(old, new, limits))
    pair = None
    try:
        pair = read_beside(companion, old, new, limits, meanwhile)
    finally:
        if pair is None or pair.checks is None:
            companion.end()
    return pair


def read_beside(
    companion: Companion, old: tuple[str, bytes], new: tuple[str, bytes], limits: Limits, meanwhile: Callable[[], None]
) -> Pair | None:
    """Return two documents that are read here and by a companion; see `read_pair`."""
    companion.ask([])
    meanwhile()
    before, told = survey(*old), companion.answer()
    if before is None or told is None:
        return None
    marks, mentioned, quick = told
    blocks = blocks_again(new[1], outline_of(marks))
    after = Survey(blocks, dict(zip(blocks.parts, mentioned)))
    if max(widest(before.blocks), widest(after.blocks)) > limits.max_keys:
        return None
    found = needed(before, after)
    if found is None:
        return None
    own = (found.read - found.alike) | {*before.blocks.rest, *after.blocks.rest}
    choice = Choice(own, found.alike)
    data = (quick_data if quick else checked_data)(before.blocks, after.blocks, choice, limits, companion)
    if data is None:
        return None
    left, right = before.blocks.document(*old, data.old), after.blocks.document(*new, data.new)
    crossed = frozenset(steps[-1] for steps in found.crossed)
    return Pair(left, right, found.complete, crossed, None if data.checked else companion)


class Second:
    """What a companion does: it looks at the newer text first, and reads then what it is asked to."""

    def __init__(self, old: tuple[str, bytes], new: tuple[str, bytes], limits: Limits) -> None:
        self.old, self.new, self.limits = old, new, limits

    def __call__(self, question: Sequence[Any]) -> Any:
        """Return what the newer text holds, or what became of reading some blocks."""
        if not question:
            return self.look()
        marks, *asked = question
        blocks = [blocks_again(self.old[1], outline_of(marks)), self.found.blocks]
        return answer_of(blocks, asked, self.limits)

    def look(self) -> Any:
        """Return where the blocks of the newer text stand, what they mention, and whether both can be read quickly."""
        if any(signs.search(content) for _, content in (self.old, self.new) for signs in HIDDEN):
            return None
        found = survey(*self.new)
        if found is None:
            return None
        self.found = found
        quick = all(is_quick(content, self.limits) for _, content in (self.old, self.new))
        if not quick:
            lines()  # now, while nothing is waited for
        return list(found.blocks.text.outline.items()), list(found.told.values()), quick


def survey(file: str, content: bytes) -> Survey | None:
    """Return the survey of a text; None where it is not one that can be taken apart."""
    found = blocks_of(file, content, DEPTHS)
    try:
        told = {at: mentions(text) for at, text in found.parts.items()} if found else {}
    except UnicodeDecodeError:
        return None
    return found and Survey(found, told)


def is_whole(steps: Steps) -> bool:
    """Return whether a block stands in a folder of blocks, and not beside one."""
    return len(steps) == DEPTHS[steps[0]] + 1


def widest(side: Blocks) -> int:
    """Return how many blocks the largest folder has."""
    return max(Counter(steps[:-1] for steps in side.parts).values(), default=0)


def needed(older: Survey, newer: Survey) -> Needed | None:
    """Return the blocks that have to be read of both documents; None where that is all of them, or not certain."""
    old, new = older.blocks, newer.blocks
    if not (certain(old) and certain(new) and comparable(old, new)):
        return None
    before, after = uses_of(old, older.told), uses_of(new, newer.told)
    if before is None or after is None:
        return None
    every = {*old.parts, *new.parts}
    changed = {steps for steps in every if old.parts.get(steps) != new.parts.get(steps)}
    same = {steps for steps in every - changed if is_whole(steps)}
    changed |= before.own | after.own | always(old, new, changed)
    crossed = told_at(alike(changed), before, after)
    changed |= crossed
    uses = {steps: {*before.named.get(steps, ()), *after.named.get(steps, ())} for steps in every}
    complete = closure(changed, users_of(uses))
    followed = {steps: {one for one in targets if one[:2] != SCHEMAS} for steps, targets in uses.items()}
    read = complete | closure(changed, uses) | closure(complete, followed)
    return Needed(read, read & same, complete, crossed) if share(read, (old, new)) < WORTH else None


def certain(side: Blocks) -> bool:
    """Return whether the names of the blocks are such that a reference in a text is found whole."""
    names = "".join(step for steps in side.parts for step in steps[2:])
    return ("openapi",) in side.rest and not any(sign in names for sign in " \t\n'\"")


def comparable(old: Blocks, new: Blocks) -> bool:
    """Return whether two documents are alike in all that holds for the whole of them."""
    schemes = [{steps for steps in side.parts if steps[:2] == SCHEMES} for side in (old, new)]
    renamed = schemes[0] - schemes[1] and schemes[1] - schemes[0]
    return not renamed and all(old.rest.get((key,)) == new.rest.get((key,)) for key in SHARED)


def mentions(written: AnyText) -> Mentions:
    """Return what a text mentions; raise UnicodeDecodeError where it is none."""
    text = written if isinstance(written, str) else written.decode()
    return REFERENCE.findall(text), "" in WITHIN.findall(text)


def uses_of(side: Blocks, told: Told) -> Uses | None:
    """Return which blocks each block names; None where one names a whole folder of them."""
    folders = {steps[:count] for steps in side.parts for count in range(1, len(steps))}
    targets: dict[str, Steps] = {}
    uses = Uses({}, set())
    for steps, (written, outside) in told.items():
        if outside:
            uses.own.add(steps)
        for reference in written:
            if reference not in targets:
                pointer = target_of(reference)
                targets[reference] = block_of(pointer, side, folders)
                if targets[reference] in folders:
                    return None
                if targets[reference] != pointer:
                    uses.own.add(targets[reference] or steps)
            elif not targets[reference]:
                uses.own.add(steps)
        uses.named[steps] = [targets[reference] for reference in written if targets[reference]]  # type: ignore[index]
    return uses


def target_of(reference: str) -> Steps:
    """Return the steps of a pointer as it is written behind `#/`."""
    plain = unquote(reference) if "%" in reference else reference
    return tuple([step.replace("~1", "/").replace("~0", "~") for step in plain.split("/")])


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


def alike(changed: Iterable[Steps]) -> list[tuple[Steps, Steps]]:
    """Return the blocks that may be compared with each other: those of one name, and paths of one template."""
    groups: dict[Steps, set[Steps]] = {}
    for steps in changed:
        key = ("paths", template(steps[1])) if steps[0] == "paths" else steps
        groups.setdefault(key, set()).add(steps)
    return [(one, other) for group in groups.values() for one in group for other in group]


def told_at(pending: list[tuple[Steps, Steps]], before: Uses, after: Uses) -> set[Steps]:
    """Return the schemas that are compared with one of another name, which stands in their place now.

    What such a pair differs in is told at the older schema, whose text may be what it was. This is a good guess, no
    more: `Pair.suffices` asks the comparison itself.
    """
    seen = set(pending)
    while pending:
        one, other = pending.pop()
        old, new = schemas_in(before.named.get(one, ())), schemas_in(after.named.get(other, ()))
        if old != new:
            crossed = {(gone, come) for gone in middle(old, new) for come in middle(new, old) if gone != come}
            pending += crossed - seen if len(crossed) <= MOST_CROSSED else ()
            seen |= crossed
    return {one for one, other in seen if one != other and one[:2] == SCHEMAS}


def schemas_in(named: Iterable[Steps]) -> Sequence[Steps]:
    """Return the schemas among what a block names."""
    return [steps for steps in named if steps[:2] == SCHEMAS]


def middle(these: Sequence[Steps], those: Sequence[Steps]) -> Sequence[Steps]:
    """Return what is left of a list without what it begins and ends with as another one does."""
    shorter = min(len(these), len(those))
    start = next((index for index in range(shorter) if these[index] != those[index]), shorter)
    rest = shorter - start
    end = next((index for index in range(rest) if these[-1 - index] != those[-1 - index]), rest)
    return these[start : len(these) - end]


def users_of(uses: Mapping[Steps, Iterable[Steps]]) -> Mapping[Steps, set[Steps]]:
    """Return which block is named by which."""
    users: dict[Steps, set[Steps]] = {}
    for steps, targets in uses.items():
        for target in targets:
            users.setdefault(target, set()).add(steps)
    return users


def closure(begun: Iterable[Steps], below: Mapping[Steps, Iterable[Steps]]) -> set[Steps]:
    """Return what can be reached from somewhere, itself included."""
    found = set(begun)
    pending = list(found)
    while pending:
        more = [steps for steps in below.get(pending.pop(), ()) if steps not in found]
        found.update(more)
        pending += more
    return found


def share(kept: set[Steps], sides: Iterable[Blocks]) -> float:
    """Return which share of the texts has to be read."""
    sizes = [(side.parts.size(steps), steps in kept) for side in sides for steps in side.parts]
    return sum(size for size, read in sizes if read) / max(sum(size for size, _ in sizes), 1)
