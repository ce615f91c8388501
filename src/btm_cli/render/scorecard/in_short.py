"""The summary of an assessment in words: labelled sentences.

In: entries of `summary`, a `Scorecard`, its `Labels`, how many names a list may have. Out: `Sentences`. What is said of
one thing stands under one label.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Sentences
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.sentences import sentence_of
from btm_cli.render.document.subject import at_depth, who
from btm_cli.render.document.words import words, written_day
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
            text = words("summary.ask.numbered", number=len(sentences), said=_with_work(text, entry, labels))
        sentences.append(text)
    return Sentences(tuple((label, " ".join(sentences)) for label, sentences in said.items()))


def _with_work(said: str, entry: Entry, labels: Labels) -> str:
    """What is asked for, with its work, its cost where the file has a day rate, and its day; `said` without a day."""
    effort, day, days, money = (entry.values.get(name) for name in ("effort", "done_by", "whole_days", "whole_money"))
    if not isinstance(effort, Fraction) or not isinstance(day, date):
        return said
    work = labels.work(effort, days if isinstance(days, int) else None)
    if isinstance(money, int):
        cost = {"currency": entry.values["currency"], "money": write.money(Fraction(money))}
        work = words("screen.cost", work=work, **cost)
    return words("summary.ask.takes", said=said, work=work, day=written_day(day))


def sentence(entry: Entry, card: Scorecard, labels: Labels, names: int, file: str = "FILE") -> str:
    """One entry in words."""
    when = words(f"summary.when{'' if card.period else '-day'}", period=card.period, day=card.as_of.isoformat())
    more = {"who": who(card.enterprise, card.unit), "when": when, "file": file}
    return sentence_of(entry, labels, names, more, lambda score: at_depth(score, card, labels))
