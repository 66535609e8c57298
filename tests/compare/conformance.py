"""Compares the pairs of the field in one process, as the command would."""

from __future__ import annotations

import json
from pathlib import Path

from contractdocs.compare import compare
from contractdocs.documents import parse
from contractdocs.formats import detect
from contractdocs.model.interface import Interface
from contractdocs.rules.judgement import judge

SHARED = Path(__file__).parents[3] / "shared"
PAIRS = SHARED / "conformance" / "openapi"


def disagreements() -> dict[str, bool]:
    """Return the pairs that we judge otherwise than their makers, with whether we call them breaking."""
    found = {}
    for case in sorted(path.parent for path in PAIRS.glob("*/expected.json")):
        ours = breaking(case)
        if ours != json.loads((case / "expected.json").read_text())["breaking"]:
            found[case.name] = ours
    return found


def breaking(case: Path) -> bool:
    """Return whether any change of a pair is breaking."""
    old, new = (read(next(case.glob(f"{side}.*"))) for side in ("old", "new"))
    return any(judge(change, "x").level == "breaking" for change in compare(old, new).changes)


def read(path: Path) -> Interface:
    """Return the interface that a file describes."""
    document = parse(str(path), path.read_bytes())
    found = detect(document)
    assert found is not None
    return found.read(document, lambda name: None)
