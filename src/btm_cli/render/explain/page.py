"""The page of `btm explain`: what a reference means and, with answers, how its number came about.

In: a reference, its standard and perhaps its account; or a diagnostic code's page. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.render.document.blocks import Block, Heading, Paragraph, Verbatim
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import extent_block, who
from btm_cli.render.document.words import words
from btm_cli.render.explain.above import AboveWords
from btm_cli.render.explain.asks import theme_account
from btm_cli.render.explain.beside import Beside, beside_page
from btm_cli.render.explain.cell import CellWords
from btm_cli.render.explain.meaning import meaning_page
from btm_cli.render.wire.code_page import CodePage
from btm_cli.scoring.explanation_accounts import (
    Account,
    AreaAccount,
    CapabilityAccount,
    CellAccount,
    CriterionInCell,
    OverallAccount,
    StateInWhole,
    ThemeAccount,
)
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard
from btm_cli.standard.references import Named


def explain_page(
    named: Named,
    standard: Standard,
    account: Account | None = None,
    card: Scorecard | None = None,
    found: Beside | None = None,
) -> Iterator[Block]:
    """What `named` means and what stands beside it; with an account of it and its scorecard, also how it was scored."""
    yield from meaning_page(named, standard, claims=account is None)
    yield from beside_page(found or Beside())
    if account is not None and card is not None:
        yield Heading(words("explain.assessment"), 2)
        yield Paragraph(
            words(
                "explain.assessed",
                who=who(card.enterprise, card.unit, card.period),
                day=card.assessed_on.isoformat(),
                as_of=card.as_of.isoformat(),
            )
        )
        yield from extent_block(card, Labels(standard))
        yield from _account(account, named, standard)


def _account(account: Account, named: Named, standard: Standard) -> Iterator[Block]:
    labels = Labels(standard)
    cells, above = CellWords(standard, labels), AboveWords(standard, labels)
    match account:
        case CriterionInCell():
            yield from cells.criterion(account)
        case CellAccount():
            yield from cells.cell(account)
        case CapabilityAccount():
            yield from above.capability(account)
        case AreaAccount():
            yield from above.area(account)
        case StateInWhole():
            yield from above.state(account)
        case OverallAccount():
            yield from above.overall(account)
        case ThemeAccount():
            yield from theme_account(account, labels)
        case _:
            yield from above.listing(account, named.kind)


def code_page(found: CodePage) -> Iterator[Block]:
    """What a diagnostic code means, a file that has the problem, and what to do about it."""
    yield Heading(found.code)
    yield Paragraph(found.summary)
    yield Heading(words("explain.code.example"), 2)
    yield Verbatim(found.example)
    yield Heading(words("explain.code.what-to-do"), 2)
    yield Paragraph(found.advice)
