"""Family 4: a contract made to exhaust the machine ends within five seconds of work and 512 MB, with its place."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from tests.conftest import Workplace

from .making import HEAD, alone, bounded

LETTERS = "abcdefghij"
ALIASES = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{two}: &{two} [{', '.join([f'*{one}'] * 9)}]\n" for one, two in pairwise(LETTERS)
)
MERGES = "a: &a {" + ", ".join(f"k{n}: 1" for n in range(3000)) + "}\nb:\n  <<: [" + ",".join(["*a"] * 3000) + "]\n"
MANY_KEYS = {f"key{n}": n for n in range(1_000_000)}
BOMBS = {
    "aliases": ("a.yaml", HEAD + ALIASES, 3, "limits.max_nodes"),
    "merged lists": ("a.yaml", HEAD + MERGES, 3, "limits.max_nodes"),
    "many aliases": ("a.yaml", HEAD + "a: &a 1\nb: [" + ",".join(["*a"] * 2000) + "]\n", 3, "limits.max_aliases"),
    "deep YAML": ("a.yaml", HEAD + "x-a: " + "[" * 20_000 + "]" * 20_000, 3, "limits.max_depth"),
    "deeper YAML": ("a.yaml", "[" * 200_000, 3, "limits.max_depth"),
    "deep JSON": ("a.json", "[" * 20_000 + "]" * 20_000, 3, "limits.max_depth"),
    "deep mappings": ("a.json", '{"a":' * 20_000 + "1" + "}" * 20_000, 3, "limits.max_depth"),
    "a long text": ("a.yaml", HEAD + "paths: {}\nx-a: '" + "x" * 10_000_000 + "'\n", 0, ""),
    "a file too large": ("a.yaml", HEAD + "x-a: '" + "x" * 34_000_000 + "'\n", 3, "limits.max_bytes"),
    "a million keys": ("a.json", json.dumps({"openapi": "3.0.3", "x-a": MANY_KEYS}), 3, "limits.max_keys"),
    "keys in YAML": ("a.yaml", HEAD + "x-a:\n" + "".join(f"  k{n}: 1\n" for n in range(150_000)), 3, "limits.max_keys"),
    "a long enum": ("a.json", json.dumps({"$schema": "x", "enum": list(range(100_000))}), 3, "limits.max_members"),
    "a long list": ("a.yaml", HEAD + "tags:\n" + "- name: a\n" * 100_000, 3, "limits.max_members"),
    "a key twice": ("a.yaml", HEAD + "paths: {}\npaths: {}\n", 1, "key-duplicated"),
    "keys twice": ("a.yaml", HEAD + "a: 1\n" * 50_000, 1, "key-duplicated"),
    "a tag of Python": ("a.yaml", HEAD + "x-a: !!python/object/apply:os.system ['touch ran']\n", 1, "tag"),
    "cyclic alias": ("a.yaml", HEAD + "x-a: &a {self: *a}\n", 1, "alias-cyclic"),
    "an endless text": ("a.json", '{"openapi": "' + "[" * 1_000_000, 1, "syntax-error"),
    "a deep type": ("a/index.ts", "export type T = " + "Array<" * 5_000 + "string" + ">" * 5_000, 1, ""),
    "deep Markdown": ("a.md", "---\nid: a\n---\n# A\n\n" + "> " * 5_000 + "x\n" + "- " * 5_000, 0, ""),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_early(folder: Workplace, name: str) -> None:
    file, text, code, said = BOMBS[name]
    alone(folder, {f"contracts/{file}": text, "contracts/fine.yaml": HEAD + "paths: {}\n"})
    ran = bounded(folder.root, "lint")
    assert ran.code in ((code,) if said else (0, 1, 3)), ran.out[-2000:] + ran.err[-2000:]
    assert said in ran.out
    if said:
        assert f"contracts/{file}:" in ran.out
    assert not (folder.root / "ran").exists()


@pytest.mark.parametrize("name", ["aliases", "a million keys", "a long enum", "deep JSON"])
def test_a_bomb_is_no_pass_of_the_check(folder: Workplace, name: str) -> None:
    file, text, _, said = BOMBS[name]
    alone(folder, {f"contracts/{file}": text})
    ran = bounded(folder.root, "check", "--no-cache", "--format", "json")
    assert ran.code == 3
    report = json.loads(ran.out)
    assert report["status"] == "incomplete"
    (found,) = [item for item in report["findings"] if item["rule"] == "limit-reached"]
    assert said in found["suggestion"]
    assert found["new"]["line"] > 0


def test_a_choice_of_5000_is_compared(folder: Workplace) -> None:
    def choice(kind: str) -> str:
        branches = [{"type": "object", "required": [f"a{n}"]} for n in range(4_999)]
        return json.dumps(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "oneOf": [*branches, {"type": kind}]}
        )

    folder.write({"old.json": choice("string"), "new.json": choice("integer")})
    ran = bounded(folder.root, "diff", "old.json", "new.json")
    assert ran.code in (0, 1)
    assert "integer" in ran.out


RAISED = [("max_keys", "{a: 1, b: 2, c: 3, d: 4}", 3), ("max_members", "[1, 2, 3]", 2), ("max_depth", "[[[[1]]]]", 4)]


@pytest.mark.parametrize(("setting", "value", "bound"), RAISED)
def test_the_setting_that_is_named_raises_the_bound(folder: Workplace, setting: str, value: str, bound: int) -> None:
    folder.write({"contracts/a.yaml": f"{HEAD}paths: {{}}\nx-a: {value}\n"})
    folder.write({"contractdocs.yml": f"record: none\nlimits: {{{setting}: {bound}}}\n"})
    low = folder.run("check")
    assert low.code == 3
    assert f"limits.{setting}" in low.out
    folder.write({"contractdocs.yml": f"record: none\nlimits: {{{setting}: {bound + 5}}}\n"})
    assert folder.run("check").code == 0
