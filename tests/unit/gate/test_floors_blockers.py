"""What keeps cells below a level, under rules other than BTM's: a level can be reached while a criterion is short."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from btm_cli.evidence import EvidenceReport
from btm_cli.gate.floors import below_level
from btm_cli.gate.result import Reason
from btm_cli.gate.subject import Subject
from btm_cli.scoring import assess
from support import build
from support.gates import policy

CELL = build.cell("2a", "2b", "3a", "4a")
SHORT = build.ratings("2a:f 2b:p 3a:l 4a:n")
OF_2, OF_3, OF_4 = (
    Reason("only/process/2b", "rated partially"),
    Reason("only/process/3a", "rated largely"),
    Reason("only/process/4a", "rated not"),
)


@pytest.mark.parametrize(
    ("rule", "floor", "reasons"),
    [
        # 2/3 of the levels 2 and 3 is above a half: both are reached, and what 2b and 3a lack blocks nothing more
        ({"every_at_least": None, "achieved_above": Fraction(1, 2)}, 4, (OF_4,)),
        ({"every_at_least": None, "achieved_above": Fraction(1, 2)}, 3, ()),
        # not above two thirds: level 1
        ({"every_at_least": None, "achieved_above": Fraction(2, 3)}, 3, (OF_2, OF_3)),
        # 1 + 2/3 + 2/3: level 2, to which everything adds
        ({"level_rule": "cumulative"}, 3, (OF_2, OF_3)),
    ],
)
def test_what_blocks_lies_above_the_level_reached(
    rule: dict[str, Any], floor: int, reasons: tuple[Reason, ...]
) -> None:
    standard = build.one_cell(CELL, levels=(1, 2, 3, 4), **rule)
    answers = build.answers({"only/process": SHORT})
    card = assess(standard, answers, frozenset(), build.DAY)
    subject = Subject(policy({}), standard, answers, card, EvidenceReport(frozenset(), ()))
    assert below_level(subject, "overall", floor) == reasons
