"""What is said of firms whose numbers were worked out by hand or by the specification's own engine."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from btm_cli.answers.model import CONVERSATION, Answers, Assessor, Claimed, Evidence, NotApplicable, Rated
from btm_cli.intake.opened import Standards, assess_file
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.terminal import written
from btm_cli.render.scorecard.in_short import in_short
from btm_cli.scoring import assess
from btm_cli.standard.bundled import load_bundled
from btm_cli.summary import hold as module
from btm_cli.summary.entry import Entry
from btm_cli.summary.given import Given
from btm_cli.summary.hold import Climb, gives_state
from btm_cli.summary.summary import summarize
from support import build

STANDARD = load_bundled()


def given(answers: Answers, valid: frozenset[str] = frozenset(), as_of: date = build.DAY) -> Given:
    return Given(assess(STANDARD, answers, valid, as_of), STANDARD, answers, valid)


def firm(level: int, **more: Any) -> Answers:
    cells = {
        (capability.id, dimension.id): Claimed(level, **more)
        for capability in STANDARD.ordered_capabilities()
        for dimension in STANDARD.dimensions
    }
    return Answers("Firm", build.DAY, cells, answered_by=Assessor("Somebody"))


def said(found: Given) -> dict[str, Entry]:
    return {entry.id: entry for entry in summarize(found)}


def example(root: Path, name: str) -> Given:
    found = assess_file(str(root / "examples" / name), Standards())
    return Given(found.card, found.loaded.standard, found.loaded.answers, found.evidence.valid)


@pytest.fixture(scope="module")
def meridian(root: Path) -> Given:
    return example(root, "meridian-insurance/2026-Q4.yaml")


def test_meridian_is_told_where_it_stands(meridian: Given, root: Path) -> None:
    found = said(meridian)
    # The figures of edition 1.1, as `support/reference.py` has them too.
    stand = found["stand.plain"].values
    assert (stand["state"], round(float(stand["score"]), 2), stand["top"]) == ("pre-alignment", 3.01, 5)  # type: ignore[arg-type]
    assert round(float(found["sure.all"].values["evidenced"]), 2) == 2.09  # type: ignore[arg-type]
    assert round(float(found["sure.all"].values["verified"]), 2) == 1.51  # type: ignore[arg-type]
    step = found["hold.floor.step"].values
    assert step["what"] == ("asset-rationalization/technology",)
    assert (step["next"], step["steps"], step["effort"], step["owners"]) == ("alignment", 1, 4, ("CTO office",))
    # The open cells can end it at 2.95, and their capabilities at level 1.
    assert found["hold.floor.open"].values == {"from": 3, "floor": 2, "risk": "both"}
    opened = found["unknown.cells.claims"].values
    assert (opened["open"], opened["cells"]) == (2, 67)
    assert (opened["claims"], opened["of"]) == (65, 198)  # of the 22 cells rated by criterion
    assert (round(float(opened["low"]), 2), round(float(opened["high"]), 2)) == (2.95, 3.13)  # type: ignore[arg-type]
    assert found["unknown.depth"].values == {"claimed": 43, "assessed": 65}
    assert (found["expire.gone"].values["n"], found["expire.soon"].values["n"]) == (3, 2)
    assert found["expire.soon"].values["date"] == date(2027, 2, 20)
    # As `btm assess --as-of 2027-02-20` has it: two more documents have run out by then.
    later = assess_file(str(root / "examples" / "meridian-insurance" / "2026-Q4.yaml"), Standards(), "2027-02-20")
    assert found["expire.idle"].values["score"] == later.card.overall.numbers.evidenced


def test_harbor_is_told_what_is_missing(root: Path) -> None:
    found = said(example(root, "harbor-foods/answers.yaml"))
    assert list(found) == ["stand.plain", "sure.none.whole", "hold.both", "ask", "ask.proof", "unknown.depth"]
    assert found["sure.none.whole"].values == {"claims": 17, "cells": 68}  # one for each of four cells
    assert found["unknown.depth"].values == {"claimed": 68, "assessed": 68}
    both = found["hold.both"].values
    assert (both["next"], both["missing"], both["caps"], both["floor"]) == ("alignment", Fraction(93, 80), 5, 2)
    assert both["which"][0] == "communication-strategy-and-management"  # type: ignore[index]


def test_a_fresh_file_has_nothing_but_that() -> None:
    found = said(given(Answers("New", build.DAY, {})))
    assert {name: dict(entry.values) for name, entry in found.items()} == {
        "stand.none": {"cells": 68},
        "ask.first": {"caps": 17},
    }


def test_where_nothing_applies_nothing_is_asked() -> None:
    cells: dict[tuple[str, str], Any] = {
        ("asset-rationalization", dimension): NotApplicable("nothing is owned")
        for dimension in ("process", "organization", "information", "technology")
    }
    out = given(Answers("Firm", build.DAY, cells, scope=("asset-rationalization",)))
    assert {name: dict(entry.values) for name, entry in said(out).items()} == {"stand.out": {}}
    text = in_short(said(out).values(), out.card, Labels(STANDARD), 0).entries
    assert text == (("Now", "Nothing can be assessed: every cell that Firm has in scope is n/a."),)


def test_levels_that_are_a_guess_are_counted() -> None:
    """Two capabilities have four cells each: three heard, two said, one not open to it, two open; the rest is out."""
    first, second = "asset-rationalization", "business-architecture"
    cells: dict[tuple[str, str], Any] = {
        (first, "process"): Claimed(2, source=CONVERSATION),
        (first, "organization"): Claimed(1, source=CONVERSATION),
        (first, "information"): Claimed(3),
        (first, "technology"): Claimed(3),
        (second, "process"): Claimed(2, source=CONVERSATION),
        (second, "organization"): NotApplicable("no such bodies"),
        ("technology-architecture", "process"): Claimed(2, source=CONVERSATION),
    }
    found = given(Answers("Firm", build.DAY, cells, scope=(first, second)))
    entry = said(found)["unknown.heard"]
    assert entry.values == {"heard": 3, "assessed": 5}
    text = in_short([entry], found.card, Labels(STANDARD), 0).entries
    assert text == (("Not sure", "3 of 5 levels are a first guess from a conversation."),)
    assert "unknown.heard" not in said(given(firm(2)))


def test_a_firm_at_level_4_that_was_checked_throughout() -> None:
    minutes = {"minutes": Evidence("Minutes", date(2026, 1, 1), url="https://x.example")}
    answers = firm(4, evidence=("minutes",), verified_by="Internal Audit")._replace(evidence=minutes)
    found = said(given(answers, frozenset({"minutes"})))
    assert list(found) == ["stand.plain", "stand.by-claim", "sure.same", "hold.score", "unknown.depth"]
    assert found["stand.plain"].values["state"] == "synchronization"
    # Convergence begins at 4.5 with floor 4: no capability is lower, half a level is missing.
    assert found["hold.score"].values == {"next": "convergence", "from": Fraction(9, 2), "missing": Fraction(1, 2)}


def test_what_has_all_expired_backs_nothing() -> None:
    old = {"board": Evidence("Board minutes 2026", date(2026, 1, 1), url="https://x", valid_until=date(2026, 6, 30))}
    found = said(given(firm(3, evidence=("board",))._replace(evidence=old)))
    assert "sure.lapsed" in found
    assert found["expire.gone"].values == {"n": 1, "which": ("Board minutes 2026",)}


def test_a_state_that_only_asks_are_missing_for() -> None:
    """At 4.00 in every cell by claims of level 4 but for the cells that hold what looks ahead, which stay at 3."""
    answers = firm(5)
    asked = next(state for state in STANDARD.states if state.id == "synchronization").asks
    cells = dict(answers.cells)
    for capability in STANDARD.ordered_capabilities():
        for dimension, cell in capability.cells.items():
            if any(ask.theme in one.themes and one.level == 4 for ask in asked for one in cell.all_criteria()):
                cells[capability.id, dimension] = Claimed(3)
    found = said(given(answers._replace(cells=cells)))
    assert found["stand.plain"].values["state"] == "alignment"
    assert {"hold.ask"} == {name for name in found if name.startswith("hold")}


def test_a_scoped_file_says_what_it_is_about() -> None:
    found = said(given(firm(3)._replace(scope=("strategy-and-planning",))))
    assert found["stand.scope"].values == {"scope": ("strategy-and-planning",)}


def test_a_wrong_set_of_steps_is_not_said(meridian: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine has the last word: with another cell raised instead, the state does not follow."""
    wrong = Climb("compliance-and-risk-management/technology", 3, Fraction(1))
    assert gives_state(meridian, [wrong], "alignment") is None
    monkeypatch.setattr(module, "climb_to", lambda *_: wrong)
    assert not {entry.id for entry in summarize(meridian)} & {"hold.floor.step", "ask.state", "ask.state.open"}


def test_in_words(meridian: Given) -> None:
    sentences = in_short(summarize(meridian), meridian.card, Labels(meridian.standard), 1)
    assert [label for label, _ in sentences.entries] == ["Now", "Next state", "To decide", "Not sure", "Evidence"]
    text = " ".join(written([sentences], 400).split())
    for phrase in (
        "is in Pre-alignment: 3.01 of 5 by its own claims, 2026-Q4 (as of 2026-11-20).",
        "one step is missing for that: Asset Rationalization / Technology (CTO office, 20 person-days).",
        "Provisional: 2 cells of 67 (Project Analysis and Design / Technology; Resource and Demand Management / Inf",
        "are not assessed, and 65 of 198 criteria in rated cells are open: the score can end at 2.95 to 3.13, if the",
        '3 documents in use have expired ("Application inventory, extract of January"; and 2 more).',
    ):
        assert phrase in text


def test_every_entry_there_is_can_be_said() -> None:
    """Each id that the room gives, in words: firms at every level and the fresh one."""
    for answers in (*(firm(level) for level in range(1, 6)), Answers("New", build.DAY, {})):
        found = given(answers)
        for entry in summarize(found):
            assert in_short([entry], found.card, Labels(STANDARD), 2).entries[0][1]


def test_a_core_file_says_that_it_is_one() -> None:
    assert "unknown.core" in said(given(firm(2)._replace(depth="core")))
    some = firm(2)._replace(depths={"asset-rationalization": "core"})
    assert said(given(some))["unknown.core.partly"].values == {"n": 1, "caps": 17}


def test_what_the_plan_leaves_out_is_said(meridian: Given) -> None:
    left_out = given_with(meridian, excluded=("asset-rationalization",))
    entry = said(left_out)["hold.floor.unplanned"]
    assert entry.values == {"n": 1, "which": ("asset-rationalization/technology",)}
    assert "hold.floor.unplanned" not in said(meridian)


def given_with(found: Given, **changed: Any) -> Given:
    answers = found.answers._replace(**changed)
    return Given(assess(STANDARD, answers, found.valid, found.card.as_of), STANDARD, answers, found.valid)


COMPLIANCE = "compliance-and-risk-management"
SHOWN = {"minutes": Evidence("Minutes", date(2026, 1, 1), url="https://x.example")}


def shown_but(level: int, other: Any, **more: int) -> dict[str, Entry]:
    """A firm at `level`, in capabilities of `more` at others, that cites minutes; `other` for compliance and risk."""
    cells = dict(firm(level, evidence=("minutes",)).cells)
    for (capability, dimension), answer in cells.items():
        wanted = more.get(capability.replace("-", "_"))
        if wanted is not None:
            cells[capability, dimension] = answer._replace(level=wanted)  # type: ignore[union-attr]  # a firm claims
        if capability == COMPLIANCE:
            cells[capability, dimension] = other(dimension)
    answers = firm(level)._replace(cells=cells, evidence=SHOWN)
    return said(given(answers, frozenset({"minutes"})))


def test_what_the_state_lacks_with_evidence_alone() -> None:
    """One capability of an area of four, of four areas, at 3 by its word: it takes 2 x 1/16 of the score with evidence.

    Alignment begins at 3 with level 2 in every capability.
    """
    found = shown_but(3, lambda _: Claimed(3))
    lacks = {"caps": 1, "which": (COMPLIANCE,), "cells": 4, "floor": 2}
    states = {"b": "pre-alignment", "state": "alignment"}
    assert found["sure.state.both"].values == {**states, "from": Fraction(3), "missing": Fraction(1, 8), **lacks}


def test_a_state_that_evidence_shows_but_for_its_floor() -> None:
    """Two others of the area at 4: (4 + 4 + 3 + 1) / 4 is 3, which is enough."""
    higher = {"communication_strategy_and_management": 4, "organization_design_and_change_management": 4}
    found = shown_but(3, lambda _: Claimed(3), **higher)
    assert [name for name in found if name.startswith("sure.state")] == ["sure.state.floor"]
    assert found["sure.state.floor"].values["cells"] == 4


def test_a_state_that_evidence_shows_but_for_the_score() -> None:
    """All of levels 2 and 3 rated in full, and only level 2 shown: a level less, of a sixteenth of the score."""

    def rated(dimension: str) -> dict[str, Rated]:
        cell = STANDARD.cell(COMPLIANCE, dimension)
        assert cell is not None
        keys = {2: ("minutes",), 3: ()}
        return {one.id: Rated("fully", keys[one.level]) for one in cell.all_criteria() if one.level <= 3}

    found = shown_but(3, rated)
    states = {"b": "pre-alignment", "state": "alignment"}
    assert found["sure.state.score"].values == {**states, "from": Fraction(3), "missing": Fraction(1, 16)}


def test_a_state_that_evidence_shows_says_nothing_of_it(meridian: Given) -> None:
    assert not any(name.startswith("sure.state") for name in shown_but(3, lambda _: Claimed(3, ("minutes",))))
    assert not any(name.startswith("sure.state") for name in said(given(firm(3))))  # no evidence is cited: said before
    assert not any(name.startswith("sure.state") for name in said(meridian))  # Pre-alignment in any case


def test_a_state_of_which_evidence_shows_all_but_what_it_asks_for() -> None:
    shown = given(firm(3, evidence=("minutes",))._replace(evidence=SHOWN), frozenset({"minutes"}))
    card = shown.card._replace(overall=shown.card.overall._replace(evidenced_state="pre-alignment"))
    entries = {entry.id: entry for entry in summarize(shown._replace(card=card))}
    assert entries["sure.state.ask"].values == {"b": "pre-alignment", "state": "alignment"}
    [(label, text)] = in_short([entries["sure.state.ask"]], card, Labels(STANDARD), 1).entries
    assert label == "Now"
    assert text.endswith("the state is Pre-alignment: what Alignment asks for besides the score is not shown.")
