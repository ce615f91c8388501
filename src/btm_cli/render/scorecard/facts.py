"""What a headline rests on: target, coverage, profiles, what is left out.

In: a `Scorecard` and its `Labels`. Out: pairs of label and text.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.answers.model import FULL
from btm_cli.render.document import numbers as write
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import depths_of
from btm_cli.render.document.words import words
from btm_cli.scoring.scorecard import Scorecard


def facts(card: Scorecard, labels: Labels) -> tuple[tuple[str, str], ...]:
    """Target, coverage, what is possible and what is left out, each with its label."""
    return tuple((words(f"scorecard.fact.{name}"), text) for name, text in _facts(card, labels))


def _facts(card: Scorecard, labels: Labels) -> Iterator[tuple[str, str]]:
    overall, figures, counts = card.overall, card.overall.numbers, card.overall.counts
    if figures.target is not None:
        chosen = "scorecard.target-assumed" if card.target_assumed else "scorecard.target-chosen"
        gap, cells = write.gap(figures.gap, figures.score, figures.target), by_cells(card)
        target = words(chosen, target=write.number(figures.target), gap=gap)
        yield "target", words("scorecard.target-and-cells", target=target, cells=cells) if cells else target
    yield "coverage", _coverage(card, labels)
    low, high = (write.score(score, labels.thresholds) for score in (figures.low, figures.high))
    yield "possible", words("scorecard.possible", low=low, high=high)
    if overall.not_applicable:
        yield "left-out", words("scorecard.left-out", n=overall.not_applicable, within=_whole_cells(card))
    if counts.unknown:
        yield "unknown", words("scorecard.unknown", n=counts.unknown)
    if counts.no_case:
        yield "no-case", words("scorecard.no-case", n=counts.no_case)
    if card.profiles:
        yield "profiles", ", ".join(_profile(card, name) for name in card.profiles)


def by_cells(card: Scorecard, key: str = "scorecard.mean-target", **more: str) -> str:
    """How a mean near its target goes with cells below theirs: others are above. "" where there are not both.

    `key` is the entry that says it, with what it needs `more`.
    """
    found = [cell.numbers for row in card.capabilities if row.in_scope for cell in row.cells if cell.assessed]
    lacks = [each.target - each.score for each in found if each.target is not None and each.score is not None]
    below, above = sum(lack > 0 for lack in lacks), sum(lack < 0 for lack in lacks)
    if not below or not above:
        return ""
    target = write.number(card.overall.numbers.target)
    return words(key, **more, target=target, below=below, above=above, cells=len(found))


def _whole_cells(card: Scorecard) -> str:
    """How many of the criteria that are left out lie in cells left out whole; "" for none."""
    cells = sum(cell.basis == "n/a" for row in card.capabilities for cell in row.cells)
    single = sum(entry.reference.count("/") > 1 for entry in card.not_applicable)
    criteria = card.overall.not_applicable - single
    return words("scorecard.left-out-cells", n=cells, criteria=criteria) if cells and criteria > 0 else ""


def _coverage(card: Scorecard, labels: Labels) -> str:
    """Claims told from ratings: a claimed cell answers no criterion."""
    counts, figures = card.overall.counts, card.overall.numbers
    cells = sum(cell.basis != "n/a" for row in card.capabilities for cell in row.cells)
    if not counts.rated:
        said = words("scorecard.coverage-claimed", claimed=counts.claimed, cells=cells)
    else:
        core = "" if FULL in depths_of(card, labels) else "-core"
        said = words(
            f"scorecard.coverage-{'mixed' if counts.claimed else 'rated'}{core}",
            claimed=counts.claimed,
            cells=cells,
            rated=counts.rated,
            answered=counts.rated_answered,
            applicable=counts.rated_applicable,
        )
    return words("scorecard.coverage", said=said, settled=write.percent(figures.settled), cells=cells)


def _profile(card: Scorecard, name: str) -> str:
    return words("scorecard.profile", name=name, n=sum(entry.profile == name for entry in card.not_applicable))
