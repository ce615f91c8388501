"""What people noted beside their answers, and what they say nobody knows, as the consensus says it.

In: everybody's answers, and the answers of the consensus. Out: those answers with every remark in the place that the
file format has for it, and with what is still not known. Nothing is said of people who are protected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from btm_cli.answers.model import Answers, CellAnswer, Claimed, NotApplicable
from btm_cli.voices.verdict import House, together


def with_remarks(answers: Answers, files: Sequence[Answers], house: House) -> Answers:
    """The consensus with everybody's remarks, and what somebody asked and nobody could answer."""
    if house.anonymous:
        return answers
    noted: dict[str, list[str]] = {}
    for one in files:
        for reference, text in one.remarks.items():
            noted.setdefault(reference, []).append(text)
    for reference, texts in noted.items():
        answers = _noted(answers, reference, texts, house)
    unknown = {reference for one in files for reference in one.unknown}
    still = frozenset(reference for reference in unknown if _is_open(answers, reference))
    return answers._replace(unknown=still, note=together((one.note for one in files), house))


def _noted(answers: Answers, reference: str, texts: Sequence[str], house: House) -> Answers:
    """With one more remark: in the note of what is answered as a whole there or above, else on its own."""
    capability, _, rest = reference.partition("/")
    dimension, _, criterion = rest.partition("/")
    told: dict[tuple[str, str], CellAnswer] = {}
    left_out = answers.capability_not_applicable.get(capability)
    for key in _cells(answers, capability, dimension):
        said = answers.cells[key]
        if isinstance(said, (Claimed, NotApplicable)):
            told[key] = said._replace(note=together([said.note, *texts], house))
        elif criterion in said:
            rated = said[criterion]
            told[key] = {**said, criterion: rated._replace(note=together([rated.note, *texts], house))}
    if left_out is not None:
        left_out = left_out._replace(note=together([left_out.note, *texts], house))
        return answers._replace(
            cells={**answers.cells, **told},
            capability_not_applicable={**answers.capability_not_applicable, capability: left_out},
        )
    if told and (rest or _as_a_whole(answers, capability)):
        return answers._replace(cells={**answers.cells, **told})
    return answers._replace(remarks={**answers.remarks, reference: together(texts, house) or ""})


def _cells(answers: Answers, capability: str, dimension: str) -> Iterator[tuple[str, str]]:
    """The cells in which a remark would stand: all of a capability that is answered as a whole, else its own."""
    whole = _as_a_whole(answers, capability)
    for key in answers.cells:
        if key[0] == capability and (whole or key[1] == dimension):
            yield key


def _as_a_whole(answers: Answers, capability: str) -> bool:
    """Whether a capability is n/a, or one level is claimed for all of it."""
    said = [answer for key, answer in answers.cells.items() if key[0] == capability]
    claims = [one for one in said if isinstance(one, Claimed) and one.whole_capability]
    return capability in answers.capability_not_applicable or bool(claims)


def _is_open(answers: Answers, reference: str) -> bool:
    """Whether the consensus has no answer at a reference or above it."""
    capability, _, rest = reference.partition("/")
    dimension, _, criterion = rest.partition("/")
    said: CellAnswer | None = answers.cells.get((capability, dimension))
    if said is None:
        return True
    return isinstance(said, Mapping) and bool(criterion) and criterion not in said
