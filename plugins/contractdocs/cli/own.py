"""Commands for rules of one's own: list them, try them, begin one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from .ending import FAIL, PASS, guarded, say, say_all
from .group import Suggesting, cli
from .inputs import settings_of
from .options import settings_options


@cli.group(cls=Suggesting)
def rules() -> None:
    """List the rules, and keep rules of your own: pages in the folder that `own_rules` names."""


@rules.command("list")
@click.option("--own", is_flag=True, help="Only the rules of this repository.")
@settings_options
def list_rules(own: bool, root: Path, config: Path | None) -> None:
    """List every rule with its level."""
    from ..own_rules import listed

    say_all(guarded(lambda: list(listed(root.resolve(), settings_of(root, config), mine=own))))


@rules.command("test")
@settings_options
def test_rules(root: Path, config: Path | None) -> None:
    """Try the rules of this repository against the examples of their pages."""
    from ..own_rules import tried
    from ..settings import SettingsError

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
    from ..own_rules import begin
    from ..sources import resolve_inside, write_whole

    settings = guarded(lambda: settings_of(root, config))
    path, text = guarded(lambda: begin(root.resolve(), settings, rule_id, each))
    guarded(lambda: write_whole(resolve_inside(root.resolve(), path), text.encode("utf-8")))
    say_all([f"{path}: written"])
    if not settings.own_rules:
        say("Add to contractdocs.yml:  own_rules: contract-rules")
