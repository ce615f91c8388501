"""Where each value of a consensus comes from, as comments for its answers file.

In: a `Consensus` and its `Standard`. Out: lines to put above answers, by full reference, and above the whole. They hold
what people said, cleaned, on one line each; nothing of single people where they are protected.
"""

from __future__ import annotations

from collections.abc import Mapping

from btm_cli.render.consensus_data import word
from btm_cli.render.typeset import visible
from btm_cli.standard.model import Standard
from btm_cli.voices.consensus import Consensus
from btm_cli.voices.items import Item

LONGEST = 400


def head_notes(found: Consensus) -> list[str]:
    """What stands at the top of the file."""
    if found.voices == 1:
        return [f"The answers of one respondent, {_short(found.respondents[0].name)}." if found.respondents else ""]
    lines = [
        f"A consensus of {found.voices} respondents: of ratings and levels the lower median, n/a where most say so.",
        "Above each answer stands where it comes from. It is an ordinary answers file: settle what is open in it.",
    ]
    if found.minimum > 1:
        lines.append(f"Nobody is named; what fewer than {found.minimum} have answered is left open.")
    else:
        people = ", ".join(f"{one.name} ({one.side})" if one.side else one.name for one in found.respondents)
        lines.append(_short(f"Respondents, none of whom can verify it: {people}."))
    if found.differ:
        lines.append(f"They differ on {', '.join(found.differ)}: check that by hand.")
    return lines


def item_notes(found: Consensus, standard: Standard) -> Mapping[str, list[str]]:
    """One line for each item."""
    return {item.reference: [_short(_note(item, found, standard))] for item in found.items}


def _note(item: Item, found: Consensus, standard: Standard) -> str:
    if not item.voices:
        return f"from {item.speakers} answers"
    said: dict[str, list[str]] = {}
    for voice in item.voices:
        answer = str(word(voice.rank, item, standard))
        said.setdefault(answer, []).append(found.respondents[voice.respondent].name)
    return "from " + "; ".join(f"{answer}: {', '.join(names)}" for answer, names in said.items())


def _short(text: str) -> str:
    clean = visible(text)
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 1] + "…"
