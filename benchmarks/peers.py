"""Fetches what the comparison is made with: peers from the Python and npm registries, and large real documents."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
from pathlib import Path

DIFF = """\
const fs = require("node:fs"), yaml = require("yaml"), { apiDiff } = require("api-smart-diff");
const text = (file) => String(fs.readFileSync(file));
const read = (file) => file.endsWith("json") ? JSON.parse(text(file)) : yaml.parse(text(file), { maxAliasCount: -1 });
const [before, after] = process.argv.slice(2).map(read);
console.log(JSON.stringify(apiDiff(before, after)).length);
"""
JSONCOMPAT = """\
import pathlib, sys, jsoncompat
old, new = (pathlib.Path(name).read_text() for name in sys.argv[1:])
print(jsoncompat.check_compat(old, new, "both"))
"""
EVENTS = """\
import fs from "node:fs";
import lib from "@asyncapi/diff";
const [before, after] = process.argv.slice(2).map((name) => JSON.parse(fs.readFileSync(name, "utf8")));
console.log(JSON.stringify(lib.diff(before, after, { outputType: "json" }).getOutput()).length);
"""


def from_pypi(work: Path, name: str, command: str) -> Path:
    """Return the command of a package, installed into an environment of its own."""
    home = work / name
    if not (home / "bin" / command).exists():
        venv.create(home, with_pip=True)
        subprocess.run([home / "bin" / "pip", "install", "-q", name], check=True)
    return home / "bin" / command


def from_npm(work: Path, *names: str) -> Path:
    """Return the folder into which packages are installed."""
    home = work / names[0].replace("/", "_").lstrip("@")
    if not (home / "node_modules").exists():
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text("{}", encoding="utf-8")
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", *names], cwd=home, check=True)
    return home


def smart_diff(work: Path) -> list[str]:
    """Return the command that compares two files with api-smart-diff, which has none of its own."""
    home = from_npm(work, "api-smart-diff", "yaml")
    (home / "diff.cjs").write_text(DIFF, encoding="utf-8")
    return ["node", "--max-old-space-size=8000", str(home / "diff.cjs")]


def event_diff(work: Path) -> list[str]:
    """Return the command that compares two files with @asyncapi/diff, which has none of its own."""
    home = from_npm(work, "@asyncapi/diff")
    (home / "diff.mjs").write_text(EVENTS, encoding="utf-8")
    return ["node", str(home / "diff.mjs")]


def github(work: Path) -> dict[str, tuple[Path, Path]]:
    """Return two releases of GitHub's interface, five versions apart, as JSON and as YAML."""
    pair = []
    for version in ("22.0.0", "23.0.2"):
        home = work / f"octokit-openapi-{version}"
        file = home / "node_modules" / "@octokit" / "openapi" / "generated" / "api.github.com.json"
        if not file.exists():
            home.mkdir(parents=True, exist_ok=True)
            (home / "package.json").write_text("{}", encoding="utf-8")
            wanted = f"@octokit/openapi@{version}"
            subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", wanted], cwd=home, check=True)
        pair.append(file)
    return {"JSON": (pair[0], pair[1]), "YAML": (as_yaml(pair[0]), as_yaml(pair[1]))}


def as_yaml(file: Path) -> Path:
    """Return a JSON document as YAML, written beside it once."""
    import yaml

    made = file.with_suffix(".yaml")
    if not made.exists():
        data = json.loads(file.read_bytes())
        made.write_text(yaml.dump(data, Dumper=Plain, sort_keys=False, allow_unicode=True, width=100), encoding="utf-8")
    return made


def plain_dumper() -> type:
    """Return a writer of YAML without anchors: every value stands where it is used."""
    import yaml

    return type("Plain", (yaml.CSafeDumper,), {"ignore_aliases": lambda self, data: True})


Plain = plain_dumper()


def own(name: str) -> str:
    """Return the path of a command of this environment."""
    return str(Path(sys.executable).with_name(name))


def on_path(name: str) -> str:
    """Return the path of a command that is installed on this machine, empty where it is not."""
    return shutil.which(name) or ""
