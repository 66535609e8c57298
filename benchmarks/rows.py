"""One row of the table: a piece of work, how long contractdocs takes for it, and how long others do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from measuring import Measured

Work = Callable[[], Measured]


@dataclass(frozen=True)
class Row:
    """One piece of work: how contractdocs does it, and who else does; a floor does less, and is no peer."""

    name: str
    ours: Work
    others: dict[str, Work] = field(default_factory=dict)
    is_floor: bool = False


HEAD = "| work | contractdocs | others | times as fast |\n|---|---|---|---|"


def line(row: Row) -> str:
    """Return a measured row of the table."""
    ours = row.ours()
    others = {who: work() for who, work in row.others.items()}
    told = "; ".join(f"{who} {shown(found)}" for who, found in others.items()) or "–"
    return f"| {row.name} | {shown(ours)} | {told} | {ratio(row, ours, others)} |"


def ratio(row: Row, ours: Measured, others: dict[str, Measured]) -> str:
    """Return how many times as fast it is as the fastest other one, or how many times the floor it takes."""
    runs = [found.seconds for found in others.values() if not found.why]
    if not runs or ours.why:
        return "–"
    return f"{ours.seconds / min(runs):.2f} times the floor" if row.is_floor else f"{min(runs) / ours.seconds:.1f}"


def shown(found: Measured) -> str:
    """Return a figure with its memory."""
    if found.why:
        return f"does not run ({found.why})"
    return f"{found.seconds:.2f} s" + (f", {found.megabytes:.0f} MB" if found.megabytes else "")
