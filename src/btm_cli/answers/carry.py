"""The last period's answers as the start of the next one.

In: an old answers file, what is wrong with its evidence today, the folder of the new file. Out: `Carried`: the head and
answers of the new file, its date left open, and notes where something must be looked at again.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from btm_cli.answers.citations import citations
from btm_cli.answers.delta import changed
from btm_cli.answers.load import LoadedAnswers
from btm_cli.answers.migration import Migration

if TYPE_CHECKING:
    from collections.abc import Iterable

MARK = "LOOK AGAIN:"
NOT_CARRIED = frozenset({"answers", "assessed_on", "period", "standard", "$schema"})


class Carried(NamedTuple):
    """What goes into the new file; `notes` are comment lines by reference, as `template.compose` takes them."""

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


def evidence_root_from(folder: str, loaded: LoadedAnswers) -> str:
    """The `evidence_root` that leads from `folder` to where the evidence of `loaded` lies."""
    root = os.path.join(loaded.folder, loaded.answers.evidence_root)
    return os.path.relpath(root, folder).replace(os.sep, "/")
