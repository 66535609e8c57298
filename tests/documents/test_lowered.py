"""Trees that are made of code know where their parts stand, also in other files."""

from __future__ import annotations

from contractdocs.documents import parse
from contractdocs.documents.document import Spot
from contractdocs.documents.lowered import lowered


def test_a_part_stands_in_the_file_that_its_spot_names() -> None:
    document = parse("contracts/ops/doc.go", b"package ops\n")
    spots = {("$defs", "A"): Spot((3, 6)), ("$defs", "B"): Spot((7, 6), file="contracts/ops/b.go")}
    tree = lowered(document, {"$defs": {"A": {"type": "string"}, "B": {"type": "string"}}}, spots)
    assert str(tree.place("/$defs/A/type")) == "contracts/ops/doc.go:3:6"
    assert str(tree.place("/$defs/B")) == "contracts/ops/b.go:7:6"
    assert str(tree.place("/nothing")) == "contracts/ops/doc.go:1:1"
