"""How the numbers came about, in words that follow the standard's own rules, and what they were made from.

In: a `Standard`, a `Scorecard`, `Answers`. Out: blocks. Every threshold is the standard's.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli import __version__
from btm_cli.answers.model import Answers
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Heading, Sentences, listed
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard
from btm_cli.standard.vocabulary import Source


def method_part(card: Scorecard, standard: Standard, answers: Answers) -> Iterator[Block]:
    """Everything below the part's heading."""
    labels = Labels(standard)
    yield Sentences(tuple((words(f"report.method.{name}"), text) for name, text in _rules(standard)))
    yield Heading(words("report.method.levels"), 3)
    yield Sentences(tuple((labels.level(level.level), level.meaning) for level in standard.levels))
    if standard.sources:
        yield Heading(words("report.method.sources"), 3)
        yield listed(map(_source, standard.sources))
    yield Heading(words("report.method.identity"), 3)
    found = _identity(card, standard, answers)
    yield Sentences(tuple((words(f"report.method.{name}"), text) for name, text in found if text))


def _rules(standard: Standard) -> Iterator[tuple[str, str]]:
    """The rules of scoring, as this standard sets them."""
    scale = ", ".join(f"{word} {write.number(points)}" for word, points in standard.rating_scale.items())
    yield "ratings", words("report.method.ratings-text", scale=scale)
    rule = standard.level_rule
    if rule == "staged":
        above, least = write.short_number(standard.achieved_above), standard.every_at_least
        key = "staged-least" if least else "staged"
        yield "cell", words(f"report.method.cell-{key}", above=above, least=least)
    else:
        yield "cell", words("report.method.cell-sum")
    yield "upwards", words(f"report.method.upwards-{'weakest' if standard.capability_level == 'weakest' else 'whole'}")
    for name in ("calculations", "gap", "exactness"):
        yield name, words(f"report.method.{name}-text")


def _identity(card: Scorecard, standard: Standard, answers: Answers) -> Iterator[tuple[str, str]]:
    """What the report was made from, so that it can be made again."""
    who = answers.answered_by
    yield "standard", words("report.method.edition", title=standard.title, edition=card.edition)
    yield "standard-digest", card.standard_digest
    yield "answers-digest", card.answers_digest
    if who is not None:
        yield "answered-by", words("report.method.side", name=who.name, side=who.side) if who.side else who.name
    yield "assessed-on", card.assessed_on.isoformat()
    yield "as-of", card.as_of.isoformat()
    yield "made-by", f"btm {__version__}"


def _source(each: Source) -> str:
    """Where some of the standard's facts come from."""
    title = words("report.method.dated", title=each.title, year=each.year) if each.year else each.title
    return words("report.method.source", title=title, note=each.note) if each.note else title
