"""What is uncertain and what runs out (`unknown`, `expire`).

In: `Given`. Out: entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from btm_cli.answers.model import CONVERSATION, CORE, Answers, CellAnswer, Claimed, NotApplicable, Rated
from btm_cli.answers.notes import cited
from btm_cli.planning.dates import months_after
from btm_cli.scoring.ratings import Assurance, Rules
from btm_cli.scoring.rollup import measure_tree
from btm_cli.summary.entry import Entry, Value
from btm_cli.summary.given import Given

if TYPE_CHECKING:
    from btm_cli.standard.model import Standard


def left_out(given: Given) -> Iterator[Entry]:
    """What is left out without approval, and the score if all of that counted as not met."""
    which = tuple(entry.reference for entry in given.card.not_applicable if not entry.approved_by)
    if not which or given.card.overall.numbers.score is None:
        return
    counted = counting(given.standard, given.answers)
    rules = Rules(given.standard)
    tree = measure_tree(given.standard, counted, rules, Assurance(counted, given.valid))
    yield Entry("unknown.unapproved", {"n": len(which), "which": which, "score": tree.overall.score})


def counting(standard: Standard, answers: Answers) -> Answers:
    """The same answers, where what is left out without approval is not met: the lowest rating, the lowest level."""
    cells = {place: _counted(standard, answer) for place, answer in answers.cells.items()}
    whole = {name: said for name, said in answers.capability_not_applicable.items() if said.approved_by}
    return answers._replace(cells=cells, capability_not_applicable=whole)


def _counted(standard: Standard, answer: CellAnswer) -> CellAnswer:
    if isinstance(answer, NotApplicable):
        return answer if answer.approved_by else Claimed(standard.base)
    if isinstance(answer, Claimed):
        return answer
    lowest = Rated(min(standard.rating_scale, key=lambda word: standard.rating_scale[word]))
    return {
        name: lowest if isinstance(said, NotApplicable) and not said.approved_by else said
        for name, said in answer.items()
    }


SOON_MONTHS = 3


def unknown(given: Given) -> Iterator[Entry]:
    """The cells not assessed, the levels out of a conversation, and those that were stated beside rated ones."""
    numbers, counts = given.card.overall.numbers, given.card.overall.counts
    if numbers.score is None:
        return
    opened = given.card.assess_first
    cells = len(given.cells())
    if opened:
        ends: dict[str, Value] = {"low": numbers.low, "high": numbers.high}
        claims = counts.rated_applicable - counts.rated_answered
        rated: dict[str, Value] = {"claims": claims, "of": counts.rated_applicable} if claims else {}
        values: dict[str, Value] = {"open": len(opened), "cells": cells, "which": opened, **ends, **rated}
        yield Entry("unknown.cells.claims" if claims else "unknown.cells", values)
    yield from left_out(given)
    said = [given.answers.cells.get((cell.capability, cell.dimension)) for cell in given.cells()]
    heard = sum(isinstance(answer, Claimed) and answer.source == CONVERSATION for answer in said)
    if heard:
        yield Entry("unknown.heard", {"heard": heard, "assessed": cells - len(opened)})
    if counts.claimed:
        yield Entry("unknown.depth", {"claimed": counts.claimed, "assessed": cells - len(opened)})
    depths = [given.card.depths.get(row.id, given.card.depth) for row in given.capabilities()]
    if CORE in depths:
        whole = depths.count(CORE) == len(depths)
        yield Entry("unknown.core" if whole else "unknown.core.partly", {"n": depths.count(CORE), "caps": len(depths)})


def expire(given: Given) -> Iterator[Entry]:
    """Evidence in use that has run out, and what does within three months, with what that would leave."""
    if given.card.overall.numbers.score is None:
        return
    gone, ending = to_renew(given)
    soon, register = months_after(given.card.as_of, SOON_MONTHS), given.answers.evidence
    if gone:
        yield Entry("expire.gone", {"n": len(gone), "which": tuple(register[key].title for key in gone)})
    if ending:
        which = tuple(register[key].title for key in ending)
        yield Entry("expire.soon", {"n": len(ending), "which": which, "date": soon})
        then = Assurance(given.answers, given.valid.difference(ending))
        left = measure_tree(given.standard, given.answers, Rules(given.standard), then).overall.evidenced
        if left != given.card.overall.numbers.evidenced:
            yield Entry("expire.idle", {"score": left, "date": soon})


def to_renew(given: Given) -> tuple[list[str], list[str]]:
    """The cited keys that have run out, and those that do within three months, each sorted."""
    gone = expired(given.answers, given.card.as_of)
    soon = expired(given.answers, months_after(given.card.as_of, SOON_MONTHS))
    return gone, [key for key in soon if key not in gone]


def expired(answers: Answers, day: date) -> list[str]:
    """The cited keys whose last day is before `day`, sorted."""
    until = {key: answers.evidence[key].valid_until for key in cited(answers)}
    return [key for key, last in until.items() if last is not None and last < day]
