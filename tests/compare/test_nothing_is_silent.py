"""Each edit of a document that says one of everything is told, named as not compared, or known to say nothing.

A key is taken away, and a value is made another one; each edit is looked at both ways.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from contractdocs.compare import compare
from contractdocs.documents import parse
from contractdocs.formats import detect
from contractdocs.model.interface import Interface

EVERYTHING = yaml.safe_load(Path(__file__).with_name("everything.yaml").read_text())
Steps = tuple[str | int, ...]
SAYS_NOTHING = {
    r"change openapi|.* (\$self|jsonSchemaDialect)": "how the text is read, not what it says",
    r".* info(/.*)?|.* tags(/.*)?": "about the document; the version and the audience are the gate's",
    r".*/(description|summary|title|\$comment|examples?)(/.*)?|.*/externalDocs(/.*)?|.*/scopes/read": "for people",
    r".* servers(/.*)?": "every operation states its own",
    r".*/parameters/0/(required|style|explode|deprecated)": "required anyway; the rest is the default",
    r".*/encoding/tags/style": "the style that an encoding has anyway",
    r".*/X-R/(style|explode)": "a header has one style, and a text is written in one way",
    r".*/parameters/3/schema/type": "the listed values say it",
    r".*/(minLength|minProperties|minContains|minItems)": "held anyway: by what else is said, or by default",
    r".*/\$(anchor|dynamicAnchor)": "another name for the same schema",
    r"remove components/schemas/Pet/discriminator(/propertyName)?": "the branches tell themselves apart",
    r"remove components(/securitySchemes(/(key|oauth|oidc|http))?)?": "a scheme that is not defined; the lint says it",
}


def edits(value: Any, steps: Steps = ()) -> Iterator[tuple[str, Steps]]:
    """Yield what can be done to a document: each key and item taken away, each value made another one."""
    inside: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield "remove", (*steps, key)
        yield from edits(item, (*steps, key))
    if not isinstance(value, (dict, list)):
        yield "change", steps


def edited(kind: str, steps: Steps) -> Any:
    """Return the document with one edit."""
    whole = copy.deepcopy(EVERYTHING)
    holder = whole
    for step in steps[:-1]:
        holder = holder[step]
    if kind == "remove":
        del holder[steps[-1]]
    else:
        holder[steps[-1]] = another(holder[steps[-1]])
    return whole


def another(value: Any) -> Any:
    """Return another value of the same type."""
    if value is None or isinstance(value, str):
        return f"{value or ''}z"
    return not value if isinstance(value, bool) else value * 2 + 1


def interface(data: Any) -> Interface:
    document = parse("api.json", json.dumps(data).encode())
    found = detect(document)
    assert found is not None
    return found.read(document, lambda path: None)


EDITS = [(kind, steps) for kind, steps in edits(EVERYTHING) if steps != ("openapi",)]


def test_the_document_itself_is_compared_whole() -> None:
    found = compare(interface(EVERYTHING), interface(EVERYTHING))
    assert not found.changes
    assert not found.not_compared


@pytest.mark.parametrize("part", range(10))
def test_each_edit_is_told(part: int) -> None:
    base = interface(EVERYTHING)
    silent = []
    for kind, steps in EDITS[part::10]:
        other = interface(edited(kind, steps))
        told = [compare(*sides) for sides in ((base, other), (other, base))]
        text = f"{kind} {'/'.join(map(str, steps))}"
        if not all(one.changes or one.not_compared for one in told):
            silent.append(text)
    assert [text for text in silent if not any(re.fullmatch(known, text) for known in SAYS_NOTHING)] == []


def test_what_says_nothing_is_about_edits_that_there_are() -> None:
    texts = [f"{kind} {'/'.join(map(str, steps))}" for kind, steps in edits(EVERYTHING)]
    for known in SAYS_NOTHING:
        assert any(re.fullmatch(known, text) for text in texts), known
