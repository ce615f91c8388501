"""Problems as data: everything, at its place, and counted."""

from __future__ import annotations

import csv
import io

from btm_cli.render.problems.wire import problem_rows, problems_data
from btm_cli.render.wire.rows import to_csv
from support.problems import EXPIRED, HOSTILE, TYPO
from support.wire import assert_written_as_described


def test_json_lists_everything_and_counts() -> None:
    data = problems_data([TYPO, EXPIRED], ["answers.yaml", "b.yaml"])
    assert_written_as_described("diagnostics", data)
    assert list(data) == ["schema", "problems", "summary"]
    assert data["schema"] == "btm-diagnostics/1"
    assert [problem["line"] for problem in data["problems"]] == [3, 7]
    assert data["problems"][1] == {
        "code": "unknown-id",
        "severity": "error",
        "message": "there is no capability `aproval`",
        "file": "answers.yaml",
        "line": 7,
        "column": 3,
        "width": 7,
        "source_line": "  aproval: 2",
        "hint": "did you mean `approval-and-prioritization`?",
    }
    assert data["summary"] == {"files": 2, "errors": 1, "warnings": 1, "notes": 0}


def test_rows_say_what_the_data_says() -> None:
    problems = [TYPO, EXPIRED, HOSTILE]
    data = problems_data(problems, [])
    rows = list(csv.DictReader(io.StringIO(to_csv(problem_rows(problems)))))
    assert [
        (row["file"], int(row["line_number"]), int(row["column_number"]), row["code"], row["severity"]) for row in rows
    ] == [(each["file"], each["line"], each["column"], each["code"], each["severity"]) for each in data["problems"]]
    assert [row["hint"] for row in rows] == ["", "did you mean `approval-and-prioritization`?", ""]
    assert rows[2]["message"] == "50 %, two lines \\x1b[31m <b> ]]>"
