"""The recipes for data frames as they stand on their pages, on files made by their commands: `pytest -m outside`.

What they print is also worked out by another route: from scorecards, and from the answers as they were typed.
"""

from __future__ import annotations

import doctest
import json
import os
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from support.documents import fences
from support.quick_yaml import load_yaml
from support.run import ROOT, in_process

pytestmark = pytest.mark.outside
MERIDIAN = "examples/meridian-insurance"
UNITS = sorted((ROOT / "examples" / "harbor-foods" / "units").glob("*.yaml"))
QUARTERS = [f"{MERIDIAN}/2026-Q{number}.yaml" for number in range(1, 5)]


@pytest.fixture(scope="module", autouse=True)
def frames() -> None:
    for name in ("pyarrow", "duckdb", "polars", "pandas"):
        pytest.importorskip(name, reason=f"outside: needs {name}, of the extra `frames`")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout's examples, with the files that the pages' commands write."""
    made = tmp_path_factory.mktemp("recipes")
    for name in ("examples", "standard"):
        shutil.copytree(ROOT / name, made / name)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for page in ("recipes", "at-scale"):
        [commands] = [each.body for each in fences(text_of(page)) if "recipe" in each.marks]
        found = {"cwd": made, "env": os.environ | {"PATH": path}}
        ran = subprocess.run(["bash", "-euc", commands], **found, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
    return made


def text_of(page: str) -> str:
    return (ROOT / "docs" / f"{page}.md").read_text("utf-8")


@pytest.mark.parametrize(("page", "fewest"), [("recipes", 18), ("at-scale", 6)])
def test_the_page_s_recipes_print_what_stands_there(
    page: str, fewest: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    tested = doctest.DocTestParser().get_doctest(text_of(page), {}, f"docs/{page}.md", None, 0)
    assert len(tested.examples) >= fewest
    said: list[str] = []
    failed = doctest.DocTestRunner(verbose=False).run(tested, out=said.append).failed
    assert failed == 0, "".join(said)


def card_of(file: str | Path) -> dict[str, Any]:
    ran = in_process("assess", str(file), "--format", "json", cwd=ROOT)
    assert ran.code == 0, ran.complaint
    return json.loads(ran.text)


def cells_of(card: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for capability in card["capabilities"]:
        for cell in capability["dimensions"]:
            yield capability["area"], f"{capability['id']}/{cell['id']}", cell


def printed(page: str, text: str) -> bool:
    """Whether a page shows this as what a recipe prints."""
    return f"\n{text}\n" in text_of(page)


def test_what_has_fallen() -> None:
    fallen = []
    for old, new in pairwise(map(card_of, QUARTERS)):
        if old["standard"] != new["standard"]:
            continue
        before = {one["id"]: one["evidenced"] for one in old["capabilities"]}
        fallen += [
            (new["subject"]["period"], one["id"], before[one["id"]], one["evidenced"])
            for one in new["capabilities"]
            if (one["evidenced"] or 0) < (before[one["id"]] or 0)
        ]
    fallen.sort(key=lambda row: row[3] - row[2])
    assert printed("recipes", str(fallen))


def test_which_cells_are_weakest() -> None:
    points: dict[str, Fraction] = defaultdict(Fraction)
    weights: dict[str, Fraction] = defaultdict(Fraction)
    for file in UNITS:
        weight = Fraction(load_yaml(file.read_text("utf-8"))["unit"]["weight"])
        for _, reference, cell in cells_of(card_of(file)):
            assert cell["basis"] == "claimed"  # levels, so that the rounded score is the score
            points[reference] += weight * Fraction(cell["score"])
            weights[reference] += weight
    means = sorted((points[name] / weights[name], name) for name in points)
    assert printed("recipes", str([(name, mean) for mean, name in means[:2]]))
    assert printed("recipes", str([(name, round(float(mean), 2), len(UNITS)) for mean, name in means[:2]]))


def test_which_share_has_no_evidence() -> None:
    said = load_yaml((ROOT / QUARTERS[3]).read_text("utf-8"))["answers"]
    card = card_of(QUARTERS[3])
    valid = {piece["key"] for piece in card["evidence"] if piece["valid"]}
    bare: Counter[str] = Counter()
    claims: Counter[str] = Counter()
    for area, reference, cell in cells_of(card):
        capability, _, dimension = reference.partition("/")
        answer = said.get(capability)
        if isinstance(answer, dict) and "level" not in answer:  # not claimed as a whole
            answer = answer.get(dimension)
        if cell["basis"] == "claimed":
            claims[area] += cell["answered"]
            bare[area] += cell["answered"] if not cited(answer) & valid else 0
        elif cell["basis"] == "rated":
            given = [each for each in answer.values() if is_rating(each)]
            claims[area] += len(given)
            bare[area] += sum(not cited(each) & valid for each in given)
    most = sorted(claims, key=lambda area: -bare[area] / claims[area])[:2]
    assert printed("recipes", str([(area, bare[area], claims[area]) for area in most]))
    assert printed("recipes", str({area: round(bare[area] / claims[area], 2) for area in most}))


def cited(answer: Any) -> set[str]:
    return set(answer.get("evidence", ())) if isinstance(answer, dict) else set()


def is_rating(answer: Any) -> bool:
    word = answer.get("rating") if isinstance(answer, dict) else answer
    return word is not None and str(word).casefold() not in ("n/a", "unknown")


def test_who_has_the_largest_gaps() -> None:
    owners = load_yaml((ROOT / QUARTERS[3]).read_text("utf-8"))["owners"]
    gaps: dict[str | None, float] = defaultdict(float)
    criteria: Counter[str | None] = Counter()
    for area, reference, cell in cells_of(card_of(QUARTERS[3])):
        if cell["gap"]:
            names = (reference, reference.partition("/")[0], area)
            owner = next((owners[name] for name in names if name in owners), None)
            gaps[owner] += cell["gap"]
            criteria[owner] += len(cell["to_reach_target"])
    most = sorted(gaps, key=lambda owner: -gaps[owner])[:2]
    # Of rounded gaps, so that a sum may be off by a hundredth for each of a few.
    shown = [(None, 3.0, 7), ("Chief Risk Officer", 2.22, 11)]
    assert printed("recipes", str(shown))
    assert [(owner, criteria[owner]) for owner in most] == [(owner, count) for owner, _, count in shown]
    assert [gaps[owner] for owner in most] == pytest.approx([gap for _, gap, _ in shown], abs=0.03)


def test_no_column_is_a_reserved_word_of_sql() -> None:
    duckdb = pytest.importorskip("duckdb")
    from btm_cli.render.wire.columns import COLUMNS

    words = duckdb.sql("SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'").fetchall()
    assert len(words) > 50
    assert {word for (word,) in words} & set(COLUMNS) == set()


def test_every_word_of_a_category_survives_pandas(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    from btm_cli.render.wire.columns import COLUMNS

    words = sorted({word for column in COLUMNS.values() for word in column.words})
    (tmp_path / "words.csv").write_text("\n".join(["word", *words]), "utf-8")
    assert pandas.read_csv(tmp_path / "words.csv").word.tolist() == words
