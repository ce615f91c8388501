"""`Answers` as the data of an answers file (`formats.md`, The answers).

In: `Answers`. Out: dicts, lists, text and whole numbers in the order of the format, that load to the same `Answers`.
What is said for a whole capability is said once.
"""

from __future__ import annotations

from collections.abc import Mapping

from btm_cli.answers.model import (
    DEFAULT,
    FULL,
    NO_CASE,
    NOT_APPLICABLE,
    Answers,
    CellAnswer,
    Claimed,
    CriterionAnswer,
    NotApplicable,
    Target,
)
from btm_cli.standard.model import Standard


def head_data(answers: Answers) -> dict[str, object]:
    """Everything but the answers; keys that say nothing are left out."""
    unit, by = answers.unit, answers.answered_by
    return _said(
        {
            "standard": answers.standard,
            "enterprise": answers.enterprise,
            "unit": {"name": unit.name, "weight": _number(unit.weight)} if unit and unit.weight else unit and unit.name,
            "period": answers.period,
            "assessed_on": answers.assessed_on.isoformat(),
            "answered_by": by and _said({"name": by.name, "side": by.side, "respondents": list(by.respondents)}),
            "depth": _depth(answers),
            "profiles": list(answers.profiles),
            "terms": dict(answers.terms),
            "scope": list(answers.scope),
            "target": answers.target and _target(answers.target),
            "importance": dict(answers.importance),
            "capacity": answers.capacity and _number(answers.capacity),
            "plan": _said({"pin": dict(answers.pinned), "exclude": list(answers.excluded)}),
            "owners": dict(answers.owners),
            "evidence_root": answers.evidence_root if answers.evidence_root != "." else None,
            "evidence": {
                key: _said(
                    {
                        "title": entry.title,
                        "path": entry.path,
                        "url": entry.url,
                        "sha256": entry.sha256,
                        "date": entry.date.isoformat(),
                        "valid_until": entry.valid_until and entry.valid_until.isoformat(),
                        "owner": entry.owner,
                    }
                )
                for key, entry in answers.evidence.items()
            },
        }
    )


def answers_data(answers: Answers, standard: Standard) -> dict[str, object]:
    """What is said of every capability, in the standard's order; what is open is left out."""
    return _said({one.id: _capability(answers, standard, one.id) for one in standard.ordered_capabilities()})


def _capability(answers: Answers, standard: Standard, capability: str) -> object:
    if left_out := answers.capability_not_applicable.get(capability):
        return _cell(left_out, [])
    cells = {
        dimension.id: said
        for dimension in standard.dimensions
        if (said := answers.cells.get((capability, dimension.id)))
    }
    first = next(iter(cells.values()), None)
    if isinstance(first, Claimed) and first.whole_capability:
        return _cell(first, [])
    parts = {}
    for dimension, said in cells.items():
        cell = standard.cell(capability, dimension)
        parts[dimension] = _cell(said, [criterion.id for criterion in cell.all_criteria()] if cell else [])
    return parts


def _cell(said: CellAnswer, order: list[str]) -> object:
    if isinstance(said, NotApplicable):
        return _said(
            {
                "rating": NOT_APPLICABLE,
                "reason": said.reason,
                "approved_by": said.approved_by,
                "profile": said.profile,
                "case": _case(said.no_case),
            }
        )
    if isinstance(said, Claimed):
        more = _said({"evidence": list(said.evidence), "note": said.note, "verified_by": said.verified_by})
        return {"level": said.level, **more} if more else said.level
    return {name: _criterion(said[name]) for name in order if name in said}


def _criterion(said: CriterionAnswer) -> object:
    if isinstance(said, NotApplicable):
        return _cell(said, [])
    backing = {"evidence": list(said.evidence), "note": said.note, "verified_by": said.verified_by}
    more = _said({**backing, "case": _case(said.no_case)})
    return {"rating": said.rating, **more} if more else said.rating


def _depth(answers: Answers) -> str | dict[str, str] | None:
    """Core or full, by capability where some differ; None where nothing is in core."""
    if answers.depths:
        return {DEFAULT: answers.depth, **answers.depths}
    return answers.depth if answers.depth != FULL else None


def _case(no_case: bool) -> str | None:
    return NO_CASE if no_case else None


def _target(target: Target) -> dict[str, object]:
    return _said(
        {
            "state": target.state,
            "level": target.level,
            "levels": dict(target.levels),
            "deadlines": {key: day.isoformat() for key, day in target.deadlines.items()},
        }
    )


def _number(text: str) -> int | str:
    """An exact number as it is usually written: plain where it is whole, else as text such as "1/3"."""
    return int(text) if text.isascii() and text.isdigit() else text


def _said(data: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
