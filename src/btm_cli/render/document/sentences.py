"""What is worth saying, in words: one entry of a summary as one sentence.

In: an `Entry`, the `Labels` of its standard, how many names a list may have. Out: text, each amount rounded once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from btm_cli.compare.comparison import CAUSES, ZERO
from btm_cli.render.document import numbers as write
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import is_known, series, words, written_day
from btm_cli.standard.model import State
from btm_cli.summary.entry import Entry, Value
from btm_cli.summary.risk import Risk

STATES = ("state", "next", "a", "b")
"""Values that name a state; an edition in their place stays as it is."""
PEOPLE = ("owners", "by")
"""Values that name people, as they are."""
SHARES = ("share", "have", "backed", "was", "checked")
"""Fractions that are shares of a whole."""
IN_WORDS = ("score", "low", "high")
"""Scores that say so where only rounding would lift them to a threshold."""


OF_ITS_OWN = ("stand", "lead")
"""Entries whose score is that of what they are about, which `depth` marks."""


def sentence_of(
    entry: Entry,
    labels: Labels,
    names: int,
    more: Mapping[str, object] = MappingProxyType({}),
    depth: Callable[[str], str] = str,
) -> str:
    """The sentence; `more` has what the entry does not know: who it is about, when, what the file is called.

    `depth` says behind a score how deep the criteria behind it were looked at.
    A list of names is cut after `names`, and says how many more there are; with none at all a sentence that can do
    without names says only how many there are.
    """
    kind, _, variant = entry.id.partition(".")
    if kind == "stand" and entry.values.get("state", "") is None:
        variant = "stateless"
    values = dict(more)
    for name, value in entry.values.items():
        values["from_score" if name == "from" else name] = _shown(name, value, labels, max(1, names))
    values.update(_differences(entry.values))
    if kind in OF_ITS_OWN and "score" in values:
        values["score"] = depth(str(values["score"]))
    if "owners" in entry.values:
        values["owner"] = values["owners"] or words("summary.hold.nobody")
    work = entry.values.get("effort", entry.values.get("capacity"))
    if isinstance(work, Fraction):
        days = entry.values.get("whole_days")
        values["work"] = labels.work(work, days if isinstance(days, int) else None)
    if "months" in entry.values:
        values["length"] = words("plan.months", n=entry.values["months"])
    if "risk" in entry.values:
        values["lower"] = words(f"summary.lower.{entry.values['risk']}", **values)
    if entry.id == "change.kinds":
        values["kinds"] = ", ".join(words(f"summary.kind.{name}", n=count) for name, count in entry.values.items())
    key = f"summary.{kind}.{variant.replace('.', '-') or 'count'}"
    unnamed = f"{key}-unnamed"
    none = not names or entry.values.get("largest") == ()
    return words(unnamed if none and is_known(unnamed) else key, **values)


def _differences(values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """What lies between two numbers, and parts of it: they add up with these as they are shown."""
    exact = {name: value for name, value in values.items() if isinstance(value, Fraction)}
    start, to = exact.get("from"), exact.get("to")
    if start is None:
        return
    for name, other in (("missing", start - exact.get("missing", ZERO)), ("over", start + exact.get("over", ZERO))):
        if name in exact:
            yield name, write.missing(min(start, other), max(start, other))
    if to is not None and "delta" in exact:
        yield "delta", write.missing(min(start, to), max(start, to))
    if to is not None and all(cause in exact for cause in CAUSES):
        between = write.shown_between(start, to)
        shown: dict[str, int] = dict(
            zip(CAUSES, write.apportion([exact[cause] for cause in CAUSES], between), strict=True)
        )
        if "alike" in exact:
            yield "alike", write.signed(between - shown["standard"] - shown["scope"])
        if "amount" in exact:
            yield "amount", write.signed(shown[str(values["cause"])])


def lowered(state: State, risk: Risk) -> str:
    """What of a state the open cells can take below where it begins."""
    return words(f"summary.lower.{risk}", from_score=write.number(state.from_score), floor=state.floor)


def _shown(name: str, value: Value, labels: Labels, names: int) -> object:
    """A value as it is read: scores and states by name, lists shortened, counts as they are."""
    match value:
        case tuple() if name == "largest":
            return words("summary.list.between").join(_name(name, one, labels) for one in value[:names])
        case tuple() if name == "differs":
            return series([words(f"summary.unlike.{kind}") for kind in value])
        case tuple():
            return listed_names([_name(name, one, labels) for one in value], names)
        case Fraction() if name in SHARES:
            return write.percent(value)
        case Fraction() if name in ("effort", "capacity"):
            return write.short_number(value)
        case Fraction():
            return write.score(value, labels.thresholds) if name in IN_WORDS else write.number(value)
        case date():
            return written_day(value)
        case str() if name in STATES:
            return labels.state(value)
        case str() if name == "theme":
            return labels.theme(value)
        case None:
            return write.NOTHING
        case _:
            return value


def _name(name: str, text: str, labels: Labels) -> str:
    """One of a list: a place by its name, an owner as it is, the title of a document in quotation marks."""
    if name in PEOPLE:
        return text
    place = labels.place(text)
    known = place != text or labels.name(text) != text
    return place if known else words("summary.quoted", title=text)


def listed_names(texts: Sequence[str], most: int) -> str:
    """The first `most` names, which may have commas in them, and how many more there are; one more is named itself."""
    shown = texts if len(texts) == most + 1 else texts[:most]
    named, more = words("summary.list.between").join(shown), len(texts) - len(shown)
    return words("summary.list.more", names=named, n=more) if more > 0 else named
