"""A consensus as rows: one an item.

In: a `Consensus` and its `Standard`. Out: rows; what single people said has a column for each of them, and none where
they are protected. A level is text here, since a column holds words of ratings as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btm_cli.answers.model import NOT_APPLICABLE
from btm_cli.render.document.safe import visible
from btm_cli.render.voices.consensus_said import word
from btm_cli.render.wire.card import EXTENT
from btm_cli.render.wire.columns import COLUMNS, Column, columns
from btm_cli.render.wire.rows import Layout, Rows, by_standard, extent_of
from btm_cli.standard.model import Standard
from btm_cli.voices.agreement import Item
from btm_cli.voices.consensus import Consensus

SAID_BY = "said_by_*"
SUBJECT = ("enterprise", "unit", "period", "assessed_on", "standard", "edition", *EXTENT)
ITEM = ("reference", "scale", "consensus", "respondents", "lowest", "highest", "said_not_applicable")
AGREEMENT = ("r_wg", "strength", "disagreement", "standing_out")
CONSENSUS = Layout("btm-consensus-items/1", "consensus", columns(*SUBJECT, *ITEM, *AGREEMENT, SAID_BY))


def consensus_rows(found: Consensus, standard: Standard) -> Rows:
    """Every item that somebody has answered, in the standard's order."""
    people = tuple(_said_by(one.name) for one in found.respondents)
    return Rows(CONSENSUS, _rows(found, standard), (by_standard(standard),), people)


def _said_by(respondent: str) -> Column:
    """The column of one of them; visible, so that it is one name in every format."""
    return COLUMNS[SAID_BY]._replace(name=SAID_BY.replace("*", visible(respondent)), like=SAID_BY)


def _rows(found: Consensus, standard: Standard) -> Iterator[tuple[object, ...]]:
    answers = found.answers
    who = (answers.enterprise, answers.unit.name if answers.unit else None, answers.period, answers.assessed_on)
    subject = (*who, standard.id, standard.edition, *extent_of(answers))
    people = range(len(found.respondents))
    for item in found.items:
        said = {voice.respondent: _text(voice.rank, item, standard) for voice in item.voices}
        yield (*subject, *_item(item, found, standard), *(said.get(one) for one in people))


def _item(item: Item, found: Consensus, standard: Standard) -> Sequence[object]:
    ranks = item.ranks
    return (
        item.reference,
        "rating" if item.scale == "rating" else "level",
        _text(item.outcome, item, standard),
        item.speakers,
        _text(min(ranks), item, standard) if ranks else None,
        _text(max(ranks), item, standard) if ranks else None,
        item.not_applicable if item.voices else None,
        item.agreement,
        item.strength,
        item.disagreement,
        tuple(found.respondents[number].name for number in item.standing_out),
    )


def _text(rank: int | None, item: Item, standard: Standard) -> str:
    """What was said as text; n/a in words that data frames do not take for nothing."""
    said = word(rank, item, standard)
    return "not_applicable" if said == NOT_APPLICABLE else str(said)
