"""What Go says about itself is edited where it stands; what cannot be is said."""

from __future__ import annotations

import pytest

from tests.conftest import Workplace

from .documents import DAY

DOC = """// Package v1 is the orders API.
//
// Version: 1.0.0
// Status: active
package v1
"""
TYPES = 'package v1\n\n// OrderResponse is one.\ntype OrderResponse struct {\n\tID string `json:"id"`\n}\n'
FILE = "contracts/orders/v1/doc.go"


@pytest.fixture
def orders(place: Workplace) -> Workplace:
    place.write({FILE: DOC, "contracts/orders/v1/types.go": TYPES}).commit()
    return place


def text(place: Workplace, path: str = FILE) -> str:
    return (place.root / path).read_text()


def test_a_status_and_its_last_day_are_lines_of_the_comment(orders: Workplace) -> None:
    ran = orders.run("status", "orders", "deprecated", "--sunset", "2027-12-01", "--reason", "v2 is there", *DAY)
    assert ran.code == 0, ran.err
    assert text(orders) == DOC.replace(
        "// Status: active\n",
        "// Status: deprecated\n// Status reason: v2 is there\n// Sunset: 2027-12-01\n",
    )
    assert "until   2027-12-01" in orders.run("status", "orders").out
    orders.commit()
    assert orders.run("check", *DAY).code == 0


def test_a_minor_version_is_written_in_place(orders: Workplace) -> None:
    ran = orders.run("release", "orders", "--minor", "--notes", "More words", *DAY)
    assert ran.code == 0, ran.err
    assert "// Version: 1.1.0\n" in text(orders)
    assert "// Change notes: More words\n" in text(orders)


def test_a_major_version_takes_the_whole_package_along(orders: Workplace) -> None:
    ran = orders.run("release", "orders", "--major", *DAY)
    assert ran.code == 0, ran.err
    assert "// Version: 2.0.0\n" in text(orders, "contracts/orders/v2/doc.go")
    assert text(orders, "contracts/orders/v2/types.go") == TYPES
    assert text(orders) == DOC
    orders.commit()
    checked = orders.run("check", *DAY)
    assert checked.code == 0, checked.out


def test_a_version_in_a_constant_is_edited_there(place: Workplace) -> None:
    code = 'package v1\n\n// Version of the contract.\nconst Version = "1.0.0" // as released\n'
    place.write({FILE: code + TYPES.removeprefix("package v1\n")}).commit()
    assert place.run("release", "orders", "--minor", *DAY).code == 0
    assert 'const Version = "1.1.0" // as released\n' in text(place)


REFUSED = {
    "in another file": {
        FILE: "package v1\n",
        "contracts/orders/v1/version.go": 'package v1\n\nconst Version = "1.0.0"\n',
    },
    "made of parts": {FILE: 'package v1\n\nconst Version = major + ".0.0"\n\nconst major = "1"\n'},
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_edited_in_place_is_left_to_people(place: Workplace, name: str) -> None:
    place.write({**REFUSED[name], "contracts/orders/v1/types.go": TYPES}).commit()
    ran = place.run("release", "orders", "--minor", *DAY)
    assert ran.code != 0
    assert "Traceback" not in ran.err
    assert place.git("status", "--short") == ""


def test_a_version_that_stands_twice_is_changed_twice(place: Workplace) -> None:
    code = DOC + '\nconst Version = "1.0.0" // as released\n'
    place.write({FILE: code, "contracts/orders/v1/types.go": TYPES}).commit()
    assert place.run("release", "orders", "--minor", *DAY).code == 0
    assert text(place) == code.replace("1.0.0", "1.1.0")


TYPED = """/**
 * Orders
 *
 * Version: 1.0.0
 * Status: active
 */
export interface Order { id: string }

export const API_VERSION = '1.0.0'; // as released
"""


def test_a_header_above_the_first_type_is_edited_with_its_constant(place: Workplace) -> None:
    place.write({"contracts/orders/index.ts": TYPED}).commit()
    assert place.run("release", "orders", "--minor", *DAY).code == 0
    assert place.run("status", "orders", "deprecated", "--sunset", "2027-12-01", *DAY).code == 0
    wanted = TYPED.replace("1.0.0", "1.1.0").replace("active", "deprecated\n * Sunset: 2027-12-01")
    assert text(place, "contracts/orders/index.ts") == wanted
    assert "until   2027-12-01" in place.run("status", "orders").out
