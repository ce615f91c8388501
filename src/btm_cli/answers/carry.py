"""The last period's answers as the start of the next one.

In: an old answers file, what is wrong with its evidence today, the folder of the new file. Out: `Carried`: the head and
answers of the new file, its date left open, and notes where something must be looked at again.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from btm_cli.answers.delta import changed, is_parts, value_at
from btm_cli.answers.edit import changes_between, edit
from btm_cli.answers.load import LoadedAnswers
from btm_cli.answers.migration import Migration
from btm_cli.answers.notes import citations
from btm_cli.answers.remarks import MARK, marked, without_former_claims
from btm_cli.answers.template import order_of
from btm_cli.standard.criteria import criteria_by_reference
from btm_cli.standard.model import Standard

NOT_CARRIED = frozenset({"answers", "assessed_on", "period", "standard", "$schema"})


class Carried(NamedTuple):
    """What goes into the new file; `notes` are comment lines by reference."""

    head: Mapping[str, Any]
    answers: Mapping[str, Any]
    notes: Mapping[str, Sequence[str]]


def carry_over(
    loaded: LoadedAnswers, flaws: Iterable[Any], *, folder: str = ".", migration: Migration | None = None
) -> Carried:
    """Everything but the date and the period of `loaded`; `flaws` are `evidence.EvidenceProblem`s.

    With `migration` the answers go on in another edition, and what it asks is marked.

    The evidence root is rewritten so that it leads to the same place from `folder`, where the new file will be.
    """
    data = loaded.document.data
    for change in migration.changes if migration is not None else ():
        data = changed(data, [str(part) for part in change.path], change.value)
    head = {name: value for name, value in data.items() if name not in NOT_CARRIED}
    relative = evidence_root_from(folder, loaded)
    if relative != "." or "evidence_root" in head:
        head["evidence_root"] = relative
    reasons: dict[str, list[str]] = defaultdict(list)
    for flaw in flaws:
        reasons[flaw.key].append(flaw.message)
    notes: dict[str, list[str]] = defaultdict(list)
    for reference, key in citations(loaded.answers):
        if key in reasons:
            notes[reference].append(f"{MARK} evidence {key}: {'; '.join(reasons[key])}")
    for question in migration.questions if migration is not None else ():
        said = "; ".join(part for part in (question.said, question.note, ", ".join(question.evidence)) if part)
        notes[question.reference].append(f"{MARK} {question.reason}{f' (was: {said})' if said else ''}")
        if question.advice:
            notes[question.reference].append(f"{MARK} {question.advice}")
    return Carried(head, data.get("answers") or {}, notes)


def carried_text(
    text: str, loaded: LoadedAnswers, standard: Standard, data: Mapping[str, Any], notes: Mapping[str, Sequence[str]]
) -> str:
    """The old file's `text` saying `data`, in its own layout and with its own comments, and marked by `notes`.

    Claims that `standard` does not have go with their comments; what a note asks of a new claim stands open below it.
    Raises EditRefused where the text can't be changed.
    """
    asked = {} if loaded.standard.name == standard.name else _opened(data, standard, notes)
    for reference in asked:
        data = changed(data, ["answers", *reference.split("/")], None)
    order = order_of(standard)
    said = edit(text, changes_between(loaded.document.data, data), loaded.document.file, order)
    if loaded.standard.name != standard.name:
        said = without_former_claims(said, loaded.standard, standard)
    return marked(said, {name: [*asked.get(name, ()), *lines] for name, lines in notes.items()})


def _opened(data: Mapping[str, Any], standard: Standard, references: Iterable[str]) -> dict[str, list[str]]:
    """The claims that are asked and have no answer, in cells that are rated, each as the comment above its open key."""
    criteria = criteria_by_reference(standard)
    found = {}
    for reference in references:
        capability, _, rest = reference.partition("/")
        dimension, _, criterion = rest.partition("/")
        cell = value_at(data, ("answers", capability, dimension))
        if reference in criteria and is_parts(cell) and cell and cell.get(criterion) is None:
            found[reference] = [f"{criterion} {criteria[reference].claim}"]
    return found


def evidence_root_from(folder: str, loaded: LoadedAnswers) -> str:
    """The `evidence_root` that leads from `folder` to where the evidence of `loaded` lies."""
    root = os.path.join(loaded.folder, loaded.answers.evidence_root)
    return os.path.relpath(root, folder).replace(os.sep, "/")
