"""What is to be supposed: changes as typed, a plan's steps as done, and the assessment under them.

In: an assessed file, words of the command line. Out: the assessment as it would be, with each change in full
references. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.diagnostics import short
from btm_cli.errors import UsageProblem
from btm_cli.files import DiskFiles
from btm_cli.intake.opened import Assessment, assess_loaded, begun_by
from btm_cli.render.document.words import words
from btm_cli.validation import did_you_mean, one_of

if TYPE_CHECKING:
    from btm_cli.planning.what_if import Change
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard


class Supposed(NamedTuple):
    """The scorecard as it would be, and what was supposed."""

    card: Scorecard
    changes: tuple[str, ...]


def suppose(
    assessment: Assessment,
    texts: Sequence[str],
    plan: str | None,
    iteration: int | None,
    reach: str | None = None,
) -> Supposed:
    """Count the steps of the plan in the file `plan` as done, up to `iteration`, then those that make the state `reach`
    true, then change what `texts` say.

    Raises UsageProblem, InvalidFiles, UnreadableFile.
    """
    from btm_cli.planning.what_if import aimed_as, change_answers, take_steps

    loaded, said = assessment.loaded, []
    answers = loaded.answers
    if plan is not None:
        from btm_cli.intake.read_back import read_old_plan

        steps = [step for step in read_old_plan(plan) if iteration is None or step.iteration <= iteration]
        answers = take_steps(loaded.standard, answers, steps)
        key = "all" if iteration is None else "first" if iteration == 1 else "until"
        said.append(words(f"what-if.done-{key}", n=len(steps), plan=plan, last=iteration))
    if reach is not None:
        from btm_cli.intake.planning import steps_to_reach

        taken = steps_to_reach(assessment._replace(loaded=loaded._replace(answers=answers)), reach)
        answers = take_steps(loaded.standard, answers, taken)
        said.append(words("what-if.done-reach", n=len(taken), state=reach))
    changes = [parse_change(text, loaded.standard) for text in texts]
    answers = aimed_as(change_answers(loaded.standard, answers, changes), assessment.card)
    supposed = assess_loaded(loaded._replace(answers=answers), DiskFiles(), assessment.card.as_of)
    return Supposed(supposed.card, (*said, *map(_full, changes)))


def parse_change(text: str, standard: Standard) -> Change:
    """What `REF=VALUE` asks for. Raises UsageProblem."""
    from btm_cli.planning.what_if import Change
    from btm_cli.standard.references import resolve

    reference, sign, value = text.partition("=")
    word = value.strip().casefold()
    if not sign or not word:
        raise UsageProblem(f"--set: `{short(text)}` is not REF=VALUE", "such as approval/process=4")
    named = resolve(reference.strip(), standard)
    if named.kind not in ("capability", "cell", "criterion") or named.capability is None:
        article = "an" if named.kind[0] in "aeiou" else "a"
        raise UsageProblem(
            f"--set: `{short(reference)}` is {article} {named.kind}", "name a capability, cell or criterion"
        )
    change = Change(named.capability, named.dimension, named.criterion)
    if word == "n/a":
        return change
    if named.criterion is not None:
        scale = list(standard.rating_scale)
        if (rating := begun_by(word, scale)) is not None:
            return change._replace(rating=rating)
        hint = did_you_mean(word, scale) or f"ratings: {one_of([*scale, 'n/a'])}"
        raise UsageProblem(f"--set: `{short(value)}` is not a rating", hint)
    if word.isascii() and word.isdigit() and len(word) < 4 and standard.base <= int(word) <= standard.top:
        return change._replace(level=int(word))
    hint = f"levels run from {standard.base} to {standard.top}; a rating goes to a criterion, such as {named.id}/3a"
    raise UsageProblem(f"--set: `{short(value)}` is not a level", hint)


def _full(change: Change) -> str:
    parts = [change.capability, change.dimension, change.criterion]
    value = change.rating or (str(change.level) if change.level is not None else "n/a")
    return f"{'/'.join(part for part in parts if part)} = {value}"
