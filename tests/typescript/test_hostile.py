"""Whatever the text, reading it ends, runs nothing, and says what it did not understand."""

from __future__ import annotations

import random

import pytest

from contractdocs.formats.typescript import lower_typescript

from ..conftest import Workplace

TEXTS = {
    "parentheses": "type T = " + "(" * 20_000 + "string" + ")" * 20_000,
    "open parentheses": "type T = " + "(" * 20_000,
    "generics": "type T = " + "Array<" * 5_000 + "string" + ">" * 5_000,
    "arrays": "type T = string" + "[]" * 20_000,
    "objects": "type T = " + "{ a: " * 5_000 + "string" + "}" * 5_000,
    "a long union": "type T = " + " | ".join(f"'{n}'" for n in range(20_000)),
    "a long intersection": "type T = " + " & ".join(f"A{n}" for n in range(5_000)),
    "a long chain": "const T = z.string()" + ".min(1)" * 10_000 + ";",
    "schemas in schemas": "const T = " + "z.array(" * 5_000 + "z.string()" + ")" * 5_000 + ";",
    "a long sum": "const N = " + "1 + " * 20_000 + "1; const T = z.string().min(N);",
    "lists in lists": "const T = " + "[" * 5_000 + "]" * 5_000 + " as const;",
    "namespaces": "namespace A { " * 3_000 + "type T = string" + "}" * 3_000,
    "generics that grow": "type T<A> = { it: T<A[]> }; type U = T<string>;",
    "generics that grow twice": "interface T<A, B> { a: T<B, A[]>; b: T<A[], B> } type U = T<1, 2>;",
    "aliases of each other": "type T = U; type U = T;",
    "extends itself": "interface T extends T { a: string }",
    "picks itself": "type T = Pick<T, keyof T>;",
    "constants of each other": "const A = B; const B = A; const T = z.string().min(A);",
    "a huge number": "type T = " + "9" * 5_000,
    "a huge shift": "enum T { A = 1 << 99999999 << 99999999 << 99999999 }",
    "only quotes": "'" * 10_000,
    "braces of a template": "interface {Resource} { a: string }\ninterface T { b: string }",
    "aliases in a row": ";".join(f"type T{n} = Partial<T{n + 1}>" for n in range(3_000))
    + "; type T3000 = { a: string }",
}


@pytest.mark.parametrize("name", TEXTS)
def test_reading_ends(name: str) -> None:
    found = lower_typescript(TEXTS[name])
    assert found.defs or found.problems or found.not_read


@pytest.mark.parametrize("seed", range(3))
def test_random_bytes(seed: int) -> None:
    text = random.Random(seed).randbytes(300_000).decode("latin-1")
    assert lower_typescript(text).problems


def test_a_megabyte_of_noise_is_a_finding_with_its_place(folder: Workplace) -> None:
    noise = "export type T = string;\n" + "".join(random.Random(7).choices("{}[]()<>|&;:,'\"`\\x ", k=1_000_000))
    ran = folder.write({"contracts/orders/index.ts": noise}).run("lint")
    assert ran.code == 1
    assert "contracts/orders/index.ts:2:" in ran.out


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("export interface A {\n  id: string\n", "2:13", "`}` is missing"),
        ("export interface A {\n  id: ;\n}\n", "2:", ""),
        ("export interface A { id: string }\nexport interface {Resource} { id: string }\n", "2:", "write the name"),
    ],
)
def test_an_error_of_syntax_is_told_with_its_line(folder: Workplace, text: str, place: str, words: str) -> None:
    ran = folder.write({"contracts/a/index.ts": text}).run("lint")
    assert ran.code == 1
    assert f"contracts/a/index.ts:{place}" in ran.out
    assert "syntax-error" in ran.out
    assert words in ran.out


def test_what_follows_an_error_is_still_read() -> None:
    found = lower_typescript("interface A { id: ; }\ninterface B { id: string }")
    assert set(found.defs["B"]["properties"]) == {"id"}


def test_nothing_is_run(folder: Workplace) -> None:
    text = "import fs from 'fs';\n"
    text += "export const A = z.object({ a: z.string().default((fs.writeFileSync('ran', ''), 'x')) });\n"
    folder.write({"contracts/a/index.ts": text}).run("lint")
    assert not (folder.root / "ran").exists()
