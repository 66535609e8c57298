"""What is left out of two documents changes no finding: both ways are asked, over all pairs at hand."""

from __future__ import annotations

import copy
import json
import os
import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from contractdocs import pairs
from contractdocs.compare import halves
from contractdocs.documents import parse
from contractdocs.documents.pile import Pile
from contractdocs.model.change import Change
from contractdocs.operands import judge_operands
from contractdocs.reports.json import diff_to_json
from contractdocs.settings import Settings, SettingsError
from contractdocs.sources import SourceError

from ..compare.schemas import of_document
from ..rules.pages import all_examples
from .making import as_text, document, edited

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
CONFORMANCE = sorted(path.parent for path in (SHARED / "conformance" / "openapi").glob("*/expected.json"))


class Dealt:
    """Numbers in one process as two of them take them: the first gets every other one, the second the rest."""

    def __init__(self) -> None:
        self.turns: list[Iterable[int]] = []

    def __enter__(self) -> Dealt:
        return self

    def __exit__(self, *_: object) -> None:
        assert len(self.turns) != 1  # where all is read whole after all, nobody takes any

    def fill(self, count: int) -> None:
        self.turns = [range(0, count, 2), range(1, count, 2)]

    def take(self, count: int) -> Iterator[int]:
        return iter(self.turns.pop(0))


class Lossy(Dealt):
    """Numbers of which the second process takes some along when it ends."""

    def fill(self, count: int) -> None:
        self.turns = [range(0, count, 3), range(1, count, 3)]


@pytest.fixture
def partly(monkeypatch: pytest.MonkeyPatch) -> list[pairs.Pair | None]:
    """Let documents of any size be taken apart, in one process, and remember what came of it."""
    made: list[pairs.Pair | None] = []
    read = pairs.read_pair
    monkeypatch.setattr(pairs, "LARGE", 0)
    monkeypatch.setattr("contractdocs.needed.WORTH", 2.0)
    for place in ("documents.outlines", "documents.blocks", "second"):
        monkeypatch.setattr(f"contractdocs.{place}.CHUNK", 200)
    monkeypatch.setattr("contractdocs.documents.side_by_side.can_fork", lambda: False)
    monkeypatch.setattr("contractdocs.operands.can_fork", lambda: True)
    monkeypatch.setattr(halves, "Pile", Dealt)
    monkeypatch.setattr(pairs, "Pile", Dealt)
    monkeypatch.setattr("contractdocs.operands.read_pair", lambda *a: made.append(read(*a)) or made[-1])
    return made


def told(old: Path, new: Path) -> str:
    """Return what `diff` says of two files, of those that it refuses as well."""
    try:
        found = judge_operands(str(old), str(new), old.parent, Settings())
    except (SettingsError, SourceError) as error:
        return f"{type(error).__name__}: {error}"
    return diff_to_json(found.findings, "pass", found.not_compared)


def assert_same(old: Path, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_halves = told(old, new)
    with monkeypatch.context() as once:
        once.setattr("contractdocs.operands.can_fork", lambda: False)
        assert told(old, new) == in_halves
        once.setattr("contractdocs.operands.read_pair", lambda *a: None)
        assert told(old, new) == in_halves


def write(folder: Path, syntax: str, *sides: bytes) -> tuple[Path, Path]:
    files = folder / f"old.{syntax}", folder / f"new.{syntax}"
    for file, content in zip(files, sides):
        file.write_bytes(content)
    return files


@pytest.fixture
def in_halves(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Remember of each comparison in halves whether it needed no other one."""
    ended: list[bool] = []
    compare = halves.compare_by_halves

    def remembered(*arguments: Any) -> Any:
        found = compare(*arguments)
        ended.append(found is not None)
        return found

    monkeypatch.setattr(halves, "compare_by_halves", remembered)
    return ended


@pytest.mark.parametrize("syntax", ["json", "yaml"])
def test_edited_documents(
    partly: list[pairs.Pair | None],
    in_halves: list[bool],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    syntax: str,
) -> None:
    for seed in range(30):
        rng = random.Random(seed)
        old = document(rng)
        new = edited(rng, old)
        assert_same(*write(tmp_path, syntax, as_text(old, syntax), as_text(new, syntax)), monkeypatch)
    assert sum(pair is not None for pair in partly) >= 30
    assert sum(in_halves) >= 15


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"S": {', '"T": {}, "T": {}, "S": {'),
        ('"S": {', '"S": {}, "S": {'),
        ('"S": {', '"x": ' + "[" * 4000 + "]" * 4000 + ', "S": {'),
        ('"S": {', '"S": {"x": NaN, '),
        ('"S": {', '"S": {"\\ud800": 1, '),
        ('"S": {', '"S": {"x": "\x00", '),
        ('"paths": {', '"paths": {}, "paths": {'),
        ('"paths": {', '"paths" {'),
        ("}}}", "}}"),
        ("}}}", "}}}}"),
        ("{", "["),
    ],
)
def test_what_is_wrong_is_said_as_of_any_text(
    partly: list[pairs.Pair | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, old: str, new: str
) -> None:
    text = '{"openapi": "3.0.3", "info": {}, "paths": {"/a": {}}, "components": {"schemas": {"S": {"type": "string"}}}}'
    assert old in text
    for sides in ((text, text.replace(old, new, 1)), (text.replace(old, new, 1), text)):
        assert_same(*write(tmp_path, "json", *(side.encode() for side in sides)), monkeypatch)


def test_a_list_is_not_taken_apart(
    partly: list[pairs.Pair | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for text in ("[" + "1, " * 100_000 + "1]", "[1, 2]", "[{}, {}]"):
        assert_same(*write(tmp_path, "json", b'{"openapi": "3.0.3"}', text.encode()), monkeypatch)


def test_examples_of_the_rules(
    partly: list[pairs.Pair | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for before, after in openapi_examples():
        sides = [json.dumps(parse("x.yaml", text.encode()).data).encode() for text in (before, after)]
        assert_same(*write(tmp_path, "json", *sides), monkeypatch)
    assert sum(pair is not None for pair in partly) > 200


def openapi_examples() -> list[tuple[str, str]]:
    """Return the pairs of OpenAPI documents on the rules' pages."""
    return [(e.before, e.after) for e in all_examples() if e.format == "openapi" and e.before and e.after]


def test_own_contracts(partly: list[pairs.Pair | None], monkeypatch: pytest.MonkeyPatch) -> None:
    folders: dict[Path, list[Path]] = {}
    for file in sorted((ROOT / "contracts").rglob("*.openapi.yaml")):
        folders.setdefault(file.parent, []).append(file)
    for files in folders.values():
        for old, new in pairwise(files):
            assert_same(old, new, monkeypatch)
    assert any(partly)


@pytest.mark.skipif(not CONFORMANCE, reason="the pairs stand beside the checkout")
def test_pairs_of_the_field(partly: list[pairs.Pair | None], monkeypatch: pytest.MonkeyPatch) -> None:
    for case in CONFORMANCE:
        assert_same(next(case.glob("old.*")), next(case.glob("new.*")), monkeypatch)
    assert sum(pair is not None for pair in partly) > len(CONFORMANCE) / 2


LARGE_PAIR = SHARED / "data" / "openapi" / "digitalocean"


@pytest.mark.skipif(not LARGE_PAIR.is_dir(), reason="the documents stand beside the checkout")
def test_a_large_real_pair(in_halves: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contractdocs.operands.can_fork", lambda: True)
    assert_same(LARGE_PAIR / "old.yaml", LARGE_PAIR / "new.yaml", monkeypatch)
    assert in_halves == [True]


STRANGE = {
    "a reference to another file": {"$ref": "other.yaml#/S"},
    "a reference to a part": {"$ref": "#/components/schemas/S1/properties/f1"},
    "a reference to nothing": {"$ref": "#/components/schemas/Missing"},
    "a reference to a folder": {"$ref": "#/components/schemas"},
    "a reference to a path": {"$ref": "#/paths/~1p1~1{id}/get/responses/200/content/application~1json/schema"},
    "an example": {"$ref": "#/components/examples/one"},
    "a part of an example": {"$ref": "#/components/examples/one/value"},
    "an anchor": {"$anchor": "here", "type": "string"},
    "a name of its own": {"$id": "https://example.com/s", "type": "string"},
    "escapes": {"$ref": "#/components/schemas/S%31"},
}


@pytest.mark.parametrize("syntax", ["json", "yaml"])
@pytest.mark.parametrize("part", STRANGE.values(), ids=STRANGE)
def test_references_of_all_kinds(
    partly: list[pairs.Pair | None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    part: dict[str, str],
    syntax: str,
) -> None:
    (tmp_path / "other.yaml").write_text("S: {type: string}\n")
    for seed in range(3):
        rng = random.Random(seed)
        old = document(rng)
        old["components"]["schemas"]["S0"] = part
        new = edited(rng, old)
        if rng.random() < 0.5:
            new["components"]["examples"] = {"one": {"value": {"type": "string"}}}
        assert_same(*write(tmp_path, syntax, as_text(old, syntax), as_text(new, syntax)), monkeypatch)


@pytest.mark.parametrize("syntax", ["json", "yaml"])
def test_an_example_that_stands_for_a_schema(
    partly: list[pairs.Pair | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, syntax: str
) -> None:
    old = document(random.Random(0))
    item = next(iter(old["paths"].values()))
    answer = next(iter(item.values()))["responses"]["200"]["content"]["application/json"]
    answer["schema"] = {"type": "object", "properties": {"a": {"$ref": "#/components/examples/one"}}}
    old["components"]["examples"]["one"] = {"type": "string"}
    new = copy.deepcopy(old)
    new["components"]["examples"]["one"] = {"type": "integer"}
    for sides in ((old, new), (new, old)):
        files = write(tmp_path, syntax, *(as_text(side, syntax) for side in sides))
        assert_same(*files, monkeypatch)
        assert "type-changed" in told(*files)


@pytest.mark.parametrize("syntax", ["json", "yaml"])
def test_what_extends_a_schema_with_a_discriminator(
    partly: list[pairs.Pair | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, syntax: str
) -> None:
    for kind in ("integer", "boolean"):
        for number in (1, 2):  # the second one extends the first
            rng = random.Random(0)
            old = document(rng, paths=30)
            schemas = old["components"]["schemas"]
            schemas["S0"] = {"type": "object", "discriminator": {"propertyName": "kind"}}
            for index in (1, 2):
                more = {"type": "object", "properties": {f"size{index}": {"type": "integer"}}}
                schemas[f"S{index}"] = {"allOf": [{"$ref": f"#/components/schemas/S{index - 1}"}, more]}
            new = copy.deepcopy(old)
            new["components"]["schemas"][f"S{number}"]["allOf"][1]["properties"][f"size{number}"]["type"] = kind
            files = write(tmp_path, syntax, as_text(old, syntax), as_text(new, syntax))
            assert_same(*files, monkeypatch)
            assert ("type-changed" in told(*files)) is (kind == "boolean")
    assert any(partly)


def reordered(text: str) -> str:
    """Return a document with the same content in another order of keys."""
    data = json.loads(text)
    data["components"]["schemas"] = dict(reversed(data["components"]["schemas"].items()))
    return json.dumps(data, indent=1)


SPELLINGS = {
    "flow style": lambda data: yaml.safe_dump(data, default_flow_style=True, sort_keys=False),
    "four spaces": lambda data: yaml.safe_dump(data, indent=4, sort_keys=False),
    "a comment in the left column": lambda data: yaml.safe_dump(data, sort_keys=False).replace(
        "\npaths", "\n# x\npaths"
    ),
    "Windows lines": lambda data: yaml.safe_dump(data, sort_keys=False).replace("\n", "\r\n"),
    "a mark at the beginning": lambda data: "---\n" + yaml.safe_dump(data, sort_keys=False),
    "an end of document": lambda data: yaml.safe_dump(data, sort_keys=False) + "...\n",
    "JSON in a file of YAML": lambda data: json.dumps(data),
    "JSON in one line": lambda data: json.dumps(data, separators=(",", ":")),
    "another order": lambda data: reordered(json.dumps(data)),
    "quoted keys": lambda data: yaml.safe_dump(data, sort_keys=False, default_style='"'),
    "no line break at the end": lambda data: yaml.safe_dump(data, sort_keys=False).rstrip("\n"),
}


@pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS)
def test_spellings(
    partly: list[pairs.Pair | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, spell: object
) -> None:
    for seed in range(3):
        rng = random.Random(seed)
        old = document(rng)
        new = edited(rng, old)
        sides = [str(spell(side)).encode() for side in (old, new)]  # type: ignore[operator]
        assert_same(*write(tmp_path, "yaml", *sides), monkeypatch)


HEAD = "openapi: 3.1.0\ninfo:\n  title: Pets\n  version: 1.0.0\npaths:\n  /first:\n    get:\n      responses: {}\n"
ANSWER = "      responses:\n        '200':\n          description: ok\n"
CONTENT = f"{ANSWER}          content:\n            application/json:\n              schema:\n"
LIVES = "    Cat:\n      type: object\n      properties:\n        lives:\n          type: string\n"
KIND = (
    "type: object",
    "properties:",
    "  kind:",
    "    type: string",
    "discriminator:",
    "  propertyName: kind",
    "  mapping:",
)


def tagged(indent: int, to: str) -> str:
    """Return a schema whose discriminator leads to another one that nothing else names."""
    return "".join(f"{' ' * indent}{line}\n" for line in (*KIND, f"    cat: {to}"))


def using_pet(schemas: str) -> str:
    named = "                $ref: '#/components/schemas/Pet'\n"
    return f"{HEAD}  /pets:\n    get:\n{CONTENT}{named}components:\n  schemas:\n{schemas}"


HIDDEN_USES = {
    "a mapping to a bare name": using_pet(f"    Pet:\n{tagged(6, 'Cat')}{LIVES}"),
    "a mapping to a pointer": using_pet(f"    Pet:\n{tagged(6, repr('#/components/schemas/Cat'))}{LIVES}"),
    "a mapping in an operation": f"{HEAD}  /pets:\n    get:\n{CONTENT}{tagged(16, 'Cat')}"
    f"components:\n  schemas:\n{LIVES}",
    "a mapping in an answer": f"{HEAD}  /pets:\n    get:\n      responses:\n        '200':\n"
    f"          $ref: '#/components/responses/One'\ncomponents:\n  responses:\n    One:\n      description: ok\n"
    f"      content:\n        application/json:\n          schema:\n{tagged(12, 'Cat')}  schemas:\n{LIVES}",
}


@pytest.mark.parametrize("syntax", ["json", "yaml"])
@pytest.mark.parametrize("written", HIDDEN_USES.values(), ids=HIDDEN_USES.keys())
def test_what_a_discriminator_alone_names(
    partly: list[pairs.Pair | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: str, syntax: str
) -> None:
    texts = [
        one.encode()
        for one in (written, written.replace("lives:\n          type: string", "lives:\n          type: integer"))
    ]
    if syntax == "json":
        texts = [json.dumps(parse("x.yaml", text).data).encode() for text in texts]
    files = write(tmp_path, syntax, *texts)
    assert_same(*files, monkeypatch)
    assert partly[0] is not None
    assert "type-changed" in told(*files)


PLACES = {
    "a property called examples": "{properties: {examples: {items: {$ref: '#/components/examples/X'}}}}",
    "below not": "{properties: {examples: {not: {$ref: '#/components/examples/X'}}}}",
}
EXAMPLES = {
    "a schema": "{type: object, properties: {x: {type: TYPE}}}",
    "a text": "TYPE",
    "a list": "[TYPE]",
    "a reference": "{$ref: '#/components/schemas/TYPE'}",
}


@pytest.mark.parametrize("syntax", ["json", "yaml"])
@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES.keys())
@pytest.mark.parametrize("schema", PLACES.values(), ids=PLACES.keys())
def test_what_looks_like_an_example_beside_a_schema(
    partly: list[pairs.Pair | None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    schema: str,
    example: str,
    syntax: str,
) -> None:
    media = f"{{schema: {schema}, examples: {{one: {{$ref: '#/components/examples/X'}}}}}}"
    answers = f"{{'200': {{description: ok, content: {{application/json: {media}}}}}}}"
    named = f"{{examples: {{X: {example}}}, schemas: {{string: {{type: string}}, integer: {{type: integer}}}}}}"
    paths = f"{{/first: {{get: {{responses: {{}}}}}}, /pets: {{get: {{responses: {answers}}}}}}}"
    whole = f"{{openapi: 3.1.0, info: {{title: Pets, version: 1.0.0}}, paths: {paths}, components: {named}}}"
    sides = [parse("x.yaml", whole.replace("TYPE", kind).encode()).data for kind in ("string", "integer")]
    assert_same(*write(tmp_path, syntax, *(as_text(side, syntax) for side in sides)), monkeypatch)


@pytest.mark.parametrize(
    "reference",
    [
        r'"#/components\/schemas/A"',
        r'"#/\u0063omponents/schemas/A"',
        r'"#/\x63omponents/schemas/A"',
        '"#\\\n                  /components/schemas/A"',
        "'%23/components/schemas/A'",
    ],
)
def test_a_reference_that_is_written_otherwise(
    partly: list[pairs.Pair | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, reference: str
) -> None:
    body = "      requestBody:\n        content:\n          application/json:\n            schema:\n"
    rest = f"{ANSWER}components:\n  schemas:\n    A:\n      type: object\n"
    sides = [
        f"{HEAD}  /pets:\n    post:\n{body}              {schema}\n{rest}".encode()
        for schema in ("type: string", f"$ref: {reference}")
    ]
    assert_same(*write(tmp_path, "yaml", *sides), monkeypatch)


@pytest.mark.parametrize("space", ["\u00a0", "\u2003", "\u2028", "\u3000"])
@pytest.mark.parametrize("written", ["B\u00e9", "Be"])
def test_a_name_with_a_space_that_ends_no_reference(
    partly: list[pairs.Pair | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, space: str, written: str
) -> None:
    name = f"A{space}{written}"
    answer = {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}
    sides = [
        {
            "openapi": "3.1.0",
            "info": {"title": "Pets", "version": "1.0.0"},
            "paths": {"/first": {"get": {"responses": {}}}, "/pets": {"get": {"responses": {"200": answer}}}},
            "components": {"schemas": {"A": {"type": "string"}, name: {"properties": {"v": {"type": kind}}}}},
        }
        for kind in ("string", "integer")
    ]
    texts = [json.dumps(side, ensure_ascii=False).replace("\u00e9", "\\u00e9").encode() for side in sides]
    files = write(tmp_path, "json", *texts)
    assert_same(*files, monkeypatch)
    assert "type-changed" in told(*files)


def test_one_side_in_each_syntax(
    partly: list[pairs.Pair | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Of many lengths that a schema has in the newer syntax, one is that of the older schema."""
    rng = random.Random(1)
    old, new = document(rng, 2, 2), document(rng, 2, 2)
    for length in range(30, 60):
        for side, text in ((old, "x" * 50), (new, "x" * length)):
            side["components"]["schemas"] = {**side["components"]["schemas"], "Text": {"description": text}}
        for first, second in (("yaml", "json"), ("json", "yaml")):
            files = tmp_path / f"old.{first}", tmp_path / f"new.{second}"
            for file, side, syntax in zip(files, (old, new), (first, second)):
                file.write_bytes(as_text(side, syntax))
            assert "Error" not in told(*files)
    assert_same(*files, monkeypatch)


@pytest.mark.parametrize("key", ["$ref", "$re\\x66", "$re\\u0066"])
def test_a_file_beside_each(
    partly: list[pairs.Pair | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, key: str
) -> None:
    files = []
    for name, kind in (("a", "string"), ("b", "integer")):
        text = f'{HEAD}  /pets:\n    get:\n{CONTENT}                "{key}": other.yaml\n'
        folder = tmp_path / name
        folder.mkdir()
        folder.joinpath("other.yaml").write_text(f"type: object\nproperties:\n  x:\n    type: {kind}\n")
        files.append(folder / "api.yaml")
        files[-1].write_text(text)
    assert_same(files[0], files[1], monkeypatch)
    assert "type-changed" in told(files[0], files[1])


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        ("'start", "end'"),
        ('"start', 'end"'),
        ("!!str 'start", "end'"),
        ("|\n        it's: 'one'\n      title: 'x", "y'"),
    ],
)
def test_lines_in_quotes_that_look_like_keys(
    partly: list[pairs.Pair | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, opened: str, closed: str
) -> None:
    sides = [
        using_pet(
            f"    Pet:\n      type: object\n    Q:\n      type: object\n      description: {opened}\n"
            f"    B:\n      type: {kind}\n    C: {closed}\n"
        ).encode()
        for kind in ("string", "integer")
    ]
    assert_same(*write(tmp_path, "yaml", *sides), monkeypatch)


def test_what_a_companion_took_along_when_it_ended_is_read(
    partly: list[pairs.Pair | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pairs, "Pile", Lossy)
    rng = random.Random(0)
    old = document(rng)
    sides = [as_text(side, "yaml") for side in (old, edited(rng, old))]
    assert_same(*write(tmp_path, "yaml", *sides), monkeypatch)
    assert partly[0] is not None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no copy of a process can be made here")
def test_what_a_half_took_along_when_it_ended_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    here = os.getpid()

    class Left(Pile):
        """Leaves all numbers to the other process."""

        def take(self, count: int) -> Iterator[int]:
            return iter(()) if os.getpid() == here else super().take(count)

    def judged(changes: Sequence[Change]) -> list[Change]:
        if os.getpid() != here:
            os._exit(1)
        return list(changes)

    def found() -> tuple[list[Change], tuple[str, ...]] | None:
        return halves.compare_by_halves(*sides, None, judged, halves.Work({}, ()))

    old = document(random.Random(0))
    new = copy.deepcopy(old)
    new["components"]["schemas"]["S1"] = {"type": "integer", "maximum": 7}
    sides = [of_document(data) for data in (old, new)]
    monkeypatch.setattr("contractdocs.documents.side_by_side.can_fork", lambda: False)
    assert found() is not None
    monkeypatch.setattr("contractdocs.documents.side_by_side.can_fork", lambda: True)
    monkeypatch.setattr(halves, "Pile", Left)
    assert found() is None
