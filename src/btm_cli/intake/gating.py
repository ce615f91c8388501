"""Answers files held to a policy: from paths to a `GateReport`.

In: paths, a loaded policy, the day, perhaps a baseline. Out: the verdict on each file; what keeps one from being
checked becomes its problems.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.errors import InvalidFiles, UnreadableFile
from btm_cli.intake.opened import Standards, assess_file

if TYPE_CHECKING:
    from btm_cli.compare.comparison import Comparison
    from btm_cli.diagnostics import Diagnostic
    from btm_cli.intake.policy_file import LoadedPolicy
    from btm_cli.render.gate.report import FileReport, GateReport

Warned = Callable[["Sequence[Diagnostic]", str], None]
"""Told of the warnings about a file that was read all the same."""
Missing = Callable[[str, str], None]
"""Told of a file that a revision does not have, and so can't be compared."""


class Baseline(NamedTuple):
    """What `--baseline` names, and whether it may be about another enterprise or unit."""

    place: str
    any_subject: bool


def each_its_own(baseline: str) -> bool:
    """Whether it names each file itself at a revision (`main:`)."""
    return baseline.endswith(":") and not os.path.exists(baseline)


class _Asked(NamedTuple):
    """How every file is checked."""

    policy: LoadedPolicy
    standards: Standards
    day: date
    baseline: Baseline | None
    strict: bool
    warned: Warned
    missing: Missing


def _unheard(*_: object) -> None:
    """For whoever is told nothing."""


def gate_report(
    files: Sequence[str],
    policy: tuple[str, LoadedPolicy],
    standards: Standards,
    day: date,
    baseline: Baseline | None = None,
    *,
    strict: bool = False,
    warned: Warned = _unheard,
    missing: Missing = _unheard,
) -> GateReport:
    """Every file held to the policy, which comes with the name it goes by. Raises UsageProblem for a bad baseline."""
    from btm_cli.render.gate.report import GateReport

    name, loaded = policy
    asked = _Asked(loaded, standards, day, baseline, strict, warned, missing)
    return GateReport(
        policy=name,
        policy_digest=loaded.digest,
        assurance=loaded.policy.assurance,
        as_of=day,
        baseline=baseline.place if baseline is not None else "",
        strict=strict,
        files=tuple(_file_report(file, asked) for file in files),
    )


def _file_report(file: str, asked: _Asked) -> FileReport:
    """The verdict on one file; what keeps it from being checked becomes its problems."""
    from btm_cli.diagnostics import Diagnostic, Location, Severity
    from btm_cli.gate import evaluate
    from btm_cli.render.document.labels import Labels
    from btm_cli.render.document.subject import extent
    from btm_cli.render.gate.report import FileReport, place_checks

    try:
        assessment = assess_file(file, asked.standards, asked.day.isoformat())
    except InvalidFiles as error:
        return FileReport(file, None, None, (), tuple(error.diagnostics), error.exit_code)
    except UnreadableFile as error:
        problem = Diagnostic("unreadable-file", Severity.ERROR, error.message, Location(file), error.hint)
        return FileReport(file, None, None, (), (problem,), error.exit_code)
    found, card = assessment.loaded, assessment.card
    asked.warned(assessment.diagnostics, file)
    comparison = _compare(asked.baseline, file, asked) if asked.baseline is not None else None
    policy = asked.policy
    evidence = assessment.evidence
    result = evaluate(policy.policy, found.standard, found.answers, card, evidence, comparison, policy.listed)
    checks = place_checks(result, found.document, policy.document, file, asked.strict)
    about = extent(card, Labels(found.standard))
    return FileReport(file, card, result, checks, (), result.exit_code(asked.strict), about)


def _compare(baseline: Baseline, file: str, asked: _Asked) -> Comparison | None:
    """The comparison with the baseline, judged on its own date; None where `REV:` does not have the file yet."""
    from btm_cli.intake.comparing import compare_places
    from btm_cli.intake.places import open_place

    text = baseline.place
    if each_its_own(text):
        path = os.path.relpath(file).replace(os.sep, "/")
        text += path if path.startswith("../") else f"./{path}"
    old = open_place(text)
    if text != baseline.place and not old.files.exists(old.path):
        asked.missing(file, baseline.place.removesuffix(":"))
        return None
    new = open_place(file)
    found = compare_places(old, new, asked.standards, new_as_of=asked.day, any_subject=baseline.any_subject)
    return found.comparison
