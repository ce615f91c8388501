"""The page of `btm explain`: what a reference means and, with answers, how its number came about.

In: a reference, its standard and perhaps its account; or a diagnostic code's page. Out: blocks. A meaning is in the
standard's own words and rules, as `btm standard show` has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph, Verbatim
from btm_cli.render.document.entries import criterion_facts, effort_text, evidence_texts, named_page, who_blocks
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import extent_block, who
from btm_cli.render.document.words import words
from btm_cli.render.explain.above import AboveWords, theme_account
from btm_cli.render.explain.beside import Beside, beside_page
from btm_cli.render.explain.cell import CellWords
from btm_cli.render.wire.code_page import CodePage
from btm_cli.scoring import explanation_accounts as accounts
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Capability, Standard
from btm_cli.standard.references import Named, cell_of, criterion_of


def explain_page(
    named: Named,
    standard: Standard,
    account: accounts.Account | None = None,
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


def _account(account: accounts.Account, named: Named, standard: Standard) -> Iterator[Block]:
    labels = Labels(standard)
    cells, above = CellWords(standard, labels), AboveWords(standard, labels)
    match account:
        case accounts.CriterionInCell():
            yield from cells.criterion(account)
        case accounts.CellAccount():
            yield from cells.cell(account)
        case accounts.CapabilityAccount():
            yield from above.capability(account)
        case accounts.AreaAccount():
            yield from above.area(account)
        case accounts.StateInWhole():
            yield from above.state(account)
        case accounts.OverallAccount():
            yield from above.overall(account)
        case accounts.ThemeAccount():
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


def meaning_page(named: Named, standard: Standard, *, claims: bool = True) -> Iterator[Block]:
    """What `named` is; of kind "overall" for the whole; of states and themes also the `claims` that count."""
    labels = Labels(standard)
    match named.kind:
        case "overall":
            yield from _overall(standard)
        case "criterion":
            yield from _criterion(named, standard, labels)
        case "capability":
            yield from _capability(named, standard, labels)
        case _:
            yield from named_page(named, standard, claims=claims)
    match named.kind:
        case "cell":
            yield _proof(level_rule(standard))
        case "level":
            lowest = int(named.id) == standard.base
            yield _proof(words("explain.meaning.base-level") if lowest else level_rule(standard))
        case "area":
            yield Paragraph(words("explain.meaning.area"), words("explain.score"))
        case "state":
            yield from _state(named, standard, labels)


def _proof(text: str) -> Paragraph:
    return Paragraph(text, words("explain.meaning.proof"))


def _overall(standard: Standard) -> Iterator[Block]:
    yield Heading(words("explain.overall"))
    yield Paragraph(words("explain.meaning.overall", standard=f"{standard.title} {standard.edition}"))
    weights = (words("explain.meaning.area-weight", area=area.name, weight=area.weight) for area in standard.areas)
    yield Items(tuple(("-", text) for text in weights))


def _criterion(named: Named, standard: Standard, labels: Labels) -> Iterator[Block]:
    cell, criterion = cell_of(named, standard), criterion_of(named, standard)
    yield Heading(labels.place(named.id))
    yield Paragraph(criterion.claim)
    statement = cell.statements.get(criterion.level, "") if cell else ""
    level = words("explain.level-number", level=labels.level(criterion.level))
    yield Paragraph(statement or words("explain.meaning.no-statement"), level)
    if criterion.evidence:
        yield _proof(words("explain.meaning.asked-for"))
        yield Items(tuple(("-", text) for text in evidence_texts(criterion, standard)))
    effort = words("explain.meaning.effort", effort=effort_text(criterion, standard), weight=criterion.weight)
    yield Paragraph(effort, words("explain.effort"))
    others = [
        words("explain.meaning.effort-of", id=each.id, effort=write.short_number(each.effort))
        for each in (cell.all_criteria() if cell else ())
        if each.id != criterion.id
    ]
    if others:
        yield Paragraph(", ".join(others), words("explain.meaning.effort-beside"))
    if named.capability is not None:
        yield from who_blocks(standard.capabilities[named.capability])
    yield from criterion_facts(criterion, standard)
    if criterion.replaces or criterion.split_from:
        former = [*criterion.replaces, *([criterion.split_from] if criterion.split_from else [])]
        yield Paragraph(", ".join(former), words("explain.meaning.in-earlier-editions"))


def _capability(named: Named, standard: Standard, labels: Labels) -> Iterator[Block]:
    """Its page up to its first cell; the cells have explanations of their own."""
    capability = standard.capabilities[named.id]
    page = named_page(named, standard)
    yield next(page)
    area = words("explain.meaning.in-area", area=labels.name(capability.area), weight=capability.weight)
    yield Paragraph(area, words("explain.area"))
    yield from takewhile(lambda block: not isinstance(block, Heading), page)
    yield _proof(words("explain.meaning.each-dimension"))
    yield Items(tuple(("btm explain", f"{named.id}/{name}") for name in _dimensions(capability, standard)))
    by_mean = standard.capability_level == "mean"
    how = "explain.meaning.capability-by-mean" if by_mean else "explain.meaning.capability-by-lowest"
    yield Paragraph(words(how), words("explain.score"))


def _dimensions(capability: Capability, standard: Standard) -> list[str]:
    return [each.id for each in standard.dimensions if standard.cell(capability.id, each.id) is not None]


def _state(named: Named, standard: Standard, labels: Labels) -> Iterator[Block]:
    state = standard.state(named.id)
    if state.target_level is not None:
        aim = words("explain.meaning.in-every-cell", level=labels.level(state.target_level))
        yield Paragraph(aim, words("explain.meaning.aiming"))
    yield _proof(words("explain.meaning.state-asking" if state.asks else "explain.meaning.state"))


def level_rule(standard: Standard) -> str:
    """When a level counts as achieved and what the score of a cell is (`scoring.md`, A cell)."""
    if standard.level_rule != "staged":
        return words("explain.meaning.cumulative", base=standard.base)
    every = standard.every_at_least
    key = "explain.meaning.staged-every" if every else "explain.meaning.staged"
    return words(key, limit=write.number(standard.achieved_above), every=every)
