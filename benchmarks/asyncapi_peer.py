"""Compare our judgement of AsyncAPI changes with that of `@asyncapi/diff`, over the same pairs of documents.

Run `python benchmarks/asyncapi_peer.py [--write]`. The peer is fetched by npm into a temporary folder, without running
its scripts. `--write` puts the table into docs/explanation/asyncapi-diff.md; without it the table is printed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from contractdocs.compare import compare
from contractdocs.documents import parse
from contractdocs.formats import detect
from contractdocs.rules.judgement import judge

PEER = "@asyncapi/diff@0.5.0"
HERE = Path(__file__).parent
PAIRS = HERE / "asyncapi_pairs.yaml"
PAGE = HERE.parent / "docs" / "explanation" / "asyncapi-diff.md"
BEGIN, END = "<!-- table begins -->", "<!-- table ends -->"
RUN = """
import fs from 'fs';
import lib from '@asyncapi/diff';
const said = JSON.parse(fs.readFileSync(process.argv[2], 'utf8')).map(([one, two]) => {
  try {
    return JSON.parse(JSON.stringify(lib.diff(one, two, {outputType: 'json'}).getOutput()));
  } catch (error) {
    return {error: String(error.message || error).split('\\n')[0]};
  }
});
console.log(JSON.stringify(said));
"""


def pairs() -> list[dict[str, Any]]:
    """Return the pairs: what was done, both documents, and why ours is right."""
    listed: list[dict[str, Any]] = parse(PAIRS.name, PAIRS.read_bytes()).data["pairs"]
    return listed


def ours(pair: dict[str, Any]) -> list[str]:
    """Return what contractdocs says of a pair: `level rule`."""
    found = []
    for text in (pair["before"], pair["after"]):
        document = parse("events.yaml", text.encode())
        known = detect(document)
        assert known is not None
        found.append(known.read(document, lambda path: None))  # type: ignore[arg-type]
    findings = [judge(change, "events") for change in compare(*found).changes]
    return [f"{finding.level} `{finding.rule}`" for finding in findings] or ["no change"]


def peers(listed: list[dict[str, Any]]) -> list[list[str]]:
    """Return what the peer says of each pair: how many changes of each kind, in its words."""
    texts = [[pair[side].encode() for side in ("before", "after")] for pair in listed]
    documents = [[whole(parse("events.yaml", text).data) for text in pair] for pair in texts]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "pairs.json").write_text(json.dumps(documents))
        (place / "run.mjs").write_text(RUN)
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(["npm", "install", "--prefix", folder, *quiet, PEER], check=True)
        ran = subprocess.run(["node", "run.mjs", "pairs.json"], cwd=folder, check=True, capture_output=True, text=True)
    return [told(answer) for answer in json.loads(ran.stdout)]


def whole(data: Any) -> Any:
    """Return a document with its references replaced by what they lead to, which the peer asks for."""

    def filled(value: Any) -> Any:
        if isinstance(value, dict) and isinstance(value.get("$ref"), str):
            found = data
            for step in value["$ref"].removeprefix("#/").split("/"):
                found = found[step.replace("~1", "/").replace("~0", "~")]
            return filled(found)
        if isinstance(value, dict):
            return {key: filled(item) for key, item in value.items()}
        return [filled(item) for item in value] if isinstance(value, list) else value

    return filled(data)


def told(answer: dict[str, Any]) -> list[str]:
    """Return an answer of the peer in short."""
    if "error" in answer:
        return [f"stops: {answer['error'][:60]}"]
    rank = ("breaking", "non-breaking", "unclassified")
    changes = sorted(answer.get("changes", []), key=lambda change: (rank.index(change["type"]), len(change["path"])))
    lines = [f"{change['type']} {change['action']} `{change['path']}`" for change in changes]
    short = lines[:2] + ([f"and {len(lines) - 2} more"] if len(lines) > 2 else [])
    return short or ["no change"]


def table(listed: list[dict[str, Any]], theirs: list[list[str]]) -> str:
    """Return the table in Markdown."""
    rows = ["| what was done | `@asyncapi/diff` 0.5.0 | contractdocs | why |", "|---|---|---|---|"]
    for pair, said in zip(listed, theirs):
        cells = (pair["done"], "<br>".join(said), "<br>".join(ours(pair)), pair["why"])
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows)


def main() -> None:
    """Print the table, or write it into the page."""
    listed = pairs()
    made = table(listed, peers(listed))
    if "--write" not in sys.argv:
        print(made)
        return
    text = PAGE.read_text("utf-8")
    head, _, rest = text.partition(BEGIN)
    PAGE.write_text(f"{head}{BEGIN}\n\n{made}\n\n{END}{rest.partition(END)[2]}", "utf-8")


if __name__ == "__main__":
    main()
