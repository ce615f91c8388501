"""Rule `no_regression`: no cell may fall against the baseline by more than the tolerance.

In: a `Subject` with its comparison. Out: `Check`s, one a cell, under the policy's assurance; the causes of a fall are
named: standard, time, scope or answers (`scoring.md`, A change and its causes).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.gate.policy import OVERALL
from btm_cli.gate.result import Check, Outcome, Reason
from btm_cli.gate.words import floor_found
from btm_cli.scoring.exact import shown

if TYPE_CHECKING:
    from btm_cli.compare.comparison import Change, Comparison, Movement
    from btm_cli.gate.subject import Subject

RULE = "no_regression"
CAUSES = {
    "standard": "the standard (another edition or depth)",
    "time": "time (evidence that ran out, is missing or altered)",
    "scope": "scope (what is assessed and what is n/a)",
    "answers": "answers (ratings, claims, evidence cited)",
}


def check_regression(subject: Subject) -> Iterator[Check]:
    """`no_regression`: every cell the baseline has a score for. Without a baseline the rule is a warning, no pass."""
    rule = subject.require.no_regression
    if rule is None:
        return
    if subject.comparison is None:
        yield Check(
            RULE,
            OVERALL,
            Outcome.WARNING,
            "a baseline to compare with",
            "none given, so this rule was not checked",
            ("require", RULE),
            code="baseline-missing",
        )
        return
    for movement in subject.comparison.cells.values():
        change = movement.of(subject.policy.assurance)
        if change.old is not None:
            yield _cell(subject, subject.comparison, movement, change, rule.tolerance)


def _cell(subject: Subject, comparison: Comparison, movement: Movement, change: Change, tolerance: Fraction) -> Check:
    old, new = change.old or Fraction(0), change.new
    floor = max(Fraction(0), old - tolerance)
    check = Check(
        RULE,
        movement.reference,
        Outcome.PASSED,
        f"at least {shown(floor)}" + (f" (baseline {shown(old)})" if tolerance else " as in the baseline"),
        "" if new is None else floor_found(new, floor, shown(floor)),
        ("require", RULE),
        subject.path(movement.reference),
        limit=floor,
        value=new,
    )
    if new is None:
        found = LEFT_OUT.get(movement.new_basis, movement.new_basis)
        if movement.new_basis == "absent":  # that is the standard's doing
            return check._replace(outcome=Outcome.SKIPPED, found=found)
        lost = Reason(movement.reference, CAUSES["scope"])
        return check._replace(outcome=Outcome.FAILED, code="score-fell", found=found, why=(lost,))
    sunk = tolerance == 0 and change.levels < 0  # with weights of 0 a level can fall under the same score
    if new >= floor and not sunk:
        return check
    if sunk and new >= floor:
        check = check._replace(expected=f"level {change.old_level}", found=f"level {change.new_level}")
    why = tuple(_causes(subject, comparison, movement, change))
    return check._replace(outcome=Outcome.FAILED, code="score-fell", why=why)


LEFT_OUT = {
    "n/a": "now not applicable",
    "out-of-scope": "now out of scope",
    "not-assessed": "no longer assessed",
    "absent": "not in this edition",
}


def _causes(subject: Subject, comparison: Comparison, movement: Movement, change: Change) -> Iterator[Reason]:
    """The causes that pull down, the strongest first, with the answers or evidence behind them; then what lifts."""
    reference = movement.reference
    if change.causes is None:
        named = comparison.untold.get(subject.policy.assurance, ())
        if named:
            yield Reason(reference, "one or more of: " + ", ".join(CAUSES[cause] for cause in named))
        return
    for value, cause in sorted((value, cause) for cause, value in change.causes._asdict().items() if value):
        direction = "lower" if value < 0 else "higher"
        yield Reason(reference, f"{amount(abs(value))} {direction} by {CAUSES[cause]}")
        if value > 0:
            continue
        if cause == "answers":
            yield from _answers(subject, comparison, reference)
        elif cause == "time":
            cited = cited_in(subject, reference)
            yield from (Reason(key, "no longer holds") for key in comparison.lapsed if key in cited)


def _answers(subject: Subject, comparison: Comparison, reference: str) -> Iterator[Reason]:
    """The changed answers that pull the cell down, with what they were and are."""
    number = subject.standing
    pulls = sorted(
        (part.amounts[reference][number], part.reference)
        for part in comparison.parts
        if part.cell == reference and reference in part.amounts and part.amounts[reference][number] < 0
    )
    for value, name in pulls:
        said = [
            f"{fact.what} was {_said(fact.old)}, is {_said(fact.new)}"
            for fact in comparison.facts or ()
            if fact.kind == "answers" and fact.reference == name
        ]
        yield Reason(name, "; ".join([f"{amount(-value)} lower", *said]))


def _said(value: str | tuple[str, ...] | None) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return "none" if value is None else value


def amount(value: Fraction) -> str:
    """A part of a fall; one too small to show does not become nothing."""
    return "less than 0.01" if value < Fraction(1, 200) else shown(value)


def cited_in(subject: Subject, reference: str) -> set[str]:
    """The evidence that a cell's answers cite."""
    capability, _, dimension = reference.partition("/")
    answer = subject.answers.cells.get((capability, dimension))
    answers = answer.values() if isinstance(answer, dict) else [answer]
    return {key for each in answers for key in getattr(each, "evidence", ())}
