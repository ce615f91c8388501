"""`btm benchmark` as a command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.golden import FOLDER
from support.quick_yaml import load_yaml
from support.run import ROOT, in_process, process
from support.wire import assert_written_as_described

HARBOR = "examples/harbor-foods/answers.yaml"
QUARTERS = [
    *(f"examples/meridian-insurance/2026-Q{quarter}.yaml" for quarter in (1, 2, 3)),
    "tests/cases/editions/2026-Q4.yaml",  # on the edition of the three before
]


def harbor_by_the_quarters_edition(folder: Path) -> Path:
    """Harbor's answers, which are levels and fit every edition, by that of Meridian's quarters."""
    path = folder / "harbor.yaml"
    path.write_text((ROOT / HARBOR).read_text("utf-8").replace("standard: btm 1.1", "standard: btm 1.0"), "utf-8")
    return path


def write_scorecards(folder: Path) -> list[Path]:
    paths = []
    for number, file in enumerate([*QUARTERS, harbor_by_the_quarters_edition(folder)]):
        paths.append(folder / f"{number}.json")
        assert in_process("assess", file, "--format", "json", "--output", paths[-1]).code == 0
    return paths


def compared(*arguments: object, cwd: Path = ROOT) -> dict:
    ran = in_process("benchmark", *arguments, "--format", "json", cwd=cwd)
    assert ran.code == 0, ran.complaint
    data: dict = json.loads(ran.text)
    assert_written_as_described("benchmark", data)
    return data


@pytest.mark.parametrize("name", ["benchmark-full.txt", "benchmark.json", "benchmark.md"])
def test_every_caveat_is_printed_and_no_earnings_are_promised(name: str) -> None:
    source = load_yaml((ROOT / "standard/benchmarks/baseline-btm-500-2008.yaml").read_text("utf-8"))
    shown = " ".join((FOLDER / name).read_text("utf-8").replace('\\"', '"').split())
    assert len(source["caveats"]) == 7
    for caveat in source["caveats"]:
        assert " ".join(caveat.split()) in shown
    assert "nothing here is a forecast or a promise" in shown


def test_a_screen_gives_the_first_caveat_whole_and_counts_the_others() -> None:
    source = load_yaml((ROOT / "standard/benchmarks/baseline-btm-500-2008.yaml").read_text("utf-8"))
    shown = " ".join((FOLDER / "benchmark.txt").read_text("utf-8").split())
    assert f"{' '.join(source['caveats'][0].split())} 6 more caveats belong to these figures." in shown


def test_the_band_of_a_score_just_above_3() -> None:
    [published] = compared(QUARTERS[3])["published"]
    assert (published["band"], published["share_in_lower_bands"]) == ("Increasing alignment", 0.17)


def test_a_population_of_scorecards_however_it_is_named(tmp_path: Path) -> None:
    paths = write_scorecards(tmp_path)
    harbor = tmp_path / "harbor.yaml"
    by_pattern = compared(harbor, "--population", f"{tmp_path}/*.json")
    by_shell = compared(harbor, "--population", *paths)
    assert by_pattern == by_shell
    population = by_pattern["population"]
    assert population["scorecards"] == 4  # one of the five is the file itself
    assert population["left_out"] == [
        {"file": str(paths[4]), "reason": "it is about the same enterprise, unit and period"}
    ]
    scores = sorted(json.loads(path.read_text("utf-8"))["overall"]["score"] for path in paths[:4])
    assert (population["overall"]["spread"]["lowest"], population["overall"]["spread"]["highest"]) == (
        scores[0],
        scores[-1],
    )
    together = tmp_path / "all.json"
    together.write_text(json.dumps([json.loads(path.read_text("utf-8")) for path in paths[:4]]), "utf-8")
    assert compared(harbor, "--population", together)["population"]["overall"] == population["overall"]


def test_the_nearest_peer_by_the_scorecards_themselves(tmp_path: Path) -> None:
    paths = write_scorecards(tmp_path)[:4]
    own = {one["id"]: one["score"] for one in json.loads((tmp_path / "4.json").read_text("utf-8"))["capabilities"]}
    distances = []
    for path in paths:
        theirs = {one["id"]: one["score"] for one in json.loads(path.read_text("utf-8"))["capabilities"]}
        gaps = [abs(theirs[name] - score) for name, score in own.items()]
        distances.append((round(sum(gaps) / len(gaps), 2), str(path)))
    peers = compared(tmp_path / "harbor.yaml", "--population", *paths)["population"]["peers"]
    assert [(peer["distance"], peer["file"]) for peer in peers] == sorted(distances)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "wrong-type"),
        ("{}", "missing-key"),
        ('{"schema": "btm-scorecard/1"}', "missing-key"),
        ('{"schema": "btm-rollup/1", "units": [{}]}', "missing-key"),
        ("[1]", "wrong-type"),
        ("{", "yaml-syntax"),
        ("answers: {}", "wrong-type"),
    ],
)
def test_what_is_no_scorecard_is_a_problem_with_a_place(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, "utf-8")
    ran = in_process("benchmark", HARBOR, "--population", path)
    assert (ran.code, ran.out) == (3, b"")
    assert f"error[{code}]" in ran.complaint
    assert f"{path}:" in ran.complaint


def test_more_files_without_a_population_are_a_misunderstanding() -> None:
    ran = in_process("benchmark", HARBOR, QUARTERS[0])
    assert (ran.code, "--population" in ran.complaint) == (2, True)


def test_as_a_process() -> None:
    ran = process("benchmark", HARBOR)
    assert ran.code == 0
    assert "Pre-alignment" in ran.text


def test_a_part_is_not_compared_with_figures_for_wholes(tmp_path: Path) -> None:
    part = "standard: btm 1.1\nenterprise: E\nassessed_on: 2026-11-20\nscope: [asset-rationalization]\n"
    (tmp_path / "part.yaml").write_text(part + "answers: {asset-rationalization: 5}\n", "utf-8")
    data = compared("part.yaml", cwd=tmp_path)
    assert (data["score"], data["subject"]["scope"]) == (5, ["asset-rationalization"])
    assert data["published"]
    assert not any(band["here"] for one in data["published"] for band in one["bands"])
    text = " ".join(in_process("benchmark", "part.yaml", cwd=tmp_path).text.split())
    assert "Only in scope: Asset Rationalization (1 of 17 capabilities)." in text
    assert "What is published is about whole enterprises, so this score is in none of the bands." in text
    assert ">>" not in text
    assert "below all of these bands" not in text
