"""Rules `scope`, `depth`, `settled`, `coverage`: how much of the standard the file is about, how deep, how much said.

In: a `Subject`. Out: `Check`s: one for each area or capability that is missing or looked at less deeply, one for each
share of what is settled or answered. A line of the audited file can narrow scope and depth; what a policy holds must
not become less by that.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.answers.model import FULL
from btm_cli.gate.policy import OVERALL
from btm_cli.gate.result import Check, Outcome, Reason
from btm_cli.gate.words import counted, floor_found, limit_text

if TYPE_CHECKING:
    from btm_cli.gate.subject import Subject
    from btm_cli.scoring.scorecard import CellScore


def check_scope(subject: Subject) -> Iterator[Check]:
    """`scope`: all of the standard, or the areas and capabilities listed; whatever `allow_provisional` says."""
    wanted = subject.require.scope
    for area in subject.standard.areas:
        asked = [name for name in area.capabilities if wanted == "all" or name in wanted or area.id in wanted]
        missing = [name for name in asked if not subject.capabilities[name].in_scope]
        for where in [area.id] if missing and missing == list(area.capabilities) else missing:
            yield Check(
                "scope",
                where,
                Outcome.FAILED,
                "to be in scope",
                "the file's `scope` leaves it out",
                ("require", "scope"),
                ("scope",),
                code="out-of-scope",
            )


def check_depth(subject: Subject) -> Iterator[Check]:
    """`depth`: full, unless the policy is content with core; one failure where the whole file is core."""
    if subject.require.depth != FULL:
        return
    answers = subject.answers
    shallow = [one.id for one in subject.card.capabilities if one.in_scope and answers.depth_of(one.id) != FULL]
    whole = len(shallow) == sum(one.in_scope for one in subject.card.capabilities)
    for where in ["overall"] if shallow and whole else shallow:
        yield Check(
            "depth",
            where,
            Outcome.FAILED,
            "to be looked at in full",
            "only its core criteria are looked at",
            ("require", "depth"),
            ("depth",),
            code="not-in-full",
        )


def check_settled(subject: Subject) -> Iterator[Check]:
    """`settled`: the share of cells that nothing still open can change."""
    if subject.require.settled is not None:
        open_cells = [cell for cell in subject.cells(OVERALL) if cell.numbers.low != cell.numbers.high]
        value = subject.card.overall.numbers.settled
        yield _share(subject, "settled", "settled-too-low", subject.require.settled, value, open_cells)


def check_coverage(subject: Subject) -> Iterator[Check]:
    """`coverage`: the share of applicable criteria that are answered."""
    if subject.require.coverage is not None:
        cells = [cell for cell in subject.cells(OVERALL) if cell.numbers.answered < cell.numbers.applicable]
        value = subject.card.overall.numbers.coverage
        yield _share(subject, "coverage", "coverage-too-low", subject.require.coverage, value, cells)


def _share(
    subject: Subject, rule: str, code: str, floor: Fraction, value: Fraction | None, cells: list[CellScore]
) -> Check:
    text = limit_text(floor)
    check = Check(
        rule,
        OVERALL,
        Outcome.PASSED,
        f"at least {text}",
        "nothing is applicable" if value is None else floor_found(value, floor, text),
        ("require", rule),
        subject.path(OVERALL),
        limit=floor,
        value=value,
    )
    if value is None:
        return check._replace(outcome=Outcome.SKIPPED)
    if value >= floor:
        return check
    why = tuple(Reason(cell.reference, _open(cell)) for cell in cells)
    return check._replace(outcome=Outcome.FAILED, code=code, why=why)


def _open(cell: CellScore) -> str:
    if not cell.assessed:
        return "not assessed"
    missing = cell.numbers.applicable - cell.numbers.answered
    return f"{counted(missing, 'criterion') if missing == 1 else f'{missing} criteria'} not answered"
