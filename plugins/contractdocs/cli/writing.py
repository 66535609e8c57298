"""Writes reports: into files, each in its own format, and to standard output."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .ending import INCOMPLETE, USAGE, leave, say
from .options import FORMATS, LISTS

if TYPE_CHECKING:
    from ..documents import Limits
    from ..model.finding import Finding
    from ..model.report import Report


def write_report(
    report: Report, form: str, targets: list[tuple[str, Path]], *, verbose: bool = False, silent: bool = False
) -> None:
    """Write a report in every format that is asked for; all are made before the first is written, so that all agree."""
    from ..hosts.ci import links_of
    from ..reports import report_as
    from ..reports.text import summary

    links = links_of(os.environ)
    writers: dict[str, Callable[[], str]] = {
        name: partial(report_as, name, report, links=links, verbose=verbose) for name in FORMATS
    }
    if silent and form == "text":
        said = [name for name, _ in targets]
        writers["text"] = writers["text"] if "text" in said else lambda: ""
    deliver(writers, form, targets, summary(report), report.limits)


def targets_of(outputs: tuple[str, ...], form: str) -> list[tuple[str, Path]]:
    """Return what is to be written where: `FILE` in the format asked for, `markdown=FILE` in another one."""
    found = []
    for said in outputs:
        name, equals, rest = said.partition("=")
        found.append((name, Path(rest)) if equals and name in FORMATS else (form, Path(said)))
    return found


def deliver(
    writers: Mapping[str, Callable[[], str]],
    form: str,
    targets: list[tuple[str, Path]],
    verdict: str,
    limits: Limits | None = None,
) -> None:
    """Write what goes into files and print the rest; only the verdict where the format itself went into a file."""
    from ..sources import write_whole

    saying = {**({} if form in dict(targets) else {form: "standard output"}), **{n: str(path) for n, path in targets}}
    texts = {name: within(writers[name](), where, limits) for name, where in saying.items()}
    for name, target in targets:
        try:
            write_whole(target, texts[name].encode("utf-8", "backslashreplace") + b"\n")
        except OSError as error:
            leave(f"`{target}` cannot be written: {error.strerror}.", USAGE)
    text = verdict if form in dict(targets) else texts[form]
    if text:
        from ..escape.terminal import safe

        say(safe(text) if text is verdict else text)


def within(text: str, name: str, limits: Limits | None) -> str:
    """Return a report as it is; leave with 3 where it is larger than the settings allow."""
    if limits is not None and len(text) > limits.max_output:
        from ..documents import Place
        from ..documents.problems import limit_reached

        problem = limit_reached("max_output", limits.max_output, Place(name, 1, 1))
        leave(f"{problem.place}: {problem.message}\n  mend    {problem.suggestion}", INCOMPLETE)
    return text


def report_of(form: str) -> Any:
    """Return the module that writes a format, loaded when something is written in it."""
    from importlib import import_module

    return import_module(f"..reports.{form}", __package__)


def written(
    own: Mapping[str, Callable[[], str]], status: str, verdict: str, findings: Sequence[Finding]
) -> Mapping[str, Callable[[], str]]:
    """Return what writes each format of a list of findings; `own` has those that are made in another way."""
    from ..reports import findings_as

    return {name: partial(findings_as, name, status, verdict, findings) for name in LISTS} | dict(own)
