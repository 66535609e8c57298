"""What the types of the language, of its library and of well-known packages look like as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BASIC: Mapping[str, Mapping[str, Any]] = {
    "string": {"type": "string"},
    "bool": {"type": "boolean"},
    "int": {"type": "integer"},
    "int8": {"type": "integer", "minimum": -128, "maximum": 127},
    "int16": {"type": "integer", "minimum": -32768, "maximum": 32767},
    "int32": {"type": "integer", "format": "int32"},
    "rune": {"type": "integer", "format": "int32"},
    "int64": {"type": "integer", "format": "int64"},
    "uint": {"type": "integer", "minimum": 0},
    "uint8": {"type": "integer", "minimum": 0, "maximum": 255},
    "byte": {"type": "integer", "minimum": 0, "maximum": 255},
    "uint16": {"type": "integer", "minimum": 0, "maximum": 65535},
    "uint32": {"type": "integer", "minimum": 0, "maximum": 4294967295},
    "uint64": {"type": "integer", "minimum": 0},
    "uintptr": {"type": "integer", "minimum": 0},
    "float32": {"type": "number", "format": "float"},
    "float64": {"type": "number"},
    "any": {},
    "error": {"type": "object"},  # encoding/json sees no exported field of it
}
LIBRARY: Mapping[str, Mapping[str, Any]] = {
    "time.Time": {"type": "string", "format": "date-time"},
    "time.Duration": {"type": "integer", "description": "Nanoseconds."},
    "json.RawMessage": {},
    "json.Number": {"type": "number"},
    "uuid.UUID": {"type": "string", "format": "uuid"},
    "uuid.NullUUID": {"type": ["string", "null"], "format": "uuid"},
    "decimal.Decimal": {"type": "string"},
    "decimal.NullDecimal": {"type": ["string", "null"]},
    "ulid.ULID": {"type": "string"},
    "xid.ID": {"type": "string"},
    "primitive.ObjectID": {"type": "string"},
    "bson.ObjectID": {"type": "string"},
    "big.Int": {"type": "integer"},
    "big.Float": {"type": "string"},
    "net.IP": {"type": "string"},
    "netip.Addr": {"type": "string"},
    "netip.Prefix": {"type": "string"},
    "null.String": {"type": ["string", "null"]},
    "null.Int": {"type": ["integer", "null"]},
    "null.Float": {"type": ["number", "null"]},
    "null.Bool": {"type": ["boolean", "null"]},
    "null.Time": {"type": ["string", "null"], "format": "date-time"},
    "strfmt.UUID": {"type": "string", "format": "uuid"},
    "strfmt.DateTime": {"type": "string", "format": "date-time"},
    "strfmt.Date": {"type": "string", "format": "date"},
    "strfmt.Email": {"type": "string", "format": "email"},
    "strfmt.URI": {"type": "string", "format": "uri"},
    "multipart.FileHeader": {"type": "string", "contentMediaType": "application/octet-stream"},
}
EMPTY_STRUCTS = frozenset({"time.Time", "sql.NullString", "uuid.UUID", "decimal.Decimal"})
"""Types of other packages for which `omitempty` does nothing: structs and arrays of a fixed length."""
