"""A questionnaire through the programs that people have: written anew by libraries and programs that are not ours.

Each comes back with every answer, whatever it makes of dates, numbers and references, and with the one answer changed
that was changed on the way.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from btm_cli.source import parse
from support.libreoffice import converted, needs_libreoffice
from support.run import Ran, in_process
from support.sheets import cell_of, saved
from support.small_standard import write_standard

ANSWERS = """\
standard: tiny 1
enterprise: Müller & Söhne
unit: {name: Group, weight: "1.200"}
period: 2026-11
assessed_on: 2026-11-20
target: {state: lively, deadlines: {alpha: 2027-04-03, beta: 2027-06-30}}
note: seen by the board
evidence:
  "1:1": {title: 3/4, date: 2026-03-04, url: "https://x.example", valid_until: 2027-03-04}
answers:
  alpha:
    note: who asks?
    process:
      2a: {rating: Y, evidence: ["1:1"], note: "=1+1"}
      2b: {note: ask the PMO}
      3a: unknown
    people: 2
  beta: {rating: n/a, reason: TRUE story}
"""
CHANGED = ("alpha/people", 3)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("exported")
    write_standard(made / "tiny")
    (made / "answers.yaml").write_text(ANSWERS, "utf-8")
    for ending in ("xlsx", "csv"):
        assert btm(made, "export", "answers.yaml", "-o", f"q.{ending}").code == 0
    return made


@pytest.fixture
def folder(exported: Path, tmp_path: Path) -> Path:
    """A copy of its own, questionnaires included."""
    return shutil.copytree(exported, tmp_path / "here")


def btm(folder: Path, *arguments: object) -> Ran:
    return in_process(*arguments, "--standard", "tiny", cwd=folder)


def comes_back(folder: Path, name: str, *, changed: bool, warned: bool = False) -> None:
    """Into the file it changes the one answer that was changed, or nothing; as a new file it says all the same."""
    ran = btm(folder, "import", name, "--into", "answers.yaml")
    assert ran.code == 0, ran.complaint
    assert ("warning" in ran.complaint) == warned, ran.complaint
    expected = ANSWERS.replace("people: 2", "people: 3") if changed else ANSWERS
    assert (folder / "answers.yaml").read_text("utf-8") == expected
    ran = btm(folder, "import", name, "-o", "new.yaml")
    assert ran.code == 0, ran.complaint
    new, old = (parse((folder / file).read_bytes(), file)[0] for file in ("new.yaml", "answers.yaml"))
    assert new is not None
    assert old is not None
    assert {key: value for key, value in new.data.items() if key != "answers"} == {
        key: value for key, value in old.data.items() if key != "answers"
    }
    assert without_nothing(new.data["answers"]) == old.data["answers"]


def without_nothing(tree: Any) -> Any:
    if not isinstance(tree, dict):
        return tree
    return {key: found for key, value in tree.items() if (found := without_nothing(value)) not in (None, {})}


def grids(path: Path) -> list[tuple[str, list[list[Any]]]]:
    """The workbook's sheets as another library reads them, with one answer changed."""
    book = CalamineWorkbook.from_path(str(path))
    sheets = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    for _, rows in sheets:
        head = next((row for row in rows if "Answer" in row), None)
        for row in rows:
            if head is not None and CHANGED[0] in row:
                row[head.index("Answer")] = CHANGED[1]
    return sheets


def by_xlsxwriter(sheets: list[tuple[str, list[list[Any]]]], path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    if isinstance(value, date):
                        sheet.write_datetime(row, column, value, day)
                    elif value != "":
                        sheet.write(row, column, value)


def by_xlwt(sheets: list[tuple[str, list[list[Any]]]], path: Path) -> None:
    xlwt = pytest.importorskip("xlwt")
    book, day = xlwt.Workbook(), xlwt.easyxf(num_format_str="M/D/YY")
    for name, rows in sheets:
        sheet = book.add_sheet(name)
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, date):
                    sheet.write(row, column, value, day)
                elif value != "":
                    sheet.write(row, column, value)
    book.save(str(path))


def by_odfpy(sheets: list[tuple[str, list[list[Any]]]], path: Path) -> None:
    opendocument = pytest.importorskip("odf.opendocument")
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = opendocument.OpenDocumentSpreadsheet()
    for name, rows in sheets:
        sheet = Table(name=name)
        for cells in rows:
            line = TableRow()
            for value in cells:
                if isinstance(value, date):
                    cell = TableCell(valuetype="date", datevalue=value.isoformat())
                elif isinstance(value, int | float):
                    cell = TableCell(valuetype="float", value=value)
                else:
                    cell = TableCell(valuetype="string") if value else TableCell()
                    for part in str(value).split("\n") if value else []:
                        cell.addElement(P(text=part))
                line.addElement(cell)
            sheet.addElement(line)
        book.spreadsheet.addElement(sheet)
    book.save(str(path))


@pytest.mark.parametrize(
    ("name", "write", "warned"),
    [("w.xlsx", by_xlsxwriter, False), ("w.xls", by_xlwt, True), ("w.ods", by_odfpy, False)],
)
def test_workbooks_of_other_libraries(folder: Path, name: str, write: Callable[..., None], warned: bool) -> None:
    write(grids(folder / "q.xlsx"), folder / name)
    comes_back(folder, name, changed=True, warned=warned)


DATES = {
    "iso": "%Y-%m-%d",
    "german": "%d.%m.%Y",
    "american": "%m/%d/%Y",
    "british": "%d/%m/%Y",
    "with a time": "%Y-%m-%dT00:00:00Z",
}


ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16"]
FORMS = [
    (delimiter, ENCODINGS[(row + column) % len(ENCODINGS)], style)
    for row, delimiter in enumerate(",;\t")
    for column, style in enumerate(DATES)
]
"""Every delimiter with every style of dates, and each encoding with most of both."""


@pytest.mark.parametrize(("delimiter", "encoding", "style"), FORMS)
def test_csv_in_every_form(folder: Path, delimiter: str, encoding: str, style: str) -> None:
    """4 March is two days where slashes part it: that nobody touched its row says which."""
    rows = list(csv.reader(io.StringIO((folder / "q.csv").read_bytes().decode("utf-8-sig"), newline="")))
    answer = rows[0].index("answer")
    for row in rows[1:]:
        if row[1] == CHANGED[0] and row[0] == "questions":
            row[answer] = str(CHANGED[1])
        for at, text in enumerate(row):
            if len(text) == len("2026-11-20") and text[:2] == "20" and text[4] == "-":
                row[at] = date.fromisoformat(text).strftime(DATES[style])
    with (folder / "w.csv").open("w", encoding=encoding, newline="") as file:
        if delimiter == ";":
            file.write("sep=;\r\n")
        csv.writer(file, delimiter=delimiter).writerows(rows)
    comes_back(folder, "w.csv", changed=True, warned=encoding == "cp1252")


@needs_libreoffice
@pytest.mark.parametrize(("ending", "warned"), [("xlsx", False), ("ods", False), ("xls", True)])
def test_libreoffice_saves_workbooks(folder: Path, ending: str, warned: bool) -> None:
    converted(folder, ["q.xlsx"], ending)
    comes_back(folder, f"out/q.{ending}", changed=False, warned=warned)


UTF_8, WINDOWS_1252, UTF_16 = 76, 1, 65535
ENGLISH, GERMAN, BRITISH = 1033, 1031, 2057


@needs_libreoffice
@pytest.mark.parametrize(
    ("language", "delimiter", "charset"),
    [(ENGLISH, ",", UTF_8), (GERMAN, ";", WINDOWS_1252), (BRITISH, "\t", UTF_16)],
    ids=["English", "German", "British"],
)
def test_libreoffice_opens_csv_guesses_at_every_field_and_saves_it(
    folder: Path, language: int, delimiter: str, charset: int
) -> None:
    """As where somebody opens the file in a program of his language and saves it, without touching a cell."""
    read = f"CSV:44,34,{UTF_8},1,,{language},false,true"
    write = f"csv:Text - txt - csv (StarCalc):{ord(delimiter)},34,{charset},1,,{language},false,true,false"
    converted(folder, ["q.csv"], write, f"--infilter={read}")
    assert (folder / "out" / "q.csv").read_bytes() != (folder / "q.csv").read_bytes()
    comes_back(folder, "out/q.csv", changed=False, warned=charset == WINDOWS_1252)


@needs_libreoffice
def test_comments_merged_cells_and_formulas_of_an_ods(folder: Path) -> None:
    from openpyxl.comments import Comment

    book = load_workbook(folder / "q.xlsx")
    cell_of(book, "North", "alpha/process/2b", "Answer").comment = Comment("Who says so?", "Ann")
    (folder / "commented.xlsx").write_bytes(saved(book))
    cell_of(book, "North", "alpha/people", "Answer").value = "=1+1"
    book["South"].merge_cells("C2:C3")
    book["South"]["C2"] = 2
    (folder / "odd.xlsx").write_bytes(saved(book))
    converted(folder, ["commented.xlsx", "odd.xlsx"], "ods")
    ran = btm(folder, "import", "out/commented.ods", "--into", "answers.yaml")
    assert ran.code == 0, ran.complaint
    written = (folder / "answers.yaml").read_text("utf-8")
    assert "ask the PMO\\n" in written
    assert "Who says so?" in written
    ran = btm(folder, "import", "out/odd.ods", "-o", "odd.yaml")
    assert ran.code == 3
    assert "error[formula-cell]" in ran.complaint
    assert "South!C2: error[merged-cells]" in ran.complaint
    assert not (folder / "odd.yaml").exists()


def test_without_the_office_extra_ods_says_what_it_needs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_odfpy(grids(folder / "q.xlsx"), folder / "w.ods")
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    ran = btm(folder, "import", "w.ods", "-o", "new.yaml")
    assert ran.code == 2
    assert "pip install python-calamine" in ran.complaint
    assert not (folder / "new.yaml").exists()


def test_questionnaires_of_two_people_come_into_one_file(folder: Path) -> None:
    for name, part, reference, value in (("a", "alpha", "alpha/people", 3), ("g", "south", "gamma", 1)):
        ran = btm(folder, "export", "answers.yaml", "--scope", part, "--depth", "criteria", "-o", f"{name}.xlsx")
        assert ran.code == 0, ran.complaint
        book = load_workbook(folder / f"{name}.xlsx")
        assert ("North" in book.sheetnames) == (name == "a")
        cell_of(book, "North" if name == "a" else "South", reference, "Answer").value = value
        (folder / f"{name}.xlsx").write_bytes(saved(book))
    ran = btm(folder, "import", "a.xlsx", "g.xlsx", "--into", "answers.yaml")
    assert ran.code == 0, ran.complaint
    assert (folder / "answers.yaml").read_text("utf-8") == ANSWERS.replace("people: 2", "people: 3") + "  gamma: 1\n"
    cell = load_workbook(folder / "a.xlsx")
    cell_of(cell, "North", "alpha/people", "Answer").value = 1
    (folder / "b.xlsx").write_bytes(saved(cell))
    ran = btm(folder, "import", "a.xlsx", "b.xlsx", "-o", "new.yaml")
    assert ran.code == 3
    assert "b.xlsx:North!" in ran.complaint
    assert "a.xlsx" in ran.complaint.split("questionnaires-differ")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("answers.yaml", "--owner", "PMO", "-o", "x.xlsx"), "nothing is owned by PMO"),
        (("answers.yaml", "--scope", "delta", "-o", "x.xlsx"), "delta"),
        (("answers.yaml", "--depth", "core", "-o", "x.xlsx"), "no core criteria"),
        (("answers.yaml", "--depth", "cell", "-f", "oscal"), "cut a questionnaire"),
    ],
)
def test_what_can_not_be_cut(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    ran = btm(folder, "export", *arguments)
    assert ran.code == 2
    assert said in ran.complaint
