"""What a CI says about the run in its environment: where files, the preview of the pages and the log can be seen."""

from __future__ import annotations

from collections.abc import Mapping

from ..reports.markdown import Links


def links_of(environment: Mapping[str, str]) -> Links:
    """Return the addresses that a comment may lead to, from the variables of GitHub Actions and GitLab CI.

    `CONTRACTDOCS_HEAD_SHA`, `CONTRACTDOCS_PREVIEW_URL` and `CONTRACTDOCS_JOB` go before what the CI says.
    """
    files = log = ""
    head = environment.get("CONTRACTDOCS_HEAD_SHA", "")
    if environment.get("GITHUB_ACTIONS") == "true":
        home = f"{environment.get('GITHUB_SERVER_URL', '')}/{environment.get('GITHUB_REPOSITORY', '')}"
        files = f"{home}/blob/{head or environment.get('GITHUB_SHA', '')}"
        log = f"{home}/actions/runs/{environment.get('GITHUB_RUN_ID', '')}"
    elif environment.get("GITLAB_CI") == "true":
        home = environment.get("CI_PROJECT_URL", "")
        files = f"{home}/-/blob/{head or environment.get('CI_COMMIT_SHA', '')}"
        log = environment.get("CI_JOB_URL", "")
    job = environment.get("CONTRACTDOCS_JOB") or environment.get("GITHUB_WORKFLOW", "")
    return Links(files, environment.get("CONTRACTDOCS_PREVIEW_URL", ""), log, job)
