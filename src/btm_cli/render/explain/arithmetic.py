"""Arithmetic written out: exact, so that a reader can do it again, and rounded once at the end.

In: exact fractions and the terms of weighted means. Out: text such as "(1 + 2/3) / 2 = 5/6 = 0.83".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from btm_cli.render.document import numbers as write
from btm_cli.scoring.explanation_cell import Term


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
