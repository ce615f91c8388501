"""What comes of each choice, against figures worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from btm_cli.answers.model import Evidence
from btm_cli.summary.options import options
from btm_cli.summary.summary import summarize
from support import build
from support.firms import firm, given


def chosen(answers, valid=(), before=None):
    about = given(answers, before, valid)
    asked = [entry for entry in summarize(about) if entry.id.startswith("ask.")]
    return {option.choice: option for option in options(about, asked)}


def test_the_state_s_steps_give_the_state_and_its_documents_count():
    # The fourth area: (4 * 3 + 2 + 1) / 5 = 3 and (3 * 4 + 3) / 4 = 3.75; with the last at level 2 it is 3.2 and 3.8.
    found = chosen(firm(4, {"business-architecture": 2, "asset-rationalization": 1}))
    assert (found["nothing"].score, found["nothing"].state) == (Fraction(375, 100), "pre-alignment")
    assert (found["all"].score, found["all"].state) == (Fraction(38, 10), "alignment")
    assert "first" not in found  # what else begins in the iteration is shown later: the two are the same by then
    # Nothing is cited: all is at the base, but the four cells whose steps end in documents are at level 2:
    # the area is (4 * 1 + 2) / 5 = 1.2, the whole (3 * 1 + 1.2) / 4 = 1.05.
    assert found["nothing"].evidenced == 1
    assert found["all"].evidenced == Fraction(105, 100)
    assert len(found["all"].steps) == 4


def test_evidence_that_ends_before_the_day_counts_only_where_it_is_renewed():
    end = date(build.DAY.year, build.DAY.month, build.DAY.day)
    minutes = {
        "gone": Evidence("Gone", date(2025, 1, 1), url="https://example.org/g", valid_until=date(2025, 12, 31)),
        "ending": Evidence("Ending", date(2025, 1, 1), url="https://example.org/e", valid_until=end),
    }
    found = chosen(firm(5, evidence=("gone", "ending"))._replace(evidence=minutes), valid=("ending",))
    assert found["nothing"].evidenced == 1  # what holds today has run out by then
    assert found["all"].evidenced == 5
    assert found["all"].renewed == ("gone", "ending")  # what has run out, then what does within three months
    assert "first" not in found


def test_all_of_it_renews_what_has_run_out_and_what_soon_does():
    minutes = {
        "gone": Evidence("Gone", date(2025, 1, 1), url="https://example.org/g", valid_until=date(2025, 12, 31)),
        "ending": Evidence("Ending", date(2025, 1, 1), url="https://example.org/e", valid_until=build.DAY),
        "later": Evidence("Later", date(2025, 1, 1), url="https://example.org/l", valid_until=date(9999, 12, 31)),
    }
    held = firm(3, evidence=("ending",))
    places = [("business-architecture", "process"), ("business-architecture", "organization")]
    cited = [held.cells[place]._replace(evidence=(key,)) for place, key in zip(places, ("gone", "later"), strict=True)]
    cells = {**held.cells, **dict(zip(places, cited, strict=True))}
    found = chosen(held._replace(cells=cells, evidence=minutes), valid=("ending", "later"))
    assert found["all"].renewed == ("gone", "ending")
    # Nothing renewed: one of 68 cells at 3, others at 1: its capability at 1.5, its area at 5.5 / 5, all at 4.1 / 4.
    assert found["nothing"].evidenced == Fraction(41, 40)
    # All of it: 3 everywhere, and the one step's cell, one of 4 in one of 4 capabilities in one of 4 areas, at 4.
    assert found["all"].evidenced == 3 + Fraction(1, 64)


def test_a_document_that_nobody_is_asked_to_renew_is_not_counted_as_renewed():
    # What has no date of its own to run out on, and does not hold (its file is altered or gone), is not renewed by the
    # decision about those that have run out.
    minutes = {
        "gone": Evidence("Gone", date(2025, 1, 1), url="https://example.org/g", valid_until=date(2025, 12, 31)),
        "altered": Evidence("Altered", date(2025, 1, 1), path="altered.md"),
    }
    held = firm(3, evidence=("altered",))
    place = ("business-architecture", "process")
    cells = {**held.cells, place: held.cells[place]._replace(evidence=("gone",))}
    found = chosen(held._replace(cells=cells, evidence=minutes))
    assert found["nothing"].evidenced == 1
    assert found["all"].renewed == ("gone",)
    # One cell of 68 is at 3 again, the others at 1: 1.5 in its capability, 5.5 / 5 = 1.1 in its area, 4.1 / 4 in all.
    assert found["all"].evidenced == Fraction(41, 40)


def test_where_nothing_changes_a_number_there_is_no_choice():
    assert chosen(firm(5)) == {}
