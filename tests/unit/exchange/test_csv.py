"""The CSV form, byte for byte, and files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from btm_cli.exchange.checking import stamp_problem
from btm_cli.exchange.csv_table import read_csv, write_csv
from btm_cli.exchange.kept import same
from btm_cli.exchange.questionnaire import questionnaire, understand
from support.answers_files import tiny
from support.sheets import DATA

GOLDEN = Path(__file__).parent / "questionnaire.csv"
SAID = DATA | {"enterprise": "=1+1", "owners": {"alpha": "'quoted'"}, "period": '"Q4", or so'}


def written() -> bytes:
    return write_csv(questionnaire(tiny(), SAID, cells_end=False)[0]).encode()


def test_it_is_as_kept() -> None:
    assert written() == GOLDEN.read_bytes()


def test_no_field_begins_like_a_formula() -> None:
    assert b",'=1+1," in written()
    assert same(understand(read_csv(written()), tiny()).data, SAID)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"a,b\n1,2\n", "not-a-questionnaire"),
        (b"sheet,reference\x81", "not-utf8"),
        (b'sheet,reference\nquestions,"a"b\n', "not-csv"),
        (b"sheet,reference\nquestions,a\0b\n", "control-character"),
        (b"sheet,reference,answer\nquestions,,yes\n", "unknown-reference"),
        (b"sheet,reference,answer\nanswers,alpha,yes\n", "unknown-reference"),
        (b"sheet,reference,answer\nquestions,alpha,1\nquestions,ALPHA ,2\n", "duplicate-row"),
        (b"sheet,reference,title\nquestions,alpha,title\n", "not-read"),
        (b"sheet,reference,answer\nquestions,alpha,1,2\n", "not-read"),
        (b"sheet,reference,answer\nquestions,alpha,1\n", "column-missing"),
        (b"sheet,reference,answer,Answer \nquestions,alpha,1,2\n", "column-twice"),
        (b"sheet,reference\n" + b"".join(b"questions,%d\n" % number for number in range(20_001)), "too-large"),
    ],
)
def test_what_is_wrong_is_told(raw: bytes, code: str) -> None:
    assert code in [problem.code for problem in read_csv(raw).problems]


def test_a_line_has_no_more_fields_than_a_spreadsheet_has_columns() -> None:
    """Each row cost as much as the first line is long: a file of 10 MB took gigabytes, and minutes."""
    head = b"sheet,reference,answer"

    def wrong(fields: int) -> list[str]:
        problems = read_csv(head + b"," * (fields - 3) + b"\nquestions,alpha,1\n").problems
        return [problem.message for problem in problems if problem.code == "not-csv"]

    assert wrong(16_384) == []
    assert wrong(16_385) == ["this is no CSV: a line with 16,385 fields"]


def test_a_column_twice_counts_where_it_stands_first() -> None:
    asked = read_csv(b"sheet,reference,answer,note,answer\nquestions,alpha,1,x,2\nquestions,beta,,y,3\n")
    said = [asked.rows["questions", name].values for name in ("alpha", "beta")]
    assert [(values.get("answer"), values["note"]) for values in said] == [("1", "x"), (None, "y")]


def test_utf_16_as_some_programs_save_it() -> None:
    assert same(understand(read_csv(written().decode().encode("utf-16")), tiny()).data, SAID)


def test_an_empty_file_is_no_questionnaire() -> None:
    problem = stamp_problem(read_csv(b""), tiny())
    assert problem is not None
    assert problem.code == "not-a-questionnaire"
