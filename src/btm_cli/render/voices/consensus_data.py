"""The consensus's output contract, `btm-consensus/1`, as plain data.

In: a `Consensus` and its `Standard`. Out: dicts and lists in the fixed key order of the contract; fractions rounded
half up to two decimals. Where people are protected there is nothing of a single one in it, since there is none in the
`Consensus`.
"""

from __future__ import annotations

from typing import Any

from btm_cli.answers.model import NOT_APPLICABLE
from btm_cli.render.document.numbers import json_number
from btm_cli.standard.model import Standard
from btm_cli.voices.consensus import Agreement, Consensus
from btm_cli.voices.items import Item

SCHEMA = "btm-consensus/1"


def consensus_data(found: Consensus, standard: Standard) -> dict[str, Any]:
    """Everything about how far people agree; the answers themselves are `btm consensus --format yaml`."""
    answers = found.answers
    areas = {area.id for area in standard.areas}
    return {
        "schema": SCHEMA,
        "standard": {"id": standard.id, "edition": standard.edition, "digest": standard.digest},
        "subject": {
            "enterprise": answers.enterprise,
            "unit": answers.unit.name if answers.unit else None,
            "period": answers.period,
            "assessed_on": answers.assessed_on.isoformat(),
        },
        "respondents": found.voices,
        "anonymous": found.minimum > 1,
        "minimum_group": found.minimum,
        "people": [
            {
                "name": one.name,
                "side": one.side,
                "score": json_number(one.score),
                "items": one.items,
                "standing_out": one.standing_out,
                "lean": json_number(one.lean),
            }
            for one in found.respondents
        ],
        "agreement": {
            "overall": _agreement(found.agreement[0]),
            "areas": [
                {"id": one.reference, **_agreement(one)} for one in found.agreement[1:] if one.reference in areas
            ],
            "capabilities": [
                {"id": one.reference, **_agreement(one)} for one in found.agreement[1:] if one.reference not in areas
            ],
        },
        "perception_gaps": [
            {
                "capability": gap.capability,
                "gap": json_number(gap.gap),
                "business": json_number(gap.business),
                "technology": json_number(gap.technology),
                "business_respondents": gap.business_voices,
                "technology_respondents": gap.technology_voices,
            }
            for gap in found.gaps
        ],
        "agenda": [
            {
                "reference": item.reference,
                "priority": json_number(item.priority),
                "disagreement": json_number(item.disagreement),
                "weight": json_number(item.weight),
            }
            for item in found.agenda
        ],
        "items": [item_data(item, found, standard) for item in found.items],
        "too_few_answers": list(found.too_few),
        "settings_that_differ": list(found.differ),
    }


def _agreement(one: Agreement) -> dict[str, Any]:
    return {
        "alpha_levels": json_number(one.levels),
        "alpha_ratings": json_number(one.ratings),
        "mean_r_wg": json_number(one.r_wg),
        "items": one.items,
    }


def word(rank: int | None, item: Item, standard: Standard) -> str | int:
    """A rank as it is written in an answers file: a rating's word, a level's number, or n/a."""
    if rank is None:
        return NOT_APPLICABLE
    return list(standard.rating_scale)[rank] if item.scale == "rating" else rank


def said_by(item: Item, found: Consensus, standard: Standard) -> str:
    """Who said what, from the lowest answer to n/a; only how many there are where people are protected."""
    if not item.voices:
        return f"{item.speakers} answers"
    said: dict[str, list[str]] = {}
    for voice in sorted(item.voices, key=lambda one: (one.rank is None, one.rank or 0)):
        answer = str(word(voice.rank, item, standard))
        said.setdefault(answer, []).append(found.respondents[voice.respondent].name)
    return ", ".join(f"{answer} ({', '.join(names)})" for answer, names in said.items())


def item_data(item: Item, found: Consensus, standard: Standard) -> dict[str, Any]:
    """One item; what single people said is empty where they are protected."""
    shown = bool(item.voices)
    return {
        "reference": item.reference,
        "scale": item.scale,
        "consensus": word(item.outcome, item, standard),
        "respondents": item.speakers,
        "lowest": word(min(item.ranks), item, standard) if item.ranks else None,
        "highest": word(max(item.ranks), item, standard) if item.ranks else None,
        "not_applicable": item.not_applicable if shown else None,
        "r_wg": json_number(item.agreement),
        "disagreement": json_number(item.disagreement),
        "standing_out": [found.respondents[number].name for number in item.standing_out],
        "said": {found.respondents[voice.respondent].name: word(voice.rank, item, standard) for voice in item.voices},
    }
