"""What comes back from a spreadsheet: lost headings, merged cells, comments, guesses, and rows that nobody touched."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from btm_cli.exchange.checking import sheet_problems
from btm_cli.exchange.csv_table import read_csv, write_csv
from btm_cli.exchange.kept import part_of, same
from btm_cli.exchange.office_read import read_workbook
from btm_cli.exchange.questionnaire import questionnaire, understand
from btm_cli.exchange.tables import Asked, Place
from btm_cli.exchange.text import guard, guessable
from support.answers_files import tiny
from support.sheets import DATA, cell_of, edited, saved, workbook


def changed(change: Callable[[Any], object], data: dict[str, Any] | None = DATA) -> Asked:
    """The workbook after `change` had it as openpyxl's."""
    book = load_workbook(io.BytesIO(workbook(data)))
    change(book)
    asked = read_workbook(saved(book))
    return asked._replace(problems=[*asked.problems, *sheet_problems(asked)])


def codes(asked: Asked) -> list[str]:
    return [problem.code for problem in asked.problems]


def as_csv(data: dict[str, Any], change: Callable[[list[list[str]]], object], delimiter: str = ",") -> Asked:
    """The CSV questionnaire after `change` had its rows."""
    rows = list(csv.reader(io.StringIO(write_csv(questionnaire(tiny(), data, cells_end=False)[0]), newline="")))
    change(rows)
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return read_csv(text.getvalue().encode())


def field(rows: list[list[str]], reference: str, column: str) -> tuple[list[str], int]:
    """The row of a reference and where a column is in it; deadlines are on the sheet of aims."""
    rows_there = [row for row in rows if row[1] == reference and (row[0] == "aims") == (column == "deadline")]
    return rows_there[0], rows[0].index(column)


def put(reference: str, column: str, value: str) -> Callable[[list[list[str]]], None]:
    def change(rows: list[list[str]]) -> None:
        row, at = field(rows, reference, column)
        row[at] = value

    return change


@pytest.mark.parametrize("heading", ["Answer", "Note", "Reference", "Question", "Exported as"])
def test_a_renamed_heading_is_an_error_that_names_it(heading: str) -> None:
    def rename(book: Any) -> None:
        next(cell for cell in book["North"][1] if cell.value == heading).value = "Something else"

    asked = changed(rename)
    wrong = [problem for problem in asked.problems if problem.code == "column-missing"]
    assert [problem.message.split("`")[1] for problem in wrong] == [heading]
    assert wrong[0].place.sheet == "North"


def test_a_doubled_heading_is_an_error_at_the_second() -> None:
    asked = changed(lambda book: book["South"].cell(1, 20).__setattr__("value", " answer "))
    [problem] = asked.problems
    assert (problem.code, problem.place) == ("column-twice", Place("South", 1, 20))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda book: setattr(book["North"], "title", "Done by Ann"), ["sheet-missing", "sheet-twice"]),
        (lambda book: book.remove(book["South"]), ["sheet-missing"]),
        (lambda book: book["South"].delete_rows(1), ["not-read", "sheet-missing"]),
        (
            lambda book: setattr(book.copy_worksheet(book["Evidence"]), "title", "More"),
            ["duplicate-row", "sheet-twice"],
        ),
    ],
)
def test_a_sheet_that_is_missing_renamed_or_copied_is_an_error(change: Any, expected: list[str]) -> None:
    assert codes(changed(change)) == expected


def test_merged_answers_are_named_and_merged_helpers_are_not() -> None:
    def merge(book: Any) -> None:
        north = book["North"]
        row, column = (
            getattr(cell_of(book, "North", "alpha/process/2a", "Answer"), part) for part in ("row", "column")
        )
        north.merge_cells(start_row=row, end_row=row + 2, start_column=column, end_column=column)
        title = next(cell for cell in north[1] if cell.value == "Question").column
        north.merge_cells(start_row=row, end_row=row + 1, start_column=title, end_column=title)

    asked = changed(merge)
    assert codes(asked) == ["merged-cells"]
    assert "3 rows" in asked.problems[0].message


def test_a_comment_becomes_the_remark_of_its_row_or_is_named() -> None:
    def comment(book: Any) -> None:
        cell_of(book, "North", "alpha/process/2a", "Answer").comment = Comment("Who says so?", "Ann")
        cell_of(book, "North", "alpha/process/2b", "Question").comment = Comment("Bob:\nask again", "Bob")
        cell_of(book, "North", "alpha/process/3a", "Evidence").comment = Comment("open still", "")
        cell_of(book, "Headline", "period", "Value").comment = Comment("which one?", "Ann")
        cell_of(book, "Targets and plan", "beta", "Owner").comment = Comment("the PMO?", "Ann")
        cell_of(book, "Evidence", "charter", "Title").comment = Comment("an old one", "Ann")

    asked = changed(comment)
    assert [(problem.code, problem.severity.value, problem.place.sheet) for problem in asked.problems] == [
        ("not-read", "warning", "Evidence")
    ]
    assert "an old one" in asked.problems[0].message
    read = understand(asked, tiny())
    assert read.problems == asked.problems
    assert read.data["note"] == "Ann: which one?"
    assert read.data["answers"] == {
        "alpha": {
            "process": {
                "2a": {"rating": "yes", "note": "Ann: Who says so?"},
                "2b": {"rating": "half", "note": "so\nBob:\nask again"},
                "3a": {"note": "open still"},
            },
            "people": 2,
        },
        "beta": {"rating": "n/a", "reason": "none", "note": "Ann: the PMO?"},
    }
    again = understand(asked, tiny(), read.data)  # once more, into what came of it
    assert again.problems == asked.problems
    assert same(again.data, read.data)


THREAD = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<threadedComment ref="E4" personId="{P}" id="{1}"><text>Is it dated?</text></threadedComment>'
    '<threadedComment ref="E4" personId="{Q}" id="{2}" parentId="{1}"><text>It is.</text></threadedComment>'
    "</ThreadedComments>"
)
PEOPLE = (
    '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<person displayName="Ann" id="{P}"/><person displayName="Bob" id="{Q}"/></personList>'
)


def test_threaded_comments_with_their_answers_are_read_and_not_their_stand_in() -> None:
    book = load_workbook(io.BytesIO(workbook()))
    cell = cell_of(book, "North", "alpha/process/2a", "Answer")
    cell.comment = Comment("[Threaded comment]\n\nYour version of Excel ...\n\nComment:\n    Is it dated?", "tc={1}")
    raw = io.BytesIO(saved(book))
    more = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(more, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name.startswith("xl/worksheets/_rels/") and b"comments" in text:
                kind = b"http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
                link = b'<Relationship Id="t" Type="%s" Target="../threadedComments/threadedComment1.xml"/>' % kind
                text = text.replace(b"</Relationships>", link + b"</Relationships>")
            target.writestr(name, text)
        target.writestr("xl/threadedComments/threadedComment1.xml", THREAD.replace("E4", cell.coordinate))
        target.writestr("xl/persons/person.xml", PEOPLE)
    read = understand(read_workbook(more.getvalue()), tiny())
    assert read.problems == []
    assert read.data["answers"]["alpha"]["process"]["2a"]["note"] == "Ann: Is it dated?\nBob: It is."


def test_an_altered_question_is_a_warning_and_the_answer_counts() -> None:
    read = understand(
        changed(lambda book: cell_of(book, "North", "beta", "Question").__setattr__("value", "Bta")), tiny()
    )
    assert [(problem.code, problem.severity.value) for problem in read.problems] == [("helper-altered", "warning")]
    assert "Bta" in read.problems[0].message
    assert same(read.data, DATA)


def test_a_column_sorted_without_the_others_is_told_row_by_row() -> None:
    def sort(book: Any) -> None:
        north = book["North"]
        at = next(cell for cell in north[1] if cell.value == "What it looks like").column
        words = [north.cell(row, at).value for row in range(2, north.max_row + 1)]
        for row, word in enumerate(reversed(words), 2):
            north.cell(row, at).value = word

    found = understand(changed(sort), tiny()).problems
    assert {problem.code for problem in found} == {"helper-altered"}
    assert len(found) >= 6


DATED = DATA | {
    "target": {"state": "lively", "deadlines": {"alpha": "2027-04-03", "beta": "2027-06-30"}},
    "unit": {"name": "Group", "weight": "1.200"},
}


@pytest.mark.parametrize(
    "form", ["{2}.{1}.{0}", "{2}/{1}/{0}", "{1}/{2}/{0}", "{0}-{1}-{2}T00:00:00Z", "{1}/{2}/{3}", "{2}-{1}-{0}"]
)
def test_dates_that_a_program_wrote_anew_are_untouched_rows(form: str) -> None:
    """3 April is two days with slashes: the row's mark says which was exported."""

    def rewrite(rows: list[list[str]]) -> None:
        for row in rows:
            for at, text in enumerate(row):
                parts = text.split("-")
                if len(parts) == 3 and parts[0] in ("2026", "2027") and len(text) == 10:
                    row[at] = form.format(*parts, parts[0][2:])

    asked = as_csv(DATED, rewrite, ";")
    for into in (None, DATED):
        read = understand(asked, tiny(), into)
        assert read.problems == []
        assert same(read.data, DATED)


def test_a_new_date_follows_the_style_that_untouched_rows_show() -> None:
    def rewrite(rows: list[list[str]]) -> None:
        put("beta", "deadline", "30/06/2027")(rows)
        put("alpha", "deadline", "05/06/2027")(rows)

    assert understand(as_csv(DATED, rewrite), tiny()).data["target"]["deadlines"] == {
        "alpha": "2027-06-05",
        "beta": "2027-06-30",
    }
    [problem] = understand(as_csv(DATED, put("alpha", "deadline", "05/06/2027")), tiny()).problems
    assert problem.code == "ambiguous-date"
    assert "2027-06-05 or 2027-05-06" in problem.message


@pytest.mark.parametrize(
    ("delimiter", "text", "weight"), [(";", "3,0", "3.0"), (";", "1.200,5", "1200.5"), (",", "1.300", "1.300")]
)
def test_numbers_by_the_files_own_form(delimiter: str, text: str, weight: str) -> None:
    read = understand(as_csv(DATED, put("unit/weight", "answer", text), delimiter), tiny())
    assert read.problems == []
    assert str(read.data["unit"]["weight"]) == weight


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_number_with_two_meanings_is_an_error_but_an_untouched_one_is_not(delimiter: str) -> None:
    assert same(understand(as_csv(DATED, lambda rows: None, delimiter), tiny()).data, DATED)
    [problem] = understand(as_csv(DATED, put("unit/weight", "answer", "1.300"), delimiter), tiny()).problems
    assert problem.code == "ambiguous-number"
    assert "1.300 or 1300" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "1:1",
        "2026-11",
        "1/3",
        "3-4",
        "007",
        "1e5",
        "12E3",
        "TRUE",
        "3 Mar",
        "Mar 2026",
        "5%",
        "1.5",
        "2026-11-20",
        "9 am",
    ],
)
def test_what_a_program_would_guess_at_is_guarded_as_text(text: str) -> None:
    assert guessable(text)
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["2026-Q4", "minutes 3", "Group", "alpha/process/2a", "kept/1/1", "v833906b8e8", "two"]
)
def test_what_no_program_guesses_at_stands_as_it_is(text: str) -> None:
    assert guard(text) == text


@pytest.mark.parametrize(
    ("reference", "part"),
    [("kept/3/2", (3, 2)), ("1:1", (1, 1)), ("01:01 AM", (1, 1)), ("01:01 PM", (13, 1)), ("24:01:00", (24, 1))],
)
def test_parts_of_what_is_kept_are_known_in_every_form(reference: str, part: tuple[int, int]) -> None:
    assert part_of(reference) == part


@pytest.mark.parametrize("value", [time(1, 1), timedelta(hours=1, minutes=1)])
def test_a_reference_that_became_a_time_in_a_workbook_is_understood(value: object) -> None:
    data = DATA | {"answers": {"alpha": {"process": {"2a": "Y"}}}}
    asked = changed(lambda book: book["Kept"].__getitem__("B2").__setattr__("value", value), data)
    read = understand(asked, tiny())
    assert read.problems == []
    assert same(read.data, data)


def test_what_went_with_another_answer_goes_with_it() -> None:
    """A profile is kept beside the cells; where the n/a it explained became a rating, it is gone."""
    left_out = {"rating": "n/a", "reason": "none", "profile": "small"}
    data = DATA | {"answers": {"alpha": {"process": {"2a": left_out}}}}
    untouched = understand(read_workbook(workbook(data)), tiny())
    assert same(untouched.data, data)
    place = ("North", "alpha/process/2a")
    raw = edited(workbook(data), {(*place, "Answer"): "yes", (*place, "Reason for n/a"): None})
    assert understand(read_workbook(raw), tiny()).data["answers"] == {"alpha": {"process": {"2a": "yes"}}}
