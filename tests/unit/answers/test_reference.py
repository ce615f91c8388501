"""docs/answers-file.md names every key of an answers file, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from btm_cli.answers import schema
from btm_cli.fields import FileModel

PAGE = (Path(__file__).parents[3] / "docs" / "answers-file.md").read_text("utf-8")
SECTIONS: dict[str, type[FileModel]] = {
    "The file": schema.AnswersFile,
    "unit": schema.UnitEntry,
    "answered_by": schema.AssessorEntry,
    "target": schema.TargetEntry,
    "plan": schema.PlanEntry,
    "day_rate": schema.DayRateEntry,
    "report": schema.ReportEntry,
    "evidence": schema.EvidenceEntry,
    "A level that is claimed": schema.ClaimEntry,
    "A capability or cell that does not apply": schema.NotApplicableEntry,
    "A criterion": schema.CriterionEntry,
}


@pytest.mark.parametrize("heading", SECTIONS)
def test_a_section_has_the_keys_of_its_model_in_their_order(heading: str) -> None:
    section = re.search(rf"^##+ {re.escape(heading)}\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert section is not None
    named = re.findall(r"^\| `([^`]+)` \|", section[1], re.MULTILINE)
    assert named == [field.alias or name for name, field in SECTIONS[heading].model_fields.items()]


def test_every_model_of_the_file_has_a_section() -> None:
    models = {each for each in vars(schema).values() if isinstance(each, type) and issubclass(each, FileModel)}
    assert models - {FileModel, schema.CellsEntry} == set(SECTIONS.values())
