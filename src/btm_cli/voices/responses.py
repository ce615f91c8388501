"""Which answers files are responses of several people to the same questions, and in which order they count.

In: the answers of each file. Out: the responses in an order that does not depend on that of the files, or what keeps
them apart, as problems of single files (`formats.md`, Responses).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from btm_cli.answers.model import Answers
from btm_cli.diagnostics import Problem, Severity, short
from btm_cli.names import folded
from btm_cli.scoring.rollup import capabilities_in_scope
from btm_cli.standard.model import Standard


class Mismatch(NamedTuple):
    """A problem of the one at place `file` of the files that were given."""

    file: int
    problem: Problem


def in_order(files: Sequence[Answers]) -> tuple[list[int], list[Mismatch]]:
    """Who counts, as indexes of `files` by respondent's name, and everything that keeps files from going together.

    A file given twice counts once, with a warning. Errors: no `answered_by`, two different files of one respondent,
    another standard, enterprise or unit than the others (than most of them, or the first in order).
    """
    problems = list(_nameless(files))
    named = [index for index, one in enumerate(files) if one.answered_by is not None]
    order = sorted(named, key=lambda index: (folded(_name(files[index])), files[index].digest))
    kept: list[int] = []
    for index in order:
        last = kept[-1] if kept else None
        if last is None or folded(_name(files[last])) != folded(_name(files[index])):
            kept.append(index)
        elif files[last].digest == files[index].digest:
            message = f"this response of `{short(_name(files[index]))}` was given twice and counts once"
            problem = Problem("respondent-twice", message, ("answered_by",), severity=Severity.WARNING, at_key=True)
            problems.append(Mismatch(index, problem))
        else:
            message = f"`{short(_name(files[index]))}` has answered differently in another of these files"
            hint = "keep the one that holds, or tell the two people apart in `answered_by`"
            problems.append(Mismatch(index, Problem("respondent-twice", message, ("answered_by", "name"), hint=hint)))
    problems += _twice(files, kept)
    problems += _strangers(files, kept)
    return kept, problems


def scopes(standard: Standard, files: Sequence[Answers]) -> list[frozenset[str]]:
    """The capabilities for which each file counts: all of them where every file is about the same."""
    if all(set(one.scope) == set(files[0].scope) for one in files):
        return [frozenset(standard.capabilities)] * len(files)
    return [capabilities_in_scope(standard, one) for one in files]


def _nameless(files: Sequence[Answers]) -> Iterator[Mismatch]:
    for index, one in enumerate(files):
        if one.answered_by is None:
            hint = 'write answered_by: {name: "...", side: business}'
            problem = Problem("respondent-missing", "a response says who gave it: `answered_by` is missing", hint=hint)
            yield Mismatch(index, problem)


def _twice(files: Sequence[Answers], kept: Sequence[int]) -> Iterator[Mismatch]:
    """Who speaks in a consensus and again in a file of their own, or in two of them: nobody votes twice."""
    spoken: dict[str, int] = {}
    for index in kept:
        assessor = files[index].answered_by
        for name in dict.fromkeys(assessor.names if assessor else ()):
            if spoken.setdefault(folded(name), index) != index:
                message = f"`{short(name)}` has a voice in another of these files"
                hint = "leave one of the two out: the consensus, or the responses it was made of"
                yield Mismatch(index, Problem("respondent-twice", message, ("answered_by", "name"), hint=hint))


def _strangers(files: Sequence[Answers], kept: Sequence[int]) -> Iterator[Mismatch]:
    """What is about something else than the rest; the rest is the largest group, of equal ones the first by name."""
    asked = (
        ("standard", "standard", [files[index].standard for index in kept]),
        ("enterprise", "enterprise", [files[index].enterprise for index in kept]),
        ("unit", "unit", [unit.name if (unit := files[index].unit) else "" for index in kept]),
    )
    for key, noun, said in asked:
        groups = [folded(one) for one in said]
        usual = min(sorted(set(groups)), key=lambda group: -groups.count(group), default="")
        for index, group, text in zip(kept, groups, said, strict=True):
            if group != usual:
                others = next(one for one, other in zip(said, groups, strict=True) if other == usual)
                message = f"the {noun} here is `{short(text)}`, in other responses it is `{short(others)}`"
                hint = "a consensus is about one enterprise or unit, by one standard; for many units see `btm rollup`"
                yield Mismatch(index, Problem("different-subject", message, (key,), hint=hint))


def _name(answers: Answers) -> str:
    return answers.answered_by.name if answers.answered_by else ""
