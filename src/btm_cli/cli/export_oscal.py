"""`btm export --format oscal...`: the results of an answers file, their assessment plan, the standard as catalog."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from btm_cli.answers.load import LoadedAnswers
from btm_cli.files import DiskFiles
from btm_cli.intake.opened import Assessment, assess_loaded
from btm_cli.render.oscal.assessed import Assessed
from btm_cli.render.wire.json import render_json
from btm_cli.standard.model import Standard

if TYPE_CHECKING:
    from btm_cli.intake.gating import LoadedPolicy
    from btm_cli.render.oscal.findings import Verdict


def to_results(
    standard: Standard, loaded: LoadedAnswers, as_of: date | None, policy: LoadedPolicy | None = None
) -> str:
    """The assessment results as JSON, as of a day (default: the file's own), with what a policy says of them."""
    from btm_cli.render.oscal.results import results_data

    found = assess_loaded(loaded, DiskFiles(), as_of)
    return render_json(results_data(assessed_by(found), _verdict(found, policy) if policy is not None else None))


def to_assessment_plan(standard: Standard, loaded: LoadedAnswers, as_of: date | None) -> str:
    """The assessment plan of those results."""
    from btm_cli.render.oscal.assessment_plan import assessment_plan_data

    return render_json(assessment_plan_data(assessed_by(assess_loaded(loaded, DiskFiles(), as_of))))


def to_catalog(standard: Standard, loaded: LoadedAnswers | None, as_of: date | None) -> str:
    """The standard as a catalog, as of a day (default: that of the answers file, where one names the standard)."""
    from btm_cli.render.oscal.catalog import catalog_data

    return render_json(catalog_data(standard, as_of or (loaded.answers.assessed_on if loaded is not None else None)))


def assessed_by(assessment: Assessment) -> Assessed:
    """A scored file as OSCAL documents see it."""
    loaded = assessment.loaded
    return Assessed(loaded.standard, loaded.answers, assessment.card, assessment.digests())


def _verdict(found: Assessment, policy: LoadedPolicy) -> Verdict:
    from btm_cli.gate import evaluate
    from btm_cli.render.oscal.findings import Verdict

    rules, answers = found.loaded.standard, found.loaded.answers
    result = evaluate(policy.policy, rules, answers, found.card, found.evidence, None, policy.listed)
    return Verdict(result, policy.digest)
