"""What consensus, roll-up and benchmark write is exactly what their schemas say."""

from __future__ import annotations

import json

import pytest

from btm_cli.answers.model import Assessor, Claimed, NotApplicable
from btm_cli.render.voices.benchmark_wire import benchmark_data
from btm_cli.render.voices.consensus_wire import consensus_data
from btm_cli.render.voices.rollup_wire import rollup_data
from btm_cli.scoring import assess
from btm_cli.standard.companion_schema import BenchmarkFile
from btm_cli.voices.benchmark import among_population, among_published, profile_of
from btm_cli.voices.consensus import find_consensus
from btm_cli.voices.roll_call import Flag, call_roll
from btm_cli.voices.rollup import roll_up, with_evidence
from support import build
from support.golden import FOLDER
from support.voices import scores, unit
from support.wire import assert_written_as_described

CELLS = {"process": build.full_cell(), "people": build.full_cell()}
STANDARD = build.standard(
    {"north": [build.capability("alpha", CELLS), build.capability("beta", CELLS)]},
    states=[build.state("early", "1", 1), build.state("steady", "3", 2)],
)


@pytest.mark.parametrize("name", ["consensus", "consensus-anonymous", "rollup", "benchmark"])
def test_the_kept_outputs(name: str) -> None:
    data = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    assert_written_as_described(name.removesuffix("-anonymous"), data)


@pytest.mark.parametrize("minimum", [1, 2])
def test_a_consensus_of_words_levels_and_nothing_applicable(minimum: int) -> None:
    said = [
        {"alpha/process": build.ratings("2a:f 2b:l 3a:-"), "beta/process": Claimed(3), "beta/people": Claimed(1)},
        {"alpha/process": build.ratings("2a:n 2b:l"), "beta/process": NotApplicable("none"), "beta/people": Claimed(5)},
    ]
    sides = ("business", "technology")
    files = [build.answers(one, answered_by=Assessor(side, side)) for one, side in zip(said, sides, strict=True)]
    found = find_consensus(STANDARD, files, minimum)
    data = consensus_data(found, STANDARD)
    assert_written_as_described("consensus", data)
    assert data["anonymous"] is (minimum > 1)
    assert [person["side"] for person in data["people"]] == ([] if minimum > 1 else ["business", "technology"])


def test_a_rollup_with_everything_and_with_nothing() -> None:
    units = [unit(name, scores(2), scores(1, evidenced=1)) for name in "abcd"]
    units.append(unit("e", scores(5), scores(None)))
    full = with_evidence(roll_up(STANDARD, call_roll(units)), lambda one: [["Charter"], []])
    flags = (Flag("period-differs", "warning", "odd", "a.yaml"), Flag("duplicate-unit", "error", "two", "b.yaml"))
    for found in (full, roll_up(STANDARD, call_roll([unit("x", scores(None), scores(None))]))):
        assert_written_as_described("rollup", rollup_data(found, STANDARD, flags))
    data = rollup_data(full, STANDARD, flags)
    assert {outlier["side"] for outlier in data["outliers"]} == {"above"}
    assert data["capabilities"][0]["best"] == {"unit": "e", "score": 5.0, "evidenced": 1.0, "evidence": ["Charter"]}


def test_a_benchmark_among_bands_and_peers() -> None:
    answers = build.answers({"alpha/process": Claimed(3), "beta/process": Claimed(2)})
    card = assess(STANDARD, answers, frozenset(), build.DAY)
    own = profile_of(card, "own.yaml")
    others = [
        own._replace(title=f"Peer {n}", digest=str(n), capabilities={"alpha": 5, "beta": 1}) for n in range(5)
    ] + [own]
    figures = BenchmarkFile.model_validate(
        {
            "id": "b",
            "title": "B",
            "source": "S",
            "year": 2008,
            "population": "P",
            "caveats": ["C"],
            "bands": [{"name": "low", "from": 1, "below": 2, "share": "0.25"}, {"name": "high", "from": 2}],
        }
    )
    published = [among_published(card.overall.numbers.score, figures)]
    data = benchmark_data(card, published, among_population(own, others))
    assert_written_as_described("benchmark", data)
    assert_written_as_described("benchmark", benchmark_data(card, [], None))
    assert data["published"][0]["bands"][0]["from"] == 1.0
    assert data["published"][0]["share_in_lower_bands"] == 0.25
    assert data["population"] is not None
    assert data["population"]["overall"]["percentile"] == 50.0  # all five the same: equal ones count half
    assert data["population"]["peers"][0]["ahead_by"] == 2.0
