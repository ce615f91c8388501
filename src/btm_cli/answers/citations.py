"""Which answer cites which evidence.

In: `Answers`. Out: pairs of a reference and a key of the register, in the order of the answers; or these keys, or
what may cite them.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.answers.model import Answers, Claimed, NotApplicable, Rated


def cited(answers: Answers) -> list[str]:
    """The keys of the register that any answer cites, sorted."""
    return sorted({key for said in backed(answers) for key in said.evidence} & answers.evidence.keys())


def backed(answers: Answers) -> Iterator[Claimed | Rated]:
    """Every level and rating, which evidence and somebody's check may back, in the order of the answers."""
    for answer in answers.cells.values():
        for said in (answer,) if isinstance(answer, (Claimed, NotApplicable)) else answer.values():
            if isinstance(said, (Claimed, Rated)):
                yield said


def citations(answers: Answers) -> Iterator[tuple[str, str]]:
    """Every (reference, key); what is claimed for a whole capability counts once, as the capability's."""
    whole = set()
    for (capability, dimension), answer in answers.cells.items():
        if isinstance(answer, Claimed):
            if answer.whole_capability and capability in whole:
                continue
            whole.add(capability if answer.whole_capability else "")
            reference = capability if answer.whole_capability else f"{capability}/{dimension}"
            yield from ((reference, key) for key in answer.evidence)
        elif not isinstance(answer, NotApplicable):
            for criterion, said in answer.items():
                if isinstance(said, Rated):
                    yield from ((f"{capability}/{dimension}/{criterion}", key) for key in said.evidence)
