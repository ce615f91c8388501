"""Where one stands among others."""

from __future__ import annotations

from fractions import Fraction

import pytest

from btm_cli.standard.companion_schema import BenchmarkFile
from btm_cli.voices.benchmark import Profile, among_population, among_published
from support.voices import profile

FIGURES = BenchmarkFile.model_validate(
    {
        "id": "toy",
        "title": "Toy 500",
        "source": "a magazine",
        "year": 2008,
        "population": "large ones",
        "caveats": ["old"],
        "bands": [
            {"name": "low", "from": "2", "below": "3", "share": "0.25"},
            {"name": "mid", "from": "3", "below": "4", "share": "0.5"},
            {"name": "top", "from": "4", "share_below": "0.01"},
        ],
    }
)


@pytest.mark.parametrize(
    ("score", "band", "lower"),
    [
        (None, None, None),
        (Fraction(1), None, None),
        (Fraction(2), "low", Fraction(0)),
        (Fraction(299999, 100000), "low", Fraction(0)),
        (Fraction(3), "mid", Fraction(1, 4)),
        (Fraction(5), "top", Fraction(3, 4)),
    ],
)
def test_a_band_takes_in_its_start_and_leaves_out_its_end(
    score: Fraction | None, band: str | None, lower: Fraction | None
) -> None:
    found = among_published(score, FIGURES)
    assert (found.band.name if found.band else None, found.lower) == (band, lower)
    assert found.caveats == ("old",)


def test_percentiles_need_five_and_count_equals_half() -> None:
    own = profile("own", 3)
    others = [profile(f"p{number}", score) for number, score in enumerate((1, 2, 3, 4, 5))]
    found = among_population(own, others)
    assert found.overall.percentile == Fraction(1, 2)
    assert found.areas[0][1].box is not None
    assert found.areas[0][1].box.median == 3
    found = among_population(own, others[:4])
    assert found.overall.percentile is None
    assert found.overall.box is not None


def test_what_is_not_compared_with_and_why() -> None:
    own = profile("own", 3)
    others = [
        profile("own", 2, digest="another day"),
        profile("copy", 2),
        profile("copy again", 2, digest="digest of copy"),
        profile("old", 2, standard="toy 0.9"),
        profile("empty", None),
        profile("renamed", 3, digest="digest of own"),
    ]
    found = among_population(own, others)
    assert found.count_in == 1
    assert [one.source for one in found.left_out] == [
        "copy again.json",
        "empty.json",
        "old.json",
        "own.json",
        "renamed.json",
    ]


def test_peers_are_near_in_what_both_have_assessed() -> None:
    own = profile("own", 3, 2, 4, None)
    others = [
        profile("near", 3, 3, 4, 1),  # 0 + 1 + 0 over 3
        profile("nearer", 3, "2.5", None, None),  # 0 + 0.5 over 2
        profile("far", 1, 1, 1, 1),  # 2 + 1 + 3 over 3
        profile("one", 3, None, None, 4),  # one of three is not half
    ]
    found = among_population(own, others)
    assert [(one.profile.title, one.distance, one.shared) for one in found.peers] == [
        ("nearer", Fraction(1, 4), 2),
        ("near", Fraction(1, 3), 3),
        ("far", 2, 3),
    ]
    assert [one.ahead for one in found.peers] == [("c1", Fraction(1, 2)), ("c1", 1), None]


def test_the_order_of_files_changes_nothing() -> None:
    others: list[Profile] = [profile(f"p{number}", number % 4 + 1, 2) for number in range(8)]
    own = profile("own", 3, 3)
    assert among_population(own, others) == among_population(own, others[::-1])


def test_a_part_is_compared_with_the_same_part_alone() -> None:
    part, whole = profile("part", 4, scope=("c0",)), profile("whole", 2)
    same = profile("same", 3, scope=("c0",))
    found = among_population(part, [whole, same])
    assert [(one.source, one.reason) for one in found.left_out] == [
        ("whole.json", "it is about the whole standard, and yours is not")
    ]
    assert (found.count_in, found.overall.box and found.overall.box.highest) == (1, 3)
    found = among_population(whole, [part, same, profile("core", 2, depth="core")])
    assert [one.reason for one in found.left_out] == ["it looks at another depth"] + [
        "it is about c0, and yours is not"
    ] * 2
