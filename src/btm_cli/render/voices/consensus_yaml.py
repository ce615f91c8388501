"""A consensus as an answers file whose comments say where each value comes from.

In: a `Consensus` and its `Standard`. Out: YAML in the form that btm writes answers files (`formats.md`, The answers),
which loads to the same `Answers`; what is said for a whole capability is said once. Comments hold what people said,
cleaned, on one line each; nothing of single people where they are protected.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Day

from btm_cli.answers.depth import Depth
from btm_cli.answers.model import (
    DEFAULT,
    FULL,
    NO_CASE,
    NOT_APPLICABLE,
    UNKNOWN,
    Answers,
    Claimed,
    CriterionAnswer,
    NotApplicable,
    Target,
)
from btm_cli.render.document.safe import visible
from btm_cli.render.document.words import words
from btm_cli.render.starter.file import Asked, answers_file
from btm_cli.render.voices.consensus_said import said_by
from btm_cli.standard.model import Standard
from btm_cli.voices.consensus import Consensus

LONGEST = 400


def render_consensus_yaml(found: Consensus, standard: Standard) -> str:
    """The whole file; what is open has no value."""
    answers = found.answers
    comments = "".join(f"# {line}\n" for line in _head_notes(found))
    asked = Asked(standard, Depth.capability, _item_notes(found, standard))
    return comments + answers_file(asked, _head_data(answers), _answers_data(answers, standard))


def _head_notes(found: Consensus) -> list[str]:
    """What stands at the top of the file."""
    if found.voices == 1:
        return [words("voices.consensus.file.one")]
    if found.minimum > 1:
        above, people = "above-protected", words("voices.consensus.file.protected", minimum=found.minimum)
    else:
        named = ", ".join(f"{one.name} ({one.side})" if one.side else one.name for one in found.respondents)
        above, people = "above", words("voices.consensus.file.people", names=named)
    lines = [
        words("voices.consensus.file.made", n=found.voices),
        words(f"voices.consensus.file.{above}"),
        _short(people),
    ]
    return [*lines, *([words("voices.consensus.file.differ", keys=", ".join(found.differ))] if found.differ else [])]


def _item_notes(found: Consensus, standard: Standard) -> Mapping[str, list[str]]:
    """One line for each item."""
    return {item.reference: [_short(said_by(item, found, standard))] for item in found.items}


def _short(text: str) -> str:
    clean = visible(text)
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 1] + "…"


def _head_data(answers: Answers) -> dict[str, object]:
    """Everything but the answers; keys that say nothing are left out."""
    unit, by, rate, report = answers.unit, answers.answered_by, answers.day_rate, answers.report
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
            "plan": _said({"pin": dict(answers.pinned), "exclude": list(answers.excluded), "focus": answers.focus}),
            "owners": dict(answers.owners),
            "capacities": {owner: _number(points) for owner, points in answers.capacities.items()},
            "day_rate": rate and {"amount": _number(rate.amount), "currency": rate.currency},
            "report": report and _said({key: _day(value) for key, value in report._asdict().items()}),
            "note": answers.note,
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


def _answers_data(answers: Answers, standard: Standard) -> dict[str, object]:
    """What is said of every capability, in the standard's order; what is open is left out."""
    return _said({one.id: _capability(answers, standard, one.id) for one in standard.ordered_capabilities()})


def _capability(answers: Answers, standard: Standard, capability: str) -> object:
    if left_out := answers.capability_not_applicable.get(capability):
        return _whole(left_out)
    cells = {
        dimension.id: said
        for dimension in standard.dimensions
        if (said := answers.cells.get((capability, dimension.id)))
    }
    first = next(iter(cells.values()), None)
    if isinstance(first, Claimed) and first.whole_capability:
        return _whole(first)
    parts: dict[str, object] = {"note": answers.remarks.get(capability)}
    for dimension in standard.dimensions:
        cell = standard.cell(capability, dimension.id)
        reference = f"{capability}/{dimension.id}"
        order = [criterion.id for criterion in cell.all_criteria()] if cell else []
        said = cells.get(dimension.id, {})
        if isinstance(said, (Claimed, NotApplicable)):
            parts[dimension.id] = _whole(said)
        elif reference in answers.unknown:
            parts[dimension.id] = _not_known(answers.remarks.get(reference))
        else:
            found = {name: _criterion_or_open(answers, said.get(name), f"{reference}/{name}") for name in order}
            parts[dimension.id] = _said({"note": answers.remarks.get(reference), **found})
    return _said(parts)


def _criterion_or_open(answers: Answers, said: CriterionAnswer | None, reference: str) -> object:
    """A criterion's answer, or what is said of an open one; None where that is nothing."""
    if said is not None:
        return _criterion(said)
    note = answers.remarks.get(reference)
    if reference in answers.unknown:
        return _not_known(note)
    return _said({"note": note}) or None


def _not_known(note: str | None) -> object:
    return {"rating": UNKNOWN, "note": note} if note else UNKNOWN


def _whole(said: Claimed | NotApplicable) -> object:
    if isinstance(said, NotApplicable):
        return _said(
            {
                "rating": NOT_APPLICABLE,
                "reason": said.reason,
                "approved_by": said.approved_by,
                "note": said.note,
                "profile": said.profile,
                "case": _case(said.no_case),
            }
        )
    backing = {"evidence": list(said.evidence), "note": said.note, "verified_by": said.verified_by}
    more = _said({**backing, "source": said.source})
    return {"level": said.level, **more} if more else said.level


def _criterion(said: CriterionAnswer) -> object:
    if isinstance(said, NotApplicable):
        return _whole(said)
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


def _day(value: object) -> object:
    return value.isoformat() if isinstance(value, Day) else value


def _number(text: str) -> int | str:
    """An exact number as it is usually written: plain where it is whole, else as text such as "1/3"."""
    return int(text) if text.isascii() and text.isdigit() else text


def _said(data: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
