"""The summary of an assessment in words: labelled sentences.

In: entries of `summary`, a `Scorecard`, its `Labels`, how many names a list may have. Out: `Sentences`. What is said of
one thing stands under one label; an amount is rounded here, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Sentences
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.summary.entry import Entry, Value

LABELS = {"stand": "stand", "sure": "stand", "hold": "hold", "unknown": "unknown", "expire": "expire"}
"""By the first part of an entry's id: the label that it stands under."""
KEYS = {"hold.floor.step": "hold.step", "hold.floor.open": "hold.open"}
"""Entries whose words have a shorter key."""


def in_short(entries: Iterable[Entry], card: Scorecard, labels: Labels, names: int) -> Sentences:
    """The sentences; a list of names is cut after `names`, and says how many more there are."""
    said: dict[str, list[str]] = {}
    for entry in entries:
        label = words(f"summary.label.{LABELS[entry.id.partition('.')[0]]}")
        said.setdefault(label, []).append(_sentence(entry, card, labels, names))
    return Sentences(tuple((label, " ".join(sentences)) for label, sentences in said.items()))


def _sentence(entry: Entry, card: Scorecard, labels: Labels, names: int) -> str:
    key = KEYS.get(entry.id, entry.id)
    if entry.id.startswith("stand.") and entry.values.get("state", "") is None:
        key = "stand.stateless"
    values: dict[str, object] = {
        "who": " · ".join(filter(None, (card.enterprise, card.unit))),
        "when": words("summary.when", period=card.period) if card.period else "",
    }
    for name, value in entry.values.items():
        values["from_score" if name == "from" else name] = _shown(name, value, labels, names)
    if "owners" in entry.values:
        values["owner"] = values["owners"] or words("summary.hold.nobody")
    return words(f"summary.{key}", **values)


def _shown(name: str, value: Value, labels: Labels, names: int) -> object:
    """A value as it is read: scores and states by name, lists shortened, counts as they are."""
    match value:
        case tuple():
            return _listed([_name(name, one, labels) for one in value], names)
        case Fraction() if name in ("share", "have"):
            return write.percent(value)
        case Fraction() if name == "effort":
            return write.short_number(value)
        case Fraction():
            return write.score(value, labels.thresholds) if name in ("score", "low", "high") else write.number(value)
        case date():
            return value.isoformat()
        case str() if name in ("state", "next"):
            return labels.state(value)
        case str() if name == "theme":
            return labels.theme(value)
        case None:
            return write.NOTHING
        case _:
            return value


def _name(name: str, text: str, labels: Labels) -> str:
    """One of a list: a place by its name, an owner as it is, the title of a document in quotation marks."""
    if name == "owners":
        return text
    place = labels.place(text)
    known = place != text or labels.name(text) != text
    return place if known else words("summary.quoted", title=text)


def _listed(texts: Sequence[str], most: int) -> str:
    shown = words("summary.list.between").join(texts[:most])
    more = len(texts) - most
    return words("summary.list.more", names=shown, n=more) if more > 0 else shown
