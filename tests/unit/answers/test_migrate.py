"""Answers carried to a second edition: what is certain moves, everything else is asked, nothing is lost in silence."""

from __future__ import annotations

from typing import Any

import pytest

from btm_cli.answers.edit import REMOVE, Change
from btm_cli.answers.migrate import migrate
from btm_cli.answers.migration import Migration, Moved, Question
from btm_cli.standard.load import load_standard
from btm_cli.standard.model import Standard
from support.editions import write_editions

Editions = tuple[Standard, Standard]


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    folder = tmp_path_factory.mktemp("standard")
    write_editions(folder)
    old, problems = load_standard(f"{folder}/editions/1")
    assert old is not None, problems
    new, problems = load_standard(str(folder))
    assert new is not None, problems
    return old, new


def run(editions: Editions, answers: dict[str, Any], **head: Any) -> Migration:
    return migrate({"standard": "tiny 1", **head, "answers": answers}, *editions)


def asked(migration: Migration) -> dict[str, str]:
    return {question.reference: question.reason for question in migration.questions}


def test_an_id_that_both_have_stays(editions: Editions) -> None:
    found = run(editions, {"alpha": {"process": {"2a": "yes"}}})
    assert found.changes == (Change(("standard",), "tiny 2"),)
    assert found.kept == 1
    assert asked(found) == {
        "alpha/process/2c": "new in this edition, not answered yet",
        "alpha/process/3b": "new in this edition, not answered yet",
        "alpha/process/3c": "new in this edition, not answered yet",
    }


def test_the_same_claim_under_a_new_id_takes_its_answer_along(editions: Editions) -> None:
    said = {"rating": "half", "note": "so"}
    found = run(editions, {"alpha": {"process": {"2b": said}}})
    assert found.moved == (Moved("alpha/process/2b", "alpha/process/3b"),)
    assert found.changes[1:] == (
        Change(("answers", "alpha", "process", "2b"), REMOVE),
        Change(("answers", "alpha", "process", "3b"), said),
    )


def test_an_answer_never_replaces_another(editions: Editions) -> None:
    old, new = editions
    # As if 3b were answered already: only possible in a file that somebody has begun to change.
    found = migrate({"standard": "tiny 1", "answers": {"alpha": {"process": {"2b": "yes", "3b": "no"}}}}, old, new)
    assert found.moved == ()
    assert asked(found)["alpha/process/2b"] == "its claim has changed: see alpha/process/3b"


def test_a_reworded_claim_is_asked_again_with_all_that_was_said(editions: Editions) -> None:
    said = {"rating": "yes", "note": "but one", "evidence": ["minutes", "log"], "verified_by": "Audit"}
    notes = {"alpha/process/3c": "A year counts now.", "alpha/process/2c": "not for what is new"}
    found = migrate({"standard": "tiny 1", "answers": {"alpha": {"process": {"3a": said}}}}, *editions, notes)
    reason = "its claim has changed: it replaces alpha/process/3a"
    [again] = [question for question in found.questions if question.reference == "alpha/process/3c"]
    assert again == Question(
        "alpha/process/3c", reason, "yes", "reworded", "alpha/process/3a", "but one", ("minutes", "log"),
        "A year counts now.",
    )  # fmt: skip
    assert found.changes[1:] == (Change(("answers", "alpha", "process", "3a"), REMOVE),)
    assert {question.reference: question.kind for question in found.questions} == {
        "alpha/process/3c": "reworded",
        "alpha/process/2c": "new",
        "alpha/process/3b": "reworded",  # of 2b, which had no answer
    }


def test_an_n_a_goes_on_with_its_reason_and_is_looked_at_again(editions: Editions) -> None:
    said = {"rating": "n/a", "reason": "no such thing here", "approved_by": "Audit"}
    found = run(editions, {"alpha": {"process": {"3a": said}}})
    assert Change(("answers", "alpha", "process", "3c"), {"rating": "n/a", "reason": "no such thing here"}) in (
        found.changes
    )
    [again] = [question for question in found.questions if question.kind == "still-na"]
    assert (again.reference, again.said, again.note) == ("alpha/process/3c", "n/a", "no such thing here")


def test_the_parts_of_a_split_claim_are_not_left_out_with_it(editions: Editions) -> None:
    found = run(editions, {"alpha": {"people": {"2a": {"rating": "n/a", "reason": "nobody"}}}})
    assert found.changes[1:] == (Change(("answers", "alpha", "people", "2a"), REMOVE),)
    assert {question.kind for question in found.questions} == {"split"}


def test_a_split_claim_is_asked_in_its_parts(editions: Editions) -> None:
    found = run(editions, {"alpha": {"people": {"2a": "half"}}})
    reason = "split from alpha/people/2a"
    assert found.questions == tuple(
        Question(f"alpha/people/{part}", reason, "half", "split", "alpha/people/2a") for part in ("2b", "2c")
    )


def test_a_capability_that_is_gone_goes_everywhere(editions: Editions) -> None:
    found = run(
        editions,
        {"beta": 2},
        scope=["beta", "south"],
        importance={"beta": 5, "alpha": 2},
        target={"state": "lively", "levels": {"beta/process": 3}},
    )
    assert sorted(found.changes[1:], key=lambda change: change.path) == [
        Change(("answers", "beta"), REMOVE),
        Change(("importance", "beta"), REMOVE),
        Change(("scope",), ["south"]),
        Change(("target", "levels", "beta/process"), REMOVE),
    ]
    assert [question.reference for question in found.questions] == ["beta", "beta", "beta/process", "beta"]


def test_a_claimed_level_stays_and_is_asked_where_its_statement_changed(editions: Editions) -> None:
    found = run(editions, {"alpha": {"process": 2}})
    assert (found.kept, asked(found)) == (1, {"alpha/process": "the statement of level 2 has changed"})
    found = run(editions, {"alpha": {"process": {"level": 3}}, "gamma": {"rating": "n/a", "reason": "none"}})
    assert (found.kept, asked(found)) == (2, {})


def test_levels_and_ratings_that_are_gone_are_asked(editions: Editions) -> None:
    old, new = editions
    lower = new._replace(
        levels=new.levels[:2], rating_scale={"no": new.rating_scale["no"], "yes": new.rating_scale["yes"]}
    )
    answers = {"alpha": {"process": {"2a": "half"}, "people": 3}}
    found = migrate({"standard": "tiny 1", "target": 3, "answers": answers}, old, lower)
    assert asked(found)["alpha/process/2a"] == "tiny 2 has no rating `half`"
    assert asked(found)["alpha/people"] == "levels of tiny 2 run from 1 to 2"
    assert asked(found)["target"] == "tiny 2 has no such state or level"


def test_a_file_of_this_edition_needs_nothing(editions: Editions) -> None:
    _, new = editions
    found = migrate({"standard": "tiny 2", "answers": {"alpha": {"process": {"2a": "yes"}}}}, new, new)
    assert (found.changes, found.questions) == ((), ())


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ({"alpha": {"note": "hello"}}, 0),
        ({"alpha": {"process": {"note": "hello"}}}, 0),
        ({"alpha": {"process": {"2a": {"note": "ask Ana"}}}}, 0),
        ({"alpha": {"note": "a", "process": {"note": "b", "2a": "unknown"}}}, 1),
        ({"alpha": {"process": {"2a": {"rating": "Unknown", "note": "asked twice"}}}}, 1),
        ({"alpha": {"process": "unknown", "people": {"rating": "unknown"}}}, 2),
    ],
)
def test_remarks_and_what_is_not_known_stay(editions: Editions, answers: dict[str, Any], kept: int) -> None:
    found = run(editions, answers)
    assert found.changes == (Change(("standard",), "tiny 2"),)
    assert found.kept == kept
    assert {question.kind for question in found.questions} <= {"new", "reworded", "split"}


def test_a_remark_on_a_claim_that_is_gone_is_shown_where_it_is_asked_again(editions: Editions) -> None:
    found = run(editions, {"alpha": {"process": {"3a": {"note": "ask Ana"}}}})
    assert found.changes[1:] == (Change(("answers", "alpha", "process", "3a"), REMOVE),)
    [again] = [question for question in found.questions if question.reference == "alpha/process/3c"]
    assert (again.kind, again.said, again.note, again.was) == ("reworded", "", "ask Ana", "alpha/process/3a")


@pytest.mark.parametrize(
    ("head", "gone"),
    [
        ({"depth": {"beta": "full", "default": "full"}}, ("depth", "beta")),
        ({"depth": "core"}, ("depth",)),
        ({"depth": {"alpha": "core"}}, ("depth", "alpha")),
        ({"terms": {"board": "council"}}, ("terms", "board")),
        ({"target": {"levels": {"alpha": 7}}}, ("target", "levels", "alpha")),
    ],
)
def test_what_else_names_what_the_new_edition_lacks_is_dropped_and_asked(
    editions: Editions, head: dict[str, Any], gone: tuple[str, ...]
) -> None:
    found = run(editions, {}, **head)
    assert found.changes[1:] == (Change(gone, REMOVE),)
    assert [question.reference for question in found.questions] == [gone[-1]]


def test_profiles_that_the_new_edition_lacks_go_and_what_they_left_out_stays(editions: Editions) -> None:
    said = {"rating": "n/a", "reason": "one unit", "profile": "small"}
    found = run(editions, {"alpha": {"process": {"2a": said}, "people": said}}, profiles=["small"])
    assert set(found.changes[1:]) == {
        Change(("profiles",), REMOVE),
        Change(("answers", "alpha", "process", "2a", "profile"), REMOVE),
        Change(("answers", "alpha", "people", "profile"), REMOVE),
    }
    assert found.kept == 2


def test_points_of_an_owner_go_with_all_that_the_owner_has(editions: Editions) -> None:
    found = run(editions, {}, owners={"beta": "Ana", "alpha": "Ben"}, capacities={"ANA": 3, "ben": 2})
    assert found.changes[1:] == (Change(("owners", "beta"), REMOVE), Change(("capacities", "ANA"), REMOVE))
