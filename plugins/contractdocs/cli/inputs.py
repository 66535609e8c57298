"""What a command works with: the settings, the day, and the report of a check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .ending import guarded

if TYPE_CHECKING:
    from datetime import date

    from ..model.report import Report
    from ..model.shard import Shard
    from ..settings import Settings


class How(NamedTuple):
    """How a check is run: with the cache, by whom, and which part of it."""

    cached: bool = True
    way: str = "auto"
    shard: str | None = None


def checked(root: Path, config: Path | None, today: str | None, against: str = "") -> Report:
    """Return the report of a check; leave with 2 or 3 where it cannot be made."""
    return guarded(lambda: make_report(root, config, today, against, How()))


def make_report(root: Path, config: Path | None, today: str | None, against: str, how: How) -> Report:
    """Return the report of a check; raise SettingsError or SourceError where it cannot be made."""
    from ..cache import remembering
    from ..check import run
    from ..workers import beforehand, way_of

    settings, part = settings_of(root, config), shard_of(how.shard)
    ahead = beforehand(way_of(how.way))
    with remembering(root, how.cached) as memory:
        now = day(today)
        return run(root.resolve(), settings, now, against=against, memory=memory, shard=part, beforehand=ahead)


def shard_of(text: str | None) -> Shard | None:
    """Return the part of a run that `--shard` names."""
    import re

    from ..model.shard import Shard
    from ..settings import SettingsError

    if text is None:
        return None
    said = re.fullmatch(r"([1-9][0-9]{0,4})/([1-9][0-9]{0,4})", text, re.ASCII)
    if said is None or int(said[1]) > int(said[2]):
        raise SettingsError(f"`{text}` names no part of a run.", suggestion="Write 2/8 for the second of eight.")
    return Shard(int(said[1]), int(said[2]))


def settings_of(root: Path, config: Path | None) -> Settings:
    """Return the settings of a folder."""
    from ..settings import SettingsError, load

    if not root.is_dir():
        raise SettingsError(f"`{root}` is no folder.")
    if config is not None and not config.is_file():
        raise SettingsError(f"The settings file `{config}` does not exist.")
    return load(root.resolve(), config)


def day(text: str | None) -> date:
    """Return the day to judge by."""
    from datetime import date, datetime, timezone

    from ..settings import SettingsError

    if text is None:
        return datetime.now(timezone.utc).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingsError(f"`{text}` is no date.", suggestion="Write it as 2026-11-21.") from None
