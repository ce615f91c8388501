"""`btm export` and `btm import` as a user runs them, and workbooks that other programs have saved."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from btm_cli.exchange.kept import same
from btm_cli.source import parse
from support.libreoffice import converted, needs_libreoffice
from support.run import LONGEST, ROOT, Ran, in_process, process
from support.sheets import DATA, edit_csv, edited, saved, workbook
from support.small_standard import write_standard

EXAMPLES = [path for path in sorted((ROOT / "examples").glob("*/*.yaml")) if path.name != "policy.yaml"]
TINY = """\
# What we say, and why.
standard: tiny 1
enterprise: Acme   # the whole of it
assessed_on: 2026-11-20

evidence:
  charter: {title: Charter, date: 2026-03-01, url: "https://x.example"}

answers:
  alpha:
    process:
      2a: "yes"     # since March
      2b: {rating: half, note: so}
    people: 2
  beta: {rating: n/a, reason: none}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_standard(tmp_path / "tiny")
    (tmp_path / "answers.yaml").write_text(TINY, "utf-8")
    (tmp_path / "questionnaire.xlsx").write_bytes(workbook())
    return tmp_path


def tiny(folder: Path, *arguments: object) -> Ran:
    return in_process(*arguments, "--standard", "tiny", cwd=folder)


def data(path: Path) -> Any:
    document, problems = parse(path.read_bytes(), path.name)
    assert document is not None
    assert not problems
    return document.data


def without_nothing(tree: Any) -> Any:
    if not isinstance(tree, dict):
        return tree
    return {key: found for key, value in tree.items() if (found := without_nothing(value)) not in (None, {})}


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name} {path.stem}")
def test_every_example_comes_back(path: Path, ending: str, tmp_path: Path) -> None:
    shutil.copytree(path.parent, tmp_path / "here")
    here = tmp_path / "here"
    assert in_process("export", path.name, "-o", f"q.{ending}", cwd=here).code == 0
    before = (here / path.name).read_bytes()
    assert in_process("import", f"q.{ending}", "--into", path.name, cwd=here).code == 0
    assert (here / path.name).read_bytes() == before
    assert in_process("import", f"q.{ending}", "-o", "new.yaml", cwd=here).code == 0
    assert same(without_nothing(data(here / "new.yaml")), without_nothing(data(here / path.name)))


def test_one_changed_answer_is_one_changed_line(folder: Path) -> None:
    raw = edited(workbook(), {("North", "alpha/process/2a", "Answer"): "H"})
    (folder / "questionnaire.xlsx").write_bytes(raw)
    ran = tiny(folder, "import", "questionnaire.xlsx", "--into", "answers.yaml")
    assert ran.code == 0, ran.complaint
    assert (folder / "answers.yaml").read_text("utf-8") == TINY.replace('2a: "yes" ', "2a: half ")
    assert "1 place" in ran.complaint


def test_a_blank_one_filled_in_is_a_new_file(folder: Path) -> None:
    assert tiny(folder, "export", "--blank", "-o", "blank.xlsx").code == 0
    changes = {
        ("Headline", "enterprise", "Value"): "Café 🎉 שלום",
        ("Headline", "answered_by", "Value"): "Ann",
        ("Headline", "target", "Value"): "Lively",
        ("North", "alpha", "Answer"): "3.0",
        ("North", "beta", "Answer"): "N/A",
        ("North", "beta", "Reason for n/a"): "none\nof it",
        ("South", "gamma/people", "Answer"): 2.0,
        ("South", "gamma/people", "Evidence"): "new",
        ("Evidence", "new", "Title"): "=New",
        ("Evidence", "new", "Date"): "2026/03/01",
        ("Evidence", "new", "URL"): "https://x.example",
    }
    book = load_workbook(io.BytesIO(edited((folder / "blank.xlsx").read_bytes(), changes)))
    for row in book["Evidence"].iter_rows(min_row=2, max_row=3):
        for cell in row:
            if cell.value == "=New":
                cell.data_type = "s"
    (folder / "blank.xlsx").write_bytes(saved(book))
    ran = tiny(folder, "import", "blank.xlsx", "-o", "new.yaml")
    assert ran.code == 0, ran.complaint
    assert "Headline!B9: warning[not-filled-in]" in ran.complaint
    assert data(folder / "new.yaml") == {
        "standard": "tiny 1",
        "enterprise": "Café 🎉 שלום",
        "assessed_on": None,
        "answered_by": {"name": "Ann"},
        "target": "lively",
        "evidence": {"new": {"title": "=New", "date": "2026-03-01", "url": "https://x.example"}},
        "answers": {
            "alpha": 3,
            "beta": {"rating": "n/a", "reason": "none\nof it"},
            "gamma": {"process": None, "people": {"level": 2, "evidence": ["new"]}},
        },
    }


def test_all_problems_with_their_cells_and_nothing_written(folder: Path) -> None:
    changes = {
        ("North", "alpha/process/2a", "Answer"): "fuly",
        ("North", "alpha/people", "Evidence"): "charta",
        ("North", "beta", "Reason for n/a"): None,
        ("Targets and plan", "alpha", "Importance"): 9,
        ("Evidence", "charter", "Path"): "also/a/path",
        ("South", "gamma", "Answer"): "=2",
    }
    (folder / "questionnaire.xlsx").write_bytes(edited(workbook(), changes))
    for target in (("-o", "new.yaml"), ("--into", "answers.yaml")):
        ran = tiny(folder, "import", "questionnaire.xlsx", *target)
        assert ran.code == 3
        found = re.findall(r"^questionnaire\.xlsx:(\S+|'[^']+'!\S+): error\[([a-z-]+)\]", ran.complaint, re.M)
        assert found == [
            ("Evidence!A2", "path-or-url"),
            ("North!C4", "unknown-rating"),
            ("North!D7", "unknown-evidence"),
            ("North!C9", "reason-missing"),
            ("South!C2", "formula-cell"),
            ("'Targets and plan'!C3", "wrong-value"),
        ]
    assert not (folder / "new.yaml").exists()
    assert (folder / "answers.yaml").read_text("utf-8") == TINY


def test_six_at_once_into_one_file_wait_for_each_other(tmp_path: Path) -> None:
    """Each brings one other answer; whoever comes later decides on what the earlier one wrote."""
    shutil.copy(ROOT / "examples" / "harbor-foods" / "answers.yaml", tmp_path / "answers.yaml")
    assert in_process("export", "answers.yaml", "--depth", "cell", "-o", "q.csv", cwd=tmp_path).code == 0
    capabilities = list(data(tmp_path / "answers.yaml")["answers"])[:6]
    running = []
    for number, capability in enumerate(capabilities):
        shutil.copy(tmp_path / "q.csv", tmp_path / f"{number}.csv")
        edit_csv(tmp_path / f"{number}.csv", {("questions", capability, "answer"): "5"})
        command = [sys.executable, "-m", "btm_cli", "import", f"{number}.csv", "--into", "answers.yaml"]
        running.append(subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE))
    said = [each.communicate(timeout=LONGEST)[1] for each in running]
    assert [each.returncode for each in running] == [0] * 6, said
    written = data(tmp_path / "answers.yaml")["answers"]
    assert [written[capability] for capability in capabilities] == [5] * 6


def test_a_csv_from_another_country_is_read(folder: Path) -> None:
    assert tiny(folder, "export", "answers.yaml", "-o", "q.csv").code == 0
    assert (folder / "q.csv").read_bytes().startswith(b"\xef\xbb\xbfsheet,reference,")
    edit_csv(folder / "q.csv", {("questions", "alpha/people", "answer"): "3"}, delimiter=";")
    ran = tiny(folder, "import", "q.csv", "--into", "answers.yaml")
    assert ran.code == 0, ran.complaint
    assert (folder / "answers.yaml").read_text("utf-8") == TINY.replace("people: 2", "people: 3")
    edit_csv(folder / "q.csv", {("questions", "alpha/people", "answer"): "three or so"})
    ran = tiny(folder, "import", "q.csv", "--into", "answers.yaml")
    assert ran.code == 3
    assert re.search(r"^q\.csv:\d+:6: error\[not-a-level\]", ran.complaint, re.M)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("export",), 2, "which format?"),
        (("export", "answers.yaml", "-o", "answers.doc"), 2, "which format?"),
        (("export", "nobody.yaml", "-o", "q.xlsx"), 4, "no such file"),
        (("export", "answers.yaml", "-o", "questionnaire.csv/q.xlsx"), 4, "q.xlsx"),
        (("import", "questionnaire.xlsx"), 2, "one file to write"),
        (("import", "questionnaire.xlsx", "-o", "a", "--into", "b"), 2, "one file to write"),
        (("import", "questionnaire.xlsx", "-o", "answers.yaml"), 4, "already there"),
        (("import", "questionnaire.xlsx", "-o", "questionnaire.xlsx", "--force"), 2, "is read for it"),
        (("import", "answers.yaml", "-o", "new.yaml"), 3, "not-a-workbook"),
        (("import", "nobody.xlsx", "-o", "new.yaml"), 4, "no such file"),
    ],
)
def test_what_is_refused(folder: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    ran = tiny(folder, *arguments)
    assert ran.code == code, ran.complaint
    assert said in ran.complaint
    assert (folder / "answers.yaml").read_text("utf-8") == TINY
    assert (folder / "questionnaire.xlsx").read_bytes() == workbook()


def test_a_questionnaire_of_another_edition_is_refused(folder: Path) -> None:
    ran = in_process("import", "questionnaire.xlsx", "-o", "new.yaml", cwd=folder)
    assert ran.code == 3
    assert "Headline!B3: error[unknown-edition]" in ran.complaint


def test_a_filled_in_questionnaire_is_not_exported_over(folder: Path) -> None:
    assert tiny(folder, "export", "answers.yaml", "-o", "q.xlsx").code == 0
    assert tiny(folder, "export", "answers.yaml", "-o", "q.xlsx").code == 0  # the same again
    (folder / "q.xlsx").write_bytes(edited((folder / "q.xlsx").read_bytes(), {("North", "alpha/people", "Answer"): 1}))
    ran = tiny(folder, "export", "answers.yaml", "-o", "q.xlsx")
    assert ran.code == 4
    assert "--force" in ran.complaint
    assert tiny(folder, "export", "answers.yaml", "-o", "q.xlsx", "--force").code == 0


def test_as_processes(folder: Path) -> None:
    ran = process("export", "answers.yaml", "-f", "xlsx", "--standard", "tiny", cwd=folder)
    assert (ran.code, ran.out) == (0, (folder / "questionnaire.xlsx").read_bytes())
    ran = process("import", "questionnaire.xlsx", "-o", "new.yaml", "--standard", "tiny", cwd=folder)
    assert (ran.code, ran.out) == (0, b"")
    assert without_nothing(data(folder / "new.yaml")) == DATA


def test_calamine_reads_what_was_written() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(DATA | {"enterprise": "=1+1"})))
    rows = book.get_sheet_by_name("North").to_python()
    name, answer = rows[0].index("Reference"), rows[0].index("Answer")
    answers = {row[name]: row[answer] for row in rows[1:]}
    assert answers["alpha/process/2a"] == "yes"
    assert answers["alpha/people"] == 2
    assert {row[3]: row[1] for row in book.get_sheet_by_name("Headline").to_python()}["enterprise"] == "=1+1"


def test_a_workbook_written_anew_by_another_library_is_read(folder: Path) -> None:
    """As if somebody had copied every sheet, with shared strings, into a workbook of his own."""
    source = CalamineWorkbook.from_filelike(io.BytesIO(workbook()))
    with xlsxwriter.Workbook(str(folder / "copy.xlsx"), {"strings_to_formulas": False}) as copy:
        day = copy.add_format({"num_format": "d/m/yy"})
        for name in source.sheet_names:
            sheet = copy.add_worksheet(name)
            for number, row in enumerate(source.get_sheet_by_name(name).to_python()):
                for column, value in enumerate(row):
                    if hasattr(value, "year"):
                        sheet.write_datetime(number, column, value, day)
                    elif value != "":
                        sheet.write(number, column, value)
    ran = tiny(folder, "import", "copy.xlsx", "-o", "new.yaml")
    assert ran.code == 0, ran.complaint
    assert without_nothing(data(folder / "new.yaml")) == DATA


@needs_libreoffice
def test_libreoffice_saves_it_and_nothing_changes(folder: Path) -> None:
    awkward = DATA | {"enterprise": " =1+1 ", "period": "_x000D_", "owners": {"alpha": "a\r\nb\n'c'\tשלום 🎉"}}
    (folder / "q.xlsx").write_bytes(workbook(awkward))
    converted(folder, ["q.xlsx"], "xlsx")
    assert (folder / "out" / "q.xlsx").read_bytes() != (folder / "q.xlsx").read_bytes()
    ran = tiny(folder, "import", "out/q.xlsx", "-o", "new.yaml")
    assert ran.code == 0, ran.complaint
    assert without_nothing(data(folder / "new.yaml")) == awkward


def test_a_dash_is_standard_output_and_no_file(folder: Path) -> None:
    assert in_process("export", "answers.yaml", "--standard", "tiny", "-o", "q.csv", cwd=folder).code == 0
    before = sorted(folder.iterdir())
    for _ in range(2):  # once more: nothing is there already
        ran = in_process("import", "q.csv", "--standard", "tiny", "-o", "-", cwd=folder)
        assert (ran.code, ran.complaint) == (0, "")
        document, problems = parse(ran.out, "answers.yaml")
        assert document is not None
        assert problems == []
        assert document.data["answers"]["beta"] == {"rating": "n/a", "reason": "none"}
    assert sorted(folder.iterdir()) == before
