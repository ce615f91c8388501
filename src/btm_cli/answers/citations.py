"""Which answer cites which evidence.

In: `Answers`. Out: pairs of a reference and a key of the register, in the order of the answers; or these keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from btm_cli.answers.model import Answers, Claimed, Rated


def cited(answers: Answers) -> list[str]:
    """The keys of the register that any answer cites, sorted."""
    keys: set[str] = set()
    for answer in answers.cells.values():
        if isinstance(answer, Claimed):
            keys.update(answer.evidence)
        elif isinstance(answer, Mapping):
            for said in answer.values():
                if isinstance(said, Rated):
                    keys.update(said.evidence)
    return sorted(keys & answers.evidence.keys())


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
        elif isinstance(answer, Mapping):
            for criterion, said in answer.items():
                if isinstance(said, Rated):
                    yield from ((f"{capability}/{dimension}/{criterion}", key) for key in said.evidence)
