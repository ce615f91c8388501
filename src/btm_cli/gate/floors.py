"""Rules `score`, `target_by`, `level` and `state`: floors, some of them only from a day on, and what blocks them.

In: a `Subject`. Out: `Check`s. What is not assessed fails a level or a state, unless the policy allows provisional
results. A dated floor must hold on its day and after it; before, it is open, and behind where a baseline shows that the
straight line from there to the target has been left. What blocks are the criteria that keep cells below, each with what
is the matter, the lowest cells first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from btm_cli.answers.model import Claimed, NotApplicable, Rated
from btm_cli.gate.policy import EVERY_CAPABILITY, OVERALL
from btm_cli.gate.result import Check, Outcome, Reason
from btm_cli.gate.words import counted, floor_found, limit_text
from btm_cli.scoring.exact import shown
from btm_cli.scoring.ratings import EVIDENCED
from btm_cli.scoring.states import is_at_least

if TYPE_CHECKING:
    from btm_cli.diagnostics import KeyPath
    from btm_cli.gate.subject import Subject
    from btm_cli.scoring.scorecard import CellScore


def check_scores(subject: Subject) -> Iterator[Check]:
    """Every floor of `score`. What is not assessed has no score and does not reach a floor, provisional or not."""
    for name, floor in subject.require.score.items():
        yield _held("score", subject, name, floor, ("require", "score", name))


def check_targets(subject: Subject) -> Iterator[Check]:
    """Every dated floor of `target_by`: due from its day on, open until then."""
    for day, floors in sorted(subject.require.target_by.items()):
        for name, floor in floors.items():
            check = _held("target_by", subject, name, floor, ("require", "target_by", day.isoformat(), name))
            left = (day - subject.as_of).days
            check = check._replace(expected=f"{check.expected} by {day.isoformat()}", note=_when(left))
            if check.outcome is Outcome.FAILED:
                check = check._replace(code="target-overdue") if left <= 0 else _not_due(subject, check, floor, day)
            yield check


def _held(rule: str, subject: Subject, name: str, floor: Fraction, rule_path: KeyPath) -> Check:
    numbers = subject.numbers(name)
    value = subject.score(numbers)
    text = limit_text(floor)
    check = Check(
        rule,
        name,
        Outcome.PASSED,
        f"at least {text}",
        "not assessed" if value is None else floor_found(value, floor, text),
        rule_path,
        subject.path(name),
        limit=floor,
        value=value,
    )
    if value is None:
        left_out = subject.left_out(name)
        if left_out:
            return check._replace(outcome=Outcome.SKIPPED, found=left_out)
    elif value >= floor:
        return check
    code = "not-assessed" if value is None else "score-too-low"
    return check._replace(outcome=Outcome.FAILED, code=code, why=below_score(subject, name, floor))


def _when(left: int) -> str:
    if left > 0:
        return f"due in {counted(left, 'day')}"
    return "due today" if left == 0 else f"overdue by {counted(-left, 'day')}"


def _not_due(subject: Subject, check: Check, floor: Fraction, day: date) -> Check:
    """Open; behind where the baseline's straight line to the target runs above the present score."""
    check = check._replace(outcome=Outcome.OPEN, code="target-open")
    needed = _needed_today(subject, check.where, floor, day)
    if needed is None:
        return check
    if check.value is not None and check.value >= needed:
        return check._replace(note=f"{check.note}, on track")
    found = Reason(check.where, f"a straight line from the baseline would be at {shown(needed)} today")
    return check._replace(
        outcome=Outcome.WARNING, code="target-behind", note=f"{check.note}, behind", why=(found, *check.why)
    )


def _needed_today(subject: Subject, name: str, floor: Fraction, day: date) -> Fraction | None:
    """Where the score would be on a straight line from the baseline to the target; None without an earlier baseline."""
    comparison = subject.comparison
    if comparison is None or not comparison.old.assessed_on < subject.as_of:
        return None
    movements = {OVERALL: comparison.overall, **comparison.areas, **comparison.capabilities, **comparison.cells}
    movement = movements.get(name)
    begin = movement.of(subject.policy.assurance).old if movement else None
    if begin is None:
        return None
    start = comparison.old.assessed_on
    return begin + (floor - begin) * Fraction((subject.as_of - start).days, (day - start).days)


def check_levels(subject: Subject) -> Iterator[Check]:
    """Every floor of `level`; `every-capability` is one check for each capability of the standard."""
    for name, floor in subject.require.level.items():
        names = [name]
        if name == EVERY_CAPABILITY:
            names = [capability.id for capability in subject.card.capabilities]
        for each in names:
            yield _level(subject, each, floor, ("require", "level", name))


def _level(subject: Subject, name: str, floor: int, rule_path: KeyPath) -> Check:
    level = subject.level(subject.numbers(name))
    missing = sum(not cell.assessed for cell in subject.cells(name))
    allowed = subject.policy.allow_provisional
    check = Check(
        "level",
        name,
        Outcome.PASSED,
        f"at least {floor}",
        "not assessed" if level is None else str(level),
        rule_path,
        subject.path(name),
        limit=Fraction(floor),
        value=None if level is None else Fraction(level),
    )
    left_out = subject.left_out(name)
    if left_out:
        return check._replace(outcome=Outcome.SKIPPED, found=left_out)
    if missing and level is not None:
        check = check._replace(found=f"{level}, {counted(missing, 'cell')} not assessed")
    if level is None:
        if allowed and name != OVERALL:
            return check._replace(outcome=Outcome.SKIPPED, note="provisional results are allowed")
        return check._replace(outcome=Outcome.FAILED, code="not-assessed", why=below_level(subject, name, floor))
    if level >= floor and (not missing or allowed):
        return check
    code = "level-too-low" if level < floor else "not-assessed"
    return check._replace(outcome=Outcome.FAILED, code=code, why=below_level(subject, name, floor, not allowed))


def check_state(subject: Subject) -> Iterator[Check]:
    """`state`: that state or a higher one."""
    wanted = subject.require.state
    if wanted is None:
        return
    order = [state.id for state in subject.standard.states]
    asked = subject.standard.states[order.index(wanted)]
    reached = subject.state
    provisional = subject.card.overall.provisional and not subject.policy.allow_provisional
    check = Check(
        "state",
        OVERALL,
        Outcome.PASSED,
        f"{wanted} or higher" if order[-1] != wanted else wanted,
        (reached or "no state") + (" (provisional)" if subject.card.overall.provisional else ""),
        ("require", "state"),
        subject.path(OVERALL),
    )
    left_out = subject.left_out(OVERALL)
    if left_out:
        yield check._replace(outcome=Outcome.SKIPPED, found=left_out)
        return
    high_enough = is_at_least(subject.standard.states, reached, wanted)
    if high_enough and not provisional:
        yield check
        return
    why = []
    score = subject.score(subject.card.overall.numbers)
    if score is not None and score < asked.from_score:
        text = limit_text(asked.from_score)
        why.append(Reason(OVERALL, f"score {floor_found(score, asked.from_score, text)}, {wanted} begins at {text}"))
    unassessed = score is None or not subject.policy.allow_provisional
    blocked = below_level(subject, OVERALL, asked.floor, unassessed)
    code = "state-not-reached" if not high_enough and score is not None else "not-assessed"
    yield check._replace(outcome=Outcome.FAILED, code=code, why=(*why, *blocked))


def below_score(subject: Subject, name: str, floor: Fraction) -> tuple[Reason, ...]:
    """What keeps the cells at or below `name` from a score of `floor`; what is not assessed, where nothing is."""
    cells = list(subject.cells(name))
    assessed = [(score, cell) for cell in cells if (score := subject.score(cell.numbers)) is not None]
    low = sorted((entry for entry in assessed if entry[0] < floor), key=lambda entry: entry[0])
    return tuple(_all(subject, [cell for _, cell in low] if assessed else cells, ceil(floor)))


def below_level(subject: Subject, name: str, floor: int, unassessed: bool = True) -> tuple[Reason, ...]:
    """What keeps the cells at or below `name` from level `floor`; with `unassessed`, those not assessed as well."""
    low = []
    for cell in subject.cells(name):
        level = subject.level(cell.numbers)
        if level is None:
            if unassessed:
                low.append((-1, cell))
        elif level < floor:
            low.append((level, cell))
    low.sort(key=lambda entry: entry[0])
    return tuple(_all(subject, (cell for _, cell in low), floor))


def _all(subject: Subject, cells: Iterable[CellScore], floor: int) -> Iterator[Reason]:
    for cell in cells:
        yield from _cell(subject, cell, floor)


def _cell(subject: Subject, cell: CellScore, floor: int) -> Iterator[Reason]:
    """The criteria between the cell's level and `floor` that are neither n/a nor fully counted."""
    if not cell.assessed:
        yield Reason(cell.reference, "not assessed")
        return
    answer = subject.answers.cells[cell.capability, cell.dimension]
    if isinstance(answer, Claimed):
        yield Reason(cell.reference, f"claimed at level {answer.level}{_lacks(subject, answer)}")
        return
    written = subject.standard.cell(cell.capability, cell.dimension)
    if written is None or isinstance(answer, NotApplicable):
        return
    reached = subject.level(cell.numbers)
    first = subject.rules.base if reached is None or not subject.rules.staged else reached
    for level in range(first + 1, min(floor, subject.rules.top) + 1):
        for criterion in written.criteria.get(level, ()):
            said = answer.get(criterion.id)
            reference = f"{cell.reference}/{criterion.id}"
            if said is None:
                yield Reason(reference, "not answered")
            elif isinstance(said, Rated):
                lacks = _lacks(subject, said)
                if lacks or subject.rules.points[said.rating] < subject.rules.full:
                    yield Reason(reference, f"rated {said.rating}{lacks}")


def _lacks(subject: Subject, answer: Rated | Claimed) -> str:
    """What keeps an answer from counting under the policy's assurance."""
    standing = subject.assurance.of(answer)
    if standing >= subject.standing:
        return ""
    if standing < EVIDENCED:
        return ", no evidence that holds" if answer.evidence else ", no evidence"
    return ", not verified by somebody else"
