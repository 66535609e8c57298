"""Commands that only look: compare two documents, look at single files, explain a rule."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .ending import CODES, USAGE, guarded, leave, say
from .group import cli
from .inputs import settings_of
from .options import LISTS, format_options, seen_from, settings_options
from .writing import deliver, report_of, targets_of, written

if TYPE_CHECKING:
    from ..operands import Ahead
    from ..rules import Rule


@cli.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--perspective", type=click.Choice(["consumer", "producer", "both"]), help="Whose eyes judge a data contract."
)
@click.option("--direction", type=click.Choice(["input", "output", "both"]), help="How a bare schema is used.")
@format_options(LISTS)
@settings_options
@click.pass_obj
def diff(
    ahead: Ahead | None,
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
    from ..operands import judge_operands

    settings = guarded(lambda: settings_of(root, config))
    eyes = perspective or settings.perspective
    found = guarded(lambda: judge_operands(old, new, root.resolve(), settings, direction, eyes, ahead))
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


@cli.command()
@click.argument("paths", nargs=-1)
@format_options(LISTS)
@click.option("--verbose", "-v", is_flag=True, help="Show notes too.")
@settings_options
def lint(
    paths: tuple[str, ...], form: str, outputs: tuple[str, ...], verbose: bool, root: Path, config: Path | None
) -> None:
    """Check contract files on their own: validity and style. `-` reads standard input."""
    from ..linting import lint_paths

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
@click.argument("rule_id", metavar="RULE")
def explain(rule_id: str) -> None:
    """Explain a rule: what it sees, why it hurts, how to mend it."""
    from ..reports.text import rule_to_text
    from ..rules import registry

    own = {} if rule_id in registry.pages() else guarded(own_rules_here)
    if rule_id not in own and rule_id not in registry.pages():
        import difflib

        near = difflib.get_close_matches(rule_id, [*own, *registry.pages()], 1)
        leave(f"`{rule_id}` is no rule." + (f" Did you mean `{near[0]}`?" if near else ""), USAGE)
    say(rule_to_text(own[rule_id] if rule_id in own else registry.rule(rule_id)))


def own_rules_here() -> Mapping[str, Rule]:
    """Return the rules of the repository in which the command runs, by their ids."""
    from ..own_rules import load_own
    from ..sources import WorkingTree

    root = Path().resolve()
    return {item.rule.id: item.rule for item in load_own(WorkingTree(root), settings_of(root, None)).rules}
