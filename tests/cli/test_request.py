"""`btm evidence request`: one list for each who can give it, as a page, data and a workbook."""

from __future__ import annotations

import io
import json

import pytest

from support.run import in_process
from support.wire import assert_written_as_described

MERIDIAN = "examples/meridian-insurance/2026-Q4.yaml"
FIXED = ("evidence", "request", MERIDIAN, "--as-of", "2026-11-24")


def test_every_list_names_whom_it_is_for_and_only_the_next_level() -> None:
    data = json.loads(in_process(*FIXED, "--format", "json").out)
    assert_written_as_described("evidence-request", data)
    card = json.loads(in_process("assess", MERIDIAN, "--as-of", "2026-11-24", "--format", "json").out)
    cells = {
        f"{each['id']}/{cell['id']}": cell["evidenced_level"]
        for each in card["capabilities"]
        for cell in each["dimensions"]
    }
    assert all((one["owner"] is None) != (one["area"] is None) for one in data["lists"])
    asked = [each for one in data["lists"] for each in one["ask"]]
    assert {each["reference"].rpartition("/")[0] for each in asked} <= set(cells)
    for each in asked:
        assert each["level"] == (cells[each["reference"].rpartition("/")[0]] or 1) + 1


def test_one_owner_has_one_list() -> None:
    data = json.loads(in_process(*FIXED, "--owner", "program OFFICE", "--format", "json").out)
    assert [one["owner"] for one in data["lists"]] == ["Program Office"]
    text = in_process(*FIXED, "--owner", "Program Office", "--format", "markdown").text
    assert text.startswith("# Evidence asked for: Meridian Insurance\n")
    assert text.count("\n## ") == 1
    wrong = in_process(*FIXED, "--owner", "Program Offices")
    assert (wrong.code, "did you mean `program office`?" in wrong.complaint) == (2, True)


def test_the_workbook_has_a_sheet_a_list_and_the_same_bytes_every_time(tmp_path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    file = tmp_path / "requests.xlsx"
    assert in_process(*FIXED, "-o", file).code == 0
    lists = json.loads(in_process(*FIXED, "--format", "json").out)["lists"]
    book = openpyxl.load_workbook(io.BytesIO(file.read_bytes()))
    assert [sheet.max_row - 1 for sheet in book.worksheets] == [len(one["ask"]) for one in lists]
    assert [sheet.title for sheet in book.worksheets if sheet.title in ("Program Office", "Controlling")] == [
        "Program Office",
        "Controlling",
    ]
    first = lists[0]["ask"][0]
    assert [cell.value for cell in book.worksheets[0][2]][1] == first["claim"]
    once = file.read_bytes()
    in_process(*FIXED, "-o", file)
    assert file.read_bytes() == once
