"""How far what a state asks for is met, claim by claim: what is open first, the cheapest first.

In: accounts of asks and themes (`scoring.explanation_accounts`), the standard, its labels. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Column, Paragraph, Table
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.scoring.explanation_accounts import AskAccount, ThemeAccount, ThemedCriterion
from btm_cli.scoring.scorecard import AskScore
from btm_cli.standard.model import Standard


def ask_account(account: AskAccount, standard: Standard) -> Iterator[Block]:
    """One ask of a state: its shares, and every claim that it counts."""
    score = account.score
    theme = next((each.name for each in standard.themes if each.id == score.theme), score.theme)
    yield Paragraph(_share(score), words("explain.ask.title", need=write.percent(score.need), theme=theme))
    yield _claims(account.criteria)


def theme_account(account: ThemeAccount, labels: Labels) -> Iterator[Block]:
    """A theme: each state's ask for it, and every claim that bears it."""
    for score in account.asks:
        yield Paragraph(_share(score), labels.state(score.state))
    yield _claims(account.criteria)


def _share(score: AskScore) -> str:
    if not score.testable:
        return words("explain.ask.untestable")
    return words(
        "explain.ask.met" if score.met else "explain.ask.unmet",
        share=write.percent(score.share),
        need=write.percent(score.need),
        evidenced=write.percent(score.evidenced_share),
        verified=write.percent(score.verified_share),
        full=score.applicable - len(score.open),
        applicable=score.applicable,
    )


def _claims(criteria: Sequence[ThemedCriterion]) -> Table:
    heads = (
        Column(words("explain.ask.reference"), whole=True),
        Column(words("explain.ask.now")),
        Column(words("explain.ask.left"), right=True),
        Column(words("explain.ask.claim"), rank=1, below=True),
    )
    return Table(heads, tuple(_row(each) for each in criteria))


def _row(each: ThemedCriterion) -> tuple[str, str, str, str]:
    now = each.said or words(f"explain.ask.standing.{each.standing}")
    return each.reference, now, write.short_number(each.left), each.criterion.claim
