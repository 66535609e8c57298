"""The pages of the lint rules for interfaces give exactly the findings that they show."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import contractdocs.rules
from contractdocs.documents import DocumentError, parse
from contractdocs.formats import detect
from contractdocs.formats.samples import refused_samples
from contractdocs.rules.judgement import lint
from contractdocs.rules.registry import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contractdocs.documents import Document

    from .conftest import Parse

FOLDER = Path(contractdocs.rules.__file__).parent / "lint"
EXAMPLE = re.compile(r"```yaml (openapi|json-schema)\n(.*?)```\n\n```findings\n(.*?)```", re.DOTALL)
UNREADABLE = (
    "alias-cyclic",
    "alias-undefined",
    "documents-many",
    "key-duplicated",
    "key-not-text",
    "merge-invalid",
    "syntax-error",
    "tag-unknown",
)
OWN = (
    "schema-invalid",
    "reference-unresolved",
    "reference-blocked",
    "path-parameter-mismatch",
    "operation-id-duplicated",
    "path-duplicated",
    "example-invalid",
    "required-property-undefined",
    "keyword-unknown",
)
HEAD = "openapi: 3.0.3\ninfo: {title: a, version: 1.0.0}\n"


def shown_by(text: str) -> list[str]:
    """Return what is wrong with a text, also where it cannot be read."""
    try:
        return sorted(found_in(parse("contract.yaml", text.encode())))
    except DocumentError as error:
        problems = ((item.rule, item.place, item.message) for item in error.problems)
        return [f"{rule}  {place.line}:{place.column}  error  {message}" for rule, place, message in problems]


def found_in(document: Document) -> Iterator[str]:
    """Yield what is wrong with a document, as the pages show it."""
    known = detect(document)
    assert known is not None
    findings = list(known.validate(document))
    if not findings:
        interface = known.read(document, lambda path: None)
        findings = list(lint(Reading(document, document.data, interface), "", format_name=known.name))
    for finding in findings:
        assert finding.new is not None
        place = finding.new.place
        yield f"{finding.rule}  {place.line}:{place.column}  {finding.level}  {finding.message}"


@pytest.mark.parametrize("rule", [*OWN, *UNREADABLE])
def test_a_page_shows_exactly_what_is_found(rule: str) -> None:
    examples = EXAMPLE.findall((FOLDER / f"{rule}.md").read_text("utf-8"))
    shown = [sorted(filter(None, findings.splitlines())) for _, _, findings in examples]
    assert [shown_by(text) for _, text, _ in examples] == shown
    assert any(line.startswith(rule) for lines in shown for line in lines)
    assert [] in shown


def lint_with(text: str, document: Parse) -> list[str]:
    """Return the rules that fire, in order."""
    return [line.partition("  ")[0] for line in found_in(document(text))]


@pytest.mark.parametrize(
    "schema",
    [
        "{type: string, nullable: true, default: null}",
        "{type: integer, default: 9223372036854775807}",
        "{type: integer, default: 1.0}",
        "{type: string, pattern: '^(?=c)c', default: c}",
        "{type: object, required: [id], properties: {id: {type: string, readOnly: true}}, example: {}}",
        "{type: object, required: [id], properties: {id: {$ref: '#/components/schemas/Given'}}, example: {}}",
        "{type: object, example: '{\"a\": 1}'}",
        "{type: array, items: {type: string}, example: 'a,b'}",
        "{$ref: '#/components/schemas/Other', default: 3}",
    ],
)
def test_samples_that_are_right_are_left_alone(document: Parse, schema: str) -> None:
    others = "Other: {type: string}, Given: {readOnly: true}"
    text = f"{HEAD}paths: {{}}\ncomponents: {{schemas: {{Order: {schema}, {others}}}}}"
    assert lint_with(text, document) == []


@pytest.mark.parametrize(
    ("part", "count"),
    [
        ("parameters: [{name: a, in: query, schema: {type: integer}, example: x}]", 1),
        ("parameters: [{name: a, in: query, schema: {type: integer}, examples: {x: {value: y}, z: {value: 1}}}]", 1),
        ("requestBody: {content: {application/json: {schema: {type: object}, example: 3}}}", 1),
        ("requestBody: {content: {application/vnd.a+json: {schema: {type: object}, example: 3}}}", 1),
        ("requestBody: {content: {application/xml: {schema: {type: object}, example: <a/>}}}", 0),
        ("requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}, example: b}}}", 1),
    ],
)
def test_samples_beside_a_schema(document: Parse, part: str, count: int) -> None:
    text = (
        f"{HEAD}components: {{schemas: {{A: {{enum: [a]}}}}}}\n"
        f"paths: {{/a: {{post: {{{part}, responses: {{'200': {{description: ok}}}}}}}}}}"
    )
    assert lint_with(text, document) == ["example-invalid"] * count


def test_a_pattern_that_would_never_end_ends(document: Parse) -> None:
    schema = "{type: string, pattern: '^(a+)+$', example: " + "a" * 60 + "!}"
    assert lint_with(f"{HEAD}paths: {{}}\ncomponents: {{schemas: {{Order: {schema}}}}}", document) == [
        "example-invalid"
    ]


def test_a_shared_sample_is_told_once(document: Parse) -> None:
    answer = "{$ref: '#/components/responses/R'}"
    text = (
        f"{HEAD}paths: {{/a: {{get: {{responses: {{'200': {answer}}}}}, put: {{responses: {{'200': {answer}}}}}}}}}\n"
        "components: {responses: {R: {description: ok, content: {application/json: "
        "{schema: {type: integer}, example: a}}}}}"
    )
    assert lint_with(text, document) == ["example-invalid"]


def test_what_cannot_be_compiled_is_skipped(document: Parse) -> None:
    whole = document(
        f"{HEAD}paths: {{}}\ncomponents: {{schemas: {{A: {{pattern: '(', default: a}}, B: {{$ref: '#/x'}}}}}}"
    )
    known = detect(whole)
    assert known is not None
    assert list(refused_samples(known.read(whole, lambda path: None), whole)) == []


def test_a_parameter_that_is_lost_is_no_mismatch_too(document: Parse) -> None:
    answer = "get: {responses: {'200': {description: ok}}}"
    text = f"{HEAD}paths: {{'/a/{{id}}': {{parameters: [{{$ref: '#/x'}}], {answer}}}}}"
    assert lint_with(text, document) == ["reference-unresolved"]


def test_a_misspelt_path_parameter_is_told_once(document: Parse) -> None:
    text = (
        f"{HEAD}paths: {{'/a/{{orderId}}': {{get: {{responses: {{'200': {{description: ok}}}}, "
        "parameters: [{name: orderld, in: path, required: true, schema: {}}]}}}"
    )
    assert lint_with(text, document) == ["path-parameter-mismatch"]
