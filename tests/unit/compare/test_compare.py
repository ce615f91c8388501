"""Comparisons worked out on paper, on the small standard of tests/support.

Its alpha/process has 2a (weight 1), 2b (weight 1/2) and 3a; levels 1 to 3, each criterion at least half and more than
0.85 in all. Process weighs 1 and people 2.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction as F
from pathlib import Path

import pytest

from btm_cli.answers.load import LoadedAnswers, load_answers
from btm_cli.answers.model import CellAnswer, Claimed, Evidence
from btm_cli.compare import compare
from btm_cli.compare.comparison import Causes, Change, Comparison
from btm_cli.compare.side import Side
from btm_cli.files import DiskFiles
from btm_cli.intake.comparing import Assessed, sides
from btm_cli.intake.places import Opened
from btm_cli.standard.load import load_standard
from support import build
from support.small_standard import FILES, changed, write_standard

HEAD = "standard: tiny 1\nenterprise: E\nassessed_on: 2026-06-01\nanswered_by: {name: EA}\n"
Compare = Callable[..., Comparison]


@pytest.fixture
def diff(tmp_path: Path) -> Compare:
    """Compare two answers, given as the lines below the headline; `files` are a second edition's for the new side."""

    def load(name: str, text: str, files: dict[str, str], day: str) -> Assessed:
        folder = tmp_path / name
        standard, problems = load_standard(write_standard(folder / "standard", files))
        assert standard is not None, problems
        path = folder / "answers.yaml"
        path.write_text(HEAD + text, "utf-8")
        loaded, problems = load_answers(path.as_posix(), DiskFiles(), lambda _: standard, [])
        assert isinstance(loaded, LoadedAnswers), problems
        return Assessed(Opened(DiskFiles(), path.as_posix()), loaded, date.fromisoformat(day))

    def run(
        old: str,
        new: str,
        files: dict[str, str] = FILES,
        days: tuple[str, str] = ("2026-06-01", "2026-06-01"),
    ) -> Comparison:
        return compare(*sides(load("old", old, FILES, days[0]), load("new", new, files, days[1])))

    return run


def alpha(process: str, people: str = "") -> str:
    return f"answers: {{alpha: {{process: {process}{', people: ' + people if people else ''}}}}}\n"


def test_a_better_rating_is_answers_at_every_height(diff: Compare) -> None:
    # Before: a(2) = 1 / 1.5 = 2/3. After: level 2 is achieved, nothing of level 3.
    found = diff(alpha("{2a: yes, 2b: no}"), alpha("{2a: yes, 2b: yes}"))
    for movement in (found.overall, found.areas["north"], found.capabilities["alpha"], found.cells["alpha/process"]):
        change = movement.claimed
        assert (change.old, change.new, change.delta) == (F(5, 3), F(2), F(1, 3))
        assert change.causes == Causes(answers=F(1, 3))
        assert change.levels == 1
        assert movement.evidenced.delta == movement.verified.delta == 0
    assert found.regressions == ()
    [part] = found.parts
    assert part.reference == "alpha/process/2b"
    zero = (F(1, 3), F(0), F(0))
    assert part.amounts == {"alpha/process": zero, "alpha": zero, "north": zero, "overall": zero}


def test_scope_and_answers_share_what_they_do_together(diff: Compare) -> None:
    # Process 2 -> 3, and people (twice the weight) newly assessed at 1. With old scope: 2, 3; with the new: 4/3, 5/3.
    found = diff(alpha("2"), alpha("3", "1"))
    assert found.overall.claimed.causes == Causes(scope=F(-1), answers=F(2, 3))
    assert found.overall.delta == F(-1, 3)
    people = found.cells["alpha/people"]
    assert (people.claimed.old, people.claimed.new, people.delta, people.causes) == (None, F(1), None, None)
    assert (people.old_basis, people.new_basis) == ("not-assessed", "claimed")
    # No cell fell, though the whole did; the part of the one that rose is two thirds on the whole.
    assert found.regressions == ()
    assert [(part.reference, part.amounts["overall"][0]) for part in found.parts] == [("alpha/process", F(2, 3))]


def test_time_takes_away_what_answers_have_added(diff: Compare) -> None:
    register = "evidence: {e: {title: E, url: 'https://e', date: 2026-01-01, valid_until: 2026-06-30}}\n"
    old = register + alpha("{level: 2, evidence: [e], verified_by: Audit}")
    new = register + alpha("{level: 3, evidence: [e]}")
    found = diff(old, new, days=("2026-06-01", "2026-07-01"))
    cell = found.cells["alpha/process"]
    assert cell.claimed.causes == Causes(answers=F(1))
    # Evidenced: 2, with new answers 3; when the evidence has expired 1, whatever is claimed.
    assert cell.evidenced.causes == Causes(time=F(-3, 2), answers=F(1, 2))
    # Verified: 2, and 1 as soon as either has changed.
    assert cell.verified.causes == Causes(time=F(-1, 2), answers=F(-1, 2))
    assert [movement.reference for movement in found.regressions] == ["alpha/process"]
    assert found.lapsed == ("e",)


def test_what_is_n_a_is_scope(diff: Compare) -> None:
    # 2b leaves: a(2) = 1, so level 2 is achieved and the score is 2 instead of 5/3.
    found = diff(alpha("{2a: yes, 2b: no}"), alpha("{2a: yes, 2b: {rating: n/a, reason: none here}}"))
    assert found.overall.causes == Causes(scope=F(1, 3))
    # A whole cell that becomes n/a has no score to fall, but it is not passed over.
    gone = diff(alpha("3", "1"), alpha("3", "{rating: n/a, reason: none here}"))
    assert gone.overall.causes == Causes(scope=F(4, 3))
    assert [movement.reference for movement in gone.regressions] == ["alpha/people"]
    assert gone.cells["alpha/people"].new_basis == "n/a"


def test_what_leaves_the_scope_of_the_file_is_scope(diff: Compare) -> None:
    both = "answers: {alpha: 3, beta: 1}\n"
    found = diff(both, "scope: [alpha]\n" + both)
    # Alpha weighs 1 and beta 1/3: (3 + 1/3) / (4/3) = 5/2.
    assert found.overall.causes == Causes(scope=F(1, 2))
    assert found.cells["beta/process"].new_basis == "out-of-scope"
    assert [movement.reference for movement in found.regressions] == ["beta/process"]


def test_a_weight_of_the_next_edition_is_the_standard(diff: Compare) -> None:
    files = changed("north/alpha.yaml", 'weight: "0.5"', "weight: 1")
    same = alpha("{2a: yes, 2b: no}")
    found = diff(same, same, files)
    assert found.overall.causes == Causes(standard=F(3, 2) - F(5, 3))
    assert found.parts == ()
    assert not found.is_empty


def test_a_new_criterion_is_the_standard_whatever_is_answered(diff: Compare) -> None:
    criteria = '{a: {claim: Nobody is missing from the list., effort: "1.5"}, b: {claim: Nobody is on it twice.}}'
    old_criteria = '{a: {claim: Nobody is missing from the list., effort: "1.5"}}'
    files = changed("north/alpha.yaml", old_criteria, criteria)
    before = alpha("{2a: yes, 2b: yes, 3a: yes}")
    # Open or denied, 3b counts 0: level 2 and half of level 3. Fulfilled, nothing changes.
    for answer, part in (("", F(-1, 2)), (", 3b: no", F(-1, 2)), (", 3b: yes", F(0))):
        found = diff(before, alpha(f"{{2a: yes, 2b: yes, 3a: yes{answer}}}"), files)
        assert found.overall.causes == Causes(standard=part)


def test_a_criterion_that_replaces_another_takes_its_answer_along(diff: Compare) -> None:
    files = changed("north/alpha.yaml", 'b: {claim: The list is dated., weight: "0.5"}',
                    'c: {claim: Every list is dated., weight: "0.5", replaces: 2b}')  # fmt: skip
    found = diff(alpha("{2a: yes, 2b: no}"), alpha("{2a: yes, 2c: yes}"), files)
    assert found.overall.causes == Causes(answers=F(1, 3))
    assert [part.reference for part in found.parts] == ["alpha/process/2c"]
    # The same when nothing was done but carrying the answer over.
    assert diff(alpha("{2a: yes, 2b: half}"), alpha("{2a: yes, 2c: half}"), files).overall.causes == Causes()


def test_a_criterion_split_from_another_begins_with_its_answer(diff: Compare) -> None:
    # 2b keeps half its weight, 2c has the other half: the old answer stands for both.
    files = changed(
        "north/alpha.yaml",
        'b: {claim: The list is dated., weight: "0.5"}',
        'b: {claim: The list is dated., weight: "0.25"}\n'
        '        c: {claim: The list is signed., weight: "0.25", split_from: 2b}',
    )
    found = diff(alpha("{2a: yes, 2b: no}"), alpha("{2a: yes, 2b: no, 2c: half}"), files)
    # With the new answer 1.125 / 1.5 of level 2; the old edition has no 2c for it.
    assert found.overall.delta == F(1, 12)
    assert found.overall.causes == Causes(standard=F(1, 24), answers=F(1, 24))


def test_where_a_mixture_has_nothing_assessed_it_counts_half_way(diff: Compare) -> None:
    # The new edition has no alpha/people, all that was assessed; process is all that is assessed now. Old edition and
    # new scope: people 3 (twice) and process 1 = 7/3. New edition and old scope: nothing, so (3 + 1) / 2.
    people = "  people:\n    2: {statement: One knows., criteria: {a: {claim: One person answers for the list.}}}\n"
    files = changed("north/alpha.yaml", people, "")
    found = diff("answers: {alpha: {people: 3}}\n", alpha("1"), files)
    assert found.capabilities["alpha"].causes == Causes(standard=F(-7, 6), scope=F(-5, 6))
    assert found.cells["alpha/people"].new_basis == "absent"
    assert found.regressions == ()  # the standard took it away, not the enterprise


def test_within_a_cell_each_answer_has_its_share(diff: Compare) -> None:
    # With 3a done already: neither 1, 2a alone 5/3, 2b alone 4/3, both 3.
    found = diff(alpha("{2a: no, 2b: no, 3a: yes}"), alpha("{2a: yes, 2b: yes, 3a: yes}"))
    shares = {part.reference: part.amounts["alpha/process"][0] for part in found.parts}
    assert shares == {"alpha/process/2a": F(7, 6), "alpha/process/2b": F(5, 6)}
    assert not any(part.in_order for part in found.parts)


def test_a_claim_and_ratings_are_one_answer(diff: Compare) -> None:
    found = diff(alpha("3"), alpha("{2a: yes, 2b: {rating: n/a, reason: none here}}"))
    assert found.overall.causes == Causes(answers=F(-1))
    assert [part.reference for part in found.parts] == ["alpha/process"]


def test_regressions_come_first_and_by_their_size(diff: Compare) -> None:
    old = "answers: {alpha: {process: 2, people: 3}, beta: {process: 3}, gamma: {process: 1, people: 2}}\n"
    new = "answers: {alpha: {process: 1, people: 1}, gamma: {process: 3, people: 3}}\n"
    found = diff(old, new)
    assert [movement.reference for movement in found.regressions] == ["beta/process", "alpha/people", "alpha/process"]
    assert [movement.worst for movement in found.regressions] == [0, -2, -1]


def test_states_and_levels_move_with_their_names(diff: Compare) -> None:
    found = diff("answers: {alpha: 2, gamma: 2}\n", "answers: {alpha: 3, gamma: 2}\n")
    assert found.states == (("state", "calm", "lively"), ("state_by_score", "calm", "lively"))
    assert found.capabilities["alpha"].claimed.levels == 1
    assert found.overall.claimed.levels == 0


def test_a_word_that_is_worth_less_in_the_next_edition_is_the_standard(diff: Compare) -> None:
    files = changed("standard.yaml", "half: 1/2", "half: 1/3")
    same = alpha("{2a: half, 2b: half}")
    assert diff(same, same, files).overall.causes == Causes(standard=F(-1, 6))


def test_a_word_that_only_one_edition_has_keeps_its_worth(diff: Compare) -> None:
    files = changed("standard.yaml", "{no: 0, half: 1/2, yes: 1}", "{no: 0, third: 1/3, yes: 1}")
    files = files | {"standard.yaml": files["standard.yaml"].replace("every_at_least: half", "every_at_least: third")}
    found = diff(alpha("{2a: half, 2b: half}"), alpha("{2a: third, 2b: third}"), files)
    assert found.overall.causes == Causes(answers=F(-1, 6))


def test_what_is_no_longer_n_a_is_scope_though_the_same_is_rated(diff: Compare) -> None:
    # 2b comes back, open: a(2) = 1 / 1.5, so 5/3 instead of 2.
    found = diff(alpha("{2a: yes, 2b: {rating: n/a, reason: none here}}"), alpha("{2a: yes}"))
    assert found.overall.causes == Causes(scope=F(-1, 3))
    assert found.parts == ()


def test_one_criterion_that_replaces_two_is_one_answer_to_both(diff: Compare) -> None:
    # Old edition: neither 1, both answered by 2c 2. New edition: the old side can't say anything of 2c, so 2 each time.
    files = changed(
        "north/alpha.yaml",
        "a: {claim: A list of those who know is kept., evidence: [the list], effort: 2}\n"
        '        b: {claim: The list is dated., weight: "0.5"}',
        'c: {claim: A dated list is kept., weight: "1.5", replaces: [2a, 2b]}',
    )
    found = diff(alpha("{2a: no, 2b: no}"), alpha("{2c: yes}"), files)
    assert found.overall.causes == Causes(standard=F(1, 2), answers=F(1, 2))
    assert [(part.reference, part.amounts["overall"][0]) for part in found.parts] == [("alpha/process/2c", F(1, 2))]


def test_where_ratings_say_nothing_in_an_edition_the_claim_of_the_other_side_stands(diff: Compare) -> None:
    """All that the first edition asks is n/a; the second asks for 3b as well, which alone is rated."""
    criteria = '{a: {claim: Nobody is missing from the list., effort: "1.5"}'
    files = changed("north/alpha.yaml", criteria, f"{criteria}, b: {{claim: Nobody is on it twice.}}")
    none = "{rating: n/a, reason: none here}"
    rated = alpha(f"{{2a: {none}, 2b: {none}, 3a: {none}, 3b: half}}")
    # Second edition: claimed 1; rated: nothing left of level 2, so 2 + 1/2. First edition: 1, and 1 for what it has no
    # words for. Answers: (0 + 3/2) / 2, and the standard as much.
    found = diff(alpha("1"), rated, files)
    assert (found.overall.claimed.old, found.overall.claimed.new) == (1, F(5, 2))
    assert found.overall.causes == Causes(standard=F(3, 4), answers=F(3, 4))
    assert [(part.reference, part.amounts["overall"][0]) for part in found.parts] == [("alpha/process", F(3, 4))]


def test_where_the_old_side_says_nothing_in_the_new_edition_the_new_claim_stands() -> None:
    """As above, the other way round in time: the second edition has no 3b any more, which alone was rated."""
    day = date(2026, 6, 1)

    def side(said: CellAnswer, *names: str) -> Side:
        standard = build.one_cell(build.cell(*names), levels=(1, 2, 3), edition=str(len(names)), digest=str(len(names)))
        answers = build.answers({"only/process": said}, digest=str(said))
        return Side(standard, answers, day, frozenset(), frozenset())

    # 2 + 1/3 by ratings; the claim is 1 in both editions, and stands in the second one for both sides.
    found = compare(side(build.ratings("2a:- 3a:- 3b:p"), "2a", "3a", "3b"), side(Claimed(1), "2a", "3a"))
    assert (found.overall.claimed.old, found.overall.claimed.new) == (F(7, 3), 1)
    assert found.overall.causes == Causes(standard=F(-2, 3), answers=F(-2, 3))


def climbing(letters: str) -> dict[str, tuple[F, bool]]:
    """What each criterion of level 2 adds when all are met at once, under a level 3 that is met already."""
    standard = build.one_cell(build.cell(*(f"2{letter}" for letter in letters), "3a"), levels=(1, 2, 3))

    def side(word: str) -> Side:
        said = build.ratings(" ".join(f"2{letter}:{word}" for letter in letters) + " 3a:f")
        return Side(standard, build.answers({"only/process": said}, digest=word), build.DAY, frozenset(), frozenset())

    found = compare(side("n"), side("f"))
    return {part.reference[-2:]: (part.amounts["overall"][0], part.in_order) for part in found.parts}


def test_who_is_last_to_come_has_the_step_up_in_order_and_nobody_alone_in_every_order() -> None:
    # From 1 to 3: each adds its part of level 2, and the one that completes it adds level 3 as a whole.
    assert climbing("abcdefgh") == dict.fromkeys([f"2{letter}" for letter in "abcdefgh"], (F(1, 8) + F(1, 8), False))
    # In order and back the last and the first complete it, half of the time each.
    ends = dict.fromkeys(("2a", "2i"), (F(1, 9) + F(1, 2), True))
    assert climbing("abcdefghi") == dict.fromkeys([f"2{letter}" for letter in "abcdefghi"], (F(1, 9), True)) | ends


def test_more_than_eight_answers_in_a_cell_go_in_order_and_back() -> None:
    letters = "abcdefghi"
    standard = build.one_cell(build.cell(*(f"2{letter}" for letter in letters)), levels=(1, 2))
    day = date(2026, 6, 1)

    def side(word: str) -> Side:
        said = build.ratings(" ".join(f"2{letter}:{word}" for letter in letters))
        return Side(standard, build.answers({"only/process": said}, digest=word), day, frozenset(), frozenset())

    found = compare(side("p"), side("f"))
    assert len(found.parts) == 9
    assert all(part.in_order for part in found.parts)
    # All thirds but the last step, where the level is achieved at 1 instead of a(2): it is achieved at 25/27 already.
    assert sum(part.amounts["overall"][0] for part in found.parts) == found.overall.delta == F(2, 3)
    # First and last change places between the two orders; what lies between is worth 2/27 either way.
    assert {part.amounts["overall"][0] for part in found.parts} == {F(2, 27)}


def test_just_eight_answers_in_a_cell_are_taken_in_every_order() -> None:
    letters = "abcdefgh"
    standard = build.one_cell(build.cell(*(f"2{letter}" for letter in letters)), levels=(1, 2))

    def side(word: str) -> Side:
        said = build.ratings(" ".join(f"2{letter}:{word}" for letter in letters))
        return Side(standard, build.answers({"only/process": said}, digest=word), build.DAY, frozenset(), frozenset())

    found = compare(side("p"), side("f"))
    # all alike: each has an eighth of 2 - 4/3
    assert [(part.amounts["overall"][0], part.in_order) for part in found.parts] == [(F(1, 12), False)] * 8


def test_time_alone_takes_evidence_away_and_brings_it() -> None:
    standard = build.one_cell(build.cell("2a"))
    kept, gone, come, late = (build.DAY.replace(month=month) for month in (1, 2, 3, 11))
    entries = {
        name: Evidence(name, day, url="https://x")
        for name, day in {"kept": kept, "gone": gone, "come": come, "late": late}.items()
    }
    old = build.answers({}, evidence={name: entries[name] for name in ("kept", "gone", "come")}, digest="a")
    new = build.answers({}, evidence=entries, digest="b")
    # `late` was registered since: it is judged in its own time, and nothing was gained by waiting for it
    found = compare(
        Side(standard, old, date(2026, 6, 1), frozenset({"kept", "gone"}), frozenset({"kept", "come"})),
        Side(
            standard, new, date(2026, 12, 1), frozenset({"kept", "come", "late"}), frozenset({"kept", "gone", "late"})
        ),
    )
    assert (found.lapsed, found.arrived) == (("gone",), ("come",))


@pytest.mark.parametrize(
    ("change", "fell"),
    [
        (Change(F(3), F(2), 2, 2), True),
        (Change(F(3), F(3), 3, 2), True),  # with weights of 0 a level can fall under the same score
        (Change(F(3), F(2), 2, 3), True),
        (Change(F(3), F(3), 2, 3), False),
        (Change(F(2), F(3), 2, 3), False),
        (Change(None, F(3), None, 3), False),
        (Change(F(3), None, 3, None), False),
    ],
)
def test_what_fell(change: Change, fell: bool) -> None:
    assert change.fell is fell


def test_one_cell_that_moved_is_a_difference() -> None:
    standard = build.one_cell(build.cell("2a"))
    same = Side(standard, build.answers({"only/process": Claimed(2)}), build.DAY, frozenset(), frozenset())
    assert compare(same, same).is_empty
    moved = compare(same, same)
    cell = moved.cells["only/process"]
    moved = moved._replace(cells={"only/process": cell._replace(claimed=cell.claimed._replace(new=F(3)))})
    assert not moved.is_empty
