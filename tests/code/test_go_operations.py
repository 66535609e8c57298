"""Operations of Go: from lines in comments, from annotations of swag, from interfaces of methods."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest

from contractdocs.documents import parse
from contractdocs.formats.go import Go
from contractdocs.model.interface import Interface, Operation

TYPES = """
package v1

type StartRequest struct {
    Kind string `json:"kind" validate:"required"`
    ID   string `json:"-" param:"id"`
    Dry  bool   `json:"-" query:"dry_run"`
}

type ListRequest struct {
    Page int `json:"page" validate:"min=1"`
}

type Job struct { A int }

type Problem struct { Title string }
"""


def interface(text: str) -> Interface:
    document = parse("contracts/jobs/v1/api.go", (dedent(TYPES) + dedent(text)).encode())
    return Go().read(document, lambda path: None)  # type: ignore[arg-type]


def told(operation: Operation) -> dict[str, Any]:
    """Return the parts of an operation that the tables compare."""

    def kind(node: Any) -> str:
        return node[0].schema.get("$ref", "").removeprefix("#/$defs/") or str(node[0].schema.get("type"))

    parameters = [f"{p.place}:{p.name}{'!' if p.required else ''}" for p in operation.parameters]
    body = [kind(p.schema) for p in operation.body.payloads.values()] if operation.body else []
    answers = {s: [kind(p.schema) for p in r.payloads.values()] for s, r in operation.responses.items()}
    return {"parameters": parameters, "body": body, "answers": answers}


START = {"parameters": ["path:id!", "query:dry_run"], "body": ["StartRequest"], "answers": {"202": ["Job"]}}
LIST = {"parameters": ["query:page"], "body": [], "answers": {"200": ["array"]}}
TEXTS = {
    "a line with arrows": ("// POST /jobs/{id} StartRequest -> 202 Job\n", "POST /jobs/{id}", START),
    "a line and labels": (
        "// Starts one.\n//\n// POST /jobs/:id\n// Request: StartRequest\n// Response: 202 Job\nfunc x() {}\n",
        "POST /jobs/{id}",
        START,
    ),
    "errors share a type": (
        "// DELETE /jobs/{id} → 204, 404, 409 Problem\n",
        "DELETE /jobs/{id}",
        {"parameters": ["path:id!"], "body": [], "answers": {"204": [], "404": ["Problem"], "409": ["Problem"]}},
    ),
    "swag": (
        """
        // Start starts one.
        // @Summary  Starts a job
        // @Tags     jobs
        // @Param    id       path  string        true  "Its id"
        // @Param    dry_run  query bool          false "Try only"
        // @Param    body     body  v1.StartRequest true "What to start"
        // @Success  202 {object} v1.Job
        // @Router   /jobs/{id} [post]
        func (h *Handler) Start() {}
        """,
        "POST /jobs/{id}",
        START,
    ),
    "an interface with routes": (
        """
        // Jobs runs jobs.
        type Jobs interface {
            // Start starts one.
            //
            // POST /jobs/{id} -> 202
            Start(ctx context.Context, request StartRequest) (*Job, error)
        }
        """,
        "POST /jobs/{id}",
        START,
    ),
    "a request without a body": (
        """
        type Jobs interface {
            // GET /jobs
            List(ctx context.Context, request *ListRequest) ([]Job, error)
        }
        """,
        "GET /jobs",
        LIST,
    ),
    "a call": (
        "type Jobs interface { Start(ctx context.Context, request StartRequest) (Job, error) }\n",
        "Jobs.Start",
        {"parameters": [], "body": ["StartRequest"], "answers": {"200": ["Job"]}},
    ),
    "a call with several values": (
        "type Jobs interface { Move(from, to string) (Job, bool, error) }\n",
        "Jobs.Move",
        {"parameters": [], "body": ["array"], "answers": {"200": ["array"]}},
    ),
}


@pytest.mark.parametrize("case", TEXTS)
def test_an_operation_is_read(case: str) -> None:
    text, key, wanted = TEXTS[case]
    operations = interface(text).operations
    assert list(operations) == [key]
    assert told(operations[key]) == wanted


def test_types_say_which_operation_they_belong_to() -> None:
    text = """
    // StopRequest is the body of POST /jobs/{id}/stop.
    type StopRequest struct { Reason string `json:"reason"` }

    // StopResponse is what POST /jobs/{id}/stop answers.
    type StopResponse struct { Done bool `json:"done"` }
    """
    found = interface(text)
    wanted = {"parameters": ["path:id!"], "body": ["StopRequest"], "answers": {"200": ["StopResponse"]}}
    assert told(found.operations["POST /jobs/{id}/stop"]) == wanted
    assert found.schemas["StopRequest"].direction is None  # the operation decides


def test_words_of_an_operation_come_from_its_comment() -> None:
    text = """
    type Jobs interface {
        // Start starts a job.
        //
        // It answers at once.
        //
        // Deprecated: use Run. It goes after 2027-06-30.
        Start(kind string) error
    }
    """
    operation = interface(text).operations["Jobs.Start"]
    assert (operation.title, operation.deprecated, operation.sunset) == ("Start starts a job.", True, "2027-06-30")
    assert operation.origin.document.place(operation.origin.pointer).line == 24


def test_an_interface_that_only_prints_is_no_service() -> None:
    assert (
        interface("type Named interface { String() string }\ntype Bad interface { Error() string }\n").operations == {}
    )


STATEMENTS = {
    "// Package v1 is it.\n//\n// Version: 1.2.0 (June)\n// Status: Active\n// Owner: Team Jobs\npackage v1": (
        "1.2.0",
        "active",
        "Team Jobs",
    ),
    'package v1\nconst Version = "2.1"': ("2.1", "", ""),
    'package v1\nconst JobsAPIVersion = "2.1.0"\nconst MinVersion = "1.0"': ("2.1.0", "", ""),
    "// @title Jobs\n// @version 3.0\npackage v1": ("3.0", "", ""),
    "// Package v1 is it.\n//\n// Deprecated: use v2.\npackage v1": ("", "deprecated", ""),
    'package v1\nconst GoVersion = "1.22"': ("", "", ""),
}


@pytest.mark.parametrize("text", STATEMENTS)
def test_a_package_says_what_it_is(text: str) -> None:
    document = parse("contracts/jobs/v1/doc.go", text.encode())
    found = Go().read(document, lambda path: None)  # type: ignore[arg-type]
    assert (found.version, found.status, found.owner) == STATEMENTS[text]
