"""Several questionnaires as one, and questionnaires that ask only a part."""

from __future__ import annotations

from typing import Any

import pytest

from btm_cli.answers.depth import Depth
from btm_cli.exchange.cutting import Cut, depth_used, owned_by
from btm_cli.exchange.kept import same
from btm_cli.exchange.office_read import read_workbook
from btm_cli.exchange.questionnaire import combined, questionnaire, understand
from btm_cli.exchange.tables import Asked
from btm_cli.exchange.xlsx_write import write_workbook
from support.answers_files import tiny
from support.sheets import DATA, edited, workbook


def part(*capabilities: str, depth: Depth = Depth.criteria, data: dict[str, Any] | None = DATA) -> bytes:
    """The workbook of some capabilities."""
    cut = Cut(depth, capabilities or None)
    return write_workbook(questionnaire(tiny(), data, cells_end=True, cut=cut)[0], tiny())


def answer(raw: bytes, sheet: str, reference: str, **columns: object) -> Asked:
    changes = {(sheet, reference, heading.replace("_", " ").capitalize()): value for heading, value in columns.items()}
    return read_workbook(edited(raw, changes))


def together(*asked: Asked) -> Asked:
    return combined([(f"{number}.xlsx", one) for number, one in enumerate(asked)])


def test_each_persons_rows_come_into_one_file() -> None:
    ann = answer(part("alpha"), "North", "alpha/people", answer=3)
    bob = answer(part("gamma"), "South", "gamma", answer=1)
    read = understand(together(ann, bob), tiny(), DATA)
    assert read.problems == []
    assert read.data["answers"] == {**DATA["answers"], "alpha": {**DATA["answers"]["alpha"], "people": 3}, "gamma": 1}


def test_a_row_that_two_people_fill_in_differently_names_both() -> None:
    ann = answer(workbook(), "North", "alpha/people", answer=3)
    bob = answer(workbook(), "North", "alpha/people", answer=1)
    [problem] = understand(together(ann, bob), tiny(), DATA).problems
    assert (problem.code, problem.place.file, problem.place.sheet) == ("questionnaires-differ", "1.xlsx", "North")
    assert "0.xlsx" in problem.message
    same_answer = understand(together(ann, ann, read_workbook(workbook())), tiny(), DATA)
    assert same_answer.problems == []
    assert same_answer.data["answers"]["alpha"]["people"] == 3


def test_two_people_may_fill_in_two_columns_of_an_open_row() -> None:
    ann = answer(workbook(), "North", "alpha/process/3a", answer="half")
    bob = answer(workbook(), "North", "alpha/process/3a", note="ask the PMO")
    read = understand(together(ann, bob), tiny())
    assert read.problems == []
    assert read.data["answers"]["alpha"]["process"]["3a"] == {"rating": "half", "note": "ask the PMO"}


def test_what_each_file_keeps_beside_its_cells_is_restored() -> None:
    data = DATA | {"answers": {"alpha": {"process": {"2a": "Y"}}, "gamma": {"people": {"level": 2, "note": "a\r\nb"}}}}
    asked = [read_workbook(part(name, data=data)) for name in ("alpha", "gamma")]
    assert understand(together(*asked), tiny()).data["answers"] == data["answers"]


def references(tables: list[Any], kind: str) -> list[str]:
    return [row.reference for table in tables if table.kind == kind for row in table.rows]


@pytest.mark.parametrize(
    ("depth", "rows"),
    [
        (Depth.capability, ["gamma"]),
        (Depth.cell, ["gamma", "gamma/process", "gamma/people"]),
    ],
)
def test_a_depth_asks_the_rows_above_it(depth: Depth, rows: list[str]) -> None:
    tables, _ = questionnaire(tiny(), None, cells_end=True, cut=Cut(depth, ["gamma"]))
    assert references(tables, "questions") == rows
    assert [table.title for table in tables if table.kind == "questions"] == ["South"]


def test_a_part_has_the_wishes_for_it_and_nothing_of_others() -> None:
    secret = {"rating": "yes", "note": "not\r\nfor gamma"}
    data = DATA | {"owners": {"alpha": "PMO", "south": "Audit"}, "answers": {"alpha": {"process": {"2a": secret}}}}
    tables, _ = questionnaire(tiny(), data, cells_end=True, cut=Cut(Depth.criteria, ["gamma"]))
    assert references(tables, "aims") == ["south", "gamma", "gamma/process", "gamma/people"]
    everything = repr(tables)
    assert "for gamma" not in everything
    assert "PMO" not in everything


def test_a_part_that_comes_back_changes_nothing_else() -> None:
    data = DATA | {"owners": {"alpha": "PMO"}, "scope": ["alpha", "beta"]}
    for raw in (part("beta", data=data), part(depth=Depth.capability, data=data)):
        read = understand(read_workbook(raw), tiny(), data)
        assert read.problems == []
        assert same(read.data, data)


@pytest.mark.parametrize(
    ("answers", "depth"),
    [
        (None, "capability"),
        ({"alpha": 2, "beta": {"rating": "n/a", "reason": "none"}}, "capability"),
        ({"alpha": {"note": "later", "process": None}}, "capability"),
        ({"alpha": {"people": 2}}, "cell"),
        ({"alpha": {"people": {"level": 2, "note": "so"}}}, "cell"),
        ({"alpha": {"process": {"2a": "yes"}}}, "criteria"),
    ],
)
def test_a_questionnaire_is_as_deep_as_the_file_answers(answers: Any, depth: str) -> None:
    assert depth_used({"answers": answers}) == depth


def test_core_is_for_files_that_are_looked_at_so() -> None:
    answers = {"alpha": {"process": {"2a": "yes"}}}
    assert depth_used({"answers": answers, "depth": "core"}) == "core"
    assert depth_used({"answers": answers, "depth": {"default": "core", "alpha": "full"}}) == "core"
    assert depth_used({"answers": answers, "depth": {"default": "full"}}) == "criteria"


def test_owners_own_by_capability_area_or_cell_however_they_are_typed() -> None:
    data = {"owners": {"north": "PMO", "beta": "Audit", "gamma/people": "pmo "}}
    assert owned_by("Pmo", data, tiny()) == ["alpha", "gamma"]
    assert owned_by("audit", data, tiny()) == ["beta"]
    assert owned_by("nobody", data, tiny()) == []
