"""`btm export` and `btm import` as processes, and a workbook that went through other programs' hands."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from conftest import Run

python_calamine = pytest.importorskip("python_calamine")
xlsxwriter = pytest.importorskip("xlsxwriter")

EXAMPLES = ["meridian-insurance/2026-Q4", "harbor-foods/answers"]
HEAD = "# ours\nstandard: btm 1.0\nenterprise: Acme\nassessed_on: 2026-11-20\nanswers:\n"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    path.write_text(
        HEAD + "  asset-rationalization:\n    process:\n      2a: fully  # seen\n      2b: partially\n    people:\n"
        .replace("    people:\n", "    organization: 3\n")
    )  # fmt: skip
    return path


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_examples_come_back_with_every_number(
    run_btm: Run, root: Path, tmp_path: Path, example: str, form: str
) -> None:
    file = root / "examples" / f"{example}.yaml"
    assert run_btm("export", file, "-o", f"q.{form}").returncode == 0
    again = root / "examples" / example.split("/")[0]
    done = run_btm("import", f"q.{form}", "-o", "new.yaml")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "new.yaml").read_text("utf-8")
    moved = tmp_path / "moved.yaml"  # evidence is looked for from where the file lies
    moved.write_text(text + f"evidence_root: {again.as_posix()}\n" if "evidence_root" not in text else text, "utf-8")
    before, after = (json.loads(run_btm("assess", one, "--format", "json").stdout) for one in (file, moved))
    assert after["subject"]["digest"] == before["subject"]["digest"] or "evidence_root" not in text
    assert [each["score"] for each in after["capabilities"]] == [each["score"] for each in before["capabilities"]]
    assert after["not_applicable"] == before["not_applicable"]


def rewritten(source: Path, target: Path, change: dict[tuple[str, str], object]) -> None:
    """The workbook read by one other library and written by another; `change` sets answers by (sheet, reference)."""
    book = python_calamine.CalamineWorkbook.from_path(str(source))
    written = xlsxwriter.Workbook(str(target), {"default_date_format": "yyyy-mm-dd"})
    changed = set()
    for name in book.sheet_names:
        sheet = written.add_worksheet(name)
        answer = reference = None
        for number, row in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False)):
            words = [str(cell).casefold() for cell in row]
            if "reference" in words:
                reference, answer = words.index("reference"), words.index("answer") if "answer" in words else None
            elif reference is not None and answer is not None and (name, row[reference]) in change:
                row[answer] = change[name, row[reference]]
                changed.add((name, row[reference]))
            for column, cell in enumerate(row):
                if cell != "":
                    sheet.write(number, column, cell)
    written.close()
    assert changed == set(change)


def test_other_programs_may_edit_it_and_one_answer_is_one_line(run_btm: Run, answers: Path) -> None:
    run_btm("export", "a.yaml", "-o", "q.xlsx")
    names = python_calamine.CalamineWorkbook.from_path(str(answers.parent / "q.xlsx")).sheet_names
    [area] = [name for name in names if name.startswith("Strategic Enterprise")]
    rewritten(
        answers.parent / "q.xlsx",
        answers.parent / "r.xlsx",
        {(area, "asset-rationalization/process/2b"): " Fully ", (area, "asset-rationalization/organization"): 4.0},
    )
    before = answers.read_text()
    done = run_btm("import", "r.xlsx", "--into", "a.yaml")
    assert done.returncode == 0, done.stderr
    expected = before.replace("2b: partially", "2b: fully").replace("organization: 3", "organization: 4")
    assert answers.read_text() == expected


def test_what_is_not_understood_is_named_by_its_cell_and_nothing_is_written(run_btm: Run, answers: Path) -> None:
    run_btm("export", "a.yaml", "-o", "q.xlsx")
    names = python_calamine.CalamineWorkbook.from_path(str(answers.parent / "q.xlsx")).sheet_names
    [area] = [name for name in names if name.startswith("Strategic Enterprise")]
    rewritten(
        answers.parent / "q.xlsx",
        answers.parent / "r.xlsx",
        {
            (area, "asset-rationalization/process/2b"): "yes",
            (area, "asset-rationalization/organization"): "3.5",
            (area, "asset-rationalization/information"): "=1+1",
        },
    )
    before = answers.read_bytes()
    done = run_btm("import", "r.xlsx", "--into", "a.yaml")
    assert done.returncode == 3
    assert answers.read_bytes() == before
    assert done.stderr.count(f"r.xlsx:'{area}'!") == 3, done.stderr


def test_nothing_is_overwritten_unasked(run_btm: Run, answers: Path) -> None:
    run_btm("export", "a.yaml", "-o", "q.xlsx")
    before = answers.read_bytes()
    refused = run_btm("import", "q.xlsx", "-o", "a.yaml")
    assert (refused.returncode, "--force" in refused.stderr) == (4, True)
    assert answers.read_bytes() == before
    (answers.parent / "q.xlsx").write_bytes(b"mine")
    assert run_btm("export", "a.yaml", "-o", "q.xlsx").returncode == 4
    assert run_btm("export", "a.yaml", "-o", "q.xlsx", "--force").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["import", "nowhere.xlsx", "-o", "n.yaml"], 4, "there is no such file"),
        (["import", "a.yaml", "-o", "n.yaml"], 3, "error["),
        (["import", "a.yaml"], 2, "name one file to write"),
        (["export", "a.yaml"], 2, "which format?"),
        (["export", "a.yaml", "--format", "docx"], 2, "docx"),
    ],
)
def test_wrong_use_is_told(run_btm: Run, answers: Path, arguments: list[str], code: int, said: str) -> None:
    done = run_btm(*arguments)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr


def test_a_blank_questionnaire_asks_everything_once(run_btm: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run_btm("export", "--depth", "criteria", "--format", "csv").stdout)))
    asked = [row["reference"] for row in rows if row["kind"] == "criterion"]
    assert len(asked) == len(set(asked)) == 610
    assert all(row["answer"] == "" for row in rows if row["kind"] in ("capability", "cell", "criterion"))
