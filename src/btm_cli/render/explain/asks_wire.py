"""The records of an explanation that speak of asks and themes, and what fills them.

In: accounts of asks and themes (`scoring.explanation_accounts`). Out: plain data in fixed key order.
"""

from __future__ import annotations

from typing_extensions import TypedDict

from btm_cli.render.explain.numbers_wire import ExactWire, exact_data
from btm_cli.render.wire.types import record
from btm_cli.scoring.explanation_accounts import AskAccount, Standing, ThemeAccount, ThemedCriterion
from btm_cli.scoring.scorecard import AskScore


@record
class ThemedCriterionWire(TypedDict):
    """A claim that bears a theme; what is open comes first, the cheapest first."""

    reference: str
    said: str | None
    """Its rating, or `claimed`."""
    standing: Standing
    left: ExactWire | None
    """The effort that is missing to meet it in full."""


@record
class AskShareWire(TypedDict):
    """How far one ask of a state is met; shares are 0..1."""

    state: str
    theme: str
    levels: list[int]
    need: ExactWire | None
    share: ExactWire | None
    evidenced_share: ExactWire | None
    verified_share: ExactWire | None
    testable: bool
    met: bool


@record
class AskAccountWire(AskShareWire):
    """An ask with every claim that it counts."""

    criteria: list[ThemedCriterionWire]


@record
class ThemeAccountWire(TypedDict):
    """A theme: what states ask for of it, and every claim that bears it."""

    asks: list[AskShareWire]
    criteria: list[ThemedCriterionWire]


def ask_data(account: AskAccount) -> AskAccountWire:
    """One ask."""
    return {**_share(account.score), "criteria": [_criterion(each) for each in account.criteria]}


def theme_data(account: ThemeAccount) -> ThemeAccountWire:
    """One theme."""
    return {
        "asks": [_share(score) for score in account.asks],
        "criteria": [_criterion(each) for each in account.criteria],
    }


def _share(score: AskScore) -> AskShareWire:
    return {
        "state": score.state,
        "theme": score.theme,
        "levels": list(score.levels),
        "need": exact_data(score.need),
        "share": exact_data(score.share),
        "evidenced_share": exact_data(score.evidenced_share),
        "verified_share": exact_data(score.verified_share),
        "testable": score.testable,
        "met": score.met,
    }


def _criterion(each: ThemedCriterion) -> ThemedCriterionWire:
    return {
        "reference": each.reference,
        "said": each.said or None,
        "standing": each.standing,
        "left": exact_data(each.left),
    }
