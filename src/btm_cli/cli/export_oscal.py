"""`btm export --format oscal`: scores the file first, since OSCAL carries results and not a questionnaire."""

from __future__ import annotations

from datetime import date

from btm_cli.answers.load import LoadedAnswers
from btm_cli.evidence import examine
from btm_cli.evidence.digests import digest_evidence
from btm_cli.files import DiskFiles
from btm_cli.render.scorecard.oscal import oscal_data
from btm_cli.render.wire.json import render_json
from btm_cli.scoring import assess
from btm_cli.standard.model import Standard


def to_oscal(standard: Standard, loaded: LoadedAnswers, as_of: date | None) -> str:
    """The assessment results as JSON, as of a day (default: the file's own)."""
    answers, files = loaded.answers, DiskFiles()
    day = as_of or answers.assessed_on
    report = examine(answers, loaded.folder, files, day)
    card = assess(standard, answers, report.valid, day, report.problems)
    return render_json(
        oscal_data(card, answers, standard, digest_evidence(answers, loaded.folder, files, report.valid))
    )
