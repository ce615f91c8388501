"""Where a remark stands: beside an answer, without one, on a whole."""

from __future__ import annotations

import pytest

from btm_cli.answers.model import Answers, Claimed, NotApplicable, Rated
from btm_cli.answers.notes import all_remarks
from support.answers_files import tiny
from support.render_fixtures import AS_OF

ANSWERS = Answers(
    enterprise="Acme",
    assessed_on=AS_OF,
    note="file",
    cells={
        ("alpha", "process"): {"2a": Rated("yes", note="rated"), "2b": NotApplicable("none", note="left out")},
        ("alpha", "people"): Claimed(2, note="claimed"),
        ("beta", "process"): Claimed(2, note="whole", whole_capability=True),
        ("gamma", "process"): NotApplicable("none", note="all of it"),
        ("gamma", "people"): NotApplicable("none", note="all of it"),
    },
    capability_not_applicable={"gamma": NotApplicable("none", note="all of it")},
    remarks={"alpha": "capability", "alpha/process": "cell", "alpha/process/3a": "open"},
)


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("alpha", "capability"),
        ("alpha/process", "cell"),
        ("alpha/process/2a", "rated"),
        ("alpha/process/2b", "left out"),
        ("alpha/process/3a", "open"),
        ("alpha/people", "claimed"),
        ("alpha/people/2a", None),
        ("beta", "whole"),
        ("beta/process", "whole"),
        ("beta/people", None),
        ("gamma", "all of it"),
        ("gamma/process", "all of it"),
        ("gamma/process/2a", None),
    ],
)
def test_the_remark_on_a_place(reference: str, text: str | None) -> None:
    assert ANSWERS.remark_on(reference) == text


def test_all_of_them_in_order_each_at_its_highest_place() -> None:
    assert list(all_remarks(tiny(), ANSWERS)) == [
        ("", "file"),
        ("alpha", "capability"),
        ("alpha/process", "cell"),
        ("alpha/process/2a", "rated"),
        ("alpha/process/2b", "left out"),
        ("alpha/process/3a", "open"),
        ("alpha/people", "claimed"),
        ("beta", "whole"),
        ("gamma", "all of it"),
    ]
