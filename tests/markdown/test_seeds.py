"""Documents that people wrote, read as they stand."""

from __future__ import annotations

from contractdocs.compare import compare
from contractdocs.documents import parse
from contractdocs.formats import detect

from .reading import linted, place, read, seed


def test_a_list_of_contracts_is_prose_with_a_change_log() -> None:
    text = seed("000")
    found = read(text)
    assert (len(found.operations), found.version) == (0, "2025-07-31")
    missing = [f.words["file"] for f in linted(found) if f.rule == "listed-file-missing"]
    assert missing == ["api-contracts/cvps-processor-endpoints.md", "data-schemas/cvps-processor.types.ts"]
    assert detect(parse("l36.md", text.encode())) is not None


def test_operations_as_yaml_with_a_request_line() -> None:
    found = read(seed("002"))
    assert len(found.operations) == 10
    assert next(iter(found.operations)) == "POST /deployments"
    assert place(found, found.operations["POST /deployments"].origin.pointer) == (206, 1)
    assert {"ErrorResponse", "Deployment", "Environment", "RateLimit"} <= set(found.schemas)
    unresolved = [f.words["reference"] for f in linted(found) if f.rule == "reference-unresolved"]
    assert {name.rpartition("/")[2] for name in unresolved} == {
        "CreateDeploymentRequest",
        "MonitoringConfig",
        "EnvironmentConfig",
    }
    missing = [f.words["file"] for f in linted(found) if f.rule == "listed-file-missing"]
    assert len(missing) == 5
    assert missing[0] == "deployment-automation-api.yaml"


def test_a_template_is_shown_and_asks_for_what_it_needs() -> None:
    text = seed("003")
    found = read(text)
    assert (found.status, len(found.operations)) == ("template", 7)
    findings = linted(found)
    assert {f.level for f in findings} == {"note"}
    gaps = {f.words["text"]: f.words["count"] for f in findings if f.rule == "template-placeholder"}
    assert len(gaps) == 12
    assert (gaps["{Resource}"], gaps["{resource}"], gaps["{XX}"]) == ("33 times", "12 times", "6 times")
    assert sum(f.rule == "clarification-open" for f in findings) == 2
    assert sum(f.rule == "assumption-unconfirmed" for f in findings) == 1
    assert compare(found, read("# Other\n")).changes == ()
