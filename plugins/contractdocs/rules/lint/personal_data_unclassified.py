"""Finds fields that look like personal data and have no classification."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from contractdocs.formats.odcs import contract_parts
from contractdocs.formats.odcs_parts import text
from contractdocs.rules import Hit, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator


def lint(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each field whose name speaks of a person and that has no classification."""
    for part in contract_parts(reading.document):
        name = text(part.data.get("name")) if part.kind == "field" else ""
        if personal(name) and not part.data.get("classification"):
            yield Hit(part.at("name"), {"name": name})


def personal(name: str) -> bool:
    """Return whether a name speaks of a person: by its words, whatever their spelling."""
    words = re.findall(r"[a-z]+|\d+", re.sub(r"([a-z\d])([A-Z])", r"\1_\2", name).lower())
    pairs = {first + second for first, second in itertools.pairwise(words)}
    return bool(WORDS & set(words) or PAIRS & pairs)


WORDS = frozenset(
    {"email", "mail", "phone", "telephone", "mobile", "ssn", "passport", "iban", "birthday", "birthdate", "dob"}
    | {"surname", "lastname", "firstname", "fullname", "forename", "salary", "gender", "religion", "ethnicity"}
)
PAIRS = frozenset(
    {"firstname", "lastname", "fullname", "familyname", "givenname", "maidenname", "birthname", "dateof", "birthdate"}
    | {"ofbirth", "socialsecurity", "nationalid", "taxid", "creditcard", "cardnumber", "bankaccount", "ipaddress"}
    | {"homeaddress", "streetaddress", "driverlicense", "driverslicense", "emailaddress", "phonenumber"}
) - {"dateof"}
