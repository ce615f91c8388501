"""The consensus's output contract, `btm-consensus/2`: its records, and what fills them.

In: a `Consensus` and its `Standard`. Out: plain data in fixed key order; fractions rounded half up to two decimals.
Where people are protected there is nothing of a single one in it, since there is none in the `Consensus`: figures
from which one could be worked out are null, and words (strong, moderate, weak) stand beside them.
"""

from typing import Literal

from typing_extensions import TypedDict

from btm_cli.answers.model import Side
from btm_cli.render.document.numbers import json_number
from btm_cli.render.voices.consensus_said import word
from btm_cli.render.wire.card import ExtentWire, IdWire, StandardWire, WhoWire, extent_data
from btm_cli.render.wire.types import Amount, Count, Rank, Share, record
from btm_cli.standard.model import Standard
from btm_cli.voices.agreement import Item, Strength
from btm_cli.voices.consensus import Agreement, Consensus, Respondent
from btm_cli.voices.perception import Gap

Scale = Literal["rating", "level"]


class AnsweredWire(WhoWire, ExtentWire):
    """What people answered about; the date is the latest of theirs, or of enough of them where they are protected."""


class PersonWire(TypedDict):
    """A respondent; `lean` is the mean distance from the consensus in steps, above 0 for higher."""

    name: str
    side: Side | None
    score: float | None
    items: Count
    standing_out: Count
    lean: float | None


class AgreementWire(TypedDict):
    """Krippendorff's alpha (ordinal) over levels of cells and over ratings of criteria, and the mean r_wg of items."""

    alpha_levels: float | None
    alpha_levels_strength: Strength | None
    alpha_ratings: float | None
    alpha_ratings_strength: Strength | None
    mean_r_wg: Share | None
    mean_r_wg_strength: Strength | None
    items: Count


class PlaceAgreementWire(IdWire, AgreementWire):
    """Of an area or capability."""


class AgreementsWire(TypedDict):
    """At every height."""

    overall: AgreementWire
    areas: list[PlaceAgreementWire]
    capabilities: list[PlaceAgreementWire]


class GapWire(TypedDict):
    """How the two sides see a capability: mean scores; `gap` is business minus technology, by halves if protected."""

    capability: str
    gap: float
    business: float | None
    technology: float | None
    business_respondents: Rank | None
    technology_respondents: Rank | None


class AgendaWire(TypedDict):
    """Something worth talking about: `priority` is disagreement x weight."""

    reference: str
    priority: float | None
    disagreement: float | None
    weight: float


class ItemWire(TypedDict):
    """A capability, cell or criterion; ratings are words, levels numbers. `said` is by name, empty if protected."""

    reference: str
    scale: Scale
    consensus: str | int
    respondents: Rank | None
    lowest: str | int | None
    highest: str | int | None
    not_applicable: Count | None
    r_wg: Share | None
    strength: Strength | None
    disagreement: Amount | None
    standing_out: list[str]
    said: dict[str, str | int]


@record
class ConsensusWire(TypedDict):
    """What `btm consensus --format json` writes; `people` is empty where they are protected."""

    schema: Literal["btm-consensus/2"]
    standard: StandardWire
    subject: AnsweredWire
    respondents: Rank
    anonymous: bool
    minimum_group: Rank
    people: list[PersonWire]
    agreement: AgreementsWire
    perception_gaps: list[GapWire]
    agenda: list[AgendaWire]
    items: list[ItemWire]
    too_few_answers: list[str]
    settings_that_differ: list[str]


def consensus_data(found: Consensus, standard: Standard) -> ConsensusWire:
    """Everything about how far people agree; the answers themselves are `btm consensus --format yaml`."""
    answers = found.answers
    areas = {area.id for area in standard.areas}
    overall, *places = found.agreement
    return {
        "schema": "btm-consensus/2",
        "standard": {"id": standard.id, "edition": standard.edition, "digest": standard.digest},
        "subject": {
            "enterprise": answers.enterprise,
            "unit": answers.unit.name if answers.unit else None,
            "period": answers.period,
            "assessed_on": answers.assessed_on.isoformat(),
            **extent_data(answers),
        },
        "respondents": found.voices,
        "anonymous": found.minimum > 1,
        "minimum_group": found.minimum,
        "people": [_person(one) for one in found.respondents],
        "agreement": {
            "overall": _agreement(overall),
            "areas": [_place(one) for one in places if one.reference in areas],
            "capabilities": [_place(one) for one in places if one.reference not in areas],
        },
        "perception_gaps": [_gap(gap) for gap in found.gaps],
        "agenda": [_agenda(item) for item in found.agenda],
        "items": [item_data(item, found, standard) for item in found.items],
        "too_few_answers": list(found.too_few),
        "settings_that_differ": list(found.differ),
    }


def _person(one: Respondent) -> PersonWire:
    return {
        "name": one.name,
        "side": one.side,
        "score": json_number(one.score),
        "items": one.items,
        "standing_out": one.standing_out,
        "lean": json_number(one.lean),
    }


def _agreement(one: Agreement) -> AgreementWire:
    levels, ratings, within = one.strengths
    return {
        "alpha_levels": json_number(one.levels),
        "alpha_levels_strength": levels,
        "alpha_ratings": json_number(one.ratings),
        "alpha_ratings_strength": ratings,
        "mean_r_wg": json_number(one.r_wg),
        "mean_r_wg_strength": within,
        "items": one.items,
    }


def _place(one: Agreement) -> PlaceAgreementWire:
    return {"id": one.reference, **_agreement(one)}


def _gap(gap: Gap) -> GapWire:
    return {
        "capability": gap.capability,
        "gap": json_number(gap.gap),
        "business": json_number(gap.business),
        "technology": json_number(gap.technology),
        "business_respondents": gap.business_voices,
        "technology_respondents": gap.technology_voices,
    }


def _agenda(item: Item) -> AgendaWire:
    return {
        "reference": item.reference,
        "priority": json_number(item.priority),
        "disagreement": json_number(item.disagreement),
        "weight": json_number(item.weight),
    }


def item_data(item: Item, found: Consensus, standard: Standard) -> ItemWire:
    """One item; what single people said is empty where they are protected."""
    shown = bool(item.voices)
    return {
        "reference": item.reference,
        "scale": "rating" if item.scale == "rating" else "level",
        "consensus": word(item.outcome, item, standard),
        "respondents": item.speakers,
        "lowest": word(min(item.ranks), item, standard) if item.ranks else None,
        "highest": word(max(item.ranks), item, standard) if item.ranks else None,
        "not_applicable": item.not_applicable if shown else None,
        "r_wg": json_number(item.agreement),
        "strength": item.strength,
        "disagreement": json_number(item.disagreement),
        "standing_out": [found.respondents[number].name for number in item.standing_out],
        "said": {found.respondents[voice.respondent].name: word(voice.rank, item, standard) for voice in item.voices},
    }
