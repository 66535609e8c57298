"""Family 13: reading types runs nothing: no module, no plugin, no generator, no template."""

from __future__ import annotations

import pytest

from tests.conftest import Workplace

from .making import ALONE

HEADER = "/**\n * @title T\n * @version 1.0.0\n */\n"
CANARY = "touch ran"
FILES = {
    "contracts/a/index.ts": HEADER
    + "import { execSync } from 'child_process';\nexecSync('touch ran');\n"
    + "export const x = require('fs').writeFileSync('ran', '');\n"
    + "export interface A { a: string }\n(() => { import('./evil.js') })();\n",
    "contracts/a/tsconfig.json": '{"compilerOptions": {"plugins": [{"name": "./evil.js"}]}, "extends": "./evil"}\n',
    "contracts/a/evil.js": "require('fs').writeFileSync('ran', '')\n",
    "contracts/a/package.json": '{"scripts": {"preinstall": "touch ran", "prepare": "touch ran"}}\n',
    "contracts/b/doc.go": "// Package b.\n//\n// Title: B\n// Version: 1.0.0\npackage b\n\n//go:generate touch ran\n",
    "contracts/b/types.go": 'package b\n\nimport "os"\n\nfunc init() { os.Create("ran") }\n\n'
    'var X = func() int { os.Create("ran"); return 1 }()\n\ntype A struct {\n\tA string `json:"a"`\n}\n',
    "contracts/b/evil_test.go": 'package b\n\nimport "os"\n\nfunc TestMain() { os.Create("ran") }\n',
    "contracts/c.md": "---\nid: c\nversion: 1.0.0\n---\n# C\n\n{{ ''.__class__ }} {% import os %} `touch ran`\n\n"
    "--8<-- '/etc/passwd'\n\n### GET /c\n\n#### Response 200\n\n```json\n{\"a\": 1}\n```\n",
    "contracts/d.yaml": "openapi: 3.0.3\ninfo:\n  title: !!python/object/apply:os.system ['touch ran']\npaths: {}\n",
    "contracts/conftest.py": "open('ran', 'w')\n",
    "contracts/setup.py": "open('ran', 'w')\n",
    "contracts/__init__.py": "open('ran', 'w')\n",
    "conftest.py": "open('ran', 'w')\n",
    "yaml.py": "open('ran', 'w')\n",
    "contractdocs.py": "open('ran', 'w')\n",
}


@pytest.mark.parametrize("words", [("check", "--no-cache"), ("lint",), ("lint", "contracts/a/index.ts")])
def test_nothing_of_a_repository_is_executed(folder: Workplace, words: tuple[str, ...]) -> None:
    import subprocess
    import sys

    from tests.conftest import ENVIRONMENT

    folder.write({**ALONE, **FILES})
    program = "import sys; sys.path = [p for p in sys.path if p]; from contractdocs.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *words], cwd=folder.root, env=ENVIRONMENT, capture_output=True, check=False
    )
    assert done.returncode in (0, 1, 3), done.stderr
    assert not list(folder.root.rglob("ran"))
    assert b"root:" not in done.stdout


def test_the_installed_command_imports_nothing_from_the_folder(folder: Workplace) -> None:
    import shutil
    import subprocess
    import sys
    from pathlib import Path

    command = shutil.which("contractdocs", path=str(Path(sys.executable).parent))
    if command is None:
        pytest.skip("the command is not installed beside this Python")
    folder.write({**ALONE, **FILES})
    subprocess.run([command, "check", "--no-cache"], cwd=folder.root, capture_output=True, check=False)
    assert not list(folder.root.rglob("ran"))


def test_rules_of_an_organisation_are_data(folder: Workplace) -> None:
    page = "---\nid: x\neach: operation\nmust_have: [summary]\nlevel: warning\nmessage: x\n---\n# X\n"
    folder.write({**ALONE, "rules/x.md": page, "rules/x.py": "open('ran', 'w')\n", "contracts/a.yaml": "a: 1\n"})
    folder.write({"contractdocs.yml": "record: none\nown_rules: rules\n"})
    folder.run("check")
    assert not list(folder.root.rglob("ran"))
