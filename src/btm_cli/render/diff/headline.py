"""The headline of a comparison: what is compared, how much changed, the overall scores, the causes, what to know of it.

In: a `Comparison`. Out: blocks and sentences, for the comparison's page and for the report.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from btm_cli.compare.comparison import CAUSES, Change, Comparison, Subject
from btm_cli.compare.side import About, differs
from btm_cli.render.diff.moves import moved_by, moved_kinds, parts_of
from btm_cli.render.diff.names import Names
from btm_cli.render.diff.said import Said
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Column, Items, Paragraph, Table
from btm_cli.render.document.subject import who
from btm_cli.render.document.words import series, words
from btm_cli.scoring.ratings import ASSURANCES
from btm_cli.summary.change import backing, change_of, unlike


def title_of(comparison: Comparison) -> str:
    """Whose assessments, and from when to when."""
    old, new = comparison.old, comparison.new
    periods = old.period and new.period and old.period != new.period
    return words(
        "diff.title",
        who=who(new.enterprise, new.unit),
        old=old.period if periods else old.as_of.isoformat(),
        new=new.period if periods else new.as_of.isoformat(),
    )


def headline(comparison: Comparison, names: Names, said: Said, labels: tuple[str, str]) -> Iterator[Block]:
    """What is compared, how much changed, the overall scores with the causes of their change, what to know."""
    yield sides(comparison, labels)
    yield from extents_of(comparison, names)
    if comparison.is_empty:
        yield Paragraph(words("diff.nothing"))
        return
    yield Paragraph(" ".join(counted(comparison, said)))
    yield overall_table(comparison, names)
    states = tuple(states_of(comparison, names))
    if states:
        yield Items(states)
    sure = " ".join((*certainty(comparison, names), *range_said(comparison)))
    if sure:
        yield Paragraph(sure)
    for note in notes(comparison):
        yield Paragraph(note)


def certainty(comparison: Comparison, names: Names) -> Iterator[str]:
    """The change, how far it is like for like, and how much of the new score is backed; nothing without a standard."""
    if names.base is not None:
        since = islice(change_of(comparison, ()), 1)  # how far the score went, before anything else is said of it
        for entry in (*since, *unlike(comparison), *backing(comparison, names.base)):
            yield names.sentence(entry)


def range_said(comparison: Comparison) -> Iterator[str]:
    """Between which scores the new one can still end."""
    low, high = comparison.new.low, comparison.new.high
    if comparison.overall.claimed.new is not None and low != high:
        yield words("diff.brief.range", low=write.number(low), high=write.number(high))


def sides(comparison: Comparison, labels: tuple[str, str]) -> Items:
    """Which file, by which edition, of which day, each side."""
    found = zip(("old", "new"), (comparison.old, comparison.new), labels, strict=True)
    return Items(tuple((f"{words(f'diff.{name}')}:", _subject(subject, label)) for name, subject, label in found))


def extents_of(comparison: Comparison, names: Names) -> Iterator[Block]:
    """How much of the standard the sides are about, each for itself where they are not alike."""
    both = (comparison.old, comparison.new)
    extents = [names.extent(side) for side in both]
    alike = {names.extent(side._replace(profiles=())) for side in both}
    if len(alike) == 1 and extents[0] != extents[1]:  # only read otherwise
        read = [", ".join(side.profiles) or words("diff.as-written") for side in both]
        same = alike.pop() or words("diff.both-whole")
        yield Paragraph(" ".join([same, words("diff.read", old=read[0], new=read[1])]))
    elif extents[0] == extents[1] != "":
        yield Paragraph(extents[0])
    elif any(extents):
        old, new = (each or words("scope.whole") for each in extents)
        yield Items(((f"{words('diff.old')}:", old), (f"{words('diff.new')}:", new)))


def _subject(subject: Subject, label: str) -> str:
    said = [label] if label else []
    said += [
        f"{subject.standard} {subject.edition}",
        words("diff.assessed-on", day=subject.assessed_on.isoformat()),
        words("diff.as-of", day=subject.as_of.isoformat()),
    ]
    return ", ".join(said if subject.exact else [*said, words("diff.rounded")])


def counted(comparison: Comparison, told: Said) -> Iterator[str]:
    """How many cells moved, each counted once by what moved in it, and how many answers changed."""
    kinds = moved_kinds(comparison)
    said = ", ".join(words(f"diff.moved-kind.{kind}", n=count) for kind, count in kinds.items())
    yield words("diff.cells-moved", n=kinds.total(), kinds=said) if kinds else words("diff.none-moved")
    if comparison.facts is not None:
        yield words("diff.changed", n=len(told.answers()))


def overall_table(comparison: Comparison, names: Names) -> Table:
    """Each calculation from old to new, and its causes, which add up to the change; "-" for what there is not."""
    overall = comparison.overall
    told = any(change.causes for change in overall.changes)
    rows, missing = [], False
    for name, whole in zip(ASSURANCES, overall.changes, strict=True):
        change = comparison.found(name, whole, names.base)
        missing = missing or change != whole
        causes = (parts_of(change) or (_untold(change),) * len(CAUSES)) if told else ()
        old, new = map(write.whole, (change.old_level, change.new_level))
        level = new if old == new else words("diff.from-to", old=old, new=new)
        scores = (write.number(change.old), write.number(change.new), moved_by(change))
        rows.append((words(f"diff.{name}"), *scores, *causes, level))
    sides = [names.at_depth(words(f"diff.{name}"), getattr(comparison, name)) for name in ("old", "new")]
    titles = ("change", *(f"cause.{cause}" for cause in CAUSES if told))
    numbers = (Column(title, right=True) for title in (*sides, *(words(f"diff.{title}") for title in titles)))
    caption = words("diff.not-there") if missing else ""
    return Table((Column(""), *numbers, Column(words("diff.lowest-level"))), tuple(rows), caption)


def _untold(change: Change) -> str:
    """What stands for causes that can't be told: of a number that is not there there are none."""
    return write.NOTHING if change.delta is None else "?"


def states_of(comparison: Comparison, names: Names) -> Iterator[tuple[str, str]]:
    """The states that differ, and the state itself where there is one."""
    before, after = comparison.old.states, comparison.new.states
    for name in after:
        if before.get(name) != after.get(name) or (name == "state" and after.get(name) is not None):
            old, new = names.state(before.get(name)), names.state(after.get(name))
            yield f"{words(f'diff.{name}')}:", old if old == new else words("diff.from-to", old=old, new=new)
    if comparison.states and comparison.conditions:
        yield words("diff.conditions"), "; ".join(_conditions(comparison, names))


def editions_said(comparison: Comparison, names: Names) -> Iterator[str]:
    """The first thing that the new side's edition asks otherwise of states."""
    old, new = (f"{side.standard} {side.edition}" for side in (comparison.old, comparison.new))
    if old != new:
        for asked in islice(_conditions(comparison, names), 1):
            yield words("diff.editions-ask", new=new, what=asked)


def _conditions(comparison: Comparison, names: Names) -> Iterator[str]:
    """What the edition asks otherwise of states: the standard's part in a state that moved."""
    edition = f"{comparison.new.standard} {comparison.new.edition}"
    asking = [names.state(each.state) for each in comparison.conditions if each.what == "asks" and not each.old]
    if asking:
        yield words("diff.asks-new", edition=edition, states=", ".join(asking))
    for each in comparison.conditions:
        state = names.state(each.state)
        if each.what != "asks":
            both = (each.old, each.new)
            old, new = map(write.number, map(Fraction, both)) if each.what == "from" else both
            yield words(f"diff.condition-{each.what}", state=state, moved=words("diff.from-to", old=old, new=new))
        elif each.old:
            yield words("diff.asks-changed" if each.new else "diff.asks-gone", edition=edition, state=state)


def notes(compared: Comparison) -> Iterator[str]:
    """What to know before believing the numbers, and the evidence that time moved."""
    old, new = compared.old, compared.new
    for causes in sorted({causes for causes in compared.untold.values() if causes}):
        which = [words(f"diff.name.{name}") for name in ASSURANCES if compared.untold.get(name) == causes]
        yield words(
            "diff.untold", which=series(which), causes=series([words(f"diff.by-cause.{cause}") for cause in causes])
        )
    if any(not causes for causes in compared.untold.values()) and compared.overall.moved:
        yield words("diff.another-version")
    if any(part.in_order for part in compared.parts):
        yield words("diff.in-order")
    before, after = About(old.enterprise, old.unit), About(new.enterprise, new.unit)
    what = differs(before, after)
    if what is not None:
        yield words(f"diff.two-subjects.{what}", old=before.name, new=after.name)
    if set(old.scope) != set(new.scope):
        yield words("diff.another.scope")
    if old.another_depth(new):
        yield words("diff.another.depth")
    if old.profiles != new.profiles:
        yield words("diff.another.profiles")
    if old.standard_digest != new.standard_digest and old.edition == new.edition:
        yield words("diff.same-edition", edition=new.edition)
    if compared.lapsed:
        yield words("diff.lapsed", keys=", ".join(compared.lapsed))
    if compared.arrived:
        yield words("diff.arrived", keys=", ".join(compared.arrived))
