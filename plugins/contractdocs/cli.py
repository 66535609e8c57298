"""The command: arguments → check → report → exit code.

Exit codes: 0 pass, 1 findings that fail, 2 usage or settings wrong, 3 could not complete.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar

import click

from . import __version__

if TYPE_CHECKING:
    from datetime import date

    from .documents import Limits
    from .model.finding import Finding
    from .model.report import Report
    from .model.shard import Shard
    from .rules import Rule
    from .settings import Settings

T = TypeVar("T")
PASS, FAIL, USAGE, INCOMPLETE = 0, 1, 2, 3
LISTS = ("text", "json", "sarif", "github", "gitlab", "junit", "rdjson")
FORMATS = (*LISTS, "markdown")
CODES = {"pass": PASS, "fail": FAIL, "incomplete": INCOMPLETE}


class Suggesting(click.Group):
    """A group of commands that guesses which one was meant."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Return the command; say which name comes near where there is none."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], self.list_commands(ctx), 1)
            if near and "Did you mean" not in error.message:
                raise click.UsageError(f"{error.message} Did you mean '{near[0]}'?", ctx) from error
            raise


@click.group(cls=Suggesting, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="contractdocs")
def cli() -> None:
    """Validate contracts, compare their releases, and refuse a breaking change that nobody announced."""


def settings_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every command over a repository has."""
    function = click.option(
        "--config", type=click.Path(path_type=Path), help="Settings file; default contractdocs.yml."
    )(function)
    return click.option(
        "--root",
        "-C",
        type=click.Path(path_type=Path, file_okay=False),
        callback=root_of,
        help="Folder to check; default here, or the nearest one above that has contractdocs.yml.",
    )(function)


def root_of(context: click.Context, parameter: click.Parameter, said: Path | None) -> Path:
    """Return the folder to check: the one that was named, else here, else the nearest above with settings or contracts.

    What is compared names its files from here, so it looks nowhere else.
    """
    here = Path()
    if said is not None or context.info_name == "diff" or is_home(here, "contracts"):
        return said or here
    for folder in here.resolve().parents:
        is_top = (folder / ".git").exists()
        if is_home(folder, *(["contracts"] if is_top else [])):
            return Path(os.path.relpath(folder))
        if is_top:
            break
    return here


def seen_from(root: Path, paths: Sequence[str]) -> tuple[str, ...]:
    """Return paths as the folder to check has them; those beside a root that was named are its own already."""
    from click.core import ParameterSource

    if click.get_current_context().get_parameter_source("root") is ParameterSource.COMMANDLINE:
        return tuple(paths)
    above = Path(os.path.relpath(Path(), root))
    return tuple(path if path == "-" else (above / path).as_posix() for path in paths)


def is_home(folder: Path, *folders: str) -> bool:
    """Return whether a folder has settings, or one of the folders that are named."""
    names = ("contractdocs.yml", "contractdocs.yaml")
    return any(os.path.lexists(folder / name) for name in names) or any((folder / name).is_dir() for name in folders)


def format_options(forms: tuple[str, ...]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return what adds the options that say how to print, and where."""

    def added(function: Callable[..., Any]) -> Callable[..., Any]:
        function = click.option(
            "--output", "outputs", metavar="[FORMAT=]FILE", multiple=True, help="Write to a file; may be repeated."
        )(function)
        return click.option("--format", "form", type=click.Choice(forms), default="text", help="How to print.")(
            function
        )

    return added


def today_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that sets the clock."""
    return click.option("--today", metavar="DATE", help="Judge as if it were this day (2026-11-21).")(function)


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


def write_report(
    report: Report, form: str, targets: list[tuple[str, Path]], *, verbose: bool = False, silent: bool = False
) -> None:
    """Write a report in every format that is asked for; all are made before the first is written, so that all agree."""
    from .hosts.ci import links_of
    from .reports import report_as
    from .reports.text import summary

    links = links_of(os.environ)
    writers: dict[str, Callable[[], str]] = {
        name: partial(report_as, name, report, links=links, verbose=verbose) for name in FORMATS
    }
    if silent and form == "text":
        said = [name for name, _ in targets]
        writers["text"] = writers["text"] if "text" in said else lambda: ""
    deliver(writers, form, targets, summary(report), report.limits)


def unwritten(error: Exception, today: str) -> Report:
    """Return the report of a check whose findings cannot be written; say why on standard error."""
    from .check import stopped

    if os.environ.get("CONTRACTDOCS_DEBUG"):
        raise error
    message, mend = fault_of(error)
    complain(f"{message}\n  mend    {mend}")
    return stopped("check-stopped", message, None, mend, today=today)


class How(NamedTuple):
    """How a check is run: with the cache, by whom, and which part of it."""

    cached: bool = True
    way: str = "auto"
    shard: str | None = None


def checked_or_stopped(
    root: Path, config: Path | None, today: str | None, against: str, how: How
) -> tuple[Report, int, bool]:
    """Return the report of a check, its exit code, and whether what stopped it was said on standard error already."""
    from .check import stopped
    from .settings import SettingsError
    from .sources import SourceError

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
    from .sources import write_whole

    saying = {**({} if form in dict(targets) else {form: "standard output"}), **{n: str(path) for n, path in targets}}
    texts = {name: within(writers[name](), where, limits) for name, where in saying.items()}
    for name, target in targets:
        try:
            write_whole(target, texts[name].encode("utf-8", "backslashreplace") + b"\n")
        except OSError as error:
            leave(f"`{target}` cannot be written: {error.strerror}.", USAGE)
    text = verdict if form in dict(targets) else texts[form]
    if text:
        from .escape.terminal import safe

        say(safe(text) if text is verdict else text)


def within(text: str, name: str, limits: Limits | None) -> str:
    """Return a report as it is; leave with 3 where it is larger than the settings allow."""
    if limits is not None and len(text) > limits.max_output:
        from .documents import Place
        from .documents.problems import limit_reached

        problem = limit_reached("max_output", limits.max_output, Place(name, 1, 1))
        leave(f"{problem.place}: {problem.message}\n  mend    {problem.suggestion}", INCOMPLETE)
    return text


def complain(message: str) -> None:
    """Print a message to standard error."""
    from .escape.terminal import safe

    click.echo(f"contractdocs: {safe(message)}", err=True)


def checked(root: Path, config: Path | None, today: str | None, against: str = "") -> Report:
    """Return the report of a check; leave with 2 or 3 where it cannot be made."""
    return guarded(lambda: make_report(root, config, today, against, How()))


def make_report(root: Path, config: Path | None, today: str | None, against: str, how: How) -> Report:
    """Return the report of a check; raise SettingsError or SourceError where it cannot be made."""
    from .cache import remembering
    from .check import run
    from .workers import beforehand, way_of

    settings, part = settings_of(root, config), shard_of(how.shard)
    ahead = beforehand(way_of(how.way))
    with remembering(root, how.cached) as memory:
        now = day(today)
        return run(root.resolve(), settings, now, against=against, memory=memory, shard=part, beforehand=ahead)


def shard_of(text: str | None) -> Shard | None:
    """Return the part of a run that `--shard` names."""
    import re

    from .model.shard import Shard
    from .settings import SettingsError

    if text is None:
        return None
    said = re.fullmatch(r"([1-9][0-9]{0,4})/([1-9][0-9]{0,4})", text, re.ASCII)
    if said is None or int(said[1]) > int(said[2]):
        raise SettingsError(f"`{text}` names no part of a run.", suggestion="Write 2/8 for the second of eight.")
    return Shard(int(said[1]), int(said[2]))


def guarded(work: Callable[[], T]) -> T:
    """Return what `work` returns; turn what users can mend into a message and the right exit code."""
    from .settings import SettingsError
    from .sources import SourceError

    try:
        return work()
    except SettingsError as error:
        leave(str(error), USAGE)
    except SourceError as error:
        leave(f"{error.message}\n  mend    {error.mend}" if error.mend else error.message, INCOMPLETE)


def leave(message: str, code: int) -> NoReturn:
    """Print a message to standard error and leave with an exit code."""
    complain(message)
    sys.exit(code)


def say(text: str) -> None:
    """Print text, whatever the terminal's encoding can show."""
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.flush()


def settings_of(root: Path, config: Path | None) -> Settings:
    """Return the settings of a folder."""
    from .settings import SettingsError, load

    if not root.is_dir():
        raise SettingsError(f"`{root}` is no folder.")
    if config is not None and not config.is_file():
        raise SettingsError(f"The settings file `{config}` does not exist.")
    return load(root.resolve(), config)


def day(text: str | None) -> date:
    """Return the day to judge by."""
    from datetime import date, datetime, timezone

    from .settings import SettingsError

    if text is None:
        return datetime.now(timezone.utc).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingsError(f"`{text}` is no date.", suggestion="Write it as 2026-11-21.") from None


@cli.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--perspective", type=click.Choice(["consumer", "producer", "both"]), help="Whose eyes judge a data contract."
)
@click.option("--direction", type=click.Choice(["input", "output", "both"]), help="How a bare schema is used.")
@format_options(LISTS)
@settings_options
def diff(
    old: str,
    new: str,
    perspective: str | None,
    direction: Any,
    form: str,
    outputs: tuple[str, ...],
    root: Path,
    config: Path | None,
) -> None:
    """Compare OLD with NEW: files, releases (orders@1.0.0), or files of a commit (main:contracts/orders.yaml)."""
    from .operands import judge_operands

    settings = guarded(lambda: settings_of(root, config))
    eyes = perspective or settings.perspective
    found = guarded(lambda: judge_operands(old, new, root.resolve(), settings, direction, eyes))
    findings = found.findings
    status = "fail" if any(f.level == "breaking" for f in findings) else "pass"
    own = {
        "json": lambda: report_of("json").diff_to_json(findings, status, found.not_compared),
        "text": lambda: report_of("text").diff_to_text(findings, found.not_compared),
    }
    verdict = f"{status.upper()}  {len(findings)} changes"
    targets = guarded(lambda: targets_of(outputs, form))
    deliver(written(own, status, verdict, findings), form, targets, verdict, settings.limits)
    sys.exit(CODES[status])


def report_of(form: str) -> Any:
    """Return the module that writes a format, loaded when something is written in it."""
    from importlib import import_module

    return import_module(f".reports.{form}", __package__)


def written(
    own: Mapping[str, Callable[[], str]], status: str, verdict: str, findings: Sequence[Finding]
) -> Mapping[str, Callable[[], str]]:
    """Return what writes each format of a list of findings; `own` has those that are made in another way."""
    from .reports import findings_as

    return {name: partial(findings_as, name, status, verdict, findings) for name in LISTS} | dict(own)


@cli.command()
@click.argument("paths", nargs=-1)
@format_options(LISTS)
@click.option("--verbose", "-v", is_flag=True, help="Show notes too.")
@settings_options
def lint(
    paths: tuple[str, ...], form: str, outputs: tuple[str, ...], verbose: bool, root: Path, config: Path | None
) -> None:
    """Check contract files on their own: validity and style. `-` reads standard input."""
    from .linting import lint_paths

    settings = guarded(lambda: settings_of(root, config))
    named = seen_from(root, paths)
    linted = guarded(lambda: lint_paths(named, root.resolve(), settings, sys.stdin.buffer))
    own = {
        "json": lambda: report_of("json").lint_to_json(linted.findings, linted.files, linted.status, linted.understood),
        "text": lambda: report_of("text").lint_to_text(
            linted.findings, linted.files, verbose=verbose, understood=linted.understood
        ),
    }
    verdict = f"{linted.status.upper()}  {linted.files} files, {len(linted.findings)} findings"
    writers = written(own, linted.status, verdict, linted.findings)
    deliver(writers, form, guarded(lambda: targets_of(outputs, form)), verdict, settings.limits)
    sys.exit(CODES[linted.status])


@cli.command()
@click.argument("fingerprints", nargs=-1)
@click.option("--no-bump", is_flag=True, help="Leave the version as it is.")
@today_option
@settings_options
def announce(fingerprints: tuple[str, ...], no_bump: bool, today: str | None, root: Path, config: Path | None) -> None:
    """Write the announcement of every unannounced break, or of the FINGERPRINTs named, filled in but for the prose."""
    from .announcing import announce_all

    report = checked(root, config, today)
    for line in guarded(lambda: announce_all(report, root.resolve(), fingerprints, bump=not no_bump)):
        say(line)


@cli.command()
@click.argument("rule_id", metavar="RULE")
def explain(rule_id: str) -> None:
    """Explain a rule: what it sees, why it hurts, how to mend it."""
    from .reports.text import rule_to_text
    from .rules import registry

    own = {} if rule_id in registry.pages() else guarded(own_rules_here)
    if rule_id not in own and rule_id not in registry.pages():
        import difflib

        near = difflib.get_close_matches(rule_id, [*own, *registry.pages()], 1)
        leave(f"`{rule_id}` is no rule." + (f" Did you mean `{near[0]}`?" if near else ""), USAGE)
    say(rule_to_text(own[rule_id] if rule_id in own else registry.rule(rule_id)))


def own_rules_here() -> Mapping[str, Rule]:
    """Return the rules of the repository in which the command runs, by their ids."""
    from .own_rules import load_own
    from .sources import WorkingTree

    root = Path().resolve()
    return {item.rule.id: item.rule for item in load_own(WorkingTree(root), settings_of(root, None)).rules}


@cli.group(cls=Suggesting)
def rules() -> None:
    """List the rules, and keep rules of your own: pages in the folder that `own_rules` names."""


@rules.command("list")
@click.option("--own", is_flag=True, help="Only the rules of this repository.")
@settings_options
def list_rules(own: bool, root: Path, config: Path | None) -> None:
    """List every rule with its level."""
    from .own_rules import listed

    say_all(guarded(lambda: list(listed(root.resolve(), settings_of(root, config), mine=own))))


@rules.command("test")
@settings_options
def test_rules(root: Path, config: Path | None) -> None:
    """Try the rules of this repository against the examples of their pages."""
    from .own_rules import tried
    from .settings import SettingsError

    def work() -> list[Any]:
        found = tried(root.resolve(), settings_of(root, config))
        if not found:
            raise SettingsError("There are no rules to try.", suggestion="Name their folder by `own_rules`.")
        return found

    found = guarded(work)
    for item in found:
        say_all([f"{'FAIL' if item.wrong else 'ok':<4} {item.rule}: {item.examples} examples"])
        say_all([f"       {line}" for line in item.wrong])
    sys.exit(FAIL if any(item.wrong for item in found) else PASS)


@rules.command("new")
@click.argument("rule_id", metavar="ID")
@click.option("--each", default="operation", show_default=True, help="What it looks at: operation, field, ...")
@settings_options
def new_rule(rule_id: str, each: str, root: Path, config: Path | None) -> None:
    """Begin a rule of your own: a page to fill in."""
    from .own_rules import begin
    from .sources import resolve_inside, write_whole

    settings = guarded(lambda: settings_of(root, config))
    path, text = guarded(lambda: begin(root.resolve(), settings, rule_id, each))
    guarded(lambda: write_whole(resolve_inside(root.resolve(), path), text.encode("utf-8")))
    say_all([f"{path}: written"])
    if not settings.own_rules:
        say("Add to contractdocs.yml:  own_rules: contract-rules")


@cli.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write Markdown pages for a generator.")
@click.option("--site", type=click.Path(path_type=Path, file_okay=False), help="Write a whole site that needs none.")
@click.option("--path", default="", metavar="FOLDER", help="Keep the pages in this folder of --out; default: in it.")
@click.option("--title", default="Contracts", show_default=True, help="What the catalog is called.")
@click.option("--url", default="", metavar="ADDRESS", help="Where it will be published, for feeds.")
@click.option(
    "--nav",
    type=click.Choice(["awesome", "literate", "none"]),
    default="awesome",
    show_default=True,
    help="The navigation file beside the Markdown pages: .nav.yml or SUMMARY.md.",
)
@click.option("--file-links", is_flag=True, help="Link to index.html, not to its folder.")
@click.option("--check", "only_look", is_flag=True, help="Write nothing; exit 1 where something is out of date.")
@today_option
@settings_options
def render(
    out: Path | None,
    site: Path | None,
    path: str,
    title: str,
    url: str,
    nav: str,
    file_links: bool,
    only_look: bool,
    today: str | None,
    root: Path,
    config: Path | None,
) -> None:
    """Write the pages to disk, for a generator that runs no plugins or for none at all; only where contracts pass."""
    from .hosts.static import Wanted, brought_up_to_date, check_places, told
    from .reports import report_as

    if out is None and site is None:
        raise click.UsageError("Say --out FOLDER for Markdown pages, --site FOLDER for a whole site, or both.")
    settings = guarded(lambda: settings_of(root, config))
    wanted = Wanted(out, site, path.strip("/"), title, url, nav, not file_links)
    guarded(lambda: check_places(root.resolve(), settings, wanted))
    report = checked(root, config, today)
    if report.status != "pass":
        say(report_as("text", report))
        leave("Nothing was written: the contracts do not pass.", CODES[report.status])
    made = guarded(lambda: brought_up_to_date(report, root.resolve(), settings, wanted, only_look=only_look))
    say_all([line for item in made for line in told(*item, only_looked=only_look)])
    sys.exit(FAIL if only_look and any(differed for *_, differed in made) else PASS)


@cli.command()
@click.argument("fingerprint")
@click.option("--reason", required=True, help="Why the break is accepted.")
@click.option("--expires", required=True, metavar="DATE", help="The day on which it is no longer accepted.")
@click.option("--owner", required=True, help="Who answers for it.")
@click.option("--kind", type=click.Choice(["security", "legal"]), default=None, help="What kind of emergency it is.")
@today_option
@settings_options
def waive(
    fingerprint: str,
    reason: str,
    expires: str,
    owner: str,
    kind: str | None,
    today: str | None,
    root: Path,
    config: Path | None,
) -> None:
    """Accept an unannounced break for some days, with a reason and an owner."""
    from .announcing import waive_one

    report = checked(root, config, today)
    settings = guarded(lambda: settings_of(root, config))
    say(guarded(lambda: waive_one(report, root.resolve(), settings, fingerprint, reason, owner, expires, kind or "")))


@cli.command()
@click.option("--accept", is_flag=True, required=True, help="Write a waiver for every break that is unannounced today.")
@click.option("--owner", required=True, help="Who answers for them.")
@click.option("--reason", default="Stood unannounced when the gate was adopted.", show_default=True, help="Why.")
@click.option("--expires", default="", metavar="DATE", help="Their last day; default as late as the policy allows.")
@today_option
@settings_options
def baseline(
    accept: bool, owner: str, reason: str, expires: str, today: str | None, root: Path, config: Path | None
) -> None:
    """Accept today's debt: dated waivers for what nobody announced, so that only what comes next is refused."""
    from .announcing import accept_all

    report = checked(root, config, today)
    settings = guarded(lambda: settings_of(root, config))
    say_all(guarded(lambda: list(accept_all(report, root.resolve(), settings, owner, reason, expires))))


@cli.command()
@click.argument("report", type=click.Path(path_type=Path))
@click.option("--output", type=click.Path(path_type=Path), help="Write to a file.")
def comment(report: Path, output: Path | None) -> None:
    """Make the comment on a pull request from the JSON of a check, which may be a stranger's."""
    from .hosts.ci import links_of
    from .reports.markdown import to_markdown
    from .reports.reading import NoReport, report_from_json

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
    from .hosts.ci import links_of
    from .reports import report_as
    from .reports.merging import merged
    from .reports.reading import NoReport
    from .reports.text import summary

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


@cli.command()
@click.option(
    "--ci",
    type=click.Choice(["github", "github-comment", "github-preview", "gitlab", "none"]),
    default="github",
    show_default=True,
    help="The CI files to write; -comment comments on pull requests, -preview shows their pages; forks included.",
)
@click.option("--contracts", "folder", default="", metavar="FOLDER", help="Where the contracts are; default: found.")
@click.option("--root", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="Default here.")
def init(ci: str, folder: str, root: Path) -> None:
    """Write settings, a workflow and a pre-commit hook for this repository; what exists is left alone."""
    from .adopting import adopt

    say_all(guarded(lambda: list(adopt(root.resolve(), ci, folder.strip("/")))))


@cli.command()
@click.argument("contract_id", metavar="ID")
@click.argument("new", required=False)
@click.option("--sunset", default="", metavar="DATE", help="The day after which a deprecated contract goes.")
@click.option("--reason", default="", help="Why, where a step is taken back or an end comes early.")
@today_option
@settings_options
def status(
    contract_id: str, new: str | None, sunset: str, reason: str, today: str | None, root: Path, config: Path | None
) -> None:
    """Say where a contract stands in its life, or move it on to the status NEW. ID may name a line: orders@1."""
    from .lifecycle import move, standing
    from .settings import SettingsError

    def moved() -> list[str]:
        settings = settings_of(root, config)
        if new is not None:
            return move(root.resolve(), settings, contract_id, new, day(today), sunset=sunset, reason=reason)
        if sunset or reason:
            raise SettingsError("--sunset and --reason go with a status.", suggestion="Say `deprecated`, for example.")
        return standing(root.resolve(), settings, contract_id)

    say_all(refusable(moved))


@cli.command()
@click.argument("contract_id", metavar="ID")
@click.option("--major", is_flag=True, help="The next major version: something breaks.")
@click.option("--minor", is_flag=True, help="The next minor version: something was added.")
@click.option("--patch", is_flag=True, help="The next patch version: the same promises.")
@click.option("--version", "version", default="", metavar="V", help="This version.")
@click.option("--notes", default="", help="What is new, kept in the contract.")
@click.option("--tag", is_flag=True, help="Commit the file and tag the commit, where the contract is a single file.")
@today_option
@settings_options
def release(
    contract_id: str,
    major: bool,
    minor: bool,
    patch: bool,
    version: str,
    notes: str,
    tag: bool,
    today: str | None,
    root: Path,
    config: Path | None,
) -> None:
    """Cut the next version of a contract: a version file, a major folder, or the version of a single file."""
    from .lifecycle import Wanted, release

    parts = tuple(name for name, said in (("major", major), ("minor", minor), ("patch", patch)) if said)
    wanted = Wanted(parts, version, notes, tag)
    say_all(refusable(lambda: release(root.resolve(), settings_of(root, config), contract_id, wanted, day(today))))


@cli.command()
@click.argument("contract_id", metavar="ID")
@click.option(
    "--format",
    "form",
    type=click.Choice(["odcs", "openapi", "asyncapi", "json-schema", "go", "typescript", "markdown"]),
    required=True,
    help="Its kind.",
)
@click.option("--owner", default="", metavar="NAME", help="Who answers for it.")
@today_option
@settings_options
def new(contract_id: str, form: str, owner: str, today: str | None, root: Path, config: Path | None) -> None:
    """Write the first version of a contract: a valid draft, with comments that say what to fill in."""
    from .scaffolding import scaffold

    say_all(
        refusable(lambda: scaffold(root.resolve(), settings_of(root, config), contract_id, form, day(today), owner))
    )


@cli.command()
@settings_options
def pull(root: Path, config: Path | None) -> None:
    """Fetch the registries of other catalogs that the settings name, and pin each in contractdocs.lock."""
    from .pulling import pull as fetched

    say_all(guarded(lambda: list(fetched(root.resolve(), settings_of(root, config)))))


def refusable(work: Callable[[], T]) -> T:
    """Return what `work` returns; turn a refusal into a message and exit code 1, and the rest as `guarded` does."""
    from .lifecycle import Refused

    try:
        return guarded(work)
    except Refused as refusal:
        leave(f"{refusal.message}\n  mend    {refusal.mend}" if refusal.mend else refusal.message, FAIL)


def say_all(lines: list[str]) -> None:
    """Print lines in which names from contracts stand, without what steers a terminal."""
    from .escape.terminal import safe

    for line in lines:
        say(safe(line))


def main() -> None:
    """Run the command; anything unforeseen is said in one line and is exit 3, never a pass."""
    try:
        cli(standalone_mode=True)
    except BrokenPipeError:
        sys.exit(INCOMPLETE)
    except (
        Exception
    ) as error:  # never a traceback for a user, and never a pass: what failed is said, and how to see more
        if os.environ.get("CONTRACTDOCS_DEBUG"):
            raise
        message, mend = fault_of(error)
        leave(f"{message}\n  mend    {mend}", INCOMPLETE)


def fault_of(error: Exception) -> tuple[str, str]:
    """Return what is said of something unforeseen, and what can be done."""
    if isinstance(error, RecursionError):
        return "A contract is nested too deeply to be compared.", "Lower its depth, or report it as a fault."
    if isinstance(error, MemoryError):
        return "There is not enough memory for these contracts.", "Give it more, or lower `limits` in the settings."
    again = "Run it again with CONTRACTDOCS_DEBUG=1 and report what it prints."
    return f"This is a fault of contractdocs itself: {type(error).__name__}: {error}", again
