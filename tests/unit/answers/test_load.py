"""An answers file read, checked and built; how it is written changes nothing."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btm_cli.answers.load import LoadedAnswers, load_answers
from btm_cli.answers.model import Answers, Assessor, Claimed, Evidence, NotApplicable, Rated, Target, Unit
from btm_cli.diagnostics import Problem
from btm_cli.errors import UnreadableFile
from btm_cli.files import DiskFiles
from btm_cli.source import parse
from btm_cli.standard.load import load_standard
from btm_cli.standard.model import Standard
from support.small_standard import write_standard

FULL = """\
standard: tiny 1
enterprise: Meridian
unit: {name: Group, weight: "1.5"}
period: 2026-Q4
assessed_on: 2026-11-20
answered_by: {name: Architecture, side: technology}
scope: [north]
target: {state: lively, levels: {alpha/people: 2, south: 1}, deadlines: {alpha: 2027-06-30}}
importance: {alpha: 5}
capacity: 24
plan: {pin: {alpha/process: 1}, exclude: [beta]}
owners: {alpha: PMO}
evidence_root: proof
evidence:
  list: {title: The list, path: list.txt, date: 2026-03-01, valid_until: 2027-03-01, owner: PMO}
  page: {title: The page, url: "https://example.org", date: 2026-03-01}
answers:
  alpha:
    process:
      2a: Y
      2b: {rating: HALF, evidence: [list, page], note: dated by hand, verified_by: Audit}
      3a: {rating: N/A, reason: nobody is missing, approved_by: Audit}
    people: {level: 2, evidence: [page]}
  beta: 3
  gamma: {rating: n/a, reason: sold}
"""


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Standard:
    standard, _ = load_standard(write_standard(tmp_path_factory.mktemp("tiny")))
    assert standard is not None
    return standard


class Memory(DiskFiles):
    """One answers file, not on any disk."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(self, path: str) -> bytes:
        return self.text.encode()


def load(text: str, tiny: Standard) -> tuple[LoadedAnswers | None, list[str]]:
    loaded, problems = load_answers("answers.yaml", Memory(text), {tiny.name: tiny}.get, [tiny.name])
    return loaded, [f"{each.location.line}:{each.location.column} {each.code}: {each.message}" for each in problems]


def test_everything_that_can_be_said(tiny: Standard) -> None:
    loaded, problems = load(FULL, tiny)
    assert problems == []
    assert loaded is not None
    left_out = NotApplicable("sold")
    expected = Answers(
        enterprise="Meridian",
        assessed_on=date(2026, 11, 20),
        standard="tiny 1",
        unit=Unit("Group", "3/2"),
        period="2026-Q4",
        answered_by=Assessor("Architecture", "technology"),
        scope=("north",),
        target=Target("lively", None, {"alpha/people": 2, "south": 1}, {"alpha": date(2027, 6, 30)}),
        importance={"alpha": 5},
        capacity="24",
        pinned={"alpha/process": 1},
        excluded=("beta",),
        owners={"alpha": "PMO"},
        evidence_root="proof",
        evidence={
            "list": Evidence("The list", date(2026, 3, 1), path="list.txt", valid_until=date(2027, 3, 1), owner="PMO"),
            "page": Evidence("The page", date(2026, 3, 1), url="https://example.org"),
        },
        cells={
            ("alpha", "process"): {
                "2a": Rated("yes"),
                "2b": Rated("half", ("list", "page"), "Audit", "dated by hand"),
                "3a": NotApplicable("nobody is missing", "Audit"),
            },
            ("alpha", "people"): Claimed(2, ("page",)),
            ("beta", "process"): Claimed(3, whole_capability=True),  # beta has nothing for people
            ("gamma", "process"): left_out,
            ("gamma", "people"): left_out,
        },
        capability_not_applicable={"gamma": left_out},
        digest=loaded.answers.digest,
    )
    assert loaded.answers == expected
    assert Fraction(loaded.answers.unit.weight) == Fraction(3, 2) if loaded.answers.unit else False


def shuffled(data: object, draw: st.DrawFn) -> object:
    if isinstance(data, dict):
        return {key: shuffled(data[key], draw) for key in draw(st.permutations(list(data)))}
    return [shuffled(each, draw) for each in data] if isinstance(data, list) else data


@given(st.data())
def test_key_order_and_layout_change_nothing(tiny: Standard, data: st.DataObject) -> None:
    document, _ = parse(FULL.encode(), "x")
    assert document is not None
    other = json.dumps(data.draw(st.composite(lambda draw: shuffled(document.data, draw))()), default=str)
    one, another = load(FULL, tiny)[0], load(other, tiny)[0]
    assert one is not None
    assert another is not None
    assert one.answers == another.answers


def test_what_is_said_changes_the_digest(tiny: Standard) -> None:
    one, other = load(FULL, tiny)[0], load(FULL.replace("beta: 3", "beta: 2"), tiny)[0]
    assert one is not None
    assert other is not None
    assert one.answers.digest != other.answers.digest


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("alpha: 5", "alfa: 5", ["9:14 unknown-capability: unknown capability `alfa`"]),
        ("alpha/people: 2", "alpha/peopel: 2", [
            "8:34 unknown-reference: unknown area, capability or cell `alpha/peopel`",
        ]),
        ("state: lively", "state: calmer", ["8:17 unknown-state: unknown state `calmer`"]),
        ("south: 1", "south: 4", ["8:58 level-out-of-range: level 4 is out of range: levels run from 1 to 3"]),
        ("scope: [north]", "scope: [north, process]", ["7:16 unknown-reference: unknown area or capability `process`"]),
        ("HALF", "hlaf", ["21:20 unknown-rating: `hlaf` is not a rating"]),
        ("verified_by: Audit", "verified_by: ARCHITECTURE", [
            "21:84 self-verified: `ARCHITECTURE` also gave the answers, so this does not count as verified",
        ]),
        ("  beta: 3", "  beta: {people: 3}", ["24:10 unknown-dimension: unknown dimension `people`"]),
        ("path: list.txt", "path: ../../list.txt", [
            "15:33 outside-evidence-root: the path of evidence `list` leads out of the evidence root",
        ]),
        ("tiny 1", "tiny 2", ["1:11 unknown-edition: this tool has no standard `tiny 2`"]),
    ],
)  # fmt: skip
def test_each_mistake_at_its_place(old: str, new: str, expected: list[str], tiny: Standard) -> None:
    assert FULL.count(old) == 1
    assert load(FULL.replace(old, new), tiny)[1] == expected


def test_what_the_model_refuses_hides_nothing_else(tiny: Standard) -> None:
    text = (
        FULL.replace("capacity: 24", "capacity: lots")
        .replace("  beta: 3", "  beta: 4")
        .replace("alpha: PMO", "zeta: PMO")
    )
    assert load(text, tiny)[1] == [
        "10:11 not-a-number: the text 'lots' is not a plain number",
        "12:10 unknown-reference: unknown area, capability or cell `zeta`",
        "24:9 level-out-of-range: level 4 is out of range: levels run from 1 to 3",
    ]


@pytest.mark.parametrize("day", ["", "soon"])
def test_without_a_date_nothing_is_said_about_evidence(day: str, tiny: Standard) -> None:
    """It would be judged on a date that nobody named."""

    def refuse(answers: Answers, folder: str) -> list[Problem]:
        raise AssertionError(answers.assessed_on)

    text = FULL.replace("2026-11-20", day)
    loaded, problems = load_answers("a.yaml", Memory(text), {tiny.name: tiny}.get, [], refuse)
    assert loaded is None
    assert [each.code for each in problems] == ["not-filled-in" if not day else "not-a-date"]


def test_further_checks_are_told_the_folder(tiny: Standard) -> None:
    def check(answers: Answers, folder: str) -> list[Problem]:
        return [Problem("evidence-missing", folder, ("evidence", "list"), at_key=True)]

    _, [problem] = load_answers("some/where/a.yaml", Memory(FULL), {tiny.name: tiny}.get, [], check)
    assert (problem.message, problem.location.line, problem.location.column) == ("some/where", 15, 3)


def test_a_file_that_is_not_there(tmp_path: Path, tiny: Standard) -> None:
    with pytest.raises(UnreadableFile):
        load_answers((tmp_path / "none.yaml").as_posix(), DiskFiles(), {tiny.name: tiny}.get, [])
