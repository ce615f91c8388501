"""The report in a real browser, opened from disk with no network: `pytest -m browser`.

Screenshots of every look are written where BTM_SCREENSHOTS points, for people to look at.
"""

from __future__ import annotations

import os
from itertools import pairwise
from typing import Any

import pytest

from support.browsing import Watched
from support.hostile import HOSTILE, answers, write
from support.run import ROOT, in_process

pytestmark = pytest.mark.browser

EXAMPLE = "examples/meridian-insurance"
LOOKS = {"desktop": 1280, "phone": 390}
FOCUSABLE = "a[href], button, summary, [tabindex='0']"
SEEN = f"""[...document.querySelectorAll("{FOCUSABLE}")].filter(each => each.checkVisibility())"""


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Both editions with everything in them, as the addresses of files."""
    folder = tmp_path_factory.mktemp("report")
    options = ("--baseline", f"{EXAMPLE}/2026-Q3.yaml", "--policy", f"{EXAMPLE}/policy.yaml", "--plan")
    made = {}
    for edition in ("board", "full"):
        target = folder / f"{edition}.html"
        arguments = (f"{EXAMPLE}/2026-Q4.yaml", *options, "--edition", edition, "-o", str(target))
        ran = in_process("report", *arguments, cwd=ROOT)
        assert ran.code == 0, ran.complaint
        made[edition] = target.as_uri()
    return made


@pytest.fixture(scope="module")
def report(editions: dict[str, str]) -> str:
    """The full edition."""
    return editions["full"]


def kept(page: Any, name: str) -> None:
    """A picture of the page where somebody wants to see it."""
    if folder := os.environ.get("BTM_SCREENSHOTS"):
        os.makedirs(folder, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("edition", ["board", "full"])
def test_it_is_quiet_accessible_and_fits(edition, look, scheme, chromium, editions, axe):
    viewport, report = {"width": LOOKS[look], "height": 900}, editions[edition]
    watched = Watched(chromium, report, viewport=viewport, color_scheme=scheme)
    with watched as page:
        assert page.evaluate("document.documentElement.scrollWidth") == LOOKS[look]
        # Not even a table is scrolled sideways where it is read on a phone.
        wide = "[...document.querySelectorAll('.scroll')].filter(each => each.scrollWidth > each.clientWidth + 1)"
        assert page.evaluate(f"{wide}.map(each => each.ariaLabel)") == []
        kept(page, f"report-{edition}-{scheme}-{look}")
        for folded in (True, False) if (look, edition) == ("desktop", "full") else (True,):
            if not folded:
                page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
            page.evaluate(axe)
            rules = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
            found = page.evaluate(f"axe.run(document, {{runOnly: {rules}}})")
            assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
            assert len(found["passes"]) > 20
        assert watched.complaints == []
        assert watched.requests == [report]


def test_the_keyboard_reaches_everything(chromium, report):
    with Watched(chromium, report, viewport={"width": 1280, "height": 900}) as page:
        wanted = page.evaluate(f"{SEEN}.length")
        page.evaluate(f"{SEEN}.forEach((each, index) => {{ each.dataset.number = index; }})")
        page.evaluate(
            "window.reached = []; addEventListener('focusin', event => reached.push(event.target.dataset.number))"
        )
        for _ in range(wanted + 1):
            page.keyboard.press("Tab")
        assert wanted > 150
        assert set(page.evaluate("reached")) >= {str(number) for number in range(wanted)}


def test_following_a_capability_unfolds_its_criteria(chromium, report):
    with Watched(chromium, report) as page:
        cell = page.locator("[id='r:approval-and-prioritization/process']")
        assert not cell.is_visible()
        page.locator("#assurance a[href='#r:approval-and-prioritization']").press("Enter")
        cell.wait_for(state="visible", timeout=5000)
        assert "Score, architecture opinion and risk opinion were on file" in page.locator("#criteria").inner_text()


def test_tables_sort_and_lose_nothing(chromium, report):
    with Watched(chromium, report) as page:
        table = page.locator("section#gaps table")
        first = "rows => rows.map(row => row.cells[3].textContent.trim())"
        before = table.locator("tbody tr").evaluate_all(first)
        table.get_by_role("button", name="Gap").press("Enter")
        after = table.locator("tbody tr").evaluate_all(first)
        assert after == sorted(before, key=float)
        assert table.locator("th[aria-sort=ascending]").count() == 1
        table.get_by_role("button", name="Gap").press("Enter")
        assert table.locator("tbody tr").evaluate_all(first) == sorted(before, key=float, reverse=True)


def test_it_all_works_without_scripts(chromium, report):
    with Watched(chromium, report, java_script_enabled=False, viewport={"width": 1280, "height": 900}) as page:
        assert page.locator("section#gaps tbody tr").count() > 5
        assert page.get_by_role("button").count() == 0
        page.locator("#criteria summary").first.click()
        assert page.locator("#criteria details h4").first.is_visible()


def test_the_shades_keep_their_order_without_colour(chromium, editions):
    """As grey paper shows them: each level is lighter than the one below it."""
    with Watched(chromium, editions["board"]) as page:
        page.emulate_media(media="print")
        squares = "[...document.querySelectorAll('#capabilities table:not(.map) td')]"
        colours = page.evaluate(
            f"{squares}.map(each => getComputedStyle(each).backgroundColor.match(/\\d+/g).map(Number))"
        )
        grey = [0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in colours]
        assert len(grey) == 5
        assert grey == sorted(grey)
        assert min(high - low for low, high in pairwise(grey)) > 10


@pytest.mark.parametrize("name", ["html", "xml", "template", "long", "quotes", "right to left"])
def test_hostile_text_runs_nothing_and_stays_on_the_page(name, tmp_path, chromium):
    path = write(tmp_path, answers(HOSTILE[name]))
    target = tmp_path / "report.html"
    assert in_process("report", str(path), "--plan", "-o", str(target), cwd=tmp_path).code == 0
    watched = Watched(chromium, target.as_uri(), viewport={"width": 390, "height": 900})
    with watched as page:
        assert page.locator("script").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert watched.complaints == []
        assert watched.requests == [target.as_uri()]
