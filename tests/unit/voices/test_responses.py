"""Which files are responses to the same questions."""

from __future__ import annotations

from typing import Any

import pytest

from btm_cli.answers.model import Answers, Assessor, Unit
from btm_cli.diagnostics import Severity
from btm_cli.voices.responses import in_order
from support import build


def response(name: str | None, digest: str = "", **changes: Any) -> Answers:
    by = Assessor(name) if name is not None else None
    return build.answers(answered_by=by, standard="toy 1.0", digest=digest or str(name), **changes)


def codes(*files: Answers) -> list[tuple[int, str]]:
    return [(one.file, one.problem.code) for one in in_order(files)[1]]


def test_they_count_by_name_whatever_the_order_of_files() -> None:
    files = [response("cy"), response("Ann"), response("bob")]
    assert in_order(files) == ([1, 2, 0], [])


def test_a_response_says_who_gave_it() -> None:
    assert codes(response("Ann"), response(None)) == [(1, "respondent-missing")]


def test_the_same_file_twice_counts_once() -> None:
    order, [mismatch] = in_order([response("Ann"), response("Ann")])
    assert order == [0]
    assert (mismatch.file, mismatch.problem.severity) == (1, Severity.WARNING)


def test_one_person_can_not_say_two_things() -> None:
    order, [mismatch] = in_order([response("Ann", "1"), response(" ANN", "2")])
    assert (order, mismatch.file, mismatch.problem.severity) == ([0], 1, Severity.ERROR)


@pytest.mark.parametrize(
    ("key", "change"), [("enterprise", {"enterprise": "Other"}), ("unit", {"unit": Unit("Claims")})]
)
def test_a_file_about_something_else_is_none_of_them(key: str, change: dict[str, Any]) -> None:
    files = [response("a", **change), response("b"), response("c")]
    [mismatch] = in_order(files)[1]
    assert (mismatch.file, mismatch.problem.code, mismatch.problem.path) == (0, "different-subject", (key,))


def test_of_two_the_first_by_name_sets_the_subject() -> None:
    assert codes(response("b", enterprise="Beta"), response("a", enterprise="Alpha")) == [(0, "different-subject")]


def test_another_way_of_typing_the_same_name_is_no_difference() -> None:
    assert codes(response("a", enterprise="Toy  works"), response("b")) == []


def test_a_person_in_two_normal_forms_is_one() -> None:
    order, [mismatch] = in_order([response("N\u00fa\u00f1ez", "1"), response("Nu\u0301n\u0303ez", "2")])
    assert (order, mismatch.problem.code) == ([0], "respondent-twice")


def test_who_is_behind_a_consensus_has_no_voice_beside_it() -> None:
    both = response(None, "c")._replace(answered_by=Assessor("consensus of 2", None, ("Ann", "Bob")))
    [mismatch] = in_order([response("BOB"), both, response("Cy")])[1]
    assert (mismatch.file, mismatch.problem.code, mismatch.problem.severity) == (1, "respondent-twice", Severity.ERROR)
