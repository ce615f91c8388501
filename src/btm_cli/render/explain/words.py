"""Arithmetic in words: exact, so that a reader can do it again, and rounded once at the end.

In: exact fractions and the terms of weighted means. Out: text such as "(1 + 2/3) / 2 = 5/6 = 0.83".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from btm_cli.answers.model import NotApplicable
from btm_cli.render.document import numbers as write
from btm_cli.scoring.explanation_cell import Term
from btm_cli.scoring.scorecard import Priority


def exactly(value: Fraction | None, limits: Iterable[Fraction] = ()) -> str:
    """`value` as it is and as it is shown: "3", "17/6 = 2.83", "899/300 = just under 3.00"; "-" for None."""
    if value is None or value.denominator == 1:
        return write.short_number(value)
    return f"{value} = {write.score(value, limits)}"


def equation(calculation: str, result: Fraction, limits: Iterable[Fraction] = ()) -> str:
    """`calculation` and what it comes to; a calculation that is the result already stands once."""
    shown = exactly(result, limits)
    return shown if calculation == str(result) else f"{calculation} = {shown}"


def mean(terms: Sequence[Term]) -> str:
    """One or more terms as a weighted mean: "(1 + 2/3) / 2", "(2 × 1 + 1 × 2/3) / (2 + 1)", "2/3"."""
    if len(terms) == 1:
        return str(terms[0].value)
    if len({term.weight for term in terms}) == 1:
        return f"({' + '.join(str(term.value) for term in terms)}) / {len(terms)}"
    weighted = " + ".join(f"{term.weight} × {term.value}" for term in terms)
    return f"({weighted}) / ({' + '.join(str(term.weight) for term in terms)})"


def listed(words: Iterable[str]) -> str:
    """One or more words as "a", "a and b" or "a, b and c"."""
    *most, last = list(words)
    return f"{', '.join(most)} and {last}" if most else last


def sentence(*parts: str) -> str:
    """The parts that say something as sentences: an initial capital and a full stop each."""
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in parts if part)


def coverage(answered: int, applicable: int, share: Fraction | None) -> str:
    """How much was answered, "-" where nothing applies."""
    if share is None:
        return f"{write.NOTHING}, no criteria apply"
    return f"{answered} of {applicable} criteria answered = {write.percent(share)}"


def left_out(said: NotApplicable) -> str:
    """That something is n/a, why, and who agreed."""
    agreed = f"approved by {said.approved_by}" if said.approved_by else "approved by nobody"
    return f"Not applicable, left out of every calculation: {said.reason} ({agreed})"


def next_step(step: Priority) -> str:
    """A step's rank and the arithmetic of its priority."""
    effort = str(step.effort) if step.effort.denominator == 1 else f"({step.effort})"
    calculation = f"{step.importance} × ({step.gain} + {step.lift} + {step.enables}) / {effort}"
    text = (
        f"level {step.from_level} to {step.to_level}, rank {step.rank}: "
        f"priority = importance × (gain + lift + enables) / effort = {equation(calculation, step.priority)}"
    )
    blockers = [
        f"{each.capability}, which needs level {each.needs} and "
        + ("is not assessed" if each.has is None else f"is at {each.has}")
        for each in step.blocked_by
    ]
    return f"{text}; blocked by {listed(blockers)}" if blockers else text
