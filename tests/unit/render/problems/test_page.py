"""Problems for people: a line that editors jump by, the caret below its place, a count of what is left out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from btm_cli.diagnostics import Diagnostic, Location, Severity
from btm_cli.render.document.html import to_html
from btm_cli.render.document.markdown import to_markdown
from btm_cli.render.document.terminal import written
from btm_cli.render.problems.page import problems_page, summary
from support.problems import EXPIRED, HOSTILE, TYPO


def text_of(problems: list[Diagnostic], columns: int = 80, encoding: str = "utf-8") -> list[str]:
    return written(problems_page(problems, ["answers.yaml", "b.yaml"]), columns, encoding).splitlines()


def test_a_problem_has_place_source_caret_and_hint() -> None:
    assert text_of([TYPO])[:4] == [
        "answers.yaml:7:3: error[unknown-id] there is no capability `aproval`",
        "   7 |   aproval: 2",
        "     |   ^^^^^^^",
        "  hint: did you mean `approval-and-prioritization`?",
    ]


def test_problems_come_by_place_with_a_summary_and_where_to_read_more() -> None:
    lines = text_of([TYPO, EXPIRED])
    assert lines[0].startswith("answers.yaml:3:1: warning[evidence-expired]")
    assert lines[-3:] == [
        "1 error and 1 warning in 1 of 2 files.",
        "",
        "More about one: btm explain evidence-expired (also unknown-id)",
    ]
    assert text_of([TYPO])[-1] == "More about it: btm explain unknown-id"
    assert text_of([]) == ["No problems in 2 files."]


def test_a_long_list_is_capped_with_a_count() -> None:
    many = [Diagnostic("x", Severity.ERROR, "m", Location("a", line)) for line in range(1, 545)]
    lines = text_of(many)
    assert sum("error[x]" in line for line in lines) == 50
    assert "... and 494 more; --format json lists them all." in lines
    assert summary(many, 1) == "544 errors in 1 of 1 file."


def test_the_line_that_editors_jump_by_is_never_broken() -> None:
    path = "a folder/" + "deep/" * 30 + "answers.yaml"
    problem = Diagnostic("x", Severity.ERROR, "word " * 60, Location(path, 12, 3))
    [first, *_] = text_of([problem], 40)
    assert first == f"{path}:12:3: error[x] {('word ' * 60).strip()}"


def test_an_endless_message_is_cut_with_a_sign() -> None:
    for message in ("x" * 100_000, "word " * 100_000, "e" + "\u0301" * 100_000):
        [first, *_] = text_of([Diagnostic("x", Severity.ERROR, message, Location("a"))])
        assert first.startswith("a:1:1: error[x] ")
        assert first.endswith("\u2026")
        assert len(first) <= len("a:1:1: error[x] ") + 500


def test_a_place_in_a_workbook_is_named_as_spreadsheets_do() -> None:
    problem = Diagnostic("x", Severity.ERROR, "m", Location("q.xlsx", 12, 28, sheet="My answers"))
    assert text_of([problem])[0] == "q.xlsx:'My answers'!AB12: error[x] m"


@pytest.mark.parametrize("columns", [40, 80, 240])
@pytest.mark.parametrize(
    ("source", "column", "under", "carets"),
    [
        ("名前: x", 5, "x", 1),
        ("\tkey: x", 2, "key", 3),
        ("a\x1bb: x", 3, "b", 1),
        ("e\u0301: x", 4, " x", 1),
        ("k" * 500 + "HERE" + "z" * 500, 501, "HERE", 4),
        ("名" * 300 + "HERE", 301, "HERE", 4),
        ("HERE" + "z" * 500, 1, "HERE", 4),
        ("short", 6, "", 1),
        ("z" * 2_000_000, 1_000_000, "zzz", 1),
    ],
)
def test_the_caret_stands_below_its_place(source: str, column: int, under: str, carets: int, columns: int) -> None:
    problem = Diagnostic("x", Severity.ERROR, "m", Location("a", 1, column, source, carets))
    _, shown, caret, *_ = text_of([problem], columns)
    offset = cell_len(caret.rstrip("^"))
    begin = next(position for position in range(len(shown) + 1) if cell_len(shown[:position]) == offset)
    while begin < len(shown) and cell_len(shown[begin]) == 0:
        begin += 1
    assert shown[begin:].startswith(under)
    assert caret.count("^") == carets
    assert cell_len(shown) <= columns
    assert "\x1b" not in shown


def test_an_excerpt_says_where_it_is_cut() -> None:
    problem = Diagnostic("x", Severity.ERROR, "m", Location("a", 1, 501, "k" * 500 + "HERE" + "z" * 500, 4))
    _, shown, caret, *_ = text_of([problem], 40)
    # 33 columns behind the gutter of 7: half of them before the place, a sign at each end
    assert shown == "   1 | \u2026" + "k" * 16 + "HERE" + "z" * 11 + "\u2026"
    assert caret == "     | " + " " * 17 + "^^^^"


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_the_caret_behind_a_line_that_fills_the_page_is_not_cut_off(encoding: str) -> None:
    problem = Diagnostic("x", Severity.ERROR, "m", Location("a", 1, 34, "k" * 33, 1))
    _, shown, caret, *_ = text_of([problem], 40, encoding)
    assert shown.endswith("k")
    assert (cell_len(shown), caret) == (cell_len(caret) - 1, caret.rstrip("^") + "^")
    assert cell_len(caret) <= 40


@given(
    st.text(min_size=1, max_size=300),
    st.integers(1, 320),
    st.integers(1, 40),
    st.sampled_from([40, 80]),
    st.sampled_from(["utf-8", "cp1252", "ascii"]),
)
def test_any_excerpt_fits_the_page_with_its_caret(
    source: str, column: int, width: int, columns: int, encoding: str
) -> None:
    problem = Diagnostic("x", Severity.ERROR, "m", Location("a", 1, column, source, width))
    lines = text_of([problem], columns, encoding)
    "\n".join(lines).encode(encoding)
    assert all(cell_len(line) <= columns for line in lines)
    assert any(re.fullmatch(r" +\| *\^+", line) for line in lines) == bool(source.strip())


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_poor_console_gets_substitutes(encoding: str) -> None:
    wide = Diagnostic("x", Severity.ERROR, "→ 名", Location("ü名.yaml", 1, 3, "名: 名" * 100, 2), "→")
    for line in text_of([wide, HOSTILE], encoding=encoding):
        line.encode(encoding)
        assert "\x1b" not in line


def test_pages_for_reading_elsewhere_hold_the_same_excerpt() -> None:
    page = list(problems_page([TYPO], ["answers.yaml"]))
    assert to_markdown(page).startswith(
        "**answers.yaml:7:3:** error\\[unknown-id\\] there is no capability \\`aproval\\`\n\n"
        "```text\n   7 |   aproval: 2\n     |   ^^^^^^^\n```\n\n"
        "- **hint:** did you mean \\`approval-and-prioritization\\`?\n"
    )
    html = to_html(page)
    assert "<strong>answers.yaml:7:3:</strong> " in html
    assert '<pre tabindex="0">   7 |   aproval: 2\n     |   ^^^^^^^\n</pre>' in html
    assert "<b>" not in to_html(problems_page([HOSTILE], []))
