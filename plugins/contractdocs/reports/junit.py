"""Test results as JUnit's XML: a suite a contract, a case that passes where nothing is wrong, a failure a problem."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..escape.terminal import safe
from .remarks import Remark, Said, sentences, title_of

WHOLE = "contractdocs"


def to_junit(said: Said) -> str:
    """Return the results; what could not be decided is an error, what fails is a failure."""
    root = Element("testsuites", name=WHOLE)
    suites = {name: Suite(root, name) for name in dict.fromkeys((*said.subjects, *map(subject, said.remarks)))}
    for item in said.remarks:
        suites[subject(item)].add(item)
    if said.status == "incomplete" or (said.status == "fail" and not any(s.failures for s in suites.values())):
        suites.setdefault(WHOLE, Suite(root, WHOLE) if WHOLE not in suites else suites[WHOLE]).stop(said.verdict)
    if not suites:
        Suite(root, WHOLE).close()
    for suite in suites.values():
        suite.close()
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(child.get(count, "0")) for child in root)))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def subject(item: Remark) -> str:
    """Return what a remark is about: a contract, a file, or the repository."""
    return item.contract or (item.place.file if item.place else WHOLE)


class Suite:
    """The cases of one subject."""

    def __init__(self, root: Element, name: str) -> None:
        self.name = safe(name)
        self.element = SubElement(root, "testsuite", name=self.name)
        self.failures, self.errors = 0, 0

    def add(self, item: Remark) -> None:
        """Add a remark: an error fails, anything else is said beside a case that passes."""
        place = f" at {item.place}" if item.place else ""
        case = self.case(f"{item.finding.rule}{place}")
        text = sentences(item)
        if item.severity == "error":
            self.failures += 1
            SubElement(case, "failure", type=item.finding.rule, message=safe(title_of(item))).text = text
        else:
            SubElement(case, "system-out").text = text

    def stop(self, verdict: str) -> None:
        """Add a case that could not be decided, or that fails without a place."""
        self.errors += 1
        SubElement(self.case("verdict"), "error", type="incomplete", message=safe(verdict)).text = safe(verdict)

    def close(self) -> None:
        """Settle the counts; a subject about which nothing is to be said has one case that passes."""
        if len(self.element) == 0:
            self.case("no unannounced breaking change")
        self.element.set("tests", str(len(self.element)))
        self.element.set("failures", str(self.failures))
        self.element.set("errors", str(self.errors))

    def case(self, name: str) -> Element:
        """Return a new case."""
        return SubElement(self.element, "testcase", classname=self.name, name=safe(name))
