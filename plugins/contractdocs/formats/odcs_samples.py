"""Checks the examples of a data contract's fields against their own type, options and listed values."""

from __future__ import annotations

import json
import re
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from .causes import causes
from .engine import compiled, errors_of, steps_of
from .keywords import Keywords
from .odcs_fields import field_schema
from .odcs_parts import as_written, mapping
from .wording import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..documents import Document


def refusal(field: Mapping[str, Any], value: Any, document: Document, pointer: str) -> str:
    """Return why an example is refused by its field, empty where it is taken or cannot be checked.

    The example stands in `document` at `pointer`. A null stands for a value that is missing; a text that holds the
    value as JSON stands for the value.
    """
    if value is None:
        return ""
    logical = field.get("logicalType")
    if logical in ("date", "timestamp", "time"):
        return dated(str(logical), mapping(field.get("logicalTypeOptions")), value)
    schema = field_schema(field, "", as_written)
    reason = checked(schema, value, document, pointer)
    if reason and isinstance(value, str):
        return checked(schema, parsed(value), document, pointer) and reason
    return reason


def parsed(value: str) -> Any:
    """Return the value that a text holds as JSON, else the text."""
    try:
        return json.loads(value)
    except ValueError:
        return value


def checked(schema: Mapping[str, Any], value: Any, document: Document, pointer: str) -> str:
    """Return why a schema refuses a value; raise DocumentError where a pattern takes too many steps."""
    import jsonschema_rs

    draft, steps, whole = jsonschema_rs.Draft202012Validator, steps_of(document), dict(schema)
    validator = compiled(lambda options: draft(whole, pattern_options=options, validate_formats=False), steps)
    if validator is None or validator.is_valid(value):
        return ""
    errors = errors_of(validator, value, lambda: document.place(pointer), steps)
    found = causes(errors, Keywords(whole))
    return next((sentence(cause).replace("the document", "it") for cause in found), "")


def dated(logical: str, options: Mapping[str, Any], value: Any) -> str:
    """Return why an example is no date or time; with a format of its own only its type is looked at."""
    if not isinstance(value, str):
        return f"a {logical} is written as text"
    if options.get("format"):
        return ""
    plain = re.sub(r"[zZ]\Z", "+00:00", value.strip())
    read = time.fromisoformat if logical == "time" else datetime.fromisoformat
    try:
        read(re.sub(r"(\.\d{6})\d+", r"\1", plain))
    except ValueError:
        return f"`{value[:40]}` is no {logical} as ISO 8601 writes it"
    return ""
