"""The questions that readers come with: each is answered after two clicks at most, from a page where they begin."""

from __future__ import annotations

import pytest

from .serving import Watch

pytestmark = pytest.mark.browser
CATALOG = "contracts/index.html"
DEPLOYMENTS = "contracts/deployments/index.html"
OLDER = "contracts/deployments/1.2.0/index.html"
EVENTS = "contracts/user-events/index.html"
JOBS = {
    "what changed between 1.2 and 2.0": (
        DEPLOYMENTS,
        [".menu summary:has-text('Differences')", ".menu[open] a:has-text('1.2.0 → 2.0.0')"],
        ".changes .change:has-text('build_time was removed')",
    ),
    "what broke since the release I use": (
        OLDER,
        [".banner a:has-text('All changes from 1.2.0 to 2.1.0')"],
        ".changes .change:has-text('breaking')",
    ),
    "since when does this field exist": (DEPLOYMENTS, [], "#c-Deployment--timings:has-text('since 1.2.0')"),
    "where did this field go": (
        DEPLOYMENTS,
        [],
        ".gone-list li, .gone li:has-text('build_time'):has-text('removed in 2.0.0')",
    ),
    "what took it away": (
        DEPLOYMENTS,
        [".gone li:has-text('build_time') a:has-text('removed in 2.0.0')"],
        ".change:has-text('build_time was removed') a.do",
    ),
    "who is hurt by this": (
        DEPLOYMENTS,
        [".across a:has-text('2.0.0')"],
        ".change:has-text('build_time was removed'):has-text('Known to read it: Web console')",
    ),
    "what do I have to do": (
        DEPLOYMENTS,
        [".across a:has-text('2.0.0')", ".changes a.do >> nth=0"],
        "h2:has-text('What to do')",
    ),
    "until when": (CATALOG, [".banner a:has-text('All')"], "h2.day time"),
    "what of it is about to go, and where is it": (
        CATALOG,
        [".banner a:has(code) >> nth=0"],
        ":target:has-text('leaves'), :target:has-text('deprecated')",
    ),
    "is this field personal": (EVENTS, [], "#c-user_event--user_id:has-text('confidential')"),
    "whom do I ask": (EVENTS, [], ".facts:has-text('Team Data') a:has-text('data-announcements')"),
    "how do I call it": (
        DEPLOYMENTS,
        [".op > summary >> nth=0", ".op[open] .calls > summary >> nth=0"],
        ".op[open] .calls pre:has-text('curl')",
    ),
    "what does an answer look like": (
        DEPLOYMENTS,
        [".op > summary >> nth=0", ".op[open] .answer a:has-text('DeploymentList')"],
        ":target, .op[open] .answer .fields",
    ),
    "is the quality promised": (EVENTS, [], "#c-quality ~ .scroll tr:has-text('User identifier is present')"),
    "who owns what": (CATALOG, [], ".catalog tr:has-text('Deployments API') td:has-text('Team Platform')"),
}


@pytest.mark.parametrize("question", list(JOBS))
def test_a_question_is_answered_within_two_clicks(watch: Watch, address: str, question: str) -> None:
    start, clicks, answer = JOBS[question]
    assert len(clicks) <= 2
    tab = watch.tab
    tab.goto(f"{address}own/{start}")
    for selector in clicks:
        target = tab.locator(selector).first
        target.evaluate("a => { if (a.pathname && a.pathname.endsWith('/')) a.pathname += 'index.html'; }")
        target.click()
    tab.wait_for_selector(answer)


def test_confidential_fields_are_found(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}own/{CATALOG}?find=confidential")
    tab.wait_for_selector(".found a")
    assert "user_event > user_id" in tab.locator(".found a").all_inner_texts()


def test_a_template_is_seen_to_be_one(watch: Watch, address: str) -> None:
    tab = watch.tab
    tab.goto(f"{address}own/{CATALOG}")
    last = tab.locator(".catalog tbody tr").last
    assert "template" in last.inner_text()
    assert last.locator(".slot").all_inner_texts() == ["Product", "XX"]
    last.locator("a").first.evaluate("a => { a.pathname += 'index.html'; }")
    last.locator("a").first.click()
    tab.wait_for_selector(".banner:has-text('Nobody promises what stands here')")
