"""What several people's answers come to (formats.md, Responses)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from btm_cli.answers.model import Answers, Assessor, CellAnswer, Claimed, Evidence, NotApplicable, Rated, Target
from btm_cli.voices.consensus import Consensus, find_consensus
from support import build

STANDARD = build.standard(
    {
        "north": [
            build.capability("alpha", {"process": build.full_cell(), "people": build.full_cell()}),
            build.capability("beta", {"process": build.full_cell(), "people": build.full_cell()}, weight=2),
        ]
    }
)
NO = NotApplicable("none here")


def person(name: str, cells: dict[str, CellAnswer] | None = None, side: str | None = None, **changes: Any) -> Answers:
    return build.answers(cells or {}, answered_by=Assessor(name, side), **changes)


def consensus(*said: CellAnswer | None, place: str = "alpha/process", minimum: int = 1, **changes: Any) -> Consensus:
    """The consensus of people called 0, 1, 2, ..., who say this of one cell."""
    files = [person(str(number), {place: one} if one is not None else {}, **changes) for number, one in enumerate(said)]
    return find_consensus(STANDARD, files, minimum)


def verdict(*said: CellAnswer | None, **changes: Any) -> CellAnswer | None:
    return consensus(*said, **changes).answers.cells.get(("alpha", "process"))


def words(*said: CellAnswer | None) -> dict[str, str]:
    answer = verdict(*said)
    assert isinstance(answer, dict)
    return {name: one.rating if isinstance(one, Rated) else "n/a" for name, one in answer.items()}


@pytest.mark.parametrize(
    ("said", "median"),
    [
        ("f", "fully"),
        ("fn", "not"),
        ("nfl", "largely"),
        ("ffnn", "not"),
        ("pplf", "partially"),
        ("plff", "largely"),
    ],
)
def test_a_criterion_takes_the_lower_median(said: str, median: str) -> None:
    assert words(*(build.ratings(f"2a:{letter}") for letter in said)) == {"2a": median}


def test_who_has_not_answered_a_criterion_has_no_voice_on_it() -> None:
    assert words(build.ratings("2a:f 2b:f"), build.ratings("2a:n"), build.ratings("2a:l")) == {
        "2a": "largely",
        "2b": "fully",
    }


@pytest.mark.parametrize(
    ("said", "result"), [("-", "n/a"), ("-f", "fully"), ("--f", "n/a"), ("--ff", "fully"), ("--fn-", "n/a")]
)
def test_a_criterion_is_not_applicable_by_majority_only(said: str, result: str) -> None:
    assert words(*(build.ratings(f"2a:{letter}") for letter in said)) == {"2a": result}


def test_a_cell_is_not_applicable_by_majority_only() -> None:
    ratings = build.ratings("2a:f")
    assert isinstance(verdict(NO, NO, ratings), NotApplicable)
    assert words(NO, ratings) == {"2a": "fully"}
    # Whoever leaves out the cell leaves out its criteria: of 2b two say so, one does not.
    assert words(NO, NO, build.ratings("2a:f 2b:f"), build.ratings("2a:f")) == {"2a": "fully", "2b": "n/a"}


def test_reasons_are_kept_once_each_and_an_approval_if_it_is_the_same() -> None:
    one, other = NotApplicable("no shops", "Audit"), NotApplicable("no branches", "Audit")
    assert verdict(one, other, one) == NotApplicable("no shops; no branches", "Audit")
    assert verdict(one, NotApplicable("no shops")) == NotApplicable("no shops")


@pytest.mark.parametrize(("said", "level"), [((3,), 3), ((1, 4), 1), ((2, 5, 4), 4), ((2, 3, 3, 5), 3)])
def test_claims_take_the_lower_median(said: tuple[int, ...], level: int) -> None:
    assert verdict(*map(Claimed, said)) == Claimed(level)


def test_mixed_depths_meet_at_the_level_of_the_cell() -> None:
    # Ratings reach level 3 by the standard's rules; with 4 and 2 the middle is 3.
    reached = build.ratings("2a:f 2b:f 3a:f 3b:f 4a:n")
    assert verdict(reached, Claimed(4), Claimed(2)) == Claimed(3)
    assert verdict(reached, Claimed(4), NO) == Claimed(3)
    assert isinstance(verdict(reached, Claimed(4), NO, NO, NO), NotApplicable)


def test_ratings_that_are_all_not_applicable_are_a_cell_that_is_not() -> None:
    names = [f"{level}{letter}" for level in (2, 3, 4, 5) for letter in "ab"]
    nothing = build.ratings(" ".join(f"{name}:-" for name in names))
    assert isinstance(verdict(nothing, nothing, Claimed(3)), NotApplicable)
    assert verdict(build.ratings("2a:-"), Claimed(3)) == Claimed(3)  # that one tells nothing yet


def test_a_whole_capability_stays_one_where_all_say_so() -> None:
    files = []
    for name, level in (("a", 2), ("b", 4), ("c", 3)):
        claim = Claimed(level, whole_capability=True)
        files.append(person(name, {"alpha/process": claim, "alpha/people": claim}))
    found = find_consensus(STANDARD, files)
    assert found.answers.cells["alpha", "people"] == Claimed(3, whole_capability=True)
    assert [item.reference for item in found.items] == ["alpha"]
    split = [*files, person("d", {"alpha/process": Claimed(1), "alpha/people": Claimed(5)})]
    found = find_consensus(STANDARD, split)
    assert found.answers.cells["alpha", "process"] == Claimed(2)
    assert found.answers.cells["alpha", "people"] == Claimed(3)


def test_a_whole_capability_is_not_applicable_by_majority() -> None:
    nothing = {"alpha/process": NO, "alpha/people": NO}
    out = [person(name, nothing, capability_not_applicable={"alpha": NO}) for name in "ab"]
    rated = person("c", {"alpha/process": Claimed(3)})
    found = find_consensus(STANDARD, [*out, rated])
    assert found.answers.capability_not_applicable == {"alpha": NO}
    assert [voice.rank for voice in found.items[0].voices] == [None, None, 3]
    found = find_consensus(STANDARD, [out[0], rated])
    assert found.answers.capability_not_applicable == {}
    assert found.answers.cells == {("alpha", "process"): Claimed(3), ("alpha", "people"): NO}


def test_what_backs_a_lower_rating_does_not_back_the_result() -> None:
    evidence = {key: Evidence(key, date(2026, 1, 1), url="https://x.example") for key in ("low", "mid", "high")}
    said = [
        {"2a": Rated("not", ("low",), "Audit", "thin")},
        {"2a": Rated("largely", ("mid",), "Audit")},
        {"2a": Rated("fully", ("high",), "Reviewer", "sound")},
    ]
    answer = verdict(*said, evidence=evidence)
    assert answer == {"2a": Rated("largely", ("mid", "high"), "Audit", "thin / sound")}


def test_no_respondent_verifies_the_consensus() -> None:
    evidence = {"log": Evidence("Log", date(2026, 1, 1), url="https://x.example")}
    one = {"2a": Rated("fully", ("log",), " ONE ")}
    files = [person(name, {"alpha/process": one}, evidence=evidence) for name in ("One", "Two")]
    found = find_consensus(STANDARD, files)
    assert found.answers.cells["alpha", "process"] == {"2a": Rated("fully", ("log",))}
    assert found.answers.answered_by == Assessor("consensus of 2", None, ("One", "Two"))


def test_ratings_beside_claims_bring_evidence_only_if_it_covers_them() -> None:
    evidence = {"log": Evidence("Log", date(2026, 1, 1), url="https://x.example")}
    covered = build.ratings("2a:f 2b:f", evidence=("log",))
    assert verdict(covered, Claimed(2), evidence=evidence) == Claimed(2, ("log",))
    half = {**covered, "2b": Rated("fully")}
    assert verdict(half, Claimed(2), evidence=evidence) == Claimed(2)


def test_equal_keys_with_different_content_are_renamed() -> None:
    def log(title: str) -> dict[str, Evidence]:
        return {"log": Evidence(title, date(2026, 1, 1), url="https://x.example")}

    files = [
        person(name, {"alpha/process": {"2a": Rated("fully", ("log",))}}, evidence=log(title))
        for name, title in (("a", "May"), ("b", "June"), ("c", "May"))
    ]
    found = find_consensus(STANDARD, files)
    assert {key: entry.title for key, entry in found.answers.evidence.items()} == {"log": "May", "log-2": "June"}
    assert found.answers.cells["alpha", "process"] == {"2a": Rated("fully", ("log", "log-2"))}


def test_settings_hold_where_all_who_name_them_agree() -> None:
    aim = Target(level=3)
    files = [
        person("a", target=aim, owners={"alpha": "PMO", "beta": "CIO"}, importance={"alpha": 5}, period="2026-Q4"),
        person("b", target=aim, owners={"alpha": "PMO", "beta": "CFO"}, importance={"alpha": 2}, period="2026-Q3"),
        person("c", assessed_on=date(2026, 11, 22), importance={"alpha": 4}),
    ]
    found = find_consensus(STANDARD, files)
    assert found.answers.target == aim
    assert found.answers.owners == {"alpha": "PMO"}
    assert found.answers.importance == {"alpha": 4}
    assert found.answers.period is None
    assert found.answers.assessed_on == date(2026, 11, 22)
    assert found.differ == ("assessed_on", "period", "owners")


def test_where_scopes_differ_everybody_counts_in_his_own() -> None:
    cells = {"alpha/process": Claimed(4), "beta/process": Claimed(4)}
    files = [person("a", cells, scope=("alpha",)), person("b", {"beta/process": Claimed(2)}, scope=("beta",))]
    found = find_consensus(STANDARD, files)
    assert found.answers.scope == ("alpha", "beta")
    assert found.answers.cells == {("alpha", "process"): Claimed(4), ("beta", "process"): Claimed(2)}


def test_the_perception_gap_comes_largest_first() -> None:
    # alpha: business (4 + 3) / 2, technology 3: 0.5. beta: 1 against 3: -2.
    files = [
        person("a", {"alpha/process": Claimed(4), "beta/process": Claimed(1)}, "business"),
        person("b", {"alpha/process": Claimed(3)}, "business"),
        person("c", {"alpha/process": Claimed(3), "beta/process": Claimed(3)}, "technology"),
        person("d", {"alpha/process": Claimed(5)}, "independent"),
    ]
    gaps = find_consensus(STANDARD, files).gaps
    assert [(gap.capability, gap.gap) for gap in gaps] == [("beta", -2), ("alpha", Fraction(1, 2))]
    assert (gaps[1].business_voices, gaps[1].technology_voices) == (2, 1)


def test_the_agenda_is_disagreement_by_weight() -> None:
    # Levels 1 and 5 of five options: variance 8 over 2, so 4; 2 and 4: 2 over 2, so 1. Importance 3 unless given;
    # beta weighs 2 in the standard: 4 * 3 = 12 against 1 * 5 * 2 = 10.
    said = [
        person("a", {"alpha/process": Claimed(1), "beta/process": Claimed(2)}, importance={"beta": 5}),
        person("b", {"alpha/process": Claimed(5), "beta/process": Claimed(4)}),
    ]
    found = find_consensus(STANDARD, said)
    assert [(item.reference, item.priority) for item in found.agenda] == [("alpha/process", 12), ("beta/process", 10)]


def test_a_split_on_whether_it_applies_is_a_disagreement() -> None:
    # One of two: 4 * 1/2 * 1/2 = 1, times importance 3. One of four: 3/4.
    [item] = consensus(NO, Claimed(3)).agenda
    assert (item.disagreement, item.priority) == (1, 3)
    [item] = consensus(NO, Claimed(3), Claimed(3), Claimed(3)).agenda
    assert item.disagreement == Fraction(3, 4)


def test_a_criterion_weighs_its_share_of_the_level() -> None:
    [item] = consensus(build.ratings("2a:f"), build.ratings("2a:n")).agenda
    assert item.weight == Fraction(3, 2)  # importance 3, one of two criteria of level 2


def test_who_stands_out_and_who_leans_where() -> None:
    found = consensus(Claimed(1), Claimed(3), Claimed(4), Claimed(3))
    [item] = found.items
    assert item.standing_out == (0,)
    assert [(one.standing_out, one.lean) for one in found.respondents] == [(1, -2), (0, 0), (0, 1), (0, 0)]


def test_alpha_over_levels_and_over_ratings() -> None:
    # Levels by claim: (1, 1), (1, 2) give 0, as in test_agreement; ratings agree on one word only, so none exists.
    files = [
        person("a", {"alpha/process": Claimed(1), "beta/process": Claimed(1)}),
        person("b", {"alpha/process": Claimed(1), "beta/process": Claimed(2)}),
    ]
    overall = find_consensus(STANDARD, files).agreement[0]
    assert (overall.reference, overall.levels, overall.ratings) == ("overall", 0, None)
    # 2a: f f, 2b: f n: the same shape.
    overall = consensus(build.ratings("2a:f 2b:f"), build.ratings("2a:f 2b:n")).agreement[0]
    assert overall.ratings == 0


def test_a_capability_claimed_as_a_whole_is_one_item_of_alpha_not_one_a_cell() -> None:
    def whole(name: str, alpha: int, beta: int) -> Answers:
        levels = {"alpha": alpha, "beta": beta}
        return person(
            name, {f"{c}/{d}": Claimed(levels[c], whole_capability=True) for c in levels for d in ("process", "people")}
        )

    # Items (1, 1) and (1, 2) as by hand in test_agreement: 0. Cell by cell they would be four items, and more than 0.
    overall, area, *each = find_consensus(STANDARD, [whole("a", 1, 1), whole("b", 1, 2)]).agreement
    assert (overall.levels, area.levels, overall.items) == (0, 0, 2)
    assert [one.levels for one in each] == [None, None]  # one item alone has no alpha


class TestProtection:
    def group(self, *levels: int | None, minimum: int = 5) -> Consensus:
        return consensus(*(NO if level is None else Claimed(level) for level in levels), minimum=minimum)

    def test_nobody_is_named(self) -> None:
        found = self.group(1, 2, 3, 4, 5)
        assert found.respondents == ()
        assert found.answers.answered_by == Assessor("consensus of 5")
        assert [(item.outcome, item.voices, item.standing_out) for item in (*found.items, *found.agenda)] == [
            (3, (), ())
        ] * 2

    def test_what_too_few_have_answered_is_left_open(self) -> None:
        found = consensus(*[Claimed(2)] * 4, None, minimum=5)
        assert (found.items, found.agenda, found.answers.cells) == ((), (), {})
        assert found.too_few == ("alpha/process",)
        assert found.agreement[0].levels is None

    def test_a_few_who_say_it_does_not_apply_count_as_if_they_were_silent(self) -> None:
        assert self.group(1, 2, 3, 4, 5, None).items == self.group(1, 2, 3, 4, 5).items

    def test_a_few_ranks_are_not_told_beside_many_who_say_it_does_not_apply(self) -> None:
        [one], [other] = self.group(*[None] * 5, 1, 5).items, self.group(*[None] * 5, 3, 3).items
        assert one == other
        assert (one.outcome, one.agreement, one.strength, one.disagreement) == (None, None, None, None)

    def test_four_ranks_are_too_few_even_if_five_have_spoken(self) -> None:
        assert self.group(1, 2, 3, 4, None).too_few == ("alpha/process",)

    @pytest.mark.parametrize(
        ("business", "technology", "neither", "told"),
        [(5, 5, 0, True), (5, 4, 0, False), (5, 5, 1, False), (5, 5, 5, True), (9, 1, 0, False)],
    )
    def test_a_side_is_told_of_only_if_every_side_is_large_enough(
        self, business: int, technology: int, neither: int, told: bool
    ) -> None:
        sides = ["business"] * business + ["technology"] * technology + [None] * neither
        files = [person(str(n), {"alpha/process": Claimed(3)}, side) for n, side in enumerate(sides)]
        assert bool(find_consensus(STANDARD, files, 5).gaps) is told

    def test_texts_of_single_people_are_left_out(self) -> None:
        answer = verdict(*[{"2a": Rated("fully", note=f"I, {n}, saw it")} for n in range(5)], minimum=5)
        assert answer == {"2a": Rated("fully")}
        answer = verdict(*[NotApplicable(f"reason {n}") for n in range(5)], minimum=5)
        assert isinstance(answer, NotApplicable)
        assert "reason " not in answer.reason

    def test_settings_of_few_are_left_out(self) -> None:
        files = [person(str(n), importance={"alpha": 1}, owners={"alpha": "Me"} if n else {}) for n in range(5)]
        answers = find_consensus(STANDARD, files, 5).answers
        assert (answers.importance, answers.owners) == ({"alpha": 1}, {})


def test_one_approver_and_one_owner_however_they_are_typed() -> None:
    one, other = NotApplicable("none", "N\u00fa\u00f1ez"), NotApplicable("none", "NU\u0301N\u0303EZ")
    assert verdict(one, other) == one
    files = [person("a", owners={"alpha": "B\u00fcro"}), person("b", owners={"alpha": "Bu\u0308ro"})]
    found = find_consensus(STANDARD, files)
    assert (found.answers.owners, found.differ) == ({"alpha": "B\u00fcro"}, ())


def test_who_is_behind_a_consensus_does_not_verify_the_next_one() -> None:
    evidence = {"log": Evidence("Log", date(2026, 1, 1), url="https://x.example")}
    one = {"2a": Rated("fully", ("log",), "n\u00fa\u00f1ez")}
    files = [person(name, {"alpha/process": one}, evidence=evidence) for name in ("Both", "Third")]
    files[0] = files[0]._replace(answered_by=Assessor("Both", None, ("Nu\u0301n\u0303ez", "Ann")))
    found = find_consensus(STANDARD, files)
    assert found.answers.cells["alpha", "process"] == {"2a": Rated("fully", ("log",))}
    assert found.answers.answered_by == Assessor("consensus of 2", None, ("Both", "Nu\u0301n\u0303ez", "Ann", "Third"))


def test_the_depth_that_all_were_asked_at_stays() -> None:
    files = [person(name, depth="core", depths={"beta": "full"}) for name in "ab"]
    found = find_consensus(STANDARD, files)
    assert (found.answers.depth, dict(found.answers.depths), found.differ) == ("core", {"beta": "full"}, ())


@pytest.mark.parametrize(
    ("changes", "differ", "profiles"),
    [
        ({}, (), ()),
        ({"profiles": ("bank",)}, ("profiles",), ()),  # the other was asked by none
        ({"scope": ("alpha",)}, ("scope",), ()),
    ],
)
def test_another_way_of_asking_is_never_mixed_silently(
    changes: dict[str, Any], differ: tuple[str, ...], profiles: tuple[str, ...]
) -> None:
    cells = {"alpha/process": Claimed(2)}
    found = find_consensus(STANDARD, [person("a", cells), person("b", cells, **changes)])
    assert (found.differ, found.answers.profiles, found.answers.scope) == (differ, profiles, ())
    both = find_consensus(STANDARD, [person("a", cells, **changes), person("b", cells, **changes)])
    assert (both.differ, both.answers.profiles) == ((), changes.get("profiles", ()))


def test_different_depths_are_full_and_said() -> None:
    found = find_consensus(STANDARD, [person("a", depth="core"), person("b")])
    assert (found.answers.depth, dict(found.answers.depths), found.differ) == ("full", {}, ("depth",))
