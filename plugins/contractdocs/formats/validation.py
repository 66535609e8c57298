"""Checks a document against a schema: a compiled validator decides, and only for a refused document are words found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.finding import Finding, Grade, Spot, fingerprint
from .plain import mapping, pointer_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..documents import Document
    from .causes import Cause, Path

MOST = 20  # findings a document; the last counts the rest
COMPILED: dict[int, tuple[Mapping[str, Any], Any]] = {}  # by identity; the schema is kept so that it stays alive


def schema_findings(document: Document, schema: Mapping[str, Any], contract: str = "") -> tuple[Finding, ...]:
    """Return what breaks the schema: at most 20 findings, in the order of the document, one for each mistake.

    The compiled form of a schema is kept for the process, so callers pass the same object for the same schema.
    """
    compiled = compiled_for(schema)
    if compiled.is_valid(document.data):
        return ()
    from .causes import causes
    from .keywords import Keywords

    found = causes(compiled.iter_errors(document.data), Keywords(schema))
    found.sort(key=lambda cause: order_of(document.data, cause.path))
    if len(found) <= MOST:
        return tuple(schema_finding(document, cause, contract) for cause in found)
    told = [schema_finding(document, cause, contract) for cause in found[: MOST - 1]]
    return (*told, rest(document, found[MOST - 1], len(found) - MOST + 1, contract))


def compiled_for(schema: Mapping[str, Any]) -> Any:
    """Return the compiled validator of a schema; it never reads a file or the network."""
    known = COMPILED.get(id(schema))
    if known is None:
        import jsonschema_rs

        compiled = jsonschema_rs.validator_for(dict(schema), validate_formats=False, offline=True)
        known = COMPILED[id(schema)] = (schema, compiled)
    return known[1]


def order_of(data: Any, path: Path) -> tuple[int, ...]:
    """Return where `path` stands in the order in which the document is written."""
    order = []
    for step in path:
        if isinstance(data, list) and isinstance(step, int) and step < len(data):
            order.append(step)
            data = data[step]
        else:
            keys = [str(key) for key in mapping(data)]
            order.append(keys.index(str(step)) if str(step) in keys else len(keys))
            data = mapping(data).get(str(step))
    return tuple(order)


def schema_finding(document: Document, cause: Cause, contract: str) -> Finding:
    """Return the finding of one mistake: at the key for an unknown key, at the object for a missing one."""
    from .wording import sentence, suggestion

    pointer = pointer_of(cause.path)
    return finding(
        document,
        "schema-invalid",
        sentence(cause),
        pointer,
        suggestion=suggestion(cause, document.source_text(pointer) or ""),
        contract=contract,
        key=cause.kind in ("unknown", "falseSchema", "required", "one-key") and bool(cause.path),
    )


def rest(document: Document, cause: Cause, count: int, contract: str) -> Finding:
    """Return the finding that counts what is not told."""
    more = f"{count} more places break the schema"
    ask = "Mend those above first; many of the rest may go with them."
    return finding(document, "schema-invalid", more, pointer_of(cause.path), suggestion=ask, contract=contract)


def finding(
    document: Document,
    rule: str,
    message: str,
    pointer: str = "",
    *,
    level: Grade = "error",
    suggestion: str = "",
    contract: str = "",
    key: bool = False,
) -> Finding:
    """Return a finding about one place of a document."""
    return Finding(
        rule=rule,
        level=level,
        contract=contract,
        message=message,
        address=pointer,
        new=Spot(document.place(pointer, key=key), pointer),
        suggestion=suggestion,
        fingerprint=fingerprint(contract, rule, pointer, None, message),
    )
