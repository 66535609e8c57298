"""The order in which one thing leads to another, where some lead back to each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping


def circles(below: Mapping[str, Collection[str]]) -> Iterator[list[str]]:
    """Yield all names in groups, each group before what it leads to; those that lead to each other are one group.

    These are the strongly connected components, by two walks (Kosaraju and Sharir): in time that grows with the names
    and with what they lead to alone. All that a name leads to is a name.
    """
    above: dict[str, list[str]] = {name: [] for name in below}
    for name, targets in below.items():
        for target in targets:
            above[target].append(name)
    found: set[str] = set()
    for name in reversed(finished(below)):
        if name not in found:
            found.add(name)
            group, pending = [name], [name]
            while pending:
                more = [*dict.fromkeys(user for user in above[pending.pop()] if user not in found)]
                found.update(more)
                group += more
                pending += more
            yield group


def finished(below: Mapping[str, Collection[str]]) -> list[str]:
    """Return all names in the order in which a walk in depth has done with each of them."""
    begun: set[str] = set()
    done: dict[str, None] = {}
    for name in below:
        pending = [] if name in begun else [name]
        while pending:
            current = pending[-1]
            if current in begun:
                done.setdefault(pending.pop())
            else:
                begun.add(current)
                pending += [target for target in below[current] if target not in begun]
    return list(done)
