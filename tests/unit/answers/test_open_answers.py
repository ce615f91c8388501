"""What is no answer and yet said: unknown, remarks, windows without a case; and the keys beside the answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from btm_cli.answers.load import load_answers
from btm_cli.answers.model import Answers, Claimed, DayRate, NotApplicable, Rated, ReportFacts
from btm_cli.diagnostics import Diagnostic
from btm_cli.files import DiskFiles
from btm_cli.scoring import assess
from btm_cli.standard.bundled import load_bundled

STANDARD = load_bundled()
HEAD = f"standard: {STANDARD.name}\nenterprise: X\nassessed_on: 2026-11-20\n"
GOVERNANCE = "strategic-and-tactical-governance"


def read(tmp_path: Path, text: str) -> tuple[Answers | None, list[Diagnostic]]:
    (tmp_path / "a.yaml").write_text(HEAD + text, "utf-8")
    loaded, problems = load_answers(
        str(tmp_path / "a.yaml"), DiskFiles(), lambda name: STANDARD if name == STANDARD.name else None, [STANDARD.name]
    )
    return (loaded.answers if loaded else None), problems


def good(tmp_path: Path, text: str) -> Answers:
    answers, problems = read(tmp_path, text)
    assert answers is not None, problems
    assert problems == []
    return answers


def wrong(tmp_path: Path, text: str) -> list[str]:
    answers, problems = read(tmp_path, text)
    assert answers is None
    return [f"{p.location.line - 3}:{p.location.column} {p.code}: {p.message}" for p in problems]


def test_what_is_not_known_is_no_answer_and_is_kept_apart(tmp_path: Path) -> None:
    answers = good(
        tmp_path,
        f"""answers:
  {GOVERNANCE}:
    process: {{2a: unknown, 2b: {{rating: Unknown, note: asked the PMO}}, 3a: fully}}
    organization: unknown
    information: {{rating: unknown, note: nobody could say}}
""",
    )
    assert answers.cells == {(GOVERNANCE, "process"): {"3a": Rated("fully")}}
    cell = f"{GOVERNANCE}/process"
    assert answers.unknown == {f"{cell}/2a", f"{cell}/2b", f"{GOVERNANCE}/organization", f"{GOVERNANCE}/information"}
    assert answers.remarks == {f"{cell}/2b": "asked the PMO", f"{GOVERNANCE}/information": "nobody could say"}
    card = assess(STANDARD, answers, frozenset(), date(2026, 11, 20))
    assert card.overall.counts.unknown == 4
    assert f"{GOVERNANCE}/organization" in card.assess_first


def test_a_remark_stands_on_anything(tmp_path: Path) -> None:
    answers = good(
        tmp_path,
        f"""note: on the file
answers:
  {GOVERNANCE}:
    note: on the capability
    process: {{note: on the cell, 2a: {{note: on an open criterion}}, 2b: {{rating: n/a, reason: none, note: on it}}}}
    organization: {{level: 2, note: on a claim, source: conversation}}
""",
    )
    assert answers.note == "on the file"
    assert answers.remarks == {
        GOVERNANCE: "on the capability",
        f"{GOVERNANCE}/process": "on the cell",
        f"{GOVERNANCE}/process/2a": "on an open criterion",
    }
    assert answers.cells == {
        (GOVERNANCE, "process"): {"2b": NotApplicable("none", note="on it")},
        (GOVERNANCE, "organization"): Claimed(2, note="on a claim", source="conversation"),
    }


def test_a_window_without_a_case(tmp_path: Path) -> None:
    criteria = [
        (capability.id, dimension, one)
        for capability in STANDARD.ordered_capabilities()
        for dimension, cell in capability.cells.items()
        for one in cell.all_criteria()
    ]
    zero = next(place for place in criteria if place[2].if_none == "fully")
    skipped = next(place for place in criteria if place[2].if_none == "n/a")
    answers = good(
        tmp_path,
        f"""answers:
  {zero[0]}: {{{zero[1]}: {{{zero[2].id}: {{rating: fully, case: none}}}}}}
  {skipped[0]}: {{{skipped[1]}: {{{skipped[2].id}: {{rating: n/a, case: none}}}}}}
""",
    )
    assert answers.cells[zero[:2]] == {zero[2].id: Rated("fully", no_case=True)}
    assert answers.cells[skipped[:2]] == {skipped[2].id: NotApplicable("", no_case=True)}
    card = assess(STANDARD, answers, frozenset(), date(2026, 11, 20))
    assert card.overall.counts.no_case == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "answers: {%s: {process: {2a: {rating: fully, case: none}}}}",
            ["1:77 case-not-allowed: 2a has no answer for a window without a case"],
        ),
        (
            "answers: {%s: {process: {3b: {rating: largely, case: none}}}}",
            ["1:79 case-not-allowed: without a case 3b is `n/a`, not `largely`"],
        ),
        (
            "answers: {%s: {process: {3b: {rating: 3, case: none}}}}",
            ["1:70 wrong-type: `rating` must be text, not the number 3"],
        ),
        (
            "answers: {%s: {process: {2a: {rating: unknown, evidence: [x]}}}}",
            ["1:79 wrong-value: `evidence` goes with an answer, and `unknown` is none"],
        ),
        (
            "answers: {%s: {process: {2a: {evidence: [x]}}}}",
            ["1:61 missing-key: `rating` is missing: evidence goes with one"],
        ),
        ("answers: {%s: {process: fully}}", ["1:56 not-a-level: the text 'fully' is not a maturity level"]),
        ("answers: {%s: {process: {note: 3}}}", ["1:63 wrong-type: `note` must be text, not the number 3"]),
        ("depth: {default: core, x: full}\nanswers:", ["1:24 unknown-capability: unknown capability `x`"]),
        ("terms: {criticl: x}\nanswers:", ["1:9 unknown-term: unknown term `criticl`"]),
        (
            "capacities: {PMO: 8}\nanswers:",
            ["1:14 unknown-owner: `PMO` owns nothing, so its capacity would never be looked at"],
        ),
        (
            "owners: {%s: PMO}\ncapacities: {PMO: 8, pmo: 9}\nanswers:",
            ["2:22 duplicate-key: `pmo` has a capacity already"],
        ),
        (
            "profiles: [a, b, c, d]\nanswers:",
            ["1:11 wrong-value: `profiles` has more than 3 entries"],
        ),
    ],
)
def test_what_does_not_go_together_is_named_at_its_place(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert wrong(tmp_path, text.replace("%s", GOVERNANCE)) == expected


@pytest.mark.parametrize(
    ("depth", "default", "others"),
    [
        ("core", "core", {}),
        (f"{{default: core, {GOVERNANCE}: core}}", "core", {}),
        (f"{{{GOVERNANCE}: core, asset-rationalization: full}}", "full", {GOVERNANCE: "core"}),
    ],
)
def test_a_capability_is_named_only_where_its_depth_differs(
    tmp_path: Path, depth: str, default: str, others: dict[str, str]
) -> None:
    answers = good(tmp_path, f"depth: {depth}\nanswers:\n")
    assert (answers.depth, answers.depths) == (default, others)


def test_the_keys_beside_the_answers(tmp_path: Path) -> None:
    answers = good(
        tmp_path,
        f"""depth: {{default: core, {GOVERNANCE}: full}}
profiles: [single-unit, small-firm]
terms: {{critical: "recovery within 4 hours"}}
owners: {{{GOVERNANCE}: PMO}}
capacities: {{PMO: "7.5"}}
day_rate: {{amount: 900, currency: EUR}}
plan: {{focus: 3}}
report: {{prepared_for: Board, meeting: 2026-12-09, status: For decision}}
answers:
""",
    )
    assert answers.depth_of(GOVERNANCE) == "full"
    assert answers.depth_of("asset-rationalization") == "core"
    assert answers.profiles == ("single-unit", "small-firm")
    assert answers.terms == {"critical": "recovery within 4 hours"}
    assert answers.capacities == {"PMO": "15/2"}
    assert answers.day_rate == DayRate("900", "EUR")
    assert answers.focus == 3
    assert answers.report == ReportFacts("Board", meeting=date(2026, 12, 9), status="For decision")


def test_an_owner_has_one_spelling(tmp_path: Path) -> None:
    text = f"owners: {{{GOVERNANCE}: B\u00fcro}}\ncapacities: {{BU\u0308RO: 8}}\nanswers:\n"
    answers = good(tmp_path, text)
    assert (answers.owners, answers.capacities) == ({GOVERNANCE: "B\u00fcro"}, {"B\u00fcro": "8"})


@pytest.mark.parametrize("answer", ["N/A", "{process: n/a}"])
def test_n_a_where_a_level_stands_is_shown_how_it_is_written(tmp_path: Path, answer: str) -> None:
    _, problems = read(tmp_path, f"answers: {{{GOVERNANCE}: {answer}}}")
    assert [each.hint for each in problems] == ['write {rating: n/a, reason: "..."}']
