"""The workbook itself: what is locked, offered and protected, its bytes, and reading what others did to it."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook

from btm_cli.exchange.checking import stamp_problem
from btm_cli.exchange.kept import same
from btm_cli.exchange.office_read import read_workbook
from btm_cli.exchange.questionnaire import questionnaire, understand
from btm_cli.exchange.tables import Asked, Place
from btm_cli.exchange.unpacking import LARGEST_UNPACKED
from support.answers_files import tiny
from support.sheets import DATA, address, by_reference, edited, made, saved, workbook


def codes(asked: Asked) -> list[str]:
    return [problem.code for problem in asked.problems]


def test_the_same_answers_are_the_same_bytes() -> None:
    assert made(DATA) == workbook()
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01" in archive.read("docProps/core.xml")


def test_every_sheet_is_protected_and_only_answers_are_open() -> None:
    book = load_workbook(io.BytesIO(workbook()))
    asked = ["Headline", "North", "South", "Targets and plan", "Evidence"]
    assert book.sheetnames == ["Start", "Instructions", *asked, "Lists", "Figures"]
    assert book.active.title == "Start"
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == ["Lists", "Figures"]
    for sheet in book:
        assert sheet.protection.sheet, sheet.title
        assert sheet.protection.password is None
    north = book["North"]
    headings = [cell.value for cell in north[1]]
    open_headings = {"Answer", "Evidence", "Note", "Reason for n/a", "Verified by", "Approved by"}
    for row in north.iter_rows(min_row=2):
        unlocked = {heading for heading, cell in zip(headings, row, strict=True) if not cell.protection.locked}
        assert unlocked == open_headings
    headline = by_reference(book["Headline"])
    assert headline["format"]["Value"].protection.locked
    assert not headline["enterprise"]["Value"].protection.locked
    assert not book["Evidence"]["A9"].protection.locked


def test_questions_stand_beside_their_statements_with_fitting_drop_downs() -> None:
    book = load_workbook(io.BytesIO(workbook(None)))
    north = book["North"]
    rows = by_reference(north)
    assert list(rows)[:6] == [
        "alpha",
        "alpha/process",
        "alpha/process/2a",
        "alpha/process/2b",
        "alpha/process/3a",
        "alpha/people",
    ]
    assert rows["alpha/process"]["What it looks like"].value == "1  Nobody knows.\n2  Some know.\n3  All know."
    assert rows["alpha/process/2a"]["What it looks like"].value == "A list of those who know is kept."
    lists = book["Lists"]
    for reference, words in (
        ("alpha/process/2a", ["no", "half", "yes", "n/a", "unknown"]),
        ("alpha", [1, 2, 3, "n/a"]),
    ):
        answer = rows[reference]["Answer"]
        [rule] = [rule for rule in north.data_validations.dataValidation if answer.coordinate in rule.sqref]
        sheet, area = rule.formula1.split("!")
        assert sheet == "Lists"
        assert [cell.value for [cell] in lists[area.replace("$", "")]] == words
    assert rows["alpha/process/2a"]["Answer"].value is None


def test_levels_are_numbers_dates_are_dates_and_text_is_text() -> None:
    data = DATA | {"enterprise": "=1+1", "period": "#N/A", "owners": {"alpha": "@SUM(A1)"}}
    book = load_workbook(io.BytesIO(workbook(data)))
    assert by_reference(book["North"])["alpha/people"]["Answer"].value == 2
    day = by_reference(book["Evidence"])["charter"]["Date"]
    assert (day.is_date, day.value.isoformat()[:10]) == (True, "2026-03-01")
    headline = {name: row["Value"] for name, row in by_reference(book["Headline"]).items()}
    for cell, text in ((headline["enterprise"], "=1+1"), (headline["period"], "#N/A")):
        assert (cell.data_type, cell.value, cell.number_format) == ("s", text, "@")
    assert headline["enterprise"].quotePrefix


def test_rows_may_be_sorted_moved_and_columns_too() -> None:
    book = load_workbook(io.BytesIO(workbook()))
    north, south = book["North"], book["South"]
    rows = [[cell.value for cell in row] for row in north.iter_rows()]
    order = list(range(len(rows[0])))
    random.Random(4).shuffle(order)
    body = rows[1:]
    random.Random(5).shuffle(body)
    north.delete_rows(1, north.max_row)
    north.append(["A note above the table"])
    for row in [rows[0], *body]:
        north.append([row[index] for index in order])
    for row in list(south.iter_rows(min_row=2, values_only=True)):
        north.append([dict(zip(rows[0], row, strict=True))[rows[0][index]] for index in order])
    south.delete_rows(2, south.max_row)
    asked = read_workbook(saved(book))
    assert asked.problems == []
    read = understand(asked, tiny())
    assert read.problems == []
    assert same(read.data, DATA)


def test_other_sheets_and_columns_are_mentioned_not_dropped_in_silence() -> None:
    book = load_workbook(io.BytesIO(workbook()))
    book.create_sheet("My notes")["B2"] = "look here"
    book.create_sheet("Empty")
    north = book["North"]
    north.cell(1, 15).value = "Comment"
    north.cell(3, 15).value = "why?"
    north.cell(4, 17).value = "stray"
    asked = read_workbook(saved(book))
    found = [(problem.code, problem.severity.value, problem.place) for problem in asked.problems]
    assert found == [
        ("not-read", "warning", Place("North", 3, 15)),
        ("not-read", "warning", Place("North", 4, 17)),
        ("not-read", "warning", Place("My notes", 1, 1)),
    ]
    assert same(understand(asked, tiny()).data, DATA)


def test_all_problems_are_found_at_once_with_their_cells() -> None:
    raw = workbook()
    changes = {
        ("North", "alpha/process/2a", "Answer"): "fuly",
        ("North", "alpha/process/2b", "Answer"): None,
        ("North", "alpha/process/2b", "Verified by"): "Audit",
        ("North", "alpha/people", "Answer"): "=1+1",
        ("North", "beta", "Reason for n/a"): True,
        ("Evidence", "charter", "Date"): "31.04.2026",
        ("Evidence", "charter", "Valid until"): "soon",
        ("Headline", "capacity", "Value"): "=A1",
        ("Targets and plan", "alpha", "Importance"): "high",
        ("Targets and plan", "alpha", "Left out of plan"): "maybe",
        ("South", "gamma", "Answer"): "3.5",
    }
    changed = edited(raw, changes)
    found = understand(read_workbook(changed), tiny()).problems
    expected = {
        ("unknown-rating", "North", "alpha/process/2a", "Answer"),
        ("answer-missing", "North", "alpha/process/2b", "Answer"),
        ("formula-cell", "North", "alpha/people", "Answer"),
        ("wrong-type", "North", "beta", "Reason for n/a"),
        ("not-a-date", "Evidence", "charter", "Date"),
        ("not-a-date", "Evidence", "charter", "Valid until"),
        ("formula-cell", "Headline", "capacity", "Value"),
        ("wrong-type", "Targets and plan", "alpha", "Importance"),
        ("wrong-value", "Targets and plan", "alpha", "Left out of plan"),
        ("not-a-level", "South", "gamma", "Answer"),
    }
    places = {(code, Place(title, *address(raw, title, *rest))) for code, title, *rest in expected}
    assert {(problem.code, problem.place) for problem in found} == places
    assert len(found) == len(expected)


def test_a_cell_answered_twice_is_a_problem() -> None:
    raw = edited(workbook(), {("North", "alpha", "Answer"): 2, ("North", "alpha/process", "Answer"): "n/a"})
    found = understand(read_workbook(raw), tiny()).problems
    assert [(problem.code, problem.message.split("`")[1]) for problem in found] == [
        ("claim-and-ratings", "alpha/process"),
        ("claim-and-ratings", "alpha"),
    ]


def test_rows_without_reference_twice_or_of_no_question_are_problems() -> None:
    book = load_workbook(io.BytesIO(workbook()))
    north = book["North"]
    headings = [cell.value for cell in north[1]]
    for reference in ("alpha/process/2a", None, "alpha/proces/2a", "alpha/process/9z"):
        row = {"Reference": reference, "Answer": "yes"}
        north.append([row.get(heading) for heading in headings])
    row = {"Reference": "nobody", "Question": "asked", "Kind": "here", "What it looks like": "and nothing is typed"}
    north.append([row.get(heading) for heading in headings])
    asked = read_workbook(saved(book))
    assert codes(asked) == ["duplicate-row", "unknown-reference"]
    found = understand(asked, tiny()).problems[2:]
    assert [problem.code for problem in found] == ["unknown-reference"] * 2
    assert found[0].hint == "did you mean `alpha/process/2a`?"


def test_an_altered_kept_sheet_is_reported_and_may_be_deleted() -> None:
    data = DATA | {"answers": {"alpha": {"process": {"2a": "Y", "2b": None}}}}
    book = load_workbook(io.BytesIO(workbook(data)))
    assert book["Kept"].sheet_state == "hidden"
    book["Kept"]["A2"] = '{"path":1}'
    found = understand(read_workbook(saved(book)), tiny()).problems
    assert [problem.code for problem in found] == ["kept-altered"]
    del book["Kept"]
    read = understand(read_workbook(saved(book)), tiny())
    assert read.problems == []
    assert read.data["answers"] == {"alpha": {"process": {"2a": "yes"}}}


def test_an_edited_answer_is_not_made_what_it_was() -> None:
    data = DATA | {"answers": {"alpha": {"process": {"2a": {"rating": "Y", "note": "one\r\ntwo"}, "2b": None}}}}
    raw = edited(workbook(data), {("North", "alpha/process/2a", "Answer"): "half"})
    read = understand(read_workbook(raw), tiny())
    assert read.data["answers"]["alpha"]["process"] == {"2a": {"rating": "half", "note": "one\r\ntwo"}, "2b": None}
    raw = edited(raw, {("North", "alpha/process/2a", "Note"): "three"})
    read = understand(read_workbook(raw), tiny())
    assert read.data["answers"]["alpha"]["process"]["2a"] == {"rating": "half", "note": "three"}


def test_both_sides_changed_is_told_and_nothing_is_lost() -> None:
    raw = edited(workbook(), {("North", "alpha/process/2a", "Answer"): "no", ("North", "alpha/people", "Answer"): 3})
    now = DATA | {
        "answers": {
            "alpha": {"process": {"2a": "half", "2b": {"rating": "half", "note": "so"}}, "people": 2},
            "gamma": 1,
        }
    }
    read = understand(read_workbook(raw), tiny(), now)
    assert [(problem.code, problem.message.split("`")[1]) for problem in read.problems] == [
        ("changed-on-both-sides", "alpha/process/2a")
    ]
    now["answers"]["alpha"]["process"]["2a"] = "no"  # the same on both sides is no problem
    read = understand(read_workbook(raw), tiny(), now)
    assert read.problems == []
    assert read.data["answers"] == {
        "alpha": {"process": {"2a": "no", "2b": {"rating": "half", "note": "so"}}, "people": 3},
        "gamma": 1,
    }


def test_text_longer_than_a_cell_is_refused_not_cut() -> None:
    for note, units in (("x" * 32_768, "32,768"), ("🎉" * 16_384, "32,768")):
        data = DATA | {"answers": {"alpha": {"process": {"2a": {"rating": "yes", "note": note}}}}}
        _, [problem] = questionnaire(tiny(), data, cells_end=True)
        assert problem.code == "too-long-for-a-cell"
        assert units in problem.message
        assert problem.path == ("answers", "alpha", "process", "2a", "note")
        assert questionnaire(tiny(), data, cells_end=False)[1] == []
    data = DATA | {"answers": {"alpha": {"process": {"2a": {"rating": "yes", "note": "🎉" * 16_383}}}}}
    assert same(understand(read_workbook(workbook(data)), tiny()).data, data)


def test_a_long_text_that_is_kept_takes_several_cells() -> None:
    data = DATA | {"answers": {"alpha": {"process": {"2a": {"rating": "yes", "note": "é\r\n" * 10_000}}}}}
    assert same(understand(read_workbook(workbook(data)), tiny()).data, data)


def test_another_edition_and_other_workbooks_are_refused() -> None:
    asked = read_workbook(workbook())
    assert stamp_problem(asked, tiny()) is None
    problem = stamp_problem(asked, tiny()._replace(edition="2"))
    assert problem is not None
    assert problem.code == "unknown-edition"
    assert "tiny 1" in problem.message
    problem = stamp_problem(read_workbook(saved(Workbook())), tiny())
    assert problem is not None
    assert problem.code == "not-a-questionnaire"


def zipped(parts: dict[str, bytes]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return raw.getvalue()


def with_part(name: str, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        return zipped({part: archive.read(part) for part in archive.namelist()} | {name: data})


SHEET = "xl/worksheets/sheet4.xml"
OPEN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CLOSE = b"</sheetData></worksheet>"
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "not-a-workbook"),
    "text": (lambda: b"standard: btm 1.0\n", "not-a-workbook"),
    "old xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "not-a-workbook"),
    "encrypted": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "not-a-workbook",
    ),
    "cut": (lambda: workbook()[:-200], "not-a-workbook"),
    "another zip": (lambda: zipped({"a.txt": b"a"}), "not-a-workbook"),
    "no sheets": (lambda: zipped({"[Content_Types].xml": b"<Types/>"}), "not-a-workbook"),
    "broken xml": (lambda: with_part(SHEET, OPEN + b"<row><c"), "not-a-workbook"),
    "binary sheet": (lambda: with_part(SHEET, bytes(range(256)) * 50), "not-a-workbook"),
    "bomb": (lambda: with_part("xl/media/x.xml", b"\0" * (LARGEST_UNPACKED + 1)), "too-large"),
    "entities": (lambda: with_part(SHEET, b'<!DOCTYPE a [<!ENTITY b "cccc">]>' + OPEN + CLOSE), "not-a-workbook"),
    "utf-16 entities": (
        lambda: with_part(SHEET, '<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16")),
        "not-a-workbook",
    ),
    "a million elements": (
        lambda: with_part(SHEET, OPEN + b"<row>" + b"<c/>" * 1_000_000 + b"</row>" + CLOSE),
        "too-large",
    ),
}
"""Made where they are used, as some take a second."""


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_one_problem(name: str) -> None:
    make, code = HOSTILE[name]
    asked = read_workbook(make())
    assert codes(asked) == [code]
    assert asked.rows == {}
    assert asked.problems[0].message


def test_a_size_that_lies_is_found_out() -> None:
    raw = bytearray(with_part("xl/media/x.xml", b"\0" * 5_000_000))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = raw.index(signature)
        while raw[at : at + 4] == signature or (at := raw.find(signature, at + 1)) > 0:
            if raw[at + offset : at + offset + 4] == struct.pack("<I", 5_000_000):
                raw[at + offset : at + offset + 4] = struct.pack("<I", 10)
                break
            at = raw.find(signature, at + 1)
    assert codes(read_workbook(bytes(raw))) == ["not-a-workbook"]


def test_far_away_cells_cost_nothing_and_are_told() -> None:
    far = OPEN + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + CLOSE
    asked = read_workbook(with_part(SHEET, far))
    assert all(kind != "questions" or not key.startswith("alpha") for kind, key in asked.rows)
    assert codes(asked) in ([], ["not-read"])
