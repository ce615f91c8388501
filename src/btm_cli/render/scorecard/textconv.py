"""An assessment as git shows it in a diff: one line a cell and one line an answer, so that a change is a changed line.

In: a `Scorecard` and its `Answers`. Out: text. Only what the file itself says counts: git hands over a copy of one
version, without the evidence beside it, so scores are the claimed ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from btm_cli.answers.model import FULL, Answers, CellAnswer, Claimed, CriterionAnswer, NotApplicable
from btm_cli.render.document.numbers import number
from btm_cli.render.document.safe import visible
from btm_cli.scoring.scorecard import Numbers, Scorecard
from btm_cli.standard.model import Standard


def render_textconv(card: Scorecard, answers: Answers, standard: Standard) -> str:
    """The whole file, in the standard's order; what has no answer has no line."""
    return "".join(f"{line}\n" for line in _lines(card, answers, standard))


def _lines(card: Scorecard, answers: Answers, standard: Standard) -> Iterator[str]:
    overall = card.overall
    about = visible(", ".join(filter(None, (card.enterprise, card.unit, card.period))))
    yield f"{about} {card.assessed_on}, {card.standard} {card.edition}"
    yield f"overall: {_figures(overall.numbers)}, state {overall.state or '-'}"
    yield from _frame(answers)
    for area in card.areas:
        yield f"{area.id}: {_figures(area.numbers)}"
    for capability in card.capabilities:
        yield ""
        yield f"{capability.id}: {_figures(capability.numbers)}"
        for cell in capability.cells:
            if cell.basis == "not-assessed":
                continue
            yield f"  {cell.reference}: {_figures(cell.numbers) if cell.assessed else cell.basis}"
            answer = answers.cells.get((capability.id, cell.dimension))
            written = standard.cell(capability.id, cell.dimension)
            order = [criterion.id for criterion in written.all_criteria()] if written else []
            yield from (f"    {line}" for line in _answer(answer, order))


def _frame(answers: Answers) -> Iterator[str]:
    """Target, importance and the register of evidence, an entry a line."""
    if answers.scope:
        yield f"scope: {', '.join(answers.scope)}"
    if answers.profiles:
        yield f"profiles: {', '.join(answers.profiles)}"
    if answers.depth != FULL or answers.depths:
        yield f"depth: {', '.join((answers.depth, *(f'{name} {depth}' for name, depth in answers.depths.items())))}"
    target = answers.target
    if target is not None:
        if target.state is not None or target.level is not None:
            yield f"target: {target.state if target.state is not None else target.level}"
        yield from (f"target of {name}: {level}" for name, level in target.levels.items())
        yield from (f"deadline of {name}: {day}" for name, day in target.deadlines.items())
    yield from (f"importance of {name}: {said}" for name, said in answers.importance.items())
    for key, piece in answers.evidence.items():
        until = f", valid until {piece.valid_until}" if piece.valid_until else ""
        digest = f", sha256 {piece.sha256[:12]}" if piece.sha256 else ""
        yield visible(f"evidence {key}: {piece.title}, {piece.date}{until}, {piece.path or piece.url}{digest}")


def _figures(numbers: Numbers) -> str:
    level = "-" if numbers.level is None else str(numbers.level)
    return f"score {number(numbers.score)}, level {level}"


def _answer(answer: CellAnswer | None, order: list[str]) -> Iterator[str]:
    if isinstance(answer, Mapping):
        for criterion in order:
            if criterion in answer:
                yield f"{criterion} {_words(answer[criterion])}"
    elif answer is not None:
        yield _words(answer)


def _words(said: CriterionAnswer | Claimed) -> str:
    """One answer with all that stands behind it, on one line."""
    if isinstance(said, NotApplicable):
        approved = f", approved by {said.approved_by}" if said.approved_by else ""
        return visible(f"n/a: {said.reason}{approved}")
    parts = [f"level {said.level} claimed" if isinstance(said, Claimed) else said.rating]
    if said.evidence:
        parts.append(f"evidence {' '.join(said.evidence)}")
    if said.verified_by:
        parts.append(f"verified by {said.verified_by}")
    if said.note:
        parts.append(f"note: {said.note}")
    return visible("; ".join(parts))
