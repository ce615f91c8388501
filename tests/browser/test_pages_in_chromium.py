"""The pages of results in a real browser, on a desk and on a phone: `pytest -m browser`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.browsing import Watched
from support.run import ROOT, in_process

pytestmark = pytest.mark.browser

EXAMPLES = ROOT / "examples"
QUARTERS = [str(EXAMPLES / f"meridian-insurance/2026-Q{number}.yaml") for number in (1, 2, 3, 4)]
HARBOR = str(EXAMPLES / "harbor-foods/answers.yaml")
UNITS = [str(EXAMPLES / f"harbor-foods/units/{name}.yaml") for name in ("north-quay", "old-harbor", "south-dock")]
PAGES = {
    "assess": ("assess", QUARTERS[3]),
    "plan": ("plan", HARBOR),
    "diff": ("diff", *QUARTERS[2:]),
    "trend": ("trend", *QUARTERS),
    "what-if": ("what-if", QUARTERS[3], "--set", "approval=4"),
    "rollup": ("rollup", *UNITS, "--no-cache"),
    "evidence": ("evidence", "list", QUARTERS[3], "--as-of", "2026-11-24"),
    "explain": ("explain", "approval/process", "--answers", QUARTERS[3]),
}
WIDE = "[...document.querySelectorAll('.scroll, pre')].filter(each => each.scrollWidth > each.clientWidth + 1)"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages as the addresses of files."""
    folder = tmp_path_factory.mktemp("pages")
    return {name: _written(folder / f"{name}.html", *arguments) for name, arguments in PAGES.items()}


def _written(target: Path, *arguments: str) -> str:
    ran = in_process(*arguments, "-o", str(target), cwd=ROOT)
    assert ran.code == 0, ran.complaint
    return target.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_scrolled_sideways_on_a_phone(
    name: str, scheme: str, pages: dict[str, str], chromium: Any, axe: str
) -> None:
    watched = Watched(chromium, pages[name], viewport={"width": 390, "height": 844}, color_scheme=scheme)
    with watched as page:
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert page.evaluate(f"{WIDE}.length") == 0
        page.evaluate(axe)
        rules = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']"
        found = page.evaluate(f"axe.run(document, {{runOnly: {rules}}})")
        assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert watched.complaints == []


def test_on_a_phone_each_value_of_a_row_stands_behind_its_name(pages: dict[str, str], chromium: Any) -> None:
    named = "document.querySelector('td[data-name=Evidenced]')"
    for width, shown in ((390, '"Evidenced"'), (1280, "none")):
        with Watched(chromium, pages["trend"], viewport={"width": width, "height": 844}) as page:
            assert page.evaluate(f"getComputedStyle({named}, '::before').content") == shown
