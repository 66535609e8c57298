"""Checks the examples of a data contract's fields against their own type, options and listed values."""

from __future__ import annotations

import json
import re
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from .causes import causes
from .keywords import Keywords
from .odcs_fields import field_schema
from .odcs_parts import as_written, mapping
from .wording import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping


def refusal(field: Mapping[str, Any], value: Any) -> str:
    """Return why an example is refused by its field, empty where it is taken or cannot be checked.

    A null stands for a value that is missing; a text that holds the value as JSON stands for the value.
    """
    if value is None:
        return ""
    logical = field.get("logicalType")
    if logical in ("date", "timestamp", "time"):
        return dated(str(logical), mapping(field.get("logicalTypeOptions")), value)
    schema = field_schema(field, "", as_written)
    reason = checked(schema, value)
    if reason and isinstance(value, str):
        return checked(schema, parsed(value)) and reason
    return reason


def parsed(value: str) -> Any:
    """Return the value that a text holds as JSON, else the text."""
    try:
        return json.loads(value)
    except ValueError:
        return value


def checked(schema: Mapping[str, Any], value: Any) -> str:
    """Return why a schema refuses a value; patterns run in an engine without backtracking."""
    import jsonschema_rs

    try:
        validator = jsonschema_rs.Draft202012Validator(
            dict(schema), pattern_options=jsonschema_rs.RegexOptions(), validate_formats=False
        )
    except ValueError:
        return ""
    if validator.is_valid(value):
        return ""
    found = causes(validator.iter_errors(value), Keywords(dict(schema)))
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
