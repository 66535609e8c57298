"""Commands over the life of a contract: begin, move on, release, announce, accept for a time."""

from __future__ import annotations

from pathlib import Path

import click

from .ending import guarded, refusable, say, say_all
from .group import cli
from .inputs import checked, day, settings_of
from .options import settings_options, today_option


@cli.command()
@click.argument("fingerprints", nargs=-1)
@click.option("--no-bump", is_flag=True, help="Leave the version as it is.")
@today_option
@settings_options
def announce(fingerprints: tuple[str, ...], no_bump: bool, today: str | None, root: Path, config: Path | None) -> None:
    """Write the announcement of every unannounced break, or of the FINGERPRINTs named, filled in but for the prose."""
    from ..announcing import announce_all

    report = checked(root, config, today)
    for line in guarded(lambda: announce_all(report, root.resolve(), fingerprints, bump=not no_bump)):
        say(line)


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
    from ..announcing import waive_one

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
    from ..announcing import accept_all

    report = checked(root, config, today)
    settings = guarded(lambda: settings_of(root, config))
    say_all(guarded(lambda: list(accept_all(report, root.resolve(), settings, owner, reason, expires))))


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
    from ..lifecycle import move, standing
    from ..settings import SettingsError

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
    from ..lifecycle import Wanted, release

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
    from ..scaffolding import scaffold

    say_all(
        refusable(lambda: scaffold(root.resolve(), settings_of(root, config), contract_id, form, day(today), owner))
    )
