"""A contract moves along its life: the file says so, nothing else in it changes, and only what is allowed happens."""

from __future__ import annotations

import pytest

from tests.conftest import Workplace
from tests.gate.documents import events, orders

from .documents import API, DATA, DAY, EVENTS, ORDERS, SHAPE, stating

MOVES = {
    ("proposed", "draft"): 0,
    ("proposed", "active"): 0,
    ("proposed", "deprecated"): 1,
    ("proposed", "retired"): 1,
    ("draft", "active"): 0,
    ("draft", "deprecated"): 0,
    ("draft", "proposed"): 1,
    ("draft", "retired"): 1,
    ("active", "deprecated"): 0,
    ("active", "draft"): 1,
    ("active", "retired"): 1,
    ("active", "active"): 1,
    ("deprecated", "retired"): 0,
    ("deprecated", "active"): 1,
    ("deprecated", "draft"): 1,
    ("retired", "active"): 1,
    ("retired", "deprecated"): 1,
    ("production", "deprecated"): 0,
    ("production", "draft"): 1,
    ("Draft", "ACTIVE"): 0,
}


@pytest.mark.parametrize(("old", "new"), MOVES)
def test_only_the_next_steps_are_allowed(place: Workplace, old: str, new: str) -> None:
    before = stating(DATA, old)
    ran = place.write({EVENTS: before}).run("status", "user-events", new, *DAY)
    assert ran.code == MOVES[old, new], ran.out + ran.err
    after = stating(DATA, new.lower()) if not ran.code else before
    assert (place.root / EVENTS).read_text() == after
    if ran.code:
        assert "may follow" in ran.err or "--reason" in ran.err
    else:
        assert f"{EVENTS}:6:9: status is now `{new.lower()}`, was `{old}`" in ran.out


def test_a_refusal_names_what_may_follow(place: Workplace) -> None:
    place.write({EVENTS: stating(DATA, "draft")})
    ran = place.run("status", "user-events", "retired")
    assert "user-events cannot go from draft to retired" in ran.err
    assert "What may follow is active or deprecated." in ran.err


def test_without_a_status_it_says_where_the_contract_stands(place: Workplace) -> None:
    place.write({EVENTS: DATA, "contracts/user-events/2.0.0.odcs.yaml": stating(events("2.0.0"), "draft")})
    ran = place.run("status", "user-events")
    assert ran.code == 0, ran.err
    assert ran.out.splitlines() == [
        "user-events 2.0.0 is draft  (contracts/user-events/2.0.0.odcs.yaml:6:9)",
        "  next    active or deprecated",
        "  line    user-events@1: 1.0.0 is active",
    ]


PLACES = {
    "openapi": (ORDERS, API, "orders", "  version: 1.4.0\n", "  version: 1.4.0\n  x-status: deprecated\n"),
    "openapi at the top": (
        ORDERS,
        "x-status: active\n" + API,
        "orders",
        "x-status: active\n",
        "x-status: deprecated\n",
    ),
    "odcs": (
        EVENTS,
        stating(DATA, "").replace("v3.1.0", "v3.2.0"),
        "user-events",
        "# raised by hand\n",
        "# raised by hand\nstatus: deprecated\n",
    ),
    "json-schema": (
        "contracts/customer.json",
        SHAPE,
        "customer",
        '    "x-version": "1.0.0",\n',
        '    "x-version": "1.0.0",\n    "x-status": "deprecated",\n',
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_status_is_written_where_the_format_keeps_it(place: Workplace, name: str) -> None:
    file, text, contract, old, new = PLACES[name]
    ran = place.write({file: text}).run("status", contract, "deprecated", *DAY)
    assert ran.code == 0, ran.err
    assert (place.root / file).read_text() == text.replace(old, new)
    assert "hint: nobody can see until when it stays." in ran.out
    assert f"contractdocs status {contract} deprecated --sunset 2027-05-20" in ran.out
    assert place.run("lint").code == 0


SUNSETS = {
    "openapi": (ORDERS, API, "orders", "  x-sunset: '2027-06-01'\n"),
    "odcs": (EVENTS, DATA, "user-events", "slaProperties:\n  - property: endOfLife\n    value: '2027-06-01'\n"),
    "json-schema": ("contracts/customer.json", SHAPE, "customer", '    "x-sunset": "2027-06-01",\n'),
}


@pytest.mark.parametrize("name", SUNSETS)
def test_the_last_day_is_written_and_moved(place: Workplace, name: str) -> None:
    file, text, contract, lines = SUNSETS[name]
    place.write({file: text})
    ran = place.run("status", contract, "deprecated", "--sunset", "2027-06-01", *DAY)
    assert ran.code == 0, ran.err
    assert lines in (place.root / file).read_text()
    assert "hint" not in ran.out
    moved = place.run("status", contract, "deprecated", "--sunset", "2027-01-01", *DAY)
    assert moved.code == 0, moved.err
    assert lines.replace("2027-06-01", "2027-01-01") in (place.root / file).read_text()
    assert "less than the 180 days of notice" in moved.out
    assert "until   2027-01-01" in place.run("status", contract).out
    assert place.run("lint").code == 0


def test_a_last_day_joins_the_service_levels_that_are_there(place: Workplace) -> None:
    levels = (
        "slaProperties:\n  # what we promise\n  - property: endOfLife\n    element: user_event.amount\n    value: x\n"
    )
    place.write({EVENTS: DATA + levels + "tags: [a]\n"})
    assert place.run("status", "user-events", "deprecated", "--sunset", "2027-06-01", *DAY).code == 0
    added = "  - property: endOfLife\n    value: '2027-06-01'\n"
    assert (place.root / EVENTS).read_text().endswith(levels + added + "tags: [a]\n")


def test_an_earlier_last_day_is_a_break_for_the_gate(place: Workplace) -> None:
    place.write({EVENTS: DATA}).run("status", "user-events", "deprecated", "--sunset", "2027-06-01", *DAY)
    place.commit()
    later = "contracts/user-events/1.1.0.odcs.yaml"
    text = (place.root / EVENTS).read_text().replace("1.0.0", "1.1.0").replace("2027-06-01", "2027-01-01")
    ran = place.write({later: text}).run("check")
    assert ran.code == 1
    assert "breaking[sla-loosened]" in ran.out


def test_taking_it_back_needs_a_reason_and_keeps_it(place: Workplace) -> None:
    place.write({EVENTS: stating(DATA, "deprecated")})
    assert place.run("status", "user-events", "active").code == 1
    ran = place.run("status", "user-events", "active", "--reason", "The new one: late")
    assert ran.code == 0, ran.err
    text = (place.root / EVENTS).read_text()
    assert text == DATA + "customProperties:\n  - property: statusReason\n    value: 'The new one: late'\n"
    assert place.run("lint").code == 0
    assert "reason  The new one: late" in place.run("status", "user-events").out


def test_nothing_goes_before_its_last_day_without_a_reason(place: Workplace) -> None:
    levels = "slaProperties:\n  - property: endOfLife\n    value: '2027-05-01'\n"
    place.write({EVENTS: stating(DATA, "deprecated") + levels})
    early = place.run("status", "user-events", "retired", "--today", "2027-04-30")
    assert early.code == 1
    assert "promised until 2027-05-01" in early.err
    assert place.run("status", "user-events", "retired", "--today", "2027-05-01").code == 0


def test_a_line_is_named_behind_an_at_sign(place: Workplace) -> None:
    old, new = "contracts/orders/v1/openapi.yaml", "contracts/orders/v2/openapi.yaml"
    place.write({old: orders("1.0.0"), new: orders("2.0.0")})
    ran = place.run("status", "orders@1", "deprecated", "--sunset", "2027-06-01", *DAY)
    assert ran.code == 0, ran.err
    assert "x-status: deprecated" in (place.root / old).read_text()
    assert (place.root / new).read_text() == orders("2.0.0")
    unknown = place.run("status", "orders@3")
    assert unknown.code == 2
    assert "There is `orders@1`, `orders@2`." in unknown.err


BAD = {
    "an unknown contract": (("user-event", "active"), 2, "Did you mean `user-events`?"),
    "an unknown status": (("user-events", "deprectaed"), 2, "Did you mean `deprecated`?"),
    "a status of the older standard": (("user-events", "production"), 2, "Did you mean `active`?"),
    "a day that is none": (("user-events", "deprecated", "--sunset", "2027-02-30"), 2, "`2027-02-30` is no date"),
    "a day in words": (("user-events", "deprecated", "--sunset", "20270501"), 2, "Write it as 2027-05-01."),
    "a day that is over": (("user-events", "deprecated", "--sunset", "2026-11-21"), 2, "is no day to come"),
    "a last day of an active one": (("user-events", "active", "--sunset", "2027-05-01"), 2, "not active"),
    "a day without a status": (("user-events", "--sunset", "2027-05-01"), 2, "go with a status"),
    "a folder that is none": (("user-events", "--root", "nowhere"), 2, "nowhere"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_words_are_said_plainly_and_nothing_is_written(place: Workplace, name: str) -> None:
    words, code, message = BAD[name]
    ran = place.write({EVENTS: DATA}).run("status", *words, *DAY)
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err
    assert (place.root / EVENTS).read_text() == DATA


FILES = {
    "broken": ({EVENTS: "apiVersion: [\n"}, 1, f"{EVENTS}:"),
    "not UTF-8": ({EVENTS: "id: \udcff\n"}, 1, f"{EVENTS}:"),
    "two of one id": ({EVENTS: DATA, "contracts/b.yaml": DATA}, 1, "user-events"),
    "an alias": ({EVENTS: DATA.replace("status: active", "x-s: &s active\nstatus: *s")}, 1, "by hand: deprecated"),
    "a status that its dialect does not have": (
        {
            EVENTS: stating(DATA, "odd")
            .replace("v3.1.0", "v1.0.0")
            .replace("- name: user_event\n", "- name: user_event\n    id: e\n")
        },
        1,
        "proposed",
    ),
    "too deep": ({"contracts/user-events/1.0.0.json": '{"a":' + "[" * 5000 + "]" * 5000 + "}"}, 3, "limit"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_edited_is_left_alone(place: Workplace, name: str) -> None:
    files, code, message = FILES[name]
    for file, text in files.items():
        path = place.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    ran = place.run("status", "user-events", "proposed" if "dialect" in name else "deprecated", *DAY)
    assert ran.code == code, ran.out + ran.err
    assert message in ran.err
    for file, text in files.items():
        assert (place.root / file).read_bytes() == text.encode("utf-8", "surrogateescape")


def test_a_read_only_file_stays_as_it_is(place: Workplace) -> None:
    place.write({EVENTS: DATA})
    (place.root / EVENTS).chmod(0o444)
    ran = place.run("status", "user-events", "deprecated")
    assert ran.code == 3
    assert f"`{EVENTS}` is read-only." in ran.err
    assert (place.root / EVENTS).read_text() == DATA


def test_the_mode_of_a_file_is_kept_and_nothing_is_left_beside_it(place: Workplace) -> None:
    path = place.write({EVENTS: DATA}).root / EVENTS
    path.chmod(0o640)
    assert place.run("status", "user-events", "deprecated").code == 0
    assert path.stat().st_mode & 0o777 == 0o640
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_a_link_out_of_the_folder_is_not_followed(place: Workplace) -> None:
    outside = place.root.parent / "outside.yaml"
    outside.write_text(DATA)
    path = place.root / EVENTS
    path.parent.mkdir(parents=True)
    path.symlink_to(outside)
    ran = place.run("status", "user-events", "deprecated")
    assert ran.code == 3
    assert outside.read_text() == DATA
