"""What explanations of cells and of what is above them say alike.

In: parts of accounts. Out: text.
"""

from __future__ import annotations

from fractions import Fraction

from btm_cli.answers.model import NotApplicable
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Paragraph
from btm_cli.render.document.words import series, words
from btm_cli.render.explain.arithmetic import equation
from btm_cli.scoring.scorecard import Blocker, Priority

Row = tuple[str, str]
"""A label and what stands behind it."""


def row(label: str, text: str) -> Row:
    """A row whose label is the word called `label` of this room."""
    return words(f"explain.{label}"), text


def sentence(*parts: str) -> str:
    """The parts that say something as sentences: an initial capital and a full stop each."""
    return " ".join(f"{part[0].upper()}{part[1:]}{'' if part[-1] in '.!?' else '.'}" for part in parts if part)


def coverage(answered: int, applicable: int, share: Fraction | None) -> str:
    """How much was answered, "-" where nothing applies."""
    if share is None:
        return words("explain.no-criteria-apply")
    return words("explain.answered", n=answered, applicable=applicable, share=write.percent(share))


def left_out(said: NotApplicable) -> str:
    """That something is n/a, why, and who agreed."""
    agreed = "explain.left-out-approved" if said.approved_by else "explain.left-out"
    return words(agreed, reason=said.reason, approver=said.approved_by)


def remark(text: str) -> Paragraph:
    """What somebody noted."""
    return Paragraph(text, words("explain.remark"))


def next_step(step: Priority) -> str:
    """A step's rank and the arithmetic of its priority."""
    effort = str(step.effort) if step.effort.denominator == 1 else f"({step.effort})"
    calculation = f"({step.importance} × ({step.gain} + {step.lift} + {step.enables}) + {step.state}) / {effort}"
    text = words(
        "explain.step",
        low=step.from_level,
        high=step.to_level,
        rank=step.rank,
        priority=equation(calculation, step.priority),
    )
    return (
        words("explain.step-blocked", step=text, blockers=series(map(_blocker, step.blocked_by)))
        if step.blocked_by
        else text
    )


def _blocker(each: Blocker) -> str:
    key = "explain.blocker-not-assessed" if each.has is None else "explain.blocker"
    return words(key, capability=each.capability, needs=each.needs, has=each.has)
