"""The summary of an assessment in words: labelled sentences.

In: entries of `summary`, a `Scorecard`, its `Labels`, how many names a list may have. Out: `Sentences`. What is said of
one thing stands under one label.
"""

from __future__ import annotations

from collections.abc import Iterable

from btm_cli.render.document.blocks import Sentences
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.sentences import sentence_of
from btm_cli.render.document.subject import at_depth, who
from btm_cli.render.document.words import words
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.summary.entry import Entry

SAME_LABEL = {"sure": "stand", "ask.first": "first"}
"""By an entry's id or its first part: the label that it stands under, where that is another."""


def in_short(entries: Iterable[Entry], card: Scorecard, labels: Labels, names: int, file: str = "FILE") -> Sentences:
    """The sentences; a list of names is cut after `names`, and says how many more there are.

    With no `names` at all a sentence that can do without says only how many there are.

    `file` is what the answers file is called, for the command that answers it.
    """
    said: dict[str, list[str]] = {}
    for entry in entries:
        kind = entry.id.partition(".")[0]
        label = SAME_LABEL.get(entry.id, SAME_LABEL.get(kind, kind))
        sentences = said.setdefault(words(f"summary.label.{label}"), [])
        text = sentence(entry, card, labels, names, file)
        if kind == "ask" and sentences:
            text = words("summary.ask.numbered", number=len(sentences), said=text)
        sentences.append(text)
    return Sentences(tuple((label, " ".join(sentences)) for label, sentences in said.items()))


def sentence(entry: Entry, card: Scorecard, labels: Labels, names: int, file: str = "FILE") -> str:
    """One entry in words."""
    when = words(f"summary.when{'' if card.period else '-day'}", period=card.period, day=card.as_of.isoformat())
    more = {"who": who(card.enterprise, card.unit), "when": when, "file": file}
    return sentence_of(entry, labels, names, more, lambda score: at_depth(score, card, labels))
