"""What profiles leave out, written into answers: only where nothing was said, the first profile's reason first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from btm_cli.answers.edit import Change
from btm_cli.answers.model import Answers, CellAnswer, Claimed, NotApplicable, Rated
from btm_cli.answers.profile import apply_profiles
from btm_cli.standard.profile_schema import ProfileFile
from support.build import DAY, capability, full_cell, standard

TOY = standard(
    {
        "finance": [capability("loans", {"process": full_cell(), "people": full_cell()})],
        "people": [capability("hiring", {"process": full_cell()})],
    }
)


def profile(name: str, **left_out: str) -> ProfileFile:
    """A profile that leaves out criteria of loans/process, by id."""
    return ProfileFile.model_validate(
        {
            "profile": 1,
            "id": name,
            "edition": "1",
            "for_standard": {"id": "toy", "editions": ["1.0"]},
            "title": name,
            "basis": "derived",
            "not_applicable": {f"loans/process/{each.strip('_')}": why for each, why in left_out.items()},
        }
    )


SMALL = profile("small", _3b="there is only one team to ask", _2a="there is only one team at all")


def answered(said: CellAnswer | None, **more: Any) -> Answers:
    cells: Mapping[tuple[str, str], CellAnswer] = {("loans", "process"): said} if said is not None else {}
    return Answers(enterprise="X", assessed_on=DAY, cells=cells)._replace(**more)


def test_what_has_no_answer_is_written_in_the_standards_order() -> None:
    applied = apply_profiles([SMALL], answered({"4a": Rated("fully")}), TOY)
    assert [(each.reference, each.skipped) for each in applied.entries] == [
        ("loans/process/2a", None),
        ("loans/process/3b", None),
    ]
    assert applied.changes[0] == Change(
        ("answers", "loans", "process", "2a"),
        {"rating": "n/a", "reason": "there is only one team at all", "profile": "small"},
    )


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        (answered({"3b": Rated("not")}), [None, "answered"]),
        (answered({"3b": NotApplicable("sold")}), [None, "answered"]),
        (answered(Claimed(3)), ["claimed", "claimed"]),
        (answered(NotApplicable("sold")), ["not-applicable", "not-applicable"]),
        (answered(None, unknown=frozenset({"loans/process/3b"})), [None, "unknown"]),
        (answered(None, unknown=frozenset({"loans/process"})), ["unknown", "unknown"]),
        (answered(None, scope=("people",)), ["out-of-scope", "out-of-scope"]),
        (answered(None, scope=("hiring", "loans")), [None, None]),
        (answered(None, scope=("finance",)), [None, None]),
    ],
)
def test_what_was_said_is_never_replaced(answers: Answers, why: list[str | None]) -> None:
    applied = apply_profiles([SMALL], answers, TOY)
    assert [each.skipped for each in applied.entries] == why
    assert len(applied.changes) == why.count(None)


def test_a_remark_stays_beside_the_answer() -> None:
    applied = apply_profiles([SMALL], answered({}, remarks={"loans/process/3b": "asked in May"}), TOY)
    assert applied.changes[1].value["note"] == "asked in May"
    assert "note" not in applied.changes[0].value


def test_of_several_profiles_the_first_gives_the_reason() -> None:
    other = profile("other", _3b="no team is there that could be asked", _5a="nobody is there to show it to")
    for first, second, reason in (
        (SMALL, other, "there is only one team to ask"),
        (other, SMALL, other.not_applicable["loans/process/3b"]),
    ):
        applied = apply_profiles([first, second], answered(None), TOY)
        assert [each.reference[-2:] for each in applied.entries] == ["2a", "3b", "5a"]
        assert (applied.entries[1].profile, applied.entries[1].reason) == (first.id, reason)
