"""Two scorecards without their answers: what moved, which cause it was, and what can't be told. Numbers by hand.

A scorecard file holds what `assess --format json` writes; here is one as it must be read, with two capabilities.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from btm_cli.answers.model import Claimed, NotApplicable
from btm_cli.compare.compare import compare_snapshots
from btm_cli.compare.comparison import Causes, Comparison
from btm_cli.compare.snapshot import snapshot_from_data, snapshot_of
from btm_cli.evidence import EvidenceProblem
from btm_cli.scoring import assess
from btm_cli.scoring.ratings import ASSURANCES
from support import build

THREE = ("score", "evidenced", "verified")


def numbers(claimed: float | None, evidenced: float | None = None, verified: float | None = None) -> dict[str, Any]:
    scores = (claimed, *(claimed if each is None else each for each in (evidenced, verified)))
    levels = [None if each is None else int(each) for each in scores]
    return dict(zip((*THREE, "level", "evidenced_level", "verified_level"), (*scores, *levels), strict=True))


def cells(process: tuple[float | None, ...], basis: str) -> list[dict[str, Any]]:
    return [numbers(*process) | {"id": "process", "basis": basis}, numbers(None) | {"id": "people", "basis": "n/a"}]


STATES = {"state": "low", "state_by_score": "high", "evidenced_state": "low", "verified_state": None}
ALL = (2.5, 2, 1)
DATA: dict[str, Any] = {
    "standard": {"id": "toy", "edition": "1.0", "digest": "a" * 64},
    "subject": {
        "enterprise": "E",
        "unit": None,
        "period": None,
        "assessed_on": "2026-06-01",
        "scope": [],
        "digest": "b" * 64,
        "depth": "full",
        "profiles": [],
    },
    "as_of": "2026-06-02",
    "overall": numbers(*ALL) | STATES | {"provisional": False},
    "areas": [numbers(*ALL) | {"id": "north", "name": "North"}],
    "capabilities": [
        numbers(*ALL) | {"id": "a", "name": "A", "area": "north", "dimensions": cells(ALL, "rated")},
        numbers(None) | {"id": "b", "name": "B", "area": "north", "dimensions": cells((None,), "not-assessed")},
    ],
    "not_applicable": [{"reference": "a/people"}],
    "findings": [{"code": "evidence-missing", "reference": "k"}, {"code": "imbalance", "reference": "a"}],
}


def changed(**paths: Any) -> dict[str, Any]:
    """`DATA` with values at places such as `subject__digest`."""
    data = deepcopy(DATA)
    for path, value in paths.items():
        *names, last = path.split("__")
        place = data
        for name in names:
            place = place[int(name) if name.isdigit() else name]
        place[int(last) if last.isdigit() else last] = value
    return data


def compared(new: dict[str, Any], old: dict[str, Any] = DATA) -> Comparison:
    return compare_snapshots(snapshot_from_data(old), snapshot_from_data(new))


def test_a_scorecard_file_as_it_is_read() -> None:
    found = snapshot_from_data(DATA)
    assert (found.subject.assessed_on, found.subject.as_of) == (date(2026, 6, 1), date(2026, 6, 2))
    assert (found.subject.depth, found.subject.depths, found.subject.profiles, found.subject.exact) == (
        "full",
        {},
        (),
        False,
    )
    assert found.figures["a"].scores == (Fraction(5, 2), Fraction(2), Fraction(1))
    assert found.figures["a"].levels == (2, 2, 1)
    bases = {name: figures.basis for name, figures in found.figures.items()}
    assert bases == {
        "overall": "assessed",
        "north": "assessed",
        "a": "assessed",
        "a/process": "rated",
        "a/people": "n/a",  # said so
        "b": "not-assessed",
        "b/process": "not-assessed",
        "b/people": "absent",  # nobody has said so: the standard does not have it
    }
    assert found.evidence_findings == {("evidence-missing", "k")}
    deeper = snapshot_from_data(changed(subject__depth={"default": "core", "a": "full"}, subject__profiles=["bank"]))
    assert (deeper.subject.depth, deeper.subject.depths, deeper.subject.profiles) == ("core", {"a": "full"}, ("bank",))


@pytest.mark.parametrize(("scope", "out"), [(["a"], "out-of-scope"), (["b"], None), (["north"], None), ([], None)])
def test_what_is_out_of_scope(scope: list[str], out: str | None) -> None:
    found = snapshot_from_data(changed(subject__scope=scope)).figures["b/process"].basis
    assert found == (out or "not-assessed")


def test_the_same_twice_is_no_difference() -> None:
    found = compared(DATA)
    assert found.is_empty
    assert found.untold == {}
    assert found.facts is None


MOVED = {"overall": numbers(3, 3, 1) | STATES | {"provisional": False}}
ALONE = {"standard": "standard__digest", "answers": "subject__digest"}


@pytest.mark.parametrize("cause", ALONE)
def test_the_only_cause_has_all_of_it(cause: str) -> None:
    found = compared(changed(**MOVED, **{ALONE[cause]: "f" * 64}))
    assert found.overall.claimed.causes == Causes(**{cause: Fraction(1, 2)})
    assert found.overall.evidenced.causes == Causes(**{cause: Fraction(1)})
    assert found.overall.verified.causes == Causes()
    assert found.capabilities["b"].claimed.causes is None  # there is nothing to explain
    assert found.untold == {}
    assert not found.is_empty


@pytest.mark.parametrize("late", [{"as_of": "2026-07-01"}, {"findings": []}])
def test_time_alone_moves_no_claim(late: dict[str, Any]) -> None:
    found = compared(changed(**MOVED, **late))
    assert found.untold == {"claimed": ()}  # nothing can have moved it, and yet it did
    assert found.overall.evidenced.causes == Causes(time=Fraction(1))
    both = compared(changed(**MOVED, **late, subject__digest="f" * 64))
    assert both.overall.claimed.causes == Causes(answers=Fraction(1, 2))
    assert both.untold == {"evidenced": ("time", "answers"), "verified": ("time", "answers")}
    assert both.overall.evidenced.causes is None


@pytest.mark.parametrize(
    ("change", "possible"),
    [
        ({"subject__scope": ["a"]}, ("scope", "answers")),
        ({"not_applicable": []}, ("scope", "answers")),
        ({"capabilities__1__dimensions__0__score": 1}, ("scope", "answers")),
        ({"standard__digest": "f" * 64}, ("standard", "answers")),
        ({"subject__depth": "core"}, ("standard", "answers")),
    ],
)
def test_what_may_have_been_at_work_is_told_where_it_was_not_one_cause(change: Any, possible: tuple[str, ...]) -> None:
    found = compared(changed(**MOVED, **change, subject__digest="f" * 64))
    assert found.untold == dict.fromkeys(ASSURANCES, possible)


def test_with_the_same_answers_the_scope_can_not_have_changed() -> None:
    # a cell of another edition is not there, though nothing was said: that is the standard's doing
    found = compared(changed(**MOVED, standard__digest="f" * 64, capabilities__1__dimensions__0__score=1))
    assert found.overall.claimed.causes == Causes(standard=Fraction(1, 2))


def test_what_only_one_side_has_keeps_its_name_and_height() -> None:
    fewer = changed(standard__digest="f" * 64, capabilities=DATA["capabilities"][:1])
    lost, gained = compared(fewer).capabilities["b"], compared(DATA, fewer).capabilities["b"]
    assert (lost.name, lost.height, lost.old_basis, lost.new_basis) == ("B", "capability", "not-assessed", "absent")
    assert (gained.name, gained.height, gained.old_basis, gained.new_basis) == (
        "B",
        "capability",
        "absent",
        "not-assessed",
    )
    assert list(compared(fewer).capabilities) == ["a", "b"]
    answered = deepcopy(fewer) | {"overall": MOVED["overall"]}
    answered["subject"]["digest"] = "f" * 64
    assert compared(answered).untold == dict.fromkeys(ASSURANCES, ("standard", "answers"))


def test_a_criterion_that_is_n_a_speaks_for_its_cell_and_a_capability_for_all() -> None:
    cells = {"process": build.cell("2a"), "people": build.cell("2a")}
    standard = build.standard({"north": [build.capability(name, cells) for name in ("a", "b", "c")]})
    none = NotApplicable("none")
    answers = build.answers(
        {"a/process": {"2a": none}, "c/process": none}, capability_not_applicable={"b": none}, scope=("a", "b")
    )
    found = snapshot_of(assess(standard, answers, frozenset(), build.DAY)).figures
    assert {found[name].basis for name in ("overall", "north", "a", "b", "c")} == {"not-assessed"}
    assert {name: figures.basis for name, figures in found.items() if "/" in name} == {
        "a/process": "n/a",
        "a/people": "not-assessed",
        "b/process": "n/a",
        "b/people": "n/a",
        "c/process": "out-of-scope",
        "c/people": "out-of-scope",
    }


def test_only_findings_of_evidence_can_be_times_doing() -> None:
    """Imbalance is a finding too, and of no use to tell whether evidence counted otherwise."""
    standard = build.standard(
        {"north": [build.capability("a", dict.fromkeys(("process", "people"), build.full_cell()))]}
    )
    answers = build.answers({"a/process": Claimed(5), "a/people": Claimed(1)})
    problems = [EvidenceProblem("evidence-expired", "valid until 2025", "minutes")]
    card = assess(standard, answers, frozenset(), build.DAY, problems)
    assert {found.code for found in card.findings} >= {"imbalance", "evidence-expired"}
    assert snapshot_of(card).evidence_findings == {("evidence-expired", "minutes")}
