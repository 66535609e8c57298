"""Measure a comparison of two large OpenAPI documents against the floor: reading the same bytes as JSON.

Run `python benchmarks/compare_large.py [OPERATIONS]`. Prints medians in milliseconds and their ratio, of one run.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROUNDS = 5


def document(operations: int, *, length: int) -> dict[str, Any]:
    """Return an OpenAPI document whose operations share a hundred components; `length` bounds one of their fields."""
    schemas = {f"Item{n}": item(n, length if n == 0 else 64) for n in range(100)}
    paths = {f"/items{n}/{{id}}": {"get": operation(n)} for n in range(operations)}
    return {
        "openapi": "3.0.3",
        "info": {"title": "Large", "version": "1.0.0"},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def item(number: int, length: int) -> dict[str, Any]:
    """Return one component; it refers to its successor, so that every operation reaches all of them."""
    following = {"$ref": f"#/components/schemas/Item{(number + 1) % 100}"}
    properties = {f"field{n}": {"type": "string", "maxLength": length} for n in range(20)}
    return {"type": "object", "required": ["field0"], "properties": {**properties, "next": following}}


def operation(number: int) -> dict[str, Any]:
    """Return one operation that answers with a component."""
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/Item{number % 100}"}}}
    parameter = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    return {"parameters": [parameter], "responses": {"200": {"description": "The item", "content": content}}}


def median_ms(work: Callable[[], object]) -> float:
    """Return the median time of `work`, in milliseconds."""
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1000


def main(operations: int = 2000) -> None:
    """Write the pair, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder) / "old.json", Path(folder) / "new.json"
        old.write_text(json.dumps(document(operations, length=64), indent=2))
        new.write_text(json.dumps(document(operations, length=80), indent=2))
        command = [str(Path(sys.executable).with_name("contractdocs")), "diff", str(old), str(new), "--format", "json"]
        found = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout)
        floor = median_ms(lambda: (json.loads(old.read_bytes()), json.loads(new.read_bytes())))
        whole = median_ms(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=False))
        print(f"{operations} operations, {old.stat().st_size / 1e6:.1f} MB a side, {len(found['changes'])} changes")
        print(f"floor {floor:.0f} ms   diff {whole:.0f} ms   ratio {whole / floor:.1f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
