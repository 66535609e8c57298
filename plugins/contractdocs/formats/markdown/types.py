"""Reads a type as people write it into a cell: `string[]`, `map<string, Order>`, `'a' | 'b'`, `string, max 20`."""

from __future__ import annotations

import re
from collections.abc import Callable

from .constraints import TYPES, Keywords, listed, rules_of, value

LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
NOTHING = re.compile(r"^(?:[-–—]*|n/?a|none|any|mixed|unknown|\*|enum|varies|void)$", re.IGNORECASE)
LISTS = "array|list|set|slice|sequence|collection|readonlyarray|arreglo|lista"
MAPS = "map|record|dict|dictionary|hashmap|object|mapping"
LIST_OF = re.compile(rf"(?:an? )?(?:{LISTS})\s+(?:of|de)\s+(?P<of>.+)", re.IGNORECASE)
MAP_OF = re.compile(rf"(?:an? )?(?:{MAPS})\s+(?:of|from)\s+(?:\w+\s*(?:to|→|->|=>)\s*)?(?P<of>.+)", re.IGNORECASE)
GENERIC = re.compile(r"(?P<name>[A-Za-z]\w*)\s*(?:<(?P<a>.*)>|\[(?P<b>.+)\])")
BRACKETS = re.compile(rf"(?P<name>{LISTS})\s*\((?P<of>.+)\)", re.IGNORECASE)
GO_MAP = re.compile(r"map\[[\w.]+\](?P<of>.+)")
INDEX = re.compile(r"\{\s*\[\s*\w+\s*:\s*\w+\s*\]\s*:\s*(?P<of>[^;]+);?\s*\}")
CHOICES = re.compile(
    r"(?:an? )?(?:string )?(?:enum(?:eration)?|one of|values?)\s*[:(]\s*(?P<list>.+?)\)?", re.IGNORECASE
)
WORD = re.compile(r"[A-Za-z][\w.-]*")
NAME = re.compile(r"[A-Z]\w*")
OPEN, CLOSE = "([{<", ")]}>"


def type_of(text: str) -> Keywords:
    """Return the schema of a type as it is written; what is not understood stays as text."""
    said = LINK.sub(r"\1", text).replace("\\|", "|").replace("\\[", "[").replace("\\]", "]").strip()
    literals = said_as_code(said)
    said = said.replace("`", "").replace("**", "").strip()
    if literals:
        return {"enum": literals}
    return {} if NOTHING.match(said) else read(said)


def said_as_code(text: str) -> list[str]:
    """Return the values of a list whose every word is code of its own: `open`, `packed`; nothing for types."""
    parts = [part for part in re.split(r"\s*(?:,|/|\||\bor\b)\s*", text) if part]
    if len(parts) < 2 or not all(re.fullmatch(r"`[^`]+`", part) for part in parts):
        return []
    values = [part.strip("`").strip("'\"") for part in parts]
    return [] if any(known(one) or NAME.fullmatch(one) for one in values) else list(dict.fromkeys(values))


def known(word: str) -> bool:
    """Return whether a word is a type that is known by name."""
    return word.strip("[]?").lower() in TYPES


def read(said: str) -> Keywords:
    """Return the schema of a type without marks of emphasis and code."""
    parts = split(said, "|") if "|" in said else split_or(said)
    if len(parts) > 1:
        return union(parts)
    for reader in READERS:
        found = reader(said)
        if found is not None:
            return found
    return {"x-type-text": said}


def split(text: str, mark: str) -> list[str]:
    """Return the pieces of a text between marks that stand in no brackets."""
    found, depth = [""], 0
    for char in text:
        depth += (char in OPEN) - (char in CLOSE)
        if char == mark and depth <= 0:
            found.append("")
        else:
            found[-1] += char
    return [part.strip() for part in found if part.strip()]


def split_or(text: str) -> list[str]:
    """Return the alternatives of `string or null`; a phrase of anything but types stays whole."""
    parts = [part.strip() for part in re.split(r"\s+or\s+", text)]
    single = all(re.fullmatch(r"[\w\[\]<>'\".-]+(?: ?\([^)]*\))?", part) for part in parts)
    return parts if single else [text]


def union(parts: list[str]) -> Keywords:
    """Return the schema of a union: literals are an enumeration, and null a type."""
    others = [part for part in parts if part.lower() not in ("null", "nil", "none", "undefined")]
    null = any(part.lower() in ("null", "nil", "none") for part in parts)
    if others and all(WORD.fullmatch(part) and part[0].islower() and not known(part) for part in others):
        others = [f"'{part}'" for part in others]  # words that are no types are values: open | packed
    schemas = [read(part) for part in others]
    if schemas and all("const" in schema for schema in schemas):
        values = [schema["const"] for schema in schemas]
        return {"enum": [*values, None] if null else values}
    whole = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
    return with_null(whole) if null else whole


def with_null(schema: Keywords) -> Keywords:
    """Return a schema that takes null too."""
    if isinstance(schema.get("type"), str):
        more = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
        return {**schema, **more, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]} if schema else {}


# -- one way of writing after the other ---------------------------------------------------------------------------


def literal(said: str) -> Keywords | None:
    """Return a constant: a text in quotes, a number, true or false."""
    if found := re.fullmatch(r"""(["'])(.*)\1""", said):
        return {"const": found[2]}
    if re.fullmatch(r"-?\d{1,15}(?:\.\d+)?|true|false", said):
        return {"const": value(said)}
    return None


def marked(said: str) -> Keywords | None:
    """Return `T?`, `(T)`, `*T`: what is inside, where the mark says no more than the column beside it."""
    if said.endswith("?"):
        return read(said[:-1].strip())
    if said.startswith("*") and WORD.match(said[1:]):
        return with_null(read(said[1:]))
    inside = said[1:-1]
    if said.startswith("(") and said.endswith(")") and len(split(said[1:-1] + "|", "|")) and balanced(inside):
        return read(inside)
    return None


def balanced(text: str) -> bool:
    """Return whether every bracket of a text is opened before it is closed."""
    depth = 0
    for char in text:
        depth += (char in OPEN) - (char in CLOSE)
        if depth < 0:
            return False
    return depth == 0


def list_of(said: str) -> Keywords | None:
    """Return `T[]`, `[]T`, `array of T`, `array (T)`."""
    if said.endswith("[]") and balanced(said[:-2]):
        return items(said[:-2])
    if said.startswith("[]"):
        return items(said[2:])
    found = LIST_OF.fullmatch(said) or BRACKETS.fullmatch(said)
    if found is None:
        return None
    return items(found["of"]) if not re.match(r"\d|min|max|≥|<|>", found["of"]) else None


def items(said: str) -> Keywords:
    """Return a list of a type; `strings` and `Order objects` are said in the plural."""
    named = re.sub(r"\s+(?:objects?|items?|elements?|values?)$", "", said.strip(), flags=re.IGNORECASE)
    single = named[:-1] if named.endswith("s") and known(named[:-1]) else named
    return {"type": "array", "items": type_of(single)}


def map_of(said: str) -> Keywords | None:
    """Return `map<string, T>`, `Record<string, T>`, `map[string]T`, `{ [key: string]: T }`, `map of T`."""
    if found := GO_MAP.fullmatch(said) or INDEX.fullmatch(said) or MAP_OF.fullmatch(said):
        return {"type": "object", "additionalProperties": type_of(re.sub(r"\bstrings$", "string", found["of"]))}
    return None


def generic(said: str) -> Keywords | None:
    """Return `Array<T>`, `List[T]`, `Record<K, V>`, `Optional[T]`."""
    found = GENERIC.fullmatch(said)
    if found is None:
        return None
    name, inside = found["name"].lower(), split(found["a"] or found["b"] or "", ",")
    if name in LISTS.split("|") and len(inside) == 1:
        return {**items(inside[0]), **({"uniqueItems": True} if name == "set" else {})}
    if name in MAPS.split("|") and len(inside) == 2:
        return {"type": "object", "additionalProperties": type_of(inside[1])}
    if name in ("optional", "nullable", "option", "maybe") and len(inside) == 1:
        return with_null(read(inside[0]))
    return {"x-type-text": said}


def tuple_of(said: str) -> Keywords | None:
    """Return `[number, number]`."""
    inside = split(said[1:-1], ",") if said.startswith("[") and said.endswith("]") else []
    if not inside:
        return None
    members = [type_of(part) for part in inside]
    return {"type": "array", "prefixItems": members, "items": False, "minItems": len(members), "maxItems": len(members)}


def choices(said: str) -> Keywords | None:
    """Return `enum: a, b` and `string enum (a, b)`."""
    found = CHOICES.fullmatch(said)
    values = listed(found["list"]) if found else []
    return {"enum": values} if len(values) > 1 else None


def word(said: str) -> Keywords | None:
    """Return a word, with what stands in brackets or behind a comma: `string (uuid)`, `integer, min 1`."""
    found = re.fullmatch(
        r"(?P<word>[A-Za-z][\w-]*(?: 8601| v\d)?)\s*(?:\((?P<in>.*)\)|[,;:]\s*(?P<after>.+)|(?P<op>[<>≥≤].+))?", said
    )
    plain = said if found is None else found["word"]
    lower = (
        re.sub(r"^(?:an? |nested |json )(?=\w)|(?<=\w) (?:object|string|value|enum|number)$", "", plain.lower())
        or plain
    )
    schema = TYPES.get(plain.lower()) or (TYPES.get(lower) if found is None or " " in plain else None)
    if schema is None and plain.lower() in TYPES:
        schema = {}
    if schema is None and NAME.fullmatch(plain):
        schema = {"$ref": f"#/$defs/{plain}"}
    if schema is None and (of := re.fullmatch(r"([A-Z]\w*) (?:object|entity|model)", said)):
        schema = {"$ref": f"#/$defs/{of[1]}"}
    if schema is None:
        return None
    more = "" if found is None else found["in"] or found["after"] or found["op"] or ""
    return narrowed(dict(schema), more.strip()) if more else dict(schema)


def narrowed(schema: Keywords, more: str) -> Keywords:
    """Return a type with what stands behind it: its greatest length, its format, its values, its rules."""
    if more.isdigit() and schema.get("type") == "string":
        return {**schema, "maxLength": int(more)}
    if re.fullmatch(r"[\d\s,]+", more):
        return schema  # the precision of a decimal
    values = said_as_code(more) if "`" in more else []
    values = values or ([] if "|" not in more else [part.strip("'\" ") for part in split(more, "|")])
    rules = {"enum": values} if len(values) > 1 else rules_of(more)[0]
    null = rules.pop("nullable", False)
    made = fitted({**schema, **rules} if "$ref" not in schema or not rules else {"allOf": [schema, rules]})
    return with_null(made) if null else made


def fitted(schema: Keywords) -> Keywords:
    """Return a schema whose bounds fit its type: `max 20` of a text is its length, of a list its number of items."""
    kinds = schema.get("type")
    kind = next((one for one in kinds if one != "null"), "") if isinstance(kinds, list) else kinds
    names = {"string": ("minLength", "maxLength"), "array": ("minItems", "maxItems")}.get(str(kind))
    if names is None or schema.get("format") in ("date", "date-time"):
        return schema
    moved = dict(zip(("minimum", "maximum"), names))
    return {moved.get(key, key): item for key, item in schema.items()}


READERS: tuple[Callable[[str], Keywords | None], ...] = (
    literal,
    marked,
    list_of,
    map_of,
    generic,
    tuple_of,
    choices,
    word,
)
