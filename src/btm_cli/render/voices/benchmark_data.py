"""The benchmark's output contract, `btm-benchmark/1`, as plain data.

In: a scorecard, published figures and perhaps a population. Out: dicts and lists in the fixed key order of the
contract; fractions rounded half up to two decimals.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from btm_cli.render.document.numbers import json_number
from btm_cli.render.voices.rollup_data import box_data
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.voices.benchmark import Population, Published, Standing

SCHEMA = "btm-benchmark/1"
NO_PROMISE = "Where others stand says nothing about what a score earns; nothing here is a forecast or a promise."


def benchmark_data(card: Scorecard, published: Sequence[Published], population: Population | None) -> dict[str, Any]:
    """The whole comparison."""
    return {
        "schema": SCHEMA,
        "standard": {"id": card.standard, "edition": card.edition, "digest": card.standard_digest},
        "subject": {
            "enterprise": card.enterprise,
            "unit": card.unit,
            "period": card.period,
            "digest": card.answers_digest,
        },
        "as_of": card.as_of.isoformat(),
        "score": json_number(card.overall.numbers.score),
        "state": card.overall.state,
        "provisional": card.overall.provisional,
        "published": [_published(one) for one in published],
        "population": _population(population) if population is not None else None,
        "notice": NO_PROMISE,
    }


def _published(one: Published) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "source": one.source,
        "year": one.year,
        "population": one.population,
        "band": one.band.name if one.band else None,
        "share_in_lower_bands": json_number(one.lower),
        "bands": [
            {
                "name": band.name,
                "from": json_number(band.start),
                "below": json_number(band.below),
                "share": json_number(band.share),
                "share_below": json_number(band.share_below),
                "here": band.here,
            }
            for band in one.bands
        ],
        "caveats": list(one.caveats),
    }


def _population(population: Population) -> dict[str, Any]:
    return {
        "scorecards": population.count_in,
        "left_out": [{"file": one.source, "reason": one.reason} for one in population.left_out],
        "overall": _standing(population.overall),
        "areas": [{"id": area, **_standing(standing)} for area, standing in population.areas],
        "peers": [
            {
                "title": peer.profile.title,
                "file": peer.profile.source,
                "score": json_number(peer.profile.overall),
                "distance": json_number(peer.distance),
                "shared_capabilities": peer.shared,
                "ahead_in": peer.ahead[0] if peer.ahead else None,
                "ahead_by": json_number(peer.ahead[1]) if peer.ahead else None,
            }
            for peer in population.peers
        ],
    }


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "score": json_number(standing.score),
        "percentile": json_number(standing.percentile * 100 if standing.percentile is not None else None),
        "spread": box_data(standing.box),
    }
