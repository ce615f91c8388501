"""Starter policies as commented YAML.

In: a scorecard (a ratchet: what is reached today, rounded down) or a state. Out: text that the policy format's own
rules accept. Nothing of a user's text is in it but in comments, on one line.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from btm_cli.render.document.numbers import number, short_number
from btm_cli.render.document.safe import shortened
from btm_cli.render.document.words import words

if TYPE_CHECKING:
    from btm_cli.answers.model import Answers
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.standard.model import Standard

COMMENT_AT = 60
LONGEST_COMMENT = 80


def ratchet(card: Scorecard, standard: Standard, answers: Answers) -> str:
    """A policy that `card` passes and anything worse in score, level, state or completeness does not."""
    name = " ".join(part for part in (card.enterprise, card.unit, card.period) if part)
    lines = [
        f"# {words('gate.starter.ratchet', who=_comment(name), day=card.assessed_on.isoformat())}",
        f"# {words('gate.starter.rounded')}",
        *_head(),
        "  score:",
        *_scores(card),
        "  level:",
        *_levels(card),
    ]
    if card.overall.state is not None:
        lines.append(f"  state: {card.overall.state}")
    lines += _breadth(card)
    settled = card.overall.numbers.settled
    if settled is not None:
        lines.append(_line(f'  settled: "{_down(settled)}"', words("gate.starter.settled")))
    lines += _not_applicable(card, standard, answers)
    return "\n".join([*lines, *_regression(True), *_proof(standard), *_end(card.overall.provisional)]) + "\n"


def state_policy(state_id: str, standard: Standard) -> str:
    """A policy that asks for a state: its score, its floor for every capability, and the state itself."""
    state = next(state for state in standard.states if state.id == state_id)
    start = max(state.from_score, Fraction(standard.base))
    title = f"{_comment(standard.title)} {standard.edition}"
    return (
        "\n".join(
            [
                f"# {words('gate.starter.state', state=_comment(state.name), standard=title)}",
                *_head(),
                "  score:",
                _line(f'    overall: "{_exact(start)}"', words("gate.starter.begins", state=state.id)),
                "  level:",
                _line(f"    every-capability: {max(state.floor, standard.base)}", words("gate.starter.floor")),
                f"  state: {state.id}",
                *_regression(False),
                *_proof(standard),
                *_end(False),
            ]
        )
        + "\n"
    )


def _head() -> list[str]:
    return [
        "policy: 1",
        _line("assurance: claimed", words("gate.starter.assurance")),
        "require:",
    ]


def _scores(card: Scorecard) -> Iterator[str]:
    """Floors for the whole and every area that has a score."""
    for name, numbers in (("overall", card.overall.numbers), *((area.id, area.numbers) for area in card.areas)):
        if numbers.score is not None:
            yield _line(
                f'    {name}: "{_down(numbers.score)}"', words("gate.starter.today", value=number(numbers.score))
            )


def _levels(card: Scorecard) -> Iterator[str]:
    """The lowest level for every capability, and a floor of its own for each that is above it."""
    lowest = card.overall.numbers.level
    levels = {each.id: each.numbers.level for each in card.capabilities if each.numbers.level is not None}
    # Where levels are means, a capability can be below the lowest level of the areas' own means.
    lowest = min([*levels.values(), *([] if lowest is None else [lowest])])
    yield _line(f"    every-capability: {lowest}", words("gate.starter.lowest"))
    yield from (f"    {name}: {level}" for name, level in levels.items() if level > lowest)


def _breadth(card: Scorecard) -> Iterator[str]:
    """The scope and depth of today, where they are less than all; a policy that says nothing asks for everything."""
    if card.scope:
        yield _line(f"  scope: [{', '.join(card.scope)}]", words("gate.starter.scope"))
    if "core" in (card.depth, *card.depths.values()):
        yield _line("  depth: core", words("gate.starter.depth"))


def _not_applicable(card: Scorecard, standard: Standard, answers: Answers) -> list[str]:
    """The shares left out and without a case today, rounded up, and approval if somebody else approved everything."""
    from btm_cli.gate.left_out import approved, criteria_in_scope, share_left_out

    share = share_left_out(card, standard)
    without_case = card.overall.counts.no_case
    everything = all(approved(answers, entry.approved_by) for entry in card.not_applicable)
    lines = [
        "  not_applicable:",
        _line(f'    max_share: "{_up(share)}"', words("gate.starter.share", value=number(share))),
    ]
    if without_case:
        of_all = Fraction(without_case, criteria_in_scope(card, standard))
        lines.append(_line(f'    no_case_max_share: "{_up(of_all)}"', words("gate.starter.no-case")))
    if everything:
        lines.append(_line("    approved: true", words("gate.starter.approved")))
    else:
        lines.append(_line("    # approved: true", words("gate.starter.not-approved")))
    return lines


def _regression(wanted: bool) -> list[str]:
    mark = "" if wanted else "# "
    return [_line(f'  {mark}no_regression: {{tolerance: "0"}}', words("gate.starter.regression"))]


def _proof(standard: Standard) -> list[str]:
    level = min(standard.base + 2, standard.top)
    return [
        _line(f"  # evidence: {{from_level: {level}, max_age_days: 365}}", words("gate.starter.evidence")),
        _line(f"  # verification: {{from_level: {level}}}", words("gate.starter.verification")),
        _line(f'  # target_by: {{2099-12-31: {{overall: "{standard.top}"}}}}', words("gate.starter.target-by")),
    ]


def _end(provisional: bool) -> list[str]:
    return [
        _line(f"allow_provisional: {str(provisional).lower()}", words("gate.starter.provisional")),
        _line("waivers: []", words("gate.starter.waivers")),
    ]


def _line(text: str, comment: str) -> str:
    return f"{text.ljust(COMMENT_AT)} # {comment}"


def _comment(text: str) -> str:
    """A user's text for a comment: one line, no control characters, not endless."""
    return shortened(text, LONGEST_COMMENT, "...")


def _down(value: Fraction) -> str:
    return number(Fraction(floor(value * 100), 100))


def _up(value: Fraction) -> str:
    return number(Fraction(ceil(value * 100), 100))


def _exact(value: Fraction) -> str:
    text = short_number(value)
    return text if Fraction(text) == value else str(value)
