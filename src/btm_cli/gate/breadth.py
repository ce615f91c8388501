"""Rules `scope` and `depth`: how much of the standard the file is about, and how deep it looks.

In: a `Subject`. Out: `Check`s, one for each area or capability that is missing or looked at less deeply. A line of the
audited file can narrow it; what a policy holds must not become less by that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from btm_cli.answers.model import FULL
from btm_cli.gate.result import Check, Outcome

if TYPE_CHECKING:
    from btm_cli.gate.subject import Subject


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
