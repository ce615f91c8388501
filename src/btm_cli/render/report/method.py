"""How the numbers came about, in words that follow the standard's own rules, and what they were made from.

In: a `Standard`, a `Scorecard`, `Answers`. Out: (label, text) pairs. Every threshold is the standard's.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli import __version__
from btm_cli.answers.model import Answers
from btm_cli.render.document import numbers as write
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard


def method(standard: Standard) -> Iterator[tuple[str, str]]:
    """The rules of scoring, as this standard sets them."""
    scale = ", ".join(f"{word} {write.number(points)}" for word, points in standard.rating_scale.items())
    yield (
        "Ratings",
        f"Each criterion is a claim that can be checked, rated {scale}; what is not applicable is left out.",
    )
    if standard.level_rule == "staged":
        least = f", and each of them at least {standard.every_at_least}" if standard.every_at_least else ""
        yield (
            "Level of a cell",
            f"A level is achieved when the weighted mean of its criteria is above "
            f"{write.short_number(standard.achieved_above)}{least}. The level is the highest one that is achieved with "
            f"all below it; the score adds the mean of the level after it.",
        )
    else:
        yield "Level of a cell", "The means of all levels add up to the score; the level is its whole part."
    weakest = "the lowest of its cells" if standard.capability_level == "weakest" else "the whole part of its score"
    yield (
        "Upwards",
        f"Scores are weighted means: cells make a capability, capabilities an area, areas the whole. The level of a "
        f"capability is {weakest}; that of an area or of the whole is the lowest of its capabilities.",
    )
    yield (
        "Claimed, evidenced, verified",
        "Three calculations over the same cells: what was answered; only what cites evidence that holds on the date; "
        "and of that only what somebody else than the one who answered has verified.",
    )
    yield "Gap", "What is missing to the target, cell by cell: a surplus in one cell never hides a gap in another."
    yield "Exactness", "All calculation is in exact fractions; only what is shown is rounded, half up, to two decimals."


def identity(card: Scorecard, standard: Standard, answers: Answers) -> tuple[tuple[str, str], ...]:
    """What the report was made from, so that it can be made again."""
    assessor = answers.answered_by
    who = "" if assessor is None else assessor.name + (f" ({assessor.side})" if assessor.side else "")
    found = (
        ("Standard", f"{standard.title}, edition {card.edition}"),
        ("Digest of the standard", card.standard_digest),
        ("Digest of the answers", card.answers_digest),
        ("Answered by", who),
        ("Assessed on", card.assessed_on.isoformat()),
        ("Evidence as of", card.as_of.isoformat()),
        ("Made by", f"btm {__version__}"),
    )
    return tuple((name, text) for name, text in found if text)


def sources(standard: Standard) -> tuple[str, ...]:
    """Where the standard's facts come from."""
    return tuple(
        each.title + (f" ({each.year})" if each.year else "") + (f": {each.note}" if each.note else "")
        for each in standard.sources
    )
