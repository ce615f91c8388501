"""Whether a place is answered and, where it is not, why; told by hand for one cell of each kind."""

from __future__ import annotations

from btm_cli.answers.model import Claimed, NotApplicable
from btm_cli.scoring import assess
from btm_cli.scoring.status import is_unknown, said_of, status_above, statuses
from support import build

TWO = {"process": build.cell("2a", "2b"), "people": build.cell("2a")}
NONE = NotApplicable("none")


def test_every_place_has_its_reason() -> None:
    standard = build.standard(
        {
            "north": [build.capability(name, TWO) for name in ("a", "b", "c")],
            "south": [build.capability("d", TWO), build.capability("e", {"process": build.cell("2a")})],
            "west": [build.capability("f", TWO)],
        }
    )
    answers = build.answers(
        {"a/process": Claimed(2), "b/process": NONE, "c/process": build.ratings("2a:-"), "f/process": Claimed(2)},
        capability_not_applicable={"d": NONE},
        unknown=frozenset({"b/people", "c/process/2b", "c/people", "e/process/2a"}),
        scope=("north", "south"),
    )
    assert statuses(assess(standard, answers, frozenset(), build.DAY)) == {
        "a/process": "answered",
        "a/people": "unanswered",
        "a": "answered",
        "b/process": "not_applicable",
        "b/people": "unknown",
        "b": "unknown",
        "c/process": "unknown",  # all that is open of it was asked
        "c/people": "unknown",
        "c": "unknown",
        "north": "answered",
        "d/process": "not_applicable",
        "d/people": "not_applicable",
        "d": "not_applicable",
        "e/process": "unknown",
        "e/people": "absent",  # nobody has said so: the standard does not have it
        "e": "unknown",
        "south": "unknown",
        "f/process": "out_of_scope",
        "f/people": "out_of_scope",
        "f": "out_of_scope",
        "west": "out_of_scope",
        "overall": "answered",
    }


def test_what_is_said_of_a_place() -> None:
    for name, said in (("a", True), ("a/process", True), ("a/process/2a", True), ("a/people", False), ("b", False)):
        assert said_of("a/process", ["x", name]) is said
    assert not said_of("a/process", [])


def test_unknown_is_asked_as_a_whole_or_in_all_that_is_open() -> None:
    assert is_unknown("a/process", 2, {"a/process"})
    assert is_unknown("a/process", 2, {"a/process/2a", "a/process/2b"})
    assert is_unknown("a/process", 1, {"a/process/2a"})
    assert not is_unknown("a/process", 2, {"a/process/2a", "a/people/2a"})
    assert not is_unknown("a/process", 0, {"a/people"})
    assert status_above(["absent", "not_applicable"]) == "not_applicable"
    assert status_above([]) == "absent"
