"""The register: what backs what, and which pieces need a hand on a day."""

from __future__ import annotations

import sys
from datetime import date

from btm_cli.answers.model import Answers, Claimed, Evidence, Rated
from btm_cli.answers.notes import citations
from btm_cli.evidence import EvidenceProblem, EvidenceReport
from btm_cli.evidence.register import register

DAY = date(2026, 11, 24)


def answers(**pieces: date | None) -> Answers:
    evidence = {
        key: Evidence(key, date(2026, 1, 1), url="https://x.example", valid_until=day) for key, day in pieces.items()
    }
    cells = {
        ("a", "process"): {"2a": Rated("fully", ("one", "two")), "2b": Rated("not")},
        ("a", "people"): Claimed(3, ("one",)),
        ("b", "process"): Claimed(2, ("two",), whole_capability=True),
        ("b", "people"): Claimed(2, ("two",), whole_capability=True),
    }
    return Answers("E", DAY, cells, evidence=evidence)


def test_citations_name_a_whole_capability_once() -> None:
    assert list(citations(answers())) == [
        ("a/process/2a", "one"),
        ("a/process/2a", "two"),
        ("a/people", "one"),
        ("b", "two"),
    ]


def test_two_claimed_capabilities_are_both_named() -> None:
    cells = {(name, "process"): Claimed(2, ("k",), whole_capability=True) for name in "ab"}
    assert list(citations(Answers("E", DAY, cells))) == [("a", "k"), ("b", "k")]


def test_soon_is_counted_in_days_and_the_last_day_counts() -> None:
    said = answers(one=date(2026, 12, 24), two=date(2026, 12, 25), three=None, four=DAY)
    found = {entry.key: entry for entry in register(said, EvidenceReport(frozenset(), ()), DAY, soon=30)}
    assert {key: entry.status for key, entry in found.items()} == {
        "one": "expires-soon",
        "two": "holds",
        "three": "holds",
        "four": "expires-soon",
    }
    assert [found[key].days_left for key in ("one", "two", "three", "four")] == [30, 31, None, 0]
    assert found["one"].cited_by == ("a/process/2a", "a/people")
    assert found["three"].cited_by == ()


def test_the_worst_flaw_is_the_status_and_all_are_told() -> None:
    flaws = (EvidenceProblem("evidence-expired", "ended", "one"), EvidenceProblem("evidence-altered", "changed", "one"))
    [entry] = register(answers(one=date(2026, 1, 2)), EvidenceReport(frozenset(), flaws), DAY)
    assert (entry.status, entry.messages) == ("altered", ("ended", "changed"))


def test_twice_the_evidence_takes_twice_the_work() -> None:
    """Counted in lines that Python runs, loops inside one line included."""

    def lines_run(number: int) -> int:
        pieces = answers(**{f"k{index}": None for index in range(number)})
        flaws = tuple(EvidenceProblem("evidence-missing", "gone", key) for key in pieces.evidence)
        counted = 0

        def count(frame: object, event: str, argument: object) -> object:
            nonlocal counted
            counted += event == "line"
            return count

        before = sys.gettrace()
        sys.settrace(count)
        try:
            found = register(pieces, EvidenceReport(frozenset(), flaws), DAY)
        finally:
            sys.settrace(before)
        assert [entry.status for entry in found] == ["missing"] * number
        return counted

    assert lines_run(400) < 2.6 * lines_run(200)
