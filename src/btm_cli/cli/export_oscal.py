"""`btm export --format oscal...`: the results of an answers file, their assessment plan, the standard as catalog."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from btm_cli.answers.load import LoadedAnswers
from btm_cli.evidence import examine
from btm_cli.evidence.digests import digest_evidence
from btm_cli.files import DiskFiles
from btm_cli.render.oscal.assessed import Assessed
from btm_cli.render.wire.json import render_json
from btm_cli.scoring import assess
from btm_cli.standard.model import Standard

if TYPE_CHECKING:
    from btm_cli.intake.policy_file import LoadedPolicy
    from btm_cli.render.oscal.verdict import Verdict


def to_results(
    standard: Standard, loaded: LoadedAnswers, as_of: date | None, policy: LoadedPolicy | None = None
) -> str:
    """The assessment results as JSON, as of a day (default: the file's own), with what a policy says of them."""
    from btm_cli.render.oscal.results import results_data

    assessed = _assessed(standard, loaded, as_of)
    return render_json(results_data(assessed, _verdict(assessed, loaded, policy) if policy is not None else None))


def to_assessment_plan(standard: Standard, loaded: LoadedAnswers, as_of: date | None) -> str:
    """The assessment plan of those results."""
    from btm_cli.render.oscal.assessment_plan import assessment_plan_data

    return render_json(assessment_plan_data(_assessed(standard, loaded, as_of)))


def to_catalog(standard: Standard, loaded: LoadedAnswers | None, as_of: date | None) -> str:
    """The standard as a catalog, as of a day (default: that of the answers file, where one names the standard)."""
    from btm_cli.render.oscal.catalog import catalog_data

    return render_json(catalog_data(standard, as_of or (loaded.answers.assessed_on if loaded is not None else None)))


def _verdict(assessed: Assessed, loaded: LoadedAnswers, policy: LoadedPolicy) -> Verdict:
    from btm_cli.gate import evaluate
    from btm_cli.render.oscal.verdict import Verdict

    standard, answers, card, _ = assessed
    report = examine(answers, loaded.folder, DiskFiles(), card.as_of)
    return Verdict(evaluate(policy.policy, standard, answers, card, report, None, policy.listed), policy.digest)


def _assessed(standard: Standard, loaded: LoadedAnswers, as_of: date | None) -> Assessed:
    answers, files = loaded.answers, DiskFiles()
    day = as_of or answers.assessed_on
    report = examine(answers, loaded.folder, files, day)
    card = assess(standard, answers, report.valid, day, report.problems)
    return Assessed(standard, answers, card, digest_evidence(answers, loaded.folder, files, report.valid))
