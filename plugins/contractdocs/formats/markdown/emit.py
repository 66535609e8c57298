"""Writes what was found into a tree in the shape of OpenAPI, with the place of every part."""

from __future__ import annotations

import re
from typing import Any

from ...documents.document import Spot
from .drafts import Carried, Draft
from .samples import INFERRED
from .shapes import Shape, guessed
from .tree import At, Steps, Tree, place_of

JSON = "application/json"
CODES = "x-error-codes"
PARAMETER = re.compile(r"\{([^{}]+)\}")


def emit_operation(tree: Tree, draft: Draft, *, promised: bool) -> Steps:
    """Put an operation into the tree and return its steps; `promised` makes examples as good as declarations."""
    steps = ("paths", draft.marker.path, draft.marker.method.lower())
    if draft.whole is not None:
        return emit_whole(tree, draft, draft.whole, steps)
    tree.put(steps, {}, draft.place)
    about = " ".join(draft.about).strip()
    for key, value in (("summary", draft.title), ("description", about), ("x-sunset", draft.sunset)):
        if value:
            tree.put((*steps, key), value)
    if draft.tag:
        tree.put((*steps, "tags"), [draft.tag])
    if draft.deprecated:
        tree.put((*steps, "deprecated"), True)
    emit_parameters(tree, draft, steps)
    if draft.body is not None and (draft.body.shapes or draft.body.samples):
        at = (*steps, "requestBody")
        tree.put(at, {}, draft.body.at)
        tree.put((*at, "required"), bool(draft.body.shapes))
        emit_content(tree, draft.body, at, promised=promised)
    for status, answer in sorted(draft.answers.items()):
        emit_answer(tree, status, answer, (*steps, "responses", status), promised=promised)
    return steps


def emit_whole(tree: Tree, draft: Draft, whole: Shape, steps: Steps) -> Steps:
    """Put an operation that is written as OpenAPI into the tree."""
    tree.graft(steps, {"summary": draft.title, **whole.schema}, whole.spots)
    tree.spots[steps] = Spot(draft.place, draft.place)
    for name in PARAMETER.findall(draft.marker.path):
        listed = tree.at((*steps, "parameters")) or []
        if not any(isinstance(item, dict) and item.get("name") == name for item in listed):
            given = {"name": name, "in": "path", "required": True, "schema": {}}
            if isinstance(listed, list):
                tree.append((*steps, "parameters"), given, draft.place)
    return steps


def emit_parameters(tree: Tree, draft: Draft, steps: Steps) -> None:
    """Put the parameters of an operation into the tree; those of the path that nobody lists are there, too."""
    wanted = PARAMETER.findall(draft.marker.path)
    given = list(draft.parameters.values())
    for name in wanted:
        if not any(item.place == "path" and item.name == name for item in given):
            data = {"name": name, "in": "path", "required": True, "schema": {}}
            tree.append((*steps, "parameters"), data, draft.place)
    for item in given:
        if item.place == "path" and item.name not in wanted:
            continue  # a table that is kept for several paths
        data = {"name": item.name, "in": item.place, "required": item.required or item.place == "path"}
        data.update({"schema": item.schema, **({"description": item.about} if item.about else {})})
        tree.append((*steps, "parameters"), data, item.at)


def emit_answer(tree: Tree, status: str, answer: Carried, steps: Steps, *, promised: bool) -> None:
    """Put an answer into the tree."""
    tree.put(steps, {"description": answer.about}, answer.at)
    for row in answer.headers:
        header = {"schema": row.schema, "description": row.description, "required": bool(row.required)}
        tree.put((*steps, "headers", row.name), header, place_of(row.cell))
    if not answer.nothing:
        emit_content(tree, answer, steps, promised=promised)


def emit_content(tree: Tree, carried: Carried, steps: Steps, *, promised: bool) -> None:
    """Put what a body carries into the tree: the types that are declared, else the shape of its examples."""
    shapes = list(carried.shapes) or [guessed(item) for item in carried.samples[:1]]
    if not shapes and not carried.codes:
        return
    content = (*steps, "content", JSON)
    tree.put(content, {}, carried.at)
    at = (*content, "schema")
    if len(shapes) == 1:
        tree.graft(at, marked(shapes[0], promised=promised), shapes[0].spots)
        tree.spots.setdefault(at, Spot(shapes[0].at, shapes[0].at))
    elif shapes:
        tree.put(at, {"allOf": [marked(shape, promised=promised) for shape in shapes]}, carried.at)
        for index, shape in enumerate(shapes):
            below = (*at, "allOf", str(index))
            tree.spots.update({(*below, *path): spot for path, spot in shape.spots.items()})
            tree.spots.setdefault(below, Spot(shape.at, shape.at))
    if carried.codes:
        emit_codes(tree, at, {code.code: code.about for code in carried.codes}, place_of(carried.codes[0].cell))
        for code in carried.codes:
            where = place_of(code.cell)
            steps_of_code = (*at, CODES, code.code)
            tree.spots[steps_of_code] = Spot(where, where)
    if carried.samples and not shapes[0].guessed if shapes else False:
        example = carried.samples[0]
        tree.graft((*content, "example"), example.value, example.spots)


def emit_codes(tree: Tree, at: Steps, codes: dict[str, str], place: At) -> None:
    """Put the codes of errors beside a schema."""
    if tree.at(at) is None:
        tree.put(at, {}, place)
    tree.put((*at, CODES), codes, place)


def marked(shape: Shape, *, promised: bool) -> dict[str, Any]:
    """Return a schema, with the mark that it is guessed from an example where it is."""
    if not shape.guessed:
        return shape.schema
    return all_required(shape.schema) if promised else {**shape.schema, INFERRED: "example"}


def all_required(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the shape of an example with every key promised."""
    made = dict(schema)
    if isinstance(made.get("properties"), dict):
        made["properties"] = {key: all_required(item) for key, item in made["properties"].items()}
        made["required"] = list(made["properties"])
    if isinstance(made.get("items"), dict):
        made["items"] = all_required(made["items"])
    return made
