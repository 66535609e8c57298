"""Annotations of GitHub Actions: workflow commands, one a line.

A step may show ten errors, ten warnings and ten notices; what is beyond is dropped without a word. So where there are
more, each file gets one annotation that says how many there are (docs.github.com, workflow commands).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..escape.commands import inert, message_text, property_text
from ..escape.terminal import safe
from .remarks import Remark, Said, sentences, title_of

MOST = 10
COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def to_github(said: Said) -> str:
    """Return annotations, then the verdict; a run that does not pass has at least one error."""
    lines: list[str] = []
    for severity, command in COMMANDS.items():
        remarks = [item for item in said.remarks if item.severity == severity]
        lines.extend(within_limits(command, remarks, said))
    if said.status != "pass" and not any(item.severity == "error" for item in said.remarks):
        lines.insert(0, annotation("error", {"title": "contractdocs"}, said.verdict))
    return "\n".join([*lines, inert(safe(said.verdict))])


def within_limits(command: str, remarks: Sequence[Remark], said: Said) -> Iterator[str]:
    """Yield the annotations of one kind, never more than the platform shows."""
    if len(remarks) <= MOST:
        yield from (annotation(command, where(item, said), sentences(item)) for item in remarks)
        return
    by_file: dict[str, list[Remark]] = {}
    for item in remarks:
        by_file.setdefault(said.path(item.here) if item.here else "", []).append(item)
    groups = list(by_file.values())
    shown = groups if len(groups) <= MOST else groups[: MOST - 1]
    yield from (summary(command, group, said) for group in shown)
    if len(groups) > len(shown):
        left = groups[len(shown) :]
        count = sum(map(len, left))
        text = f"{count} more in {len(left)} other files. The log and the JSON report have them all."
        yield annotation(command, {"title": "contractdocs"}, text)


def summary(command: str, group: Sequence[Remark], said: Said) -> str:
    """Return one annotation that stands for all of a file."""
    if len(group) == 1:
        return annotation(command, where(group[0], said), sentences(group[0]))
    first = min(group, key=lambda item: item.here.line if item.here else 0)
    lines = [f"line {item.here.line if item.here else '-'}: {item.finding.message}" for item in group[:20]]
    more = [f"and {len(group) - 20} more"] if len(group) > 20 else []
    text = "\n".join(safe(" ".join(line.split())) for line in [*lines, *more])
    return annotation(command, {**where(first, said), "title": f"{len(group)} findings in this file"}, text)


def where(item: Remark, said: Said) -> dict[str, str]:
    """Return the properties that place an annotation; a file that is gone cannot be pointed at."""
    if item.here is None:
        return {"title": title_of(item)}
    place = item.here
    return {"file": said.path(place), "line": str(place.line), "col": str(place.column), "title": title_of(item)}


def annotation(command: str, properties: dict[str, str], text: str) -> str:
    """Return one workflow command."""
    stated = ",".join(f"{name}={property_text(value)}" for name, value in properties.items())
    return f"::{command} {stated}::{message_text(safe(text))}"
