"""The shipped standard is whole, its pages are fresh, and every code that btm prints has a page."""

from __future__ import annotations

import ast
import csv
import importlib
import random
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

import btm_cli
from btm_cli.files import DiskFiles
from btm_cli.render.browse.page import whole_page
from btm_cli.render.document.markdown import to_markdown
from btm_cli.standard.bundled import load_bundled
from btm_cli.standard.load import load_standard
from btm_cli.standard.model import Cell, Standard
from btm_cli.standard.validate import validate_standard
from support.quick_yaml import load_yaml

CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+|tab|imbalance")
RAISERS = {"Problem", "Diagnostic", "Finding", "coded", "problem", "warn", "_warning", "_report", "unknown"}
"""What makes a diagnostic or a finding: a code is an argument of one of these, or stands alone in an assignment."""


@pytest.fixture(scope="module")
def standard() -> Standard:
    return load_bundled()


def cells(standard: Standard) -> Iterator[Cell]:
    for capability in standard.ordered_capabilities():
        yield from capability.cells.values()


def test_its_shape(standard: Standard) -> None:
    assert [level.level for level in standard.levels] == [1, 2, 3, 4, 5]
    assert [dimension.id for dimension in standard.dimensions] == [
        "process",
        "organization",
        "information",
        "technology",
    ]
    assert [len(area.capabilities) for area in standard.areas] == [4, 4, 4, 5]
    assert len(standard.capabilities) == 17
    assert all(
        set(capability.cells) == {d.id for d in standard.dimensions} for capability in standard.capabilities.values()
    )


def test_every_level_of_every_cell_is_written(standard: Standard) -> None:
    assert sum(len(cell.statements) for cell in cells(standard)) == 340
    for cell in cells(standard):
        assert list(cell.statements) == [1, 2, 3, 4, 5]
        assert list(cell.criteria) == [2, 3, 4, 5]
        assert all(1 <= len(criteria) <= 3 for criteria in cell.criteria.values())


def test_nothing_is_wrong_with_it(root: Path) -> None:
    _, problems = validate_standard((root / "standard").as_posix(), DiskFiles())
    assert [f"{each.location.file}:{each.location.line} {each.code}: {each.message}" for each in problems] == []


def test_its_page_is_fresh(root: Path, standard: Standard) -> None:
    again = "stale: run `btm standard show --format markdown --output docs/standard.md`"
    assert (root / "docs" / "standard.md").read_text("utf-8") == to_markdown(whole_page(standard)), again


def test_its_table_of_effort_is_fresh_and_adds_up(
    root: Path, standard: Standard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(root / "docs"))
    effort = importlib.import_module("make_effort")
    page = effort.page(standard)
    assert (root / "docs" / "effort.md").read_text("utf-8") == page, "stale: run `python docs/make_effort.py`"
    rows = [row.split("|")[-6:-1] for row in page.splitlines() if row.startswith("| ")][1:]
    *single, last = [[Fraction(text.strip()) for text in row] for row in rows]
    assert len(single) == 17 * 4
    assert [sum(column) for column in zip(*single, strict=True)] == last
    assert last[-1] == sum(criterion.effort for cell in cells(standard) for criterion in cell.all_criteria())
    third = sorted(row[1] for row in single)
    twice = third[33] + third[34]  # the median of 68 is the mean of the two in the middle
    reasons = (root / "docs" / "editions" / "1.1-effort-reasons.csv").read_text("utf-8").splitlines()[1:]
    assert len(reasons) == sum(effort > twice for effort in third)
    assert {row.partition(",")[0] for row in reasons} == set(effort.beyond_twice_the_median(standard)[1])
    assert all(len(row.partition(",")[2].split()) >= 20 for row in reasons), "a reason is a sentence"


def words_of(tree: ast.AST) -> Iterator[str]:
    """Every text constant in `tree` that looks like a code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value


def emitted(tree: ast.AST) -> Iterator[str]:
    """The codes that a module's source makes diagnostics or findings of."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in RAISERS:
                for argument in node.args[:2]:
                    yield from words_of(argument) if isinstance(argument, ast.Constant | ast.IfExp) else ()
            for keyword in node.keywords:
                if keyword.arg == "code" and isinstance(keyword.value, ast.Constant | ast.IfExp):
                    yield from words_of(keyword.value)


def test_every_code_has_a_page_and_every_page_a_code(root: Path) -> None:
    # The package that is tested: the checkout's, or an installed wheel's with src/ out of sight.
    texts = [path.read_text("utf-8") for path in sorted(Path(btm_cli.__file__).parent.rglob("*.py"))]
    pages = {path.stem for path in (root / "docs" / "codes").glob("*.md")}
    raises = re.compile(rf"\b(?:{'|'.join(RAISERS)})\(|\bcode=")
    # Only what may speak of a code is parsed: the rest is four modules of five.
    speaking = [text for text in texts if pages & set(re.findall(r'"([a-z0-9-]+)"', text)) or raises.search(text)]
    trees = [ast.parse(text) for text in speaking]
    codes = {code for tree in trees for code in emitted(tree)}
    assert len(codes) >= 40, "the scan finds too little"
    assert codes - pages == set()
    assert pages - {word for tree in trees for word in words_of(tree)} == set()


def test_every_page_opens_with_its_code(root: Path) -> None:
    for path in (root / "docs" / "codes").glob("*.md"):
        text = path.read_text("utf-8")
        assert text.startswith(f"# {path.stem}\n"), path.name
        assert "## What to do" in text, path.name


def test_every_text_of_today_names_a_source_that_was_read(root: Path, standard: Standard) -> None:
    folder = root / "standard" / "today"
    texts = {f"{path.stem}/{cell}" for path in folder.glob("*.yaml") for cell in load_yaml(path.read_text())["cells"]}
    with (folder / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    read = {row["reference"] for row in rows if row["confidence"] == "read"}
    assert all(bool(row["read_on"]) == (row["confidence"] == "read") for row in rows)
    assert {row["reference"] for row in rows} == read == texts
    every = {f"{each.id}/{name}" for each in standard.ordered_capabilities() for name in each.cells}
    assert {f"{cell}/{level}" for cell in every for level in (3, 4)} <= texts


ASKED = ("executive", "auditor", "owner")
LEAST_GRADE = Fraction("4.2")
DRAWS = {
    "1.1-grades.csv": (20261129, (1, 2, 3)),
    "1.1-grades-second.csv": (20261130, (4, 5)),
    "1.1-grades-third.csv": (20261201, (10, 11)),
    "1.1-grades-fourth.csv": (20261202, (15, 16)),
    "1.1-grades-fifth.csv": (20261203, (20, 21)),
    "1.1-grades-sixth.csv": (20261204, (26, 27)),
    "1.1-grades-seventh.csv": (20261205, (34, 35)),
    "1.1-grades-eighth.csv": (20261206, (39, 40)),
    "1.1-grades-ninth.csv": (20261207, (46, 47)),
    "1.1-grades-tenth.csv": (20261208, (49, 50)),
    "1.1-grades-eleventh.csv": (20261210, (73, 74)),
}
"""The seed and the readers of each draw of forty."""
PUBLISHED_DIGESTS = {
    "standard/editions/1.0": "95ccfe42298262460f322a756b698b4301357beff58f0ef4bc7f1d7fb37fc4a6",
    "standard": "743e21fce99ca1af30c59e481d1be5a89b04b001094ed92994399246978c0c14",
}
"""What stood on scorecards when an edition was published: 1.0 before its folder was moved, 1.1 on 2026-11-30."""
PAGES = ("docs/editions/README.md", "standard/CHANGELOG.md", "CHANGELOG.md", "README.md", "standard/standard.yaml")
PUBLISHED = re.compile(r"edition 1\.1 (?:is|was|has been) published|published (?:as )?edition 1\.1|## 1\.1 \(published")
"""Where edition 1.1 could be called published, and what calls it so (`is called published once ...` does not)."""


def graded(root: Path, name: str) -> list[dict[str, str]]:
    with (root / "docs" / "editions" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def calls_it_published(root: Path) -> list[str]:
    """The pages below `root` that call edition 1.1 published."""
    return [page for page in PAGES if PUBLISHED.search(" ".join((root / page).read_text("utf-8").casefold().split()))]


def means_below_the_bar(rows_by_draw: dict[str, list[dict[str, str]]]) -> list[str]:
    """Who has not graded yet in the newest draw, or whose mean there is under 4.2."""
    name = list(DRAWS)[-1]
    columns = [f"reader_{reader}_{asked}" for reader in DRAWS[name][1] for asked in ASKED]
    given = {column: [int(row[column]) for row in rows_by_draw[name] if row[column]] for column in columns}
    return [column for column, grades in given.items() if not grades or Fraction(sum(grades), 40) < LEAST_GRADE]


def test_claims_for_readers_are_drawn_by_lot_and_graded_whole(root: Path, standard: Standard) -> None:
    """docs/editions/README.md says how: a reader grades all forty or none, and low grades have their remark."""
    before = set((root / "tests" / "support" / "published-btm-1.0.txt").read_text("utf-8").split())
    new = {
        f"{capability.id}/{dimension}/{criterion.id}"
        for capability in standard.ordered_capabilities()
        for dimension, cell in capability.cells.items()
        for criterion in cell.all_criteria()
    } - before
    assert len(new) == 132
    for name, (seed, readers) in DRAWS.items():
        rows = graded(root, name)
        assert [row["reference"] for row in rows] == random.Random(seed).sample(sorted(new), 40), name
        assert [row["draw"] for row in rows] == [str(number) for number in range(1, 41)], name
        for column in (f"reader_{reader}_{asked}" for reader in readers for asked in ASKED):
            given = [row[column] for row in rows if row[column]]
            assert set(given) <= {"1", "2", "3", "4", "5"}
            assert len(given) in (0, 40), column
            remark = f"{column.rpartition('_')[0]}_remark"
            low = [row["reference"] for row in rows if row[column] in ("1", "2", "3") and not row[remark]]
            assert low == [], column


def test_an_edition_is_called_published_only_when_every_reader_of_the_newest_draw_is_content(root: Path) -> None:
    below = means_below_the_bar({name: graded(root, name) for name in DRAWS})
    assert not below or calls_it_published(root) == []


def test_every_mean_that_the_page_on_the_grades_states_is_that_of_its_file(root: Path) -> None:
    page = (root / "docs" / "editions" / "README.md").read_text("utf-8")
    stated = re.findall(r"^\| (\d+) \| .*? \| (\d\.\d\d) \| (\d\.\d\d) \| (\d\.\d\d) \|$", page, re.MULTILINE)
    found = []
    for name, (_, readers) in DRAWS.items():
        rows = graded(root, name)
        for reader in readers:
            if all(row[f"reader_{reader}_auditor"] for row in rows):
                sums = [sum(int(row[f"reader_{reader}_{asked}"]) for row in rows) for asked in ASKED]
                hundredths = [(Fraction(each, 40) * 100 + Fraction(1, 2)) // 1 for each in sums]
                found.append((str(reader), *(f"{each // 100}.{each % 100:02}" for each in hundredths)))
    assert stated == found


def test_a_wording_that_was_tried_is_told_with_the_means_of_its_files(root: Path, standard: Standard) -> None:
    page = (root / "docs" / "editions" / "README.md").read_text("utf-8")
    tried, carried = graded(root, "1.1-shorter.csv"), graded(root, "1.1-carried-again.csv")
    new = sorted(row["reference"] for row in graded(root, "1.1-severe.csv"))
    assert [row["reference"] for row in tried] == random.Random(20261209).sample(new, 40)
    old = sorted(row["reference"] for row in graded(root, "1.1-carried.csv"))
    assert [row["reference"] for row in carried] == random.Random(20261209).sample(old, 20)
    compared, alone = (67, 68, 69), (65, 66)
    for column, asked in enumerate(ASKED, start=1):
        given = [
            [
                int(row[f"reader_{reader}_{asked}"])
                for reader in compared
                for row in tried
                if row[f"reader_{reader}_wording"] == wording
            ]
            for wording in ("kept", "shorter")
        ] + [[int(row[f"reader_{reader}_{asked}"]) for reader in alone for row in rows] for rows in (tried, carried)]
        for line, grades in zip(
            ("as they are", "shorter, readers 67", "shorter, readers 65", "twenty of"), given, strict=True
        ):
            stated = re.search(rf"^\| {line}.*$", page, re.MULTILINE)
            assert stated is not None
            hundredths = (Fraction(sum(grades), len(grades)) * 100 + Fraction(1, 2)) // 1
            assert stated.group().split(" | ")[column].rstrip(" |") == f"{hundredths // 100}.{hundredths % 100:02}", (
                line
            )


def test_the_newest_draw_is_told_beside_the_carried_claims_hidden_in_it(root: Path) -> None:
    page = (root / "docs" / "editions" / "README.md").read_text("utf-8")
    new, carried = graded(root, "1.1-grades-eleventh.csv"), graded(root, "1.1-control-eleventh.csv")
    old = sorted(row["reference"] for row in graded(root, "1.1-carried.csv"))
    assert [row["reference"] for row in carried] == random.Random(20261210).sample(old, 20)
    for label, rows in (("forty new claims", new), ("twenty carried claims", carried)):
        for reader in (73, 74):
            stated = re.search(rf"^\| {label}, reader {reader} \| (.*) \|$", page, re.MULTILINE)
            assert stated is not None
            sums = [sum(int(row[f"reader_{reader}_{asked}"]) for row in rows) for asked in ASKED]
            hundredths = [(Fraction(each, len(rows)) * 100 + Fraction(1, 2)) // 1 for each in sums]
            assert stated[1].split(" | ") == [f"{each // 100}.{each % 100:02}" for each in hundredths]
            for row in (row for row in rows if {row[f"reader_{reader}_{asked}"] for asked in ASKED} != {"5"}):
                faults = row[f"reader_{reader}_remark"]
                missing = [x for x in ASKED if row[f"reader_{reader}_{x}"] != "5" and f"{x}:" not in faults]
                assert missing == [], (row["reference"], reader)
    cases = graded(root, "1.1-cases.csv")
    assert [row["reference"] for row in cases if row["claim"] == "new"] == sorted(
        row["reference"] for row in graded(root, "1.1-severe.csv")
    )
    assert all(bool(row["case"]) == (row["auditor"] != "5") for row in cases)
    for kind, mean in (("new", "4.46"), ("carried", "2.93")):
        grades = [int(row["auditor"]) for row in cases if row["claim"] == kind]
        assert f"{(Fraction(sum(grades), len(grades)) * 100 + Fraction(1, 2)) // 1 / 100}" == mean


@pytest.mark.parametrize(
    ("grades", "below"),
    [("4" * 32 + "5" * 8, False), ("4" * 33 + "5" * 7, True), ("", True)],
    ids=["4.2 is enough", "one point less", "nobody has graded"],
)
def test_a_mean_below_the_bar_is_seen(grades: str, below: bool) -> None:
    newest = list(DRAWS)[-1]
    readers = DRAWS[newest][1]
    columns = [f"reader_{reader}_{asked}" for reader in readers for asked in ASKED]
    rows = [dict.fromkeys(columns, grades[row] if grades else "") for row in range(40)]
    assert means_below_the_bar({newest: rows}) == (columns if below else [])


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Edition 1.1 is published.", True),
        ("This is the published edition 1.1.", True),
        ("## 1.1 (published 2027-01-04)", True),
        ("Edition 1.1 is not published yet.", False),
        ("Edition 1.1 is called published once each mean is 4.2.", False),
    ],
)
def test_what_calls_an_edition_published(tmp_path: Path, line: str, published: bool) -> None:
    for page in (
        "docs/editions/README.md",
        "standard/CHANGELOG.md",
        "CHANGELOG.md",
        "README.md",
        "standard/standard.yaml",
    ):
        (tmp_path / page).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / page).write_text("nothing\n", "utf-8")
    (tmp_path / "standard" / "CHANGELOG.md").write_text(line + "\n", "utf-8")
    assert calls_it_published(tmp_path) == (["standard/CHANGELOG.md"] if published else [])


@pytest.mark.parametrize(("folder", "digest"), PUBLISHED_DIGESTS.items())
def test_a_published_edition_never_changes(root: Path, folder: str, digest: str) -> None:
    """standard/CHANGELOG.md, edition policy 1: corrections, however small, wait for the next edition."""
    found, problems = load_standard(str(root / folder))
    assert found is not None, problems
    assert found.digest == digest


def test_every_id_ever_published_stays_known(root: Path, standard: Standard) -> None:
    """Ids of criteria are never reused or lost (standard/CHANGELOG.md): each is there, or something names it."""
    known = set()
    for capability in standard.ordered_capabilities():
        for dimension, cell in capability.cells.items():
            here = f"{capability.id}/{dimension}"
            for criterion in cell.all_criteria():
                former = (*criterion.replaces, *([criterion.split_from] if criterion.split_from else []))
                known |= {f"{here}/{criterion.id}", *(name if "/" in name else f"{here}/{name}" for name in former)}
    dropped = set(re.findall(r"`([a-z-]+/[a-z-]+/\d+[a-z])`", (root / "standard" / "CHANGELOG.md").read_text("utf-8")))
    lists = sorted((root / "tests" / "support").glob("published-btm-*.txt"))
    assert lists
    for published in lists:
        assert set(published.read_text("utf-8").split()) - known - dropped == set(), published.name
    assert f"published-btm-{standard.edition}.txt" in {path.name for path in lists}, "keep a list of this edition's ids"
