"""What tells alternatives apart: listed values, names of schemas where none is listed, and schemas that extend one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .schemas import findings as found_between
from .schemas import pets

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
HEAD = "#/components/schemas/"


def branch(**more: Schema) -> Schema:
    return {"type": "object", "required": ["kind"], "properties": {"kind": TEXT, **more}}


CAT, DOG = branch(lives=NUMBER), branch(barks=TEXT)


def union(listed: dict[str, str] | None = None, **branches: Schema) -> Schema:
    """Return components in which a pet is one of some branches."""
    tag = {"propertyName": "kind", **({"mapping": listed} if listed else {})}
    return {**branches, "Pet": {"oneOf": [{"$ref": HEAD + one} for one in branches], "discriminator": tag}}


def base(listed: dict[str, str] | None = None, /, **extensions: Schema) -> Schema:
    """Return components in which some schemas extend a pet, or one another: `Kitten_of_Cat` extends `Cat`."""
    tag = {"propertyName": "kind", **({"mapping": listed} if listed else {})}
    found: Schema = {"Pet": {**branch(), "discriminator": tag}}
    for name, more in extensions.items():
        name, _, parent = name.partition("_of_")
        found[name] = {"allOf": [{"$ref": HEAD + (parent or "Pet")}, {"type": "object", "properties": more}]}
    return found


def told(old: Schema, new: Schema) -> list[str]:
    return [
        f"{one.level} {one.rule} {one.address} {one.message.split('`')[1]} {','.join(one.affects)}"
        for one in found_between(old, new)
    ]


def findings(old: Schema, new: Schema, way: str = "output") -> list[str]:
    return told(pets(old, way), pets(new, way))


@pytest.mark.parametrize("way", ["input", "output"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (union(Cat=CAT, Dog=DOG), union({"Cat": "Cat", "Dog": HEAD + "Dog"}, Cat=CAT, Dog=DOG)),
        (union({"cat": "Cat"}, Cat=CAT, Dog=DOG), union({"cat": HEAD + "Cat"}, Cat=CAT, Dog=DOG)),
        (union({"c": "Cat", "d": "Dog"}, Cat=CAT, Dog=DOG), union({"c": "Kitty", "d": "Dog"}, Kitty=CAT, Dog=DOG)),
        (union(Cat=CAT, Dog=DOG), union({"Cat": "Kitty"}, Kitty=CAT, Dog=DOG)),
        (base(Cat={}, Dog={}), base({"Cat": HEAD + "Cat", "Dog": "Dog"}, Cat={}, Dog={})),
        (base({"c": HEAD + "Cat"}, Cat={}), base({"c": HEAD + "Kitty"}, Kitty={})),
        (base(Cat={}, Kitten_of_Cat={}), base(Cat={}, Kitten={})),
    ],
)
def test_the_same_values_for_the_same_schemas_are_no_change(old: Schema, new: Schema, way: str) -> None:
    assert not findings(old, new, way)
    assert not findings(new, old, way)


def test_the_name_of_a_branch_is_its_value_where_none_is_listed() -> None:
    assert findings(union(Cat=CAT, Dog=DOG), union(Kitty=CAT, Dog=DOG), "input") == [
        "safe discriminator-value-added Pet Kitty POST /pets",
        "risky discriminator-value-removed Pet Cat POST /pets",
    ]


def test_a_property_that_lists_its_values_needs_no_names() -> None:
    old, new = (union(**{name: branch(kind={"const": "cat"}), "Dog": DOG}) for name in ("Cat", "Kitty"))
    assert not findings(old, new)


def test_values_that_change_places_lead_to_other_schemas() -> None:
    old, new = (union({"c": one, "d": two}, Cat=CAT, Dog=DOG) for one, two in (("Cat", "Dog"), ("Dog", "Cat")))
    assert [line.split()[1] for line in findings(old, new)] == ["discriminator-value-changed"] * 2


@pytest.mark.parametrize("name", ["Cat", "Kitten_of_Cat"])
def test_an_extension_that_nothing_names_is_used_where_its_base_is(name: str) -> None:
    above: Schema = {} if name == "Cat" else {"Cat": {}}
    old, new = (base(**above, **{name: {"lives": kind}}) for kind in (TEXT, NUMBER))
    short = name.partition("_")[0]
    assert findings(old, new) == [f"breaking type-changed {short} > lives lives POST /pets"]


def test_a_listed_schema_is_used_where_its_base_is() -> None:
    old, new = ({**base({"cat": "Cat"}), "Cat": branch(lives=kind)} for kind in (TEXT, NUMBER))
    assert findings(old, new) == ["breaking type-changed Cat > lives lives POST /pets"]


def test_without_a_discriminator_nothing_stands_for_a_base() -> None:
    old, new = (base(Cat={"lives": kind}) for kind in (TEXT, NUMBER))
    for side in (old, new):
        del side["Pet"]["discriminator"]
    assert not findings(old, new)


def test_an_extension_that_comes_or_goes_is_a_value() -> None:
    few, many = base(Cat={}), base(Cat={}, Dog={})
    assert findings(few, many) == ["risky discriminator-value-added Pet Dog POST /pets"]
    assert findings(many, few, "input") == ["risky discriminator-value-removed Pet Dog POST /pets"]


def test_older_versions_state_the_property_alone() -> None:
    def swagger(kind: Schema) -> Schema:
        parts = json.loads(json.dumps(base(Cat={"lives": kind})).replace(HEAD, "#/definitions/"))
        parts["Pet"]["discriminator"] = "kind"
        answer = {"description": "A pet.", "schema": {"$ref": "#/definitions/Pet"}}
        paths = {"/pets": {"post": {"responses": {"200": answer}}}}
        return {"swagger": "2.0", "info": {"title": "Pets", "version": "1.0.0"}, "paths": paths, "definitions": parts}

    assert told(swagger(TEXT), swagger(NUMBER)) == ["breaking type-changed Cat > lives lives POST /pets"]
    assert not told(swagger(TEXT), {**pets(base(Cat={"lives": TEXT}), "output"), "openapi": "3.0.3"})
