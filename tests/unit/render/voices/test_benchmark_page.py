"""A benchmark as a page: bands, caveats, too few to tell, no score to compare."""

from __future__ import annotations

from fractions import Fraction

from btm_cli.answers.model import CellAnswer, Claimed
from btm_cli.render.document.markdown import to_markdown
from btm_cli.render.voices.benchmark_page import benchmark_page
from btm_cli.scoring import assess
from btm_cli.standard.companion_schema import BenchmarkFile
from btm_cli.voices.benchmark import Profile, among_population, among_published, profile_of
from support import build

STANDARD = build.standard(
    {"north": [build.capability("alpha", {"process": build.full_cell()})]},
    dimensions=("process",),
    states=[build.state("early", "1", 1)],
)
FIGURES = BenchmarkFile.model_validate(
    {
        "id": "b",
        "title": "Figures",
        "source": "Somebody, 2008",
        "year": 2008,
        "population": "Large ones.",
        "caveats": ["Take care."],
        "bands": [
            {"name": "middle", "from": 2, "below": "7/2", "share": "1/4"},
            {"name": "high", "from": "7/2", "share_below": "1/100"},
        ],
    }
)


def page(level: int | None, others: tuple[tuple[str, int], ...] | None = None, published: bool = True) -> str:
    cells: dict[str, CellAnswer] = {} if level is None else {"alpha/process": Claimed(level)}
    card = assess(STANDARD, build.answers(cells), frozenset(), build.DAY)
    own = profile_of(card, "own.yaml")
    compared = None
    if others is not None:
        compared = among_population(own, [peer(own, name, score) for name, score in others])
    figures = [among_published(card.overall.numbers.score, FIGURES)] if published else []
    return to_markdown(benchmark_page(card, STANDARD, figures, compared))


def peer(own: Profile, name: str, score: int) -> Profile:
    exact = Fraction(score)
    return own._replace(
        title=name,
        source=f"{name}.json",
        digest=name,
        overall=exact,
        areas={"north": exact},
        capabilities={"alpha": exact},
    )


def test_the_band_is_pointed_at_with_its_caveats() -> None:
    text = page(4)
    assert "Score 4.00 of 5, Early." in text
    assert "|  | 2 to below 3.50 | 25% | middle |" in text
    assert r"| \>\> | 3.50 or more | \<1% | high |" in text
    assert "25% of that sample were in lower bands." in text
    assert "- Take care." in text
    assert "nothing here is a forecast or a promise" in text


def test_below_all_bands_and_without_a_score() -> None:
    assert "The score is below all of these bands." in page(1)
    unscored = page(None)
    assert "Nothing is assessed yet, so there is no score to compare." in unscored
    assert "below all of these bands" not in unscored
    assert "This standard brings no published figures along." in page(1, published=False)


def test_fewer_than_five_have_no_percentiles() -> None:
    four = page(3, (("a", 1), ("b", 2), ("c", 4), ("d", 5)))
    assert "## Among 4 scorecards of your own" in four
    assert "With fewer than 5 there are no percentiles" in four
    assert "| Overall | 3.00 | - |" in four
    # Of 1, 2, 3, 4, 5 two are below 3, and one is equal: (2 + 1/2) / 5.
    five = page(3, (("a", 1), ("b", 2), ("e", 3), ("c", 4), ("d", 5)))
    assert "| Overall | 3.00 | 50 | 1.00 | 2.00 | 3.00 | 4.00 | 5.00 |" in five
    assert "## Among 1 scorecard of your own" in page(3, (("a", 1),))


def test_the_nearest_peers_say_where_they_lead() -> None:
    text = page(3, (("near", 4), ("far", 1)))
    assert "| 1.00 | 4.00 | 1 | near | Alpha, by 1.00 |" in text
    assert "| 2.00 | 1.00 | 1 | far | - |" in text


def test_what_was_not_compared_with_says_why() -> None:
    text = page(3, (("twin", 2), ("twin", 2)))
    assert "- **twin.json:** the same as twin.json" in text
