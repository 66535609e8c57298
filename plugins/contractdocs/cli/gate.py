"""The gate: check everything, join the reports of parts, comment on a pull request."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .ending import CODES, INCOMPLETE, PASS, USAGE, complain, fault_of, guarded, leave
from .group import cli
from .inputs import How, day, make_report
from .options import FORMATS, format_options, settings_options, today_option
from .writing import deliver, targets_of, write_report

if TYPE_CHECKING:
    from ..model.report import Report


@cli.command()
@click.option("--against", metavar="REF", help="Compare with the contracts at this commit, tag or branch.")
@format_options(FORMATS)
@click.option("--report-only", is_flag=True, help="Report breaks and faults, but exit 0 for them.")
@click.option("--verbose", "-v", is_flag=True, help="Show notes too.")
@click.option("--cache/--no-cache", "cached", default=True, help="Remember results in .cache/contractdocs.")
@click.option("--executor", "way", default="auto", metavar="WAY", help="auto, none, processes:N or dask://HOST:PORT.")
@click.option("--shard", metavar="I/N", help="Judge the I-th of N parts; `contractdocs merge` joins their reports.")
@today_option
@settings_options
def check(
    root: Path,
    config: Path | None,
    against: str | None,
    form: str,
    outputs: tuple[str, ...],
    report_only: bool,
    verbose: bool,
    cached: bool,
    way: str,
    shard: str | None,
    today: str | None,
) -> None:
    """Check every contract: valid, and no breaking change that nobody announced."""
    targets = guarded(lambda: targets_of(outputs, form))
    report, code, was_said = checked_or_stopped(root, config, today, against or "", How(cached, way, shard))
    try:
        write_report(report, form, targets, verbose=verbose, silent=was_said)
    except Exception as error:
        report, code = unwritten(error, report.today), INCOMPLETE
        write_report(report, form, targets, verbose=verbose, silent=True)
    sys.exit(PASS if report_only and report.status == "fail" else code)


def unwritten(error: Exception, today: str) -> Report:
    """Return the report of a check whose findings cannot be written; say why on standard error."""
    from ..check import stopped

    if os.environ.get("CONTRACTDOCS_DEBUG"):
        raise error
    message, mend = fault_of(error)
    complain(f"{message}\n  mend    {mend}")
    return stopped("check-stopped", message, None, mend, today=today)


def checked_or_stopped(
    root: Path, config: Path | None, today: str | None, against: str, how: How
) -> tuple[Report, int, bool]:
    """Return the report of a check, its exit code, and whether what stopped it was said on standard error already."""
    from ..check import stopped
    from ..settings import SettingsError
    from ..sources import SourceError

    now = today or day(None).isoformat()
    try:
        report = make_report(root, config, today, against, how)
        return report, CODES[report.status], False
    except SettingsError as error:
        complain(str(error))
        return stopped("settings-invalid", error.message, error.place, error.suggestion, today=now), USAGE, True
    except SourceError as error:
        complain(f"{error.message}\n  mend    {error.mend}" if error.mend else error.message)
        return stopped("check-stopped", error.message, None, error.mend, today=now), INCOMPLETE, True
    except Exception as error:
        if os.environ.get("CONTRACTDOCS_DEBUG"):
            raise
        message, mend = fault_of(error)
        complain(f"{message}\n  mend    {mend}")
        return stopped("check-stopped", message, None, mend, today=now), INCOMPLETE, True


@cli.command()
@click.argument("report", type=click.Path(path_type=Path))
@click.option("--output", type=click.Path(path_type=Path), help="Write to a file.")
def comment(report: Path, output: Path | None) -> None:
    """Make the comment on a pull request from the JSON of a check, which may be a stranger's."""
    from ..hosts.ci import links_of
    from ..reports.markdown import to_markdown
    from ..reports.reading import NoReport, report_from_json

    try:
        text = to_markdown(report_from_json(report.read_bytes()), links_of(os.environ))
    except OSError as error:
        leave(f"`{report}` cannot be read: {error.strerror}.", USAGE)
    except NoReport as error:
        leave(str(error), INCOMPLETE)
    writers = {"markdown": lambda: text}
    deliver(writers, "markdown", [("markdown", output)] if output else [], f"wrote {output}")


@cli.command()
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="REPORT...")
@format_options(FORMATS)
@click.option("--report-only", is_flag=True, help="Report breaks and faults, but exit 0 for them.")
@click.option("--verbose", "-v", is_flag=True, help="Show notes too.")
def merge(reports: tuple[Path, ...], form: str, outputs: tuple[str, ...], report_only: bool, verbose: bool) -> None:
    """Join the JSON reports of all parts of a run (`check --shard 2/8 --format json`) into the report of the whole."""
    from ..hosts.ci import links_of
    from ..reports import report_as
    from ..reports.merging import merged
    from ..reports.reading import NoReport
    from ..reports.text import summary

    targets = guarded(lambda: targets_of(outputs, form))
    try:
        text, report = merged([(str(path), path.read_bytes()) for path in reports])
    except OSError as error:
        leave(f"`{error.filename}` cannot be read: {error.strerror}.", INCOMPLETE)
    except NoReport as error:
        leave(str(error), INCOMPLETE)
    links = links_of(os.environ)
    writers: dict[str, Callable[[], str]] = {
        name: partial(report_as, name, report, links=links, verbose=verbose) for name in FORMATS
    }
    deliver({**writers, "json": lambda: text}, form, targets, summary(report))
    sys.exit(PASS if report_only and report.status == "fail" else CODES[report.status])
