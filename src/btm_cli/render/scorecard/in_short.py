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
from btm_cli.render.document.subject import who
from btm_cli.render.document.words import is_known, words
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.summary.entry import Entry, Value

SAME_LABEL = {"sure": "stand", "ask.first": "first"}
"""By an entry's id or its first part: the label that it stands under, where that is another."""
STATES = ("state", "next", "a", "b")
"""Values that name a state; an edition in their place stays as it is."""
IN_WORDS = ("score", "low", "high")
"""Scores that say so where only rounding would lift them to a threshold."""


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
    kind, _, variant = entry.id.partition(".")
    if kind == "stand" and entry.values.get("state", "") is None:
        variant = "stateless"
    values: dict[str, object] = {
        "who": who(card.enterprise, card.unit),
        "when": words(f"summary.when{'' if card.period else '-day'}", period=card.period, day=card.as_of.isoformat()),
        "file": file,
    }
    for name, value in entry.values.items():
        values["from_score" if name == "from" else name] = _shown(name, value, labels, max(1, names))
    if "owners" in entry.values:
        values["owner"] = values["owners"] or words("summary.hold.nobody")
    if "delta" in entry.values:
        values["delta"] = _difference(entry)
    if entry.id == "change.kinds":
        values["kinds"] = ", ".join(words(f"summary.kind.{name}", n=count) for name, count in entry.values.items())
    key = f"summary.{kind}.{variant.replace('.', '-') or 'count'}"
    unnamed = f"{key}-unnamed"
    return words(unnamed if not names and is_known(unnamed) else key, **values)


def _difference(entry: Entry) -> str:
    """Between the two scores as they are shown, so that the sentence adds up."""
    old, new = entry.values["from"], entry.values["to"]
    assert isinstance(old, Fraction)
    assert isinstance(new, Fraction)
    return write.number(Fraction(abs(write.round_half_up(new) - write.round_half_up(old))))


def _shown(name: str, value: Value, labels: Labels, names: int) -> object:
    """A value as it is read: scores and states by name, lists shortened, counts as they are."""
    match value:
        case tuple():
            return _listed([_name(name, one, labels) for one in value], names)
        case Fraction() if name in ("share", "have"):
            return write.percent(value)
        case Fraction() if name in ("effort", "capacity"):
            return write.short_number(value)
        case Fraction() if name == "over":
            return write.gap(value)
        case Fraction() if name == "amount" and value > 0:
            return f"+{write.number(value)}"
        case Fraction():
            return write.score(value, labels.thresholds) if name in IN_WORDS else write.number(value)
        case date():
            return value.isoformat()
        case str() if name in STATES:
            return labels.state(value)
        case str() if name == "theme":
            return labels.theme(value)
        case str() if name == "cause":
            return words(f"summary.cause.{value}")
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
