"""What stands before the prose of a rule's page."""

from __future__ import annotations

from contractdocs.documents import parse_front_matter
from contractdocs.documents.yaml_fast import native
from contractdocs.rules.registry import pages, split_front_matter


def test_the_native_parser_reads_each_page_as_the_checked_one_does() -> None:
    assert pages()
    for rule, file in pages().items():
        head, _ = split_front_matter(file.read_text("utf-8"))
        assert native(head) == parse_front_matter(file.name, head.encode()).data, rule
