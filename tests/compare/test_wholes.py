"""A schema that is written as it was may refuse more, because a named schema in it takes more: the value says so."""

from __future__ import annotations

from typing import Any

import pytest

from .schemas import findings as found_between
from .schemas import pets

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
HEAD = "#/components/schemas/"


def ref(name: str) -> Schema:
    return {"$ref": HEAD + name}


def thing(*required: str, **properties: Schema) -> Schema:
    return {"type": "object", "required": [*required], "properties": properties or dict.fromkeys(required, TEXT)}


def document(parts: Schema, body: Schema | None = None, way: str = "input") -> Schema:
    return pets(parts, way, body)


def told(old: Schema, new: Schema) -> list[str]:
    """Return rule, address and witness of what breaks, and who is affected."""
    return [
        f"{one.rule} {one.address} {(one.witness or {}).get('value')} {','.join(one.affects)}"
        for one in found_between(old, new)
        if one.level == "breaking"
    ]


CAT, DOG = thing("meow"), thing("bark")
ANY_CAT = thing(meow=TEXT)
PET: Schema = {"oneOf": [ref("Cat"), ref("Dog")]}
SWALLOWED = "{'bark': ''} POST /pets"
AROUND = {
    "itself": (PET, "Pet"),
    "a property": ({"type": "object", "properties": {"best": PET}}, "Pet > best"),
    "items": ({"type": "array", "items": PET}, "Pet[]"),
    "a map": ({"type": "object", "additionalProperties": PET}, "Pet{}"),
    "beside a description": ({**PET, "description": "One of two."}, "Pet"),
    "a part": ({"allOf": [PET, {"title": "A pet"}]}, "Pet"),
}


@pytest.mark.parametrize("around", AROUND)
def test_a_wider_branch_swallows_another_one(around: str) -> None:
    pet, at = AROUND[around]
    old, new = ({"Pet": pet, "Cat": cat, "Dog": DOG} for cat in (CAT, ANY_CAT))
    (found,) = told(document(old), document(new))
    assert found.startswith(f"one-of-overlapping {at.replace('Pet[]', 'Pet > []').replace('Pet{}', 'Pet > {}')} ")
    assert found.endswith(" POST /pets")
    assert "'bark': ''" in found


def test_the_union_of_a_body_is_looked_at_too() -> None:
    old, new = (document({"Cat": cat, "Dog": DOG}, PET) for cat in (CAT, ANY_CAT))
    assert told(old, new) == [f"one-of-overlapping POST /pets > body {SWALLOWED}"]


def test_a_branch_may_be_wider_by_what_it_extends() -> None:
    cat = {"allOf": [ref("Animal"), {"properties": {"lives": {"type": "integer"}}}]}
    old, new = ({"Pet": PET, "Cat": cat, "Animal": animal, "Dog": DOG} for animal in (CAT, ANY_CAT))
    assert told(document(old), document(new)) == [f"one-of-overlapping Pet {SWALLOWED}"]


TAGGED: Schema = {**PET, "discriminator": {"propertyName": "kind"}}
QUIET = {
    "a discriminator names the branch": (TAGGED, CAT, ANY_CAT, DOG),
    "any of them will do": ({"anyOf": PET["oneOf"]}, CAT, ANY_CAT, DOG),
    "they were never told apart": (PET, thing(meow=TEXT, age=TEXT), thing(meow=TEXT), thing(bark=TEXT)),
    "what the other one is like is told apart still": (
        PET,
        thing("meow", meow={"type": "string", "maxLength": 5}),
        thing("meow", meow={"type": "string", "maxLength": 9}),
        DOG,
    ),
    "it takes less, which is told where it is defined": (PET, ANY_CAT, CAT, thing("bark", "meow")),
}


@pytest.mark.parametrize("why", QUIET)
def test_no_union_is_told_of(why: str) -> None:
    pet, before, after, dog = QUIET[why]
    old, new = ({"Pet": pet, "Cat": cat, "Dog": dog} for cat in (before, after))
    assert [one for one in told(document(old), document(new)) if one.startswith("one-of")] == []


def test_readers_are_not_refused() -> None:
    old, new = (document({"Pet": PET, "Cat": cat, "Dog": DOG}, way="output") for cat in (CAT, ANY_CAT))
    assert not [one for one in told(old, new) if one.startswith("one-of")]


CLOSED: Schema = {"allOf": [ref("Animal")], "properties": {"name": TEXT}, "unevaluatedProperties": False}


@pytest.mark.parametrize("pet", [CLOSED, {**CLOSED, "unevaluatedProperties": {"type": "integer"}}])
def test_a_closed_schema_refuses_what_its_part_looks_at_no_longer(pet: Schema) -> None:
    old, new = ({"Pet": pet, "Animal": animal} for animal in (thing(age=TEXT, note=TEXT), thing(age=TEXT)))
    assert told(document(old), document(new)) == ["combination-refused Pet {'note': ''} POST /pets"]


def test_a_part_may_look_at_more() -> None:
    old, new = ({"Pet": CLOSED, "Animal": animal} for animal in (thing(age=TEXT), thing(age=TEXT, note=TEXT)))
    assert told(document(old), document(new)) == []


def test_a_schema_that_takes_other_names_refuses_nothing() -> None:
    pet = {key: value for key, value in CLOSED.items() if key != "unevaluatedProperties"}
    old, new = ({"Pet": pet, "Animal": animal} for animal in (thing(age=TEXT, note=TEXT), thing(age=TEXT)))
    assert told(document(old), document(new)) == []


def test_a_union_that_leads_back_to_itself_ends() -> None:
    pet = {"oneOf": [ref("Cat"), ref("Pet/oneOf/0"), ref("Pet"), ref("Pet/properties/twin")], "properties": {}}
    pet["properties"]["twin"] = {"oneOf": [ref("Pet/properties/twin"), ref("Cat")]}
    old, new = ({"Pet": pet, "Cat": cat} for cat in (CAT, ANY_CAT))
    told(document(old), document(new))


def test_what_says_nothing_of_values_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[object] = []
    monkeypatch.setattr("contractdocs.compare.wholes.try_whole", lambda self, closed: tried.append(self))
    for pet in (PET, CLOSED):
        parts = ({"Pet": pet, "Animal": CAT, "Cat": {**CAT, "description": said}, "Dog": DOG} for said in "ab")
        told(*map(document, parts))
    assert tried == []
