"""What a migration to another edition comes to: what changes, what moves, and what a person must decide.

In: answers as a file has them, a `Standard`. Out: the records that `migrate` fills and that pages, wire and files read;
what became of the criteria of an edition before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, NamedTuple

from btm_cli.answers.cells import NOTE
from btm_cli.answers.edit import Change
from btm_cli.source.outline import Node, span_tree
from btm_cli.standard.model import Criterion, Standard

Kind = Literal["new", "reworded", "split", "still-na", "statement", "gone"]
"""Why something is asked: a criterion is new, has another claim under a new id, or is a part of a former one; an n/a
was given to the claim that it replaces; a claimed level's statement has changed; the new edition has no such thing."""
KINDS: tuple[Kind, ...] = ("reworded", "split", "still-na", "statement", "new", "gone")
"""In the order in which they are shown: first what had an answer."""
TO_RATE: Final = frozenset({"reworded", "split", "new"})
"""What an interview asks; the rest is there already, and to be looked at."""


class Moved(NamedTuple):
    """An answer that goes on under another reference, because the claim is the same there."""

    old: str
    new: str


class Question(NamedTuple):
    """Something a human must decide.

    `said`, `note` and `evidence` are of the answer that can't go on as it was, "" and () where there was none; `was` is
    the reference it stood under where that is another one, `advice` what the new edition says of old answers here.
    """

    reference: str
    reason: str
    said: str = ""
    kind: Kind = "gone"
    was: str = ""
    note: str = ""
    evidence: tuple[str, ...] = ()
    advice: str = ""


class Migration(NamedTuple):
    """What to change in the file, what moved, what is open now, and how many answers stay as they are."""

    changes: tuple[Change, ...]
    moved: tuple[Moved, ...]
    questions: tuple[Question, ...]
    kept: int


def asked_again(reference: str, kind: Kind, reason: str, answer: Any, *, was: str = "", advice: str = "") -> Question:
    """The question at `reference` with all that the old `answer`, as its file has it, says for it (None: nothing)."""
    if not isinstance(answer, Mapping):
        return Question(reference, reason, "" if answer is None else str(answer), kind, was, advice=advice)
    parts = [key for key in answer if key != NOTE]
    said = str(answer.get("rating") or answer.get("level") or (f"{len(parts)} answers" if parts else ""))
    note = str(answer.get(NOTE) or answer.get("reason") or "")
    evidence = answer.get("evidence") or []
    keys = tuple(map(str, evidence if isinstance(evidence, list) else [evidence]))
    return Question(reference, reason, said, kind, was, note, keys, advice)


def successors_of(standard: Standard) -> dict[str, list[tuple[str, Criterion]]]:
    """By the full reference of a former criterion: those that replace it or were split from it."""
    found: dict[str, list[tuple[str, Criterion]]] = {}
    for capability in standard.ordered_capabilities():
        for dimension, cell in capability.cells.items():
            here = f"{capability.id}/{dimension}"
            for criterion in cell.all_criteria():
                for origin in (*criterion.replaces, *([criterion.split_from] if criterion.split_from else [])):
                    former = origin if "/" in origin else f"{here}/{origin}"
                    found.setdefault(former, []).append((f"{here}/{criterion.id}", criterion))
    return found


def kind_of(criterion: Criterion) -> Kind:
    """What a criterion that the former edition lacks is to it."""
    if criterion.split_from is not None:
        return "split"
    return "reworded" if criterion.replaces else "new"


def to_open(text: str, migration: Migration, new: Standard) -> dict[str, str]:
    """The claims to rate, by reference, for which a file's `text` has room: their cell has a line for each key.

    A cell in brackets, or one that an alias repeats, gets no open keys; an interview asks its claims all the same.
    """
    tree = span_tree(text)
    asked = [question.reference for question in migration.questions if question.kind in TO_RATE]
    open_to = [reference for reference in asked if _has_lines(tree, ("answers", *reference.split("/")[:-1]))]
    return {
        reference: criterion.claim
        for reference in open_to
        for criterion in new.capabilities[reference.split("/")[0]].cells[reference.split("/")[1]].all_criteria()
        if criterion.id == reference.split("/")[2]
    }


def _has_lines(node: Node | None, path: tuple[str, ...]) -> bool:
    """Whether each part of `path` is a mapping with a line for each of its keys."""
    for name in path:
        node = node.entries[name][1] if node is not None and name in node.entries else None
        if node is None or node.kind != "mapping" or node.flow or node.anchored:
            return False
    return True
