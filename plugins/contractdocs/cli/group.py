"""The command itself, and how it guesses which of its commands was meant."""

from __future__ import annotations

from typing import Any

import click

from .. import __version__


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
