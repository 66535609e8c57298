"""Texts that look like contracts, drawn at random: whole ones, and ones with a slip of the pen."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

KEYS = ["a", "b", "title", "/orders/{id}", "200", "x-y", "404", "true", "~", "a b", "1.10", "on", "$ref", "é", "<<"]
PLAIN = [
    "text",
    "two words",
    "1",
    "1.10",
    "012",
    "0x1F",
    "no",
    "null",
    "~",
    "true",
    ".inf",
    "12:30:45",
    "2020-01-31",
    "a#b",
    "http://x.y/z?q=1#f",
    "it's",
    "9223372036854775808",
    "123456789012345678901234567890",
    "1e3",
    "-5",
    "-",
    "<<",
    "a: b",
    "a # comment",
    "*alias",
    "&anchor text",
    "!!str 1",
    "@x",
    "end:",
    "é\u00a0ü",
    "\u2028",
    "tab\there",
    "[a, b]",
    "[a, 'b c', \"d\"]",
    "[]",
    "{}",
    "{a: 1, b: 2}",
    "{a: 1, a: 2}",
    "[[a]]",
    "[1, 9223372036854775808]",
    "...",
    "---",
]
QUOTED = [
    "'it''s'",
    '"a\\nb"',
    '"a\\/b"',
    "'a: b # c'",
    '"\\u00e9"',
    '"two\n{0}  lines"',
    "'two\n\n{0}  lines'",
    '"x" # c',
    '""',
]
BLOCKS = [
    "|\n{0}  a: b\n{0}   - c\n\n{0}  d",
    "|-\n{0}  x",
    ">\n{0}  fold\n{0}  this\n",
    ">+\n{0}  x\n\n",
    "|2\n{0}   x",
    "|\n",
]
FOLDED = ["one\n{0}  two\n{0}  three", "\n{0}  below", "\n{0}  'quoted below'\n"]
SNIPPETS = [*"#\"'|>[]{},?% \t\n\\~@`:-", "- ", ": ", " #", "? ", "&a ", "*a", "!x ", "  ", "\n\n"]
MARKS = ["\r", "\x85", "\ufeff", "---", "...", "<<: ", "- - ", "0x", "99999999999999999999", "key: v", "'': x", '"a":b']


@st.composite
def blocks(draw: Any, indent: str = "", depth: int = 3) -> str:
    """Draw the lines of a mapping or list at an indentation."""
    lines = []
    as_list = draw(st.booleans()) and depth < 3
    for key in draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=draw(st.integers(0, 5)) > 0)):
        head = "-" if as_list else draw(st.sampled_from([f"{key}:", f"'{key}':", f'"{key}":', f"{key}:"]))
        lines.append(indent + head + draw(values(indent, depth, as_list)))
        if not draw(st.integers(0, 6)):
            lines.append(draw(st.sampled_from(["", "# comment", indent + "# comment", "  "])))
    return "\n".join(lines)


@st.composite
def values(draw: Any, indent: str, depth: int, as_list: bool) -> str:
    """Draw what stands behind a key or dash."""
    if depth and draw(st.integers(0, 2)) == 0:
        if as_list and draw(st.booleans()):
            return " " + draw(blocks(indent + "  ", depth - 1)).lstrip()
        return "\n" + draw(blocks(indent + draw(st.sampled_from(["  ", "    ", " "])), depth - 1))
    form = draw(st.sampled_from([*PLAIN, *QUOTED, *BLOCKS, *FOLDED, *PLAIN, ""]))
    text = form.replace("{0}", indent)
    return text if text.startswith("\n") or not text else " " + text


@st.composite
def slips(draw: Any, text: str) -> str:
    """Draw a text with something inserted, taken out or moved."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        column = draw(st.integers(0, len(lines[at])))
        kind = draw(st.integers(0, 4))
        if kind == 0:
            lines[at] = lines[at][:column] + draw(st.sampled_from([*SNIPPETS, *MARKS])) + lines[at][column:]
        elif kind == 1:
            lines[at] = " " * draw(st.integers(0, 4)) + lines[at].lstrip(" ")
        elif kind == 2:
            lines.insert(at, lines[draw(st.integers(0, len(lines) - 1))])
        elif kind == 3 and len(lines) > 1:
            del lines[at]
        else:
            lines[at] = lines[at][:column] + lines[at][column + 1 :]
    return "\n".join(lines) + draw(st.sampled_from(["\n", "", "\n\n", "\n# end"]))


def contracts() -> st.SearchStrategy[str]:
    """Texts like contracts, most of them right, some with a slip."""
    heads = st.sampled_from(["", "", "---\n", "# comment\n", "\n", "%YAML 1.2\n---\n", " "])
    return st.tuples(heads, blocks().flatmap(slips)).map("".join)


SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12)
)


def data() -> st.SearchStrategy[Any]:
    """Data that JSON can write."""
    keys = st.text(max_size=6)
    return st.recursive(
        SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=12
    )
