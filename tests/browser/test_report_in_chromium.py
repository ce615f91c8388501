"""The report in a real Chromium, opened from disk without a network: quiet, accessible, reachable by keyboard."""

from __future__ import annotations

import shutil

import pytest
import yaml
from cli.test_hostile import HOSTILE, answers

from support.run import ROOT, in_process

pytestmark = pytest.mark.browser
EXAMPLE = ROOT / "examples" / "meridian-insurance"
FULL = ["--baseline", EXAMPLE / "2026-Q3.yaml", "--policy", EXAMPLE / "policy.yaml", "--plan"]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    file = tmp_path_factory.mktemp("report") / "report.html"
    assert in_process("report", EXAMPLE / "2026-Q4.yaml", *FULL, "-o", file).code == 0
    return file


def opened(chromium, file, scheme="light", size="desktop", **more):
    """The page, and everything it said or asked for."""
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **more)
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on("request", lambda request: request.url.startswith("file:") or heard.append(request.url))
    page.goto(file.as_uri())
    return page, heard


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_it_is_quiet_and_fits(chromium, report, scheme, size, tmp_path):
    page, heard = opened(chromium, report, scheme, size, offline=True)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.screenshot(path=tmp_path / "top.png")
    page.emulate_media(media="print")
    page.screenshot(path=tmp_path / "print.png")
    assert heard == []
    assert min((tmp_path / name).stat().st_size for name in ("top.png", "print.png")) > 10_000
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium, report, scheme):
    from axe_playwright_python.sync_playwright import Axe

    # axe-core is injected as a script, which the report's own policy would rightly refuse.
    page, _ = opened(chromium, report, scheme, bypass_csp=True)
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": rules}).response["violations"]
    assert [(each["id"], len(each["nodes"]), each["nodes"][0]["html"][:120]) for each in found] == []
    page.context.close()


def test_the_keyboard_reaches_squares_and_their_hints(chromium, report):
    page, _ = opened(chromium, report)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.evaluate("document.querySelector('#map').scrollIntoView()")
    square = page.locator("td.cell a").first
    hint = page.locator("td.cell .tip").first
    assert not hint.is_visible()
    square.focus()
    assert hint.is_visible()
    page.keyboard.press("Escape")
    assert not hint.is_visible()
    page.keyboard.press("Tab")
    assert page.locator("td.cell .tip").nth(1).is_visible()
    focusable = "a[href], button, [tabindex='0']"
    assert page.evaluate(f'[...document.querySelectorAll("{focusable}")].every((each) => each.tabIndex === 0)')
    page.keyboard.press("Enter")
    assert page.evaluate("decodeURIComponent(location.hash)").endswith("/organization")
    page.context.close()


def test_tables_sort_by_number_and_stay_without_scripts(chromium, report):
    page, _ = opened(chromium, report)
    gaps = "[...document.querySelectorAll('#gaps ~ .scroll tbody tr')].map((row) => row.cells[3].textContent)"
    before = page.evaluate(gaps)
    assert before == sorted(before, key=float, reverse=True)
    page.locator("#gaps ~ .scroll th button").nth(3).press("Enter")
    assert page.evaluate(gaps) == sorted(before, key=float)
    page.context.close()
    page, _ = opened(chromium, report, java_script_enabled=False)
    assert page.locator("#gaps ~ .scroll tbody tr").count() == len(before)
    assert page.locator("th button").count() == 0
    page.context.close()


@pytest.mark.parametrize("name", ["html", "xml", "template", "long", "quotes"])
def test_hostile_text_does_nothing(chromium, name, tmp_path):
    file = tmp_path / "answers.yaml"
    file.write_text(yaml.safe_dump(answers(HOSTILE[name]), allow_unicode=True), "utf-8")
    assert in_process("report", file, "-o", tmp_path / "report.html").code == 0
    page, heard = opened(chromium, tmp_path / "report.html", size="phone")
    assert heard == []
    assert page.locator("script").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.context.close()


@pytest.mark.parametrize(("ending", "magic"), [("pdf", b"%PDF-"), ("png", b"\x89PNG")])
def test_pdf_and_png_through_the_installed_browser(ending, magic, tmp_path):
    output = tmp_path / f"report.{ending}"
    ran = in_process("report", EXAMPLE / "2026-Q4.yaml", "-o", output)
    assert ran.code == 0, ran.complaint
    assert output.read_bytes().startswith(magic)
    assert [path.name for path in tmp_path.iterdir()] == [output.name]
