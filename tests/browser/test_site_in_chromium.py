"""The built site in a real browser, opened from disk with no network: `BTM_SITE=build/site pytest -m browser`.

`.ci/run` sets BTM_SITE to what its step `site` built; without it these tests are skipped.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.browsing import Watched

SITE = os.environ.get("BTM_SITE", "")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not SITE, reason="site: BTM_SITE names no built site"),
]

PAGES = ["index", "reference/commands/assess", "reference/contracts/gate", "docs/check", "python-api", "README"]


def address(page: str) -> str:
    return Path(SITE, f"{page}.html").resolve().as_uri()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_fits_and_asks_nobody(page, scheme, width, chromium):
    watched = Watched(chromium, address(page), viewport={"width": width, "height": 900}, color_scheme=scheme)
    with watched as shown:
        assert shown.evaluate("document.documentElement.scrollWidth") == width
        assert shown.evaluate("getComputedStyle(document.body).colorScheme") in ("normal", scheme)
    assert watched.complaints == []
    assert [request for request in watched.requests if not request.startswith("file:")] == []


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_says_can_be_read_by_all(page, chromium, axe):
    with Watched(chromium, address(page), viewport={"width": 1280, "height": 900}) as shown:
        shown.evaluate(axe)
        found = shown.evaluate("axe.run(document.querySelector('article'), {runOnly: ['wcag2a', 'wcag2aa']})")
        assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []


def test_search_finds_a_code_from_disk_and_leads_to_it(chromium):
    watched = Watched(chromium, address("index"), viewport={"width": 1280, "height": 900})
    with watched as shown:
        shown.fill("input.sidebar-search", "score-fell")
        shown.keyboard.press("Enter")
        shown.click("ul.search li a:text-is('score-fell')")
        shown.wait_for_url("**/docs/codes/score-fell.html*")
        assert shown.inner_text("h1").startswith("score-fell")
    assert watched.complaints == []
    assert [request for request in watched.requests if not request.startswith("file:")] == []
