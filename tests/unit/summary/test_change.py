"""What is said of a change: firms whose two scores and causes can be worked out on paper."""

from __future__ import annotations

from datetime import date
from fractions import Fraction as F
from pathlib import Path
from typing import Any

import pytest

from btm_cli.compare.comparison import Causes, Change, Movement
from btm_cli.intake.comparing import since_baseline
from btm_cli.intake.opened import Standards, assess_file
from btm_cli.intake.summing_up import summary_of
from btm_cli.render.document.labels import Labels
from btm_cli.render.scorecard.in_short import sentence
from btm_cli.summary.change import backing, change_of, chief_cause, chief_places, kind_of, unlike
from btm_cli.summary.entry import Entry
from support.firms import STANDARD, firm, given, summed_up

COMPLIANCE = "compliance-and-risk-management"


def test_a_firm_that_fell() -> None:
    """One capability of an area of four from 3 to 1: the area loses 2/4, the whole a quarter of that."""
    found = summed_up(firm(3, {COMPLIANCE: 1}), firm(3)._replace(period="before"))
    down = found["change.down"].values
    assert down == {"old": "before", "delta": F(1, 8), "from": F(3), "to": F(23, 8), "cause": "answers"}
    counts = {"cells": 4, "up": 0, "down": 4}  # each by the same amount, so that none is the largest
    part = {"cause": "answers", "from": F(3), "to": F(23, 8), "answers": F(-1, 8)}
    others = dict.fromkeys(("standard", "time", "scope"), F(0))
    made = found["change.answers.alone"].values
    assert made == {**counts, "amount": F(-1, 8), "largest": (), **part, **others}
    assert found["change.within"].values == {"which": (COMPLIANCE,)}
    assert found["change.state.down"].values == {"a": "alignment", "b": "pre-alignment"}
    assert found["change.kinds"].values == {"re-claimed": 4}
    assert found["change.fell"].values["cells"] == 4
    assert "change.no-claim" not in found


def test_a_firm_that_rose_just_above_a_state() -> None:
    """From 2 everywhere to 3, which is where Alignment begins: every capability has an equal part in its area."""
    found = summed_up(firm(3), firm(2)._replace(period=None))
    up = found["change.up"].values
    assert (up["old"], up["delta"]) == (date(2026, 8, 20), F(1))
    assert found["change.above"].values == {"next": "alignment", "from": F(3), "over": F(0)}
    assert found["change.state.up"].values == {"a": "pre-alignment", "b": "alignment"}
    answers = found["change.answers.alone"].values
    assert (answers["cells"], answers["up"], answers["down"], answers["amount"]) == (68, 68, 0, F(1))
    assert found["change.spread"].values["n"] == 17


def test_a_score_just_above_a_state_that_is_not_reached_tells_the_state() -> None:
    """All at 3, but of an area of four one capability at 1 and two at 4: 3 in all, and one below the floor."""
    higher = {"communication-strategy-and-management": 4, "organization-design-and-change-management": 4}
    found = summed_up(firm(3, {COMPLIANCE: 1, **higher}), firm(2)._replace(period=None))
    above = {"next": "alignment", "from": F(3), "over": F(0), "state": "pre-alignment"}
    assert found["change.above.floor"].values == {**above, "floor": 2, "caps": 1, "which": (COMPLIANCE,)}
    assert "change.above" not in found


def test_answers_that_make_up_for_each_other_are_counted_each_way() -> None:
    """One capability of an area of four up by a level, another of the same area down by two: together an eighth."""
    changed = firm(3, {COMPLIANCE: 1, "communication-strategy-and-management": 4})
    answers = summed_up(changed, firm(3)._replace(period="before"))["change.answers.alone"].values
    assert (answers["cells"], answers["up"], answers["down"], answers["amount"]) == (8, 4, 4, F(-1, 16))
    assert answers["largest"] == (f"{COMPLIANCE}/process", f"{COMPLIANCE}/organization")


def test_nothing_changed() -> None:
    found = summed_up(firm(3), firm(3)._replace(period="before"))
    assert found["change.same"].values == {"old": "before", "to": F(3)}
    assert [name for name in found if name.startswith("change")] == ["change.same"]


def test_who_answers_now() -> None:
    other = firm(3)._replace(answered_by=None)
    assert "change.assessor" not in summed_up(firm(3), other)
    someone = firm(3)._replace(answered_by=firm(3).answered_by._replace(name="Else"))  # type: ignore[union-attr]  # firms name theirs
    assert summed_up(firm(3), someone)["change.assessor"].values == {"by": "Somebody", "before": "Else"}


def test_the_chief_cause_is_the_largest_and_answers_the_first_of_equals() -> None:
    assert chief_cause(None) == chief_cause(Causes()) == ""
    assert chief_cause(Causes(standard=F(-3), answers=F(2))) == "standard"
    assert chief_cause(Causes(scope=F(1), answers=F(-1))) == "answers"
    assert chief_cause(Causes(standard=F(1), time=F(1), scope=F(1))) == "time"


@pytest.mark.parametrize(
    ("edition", "depth", "causes", "said"),
    [
        ("1.1", "core", Causes(standard=F(1)), ["The changed depth made +1.00 of it."]),
        ("1.1", "full", Causes(standard=F(1)), ["The changed standard made +1.00 of it."]),
        (
            "1.2",
            "core",
            Causes(standard=F(1)),
            ["The standard went from edition 1.1 to 1.2 and the depth changed; together that makes +1.00 of it."],
        ),
        (
            "1.2",
            "full",
            Causes(standard=F(1, 4), answers=F(3, 4)),
            [
                "Answers in 68 cells moved it by +0.75 (68 up, 0 down), most by Strategic and Tactical Governance / "
                "Process; Strategic and Tactical Governance / Organization.",
                "The standard went from edition 1.1 to 1.2; that alone makes +0.25 of it.",
            ],
        ),
        (
            "1.1",
            "full",
            Causes(scope=F(-1, 2), standard=F(3, 2)),
            [
                "The changed standard made +1.50 of it.",
                "The changed scope made -0.50 of it.",
            ],
        ),
    ],
)
def test_every_cause_is_told_with_its_amount(edition: str, depth: str, causes: Causes, said: list[str]) -> None:
    """Another depth is not called a new edition, though both belong to the cause standard; one level was won in all."""
    made = given(firm(3), firm(2), plan=False)
    assert made.comparison is not None
    overall = made.comparison.overall
    compared = made.comparison._replace(
        overall=overall._replace(claimed=overall.claimed._replace(causes=causes)),
        old=made.comparison.old._replace(edition="1.1"),
        new=made.comparison.new._replace(edition=edition, depth=depth),
    )
    told = ("change.answers", "change.edition", "change.depth", "change.content", "change.scope")
    entries = [entry for entry in change_of(compared, STANDARD.states) if entry.id.startswith(told)]
    assert [sentence(entry, made.card, Labels(STANDARD), 2) for entry in entries] == said


@pytest.mark.parametrize(
    ("claimed", "evidenced", "kind"),
    [
        (Causes(standard=F(1)), Causes(standard=F(1)), ""),
        (Causes(standard=F(2), answers=F(-1)), Causes(), "re-rated"),
        (Causes(scope=F(1)), Causes(), "re-rated"),
        (Causes(standard=F(1)), Causes(time=F(1)), "newly-evidenced"),
        (None, None, "re-rated"),
    ],
)
def test_what_the_standard_moved_alone_is_not_answered_otherwise(
    claimed: Causes | None, evidenced: Causes | None, kind: str
) -> None:
    """A cell that went from 2 to 3, by each of these causes; without causes it may have been the answers."""
    changes = (Change(F(2), F(3), 2, 3, causes) for causes in (claimed, evidenced, evidenced))
    assert kind_of(Movement("one/process", "cell", "Process", *changes, "rated", "rated")) == kind


@pytest.mark.parametrize(
    ("amounts", "places"),
    [
        ({"a": F(3), "b": F(2)}, ("a",)),
        ({"a": F(2), "b": F(2), "c": F(1)}, ("a", "b")),
        ({"a": F(1), "b": F(1), "c": F(1), "d": F(1)}, ()),
        ({}, ()),
    ],
)
def test_chiefly_means_more_than_half(amounts: dict[str, F], places: tuple[str, ...]) -> None:
    assert chief_places(amounts) == places


def test_meridian_since_the_quarter_before_on_another_edition(root: Path) -> None:
    """The scores are those of the two files' own assessments; six cells lost evidence that ran out in autumn."""
    folder = root / "examples" / "meridian-insurance"
    old, new = str(folder / "2026-Q3.yaml"), str(folder / "2026-Q4.yaml")
    standards = Standards()
    before, after = (assess_file(name, standards) for name in (old, new))
    compared = since_baseline(old, new, standards, after.card.as_of)
    found = {entry.id: entry.values for entry in summary_of(after, compared)}
    scores = [each.card.overall.numbers for each in (before, after)]
    assert found["change.up"] == {
        "old": "2026-Q3",
        "delta": F(17327, 5760) - F(3529, 1440),
        "from": scores[0].score,
        "to": scores[1].score,
        "cause": "answers",
    }
    assert found["change.evidence"] == {"efrom": scores[0].evidenced, "eto": scores[1].evidenced}
    assert (found["change.edition.alone"]["a"], found["change.edition.alone"]["b"]) == ("1.0", "1.1")
    assert found["change.lost.where"] == {"cells": 6, "which": ("application-portfolio-management",)}
    assert "change.no-claim" in found
    assert "change.fell" not in found


def test_against_a_scorecard_the_causes_are_not_told(root: Path, tmp_path: Path) -> None:
    from btm_cli.render.scorecard.wire import scorecard_data
    from btm_cli.render.wire.json import render_json

    folder = root / "examples" / "meridian-insurance"
    standards = Standards()
    old, new = (assess_file(str(folder / f"2026-Q{number}.yaml"), standards) for number in (3, 4))
    baseline = tmp_path / "card.json"
    baseline.write_text(render_json(scorecard_data(old.card)))
    compared = since_baseline(str(baseline), str(folder / "2026-Q4.yaml"), standards, new.card.as_of)
    found = {entry.id: entry.values for entry in summary_of(new, compared)}
    assert found["change.up"]["cause"] is None
    assert "change.untold" in found
    assert not any(name.startswith(("change.answers", "change.edition")) for name in found)


def test_an_amount_is_what_lies_between_the_two_scores_as_they_are_shown() -> None:
    """2.444 and 3.006 differ by 0.562, but 2.44 and 3.01, which stand beside it, by 0.57."""
    card = given(firm(3), plan=False).card
    values = {"old": "Q3", "delta": F(562, 1000), "from": F(2444, 1000), "to": F(3006, 1000), "cause": "answers"}
    text = sentence(Entry("change.up", values), card, Labels(STANDARD), 2)
    assert text == "Since Q3 the score rose by 0.57, from 2.44 to 3.01."


def test_parts_of_a_change_add_up_to_it_as_they_are_shown() -> None:
    """Of 0.57 shown between 2.44 and 3.01 the answers made 0.508 and the standard 0.054: cut to 0.50 and 0.05 they lack
    two hundredths, one for each.
    """
    card = given(firm(3), plan=False).card
    causes = {"standard": F(54, 1000), "time": F(0), "scope": F(0), "answers": F(508, 1000)}
    ends = {"from": F(2444, 1000), "to": F(3006, 1000), **causes}
    edition = {"a": "1.0", "b": "1.1", "amount": causes["standard"], "cause": "standard", **ends}
    text = sentence(Entry("change.edition", edition), card, Labels(STANDARD), 2)
    assert text == "The standard went from edition 1.0 to 1.1; that alone makes +0.06 of it."
    unlike_ = {"differs": ("edition",), "alike": causes["answers"], **ends}
    assert "Without what that does by itself it is +0.51;" in sentence(
        Entry("change.unlike", unlike_), card, Labels(STANDARD), 2
    )


def test_what_is_short_of_a_state_is_so_of_the_score_that_is_shown() -> None:
    """1.835 is shown as 1.84, which is 1.16 below 3.00; 1.165 alone would be shown as 1.17."""
    card = given(firm(3), plan=False).card
    text = sentence(
        Entry("hold.score", {"next": "alignment", "from": F(3), "missing": F("1.165")}), card, Labels(STANDARD), 2
    )
    assert text == "Alignment begins at 3.00: the score is 1.16 short."


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (0, 2, [("change.evidence.first", {"eto": F(5, 2)})]),
        (2, 0, [("change.evidence.gone", {"efrom": F(2)})]),
        (2, 2, [("change.evidence", {"efrom": F(2), "eto": F(5, 2)})]),
        (None, None, [("change.evidence", {"efrom": F(2), "eto": F(5, 2)})]),
    ],
)
def test_a_score_with_evidence_moves_only_where_both_sides_have_one(
    before: int | None, now: int | None, said: list[tuple[str, dict[str, F]]]
) -> None:
    found = given(firm(3), firm(2), plan=False).comparison
    assert found is not None
    compared = found._replace(
        overall=found.overall._replace(evidenced=Change(F(2), F(5, 2), 2, 2)),
        old=found.old._replace(evidence_cited=before),
        new=found.new._replace(evidence_cited=now),
    )
    told = [entry for entry in change_of(compared, STANDARD.states) if entry.id.startswith("change.evidence")]
    assert [(entry.id, dict(entry.values)) for entry in told] == said


@pytest.mark.parametrize(
    ("causes", "new", "differs", "alike", "text"),
    [
        (Causes(answers=F(1)), {}, (), None, ""),
        (
            Causes(standard=F(1, 4), answers=F(3, 4)),
            {"edition": "1.2"},
            ("edition",),
            F(3, 4),
            "Not like for like: the edition changed. Without what that does by itself it is +0.75; answers may have "
            "followed it.",
        ),
        # One level was won: 3/2 by the depth, and half a level lost by what is assessed; nothing is left of it.
        (
            Causes(scope=F(-1, 2), standard=F(3, 2)),
            {"depth": "core", "profiles": ("small-firm",)},
            ("depth", "scope", "wording"),
            F(0),
            "Not like for like: the depth, what is assessed and the wording of questions changed. Without what that "
            "does by itself it is 0.00; answers may have followed it.",
        ),
        (
            None,
            {"standard_digest": "another"},
            ("content",),
            None,
            "Not like for like: the standard's content changed; what that made of it can't be told.",
        ),
        (Causes(scope=F(1, 300), answers=F(299, 300)), {}, (), None, ""),  # a cell that moves nothing to be seen
    ],
)
def test_what_is_not_like_for_like_is_said_beside_the_figure(
    causes: Causes | None, new: dict[str, Any], differs: tuple[str, ...], alike: F | None, text: str
) -> None:
    made = given(firm(3), firm(2), plan=False)
    assert made.comparison is not None
    overall = made.comparison.overall
    compared = made.comparison._replace(
        overall=overall._replace(claimed=overall.claimed._replace(causes=causes)),
        new=made.comparison.new._replace(**new),
    )
    said = list(unlike(compared))
    assert [entry.values["differs"] for entry in said] == ([differs] if differs else [])
    assert [entry.values.get("alike") for entry in said] == ([alike] if differs else [])
    assert [sentence(entry, made.card, Labels(STANDARD), 2) for entry in said] == ([text] if text else [])
    ids = [entry.id for entry in change_of(compared, STANDARD.states)]
    assert ids[: 1 + len(said)] == ["change.up", *(entry.id for entry in said)]


@pytest.mark.parametrize(
    ("evidenced", "verified", "cited", "text"),
    [
        # Of 2 levels above 1 one is backed, of the 1 before half; half a level was checked.
        (
            Change(F(3, 2), F(2), 1, 2),
            Change(F(1), F(3, 2), 1, 1),
            (1, 1),
            "Of what the score has above 1, valid evidence backs 50% (before 50%), and 25% was checked independently.",
        ),
        (
            Change(F(1), F(2), 1, 2),
            Change(F(1), F(3, 2), 1, 1),
            (0, 1),
            "Of what the score has above 1, valid evidence backs 50%, and 25% was checked independently.",
        ),
        (
            Change(F(5, 4), F(2), 1, 2),
            Change(F(1), F(1), 1, 1),
            (1, 1),
            "Of what the score has above 1, valid evidence backs 50% (before 25%); nothing was checked independently.",
        ),
        (
            Change(F(1), F(1), 1, 1),
            Change(F(1), F(1), 1, 1),
            (0, 1),
            "Of what the score has above 1, valid evidence backs 0%; nothing was checked independently.",
        ),
        (Change(F(3, 2), F(1), 1, 1), Change(F(1), F(1), 1, 1), (1, 0), "No evidence is cited for it."),
    ],
)
def test_how_sure_the_new_score_is(evidenced: Change, verified: Change, cited: tuple[int, int], text: str) -> None:
    made = given(firm(3), firm(2), plan=False)
    assert made.comparison is not None
    compared = made.comparison._replace(
        overall=made.comparison.overall._replace(evidenced=evidenced, verified=verified),
        old=made.comparison.old._replace(evidence_cited=cited[0]),
        new=made.comparison.new._replace(evidence_cited=cited[1]),
    )
    assert [sentence(entry, made.card, Labels(STANDARD), 2) for entry in backing(compared, 1)] == [text]
