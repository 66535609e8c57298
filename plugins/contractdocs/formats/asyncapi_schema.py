"""The schemas of AsyncAPI, one a major version, and what its versions are called.

They are our own, written from the specification, because no package ships the official ones.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent / "schemas"
VERSIONS = ("2.0.0", "2.1.0", "2.2.0", "2.3.0", "2.4.0", "2.5.0", "2.6.0", "3.0.0", "3.1.0")
KNOWN = re.compile(r"(2\.[0-6]|3\.[01])\.\d+(-.+)?", re.ASCII)


def major_of(declared: str) -> str:
    """Return the major version of a version that is known, empty for any other."""
    return declared[0] if KNOWN.fullmatch(declared) else ""


@cache
def schema_for(major: str) -> Mapping[str, Any]:
    """Return the schema of a major version, `2` or `3`."""
    loaded: Mapping[str, Any] = json.loads((FOLDER / f"asyncapi-{major}.json").read_text("utf-8"))
    return loaded
