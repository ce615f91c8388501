"""Policy files, read and checked against a standard, and answers files held to one: from paths to a `GateReport`.

In: a path, or a document; paths, a loaded policy, the day, perhaps a baseline. Out: a `LoadedPolicy`, or every problem;
the verdict on each file, where what keeps one from being checked becomes its problems.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import NOTHING
from btm_cli.diagnostics import Diagnostic, Location, Severity, has_errors, without_consequences
from btm_cli.errors import InvalidFiles, UnreadableFile
from btm_cli.intake.opened import Assessment, Standards, assess_file
from btm_cli.intake.places import Opened, open_place
from btm_cli.render.document.words import words
from btm_cli.telling import tell

if TYPE_CHECKING:
    from btm_cli.compare.comparison import Comparison
    from btm_cli.gate.policy import PolicyFile
    from btm_cli.render.gate.report import FileReport, GateReport
    from btm_cli.source import Document


class LoadedPolicy(NamedTuple):
    """A policy, the document for places, and the digest of its content.

    `listed` are the criteria that the profiles leave out whose n/a it accepts, by the profile's id; `warnings` are what
    does not keep it from being used.
    """

    policy: PolicyFile
    document: Document
    digest: str
    listed: Mapping[str, frozenset[str]] = NOTHING
    warnings: tuple[Diagnostic, ...] = ()


def load_policy(path: str, standards: Standards) -> LoadedPolicy:
    """The policy at a place, on disk or `REV:PATH`. Raises InvalidFiles with every problem, UnreadableFile."""
    from btm_cli.digest import content_digest
    from btm_cli.source import parse

    place = open_place(path)
    document, problems = parse(_content(place), place.label)
    if document is None:
        raise InvalidFiles(problems)
    policy, found = check_document(document, standards)
    problems += without_consequences(problems, found)
    if policy is None or has_errors(problems):
        raise InvalidFiles(problems)
    return LoadedPolicy(policy, document, content_digest(document.data), _listed(policy, standards), tuple(problems))


def _content(place: Opened) -> bytes:
    try:
        return place.files.read(place.path)
    except UnreadableFile as error:
        if place.revision is None and not os.path.lexists(place.path):
            raise UnreadableFile(error.message, f"make it: btm policy init {place.path}") from None
        raise


def _listed(policy: PolicyFile, standards: Standards) -> Mapping[str, frozenset[str]]:
    """What the profiles that a policy names leave out. Raises as `Standards.profiles`."""
    rule = policy.require.not_applicable
    if rule is None or not rule.profiles:
        return NOTHING
    return {one.id: frozenset(one.not_applicable) for one in standards.profiles() if one.id in rule.profiles}


def check_document(document: Document, standards: Standards) -> tuple[PolicyFile | None, list[Diagnostic]]:
    """The policy in a document, None where its form is wrong, and every problem with it."""
    from btm_cli.gate.policy import PolicyFile, check_policy
    from btm_cli.readable import check_model

    policy, found = check_model(PolicyFile, document.data, lambda policy: check_policy(policy, standards.get()))
    return policy, [document.diagnose(problem) for problem in found]


def each_its_own(baseline: str) -> bool:
    """Whether it names each file itself at a revision (`main:`)."""
    return baseline.endswith(":") and not os.path.exists(baseline)


def gate_report(
    files: Sequence[str],
    policy: tuple[str, LoadedPolicy],
    standards: Standards,
    day: date,
    baseline: str | None = None,
    *,
    any_subject: bool = False,
    strict: bool = False,
) -> GateReport:
    """Every file held to the policy, which comes with the name it goes by. Raises UsageProblem for a bad baseline.

    With `any_subject` the baseline may be about another enterprise or unit. Warnings about a file, and that a revision
    does not have it, are told.
    """
    from btm_cli.render.gate.report import GateReport

    name, loaded = policy
    compare = partial(_compare, baseline, standards, day, any_subject)
    return GateReport(
        policy=name,
        policy_digest=loaded.digest,
        assurance=loaded.policy.assurance,
        as_of=day,
        baseline=baseline or "",
        strict=strict,
        files=tuple(_file_report(file, loaded, standards, day, strict, compare) for file in files),
    )


def _file_report(
    file: str,
    policy: LoadedPolicy,
    standards: Standards,
    day: date,
    strict: bool,
    compare: Callable[[str], Comparison | None],
) -> FileReport:
    """The verdict on one file; what keeps it from being checked becomes its problems."""
    from btm_cli.render.gate.report import FileReport

    try:
        assessment = assess_file(file, standards, day.isoformat())
    except InvalidFiles as error:
        return FileReport(file, None, None, (), tuple(error.diagnostics), error.exit_code)
    except UnreadableFile as error:
        problem = Diagnostic("unreadable-file", Severity.ERROR, error.message, Location(file), error.hint)
        return FileReport(file, None, None, (), (problem,), error.exit_code)
    if assessment.diagnostics:
        tell(words("problem.warned", n=len(assessment.diagnostics), file=file))
    return held_to(policy, assessment, file, compare(file), strict=strict)


def held_to(
    policy: LoadedPolicy, assessment: Assessment, file: str, comparison: Comparison | None, *, strict: bool = False
) -> FileReport:
    """The verdict on an assessed file."""
    from btm_cli.gate import evaluate
    from btm_cli.render.document.labels import Labels
    from btm_cli.render.document.subject import extent
    from btm_cli.render.gate.report import FileReport, place_checks

    loaded, card, evidence = assessment.loaded, assessment.card, assessment.evidence
    result = evaluate(policy.policy, loaded.standard, loaded.answers, card, evidence, comparison, policy.listed)
    checks = place_checks(result, loaded.document, policy.document, file, strict)
    about = extent(card, Labels(loaded.standard))
    return FileReport(file, card, result, checks, (), result.exit_code(strict), about)


def _compare(baseline: str | None, standards: Standards, day: date, any_subject: bool, file: str) -> Comparison | None:
    """The comparison with the baseline, judged on its own date; None where `REV:` does not have the file yet."""
    if baseline is None:
        return None
    from btm_cli.intake.comparing import compare_places

    text = baseline
    if each_its_own(text):
        path = os.path.relpath(file).replace(os.sep, "/")
        text += path if path.startswith("../") else f"./{path}"
    old = open_place(text)
    if text != baseline and not old.files.exists(old.path):
        tell(words("gate.nothing-to-compare", file=file, revision=baseline.removesuffix(":")))
        return None
    new = open_place(file)
    return compare_places(old, new, standards, new_as_of=day, any_subject=any_subject).comparison
