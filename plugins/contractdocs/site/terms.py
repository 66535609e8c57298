"""What a contract promises as a whole, as tables: quality, service levels, servers, access, people, price."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..model.interface import Interface
from .described import as_code
from .flow import address_of
from .parts import Outline
from .related import detail_rows
from .relations import relation_rows
from .tables import Cell, Item, Row, Table, items, say, says, table, words
from .text import safe_link

OPERATORS = {
    "mustBe": "is",
    "mustNotBe": "is not",
    "mustBeGreaterThan": "more than",
    "mustBeGreaterOrEqualTo": "at least",
    "mustBeGreaterThanOrEqualTo": "at least",
    "mustBeLessThan": "less than",
    "mustBeLessOrEqualTo": "at most",
    "mustBeLessThanOrEqualTo": "at most",
    "mustBeBetween": "between",
    "mustNotBeBetween": "not between",
}


def tables_of(interface: Interface, outline: Outline) -> tuple[Table, ...]:
    """Return the tables of an interface, those without a row left out."""
    made = (
        table("relationships", "Relationships", RELATIONS, relation_rows(outline)),
        table("quality", "Quality", QUALITY, quality_rows(outline)),
        table("service-levels", "Service levels", LEVELS, listed(interface, "slaProperties", level_row)),
        table("servers", "Servers", SERVERS, [*plain_servers(interface), *listed(interface, "servers", server_row)]),
        table("security", "Security", SECURITY, security_rows(interface)),
        table("roles", "Access", ROLES, listed(interface, "roles", role_row)),
        table("team", "Team", TEAM, team_rows(interface)),
        table("support", "Support", SUPPORT, listed(interface, "support", support_row)),
        table("price", "Price", PRICE, price_rows(interface)),
        table("details", "Details", DETAILS, detail_rows(interface)),
    )
    return tuple(item for item in made if item.rows)


RELATIONS = ("From", "To", "Kind", "Meaning")
QUALITY = ("Rule", "On", "Holds when", "Meaning")
LEVELS = ("Level", "Value", "For", "Meaning")
SERVERS = ("Server", "Type", "Meaning")
SECURITY = ("Scheme", "Type", "Meaning")
ROLES = ("Role", "Access", "Approved by", "Meaning")
TEAM = ("Name", "Role", "Since", "Until", "Meaning")
SUPPORT = ("Channel", "Address", "Meaning")
DETAILS = ("What", "Value")
PRICE = ("Price", "For each", "Meaning")


def listed(interface: Interface, section: str, row: Callable[[Item, int], Row]) -> list[Row]:
    """Return a row for each item of a section of a data contract."""
    fact = interface.terms.get(section)
    return [row(item, index) for index, item in enumerate(items(fact.value if fact else None))]


def quality_rows(outline: Outline) -> list[Row]:
    """Return every quality rule of datasets and of their fields."""
    rows: list[Row] = []
    for part in outline.datasets:
        rows.extend(quality_row(rule, part.address, index) for index, rule in rules_of(part.dataset.details))
        for field in part.fields:
            rows.extend(quality_row(rule, field.address, index) for index, rule in rules_of(field.terms))
    return rows


def rules_of(holder: Item) -> Iterator[tuple[int, Item]]:
    """Yield the quality rules of a dataset or a field."""
    return enumerate(items(holder.get("quality")))


KNOWN_RULE = frozenset(
    {"id", "name", "description", "type", "metric", "rule", "query", "engine", "implementation", "severity", "unit"}
    | {"customProperties", "arguments", "validValues", *OPERATORS}
)


def quality_row(rule: Item, on: str, index: int) -> Row:
    """Return one quality rule."""
    name = say(rule, "name", "id", "metric", "rule") or "rule"
    return Row(
        f"quality > {on} > {name} {index}",
        (
            Cell("strong", name, say(rule, "severity")),
            Cell("place", on),
            Cell("check", check_of(rule)),
            says(rule, KNOWN_RULE),
        ),
    )


def check_of(rule: Item) -> tuple[tuple[str, str], ...]:
    """Return what a rule checks as words and code: a metric with its threshold, or a query."""
    parts: list[tuple[str, str]] = []
    metric, query = say(rule, "metric", "rule"), say(rule, "query", "implementation")
    if metric:
        parts.append(("text", words(metric)))
    if query:
        parts.append(("code", query))
    for key, sign in OPERATORS.items():
        if key in rule:
            value = rule[key]
            said = " and ".join(map(as_code, value)) if isinstance(value, list) else as_code(value)
            parts.append(("text", f"{sign} {said} {say(rule, 'unit')}".strip()))
    return tuple(parts)


def level_row(item: Item, index: int) -> Row:
    """Return one service level."""
    known = frozenset(
        {"id", "property", "value", "valueExt", "unit", "element", "driver", "description", "customProperties"}
    )
    value = " to ".join(part for part in (say(item, "value"), say(item, "valueExt")) if part)
    name = say(item, "property") or f"level {index + 1}"
    return Row(
        f"slaProperties > {name}",
        (
            Cell("strong", words(name), say(item, "driver")),
            Cell("text", f"{value} {say(item, 'unit')}".strip()),
            Cell("place", say(item, "element")),
            says(item, known),
        ),
    )


def server_row(item: Item, index: int) -> Row:
    """Return one server of a data contract: where it is, in the words of its type."""
    known = frozenset({"id", "server", "type", "environment", "description", "customProperties"})
    name = say(item, "server", "id") or f"server {index + 1}"
    roles = [say(role, "role") for role in items(item.get("roles"))]
    item = {**item, "roles": ", ".join(filter(None, roles))} if roles else item
    return Row(
        f"servers > {name}",
        (
            Cell("strong", name, say(item, "environment")),
            Cell("text", say(item, "type")),
            says(item, known),
        ),
    )


def plain_servers(interface: Interface) -> list[Row]:
    """Return the servers of an interface of operations."""
    return [
        Row(
            f"servers > {server.name or server.url}" if server.protocol else f"servers > {server.url}",
            (Cell("code", address_of(server)), Cell("text", server.name), Cell("prose", server.description)),
        )
        for server in interface.servers
    ]


def security_rows(interface: Interface) -> list[Row]:
    """Return the ways to prove who one is."""
    rows = []
    for name, fact in interface.security_schemes.items():
        item = fact.value if isinstance(fact.value, Mapping) else {}
        rows.append(
            Row(
                f"security > {name}",
                (
                    Cell("strong", name),
                    Cell("text", say(item, "type")),
                    says(item, frozenset({"type", "description"})),
                ),
            )
        )
    return rows


def role_row(item: Item, index: int) -> Row:
    """Return one role."""
    known = frozenset(
        {"id", "role", "access", "firstLevelApprovers", "secondLevelApprovers", "description", "customProperties"}
    )
    approvers = [say(item, key) for key in ("firstLevelApprovers", "secondLevelApprovers") if say(item, key)]
    name = say(item, "role") or f"role {index + 1}"
    return Row(
        f"roles > {name}",
        (
            Cell("strong", name),
            Cell("text", say(item, "access")),
            Cell("text", ", then ".join(approvers)),
            says(item, known),
        ),
    )


KNOWN_MEMBER = frozenset({"id", "username", "name", "role", "dateIn", "dateOut", "description", "comment"})


def team_rows(interface: Interface) -> list[Row]:
    """Return the people who answer for the contract."""
    fact = interface.terms.get("team")
    value = fact.value if fact else None
    members = value.get("members") if isinstance(value, Mapping) else value
    return [
        Row(
            f"team > {say(item, 'username', 'name')}",
            (
                Cell("strong", say(item, "name", "username")),
                Cell("text", say(item, "role")),
                Cell("day", say(item, "dateIn")),
                Cell("day", say(item, "dateOut")),
                says({"description": say(item, "description", "comment"), **item}, KNOWN_MEMBER),
            ),
        )
        for item in items(members)
    ]


def support_row(item: Item, index: int) -> Row:
    """Return one channel of support."""
    known = frozenset({"id", "channel", "url", "invitationUrl", "scope", "description", "customProperties"})
    url, name = say(item, "url", "invitationUrl"), say(item, "channel") or f"channel {index + 1}"
    address = Cell("link", safe_link(url), url) if safe_link(url) else Cell("text", url)
    return Row(
        f"support > {name}",
        (
            Cell("strong", name, say(item, "scope")),
            address,
            says(item, known),
        ),
    )


def price_rows(interface: Interface) -> list[Row]:
    """Return what the contract costs."""
    fact = interface.terms.get("price")
    known = frozenset({"id", "priceAmount", "priceCurrency", "priceUnit", "customProperties"})
    return [
        Row(
            "price",
            (
                Cell("strong", f"{say(item, 'priceAmount')} {say(item, 'priceCurrency')}".strip()),
                Cell("text", say(item, "priceUnit")),
                says(item, known),
            ),
        )
        for item in items(fact.value if fact else None)
    ]
