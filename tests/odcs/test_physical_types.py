"""How physical types relate."""

from __future__ import annotations

import pytest

from contractdocs.compare.physical_types import relate

OPPOSITE = {"widened": "narrowed", "narrowed": "widened"}

RELATIONS = [
    ("int", "INT", "same"),
    ("varchar(10)", "VARCHAR ( 10 )", "same"),
    ("double precision", "Double  Precision", "same"),
    ("int", "integer", "respelled"),
    ("int4", "integer", "respelled"),
    ("int8", "bigint", "respelled"),
    ("decimal(10,2)", "NUMERIC(10, 2)", "respelled"),
    ("decimal(10)", "decimal(10,0)", "respelled"),
    ("character varying(10)", "varchar(10)", "respelled"),
    ("string(10)", "varchar(10)", "respelled"),
    ("varchar", "text", "respelled"),
    ("varchar(max)", "varchar", "respelled"),
    ("bool", "boolean", "respelled"),
    ("float8", "double", "respelled"),
    ("timestamp", "timestamp without time zone", "respelled"),
    ("timestamp(3) with time zone", "timestamptz(3)", "respelled"),
    ("text[]", "array<text>", "respelled"),
    ("struct<a:int,b:text>", "STRUCT<b: text, a: integer>", "respelled"),
    ("char", "char(1)", "respelled"),
    ("int(11)", "int(4)", "respelled"),
    ("varchar(10)", "varchar(20)", "widened"),
    ("varchar(10)", "text", "widened"),
    ("char(3)", "varchar(10)", "widened"),
    ("varchar(10 char)", "varchar(20 char)", "widened"),
    ("tinyint", "smallint", "widened"),
    ("int", "bigint", "widened"),
    ("int(11)", "bigint(20)", "widened"),
    ("int unsigned", "bigint unsigned", "widened"),
    ("real", "double", "widened"),
    ("decimal(10,2)", "decimal(12,2)", "widened"),
    ("decimal(10,2)", "decimal(14,4)", "widened"),
    ("decimal(10,2)", "decimal", "widened"),
    ("timestamp(3)", "timestamp(6)", "widened"),
    ("array<int>", "array<bigint>", "widened"),
    ("map<string,int>", "map<string,bigint>", "widened"),
    ("struct<a:int,b:array<varchar(5)>>", "struct<a:int,b:array<varchar(9)>>", "widened"),
    ("varchar(10)", "int", "changed"),
    ("date", "timestamp", "changed"),
    ("timestamp", "timestamptz", "changed"),
    ("decimal(10,2)", "decimal(12,6)", "changed"),
    ("decimal(10,2)", "decimal(10,0)", "changed"),
    ("int", "int unsigned", "changed"),
    ("array<int>", "array<text>", "changed"),
    ("array<int>", "int", "changed"),
    ("struct<a:int>", "struct<a:int,b:int>", "changed"),
    ("struct<a:int,b:int>", "struct<a:bigint,b:smallint>", "changed"),
    ("char(10)", "varchar(5)", "changed"),
    ("enum('a')", "enum('a','b')", "unclear"),
    ("???", "int", "unclear"),
]


@pytest.mark.parametrize(("old", "new", "expected"), RELATIONS)
def test_relation(old: str, new: str, expected: str) -> None:
    assert relate(old, new) == expected


@pytest.mark.parametrize(("old", "new", "expected"), RELATIONS)
def test_the_way_back_is_the_opposite(old: str, new: str, expected: str) -> None:
    assert relate(new, old) == OPPOSITE.get(expected, expected)


@pytest.mark.parametrize(
    "written", ["", "(", "<", "a<", "int)", "array<>", "struct<int>", "[]", "x" * 5000, "a<" * 500]
)
def test_nothing_written_makes_it_fail(written: str) -> None:
    assert relate(written, "int") in ("changed", "unclear")
    assert relate(written, written) == "same"
