"""The workbook's first sheet: its formulas, worked out by LibreOffice, say what btm says of the same answers."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from btm_cli.answers.depth import Depth
from btm_cli.exchange.cutting import Counted, Cut
from btm_cli.exchange.estimate import FIGURES, can_estimate
from btm_cli.exchange.questionnaire import questionnaire
from btm_cli.exchange.xlsx_write import write_workbook
from btm_cli.standard.bundled import load_bundled
from btm_cli.writer import flow
from support.answers_files import tiny
from support.libreoffice import converted, needs_libreoffice
from support.profile import examples
from support.run import ROOT, in_process
from support.sheets import by_reference, workbook
from support.small_standard import write_standard

SCORES, RESULTS, WHOLE, ANSWERED = "M", "Q", "AE", "AF"


def figures(path: Path) -> tuple[dict[str, Any], Any, Any]:
    """The result of each cell by reference, the score of the whole, how many cells are answered."""
    sheet = load_workbook(path, data_only=True)[FIGURES]
    results = {
        sheet[f"{SCORES}{row}"].value: sheet[f"{RESULTS}{row}"].value
        for row in range(1, sheet.max_row + 1)
        if sheet[f"{SCORES}{row}"].value
    }
    return results, sheet[f"{WHOLE}1"].value, sheet[f"{ANSWERED}1"].value


def btm(folder: Path, file: str, *more: object) -> dict[str, Any]:
    ran = in_process("assess", file, "--format", "json", *more, cwd=folder)
    assert ran.code == 0, ran.complaint
    return json.loads(ran.text)


def agrees(found: Any, cell: dict[str, Any]) -> bool:
    """Whether a formula says of a cell what btm's JSON does, which has two decimals."""
    if cell["basis"] == "n/a":
        return found == "–"
    if cell["score"] is None:
        return found in (None, "")
    return isinstance(found, int | float) and abs(found - cell["score"]) <= 0.005 + 1e-9


def disagreements(path: Path, card: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    results, whole, answered = figures(path)
    cells = {f"{one['id']}/{cell['id']}": cell for one in card["capabilities"] for cell in one["dimensions"]}
    wrong = [
        (name, results.get(name), cell["score"]) for name, cell in cells.items() if not agrees(results.get(name), cell)
    ]
    score = card["overall"]["score"]
    if not (whole in (None, "") if score is None else abs(whole - score) <= 0.005 + 1e-9):
        wrong.append(("overall", whole, score))
    said = sum(cell["basis"] != "not-assessed" for cell in cells.values())
    return wrong if answered == said else [*wrong, ("answered", answered, said)]


@needs_libreoffice
def test_every_cell_and_the_score_of_the_examples(tmp_path: Path) -> None:
    """Meridian mixes ratings and claims on edition 1.1, Harbor claims, and one quarter is of edition 1.0."""
    files = {"m": "meridian-insurance/2026-Q4", "h": "harbor-foods/answers", "q": "meridian-insurance/2026-Q2"}
    for name, file in files.items():
        path = ROOT / "examples" / f"{file}.yaml"
        assert in_process("export", path, "-o", f"{name}.xlsx", cwd=tmp_path).code == 0
    converted(tmp_path, [f"{name}.xlsx" for name in files], "xlsx")
    for name, file in files.items():
        card = btm(tmp_path, str(ROOT / "examples" / f"{file}.yaml"))
        assert disagreements(tmp_path / "out" / f"{name}.xlsx", card) == []
    assert CalamineWorkbook.from_path(str(tmp_path / "out" / "m.xlsx")).sheet_names[0] == "Start"


@needs_libreoffice
def test_core_claims_are_counted_as_in_a_file_of_depth_core(tmp_path: Path) -> None:
    """One claim a level, rated at random but for n/a; the file has `depth: core`, and so has a blank questionnaire."""
    pick = random.Random(7)
    standard = load_bundled()
    answers: dict[str, Any] = {}
    for capability in standard.ordered_capabilities():
        for dimension, cell in capability.cells.items():
            rated = {
                one.id: pick.choice(["not", "largely", "fully", "fully"]) for one in cell.all_criteria() if one.core
            }
            answers.setdefault(capability.id, {})[dimension] = rated
    head = f"standard: {standard.name}\nenterprise: Acme\nassessed_on: 2026-11-20\ndepth: core\n"
    (tmp_path / "core.yaml").write_text(f"{head}answers: {flow(answers)}\n", "utf-8")
    assert in_process("export", "core.yaml", "-o", "core.xlsx", cwd=tmp_path).code == 0
    assert in_process("export", "--blank", "--depth", "core", "-o", "blank.xlsx", cwd=tmp_path).code == 0
    book = load_workbook(tmp_path / "blank.xlsx")
    for sheet in book.worksheets[3:7]:
        for reference, row in by_reference(sheet).items():
            capability, _, rest = reference.partition("/")
            dimension, _, criterion = rest.partition("/")
            if criterion:
                row["Answer"].value = answers[capability][dimension][criterion]
    by_reference(book["Headline"])["enterprise"]["Value"].value = "Acme"
    book.save(tmp_path / "filled.xlsx")
    converted(tmp_path, ["core.xlsx", "filled.xlsx"], "xlsx")
    card = btm(tmp_path, "core.yaml")
    for name in ("core", "filled"):
        assert disagreements(tmp_path / "out" / f"{name}.xlsx", card) == []
    assert in_process("import", "filled.xlsx", "-o", "new.yaml", cwd=tmp_path).code == 0
    assert "\ndepth: core\n" in (tmp_path / "new.yaml").read_text("utf-8")


RATINGS = ["no", "half", "yes", None, "n/a", "unknown"]


def chosen(pick: random.Random) -> dict[str, Any]:
    """Answers for the small standard at every height, n/a, unknown and open ones among them."""
    criteria = {"alpha/process": ["2a", "2b", "3a"], "alpha/people": ["2a"], "beta/process": ["2a"]}
    answers: dict[str, Any] = {}
    for capability, dimensions in {"alpha": 2, "beta": 2, "gamma": 2}.items():
        whole = pick.choice([None, None, None, 2, {"rating": "n/a", "reason": "none"}])
        if whole is not None:
            answers[capability] = whole
            continue
        for dimension in ("process", "people")[:dimensions]:
            ids = criteria.get(f"{capability}/{dimension}", [])
            said: Any = pick.choice(
                [None, 1, 2, 3, {"rating": "n/a", "reason": "none"}, "unknown", "rate", "rate", "rate"]
            )
            if said == "rate":
                words = {one: pick.choice(RATINGS) for one in ids}
                said = {
                    one: {"rating": word, "reason": "none"} if word == "n/a" else word for one, word in words.items()
                }
                said = {one: word for one, word in said.items() if word is not None}
            if said not in (None, {}) and tiny().cell(capability, dimension) is not None:
                answers.setdefault(capability, {})[dimension] = said
    return answers


@needs_libreoffice
def test_random_answers_to_a_standard_with_weights(tmp_path: Path) -> None:
    """Weights of dimensions, capabilities and criteria, a scale of halves, cells that are not there."""
    write_standard(tmp_path / "tiny")
    cards = {}
    for number in range(examples(48)):
        answers = chosen(random.Random(number))
        name = f"a{number}"
        head = "standard: tiny 1\nenterprise: Acme\nassessed_on: 2026-11-20\n"
        (tmp_path / f"{name}.yaml").write_text(f"{head}answers: {flow(answers)}\n", "utf-8")
        cards[name] = btm(tmp_path, f"{name}.yaml", "--standard", "tiny")
        ran = in_process(
            *("export", f"{name}.yaml", "--depth", "criteria", "--standard", "tiny", "-o", f"{name}.xlsx"), cwd=tmp_path
        )
        assert ran.code == 0, ran.complaint
    converted(tmp_path, [f"{name}.xlsx" for name in cards], "xlsx")
    wrong = {
        name: found for name, card in cards.items() if (found := disagreements(tmp_path / "out" / f"{name}.xlsx", card))
    }
    assert wrong == {}
    assert sum(card["overall"]["score"] is not None for card in cards.values()) > len(cards) * 15 / 24


@needs_libreoffice
def test_what_people_type_is_counted_wherever_the_rows_stand(tmp_path: Path) -> None:
    """2a yes and 2b half: 1.25 of 1.5 is 0.833, not above 0.85, so level 1 and 1.83; the rows are turned around."""
    book = load_workbook(io.BytesIO(workbook(None)))
    rows = by_reference(book["North"])
    for reference, said in (
        ("alpha/process/2a", " Yes"),
        ("alpha/process/2b", "h"),
        ("beta", 3),
        ("alpha/people", "N/A"),
    ):
        rows[reference]["Answer"].value = said
    north = book["North"]
    turned = list(reversed([[cell.value for cell in row] for row in north.iter_rows(min_row=2)]))
    for number, values in enumerate(turned, 2):
        for column, value in enumerate(values, 1):
            north.cell(number, column).value = value
    book.save(tmp_path / "typed.xlsx")
    converted(tmp_path, ["typed.xlsx"], "xlsx")
    results, whole, answered = figures(tmp_path / "out" / "typed.xlsx")
    assert results["alpha/process"] == pytest.approx(1 + 1.25 / 1.5)
    assert (results["alpha/people"], results["beta/process"]) == ("–", 3)
    assert results["gamma/people"] in (None, "")
    assert answered == sum(value not in (None, "") for value in results.values())
    # alpha 1.83 by its one assessed cell, weight 1; beta 3, weight 1/3; the other area is not assessed
    assert whole == pytest.approx((1 + 1.25 / 1.5 + 3 / 3) / (1 + 1 / 3))


@needs_libreoffice
def test_a_flat_standard_is_averaged_flat(tmp_path: Path) -> None:
    """Alpha 3 and gamma 1 weigh 1, beta 1 weighs 1/3: over all, or first alpha and beta, then areas."""
    flat = tiny()._replace(roll_up="flat")
    data = {
        "standard": "tiny 1",
        "enterprise": "Acme",
        "assessed_on": "2026-11-20",
        "answers": {"alpha": 3, "beta": 1, "gamma": 1},
    }
    tables, _ = questionnaire(flat, data, cells_end=True)
    (tmp_path / "flat.xlsx").write_bytes(write_workbook(tables, flat))
    (tmp_path / "area.xlsx").write_bytes(write_workbook(tables, tiny()))
    converted(tmp_path, ["flat.xlsx", "area.xlsx"], "xlsx")
    assert figures(tmp_path / "out" / "flat.xlsx")[1] == pytest.approx((3 + 1 / 3 + 1) / (1 + 1 / 3 + 1))
    assert figures(tmp_path / "out" / "area.xlsx")[1] == pytest.approx(((3 + 1 / 3) / (1 + 1 / 3) + 1) / 2)


@pytest.mark.parametrize(
    ("standard", "counted"),
    [
        (tiny()._replace(level_rule="cumulative"), Counted()),
        (tiny(), Counted(complete=False)),
    ],
)
def test_without_an_estimate_it_shows_progress_only(standard: Any, counted: Counted) -> None:
    assert can_estimate(tiny(), Counted())
    assert not can_estimate(standard, counted)
    tables, _ = questionnaire(tiny(), None, cells_end=True)
    start = load_workbook(io.BytesIO(write_workbook(tables, standard, counted)))["Start"]
    words = [cell.value for row in start.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert "Answered" in words
    assert not any("Score" in word or "Estimate" in word for word in words)
    assert any("✓" in word for word in words)


def sheets(depth: Depth, capabilities: Sequence[str] | None = None) -> Any:
    tables, _ = questionnaire(tiny(), None, cells_end=True, cut=Cut(depth, capabilities))
    return load_workbook(io.BytesIO(write_workbook(tables, tiny())))


def test_the_grid_has_what_is_asked() -> None:
    names = [cell.value for cell in sheets(Depth.capability)["Start"]["A"]]
    assert [name for name in names if name in ("Alpha", "Beta", "Gamma")] == ["Alpha", "Beta", "Gamma"]
    names = [cell.value for cell in sheets(Depth.cell, ["gamma"])["Start"]["A"]]
    assert [name for name in names if name in ("Alpha", "Beta", "Gamma")] == ["Gamma"]


def test_every_sheet_prints_one_page_wide_without_ids_and_marks() -> None:
    book = load_workbook(io.BytesIO(workbook()))
    for sheet in book:
        if sheet.sheet_state == "hidden":
            continue
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight, sheet.page_setup.paperSize) == (1, 0, 9)
        headings = [cell.value for cell in sheet[1]]
        for hidden in {"Reference", "Field", "Kind", "SHA-256", "Exported as"} & set(headings):
            last = sheet.print_area.split(":")[1].replace("$", "").rstrip("0123456789")
            assert headings.index(hidden) >= headings.index(sheet[f"{last}1"].value) + 1
        if "Exported as" in headings:
            assert sheet.print_title_rows == "$1:$1"
    north = by_reference(book["North"])
    assert north["alpha/process"]["Reference"].font.color.rgb.endswith("5A6472")


def test_formulas_stand_on_the_start_and_figures_sheets_alone() -> None:
    hostile = {"standard": "tiny 1", "enterprise": "=1+1", "assessed_on": "2026-11-20", "note": "+2"}
    book = load_workbook(io.BytesIO(workbook(hostile | {"owners": {"alpha": "=cmd|' /C calc'!A0"}})))
    with_formulas = {
        sheet.title for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    }
    assert with_formulas == {"Start", "Figures"}
