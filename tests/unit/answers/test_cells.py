"""A rating of which there is nothing more to say is taken after one look; every other key of an answer has another."""

from __future__ import annotations

from btm_cli.answers.cells import CellAnswers
from btm_cli.answers.model import Rated
from btm_cli.answers.names import Names
from btm_cli.answers.schema import CriterionEntry
from support.firms import STANDARD

TAKEN = {"rating", "evidence", "note", "verified_by"}
"""The keys whose values go into the rating as they are."""
MORE = {"reason": "none here", "approved_by": "Audit", "case": "none", "profile": "single-unit"}


def test_each_key_of_an_answer_goes_into_the_rating_or_has_it_looked_at_again() -> None:
    assert CriterionEntry.model_fields.keys() == TAKEN | MORE.keys()  # a new key belongs to one of the two
    cells = CellAnswers(Names(STANDARD), (), ())
    assert cells._plain(CriterionEntry(rating="F", note="seen")) == Rated("fully", (), None, "seen")
    for key, value in MORE.items():
        assert cells._plain(CriterionEntry.model_validate({"rating": "fully", key: value})) is None, key
