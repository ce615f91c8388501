"""The board's report as printed: pages, sizes of type, and nothing beyond the edge: `pytest -m browser`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.reports import EXAMPLE, NAMES, firms
from support.run import in_process

pytestmark = pytest.mark.browser

POLICY = str(EXAMPLE / "policy.yaml")
SIZES = {"A4": (595, 842), "Letter": (612, 792)}
MARGIN = 40
"""Points at each side that nothing but paper takes up; the style sheet leaves 45."""
BODY, LEAST = 9.5, 9.0
ROOM = 100
"""Points that the last of four pages leaves free at least: a longer name or note must not cost a fifth."""
FOOT = 45
"""Points from the lower edge that only the footer stands in."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("reports")
    import pymupdf

    known = firms(folder)
    kept: dict[tuple[str, ...], Any] = {}

    def get(name: str, paper: str, edition: str = "board", held: str = "") -> Any:
        """Compared with its baseline where it has one; held to the example's policy where `held` says so."""
        key = (name, paper, edition, held)
        if key not in kept:
            target, baseline = folder / f"{'-'.join(key)}.pdf", known[name].baseline
            more = [*(("--baseline", str(baseline)) if baseline else ()), *((f"--{held}", POLICY) if held else ())]
            arguments = ("report", str(known[name].file), *more, "--page", paper, "--edition", edition)
            ran = in_process(*arguments, "-o", str(target), cwd=folder)
            assert ran.code == 0, ran.complaint
            kept[key] = pymupdf.open(target)
        return kept[key]

    return get


def body(page: Any) -> list[dict[str, Any]]:
    """Every piece of type on a page but those of its footer."""
    return [span for span in spans(page) if span["bbox"][3] < page.rect.height - FOOT]


def spans(page: Any) -> list[dict[str, Any]]:
    """Every piece of type on a page."""
    blocks = page.get_text("dict")["blocks"]
    found = [span for block in blocks for line in block.get("lines", ()) for span in line["spans"]]
    return [span for span in found if span["text"].strip()]


@pytest.mark.parametrize("held", ["", "policy"])
@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("name", NAMES)
def test_the_board_gets_two_to_four_pages_that_can_be_read(name, paper, held, printed):
    document = printed(name, paper, held=held)
    assert 2 <= len(document) <= 4
    letters: dict[float, int] = {}
    for number, page in enumerate(document, 1):
        width, height = SIZES[paper]
        assert (round(page.rect.width), round(page.rect.height)) == (width, height)
        found = spans(page)
        for span in found:
            left, top, right, bottom = span["bbox"]
            assert left >= MARGIN, span["text"]
            assert right <= width - MARGIN, span["text"]
            assert top >= MARGIN - 5, span["text"]
            assert bottom <= height - 10, span["text"]
            assert round(span["size"], 2) >= LEAST, span["text"]
            size = round(span["size"], 1)
            letters[size] = letters.get(size, 0) + len(span["text"])
        assert f"{number} of {len(document)}" in page.get_text()
    last = max(span["bbox"][3] for span in body(document[-1]))
    assert len(document) < 4 or SIZES[paper][1] - FOOT - last >= ROOM
    small = sum(count for size, count in letters.items() if size < BODY)
    assert small < sum(letters.values()) / 4  # captions and heads of columns; the body is larger


@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("name", NAMES)
def test_no_heading_is_left_alone_and_the_map_is_whole(name, paper, printed):
    document = printed(name, paper)
    [with_map] = [page for page in document if "The capabilities" in page.get_text()]
    text = with_map.get_text()
    for area in ("Governance & Organization", "Strategic Enterprise Architecture", "Asset Rationalization", "Overall"):
        assert area in text
    for page in document:
        assert max(body(page), key=lambda span: span["bbox"][3])["size"] < 10.2  # the last line is no heading


def test_tables_stay_on_the_paper_and_say_their_columns_on_every_page(printed):
    document = printed("meridian", "A4", "full", "policy")
    assert sum("Still to meet" in page.get_text() for page in document) > 1  # one table of several pages
    for page in document:
        for drawing in page.get_drawings():
            assert drawing["rect"].x1 <= SIZES["A4"][0] - MARGIN + 1
        for span in spans(page):
            assert span["bbox"][2] <= SIZES["A4"][0] - MARGIN, span["text"]
            assert round(span["size"], 2) >= LEAST, span["text"]


def test_the_place_of_a_remark_has_room_beside_it(printed):
    """It was a column of single words, four lines high, beside a remark of one; places take two lines of 60 mm."""
    found = [span for page in printed("meridian", "A4", "full", "policy") for span in spans(page)]
    remarks = [span["bbox"][0] for span in found if span["text"].strip() == "nine of ten"]
    assert min(remarks) - MARGIN > 60 / 25.4 * 72


def test_short_words_of_the_appendix_stay_whole(printed):
    # Dates, levels and verdicts are pieces of type of their own where no column is too narrow for them.
    pieces = {span["text"].strip() for page in printed("meridian", "A4", "full", "policy") for span in spans(page)}
    assert {"2026-12-31", "2027-01-31", "holds", "partially", "evidenced", "Procurement"} <= pieces


def test_the_day_of_a_baseline_without_a_period_stays_whole(printed):
    # It was the name of a column of three lines, one a word.
    assert "20 August 2026" in {span["text"].strip() for span in spans(printed("fallen", "A4")[0])}


@pytest.mark.parametrize("paper", SIZES)
def test_what_belongs_together_stands_on_one_page(paper, printed):
    pages = [page.get_text() for page in printed("meridian", paper, held="policy")]
    together = {
        "Decisions asked for": ["7. Name owners for", "Together (1, 2 and 3)", "For orientation, not asked today"],
        "What comes of it by": ["Nothing is decided", "All of it", "With evidence: what is still valid then"],
        "The next iteration, 9 December": ["1 → 2", "All 8 steps", "Effect: “to target”"],
        "What can be shown by": ["And what 5 more steps show."],
        "What changed": ["The last plan, by", "Of it, expired", "Governance & Organization", "2.45 → 3.01"],
        "Documents that have expired": ["31 January 2027"],
    }
    for heading, rows in together.items():
        [page] = [text for text in pages if f"\n{heading}" in f"\n{text}"]
        for row in rows:
            assert row in page, heading
    assert "Decisions asked for" in pages[0]


@pytest.mark.parametrize("paper", SIZES)
def test_the_example_has_four_pages_with_all_that_it_is_held_to(paper, tmp_path):
    """As its own btm.toml has it: with its policy, its own occasion, and three quarters before it."""
    import pymupdf

    target = tmp_path / "board.pdf"
    assert in_process("report", "--page", paper, "-o", str(target), cwd=EXAMPLE).code == 0
    document = pymupdf.open(target)
    assert len(document) == 4
    assert "Breached:" in document[0].get_text()
    assert "For orientation, not asked today" in document[0].get_text()
    last = max(span["bbox"][3] for span in body(document[-1]))
    assert SIZES[paper][1] - FOOT - last >= ROOM


def test_the_policy_is_told_without_white_between(printed):
    """The last two rows were kept together, one of them a third of a page high: as much stayed white before them."""
    document = printed("meridian", "A4", "full", "policy")
    texts = [page.get_text() for page in document]
    [first] = [number for number, text in enumerate(texts) if "\nPolicy\nfailed: 14 of 176" in text]
    [last] = [number for number, text in enumerate(texts) if "\nFindings\n" in text]
    assert "Held to policy.yaml" in texts[first]
    assert "evidence that holds" in texts[first]
    assert not any(str(EXAMPLE) in text for text in texts)
    assert first < last <= first + 3  # they were five pages more, each waiver told with all that it covers
    for page in document.pages(first, last):
        bottom = max(span["bbox"][3] for span in body(page))
        assert page.rect.height - FOOT - bottom < 60


def test_no_place_of_this_machine_is_printed(printed):
    document = printed("meridian", "A4")
    text = "".join(page.get_text() for page in document)
    assert "Confidential" in text
    for place in (str(Path.home()), str(Path(document.name).parent), "2026-Q4.yaml", "evidence/"):
        assert place not in text
