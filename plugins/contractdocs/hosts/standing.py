"""While serving: what we wrote into the folder of the site stays there, and only what has changed is written.

The host empties that folder before each build. So our folders are moved aside before that, under a name that it passes
over, and back afterwards.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

ASIDE = ".contractdocs"
"""Where our folders wait: the host leaves alone what begins with a dot."""


class StandingFile(File):
    """A file of ours, or the output of a page, for the host a file to copy; links to the page still find it."""

    standing: Standing
    made: str | bytes

    def is_documentation_page(self) -> bool:
        """Return that no template is to be run."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Write the file where it does not stand already."""
        self.standing.write(self)


@dataclass
class Standing:
    """What stands in the folder of the site: our files by their place, the text alone of a page that the host wrote.

    `asked` holds what the build that runs asks for; `written` and `removed` count what it did.
    """

    site: Path = Path()
    there: dict[str, StandingFile | str] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    written: int = 0
    removed: int = 0

    def put_aside(self, site: Path) -> None:
        """Move our folders out of the way, before the host empties the folder of the site."""
        if site != self.site:
            self.there.clear()
        self.site = site
        for name in self.folders():
            target = site / ASIDE / name
            with suppress(OSError):
                target.parent.mkdir(exist_ok=True)
                os.rename(site / name, target)

    def bring_back(self) -> None:
        """Move our folders back; what cannot be is written anew."""
        for name in self.folders():
            try:
                if (self.site / name).exists():
                    raise FileExistsError(name)
                os.rename(self.site / ASIDE / name, self.site / name)
            except OSError:
                self.forget(name)
        shutil.rmtree(self.site / ASIDE, ignore_errors=True)
        self.there = {place: file for place, file in self.there.items() if "/" in place}

    def begin(self) -> None:
        """Begin a build."""
        self.asked, self.written, self.removed = set(), 0, 0

    def folders(self) -> list[str]:
        """Return the folders at the top of the site that hold files of ours."""
        return list(dict.fromkeys(place.partition("/")[0] for place in self.there if "/" in place))

    def forget(self, folder: str) -> None:
        """Take it that nothing of ours stands in a folder."""
        self.there = {place: file for place, file in self.there.items() if not place.startswith(f"{folder}/")}

    def begin_anew(self) -> None:
        """Remove from our folders what is not ours, and ask again what is to be published: the settings may differ."""
        for name in self.folders():
            for path in files_below(self.site / name):
                if path.relative_to(self.site).as_posix() not in self.there:
                    path.unlink(missing_ok=True)
        for file in self.there.values():
            if isinstance(file, StandingFile):
                file.inclusion = InclusionLevel.UNDEFINED

    def file(self, config: MkDocsConfig, source: str, place: str, made: str | bytes) -> StandingFile:
        """Return a file for the host: the same one as in the last build where it is the same."""
        self.asked.add(place)
        known = self.there.get(place)
        if isinstance(known, StandingFile) and known.made == made:
            return known
        file: StandingFile = StandingFile.generated(config, source, content=made)  # type: ignore[assignment]
        file.standing, file.made, file.dest_uri = self, made, place
        if known == made:
            self.there[place] = file  # the host wrote it
        return file

    def expect(self, place: str) -> None:
        """Say that the host itself writes a page of ours: anew, since a file system may wait for the disk otherwise."""
        self.asked.add(place)
        if place in self.there:
            (self.site / place).unlink(missing_ok=True)
        self.there[place] = ""

    def wrote(self, place: str, output: str) -> None:
        """Note what the host writes."""
        self.there[place] = output

    def write(self, file: StandingFile) -> None:
        """Write a file where it does not stand already."""
        if self.there.get(file.dest_uri) is file:
            return
        made = file.made if isinstance(file.made, bytes) else file.made.encode("utf-8", "xmlcharrefreplace")
        target = self.site / file.dest_uri
        if file.dest_uri in self.there:
            target.unlink(missing_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(made)
        self.there[file.dest_uri] = file
        self.written += 1

    def finish(self) -> None:
        """Remove what nobody asked for in this build, and the folders that are empty then."""
        for place in self.there.keys() - self.asked:
            del self.there[place]
            path = self.site / place
            with suppress(OSError):
                path.unlink()
                self.removed += 1
                os.removedirs(path.parent)  # ends at the first folder that holds something


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and those below it."""
    for here, _, names in os.walk(folder):
        yield from (Path(here, name) for name in names)
