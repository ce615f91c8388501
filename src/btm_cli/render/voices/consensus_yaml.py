"""A consensus as an answers file whose comments say where each value comes from.

In: a `Consensus` and its `Standard`. Out: YAML in the form that btm writes answers files. Comments hold what people
said, cleaned, on one line each; nothing of single people where they are protected.
"""

from __future__ import annotations

from collections.abc import Mapping

from btm_cli.answers.depth import Depth
from btm_cli.render.document.safe import visible
from btm_cli.render.document.words import words
from btm_cli.render.starter.file import Asked, answers_file
from btm_cli.render.voices.answers_data import answers_data, head_data
from btm_cli.render.voices.consensus_said import said_by
from btm_cli.standard.model import Standard
from btm_cli.voices.consensus import Consensus

LONGEST = 400


def render_consensus_yaml(found: Consensus, standard: Standard) -> str:
    """The whole file; what is open has no value."""
    answers = found.answers
    comments = "".join(f"# {line}\n" for line in _head_notes(found))
    asked = Asked(standard, Depth.capability, _item_notes(found, standard))
    return comments + answers_file(asked, head_data(answers), answers_data(answers, standard))


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
